//! CSV files: their encoding, their syntax, their header, their records.
//!
//! The csv package reads the records; what it does not tell (places, stray quotes, blank lines)
//! comes from a reading of our own that follows the same rules. What a cell means is decided in
//! `cell`.

mod dictionary;
mod encoding;
mod file;
mod header;
mod loose;
mod place;
mod plain;
mod quirks;
mod records;
mod syntax;
#[cfg(test)]
mod tests;

pub(super) use dictionary::Coded;
pub(super) use encoding::Encoding;
pub(super) use file::{CsvFile, RowProblem};
pub(super) use header::FieldsMatch;
pub(super) use loose::{decoded, rows, seeming_encoding};
pub(super) use records::{ColumnKind, RawColumn, Records};
pub(super) use syntax::{Dialect, HeaderRows, Syntax};
