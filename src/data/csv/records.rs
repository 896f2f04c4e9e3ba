//! Reading of all records into columns, on all threads.

use std::io::Read;
use std::ops::Range;

use rayon::prelude::*;

use super::dictionary::Coded;
use super::file::{CsvFile, RowProblem};
use super::plain::PlainRecords;
use super::syntax::Syntax;
use crate::data::problems::Problems;
use crate::diag::{Code, Diagnostic};
use crate::stats::{Observation, ObservationColumn};

/// A part of a file that is worth a thread of its own, in bytes.
const PART: usize = 1 << 18;

/// How many records are read before their cells are put into columns.
const BATCH: usize = 1 << 10;

/// How the cells of a field are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum ColumnKind {
    /// As distinct texts.
    Coded,
    /// As numbers.
    Number,
}

/// The cells of a field.
#[derive(Debug)]
pub(in crate::data) enum RawColumn {
    Coded(Coded),
    Numbers(Numbers),
}

/// Plain numbers, and apart from them the cells that are none.
#[derive(Debug, Default)]
pub(in crate::data) struct Numbers {
    /// The numbers; missing where a cell is odd.
    pub(in crate::data) column: ObservationColumn,
    /// The rows whose cells are not plain numbers, ascending.
    pub(in crate::data) odd_rows: Vec<u32>,
    /// The texts of those cells.
    pub(in crate::data) odd: Coded,
}

/// All records of a file that have enough cells.
#[derive(Debug)]
pub(in crate::data) struct Records {
    /// How many there are.
    pub(in crate::data) count: usize,
    /// One column for each field that was asked for.
    pub(in crate::data) columns: Vec<RawColumn>,
    /// How many records were passed, with those that are left out.
    passed: usize,
    /// The numbers of the records that have another number of cells, with that number; once all
    /// parts are read, of those that have fewer and are left out.
    ragged: Vec<(usize, usize)>,
}

impl Records {
    /// Reads the columns of the file that `columns` names, each in its way. Records with another
    /// number of cells than the header are reported; those with fewer are left out.
    pub(in crate::data) fn read(
        file: &CsvFile<'_>,
        columns: &[(usize, ColumnKind)],
        problems: &mut Problems,
    ) -> Records {
        let (text, syntax, is_plain) = file.records_text();
        let width = file.width();
        let mut parts = parts(text, syntax, is_plain)
            .into_par_iter()
            .map(|part| read_part(&text[part], syntax, is_plain, width, columns))
            .collect::<Vec<Records>>()
            .into_iter();
        let mut all = parts.next().expect("a text has at least one part");
        parts.for_each(|part| all.append(part));
        for &(record, found) in &all.ragged {
            problems.push_row(ragged(file, record, found));
        }
        all.ragged.retain(|(_, found)| *found < width);
        all
    }

    /// The record of the file from which a row came.
    pub(in crate::data) fn record_of(&self, row: usize) -> usize {
        // The numbers of the records that are left out, less those left out before them, ascend.
        let mut before = 0..self.ragged.len();
        while !before.is_empty() {
            let middle = usize::midpoint(before.start, before.end);
            if self.ragged[middle].0 - middle > row {
                before.end = middle;
            } else {
                before.start = middle + 1;
            }
        }
        row + before.start
    }

    fn with_capacity(records: usize, columns: &[(usize, ColumnKind)]) -> Records {
        let column = |(_, kind): &(usize, ColumnKind)| match kind {
            ColumnKind::Coded => RawColumn::Coded(Coded::with_capacity(records)),
            ColumnKind::Number => RawColumn::Numbers(Numbers {
                column: ObservationColumn::with_capacity(records),
                ..Numbers::default()
            }),
        };
        Records {
            count: 0,
            passed: 0,
            columns: columns.iter().map(column).collect(),
            ragged: Vec::new(),
        }
    }

    /// Counts a record of `found` cells, and tells whether it has enough of them. What stands too
    /// much is reported; the cells before it are checked like those of others.
    fn pass(&mut self, found: usize, width: usize) -> bool {
        if found != width {
            self.ragged.push((self.passed, found));
        }
        self.passed += 1;
        found >= width
    }

    /// Adds records with enough cells; `cell` gives that of a record of the batch at a position.
    fn push<'t>(
        &mut self,
        columns: &[(usize, ColumnKind)],
        records: usize,
        cell: impl Fn(usize, usize) -> &'t [u8],
    ) {
        // Column by column, because the cells of a column are like each other.
        for (column, (position, _)) in self.columns.iter_mut().zip(columns) {
            let cells = (0..records).map(|record| cell(record, *position));
            match column {
                RawColumn::Coded(coded) => cells.for_each(|cell| coded.push(cell)),
                RawColumn::Numbers(numbers) => cells.for_each(|cell| numbers.push(cell)),
            }
        }
        self.count += records;
    }

    fn append(&mut self, other: Records) {
        let (before, count) = (self.passed, self.count);
        let columns = self.columns.par_iter_mut().zip(other.columns);
        columns.for_each(|(own, other)| match (own, other) {
            (RawColumn::Coded(own), RawColumn::Coded(other)) => own.append(&other),
            (RawColumn::Numbers(own), RawColumn::Numbers(other)) => own.append(&other, count),
            _ => unreachable!("all parts of a file have the same columns"),
        });
        self.count += other.count;
        self.passed += other.passed;
        let ragged = other.ragged.into_iter();
        self.ragged
            .extend(ragged.map(|(r, found)| (before + r, found)));
    }
}

