//! The file format of `each` in front matter.

use super::block_file::filters;
use super::each::{Each, EachVariable};
use crate::diag::{Code, Diagnostic, Report, Source};
use crate::input::toml_file::{Fields, Text, ValueKind};

/// A page for each of so many things is more than anyone finds a way through.
const MOST_VARIABLES: usize = 2;

/// Reads what a document goes through; the inner `None` when it is one page.
#[expect(
    clippy::option_option,
    reason = "a key may be wrong, absent or there: as everywhere in these files"
)]
pub(super) fn read(
    source: &Source,
    fields: &Fields<'_>,
    report: &mut Report,
) -> Option<Option<Each>> {
    let Some(value) = fields.value("each") else {
        if let Some(value) = fields.value("where") {
            report.push(
                Diagnostic::error(
                    Code::BadFrontMatter,
                    "`where` selects codes, and the document has no `each`",
                )
                .at(source.location(value.span.clone()))
                .expected("`each` with `where`; figures have a `where` of their own"),
            );
            return None;
        }
        return Some(None);
    };
    let filters = filters(source, fields, report)?;
    let expected = "a code list in quotes, a list of two, or { name = \"list\" }";
    let variables: Option<Vec<EachVariable>> = match &value.kind {
        ValueKind::Text(over) => Some(vec![unnamed(over)]),
        ValueKind::Array(values) => values
            .iter()
            .map(|value| match &value.kind {
                ValueKind::Text(over) => Some(unnamed(over)),
                _ => None,
            })
            .collect(),
        ValueKind::Table(table) => table
            .entries
            .iter()
            .map(|entry| match &entry.value.kind {
                ValueKind::Text(over) => Some(EachVariable {
                    name: Some(Text {
                        text: entry.key.clone(),
                        span: entry.key_span.clone(),
                        verbatim: None,
                    }),
                    over: over.clone(),
                }),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    match variables.filter(|variables| (1..=MOST_VARIABLES).contains(&variables.len())) {
        Some(variables) => Some(Some(Each {
            variables,
            filters,
            span: value.span.clone(),
        })),
        None => {
            report.push(
                Diagnostic::error(Code::BadFrontMatter, "`each` names nothing to go through")
                    .at(source.location(value.span.clone()))
                    .expected(expected),
            );
            None
        }
    }
}

fn unnamed(over: &Text) -> EachVariable {
    EachVariable {
        name: None,
        over: over.clone(),
    }
}
