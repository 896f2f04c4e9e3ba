//! What pages about data show.

use crate::stats::Number;
use crate::table::{Column, TableSpec, published};

use super::{ChecksInputs, CiteInputs, Download, Licence, RevisionInputs};
use crate::table::StatusMark;

/// The content of a page about a dataset or code list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DatasetInputs {
    /// The machine name.
    pub name: String,
    /// What it is, in sentences.
    pub description: Option<String>,
    /// Who produced the data.
    pub source: Option<String>,
    /// The licences.
    pub licences: Vec<Licence>,
    /// How many records or areas it has, in words.
    pub records: String,
    /// What kind of resource it is: the key of a word under `data`.
    pub kicker: &'static str,
    /// The periods that it covers, first and last.
    pub periods: Option<(String, String)>,
    /// Its fields.
    pub fields: Vec<FieldInputs>,
    /// The headings of the preview.
    pub preview_heads: Vec<String>,
    /// The first records.
    pub preview: Vec<Vec<PreviewCell>>,
    /// How many records the preview leaves out.
    pub left_out: usize,
    /// The first and the last day that it covers, as ISO 8601 writes them.
    pub time_span: Option<(String, String)>,
    /// The largest places that it is about.
    pub places: Vec<String>,
    /// What is measured; nothing for a code list.
    pub measures: Vec<MeasureInputs>,
    /// The data as files, the plain one first.
    pub downloads: Vec<Download>,
    /// The most records that are published in every format, where the data have more.
    pub beyond_formats: Option<usize>,
    /// The checks across its records.
    pub checks: Option<ChecksInputs>,
    /// How it is cited.
    pub cite: CiteInputs,
    /// What the data cover and what they leave out.
    pub coverage: Option<String>,
    /// Of which day its areas are and what has become of them.
    pub geography: Option<String>,
    /// How the data were collected.
    pub method: Option<String>,
    /// How to reach the publisher.
    pub contact: Option<String>,
    /// What was changed after it was published, the newest first.
    pub revisions: Vec<RevisionInputs>,
}

/// A measure of a dataset or figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MeasureInputs {
    /// The machine name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: Option<String>,
    /// The smallest number, as files write it; nothing where there is none.
    pub least: Option<String>,
    /// The largest number.
    pub most: Option<String>,
}

impl MeasureInputs {
    /// The measures of a figure.
    pub fn of_table(table: &TableSpec) -> Vec<MeasureInputs> {
        let columns = table.columns.iter().enumerate();
        let measures = columns.map(|(position, column)| {
            let observations = table.rows.iter().map(|row| &row.observations[position]);
            MeasureInputs::new(column, observations.filter_map(published))
        });
        measures.collect()
    }

    /// A measure with these numbers.
    pub fn new(column: &Column, numbers: impl Iterator<Item = Number>) -> MeasureInputs {
        let mut least: Option<Number> = None;
        let mut most: Option<Number> = None;
        for number in numbers {
            least = Some(least.map_or(number, |least| least.min(number)));
            most = Some(most.map_or(number, |most| most.max(number)));
        }
        MeasureInputs {
            name: column.name.clone(),
            title: column.title.clone(),
            unit: column.unit.clone(),
            least: least.map(|number| number.to_string()),
            most: most.map(|number| number.to_string()),
        }
    }
}

/// A cell of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PreviewCell {
    /// A text.
    Text(String),
    /// A number, or why there is none.
    Number {
        /// The number in the language; empty when there is none.
        text: String,
        /// Its marks.
        marks: Vec<StatusMark>,
    },
}

/// A field of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldInputs {
    /// The machine name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its role: a key of the words under `field.role`.
    pub role: &'static str,
    /// The name of its type.
    pub kind: &'static str,
    /// Its unit.
    pub unit: Option<String>,
    /// What it holds.
    pub description: Option<String>,
    /// The page of its code list.
    pub code_list: Option<(String, String)>,
}

/// The content of the list of all datasets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DataIndexInputs {
    /// What the data are about.
    pub description: Option<String>,
    /// The datasets.
    pub datasets: Vec<DataIndexEntry>,
    /// The code lists.
    pub code_lists: Vec<DataIndexEntry>,
    /// The outlines of areas.
    pub maps: Vec<DataIndexEntry>,
}

/// One entry of the list of all datasets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DataIndexEntry {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What it is.
    pub description: Option<String>,
    /// How many records it has, in words.
    pub records: String,
}