impl Numbers {
    fn push(&mut self, text: &[u8]) {
        if !self.column.push_plain(text) {
            self.odd_rows.push(row_number(self.column.len()));
            self.odd.push(text);
            self.column.push(Observation::MISSING);
        }
    }

    fn append(&mut self, other: &Numbers, rows: usize) {
        self.column.append(&other.column);
        let before = row_number(rows);
        self.odd_rows
            .extend(other.odd_rows.iter().map(|row| before + row));
        self.odd.append(&other.odd);
    }
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).expect("a file has fewer than 2^32 records")
}

/// Parts of a text that start at records.
fn parts(text: &[u8], syntax: Syntax, is_plain: bool) -> Vec<Range<usize>> {
    let quote = syntax.quote.filter(|_| !is_plain);
    // Whether a line end stands within quotes follows from the number of quotes before it, unless
    // quotes can be escaped.
    let can_be_split = quote.is_none() || (syntax.double_quote && syntax.escape.is_none());
    let count = (text.len() / PART).clamp(1, rayon::current_num_threads());
    let mut parts = Vec::with_capacity(count);
    let mut start = 0;
    let mut is_quoted = false;
    for part in 1..count {
        let goal = (text.len() / count * part).max(start);
        if !can_be_split {
            break;
        }
        let quotes_in = |range: Range<usize>| {
            quote.is_some_and(|quote| memchr::memchr_iter(quote, &text[range]).count() % 2 == 1)
        };
        let mut at = goal;
        is_quoted ^= quotes_in(start..goal);
        let mut end = None;
        while let Some(length) = memchr::memchr(b'\n', &text[at..]) {
            is_quoted ^= quotes_in(at..at + length + 1);
            at += length + 1;
            if !is_quoted {
                end = Some(at);
                break;
            }
        }
        let Some(end) = end else { break };
        parts.push(start..end);
        start = end;
        is_quoted = false;
    }
    parts.push(start..text.len());
    parts
}

/// Reads a part of a file that starts at a record.
fn read_part(
    text: &[u8],
    syntax: Syntax,
    is_plain: bool,
    width: usize,
    columns: &[(usize, ColumnKind)],
) -> Records {
    // Every record is a line, so the lines are a good guess at the records.
    let lines = memchr::memchr_iter(b'\n', text).count() + 1;
    let mut records = Records::with_capacity(lines, columns);
    if is_plain {
        let mut reader = PlainRecords::new(text, syntax);
        let mut cells = Vec::with_capacity(BATCH * width);
        loop {
            while cells.len() < BATCH * width {
                let before = cells.len();
                let Some(found) = reader.next_record(&mut cells) else {
                    break;
                };
                let is_whole = records.pass(found, width);
                cells.truncate(before + if is_whole { width } else { 0 });
            }
            if cells.is_empty() {
                return records;
            }
            records.push(columns, cells.len() / width, |record, position| {
                cells[record * width + position]
            });
            cells.clear();
        }
    }
    let mut reader = reader(text, syntax);
    let mut batch = vec![csv::ByteRecord::new(); BATCH];
    loop {
        let mut count = 0;
        while count < BATCH
            && reader
                .read_byte_record(&mut batch[count])
                .expect("records in memory can be read")
        {
            count += usize::from(records.pass(batch[count].len(), width));
        }
        if count == 0 {
            return records;
        }
        records.push(columns, count, |record, position| &batch[record][position]);
    }
}

/// The csv package's reader of a text without header.
pub(super) fn reader(text: &[u8], syntax: Syntax) -> csv::Reader<impl Read + '_> {
    // The package takes a byte order mark at its start for no data; behind a line end it is data.
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(syntax.delimiter)
        .quoting(syntax.quote.is_some())
        .quote(syntax.quote.unwrap_or(b'"'))
        .double_quote(syntax.double_quote)
        .escape(syntax.escape)
        .buffer_capacity(1 << 16)
        .from_reader(b"\n".chain(text))
}

fn ragged(file: &CsvFile<'_>, record: usize, found: usize) -> RowProblem {
    let expected = file.width();
    let diagnostic = Diagnostic::error(
        Code::RaggedRecord,
        format!("the record has {}, the header {expected}", cells(found)),
    );
    let diagnostic = if found > expected {
        diagnostic
            .expected(format!("the line to end after {}", cells(expected)))
            .hint("put a text that holds a comma in double quotes")
    } else {
        diagnostic.expected(format!("{} more", cells(expected - found)))
    };
    RowProblem::new(record, expected, diagnostic)
}

fn cells(count: usize) -> String {
    if count == 1 {
        "1 cell".to_owned()
    } else {
        format!("{count} cells")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_start_at_records_and_leave_nothing_out() {
        let plain = "area,2024,5\n".repeat(200_000);
        let quoted = "\"a\nb \"\"x\"\" c\",2024,5\n".repeat(100_000);
        for text in [plain, quoted] {
            let parts = parts(text.as_bytes(), Syntax::STANDARD, false);
            assert_eq!(parts.first().map(|part| part.start), Some(0));
            assert_eq!(parts.last().map(|part| part.end), Some(text.len()));
            for pair in parts.windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                assert!(text[..pair[0].end].ends_with(",5\n"));
            }
        }
    }
}
