//! Problems of pages that are made from one file: what is wrong on all of them is told once.

use std::collections::BTreeMap;

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::report::Report;

/// A problem with the page that has it first, and how many other pages have it too.
struct Told<'p> {
    diagnostic: Diagnostic,
    page: &'p str,
    others: usize,
}

impl Report {
    /// Adds the problems of pages, each with its name. Problems of one code at one place are told
    /// once: with the first page that has one, and the number of the others.
    pub fn extend_with_pages<'p>(&mut self, pages: impl Iterator<Item = (&'p str, Report)>) {
        let mut told: BTreeMap<(String, usize, Code), Told<'p>> = BTreeMap::new();
        for (page, report) in pages {
            for diagnostic in report.sorted() {
                let Some(location) = &diagnostic.location else {
                    self.push(diagnostic);
                    continue;
                };
                let key = (location.path.to_string(), location.offset, diagnostic.code);
                let known = told.entry(key).or_insert_with(|| Told {
                    diagnostic,
                    page,
                    others: 0,
                });
                known.others += usize::from(known.page != page);
            }
        }
        for (_, mut told) in told {
            let others = match told.others {
                0 => String::new(),
                1 => " and 1 other".to_owned(),
                many => format!(" and {many} others"),
            };
            let message = &mut told.diagnostic.message;
            message.push_str(&format!(" (on the page {}{others})", told.page));
            self.push(told.diagnostic);
        }
    }
}
