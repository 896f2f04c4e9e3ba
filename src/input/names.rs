//! Names of files: none may hold a character that a program obeys instead of showing it, or that nobody sees.

use std::collections::BTreeSet;

use super::Inputs;
use crate::diag::{Code, Diagnostic, Report, Source};
use crate::markup::is_unseen;

impl Inputs {
    /// Reports files and folders with control characters or invisible ones in their names, each once.
    /// `false` when there are some: what follows would print them.
    pub fn report_names(&self, report: &mut Report) -> bool {
        let paths = self.texts.keys().chain(self.others.keys());
        let odd: BTreeSet<&str> = paths.filter_map(|path| until_odd_part(path)).collect();
        for path in &odd {
            let shown = shown(path);
            let what = if path.contains(char::is_control) {
                "a control character"
            } else {
                "a character that nobody sees"
            };
            report.push(
                Diagnostic::error(
                    Code::BadFileName,
                    format!("the file name `{shown}` holds {what}"),
                )
                .at(Source::new(&shown, Vec::new()).location(0..0))
                .hint("rename it with letters, digits, `-`, `_` and `.`"),
            );
        }
        odd.is_empty()
    }
}

/// The path up to the end of the first part with an odd character, if there is one.
fn until_odd_part(path: &str) -> Option<&str> {
    let odd = path.find(is_unseen)?;
    let end = path[odd..].find('/').map_or(path.len(), |end| odd + end);
    Some(&path[..end])
}

/// A path in which odd characters are written as `\n` or `\u{202e}`.
fn shown(path: &str) -> String {
    let mut shown = String::with_capacity(path.len());
    for letter in path.chars() {
        if is_unseen(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}
