//! A slice: the part of a dataset where some dimensions are fixed to some members.

use super::code::CodeIndex;
use super::dataset::{Dataset, Record};
use super::observation::Observation;
use super::period::Period;

/// A place along a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// A code of the dimension.
    Code(CodeIndex),
    /// A valid period that no record has: everything observed there is missing.
    EmptyPeriod(Period),
}

impl Member {
    /// The code, unless no record has it.
    pub fn code(self) -> Option<CodeIndex> {
        match self {
            Member::Code(code) => Some(code),
            Member::EmptyPeriod(_) => None,
        }
    }
}

/// Which members of each dimension a slice takes, in the order in which they are to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Selection {
    /// One list of members per dimension of the dataset, in the dataset's dimension order.
    pub members: Vec<Vec<Member>>,
}

/// A dataset restricted to a selection.
#[derive(Clone, Debug)]
pub struct Slice<'a> {
    dataset: &'a Dataset,
    selection: Selection,
}

impl<'a> Slice<'a> {
    /// The slice of `dataset` that `selection` takes. A selection has one list per dimension.
    pub fn new(dataset: &'a Dataset, selection: Selection) -> Slice<'a> {
        debug_assert_eq!(dataset.dimensions.len(), selection.members.len());
        Slice { dataset, selection }
    }

    /// The dataset that is sliced.
    pub fn dataset(&self) -> &'a Dataset {
        self.dataset
    }

    /// The members of one dimension, in the order in which they are to be shown.
    pub fn members(&self, dimension: usize) -> &[Member] {
        &self.selection.members[dimension]
    }

    /// The full key at a place: each `(dimension, member)` pair replaces the selection of that
    /// dimension; every other dimension has exactly one member.
    ///
    /// Panics when a dimension stays open: which dimensions vary is settled before.
    pub fn key(&self, at: &[(usize, Member)]) -> Vec<Member> {
        (0..self.dataset.dimensions.len())
            .map(|dimension| {
                at.iter()
                    .find(|(d, _)| *d == dimension)
                    .map_or_else(|| self.only_member(dimension), |&(_, member)| member)
            })
            .collect()
    }

    fn only_member(&self, dimension: usize) -> Member {
        match self.members(dimension) {
            [member] => *member,
            _ => panic!("a dimension that does not vary has exactly one member"),
        }
    }
}

impl Dataset {
    /// The record at a key of members, if there is one.
    pub fn record_at(&self, key: &[Member]) -> Option<Record> {
        let codes: Option<Vec<CodeIndex>> = key.iter().map(|member| member.code()).collect();
        self.find(&codes?)
    }

    /// What is observed at a key of members: missing when there is no record of it.
    pub fn observe(&self, key: &[Member], measure: usize) -> Observation {
        self.record_at(key).map_or(Observation::MISSING, |record| {
            self.observation(record, measure)
        })
    }
}
