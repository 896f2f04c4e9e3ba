//! From the dialect as written to the syntax of a CSV.

use super::entry::Wrong;
use super::package_file::DialectFile;
use crate::data::csv::{Dialect, HeaderRows, Syntax};

/// Decides the dialect of a file. `format` is that of the resource: `tsv` has tabs.
pub(super) fn decide(file: &DialectFile, is_tsv: bool) -> Result<Dialect, Wrong> {
    let standard = if is_tsv { b'\t' } else { b',' };
    let delimiter = character(file.delimiter.as_deref(), "delimiter")?.unwrap_or(standard);
    let escape = character(file.escape_char.as_deref(), "escapeChar")?;
    let quote = match file.quote_char.as_deref() {
        Some("") => None,
        other => Some(character(other, "quoteChar")?.unwrap_or(b'"')),
    };
    let comment = character(file.comment_char.as_deref(), "commentChar")?;
    let special = [
        Some(delimiter),
        quote,
        comment,
        escape.filter(|e| Some(*e) != quote),
    ];
    for (position, one) in special.iter().enumerate() {
        if let Some(one) = one.filter(|_| special[..position].contains(one)) {
            let word = char::from(one).to_string();
            let message = format!("`{word}` has two meanings in the dialect");
            return Err(Wrong::of(&["dialect"], word, message));
        }
    }
    let rows = file.header_rows.clone().unwrap_or_default();
    let header = match (&file.header_rows, file.header) {
        (_, Some(false)) => HeaderRows::None,
        (Some(rows), _) if rows.is_empty() => HeaderRows::None,
        (Some(rows), _) => HeaderRows::Rows(rows.clone()),
        (None, _) => HeaderRows::First,
    };
    let mut all = rows.iter().chain(&file.comment_rows);
    if all.any(|row| *row == 0) || !rows.is_sorted_by(|a, b| a < b) {
        let message = "rows of a dialect count from 1, in order";
        return Err(Wrong::at(&["dialect", "headerRows"], message));
    }
    Ok(Dialect {
        syntax: Syntax {
            delimiter,
            quote,
            // An escape character takes the place of doubled quotes.
            double_quote: file.double_quote.unwrap_or(escape.is_none()),
            escape,
            comment,
            skip_initial_space: file.skip_initial_space.unwrap_or(false),
        },
        header,
        header_join: file.header_join.clone().unwrap_or_else(|| " ".to_owned()),
        comment_rows: file.comment_rows.clone(),
    })
}

fn character(text: Option<&str>, property: &str) -> Result<Option<u8>, Wrong> {
    match text.map(str::as_bytes) {
        None => Ok(None),
        Some([one]) if one.is_ascii() && !matches!(one, b'\n' | b'\r') => Ok(Some(*one)),
        Some(_) => {
            let text = text.unwrap_or_default();
            let message =
                format!("`{text}` cannot be the `{property}`: it must be one ASCII character");
            Err(Wrong::of(&["dialect"], text, message))
        }
    }
}
