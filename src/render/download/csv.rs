//! CSV files: plain machine numbers, codes as keys, statuses in columns of their own.
//!
//! RFC 4180 in UTF-8 without byte order mark; lines end with LF; a number column holds numbers or
//! nothing; a text that a spreadsheet would compute stands behind an apostrophe.

use std::io::Write;
use std::ops::Range;

use csv::{Writer, WriterBuilder};
use rayon::prelude::*;

use crate::data::{Content, FieldTexts, Resource, escaped};
use crate::stats::{Absence, Dataset, Observation, Record, Status};
use crate::table::{Cube, STATUS_SUFFIX};

/// As many records as are worth a thread of their own.
const LINES: usize = 1 << 13;

/// As many records as are made at once.
const PART: usize = 1 << 17;

/// How many bytes are gathered before they are added to a file in memory.
const BUFFER: usize = 1 << 10;

/// What stands before the numbers in a file for spreadsheet programs: some take a file without it for one
/// in the encoding of their system.
pub(in crate::render) const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// The file of a figure: every dimension, whether spread or fixed, and the numbers.
pub(in crate::render) fn figure(cube: &Cube<'_>) -> Vec<u8> {
    let mut file = File::new();
    let mut header: Vec<String> = cube.dimensions.iter().map(|d| d.name.clone()).collect();
    for measure in &cube.measures {
        header.extend([
            measure.name.clone(),
            format!("{}{STATUS_SUFFIX}", measure.name),
        ]);
    }
    file.record(header);
    for record in cube.records() {
        let codes = cube.dimensions.iter().zip(&record.codes);
        for (dimension, code) in codes {
            file.text(&dimension.codes[*code].code, true);
        }
        for observation in &record.observations {
            let number = cube.number(observation);
            file.cell(&number.map_or_else(String::new, |number| number.to_string()));
            file.cell(&statuses(observation));
        }
        file.end_record();
    }
    file.finish()
}

/// The file of a dataset or code list: the columns of its schema, records in key order. Outlines are
/// published as they are.
///
/// It comes in parts, each made when it is asked for: the whole may take more memory than there is.
pub fn data_file(resource: &Resource) -> impl Iterator<Item = Vec<u8>> + use<'_> {
    let dataset = match &resource.content {
        Content::Dataset(dataset) => Some(dataset),
        Content::CodeList(_) | Content::Outlines(_) => None,
    };
    let columns: Vec<Column> = dataset
        .iter()
        .flat_map(|dataset| {
            resource
                .fields
                .iter()
                .map(|field| Column::of(field, dataset))
        })
        .collect();
    let records = dataset.map_or(0, Dataset::len);
    let parts = (0..records).step_by(PART).filter_map(move |start| {
        let within = start..records.min(start + PART);
        Some(records_of(dataset?, &columns, within))
    });
    std::iter::once(first_part(resource)).chain(parts)
}

/// All that stands before the records of a dataset; the whole file of other resources.
fn first_part(resource: &Resource) -> Vec<u8> {
    if let Content::Outlines(outlines) = &resource.content {
        return outlines.bytes.to_vec();
    }
    let mut file = File::new();
    file.record(resource.fields.iter().map(|field| field.name.as_str()));
    if let Content::CodeList(list) = &resource.content {
        for row in &list.rows {
            for (cell, field) in row.iter().zip(&resource.fields) {
                file.text(cell, field.is_escaped);
            }
            file.end_record();
        }
    }
    file.finish()
}

/// The lines of some records, made on all threads.
fn records_of(dataset: &Dataset, columns: &[Column], within: Range<usize>) -> Vec<u8> {
    let records: Vec<Record> = dataset.records_within(within).collect();
    let lines = records.par_chunks(LINES).map(|records| {
        let mut lines = Vec::with_capacity(records.len() * columns.len() * LIKELY_CELL);
        for record in records {
            for (position, column) in columns.iter().enumerate() {
                if position > 0 {
                    lines.push(b',');
                }
                let start = lines.len();
                column.write(dataset, *record, &mut lines);
                if columns.len() == 1 && lines.len() == start {
                    // A line without anything would be no record.
                    lines.extend_from_slice(b"\"\"");
                }
            }
            lines.push(b'\n');
        }
        lines
    });
    lines.collect::<Vec<_>>().concat()
}

/// How many bytes a cell takes with its comma, to begin with.
const LIKELY_CELL: usize = 8;

/// What a column of a dataset's file holds. Codes and texts stand in many records: each is made a
/// cell once.
enum Column {
    /// The codes of a dimension.
    Code(usize, Cells),
    Number(usize),
    Statuses(usize),
    Confidentiality(usize),
    /// The texts of an attribute.
    Text(usize, Cells),
}

