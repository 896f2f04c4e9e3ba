//! Raw HTML: reported and left out, or published as it is where the site allows it.

use std::ops::Range;

use super::writer::Writer;
use crate::diag::{Code, Diagnostic};

impl Writer<'_> {
    /// Reports a piece of raw HTML, or takes it as it is where the site allows that. Comments are for
    /// the author and are left out without a word.
    pub(super) fn raw_html(&mut self, range: &Range<usize>) {
        let html = &self.original[range.clone()];
        let mut at = 0;
        while let Some(start) = html[at..].find(|c: char| !c.is_whitespace()) {
            at += start;
            let rest = &html[at..];
            let Some(end) = rest
                .strip_prefix("<!--")
                .and_then(|inner| inner.find("-->"))
            else {
                break;
            };
            at += "<!--".len() + end + "-->".len();
        }
        let rest = html[at..].trim();
        if rest.is_empty() {
            return;
        }
        if self.rules.allows_html {
            self.buffer.push_str(&html[at..]);
            return;
        }
        let line = rest.lines().next().unwrap_or(rest);
        let shown: String = line.chars().take(40).collect();
        let start = range.start + at;
        self.report.push(
            Diagnostic::error(
                Code::RawHtml,
                format!("raw HTML is not published: `{shown}`"),
            )
            .at(self.span(start..start + line.len()))
            .expected("Markdown")
            .hint("write `\\<` for a literal `<`; `raw_html = true` in yearbook.toml publishes it as it is"),
        );
    }
}
