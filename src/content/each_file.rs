//! The file format of `each` in front matter.

use super::block_file::filters;
use super::each::{Each, EachVariable};
use crate::diag::{Code, Report};
use crate::input::value::{Fields, Text, ValueKind};

/// A page for each of so many things is more than anyone finds a way through.
const MOST_VARIABLES: usize = 2;

/// Reads what a document goes through; the inner `None` when it is one page.
#[expect(
    clippy::option_option,
    reason = "a key may be wrong, absent or there: as everywhere in these files"
)]
pub(super) fn read(fields: &Fields<'_>, report: &mut Report) -> Option<Option<Each>> {
    let Some(value) = fields.value("each") else {
        if let Some(value) = fields.value("where") {
            report.push(
                value
                    .error(
                        Code::BadFrontMatter,
                        "`where` selects codes, and the document has no `each`",
                    )
                    .expected("`each` with `where`; figures have a `where` of their own"),
            );
            return None;
        }
        return Some(None);
    };
    let filters = filters(fields, report)?;
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
                    name: Some(entry.key_text()),
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
                value
                    .error(Code::BadFrontMatter, "`each` names nothing to go through")
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
