//! Names of files: none may hold a character that a program obeys instead of showing it.

use std::collections::BTreeSet;

use super::Inputs;
use crate::diag::{Code, Diagnostic, Report, Source, printable};

impl Inputs {
    /// Reports files and folders with control characters in their names, each once. `false` when there are
    /// some: what follows would print them.
    pub fn report_names(&self, report: &mut Report) -> bool {
        let paths = self.texts.keys().chain(self.others.keys());
        let odd = paths.filter(|path| path.contains(char::is_control));
        let odd: BTreeSet<&str> = odd.map(|path| until_odd_part(path)).collect();
        for path in &odd {
            let shown = printable(path);
            report.push(
                Diagnostic::error(
                    Code::BadFileName,
                    format!("the file name `{shown}` holds a control character"),
                )
                .at(Source::new(&shown, Vec::new()).location(0..0))
                .hint("rename it with letters, digits, `-`, `_` and `.`"),
            );
        }
        odd.is_empty()
    }
}

/// The path up to the end of the first part with a control character.
fn until_odd_part(path: &str) -> &str {
    let odd = path.find(char::is_control).unwrap_or(path.len());
    let end = path[odd..].find('/').map_or(path.len(), |end| odd + end);
    &path[..end]
}
