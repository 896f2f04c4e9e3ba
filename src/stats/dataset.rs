//! A dataset: observations of one structure, kept as dictionary-coded columns sorted by key.
//!
//! The order of records in the input never matters: records are sorted by the positions of their
//! codes, so that equal data give an equal cube.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::code::{CodeIndex, CodeList};
use super::observation::Observation;
use super::observation_column::ObservationColumn;
use super::period::Period;
use super::status::Status;
use super::text_column::TextColumn;

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
    /// How many records there are.
    records: usize,
    /// One column per dimension.
    keys: Vec<Vec<CodeIndex>>,
    /// One column per measure.
    observations: Vec<ObservationColumn>,
    /// One column per attribute.
    texts: Vec<TextColumn>,
}

/// The position of a record in key order, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Record(usize);

impl Dataset {
    /// How many records the dataset has.
    pub fn len(&self) -> usize {
        self.records
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
        self.observations[measure].get(record.0)
    }

    /// Every status that occurs in one measure, in legend order.
    pub fn statuses(&self, measure: usize) -> BTreeSet<Status> {
        self.observations[measure].statuses()
    }

    /// The text of a record in one attribute.
    pub fn text(&self, record: Record, attribute: usize) -> Option<&str> {
        self.texts[attribute].get(record.0)
    }

    /// The text of a record in a column: its code, its number or its text; `None` for a blank cell
    /// and for a column that does not exist.
    pub fn cell_text(&self, record: Record, name: &str) -> Option<String> {
        if let Some(position) = self.dimension(name) {
            let code = self.code(record, position);
            return Some(self.dimensions[position].codes.code(code).to_string());
        }
        if let Some(position) = self.measure(name) {
            let number = self.observation(record, position).value()?;
            return Some(number.to_string());
        }
        let position = self.attributes.iter().position(|a| a.name == name)?;
        self.text(record, position).map(str::to_owned)
    }

    /// The record behind which a key would stand, as far as its first codes are given; the first
    /// record when it would stand before all. The dataset is not empty.
    pub fn last_before(&self, key: &[Option<CodeIndex>]) -> Record {
        let prefix: Vec<CodeIndex> = key.iter().map_while(|code| *code).collect();
        let mut range = 0..self.len();
        let mut behind = 0;
        for (column, &code) in self.keys.iter().zip(&prefix) {
            let part = &column[range.clone()];
            let start = range.start + part.partition_point(|&c| c < code);
            let end = range.start + part.partition_point(|&c| c <= code);
            behind = if start < end { end } else { start };
            range = start..end;
        }
        Record(behind.saturating_sub(1))
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
    /// How many records there are: the length of every column.
    pub records: usize,
    /// One column of codes per dimension.
    pub keys: Vec<Vec<CodeIndex>>,
    /// One column per measure.
    pub observations: Vec<ObservationColumn>,
    /// One column per attribute.
    pub texts: Vec<TextColumn>,
}

/// Two records have the same key. Positions count the records as they were read, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The first record with the key.
    pub first: usize,
    /// A later record with the same key.
    pub second: usize,
}

/// The order in which the records of a file stand in a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordOrder {
    /// As they were read.
    AsRead,
    /// For each record in key order, its position as it was read.
    Sorted(Vec<u32>),
}

impl RecordOrder {
    /// Where a record of the dataset stood among the records as they were read, from 0.
    pub fn as_read(&self, record: Record) -> usize {
        match self {
            RecordOrder::AsRead => record.0,
            RecordOrder::Sorted(order) => order[record.0] as usize,
        }
    }
}

impl Dataset {
    /// Sorts the records by key; the order tells where each came from. All pairs of records with
    /// the same key are returned instead of a dataset, each later record paired with the first of
    /// its key.
    ///
    /// All columns have the same length, and there are as many as the structure says. A dataset
    /// without dimensions keeps its records as they were read.
    pub fn new(
        name: String,
        dimensions: Vec<Dimension>,
        measures: Vec<Measure>,
        attributes: Vec<Attribute>,
        columns: Columns,
    ) -> Result<(Dataset, RecordOrder), Vec<DuplicateKey>> {
        let Columns {
            records,
            mut keys,
            mut observations,
            mut texts,
        } = columns;
        debug_assert_eq!(keys.len(), dimensions.len());
        debug_assert_eq!(observations.len(), measures.len());
        debug_assert_eq!(texts.len(), attributes.len());
        let order = sorted_order(records, &keys, &dimensions)?;
        if let RecordOrder::Sorted(order) = &order {
            for column in &mut keys {
                *column = order.iter().map(|&r| column[r as usize]).collect();
            }
            for column in &mut observations {
                *column = std::mem::take(column).in_order(order);
            }
            for column in &mut texts {
                *column = std::mem::take(column).in_order(order);
            }
        }
        let dataset = Dataset {
            name,
            dimensions,
            measures,
            attributes,
            records,
            keys,
            observations,
            texts,
        };
        Ok((dataset, order))
    }
}

