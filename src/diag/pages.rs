//! Problems of pages that are made from one file: what is wrong on all of them is reported once.

use std::collections::BTreeMap;

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::report::Report;

/// A problem with the page that has it first, and how many other pages have it too.
struct PageProblem<'p> {
    diagnostic: Diagnostic,
    page: &'p str,
    others: usize,
}

impl Report {
    /// Adds the problems of pages, each with its name. Problems of one code at one place are reported
    /// once: with the first page that has one, and the number of the others.
    pub fn extend_with_pages<'p>(&mut self, pages: impl Iterator<Item = (&'p str, Report)>) {
        let mut problems: BTreeMap<(String, usize, Code), PageProblem<'p>> = BTreeMap::new();
        for (page, report) in pages {
            for diagnostic in report.sorted() {
                let Some(location) = &diagnostic.location else {
                    self.push(diagnostic);
                    continue;
                };
                let key = (location.path.to_string(), location.offset, diagnostic.code);
                let known = problems.entry(key).or_insert_with(|| PageProblem {
                    diagnostic,
                    page,
                    others: 0,
                });
                known.others += usize::from(known.page != page);
            }
        }
        for (_, mut problem) in problems {
            let others = match problem.others {
                0 => String::new(),
                1 => " and 1 other".to_owned(),
                many => format!(" and {many} others"),
            };
            let message = &mut problem.diagnostic.message;
            message.push_str(&format!(" (on the page {}{others})", problem.page));
            self.push(problem.diagnostic);
        }
    }
}
