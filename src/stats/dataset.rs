//! A dataset: observations of one structure, kept as dictionary-coded columns sorted by key.
//!
//! The order of records in the input never matters: records are sorted by the positions of their
//! codes, so that equal data give an equal cube.

use std::collections::BTreeSet;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::code::{CodeIndex, CodeList};
use super::number::Number;
use super::observation::Observation;
use super::observation_column::ObservationColumn;
use super::order::sorted_order;
use super::period::Period;
use super::positions::Positions;
use super::status::{Qualifier, Status};
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
    /// The codes that records have, where some measure is added up over them; the total is none.
    pub parts: Vec<CodeIndex>,
}

/// The kind of a dimension's codes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

    /// The codes that occur in a column of this dimension, in list order, without the total.
    pub fn occurring(&self, column: &Positions) -> Vec<CodeIndex> {
        let mut occurs = vec![false; self.codes.len()];
        for code in column.iter() {
            if let Some(occurs) = occurs.get_mut(code as usize) {
                *occurs = true;
            }
        }
        let codes = self.codes.indices().zip(occurs);
        codes
            .filter(|(code, occurs)| *occurs && self.total != Some(*code))
            .map(|(code, _)| code)
            .collect()
    }

    /// Whether this is a dimension of periods.
    pub fn is_period(&self) -> bool {
        matches!(self.kind, DimensionKind::Period(_))
    }
}

/// The observed number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// The machine name: the name of the column.
    pub name: String,
    /// Whether every number is a whole one.
    pub integer: bool,
    /// How many decimals are shown; `None` shows the decimals of each number.
    pub decimals: Option<u32>,
    /// The dimensions over which its numbers may be added up.
    pub sums_over: Vec<usize>,
    /// What it is a rate of, if it is one.
    pub rate: Option<Rate>,
}

/// What makes numbers of large and small areas comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rate {
    /// The measure that is divided by, if the dataset has it.
    pub denominator: Option<usize>,
    /// The least denominator of which a rate says something, if the data say so.
    pub least: Option<Number>,
}

/// A text that qualifies an observation, such as a note.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// One column of codes per dimension.
    keys: Vec<Positions>,
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

    /// Some of the records, by their positions in key order.
    ///
    /// Panics when there are not so many.
    pub fn records_within(&self, positions: Range<usize>) -> impl Iterator<Item = Record> + use<> {
        assert!(positions.end <= self.len(), "the dataset has such records");
        positions.map(Record)
    }

    /// The position of a dimension by name.
    pub fn dimension(&self, name: &str) -> Option<usize> {
        self.dimensions.iter().position(|d| d.name == name)
    }

    /// The position of a measure by name.
    pub fn measure(&self, name: &str) -> Option<usize> {
        self.measures.iter().position(|m| m.name == name)
    }

    /// The dimension with the most codes, by which a dataset is divided into slices that change
    /// independently of each other; none where there are no dimensions.
    pub fn longest(&self) -> Option<usize> {
        // The first of several.
        let dimensions = self.dimensions.iter().enumerate().rev();
        let longest = dimensions.max_by_key(|(_, dimension)| dimension.codes.len());
        longest.map(|(position, _)| position)
    }

    /// The code of a record in one dimension.
    pub fn code(&self, record: Record, dimension: usize) -> CodeIndex {
        CodeIndex::new(self.keys[dimension].get(record.0) as usize)
    }

    /// The observation of a record in one measure.
    pub fn observation(&self, record: Record, measure: usize) -> Observation {
        self.observations[measure].get(record.0)
    }

    /// Tells a hasher the observation of a record in one measure.
    pub(super) fn hash_observation(
        &self,
        record: Record,
        measure: usize,
        hasher: &mut impl Hasher,
    ) {
        self.observations[measure].hash_at(record.0, hasher);
    }

    /// Every status that occurs in one measure, in legend order.
    pub fn statuses(&self, measure: usize) -> BTreeSet<Status> {
        self.observations[measure].statuses()
    }

    /// The text of a record in one attribute.
    pub fn text(&self, record: Record, attribute: usize) -> Option<&str> {
        self.texts[attribute].get(record.0)
    }

    /// Every text of an attribute once; none for blank cells.
    pub fn distinct_texts(&self, attribute: usize) -> impl Iterator<Item = Option<&str>> {
        self.texts[attribute].distinct()
    }

    /// Which of the distinct texts of an attribute is that of a record.
    pub fn text_position(&self, record: Record, attribute: usize) -> usize {
        self.texts[attribute].position(record.0)
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
            range = column.equal_range(range, code.as_u32());
            behind = range.end;
        }
        Record(behind.saturating_sub(1))
    }

    /// Says one thing more of an observation, whether it has a number or none.
    pub fn qualify(&mut self, record: Record, measure: usize, qualifier: Qualifier) {
        let column = &mut self.observations[measure];
        let mut observation = column.get(record.0);
        observation.qualifiers = observation.qualifiers.with(qualifier);
        column.set(record.0, observation);
    }

    /// Toggles the observations of a record: a number becomes missing, and an absent one the
    /// number one. What changes with it depends on the record.
    pub fn toggle(&mut self, record: Record) {
        for column in &mut self.observations {
            let other = match column.get(record.0).value() {
                Some(_) => Observation::MISSING,
                None => Observation::number(Number::from(1_u32)),
            };
            column.set(record.0, other);
        }
    }

    /// The codes of a dimension that some record has, in list order, without the total.
    pub fn occurring(&self, dimension: usize) -> Vec<CodeIndex> {
        self.dimensions[dimension].occurring(&self.keys[dimension])
    }

    /// The record with exactly this key, one code per dimension.
    pub fn find(&self, key: &[CodeIndex]) -> Option<Record> {
        let range = self.prefix_range(key);
        (range.len() == 1).then_some(Record(range.start))
    }

    /// What is observed for each part of the last dimension, below fixed codes of all others: their
    /// records stand together, in the order of the parts.
    pub(super) fn parts_below<'d>(
        &'d self,
        fixed: &[CodeIndex],
        measure: usize,
    ) -> impl Iterator<Item = Observation> + use<'d> {
        let (column, parts) = (&self.keys[fixed.len()], &self.dimensions[fixed.len()].parts);
        let mut records = self.prefix_range(fixed).peekable();
        parts.iter().map(move |part| {
            while records
                .next_if(|record| column.get(*record) < part.as_u32())
                .is_some()
            {}
            let found = records.next_if(|record| column.get(*record) == part.as_u32());
            found.map_or(Observation::MISSING, |record| {
                self.observation(Record(record), measure)
            })
        })
    }

    /// The records whose key starts with these codes; they stand together.
    pub(super) fn prefix_range(&self, prefix: &[CodeIndex]) -> Range<usize> {
        let mut range = 0..self.len();
        for (column, &code) in self.keys.iter().zip(prefix) {
            range = column.equal_range(range, code.as_u32());
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
    pub keys: Vec<Positions>,
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
            let others = || {
                observations
                    .par_iter_mut()
                    .for_each(|column| column.reorder(order));
                texts
                    .par_iter_mut()
                    .for_each(|column| column.reorder(order));
            };
            rayon::join(
                || keys.par_iter_mut().for_each(|column| column.reorder(order)),
                others,
            );
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
