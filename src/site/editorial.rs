//! What editors are told of figures and printed titles. The rules for texts alone are held where
//! these are read.

use std::collections::BTreeSet;

use super::page::Page;
use crate::content::{Document, editorial_finding, idle_waiver};
use crate::diag::{Code, Report};

/// How many letters of a title a search engine shows: about 600 pixels, measured as letters of a
/// common width.
pub const LONGEST_TITLE: usize = 70;

/// Reports a printed title that is too long, and waivers that nothing on the page needs. `broken` are the
/// rules that its figures broke, waived or not.
pub(super) fn report_broken(
    page: &Page<'_>,
    document: &Document,
    mut broken: BTreeSet<Code>,
    report: &mut Report,
) {
    let length = page.title.chars().count();
    if length > LONGEST_TITLE {
        broken.insert(Code::LongTitle);
        if !document.front.waives(Code::LongTitle) {
            let message = format!(
                "the title has {length} letters, of which a search result shows about {LONGEST_TITLE}"
            );
            let hint = "shorten it, and say the rest in the summary";
            let place = document.front.title_span.location();
            report.push(editorial_finding(Code::LongTitle, &message, hint).at(place));
        }
    }
    // Of pages for every code, one may need what another does not.
    if !page.variables.is_empty() {
        return;
    }
    for waiver in &document.front.waive {
        let held_here = [Code::LongTitle, Code::MissingSource, Code::MissingUnit];
        let code = held_here
            .iter()
            .find(|code| code.name() == waiver.rule.text);
        if code.is_some_and(|code| !broken.contains(code)) {
            let place = waiver.rule.span.location();
            report.push(idle_waiver(&waiver.rule.text).at(place));
        }
    }
}
