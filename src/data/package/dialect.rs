//! From the dialect as written to the syntax of a CSV.

use crate::data::csv::{Dialect, HeaderRows, Syntax};
use crate::diag::{Code, Diagnostic};
use crate::input::value::Fields;

/// Decides the dialect of a file: `fields` is what is said of it, `is_tsv` whether it has tabs where nothing
/// is said.
pub(super) fn decide(fields: Option<Fields<'_>>, is_tsv: bool) -> Result<Dialect, Diagnostic> {
    let standard = if is_tsv { b'\t' } else { b',' };
    let delimiter = character(fields, "delimiter")?.unwrap_or(standard);
    let escape = character(fields, "escapeChar")?;
    let unquoted = fields.and_then(|fields| fields.text("quoteChar"));
    let quote = match unquoted {
        Some(text) if text.text.is_empty() => None,
        _ => Some(character(fields, "quoteChar")?.unwrap_or(b'"')),
    };
    let comment = character(fields, "commentChar")?;
    let special = [
        (Some(delimiter), "delimiter"),
        (quote, "quoteChar"),
        (comment, "commentChar"),
        (escape.filter(|e| Some(*e) != quote), "escapeChar"),
    ];
    for (position, (one, key)) in special.iter().enumerate() {
        let is_taken = special[..position].iter().any(|(other, _)| other == one);
        if let (Some(one), Some(fields)) = (one.filter(|_| is_taken), fields) {
            let word = char::from(one);
            let message = format!("`{word}` has two meanings in the dialect");
            let keys = special[..position].iter().map(|(_, key)| *key);
            let written = keys.chain([*key]).find(|key| {
                let text = fields.text(key);
                text.is_some_and(|text| text.text == word.to_string())
            });
            let place = fields.place(written.unwrap_or(key));
            return Err(place.error(Code::BadPackage, message));
        }
    }
    let boolean = |key| fields.and_then(|fields| fields.boolean(key));
    let counts = |key| fields.map(|fields| fields.counts(key)).unwrap_or_default();
    let (rows, comment_rows) = (counts("headerRows"), counts("commentRows"));
    let names_rows = fields.is_some_and(|fields| fields.has("headerRows"));
    let mut all = rows.iter().chain(&comment_rows);
    if let Some(fields) = fields
        && (all.any(|row| *row == 0) || !rows.is_sorted_by(|a, b| a < b))
    {
        let message = "rows of a dialect count from 1, in order";
        return Err(fields.place("headerRows").error(Code::BadPackage, message));
    }
    let join = fields.and_then(|fields| fields.text("headerJoin"));
    Ok(Dialect {
        syntax: Syntax {
            delimiter,
            quote,
            // An escape character takes the place of doubled quotes.
            double_quote: boolean("doubleQuote").unwrap_or(escape.is_none()),
            escape,
            comment,
            skip_initial_space: boolean("skipInitialSpace").unwrap_or(false),
        },
        header: match boolean("header") {
            Some(false) => HeaderRows::None,
            _ if names_rows && rows.is_empty() => HeaderRows::None,
            _ if names_rows => HeaderRows::Rows(rows),
            _ => HeaderRows::First,
        },
        header_join: join.map_or_else(|| " ".to_owned(), |join| join.text.clone()),
        comment_rows,
    })
}

fn character(fields: Option<Fields<'_>>, key: &str) -> Result<Option<u8>, Diagnostic> {
    let Some(text) = fields.and_then(|fields| fields.text(key)) else {
        return Ok(None);
    };
    match text.text.as_bytes() {
        [one] if one.is_ascii() && !matches!(one, b'\n' | b'\r') => Ok(Some(*one)),
        _ => {
            let message = format!(
                "`{}` cannot be the `{key}`: it must be one ASCII character",
                text.text
            );
            Err(text.error(Code::BadPackage, message))
        }
    }
}
