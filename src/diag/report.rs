//! All problems of a run.

use super::diagnostic::{Diagnostic, Severity};

/// Collects problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// How many of them are errors.
    errors: usize,
}

/// What is wrong has been reported in a [`Report`]; whoever gets this only has to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported;

impl Report {
    /// A report without problems.
    pub fn new() -> Report {
        Report::default()
    }

    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        self.diagnostics.push(diagnostic);
    }

    /// Adds all problems of another report.
    pub fn extend(&mut self, other: Report) {
        self.errors += other.errors;
        self.diagnostics.extend(other.diagnostics);
    }

    /// Whether nothing is wrong at all.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether anything stops the build.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many problems stop the build. More of them after a part was read than before: the part is
    /// unusable.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many problems there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    }

    /// All problems in order of file, place and code, so that threads cannot change the order.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        let place = |d: &Diagnostic| {
            d.location
                .as_ref()
                .map(|l| (l.path.clone(), l.offset))
                .unwrap_or_default()
        };
        self.diagnostics
            .sort_by(|a, b| (place(a), a.code, &a.message).cmp(&(place(b), b.code, &b.message)));
        self.diagnostics.dedup();
        self.diagnostics
    }
}
