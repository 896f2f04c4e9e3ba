//! What was read of datasets: whatever was made of it need not be made again while that is the same.

use std::cell::{Cell, RefCell};

use super::code::CodeIndex;
use super::dataset::{Dataset, Record};
use super::slice::Member;

/// Notes what is read. Observations can be looked up only together with one of these
/// ([`Dataset::observe`]), so that no reading is forgotten.
#[derive(Debug, Default)]
pub struct Reads {
    datasets: RefCell<Vec<DatasetRead>>,
    /// A record that is waited for, and whether it was read.
    awaited: Option<(String, Vec<CodeIndex>)>,
    is_read: Cell<bool>,
}

/// What was read of one dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetRead {
    /// The name of the dataset.
    pub dataset: String,
    /// Which slices of it along its longest dimension ([`Dataset::longest`]); none when it was only
    /// named.
    pub slices: SlicesRead,
}

/// Slices of a dataset along its longest dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlicesRead {
    /// Those of these codes, in the order of the code list.
    Of(Vec<CodeIndex>),
    /// All of them.
    All,
}

impl Reads {
    /// Notes besides whether a record of a dataset is read, alone or in a sum.
    pub fn awaiting(dataset: &Dataset, record: Record) -> Reads {
        let codes = (0..dataset.dimensions.len()).map(|position| dataset.code(record, position));
        Reads {
            awaited: Some((dataset.name.clone(), codes.collect())),
            ..Reads::default()
        }
    }

    /// Whether the record that was waited for was read.
    pub fn has_read(&self) -> bool {
        self.is_read.get()
    }

    /// Notes that a dataset, code list or map was used, whatever is read of it.
    pub fn name(&self, dataset: &str) {
        self.note(dataset, |_| {});
    }

    /// The names of all that was used so far.
    pub fn names(&self) -> Vec<String> {
        let reads = self.datasets.borrow();
        reads.iter().map(|read| read.dataset.clone()).collect()
    }

    /// Whether something of a dataset was read that may be in a slice of these codes along its longest
    /// dimension; of any slice, when there are no codes.
    pub fn has_read_of(&self, dataset: &str, codes: Option<&[CodeIndex]>) -> bool {
        let reads = self.datasets.borrow();
        let read = reads.iter().find(|read| read.dataset == dataset);
        read.is_some_and(|read| match (&read.slices, codes) {
            (SlicesRead::All, _) => true,
            (SlicesRead::Of(read), None) => !read.is_empty(),
            (SlicesRead::Of(read), Some(codes)) => read.iter().any(|code| codes.contains(code)),
        })
    }

    /// What was read, in the order of names.
    pub fn into_datasets(self) -> Vec<DatasetRead> {
        let mut reads = self.datasets.into_inner();
        reads.sort_by(|a, b| a.dataset.cmp(&b.dataset));
        for read in &mut reads {
            if let SlicesRead::Of(codes) = &mut read.slices {
                codes.sort_unstable();
                codes.dedup();
            }
        }
        reads
    }

    /// Notes that a key of members is looked up.
    pub(super) fn read(&self, dataset: &Dataset, key: &[Member]) {
        if let Some((name, codes)) = &self.awaited
            && *name == dataset.name
        {
            let is_in = |(position, (member, code)): (usize, (&Member, &CodeIndex))| match member {
                Member::Code(own) => own == code,
                Member::All => dataset.dimensions[position].parts.contains(code),
                Member::EmptyPeriod(_) => false,
            };
            if key.iter().zip(codes).enumerate().all(is_in) {
                self.is_read.set(true);
            }
        }
        let member = dataset
            .longest()
            .map_or(Member::All, |longest| key[longest]);
        self.note(&dataset.name, |slices| match (slices, member) {
            (slices, Member::All) => *slices = SlicesRead::All,
            // Neighbours are often read one after the other.
            (SlicesRead::Of(codes), Member::Code(code)) if codes.last() != Some(&code) => {
                codes.push(code);
            }
            // A period that no record has gives nothing; that it has none is in the list of codes.
            (SlicesRead::Of(_) | SlicesRead::All, Member::Code(_) | Member::EmptyPeriod(_)) => {}
        });
    }

    fn note(&self, dataset: &str, change: impl FnOnce(&mut SlicesRead)) {
        let mut reads = self.datasets.borrow_mut();
        let known = reads.iter().position(|read| read.dataset == dataset);
        let position = known.unwrap_or_else(|| {
            reads.push(DatasetRead {
                dataset: dataset.to_owned(),
                slices: SlicesRead::Of(Vec::new()),
            });
            reads.len() - 1
        });
        change(&mut reads[position].slices);
    }
}
