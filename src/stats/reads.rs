//! What was read of datasets: whatever was made of it need not be made again while that is the same.

use std::cell::RefCell;

use super::code::CodeIndex;
use super::dataset::Dataset;
use super::slice::Member;

/// Notes what is read. Observations can be looked up only together with one of these
/// ([`Dataset::observe`]), so that no reading is forgotten.
#[derive(Debug, Default)]
pub struct Reads(RefCell<Vec<DatasetRead>>);

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
    /// Notes that a dataset, code list or map was used, whatever is read of it.
    pub fn name(&self, dataset: &str) {
        self.note(dataset, |_| {});
    }

    /// What was read, in the order of names.
    pub fn into_datasets(self) -> Vec<DatasetRead> {
        let mut reads = self.0.into_inner();
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
        let mut reads = self.0.borrow_mut();
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
