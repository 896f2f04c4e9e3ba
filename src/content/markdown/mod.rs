//! Markdown to pieces of markup.
//!
//! `CommonMark` with tables, footnotes, strikethrough and heading ids. Raw HTML is reported and
//! left out, unless the site allows it. Headings of the first level become second-level ones: the first belongs to the title.

mod code_block;
mod heading;
mod link;
mod note;
mod raw_html;
mod writer;

use pulldown_cmark::{Options, Parser};

use super::body::Body;
use super::editorial::{Finding, Rules};
use super::mask::mask;
use crate::diag::{Report, Source};
use writer::Writer;

/// Reads the text of a document from `start` to its end, with what an editor is told of it.
pub(super) fn parse(
    source: &Source,
    text: &str,
    start: usize,
    rules: &Rules,
    report: &mut Report,
) -> (Body, Vec<Finding>) {
    let original = &text[start..];
    let masked = mask(original);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let mut writer = Writer::new(source, start, original, &masked, rules, report);
    let mut events = Parser::new_ext(&masked.text, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        writer.event(event, &range, &mut events);
    }
    writer.finish()
}
