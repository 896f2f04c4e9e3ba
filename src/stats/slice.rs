//! A slice: the part of a dataset where some dimensions are fixed to some members.

use std::ops::Range;
use std::sync::Arc;

use super::code::CodeIndex;
use super::dataset::{Dataset, Dimension, DimensionKind, Record};
use super::derive::sum;
use super::observation::Observation;
use super::period::Period;
use super::reads::Reads;

/// A place along a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// A code of the dimension.
    Code(CodeIndex),
    /// A valid period that no record has: everything observed there is missing.
    EmptyPeriod(Period),
    /// All codes of the dimension together: what is observed there is the sum of its parts.
    All,
}

impl Member {
    /// The code, unless no record has it.
    pub fn code(self) -> Option<CodeIndex> {
        match self {
            Member::Code(code) => Some(code),
            Member::EmptyPeriod(_) | Member::All => None,
        }
    }
}

/// The code of all codes together, as SDMX writes it.
const ALL: &str = "_T";

impl Dimension {
    /// The period of a member, if this is a dimension of periods.
    pub fn period_of(&self, member: Member) -> Option<Period> {
        match member {
            Member::Code(code) => self.period(code),
            Member::EmptyPeriod(period) => Some(period),
            Member::All => None,
        }
    }

    /// The code of a member as text.
    pub fn code_text(&self, member: Member) -> String {
        match member {
            Member::Code(code) => self.codes.code(code).to_string(),
            Member::EmptyPeriod(period) => period.to_string(),
            Member::All => ALL.to_owned(),
        }
    }

    /// The member of this dimension that a member of another one is: the same code, or the same period.
    pub fn member_of(&self, other: &Dimension, member: Member) -> Option<Member> {
        if Arc::ptr_eq(&self.codes, &other.codes) {
            return Some(member);
        }
        let code = match other.period_of(member) {
            Some(period) => self.code_of_period(period),
            None => self.codes.find(other.codes.code(member.code()?).as_str()),
        };
        code.map(Member::Code)
    }

    /// The code of a period, if some record is of it.
    pub fn code_of_period(&self, period: Period) -> Option<CodeIndex> {
        match &self.kind {
            DimensionKind::Period(periods) => {
                let position = periods.iter().position(|known| *known == period);
                position.map(CodeIndex::new)
            }
            DimensionKind::CodeList(_) | DimensionKind::Text => {
                self.codes.find(&period.to_string())
            }
        }
    }

    /// Whether a member is all codes together or the declared total.
    pub fn is_total(&self, member: Member) -> bool {
        member == Member::All || self.total.is_some() && member.code() == self.total
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

    /// The same slice with the members of one dimension in another order, or fewer of them.
    #[must_use]
    pub fn with_members(mut self, dimension: usize, members: Vec<Member>) -> Slice<'a> {
        self.selection.members[dimension] = members;
        self
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

    /// How many cells are looked at for one place of the slice.
    pub fn cells_of_a_place(&self) -> usize {
        let first = self.selection.members.iter().map(|members| {
            let first = members.first().copied();
            first.unwrap_or(Member::All)
        });
        self.dataset.cells_of(&first.collect::<Vec<Member>>())
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
    fn record_at(&self, key: &[Member]) -> Option<Record> {
        let codes: Option<Vec<CodeIndex>> = key.iter().map(|member| member.code()).collect();
        self.find(&codes?)
    }

    /// What is observed at a key of members: missing when there is no record of it. All codes of a
    /// dimension together are the sum of its parts, absent where a part is. That it was read is noted.
    pub fn observe(&self, key: &[Member], measure: usize, reads: &Reads) -> Observation {
        reads.read(self, key, measure);
        reads.count(self.cells_of(key));
        self.observe_unnoted(key, measure)
    }

    fn observe_unnoted(&self, key: &[Member], measure: usize) -> Observation {
        if let Some(open) = key.iter().position(|member| *member == Member::All) {
            let fixed: Option<Vec<CodeIndex>> = key[..open].iter().map(|m| m.code()).collect();
            if let (Some(fixed), true) = (fixed, open + 1 == key.len()) {
                return sum(self.parts_below(&fixed, measure));
            }
            let prefix: Vec<CodeIndex> = key[..open].iter().map_while(|m| m.code()).collect();
            let records = self.prefix_range(&prefix);
            if self.places_of(key) > records.len() {
                return self.sum_of_records(records, key, measure);
            }
            let mut key = key.to_vec();
            let parts = self.dimensions[open].parts.iter();
            return sum(parts.map(|part| {
                key[open] = Member::Code(*part);
                self.observe_unnoted(&key, measure)
            }));
        }
        self.record_at(key).map_or(Observation::MISSING, |record| {
            self.observation(record, measure)
        })
    }

    /// How many places a key of members has: one for each combination of the parts of its open
    /// dimensions.
    fn places_of(&self, key: &[Member]) -> usize {
        let open = key.iter().zip(&self.dimensions);
        let open = open.filter(|(member, _)| **member == Member::All);
        open.fold(1, |places, (_, dimension)| {
            places.saturating_mul(dimension.parts.len())
        })
    }

    /// How many cells are looked at for what is observed at a key.
    pub(super) fn cells_of(&self, key: &[Member]) -> usize {
        self.places_of(key).min(self.len())
    }

    /// The sum over the open dimensions of a key, where there are more places than records: some place
    /// has none, and is missing.
    fn sum_of_records(&self, records: Range<usize>, key: &[Member], measure: usize) -> Observation {
        let taken = key.iter().zip(&self.dimensions).map(|(member, dimension)| {
            let mut taken = vec![false; dimension.codes.len()];
            match member {
                Member::Code(code) => taken[code.as_usize()] = true,
                Member::EmptyPeriod(_) => {}
                Member::All => {
                    for part in &dimension.parts {
                        taken[part.as_usize()] = true;
                    }
                }
            }
            taken
        });
        let taken: Vec<Vec<bool>> = taken.collect();
        let is_at = |record: &Record| {
            let mut taken = taken.iter().enumerate();
            taken.all(|(position, taken)| taken[self.code(*record, position).as_usize()])
        };
        let found = self.records_within(records).filter(is_at);
        let found = found.map(|record| self.observation(record, measure));
        sum(found.chain([Observation::MISSING]))
    }
}
