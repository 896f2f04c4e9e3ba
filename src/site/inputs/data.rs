//! What pages about data show.

use serde::Serialize;

use crate::stats::Number;
use crate::table::{Column, TableSpec, published};

use super::{ChecksInputs, CiteInputs, Download, Licence, RevisionInputs};
use crate::table::StatusMark;

/// The content of a page about a dataset or code list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
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
    /// What kind of resource it is, in words.
    pub kicker: String,
    /// The first period that it covers.
    pub first_period: Option<String>,
    /// The last period that it covers.
    pub last_period: Option<String>,
    /// Its fields.
    pub fields: Vec<FieldInputs>,
    /// The headings of the preview.
    pub preview_heads: Vec<PreviewHead>,
    /// The first records.
    pub preview: Vec<Vec<PreviewCell>>,
    /// How many records the preview leaves out, in words; nothing where it has all.
    pub left_out: Option<String>,
    /// The first and the last day that it covers, as ISO 8601 writes them.
    pub time_span: Option<(String, String)>,
    /// The largest places that it is about.
    pub places: Vec<String>,
    /// What is measured; nothing for a code list.
    pub measures: Vec<MeasureInputs>,
    /// The data as files, the plain one first.
    #[serde(skip)]
    pub downloads: Vec<Download>,
    /// That so many records are not published in every format, in words; nothing where they are.
    pub beyond_formats: Option<String>,
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
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

/// The heading of a column of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PreviewHead {
    /// The heading.
    pub title: String,
    /// Whether numbers stand below it.
    pub is_number: bool,
}

/// A cell of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PreviewCell {
    /// The text, or the number in the language; empty when there is no number.
    pub text: String,
    /// Whether it is a number, or a mark for its absence.
    pub is_number: bool,
    /// The marks of the number.
    pub marks: Vec<StatusMark>,
}

impl PreviewCell {
    /// A text.
    pub fn text(text: String) -> PreviewCell {
        PreviewCell {
            text,
            is_number: false,
            marks: Vec::new(),
        }
    }
}

/// A field of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FieldInputs {
    /// The machine name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its role, in words.
    pub role: String,
    /// Its type, in words.
    pub kind: String,
    /// Its unit.
    pub unit: Option<String>,
    /// What it holds.
    pub description: Option<String>,
    /// The title of its code list, if that has a page.
    pub code_list_title: Option<String>,
    /// The page of its code list.
    pub code_list_href: Option<String>,
}

/// The content of the list of all datasets.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
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
