//! Rows of a file of which nothing is known yet.

use super::encoding::{self, BYTE_ORDER_MARK, Encoding};
use super::place::{Rows, unquoted};
use super::syntax::{Dialect, HeaderRows};
use crate::diag::{Diagnostic, Source};

/// The encoding that a file seems to have; `None` for UTF-8.
pub(in crate::data) fn seeming_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("utf-16"),
        _ if std::str::from_utf8(bytes).is_ok() => None,
        _ => Some(encoding::likely(bytes)),
    }
}

/// The text of a file in an encoding.
pub(in crate::data) fn decoded(source: &Source, label: Option<&str>) -> Result<Source, Diagnostic> {
    let encoding = label.and_then(Encoding::of_label);
    encoding.unwrap_or(Encoding::UTF_8).decode(source)
}

/// The cells of all rows but blank ones, at most `most`, each with the number of its row in the
/// file: blank ones count.
pub(in crate::data) fn rows(
    source: &Source,
    delimiter: u8,
    most: usize,
) -> Vec<(usize, Vec<String>)> {
    let mut dialect = Dialect {
        header: HeaderRows::None,
        ..Dialect::standard()
    };
    dialect.syntax.delimiter = delimiter;
    let bytes = source.bytes();
    let start = if bytes.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let mut rows = Rows::new(bytes, start, 0, &dialect);
    let mut texts = Vec::new();
    while texts.len() < most && rows.next_record() {
        let text = |cell: &std::ops::Range<usize>| {
            let raw = unquoted(&bytes[cell.clone()], dialect.syntax);
            String::from_utf8_lossy(&raw).into_owned()
        };
        texts.push((rows.passed, rows.cells.iter().map(text).collect()));
    }
    texts
}