impl Column {
    fn of(field: &FieldTexts, dataset: &Dataset) -> Column {
        let status_of = field
            .status_of
            .as_deref()
            .and_then(|name| dataset.measure(name));
        if let Some(dimension) = dataset.dimension(&field.name) {
            let codes = dataset.dimensions[dimension].codes.codes();
            let cells = codes.map(|code| text_cell(code.as_str(), field.is_escaped));
            Column::Code(dimension, Cells::of(cells))
        } else if let Some(measure) = dataset.measure(&field.name) {
            Column::Number(measure)
        } else if let Some(measure) = status_of.filter(|_| field.is_confidentiality) {
            Column::Confidentiality(measure)
        } else if let Some(measure) = status_of {
            Column::Statuses(measure)
        } else {
            let mut attributes = dataset.attributes.iter();
            let attribute = attributes.position(|attribute| attribute.name == field.name);
            let attribute = attribute.expect("every field of a dataset has a role");
            let texts = dataset.distinct_texts(attribute);
            let cells = texts.map(|text| match text {
                Some(text) => text_cell(text, field.is_escaped),
                None => text_cell(&field.missing_text, false),
            });
            Column::Text(attribute, Cells::of(cells))
        }
    }

    fn write(&self, dataset: &Dataset, record: Record, line: &mut Vec<u8>) {
        match self {
            Column::Text(attribute, cells) => {
                line.extend_from_slice(cells.get(dataset.text_position(record, *attribute)));
            }
            Column::Code(dimension, cells) => {
                let code = dataset.code(record, *dimension);
                line.extend_from_slice(cells.get(code.as_usize()));
            }
            Column::Number(measure) => {
                if let Some(number) = dataset.observation(record, *measure).value() {
                    let written = match number.as_whole() {
                        Some(whole) => write!(line, "{whole}"),
                        None => write!(line, "{number}"),
                    };
                    written.expect("memory can be written to");
                }
            }
            Column::Statuses(measure) => {
                let observation = dataset.observation(record, *measure);
                for (position, status) in observation.statuses().enumerate() {
                    let before = if position > 0 { " " } else { "" };
                    line.extend_from_slice(before.as_bytes());
                    line.extend_from_slice(status.sdmx().as_bytes());
                }
            }
            Column::Confidentiality(measure) => {
                let absence = dataset.observation(record, *measure).absence();
                let is_withheld = absence == Some(Absence::Suppressed);
                line.push(if is_withheld { b'C' } else { b'F' });
            }
        }
    }
}

/// Texts as cells, in quotes where they need them.
struct Cells {
    cells: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Cells {
    fn of(cells: impl Iterator<Item = Vec<u8>>) -> Cells {
        let mut found = Cells {
            cells: Vec::new(),
            ends: Vec::new(),
        };
        for cell in cells {
            found.cells.extend_from_slice(&cell);
            found.ends.push(found.cells.len());
        }
        found
    }

    fn get(&self, position: usize) -> &[u8] {
        let start = position
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        &self.cells[start..self.ends[position]]
    }
}

/// A text as a cell among others, in quotes where it needs them.
fn text_cell(text: &str, is_escaped: bool) -> Vec<u8> {
    let mut file = File::new();
    file.text(text, is_escaped);
    file.cell(OTHER_CELL);
    file.end_record();
    let mut record = file.finish();
    record.truncate(record.len() - BEHIND_FIRST);
    record
}

/// A second cell of a record, and how many bytes stand behind the first one then.
const OTHER_CELL: &str = "x";
const BEHIND_FIRST: usize = ",x\n".len();

/// The statuses of an observation as SDMX writes them, with spaces between them.
pub(super) fn statuses(observation: &Observation) -> String {
    let codes: Vec<&str> = observation.statuses().map(Status::sdmx).collect();
    codes.join(" ")
}

/// A CSV file in memory, to which writing cannot fail.
struct File(Writer<Vec<u8>>);

impl File {
    fn new() -> File {
        // The buffer is written to memory: it only has to hold a few cells.
        let mut builder = WriterBuilder::new();
        builder.flexible(false).buffer_capacity(BUFFER);
        File(builder.from_writer(Vec::new()))
    }

    fn record<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.0
            .write_record(cells)
            .expect("records of equal length are written to memory");
    }

    fn cell(&mut self, cell: &str) {
        self.0
            .write_field(cell)
            .expect("a cell is written to memory");
    }

    /// A text; one that a spreadsheet would compute stands behind an apostrophe.
    fn text(&mut self, text: &str, is_escaped: bool) {
        if is_escaped {
            self.cell(&escaped(text));
        } else {
            self.cell(text);
        }
    }

    fn end_record(&mut self) {
        self.0
            .write_record(None::<&[u8]>)
            .expect("records of equal length are written to memory");
    }

    fn finish(self) -> Vec<u8> {
        self.0
            .into_inner()
            .expect("a file in memory can be flushed")
    }
}
