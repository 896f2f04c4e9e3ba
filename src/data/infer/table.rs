//! The rows of a file: its encoding, its delimiter, its header.

use std::collections::HashSet;

use crate::data::csv::{decoded, rows, seeming_encoding};
use crate::diag::Source;
use crate::diag::limits::COLUMNS;

/// How many rows are looked at to find the delimiter and the header.
const LOOKED_AT: usize = 60;

/// The delimiters that are tried.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A file cut into cells.
pub(super) struct Table {
    /// The label of its encoding; `None` for UTF-8.
    pub(super) encoding: Option<&'static str>,
    pub(super) delimiter: u8,
    /// The row of the header, from 1.
    pub(super) header_row: usize,
    pub(super) header: Vec<String>,
    pub(super) records: Vec<Vec<String>>,
}

impl Table {
    /// Cuts a file into cells; the error is one sentence.
    pub(super) fn read(
        path: &str,
        bytes: &[u8],
        reasons: &mut Vec<String>,
    ) -> Result<Table, String> {
        let encoding = seeming_encoding(bytes);
        let source = Source::new(path, bytes);
        let source =
            decoded(&source, encoding).map_err(|problem| format!("{path}: {}", problem.message))?;
        if let Some(label) = encoding {
            reasons.push(format!("its encoding seems to be {label}: it is not UTF-8"));
        }
        let delimiter = delimiter(&source);
        if delimiter != b',' {
            reasons.push(format!(
                "its cells are separated by `{}`: most rows then have the same number of cells",
                char::from(delimiter).escape_default()
            ));
        }
        let first = rows(&source, delimiter, LOOKED_AT);
        let width = first.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
        if width > COLUMNS {
            return Err(format!(
                "{path} has {width} columns, and a table has at most {COLUMNS}; write one record for each number, with what the column names say in a column of its own"
            ));
        }
        // A title may be padded with delimiters: one text and nothing else is no header.
        let is_title = |row: &[String]| {
            let filled = row.iter().filter(|cell| !cell.trim().is_empty());
            width > 1 && filled.count() < 2
        };
        let is_header = |(_, row): &(usize, Vec<String>)| row.len() == width && !is_title(row);
        let Some(position) = first.iter().position(is_header) else {
            return Err(format!("{path} has no row that could be a header"));
        };
        let header_row = first[position].0;
        if position > 0 {
            reasons.push(format!(
                "its header stands in row {header_row}: the rows above it have fewer cells"
            ));
        }
        let all = rows(&source, delimiter, usize::MAX);
        let mut all = all.into_iter().skip(position).map(|(_, row)| row);
        let header: Vec<String> = all.next().unwrap_or_default();
        let mut known = HashSet::with_capacity(header.len());
        for (column, name) in header.iter().enumerate() {
            let what = if name.trim().is_empty() {
                format!("column {} has no name", column + 1)
            } else if !known.insert(name) {
                format!("two columns are named `{name}`")
            } else {
                continue;
            };
            return Err(format!(
                "{path}: {what} in row {header_row}; mend the header first"
            ));
        }
        let records = all.filter(|row| row.len() == width).collect();
        Ok(Table {
            encoding,
            delimiter,
            header_row,
            header,
            records,
        })
    }

    /// The cells of a column.
    pub(super) fn column(&self, position: usize) -> impl Iterator<Item = &str> {
        self.records.iter().map(move |row| row[position].as_str())
    }
}

/// The delimiter with which most rows have the same number of cells, and more than one.
fn delimiter(source: &Source) -> u8 {
    let score = |delimiter: &u8| {
        let rows = rows(source, *delimiter, LOOKED_AT);
        let width = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
        let same = rows.iter().filter(|(_, row)| row.len() == width).count();
        if width > 1 { (same, width) } else { (0, 0) }
    };
    let best = DELIMITERS.iter().copied().rev().max_by_key(score);
    best.filter(|best| score(best) > (0, 0)).unwrap_or(b',')
}
