//! CSV files: plain machine numbers, codes as keys, statuses in columns of their own.
//!
//! UTF-8 without byte order mark, lines end with LF, and a number column holds numbers or nothing.

use csv::{Writer, WriterBuilder};

use crate::data::{Content, Resource};
use crate::stats::{Dataset, Observation, Status};
use crate::table::TableSpec;

/// What stands behind the name of a measure in the heading of its status column.
const STATUS_SUFFIX: &str = "_status";

/// The most decimals of a computed number in a file; numbers as published keep their own.
const MOST_DECIMALS: u32 = 6;

/// The file of a figure: the codes of each row and its numbers.
pub(in crate::render) fn figure(table: &TableSpec) -> Vec<u8> {
    let mut file = File::new();
    let mut header: Vec<&str> = table.row_names.iter().map(String::as_str).collect();
    let status_names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("{}{STATUS_SUFFIX}", column.name))
        .collect();
    for (column, status) in table.columns.iter().zip(&status_names) {
        header.extend([column.name.as_str(), status]);
    }
    file.record(header);
    for row in &table.rows {
        let mut cells = row.codes.clone();
        for observation in &row.observations {
            cells.extend([number(observation), statuses(observation)]);
        }
        file.record(&cells);
    }
    file.finish()
}

/// The file of a dataset or code list.
pub fn data_file(resource: &Resource) -> Vec<u8> {
    let mut file = File::new();
    match &resource.content {
        Content::CodeList(list) => {
            file.record(resource.fields.iter().map(|field| field.name.as_str()));
            for row in &list.rows {
                file.record(row);
            }
        }
        Content::Dataset(dataset) => write_dataset(dataset, &mut file),
    }
    file.finish()
}

fn write_dataset(dataset: &Dataset, file: &mut File) {
    let mut header: Vec<String> = dataset.dimensions.iter().map(|d| d.name.clone()).collect();
    for measure in &dataset.measures {
        header.push(measure.name.clone());
        header.push(format!("{}{STATUS_SUFFIX}", measure.name));
    }
    header.extend(
        dataset
            .attributes
            .iter()
            .map(|attribute| attribute.name.clone()),
    );
    file.record(&header);
    for record in dataset.records() {
        for (position, dimension) in dataset.dimensions.iter().enumerate() {
            file.cell(
                dimension
                    .codes
                    .code(dataset.code(record, position))
                    .as_str(),
            );
        }
        for position in 0..dataset.measures.len() {
            let observation = dataset.observation(record, position);
            file.cell(
                &observation
                    .value()
                    .map(|n| n.to_string())
                    .unwrap_or_default(),
            );
            file.cell(&statuses(&observation));
        }
        for position in 0..dataset.attributes.len() {
            file.cell(dataset.text(record, position).unwrap_or_default());
        }
        file.end_record();
    }
}

fn number(observation: &Observation) -> String {
    observation.value().map_or_else(String::new, |number| {
        if number.decimals() > MOST_DECIMALS {
            number.rounded(MOST_DECIMALS).to_string()
        } else {
            number.to_string()
        }
    })
}

fn statuses(observation: &Observation) -> String {
    let codes: Vec<&str> = observation.statuses().map(Status::sdmx).collect();
    codes.join(" ")
}

/// A CSV file in memory, to which writing cannot fail.
struct File(Writer<Vec<u8>>);

impl File {
    fn new() -> File {
        File(WriterBuilder::new().flexible(false).from_writer(Vec::new()))
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
