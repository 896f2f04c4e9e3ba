//! Records of a CSV file, with everything checked that needs no schema but the header.

use std::ops::Range;

use super::descriptor::{FieldDescriptor, ResourceDescriptor};
use super::place::Places;
use super::problems::Problems;
use crate::diag::{Code, Diagnostic, Location, Source};

/// A UTF-8 byte order mark, which spreadsheets write.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A CSV file whose text and header are sound.
pub(super) struct CsvFile<'a> {
    source: &'a Source,
    text: &'a str,
    start: usize,
    columns: usize,
}

/// A cell of a record, for messages.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellPlace {
    /// The record from 0, without the header.
    pub(super) record: usize,
    /// The column from 0.
    pub(super) column: usize,
}

impl<'a> CsvFile<'a> {
    /// Checks encoding, quotes and header. `None` when the records cannot be read.
    pub(super) fn open(
        resource: &ResourceDescriptor,
        problems: &mut Problems<'a>,
    ) -> Option<CsvFile<'a>> {
        let source = problems.source();
        let bytes = source.bytes();
        let start = if bytes.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len()
        } else {
            0
        };
        let text = match std::str::from_utf8(&bytes[start..]) {
            Ok(text) => text,
            Err(error) => {
                let at = start + error.valid_up_to();
                problems.push(|source| {
                    Diagnostic::error(
                        Code::BadUtf8,
                        format!("byte 0x{:02X} is not UTF-8", bytes[at]),
                    )
                    .at(source.location(at..at + 1))
                    .hint("save the file as UTF-8")
                });
                return None;
            }
        };
        let is_control = |b: &u8| (*b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || *b == 0x7F;
        if let Some(at) = bytes.iter().position(is_control) {
            problems.push(|source| {
                Diagnostic::error(
                    Code::BadUtf8,
                    format!(
                        "the control character 0x{:02X} has no place in a text",
                        bytes[at]
                    ),
                )
                .at(source.location(at..at + 1))
                .hint("the file may be UTF-16 or damaged; save it as UTF-8")
            });
            return None;
        }
        if let Some((quote, message)) = wrong_quote(bytes, start) {
            problems.push(|source| {
                Diagnostic::error(Code::UnclosedQuote, message)
                    .at(source.location(quote..quote + 1))
                    .hint("put the whole cell in quotes, and write a quote within it twice")
            });
            return None;
        }
        let file = CsvFile {
            source,
            text,
            start,
            columns: resource.fields.len(),
        };
        file.check_header(&resource.fields, problems)
            .then_some(file)
    }

    /// Gives every record with the right number of cells to `visit`, with its number from 0.
    pub(super) fn for_each(
        &self,
        problems: &mut Problems<'a>,
        mut visit: impl FnMut(usize, &csv::StringRecord, &mut Problems<'a>),
    ) {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(self.text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut number = 0;
        while reader
            .read_record(&mut record)
            .expect("a text in memory that is UTF-8 has readable records")
        {
            if record.len() == self.columns {
                visit(number, &record, problems);
            } else {
                self.report_ragged(number, &record, problems);
            }
            number += 1;
        }
    }

    /// The place of a cell.
    pub(super) fn location(&self, place: CellPlace) -> Location {
        self.source.location(self.span(place))
    }

    /// The text of a cell as it stands in the file, for messages.
    pub(super) fn cell_text(&self, place: CellPlace) -> String {
        String::from_utf8_lossy(&self.source.bytes()[self.span(place)]).into_owned()
    }

    fn span(&self, place: CellPlace) -> Range<usize> {
        let record = Places::new(self.source.bytes(), self.start)
            .nth(place.record + 1)
            .unwrap_or_default();
        record.get(place.column).cloned().unwrap_or_else(|| {
            let end = record.last().map_or(0, |cell| cell.end);
            end..end
        })
    }

    fn check_header(&self, fields: &[FieldDescriptor], problems: &mut Problems<'a>) -> bool {
        let header = Places::new(self.source.bytes(), self.start)
            .next()
            .unwrap_or_default();
        let name = |cell: &Range<usize>| {
            String::from_utf8_lossy(&self.source.bytes()[cell.clone()])
                .trim_matches('"')
                .to_owned()
        };
        let found: Vec<String> = header.iter().map(name).collect();
        let mut sound = true;
        for (column, field) in fields.iter().enumerate() {
            if found.get(column) == Some(&field.name) {
                continue;
            }
            sound = false;
            let place = header.get(column).cloned().unwrap_or_else(|| {
                let end = header.last().map_or(self.start, |cell| cell.end);
                end..end
            });
            let message = match found.get(column) {
                Some(found) => format!("column {} is `{found}`, not `{}`", column + 1, field.name),
                None => format!("the column `{}` is missing", field.name),
            };
            problems.push(|source| {
                Diagnostic::error(Code::WrongHeader, message)
                    .at(source.location(place))
                    .expected(format!("`{}`, as the schema says", field.name))
            });
            break;
        }
        if sound && found.len() > fields.len() {
            sound = false;
            let extra = header[fields.len()].clone();
            problems.push(|source| {
                Diagnostic::error(
                    Code::WrongHeader,
                    format!(
                        "the schema does not describe the column `{}`",
                        found[fields.len()]
                    ),
                )
                .at(source.location(extra))
                .hint("add it to `schema.fields` of the resource")
            });
        }
        sound
    }

    fn report_ragged(
        &self,
        number: usize,
        record: &csv::StringRecord,
        problems: &mut Problems<'a>,
    ) {
        let (found, expected) = (record.len(), self.columns);
        problems.push(|_| {
            let place = self.location(CellPlace {
                record: number,
                column: expected,
            });
            let diagnostic = Diagnostic::error(
                Code::RaggedRecord,
                format!("the record has {}, the header {expected}", cells(found)),
            )
            .at(place);
            if found > expected {
                diagnostic
                    .expected(format!("the line to end after {}", cells(expected)))
                    .hint("put a text that holds a comma in double quotes")
            } else {
                diagnostic.expected(format!("{} more", cells(expected - found)))
            }
        });
    }
}

fn cells(count: usize) -> String {
    if count == 1 {
        "1 cell".to_owned()
    } else {
        format!("{count} cells")
    }
}

/// Where a quote stands wrong, and why. Files without any quote, most large ones, cost one scan.
fn wrong_quote(bytes: &[u8], start: usize) -> Option<(usize, &'static str)> {
    if !bytes.contains(&b'"') {
        return None;
    }
    let mut places = Places::new(bytes, start);
    places.by_ref().for_each(drop);
    // A stray quote is often why a later one is not closed, so it is told first.
    let stray = places
        .stray
        .map(|at| (at, "this quote neither opens nor closes a cell"));
    stray.or_else(|| places.unclosed.map(|at| (at, "this quote is never closed")))
}
