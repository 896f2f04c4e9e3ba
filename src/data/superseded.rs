//! An earlier file of a dataset, which stays published: it must not hold what is confidential by now.

use super::cell::same_letters;
use super::csv::{decoded, rows, seeming_encoding};
use super::{Catalog, Content, FieldTexts, Resource};
use crate::diag::Source;
use crate::stats::{Absence, CodeIndex, Dataset, Record};

/// How cells of an earlier file may be separated.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// What an earlier file of a dataset discloses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// Nothing: no number of it is confidential now.
    None,
    /// It has a number for this cell, which is confidential now: the measure and the codes by dimension.
    Cell(String),
    /// The data have confidential cells, and not every number of the file can be compared with them.
    Unknown,
}

/// Looks for cells that a dataset withholds in an earlier file of it. The file is a CSV with the names or
/// titles of the dataset's columns, in any order; any other file cannot be compared.
pub fn disclosure(catalog: &Catalog, resource: &Resource, file: &Source) -> Disclosure {
    let Content::Dataset(dataset) = &resource.content else {
        return Disclosure::None;
    };
    if !catalog.withholds() {
        return Disclosure::None;
    }
    let text = decoded(file, seeming_encoding(file.bytes()));
    let Some(text) = text.ok().filter(|text| !text.bytes().contains(&0)) else {
        return Disclosure::Unknown;
    };
    let columns = |delimiter: &u8| {
        let head = rows(&text, *delimiter, 1);
        let columns = Columns::of(resource, dataset, &head.first()?.1)?;
        Some((columns, *delimiter))
    };
    match DELIMITERS.iter().find_map(columns) {
        Some((columns, delimiter)) => columns.compare(dataset, &rows(&text, delimiter, usize::MAX)),
        None => Disclosure::Unknown,
    }
}

/// Where the columns of a dataset are in an earlier file.
struct Columns {
    /// The column of each dimension.
    keys: Vec<usize>,
    /// Measures with their columns.
    measures: Vec<(usize, usize)>,
    /// The columns of no field of the dataset.
    others: Vec<usize>,
}

impl Columns {
    /// Nothing where a dimension or every measure is missing.
    fn of(resource: &Resource, dataset: &Dataset, head: &[String]) -> Option<Columns> {
        let column = |name: &str| {
            let field = resource.field(name);
            head.iter()
                .position(|cell| is_called(field, name, cell.trim()))
        };
        let keys = dataset.dimensions.iter();
        let keys = keys.map(|dimension| column(&dimension.name));
        // Two columns may be called alike.
        let measures = dataset.measures.iter().enumerate();
        let measures = measures.flat_map(|(at, measure)| {
            let field = resource.field(&measure.name);
            let head = head.iter().enumerate();
            let own = head.filter(move |(_, cell)| is_called(field, &measure.name, cell.trim()));
            own.map(move |(column, _)| (at, column))
        });
        let is_field = |cell: &str| {
            let mut fields = resource.fields.iter();
            fields.any(|field| is_called(Some(field), &field.name, cell.trim()))
        };
        let others = head.iter().enumerate();
        let others = others.filter(|(_, cell)| !is_field(cell));
        let columns = Columns {
            keys: keys.collect::<Option<_>>()?,
            measures: measures.collect(),
            others: others.map(|(column, _)| column).collect(),
        };
        (!columns.measures.is_empty()).then_some(columns)
    }

    fn compare(&self, dataset: &Dataset, rows: &[(usize, Vec<String>)]) -> Disclosure {
        let mut is_known = true;
        for (_, cells) in rows.iter().skip(1) {
            let Some(record) = self.record(dataset, cells) else {
                // A name in place of a code, for example, or a code that is gone.
                is_known = false;
                continue;
            };
            let has_number = |column: usize| cells.get(column).is_some_and(|cell| has_number(cell));
            for &(measure, column) in &self.measures {
                let absence = dataset.observation(record, measure).absence();
                if absence == Some(Absence::Suppressed) && has_number(column) {
                    return Disclosure::Cell(words(dataset, record, measure));
                }
                // The number may be confidential at another place by now.
                is_known &= absence.is_none() || !has_number(column);
            }
            is_known &= !self.others.iter().any(|column| has_number(*column));
        }
        if is_known {
            Disclosure::None
        } else {
            Disclosure::Unknown
        }
    }

    fn record(&self, dataset: &Dataset, cells: &[String]) -> Option<Record> {
        let codes = dataset.dimensions.iter().zip(&self.keys);
        let codes = codes.map(|(dimension, column)| {
            let cell = cells.get(*column)?.trim();
            let alike = || {
                let mut codes = dimension.codes.indices();
                codes.find(|code| same_letters(dimension.codes.code(*code).as_str(), cell))
            };
            dimension.codes.find(cell).or_else(alike)
        });
        let key: Vec<CodeIndex> = codes.collect::<Option<_>>()?;
        dataset.find(&key)
    }
}

/// Whether a heading is that of a field: its name, or its title in a language.
fn is_called(field: Option<&FieldTexts>, name: &str, heading: &str) -> bool {
    let titles = field.into_iter().flat_map(|field| field.title.iter());
    same_letters(name, heading)
        || titles
            .into_iter()
            .any(|(_, title)| same_letters(title, heading))
}

fn has_number(cell: &str) -> bool {
    cell.contains(char::is_numeric)
}

/// A cell in words, without its number.
fn words(dataset: &Dataset, record: Record, measure: usize) -> String {
    let keys = dataset.dimensions.iter().enumerate();
    let keys = keys.map(|(position, dimension)| {
        let code = dimension.codes.code(dataset.code(record, position));
        format!("{}={}", dimension.name, code.as_str())
    });
    let keys: Vec<String> = keys.collect();
    format!("{} at {}", dataset.measures[measure].name, keys.join(", "))
}
