//! A dataset: observations of one structure, kept as dictionary-coded columns sorted by key.
//!
//! The order of records in the input never matters: records are sorted by the positions of their
//! codes, so that equal data give an equal cube.

use std::sync::Arc;

use super::code::{CodeIndex, CodeList};
use super::observation::Observation;
use super::period::Period;

/// What identifies an observation, together with the other dimensions.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// The machine name: the name of the column.
    pub name: String,
    /// What kind of codes it takes.
    pub kind: DimensionKind,
    /// The allowed codes in their order.
    pub codes: Arc<CodeList>,
    /// The code that stands for all others together, if there is one.
    pub total: Option<CodeIndex>,
}

/// The kind of a dimension's codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DimensionKind {
    /// Codes of the named code list.
    CodeList(String),
    /// Periods; one for each code, in the same order.
    Period(Vec<Period>),
    /// Any text; the codes are those that occur.
    Text,
}

impl Dimension {
    /// The period at a position, if this is a dimension of periods.
    pub fn period(&self, index: CodeIndex) -> Option<Period> {
        match &self.kind {
            DimensionKind::Period(periods) => periods.get(index.as_usize()).copied(),
            DimensionKind::CodeList(_) | DimensionKind::Text => None,
        }
    }

    /// Whether this is a dimension of periods.
    pub fn is_period(&self) -> bool {
        matches!(self.kind, DimensionKind::Period(_))
    }
}

/// The observed number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The machine name: the name of the column.
    pub name: String,
    /// Whether every number is a whole one.
    pub integer: bool,
    /// How many decimals are shown; `None` shows the decimals of each number.
    pub decimals: Option<u32>,
}

/// A text that qualifies an observation, such as a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The machine name: the name of the column.
    pub name: String,
}

/// A cube: structure and records.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The machine name: the name of the resource.
    pub name: String,
    /// Dimensions in key order. Every record has one code of each.
    pub dimensions: Vec<Dimension>,
    /// Measures in column order.
    pub measures: Vec<Measure>,
    /// Attributes in column order.
    pub attributes: Vec<Attribute>,
    /// One column per dimension, each as long as there are records.
    keys: Vec<Vec<CodeIndex>>,
    /// One column per measure.
    observations: Vec<Vec<Observation>>,
    /// One column per attribute; blank texts are `None`.
    texts: Vec<Vec<Option<Arc<str>>>>,
}

/// The position of a record in key order, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Record(usize);

impl Dataset {
    /// How many records the dataset has.
    pub fn len(&self) -> usize {
        self.keys.first().map_or(0, Vec::len)
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records in key order.
    pub fn records(&self) -> impl Iterator<Item = Record> + use<> {
        (0..self.len()).map(Record)
    }

    /// The position of a dimension by name.
    pub fn dimension(&self, name: &str) -> Option<usize> {
        self.dimensions.iter().position(|d| d.name == name)
    }

    /// The position of a measure by name.
    pub fn measure(&self, name: &str) -> Option<usize> {
        self.measures.iter().position(|m| m.name == name)
    }

    /// The code of a record in one dimension.
    pub fn code(&self, record: Record, dimension: usize) -> CodeIndex {
        self.keys[dimension][record.0]
    }

    /// The observation of a record in one measure.
    pub fn observation(&self, record: Record, measure: usize) -> Observation {
        self.observations[measure][record.0]
    }

    /// The text of a record in one attribute.
    pub fn text(&self, record: Record, attribute: usize) -> Option<&str> {
        self.texts[attribute][record.0].as_deref()
    }

    /// The record with exactly this key, one code per dimension.
    pub fn find(&self, key: &[CodeIndex]) -> Option<Record> {
        let range = self.prefix_range(key);
        (range.len() == 1).then_some(Record(range.start))
    }

    /// The records whose key starts with these codes; they stand together.
    fn prefix_range(&self, prefix: &[CodeIndex]) -> std::ops::Range<usize> {
        let mut range = 0..self.len();
        for (column, &code) in self.keys.iter().zip(prefix) {
            let part = &column[range.clone()];
            let start = range.start + part.partition_point(|&c| c < code);
            let end = range.start + part.partition_point(|&c| c <= code);
            range = start..end;
        }
        range
    }
}

/// The columns of a dataset in the order of its records as they were read.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// One column of codes per dimension.
    pub keys: Vec<Vec<CodeIndex>>,
    /// One column per measure.
    pub observations: Vec<Vec<Observation>>,
    /// One column per attribute; blank texts are `None`.
    pub texts: Vec<Vec<Option<Arc<str>>>>,
}

/// Two records have the same key. Positions count the records as they were read, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The first record with the key.
    pub first: usize,
    /// A later record with the same key.
    pub second: usize,
}

impl Dataset {
    /// Sorts the records by key. All pairs of records with the same key are returned instead of
    /// a dataset, each later record paired with the first of its key.
    ///
    /// All columns have the same length, and there are as many as the structure says.
    pub fn new(
        name: String,
        dimensions: Vec<Dimension>,
        measures: Vec<Measure>,
        attributes: Vec<Attribute>,
        columns: Columns,
    ) -> Result<Dataset, Vec<DuplicateKey>> {
        let Columns {
            mut keys,
            mut observations,
            mut texts,
        } = columns;
        debug_assert_eq!(keys.len(), dimensions.len());
        debug_assert_eq!(observations.len(), measures.len());
        debug_assert_eq!(texts.len(), attributes.len());
        let order = sorted_order(&keys)?;
        for column in &mut keys {
            *column = order.iter().map(|&position| column[position]).collect();
        }
        for column in &mut observations {
            *column = order.iter().map(|&position| column[position]).collect();
        }
        for column in &mut texts {
            *column = order
                .iter()
                .map(|&position| column[position].take())
                .collect();
        }
        Ok(Dataset {
            name,
            dimensions,
            measures,
            attributes,
            keys,
            observations,
            texts,
        })
    }
}

/// The positions of the records in key order.
fn sorted_order(keys: &[Vec<CodeIndex>]) -> Result<Vec<usize>, Vec<DuplicateKey>> {
    let key_of = |position: usize| keys.iter().map(move |column| column[position]);
    let mut order: Vec<usize> = (0..keys.first().map_or(0, Vec::len)).collect();
    if !order.is_sorted_by(|&a, &b| key_of(a).lt(key_of(b))) {
        order.sort_by(|&a, &b| key_of(a).cmp(key_of(b)).then(a.cmp(&b)));
    }
    let duplicates: Vec<DuplicateKey> = order
        .chunk_by(|&a, &b| key_of(a).eq(key_of(b)))
        .flat_map(|same| {
            same[1..].iter().map(|&second| DuplicateKey {
                first: same[0],
                second,
            })
        })
        .collect();
    if duplicates.is_empty() {
        Ok(order)
    } else {
        Err(duplicates)
    }
}