/// The order of the records by key, and the records whose key is not their own.
fn sorted_order(
    records: usize,
    keys: &[Vec<CodeIndex>],
    dimensions: &[Dimension],
) -> Result<RecordOrder, Vec<DuplicateKey>> {
    let key_of = |position: usize| keys.iter().map(move |column| column[position]);
    if keys.is_empty() || (1..records).all(|record| key_of(record - 1).lt(key_of(record))) {
        return Ok(RecordOrder::AsRead);
    }
    let order = match sorted_dimensions(records, keys) {
        0 => counted_order(records, keys, dimensions),
        sorted => grouped_order(records, keys, sorted),
    };
    let duplicates: Vec<DuplicateKey> = order
        .chunk_by(|&a, &b| key_of(a as usize).eq(key_of(b as usize)))
        .flat_map(|same| {
            same[1..].iter().map(|&second| DuplicateKey {
                first: same[0] as usize,
                second: second as usize,
            })
        })
        .collect();
    if duplicates.is_empty() {
        Ok(RecordOrder::Sorted(order))
    } else {
        Err(duplicates)
    }
}

/// How many dimensions, from the first, the records are already sorted by.
fn sorted_dimensions(records: usize, keys: &[Vec<CodeIndex>]) -> usize {
    let mut sorted = keys.len();
    for record in 1..records {
        let pairs = keys[..sorted]
            .iter()
            .map(|column| (column[record - 1], column[record]));
        let differing = pairs
            .enumerate()
            .find(|(_, (before, after))| before != after);
        if let Some((dimension, (before, after))) = differing
            && after < before
        {
            sorted = dimension;
        }
    }
    sorted
}

/// Sorts within the groups that the first dimensions have put together already.
fn grouped_order(records: usize, keys: &[Vec<CodeIndex>], sorted: usize) -> Vec<u32> {
    let count = u32::try_from(records).expect("a dataset has fewer than 2^32 records");
    let mut order: Vec<u32> = (0..count).collect();
    let (before, after) = keys.split_at(sorted);
    let is_together = |a: &u32, b: &u32| {
        let mut columns = before.iter();
        columns.all(|column| column[*a as usize] == column[*b as usize])
    };
    for group in order.chunk_by_mut(is_together) {
        let key_of = |record: u32| after.iter().map(move |column| column[record as usize]);
        group.sort_by(|&a, &b| key_of(a).cmp(key_of(b)));
    }
    order
}

/// Sorts by counting, from the last dimension to the first: the time grows with the records
/// alone, and records with the same key keep their order.
fn counted_order(records: usize, keys: &[Vec<CodeIndex>], dimensions: &[Dimension]) -> Vec<u32> {
    let count = u32::try_from(records).expect("a dataset has fewer than 2^32 records");
    let mut order: Vec<u32> = (0..count).collect();
    let mut next = vec![0; records];
    for (column, dimension) in keys.iter().zip(dimensions).rev() {
        let mut starts = vec![0_u32; dimension.codes.len() + 1];
        for code in column {
            starts[code.as_usize() + 1] += 1;
        }
        for position in 1..starts.len() {
            starts[position] += starts[position - 1];
        }
        for &record in &order {
            let start = &mut starts[column[record as usize].as_usize()];
            next[*start as usize] = record;
            *start += 1;
        }
        std::mem::swap(&mut order, &mut next);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Code;

    /// A dataset of two dimensions with these keys.
    fn sorted(keys: &[(usize, usize)]) -> Result<RecordOrder, Vec<DuplicateKey>> {
        let dimension = |name: &str| Dimension {
            name: name.to_owned(),
            kind: DimensionKind::Text,
            codes: Arc::new(CodeList::flat(["a", "b", "c", "d"].map(Code::new))),
            total: None,
        };
        let column = |part: fn(&(usize, usize)) -> usize| {
            keys.iter().map(|key| CodeIndex::new(part(key))).collect()
        };
        let columns = Columns {
            records: keys.len(),
            keys: vec![column(|key| key.0), column(|key| key.1)],
            ..Columns::default()
        };
        let dimensions = vec![dimension("x"), dimension("y")];
        Dataset::new("d".into(), dimensions, Vec::new(), Vec::new(), columns)
            .map(|(_, order)| order)
    }

    #[test]
    fn records_are_sorted_whatever_order_they_come_in() {
        assert_eq!(sorted(&[(0, 1), (1, 0), (1, 1)]), Ok(RecordOrder::AsRead));
        // Sorted by the first dimension, and not by the second.
        let groups = sorted(&[(0, 1), (0, 0), (2, 3), (2, 1), (2, 2)]);
        assert_eq!(groups, Ok(RecordOrder::Sorted(vec![1, 0, 3, 4, 2])));
        let unsorted = sorted(&[(3, 0), (1, 1), (1, 0), (0, 3)]);
        assert_eq!(unsorted, Ok(RecordOrder::Sorted(vec![3, 2, 1, 0])));
    }

    #[test]
    fn equal_keys_are_found_in_every_order() {
        let pair = |first, second| Err(vec![DuplicateKey { first, second }]);
        assert_eq!(sorted(&[(0, 0), (0, 0)]), pair(0, 1));
        assert_eq!(sorted(&[(0, 1), (0, 0), (0, 1)]), pair(0, 2));
        assert_eq!(sorted(&[(2, 0), (1, 0), (2, 0)]), pair(0, 2));
    }
}
