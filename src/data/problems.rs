//! Problems of one data file, bounded at a number that a person can read.

use crate::diag::{Code, Diagnostic, Report, Source};

/// How many problems of one file are told in full.
const TOLD_PER_FILE: usize = 20;

/// Collects the problems of one file.
#[derive(Debug)]
pub(super) struct Problems<'a> {
    source: &'a Source,
    report: Report,
    untold: usize,
    last: Option<Code>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(source: &'a Source) -> Problems<'a> {
        Problems {
            source,
            report: Report::new(),
            untold: 0,
            last: None,
        }
    }

    pub(super) fn source(&self) -> &'a Source {
        self.source
    }

    /// Adds a problem. It is only made when it will be told, because finding a place in a large
    /// file takes time.
    pub(super) fn push(&mut self, diagnostic: impl FnOnce(&Source) -> Diagnostic) {
        if self.report.count(crate::diag::Severity::Error) < TOLD_PER_FILE {
            let diagnostic = diagnostic(self.source);
            self.last = Some(diagnostic.code);
            self.report.push(diagnostic);
        } else {
            self.untold += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.report.has_errors()
    }

    pub(super) fn finish(self, report: &mut Report) {
        report.extend(self.report);
        if let (1.., Some(code)) = (self.untold, self.last) {
            let end = self.source.bytes().len();
            report.push(
                Diagnostic::error(
                    code,
                    format!("and {} more problems in this file", self.untold),
                )
                .at(self.source.location(end..end)),
            );
        }
    }
}
