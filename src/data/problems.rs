//! Problems of one data file, bounded at a number that a person can read.

use super::csv::{CsvFile, RowProblem};
use crate::diag::{Code, Diagnostic, Report, Severity, Source};

/// How many problems of one file are reported one by one, of each severity.
pub(super) const MOST_REPORTED: usize = 20;

/// How many problems are kept before those that will not be reported are dropped.
const KEPT: usize = 2000;

/// Collects the problems of one file.
#[derive(Debug)]
pub(super) struct Problems {
    source: Source,
    /// Problems with a place.
    placed: Vec<Diagnostic>,
    /// Problems of records, in no order.
    rows: Vec<RowProblem>,
    errors: usize,
    warnings: usize,
    last: Option<Code>,
}

impl Problems {
    pub(super) fn new(source: &Source) -> Problems {
        Problems {
            source: source.clone(),
            placed: Vec::new(),
            rows: Vec::new(),
            errors: 0,
            warnings: 0,
            last: None,
        }
    }

    /// Adds a problem. It is only made when it may be reported, because finding a place in a large
    /// file takes time.
    pub(super) fn push(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        let reported = self.placed.iter().filter(|d| d.severity == Severity::Error);
        if reported.count() < MOST_REPORTED {
            let diagnostic = diagnostic();
            self.count(&diagnostic);
            self.placed.push(diagnostic);
        } else {
            self.errors += 1;
        }
    }

    /// Adds a warning, in the same way.
    pub(super) fn push_warning(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        let reported = self
            .placed
            .iter()
            .filter(|d| d.severity == Severity::Warning);
        if reported.count() < MOST_REPORTED {
            let diagnostic = diagnostic();
            self.count(&diagnostic);
            self.placed.push(diagnostic);
        } else {
            self.warnings += 1;
        }
    }

    /// Adds a problem of a record.
    pub(super) fn push_row(&mut self, problem: RowProblem) {
        self.count(&problem.diagnostic);
        self.rows.push(problem);
        if self.rows.len() > KEPT {
            self.keep_first_rows();
        }
    }

    /// Counts problems of which nothing else is kept.
    pub(super) fn add_untold(&mut self, count: usize, severity: Severity) {
        match severity {
            Severity::Error => self.errors += count,
            Severity::Warning => self.warnings += count,
            Severity::Notice => {}
        }
    }

    fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => {
                self.errors += 1;
                self.last = Some(diagnostic.code);
            }
            Severity::Warning => {
                self.warnings += 1;
                self.last.get_or_insert(diagnostic.code);
            }
            Severity::Notice => {}
        }
    }

    /// Drops the problems of later records, and keeps as many of each severity as are reported.
    fn keep_first_rows(&mut self) {
        self.rows
            .sort_by_key(|problem| (problem.record, problem.column));
        let mut reported = [0; 3];
        self.rows.retain(|problem| {
            let reported = &mut reported[problem.diagnostic.severity as usize];
            *reported += 1;
            *reported <= MOST_REPORTED
        });
    }

    /// Whether nothing stops the build.
    pub(super) fn is_empty(&self) -> bool {
        self.errors == 0
    }

    /// Reports the problems that were kept, each problem at its place, and how many others there are.
    pub(super) fn finish(mut self, file: Option<&CsvFile<'_>>, report: &mut Report) {
        self.keep_first_rows();
        let rows = std::mem::take(&mut self.rows);
        let rows = file.map(|file| file.locate(rows)).unwrap_or_default();
        let mut own = Report::new();
        self.placed
            .into_iter()
            .chain(rows)
            .for_each(|d| own.push(d));
        let (mut errors, mut warnings) = (0, 0);
        for diagnostic in own.sorted() {
            let reported = match diagnostic.severity {
                Severity::Error => &mut errors,
                Severity::Warning => &mut warnings,
                Severity::Notice => &mut 0,
            };
            *reported += 1;
            if *reported <= MOST_REPORTED {
                report.push(diagnostic);
            }
        }
        let untold = (self.errors + self.warnings)
            .saturating_sub(errors.min(MOST_REPORTED) + warnings.min(MOST_REPORTED));
        if let (1.., Some(code)) = (untold, self.last) {
            let message = match untold {
                1 => "and 1 more problem in this file".to_owned(),
                many => format!("and {many} more problems in this file"),
            };
            let rest = if self.errors > 0 {
                Diagnostic::error(code, message)
            } else {
                Diagnostic::warning(code, message)
            };
            let end = self.source.bytes().len();
            let place = file.map_or_else(|| self.source.location(end..end), CsvFile::end);
            report.push(rest.at(place));
        }
    }
}
