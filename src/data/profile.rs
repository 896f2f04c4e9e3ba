//! What a resource holds, in short: its fields with their ranges, blanks and statuses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::catalog::{Content, FieldTexts, Resource};
use crate::stats::{Dataset, Number, Record, Status};

/// A resource in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceProfile {
    /// How many records it has.
    pub records: usize,
    /// Its fields in column order.
    pub fields: Vec<FieldProfile>,
}

/// A field in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProfile {
    /// The machine name.
    pub name: String,
    /// What it is for: `code`, `dimension`, `measure`, `status` or `attribute`.
    pub role: &'static str,
    /// The name of its type.
    pub kind: &'static str,
    /// How many different values it has.
    pub distinct: usize,
    /// The least value: of numbers by size, of everything else by its letters.
    pub least: Option<String>,
    /// The greatest value.
    pub most: Option<String>,
    /// How many cells have no value, by the name of the reason.
    pub absences: Vec<(String, usize)>,
}

impl ResourceProfile {
    /// Looks through all records of a resource.
    pub fn new(resource: &Resource) -> ResourceProfile {
        let fields = resource.fields.iter().enumerate();
        ResourceProfile {
            records: resource.count(),
            fields: fields
                .map(|(column, field)| match &resource.content {
                    Content::CodeList(list) => {
                        let cells = list.rows.iter().map(|row| row[column].to_string());
                        let role = if column == list.key {
                            "code"
                        } else {
                            "attribute"
                        };
                        of_texts(field, role, cells)
                    }
                    Content::Dataset(dataset) => of_field(dataset, field),
                    Content::Outlines(_) => unreachable!("outlines have no fields"),
                })
                .collect(),
        }
    }
}

impl Resource {
    /// How many records there are.
    pub fn count(&self) -> usize {
        match &self.content {
            Content::CodeList(list) => list.rows.len(),
            Content::Dataset(dataset) => dataset.len(),
            Content::Outlines(outlines) => outlines.count,
        }
    }

    /// The cells of every record as they are published, but for the apostrophe before texts that
    /// a spreadsheet would compute.
    pub fn records(&self) -> Box<dyn Iterator<Item = Vec<String>> + '_> {
        match &self.content {
            Content::CodeList(list) => {
                let cells = |row: &Vec<Arc<str>>| row.iter().map(ToString::to_string).collect();
                Box::new(list.rows.iter().map(cells))
            }
            Content::Dataset(dataset) => Box::new(dataset.records().map(|record| {
                let fields = self.fields.iter();
                fields.map(|field| cell(dataset, record, field)).collect()
            })),
            Content::Outlines(_) => Box::new(std::iter::empty()),
        }
    }
}

fn cell(dataset: &Dataset, record: Record, field: &FieldTexts) -> String {
    match field
        .status_of
        .as_deref()
        .and_then(|name| dataset.measure(name))
    {
        None => dataset.cell_text(record, &field.name).unwrap_or_default(),
        Some(measure) => {
            let observation = dataset.observation(record, measure);
            let codes: Vec<&str> = observation.statuses().map(Status::sdmx).collect();
            codes.join(" ")
        }
    }
}

fn of_field(dataset: &Dataset, field: &FieldTexts) -> FieldProfile {
    if let Some(position) = dataset.dimension(&field.name) {
        let mut codes: BTreeSet<_> = BTreeSet::new();
        codes.extend(
            dataset
                .records()
                .map(|record| dataset.code(record, position)),
        );
        let text = |code| dataset.dimensions[position].codes.code(code).to_string();
        return FieldProfile {
            name: field.name.clone(),
            role: "dimension",
            kind: field.kind,
            distinct: codes.len(),
            least: codes.first().copied().map(text),
            most: codes.last().copied().map(text),
            absences: Vec::new(),
        };
    }
    match dataset.measure(&field.name) {
        Some(position) => of_measure(dataset, field, position),
        None => {
            let role = if field.status_of.is_some() {
                "status"
            } else {
                "attribute"
            };
            let cells = dataset.records().map(|record| cell(dataset, record, field));
            of_texts(field, role, cells)
        }
    }
}

fn of_measure(dataset: &Dataset, field: &FieldTexts, position: usize) -> FieldProfile {
    let mut numbers: BTreeSet<Number> = BTreeSet::new();
    let mut absences: BTreeMap<Status, usize> = BTreeMap::new();
    for record in dataset.records() {
        let observation = dataset.observation(record, position);
        numbers.extend(observation.value());
        if let Some(absence) = observation.absence() {
            *absences.entry(Status::from(absence)).or_default() += 1;
        }
    }
    FieldProfile {
        name: field.name.clone(),
        role: "measure",
        kind: field.kind,
        distinct: numbers.len(),
        least: numbers.first().map(ToString::to_string),
        most: numbers.last().map(ToString::to_string),
        absences: absences
            .into_iter()
            .map(|(status, count)| (status.to_string(), count))
            .collect(),
    }
}

fn of_texts(
    field: &FieldTexts,
    role: &'static str,
    cells: impl Iterator<Item = String>,
) -> FieldProfile {
    let mut texts = BTreeSet::new();
    let mut blank = 0;
    for cell in cells {
        if cell.is_empty() {
            blank += 1;
        } else {
            texts.insert(cell);
        }
    }
    FieldProfile {
        name: field.name.clone(),
        role,
        kind: field.kind,
        distinct: texts.len(),
        least: texts.first().cloned(),
        most: texts.last().cloned(),
        absences: (blank > 0)
            .then(|| ("blank".to_owned(), blank))
            .into_iter()
            .collect(),
    }
}
