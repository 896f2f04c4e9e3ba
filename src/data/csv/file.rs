//! A CSV file whose header is known, and the places of its cells.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::encoding::{self, BYTE_ORDER_MARK};
use super::header::{self, Header};
use super::place::{RowPlace, Rows, unquoted};
use super::quirks;
use super::syntax::{Dialect, Syntax};
use crate::data::descriptor::ResourceDescriptor;
use crate::data::problems::Problems;
use crate::diag::{Code, Diagnostic, Location, Source};
use crate::markup::is_unprintable;

/// A file that is ready to be read.
#[derive(Debug)]
pub(in crate::data) struct CsvFile<'a> {
    source: Source,
    dialect: &'a Dialect,
    header: Header,
    /// Where the records start, and how many rows stand before.
    start: usize,
    passed: usize,
    /// Whether the records have neither quotes nor anything else that is irregular.
    is_plain: bool,
    /// The records in the standard syntax, if they had to be rewritten.
    rewritten: Option<Vec<u8>>,
}

/// A problem of one record, whose place is looked up when it is reported.
#[derive(Debug)]
pub(in crate::data) struct RowProblem {
    /// The record from 0, without the header.
    pub(in crate::data) record: usize,
    /// The column of the file from 0; beyond the last cell it means the end of the record.
    pub(in crate::data) column: usize,
    /// The problem, without its place.
    pub(in crate::data) diagnostic: Diagnostic,
    /// Cells that belong to it, each with what it is.
    pub(in crate::data) related: Vec<(usize, usize, String)>,
}

impl RowProblem {
    /// A problem of one cell.
    pub(in crate::data) fn new(record: usize, column: usize, diagnostic: Diagnostic) -> RowProblem {
        RowProblem {
            record,
            column,
            diagnostic,
            related: Vec::new(),
        }
    }

    /// The same problem with one more cell that belongs to it.
    pub(in crate::data) fn related(
        mut self,
        record: usize,
        column: usize,
        label: impl Into<String>,
    ) -> RowProblem {
        self.related.push((record, column, label.into()));
        self
    }
}

impl<'a> CsvFile<'a> {
    /// Decodes a file and checks its rows and header. `None` when the records cannot be read;
    /// mistakes that leave them readable are only reported.
    pub(in crate::data) fn open(
        source: &Source,
        resource: &'a ResourceDescriptor,
        problems: &mut Problems,
    ) -> Option<CsvFile<'a>> {
        let source = match resource.encoding.decode(source) {
            Ok(source) => source,
            Err(diagnostic) => {
                problems.push(|| diagnostic);
                return None;
            }
        };
        let dialect = &resource.dialect;
        let bytes = source.bytes();
        let start = if bytes.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len()
        } else {
            0
        };
        let mut rows = Rows::new(bytes, start, 0, dialect);
        let header = header::read(&mut rows, &source, resource, problems)?;
        let (start, passed) = (rows.at(), rows.passed);
        let is_plain = quirks::is_plain(&source, start, passed, dialect);
        let rewritten = if is_plain {
            None
        } else {
            quirks::regular_text(&source, start, passed, dialect, problems)
        };
        Some(CsvFile {
            source,
            dialect,
            header,
            start,
            passed,
            is_plain,
            rewritten,
        })
    }

    /// The column of a field in the file; `None` when the file does not have it.
    pub(in crate::data) fn column(&self, field: usize) -> Option<usize> {
        self.header.columns[field]
    }

    /// How many cells each record must have.
    pub(in crate::data) fn width(&self) -> usize {
        self.header.width
    }

    /// The text of all records, its syntax, and whether it is plain.
    pub(super) fn records_text(&self) -> (&[u8], Syntax, bool) {
        match &self.rewritten {
            Some(text) => (text, Syntax::REWRITTEN, false),
            None => {
                let text = &self.source.bytes()[self.start..];
                (text, self.dialect.syntax, self.is_plain)
            }
        }
    }

    /// What old encoding the file may have, for a hint.
    pub(in crate::data) fn likely_encoding(&self) -> &'static str {
        encoding::likely(self.source.bytes())
    }

    /// The end of the file.
    pub(in crate::data) fn end(&self) -> Location {
        let end = self.source.bytes().len();
        self.source.location(end..end)
    }

    /// The problems with their places, all found in one pass.
    pub(in crate::data) fn locate(&self, problems: Vec<RowProblem>) -> Vec<Diagnostic> {
        let wanted = problems.iter().flat_map(|problem| {
            let related = problem.related.iter().map(|(record, _, _)| *record);
            related.chain([problem.record])
        });
        let places = self.places(wanted);
        let location = |record: usize, column: usize| {
            let span = self.span(places.get(&record), column);
            self.source.location(span)
        };
        problems
            .into_iter()
            .map(|problem| {
                let span = self.span(places.get(&problem.record), problem.column);
                let letter = (problem.diagnostic.code == Code::BadUtf8)
                    .then(|| self.bad_letter(&span))
                    .flatten();
                let mut diagnostic = problem
                    .diagnostic
                    .at(self.source.location(letter.unwrap_or(span)));
                for (record, column, label) in problem.related {
                    diagnostic = diagnostic.related(location(record, column), label);
                }
                diagnostic
            })
            .collect()
    }

    /// The texts of some records' cells as they stand in the file, without their quotes.
    pub(in crate::data) fn texts(
        &self,
        records: impl IntoIterator<Item = usize>,
    ) -> BTreeMap<usize, Vec<String>> {
        let text = |cell: &Range<usize>| {
            let raw = &self.source.bytes()[cell.clone()];
            String::from_utf8_lossy(&unquoted(raw, self.dialect.syntax)).into_owned()
        };
        let places = self.places(records).into_iter();
        places
            .map(|(record, cells)| (record, cells.iter().map(text).collect()))
            .collect()
    }

    fn places(&self, records: impl IntoIterator<Item = usize>) -> BTreeMap<usize, RowPlace> {
        let mut places: BTreeMap<usize, RowPlace> = records
            .into_iter()
            .map(|record| (record, RowPlace::new()))
            .collect();
        let mut rows = Rows::new(self.source.bytes(), self.start, self.passed, self.dialect);
        let mut next = 0;
        for (&record, place) in &mut places {
            while next <= record && rows.next_record() {
                next += 1;
            }
            place.clone_from(&rows.cells);
        }
        places
    }

    fn span(&self, place: Option<&RowPlace>, column: usize) -> Range<usize> {
        let cells = place.map_or(Cow::Owned(RowPlace::new()), Cow::Borrowed);
        cells.get(column).cloned().unwrap_or_else(|| {
            let end = cells.last().map_or(self.start, |cell| cell.end);
            end..end
        })
    }

    /// The first byte of a cell that is not UTF-8, or its first letter that is no letter.
    fn bad_letter(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let (at, length) = match std::str::from_utf8(&self.source.bytes()[span.clone()]) {
            Err(error) => (error.valid_up_to(), 1),
            Ok(text) => text
                .char_indices()
                .find(|(_, c)| is_unprintable(*c) || *c == '\u{FFFD}')
                .map(|(at, c)| (at, c.len_utf8()))?,
        };
        let at = span.start + at;
        Some(at..at + length)
    }
}
