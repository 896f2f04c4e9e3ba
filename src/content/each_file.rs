//! The file format of `each` in front matter.

use super::block_file::{WHERE, filters};
use super::each::{Each, EachVariable};
use crate::diag::{Code, Report};
use crate::input::value::{Fields, Key, Kind, Text, Value, key};

/// A page for each of so many things is more than anyone finds a way through.
const MOST_VARIABLES: usize = 2;

const EXPECTED: &str = "a code list in quotes, a list of two, or { name = \"list\" }";

/// The keys of a document that becomes a page for each code.
pub(super) const KEYS: [Key; 2] = [
    key(
        "each",
        Kind::Either(
            &[Kind::Text, Kind::List(&Kind::Text), Kind::Map(&Kind::Text)],
            EXPECTED,
        ),
        "the code list, or `dataset.dimension`, for each code of which the document becomes a page",
    ),
    key("where", WHERE, "for which of those codes"),
];

/// Reads what a document goes through; nothing where it is one page.
pub(super) fn read(fields: Fields<'_>, report: &mut Report) -> Option<Each> {
    let Some(value) = fields.value("each") else {
        if let Some(value) = fields.value("where") {
            let message = "`where` selects codes, and the document has no `each`";
            let wrong = value.error(Code::BadFrontMatter, message);
            report.push(wrong.expected("`each` with `where`; figures have a `where` of their own"));
        }
        return None;
    };
    let named = fields
        .text_entries("each")
        .map(|(entry, over)| EachVariable {
            name: Some(entry.key_text()),
            over: over.clone(),
        });
    let unnamed = value.items().iter().filter_map(Value::text).map(unnamed);
    let variables: Vec<EachVariable> = named.chain(unnamed).collect();
    let entries = fields.entries("each").len();
    let count = if entries > 0 {
        entries
    } else {
        value.items().len()
    };
    if !(1..=MOST_VARIABLES).contains(&count) {
        let message = format!("`each` names {count} lists to go through");
        report.push(
            value
                .error(Code::BadFrontMatter, message)
                .expected(EXPECTED),
        );
        return None;
    }
    Some(Each {
        variables,
        filters: filters(fields, report),
        span: value.span.clone(),
    })
}

fn unnamed(over: &Text) -> EachVariable {
    EachVariable {
        name: None,
        over: over.clone(),
    }
}
