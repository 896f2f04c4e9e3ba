//! What was read of datasets: whatever was made of it need not be made again while that is the same.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use super::code::CodeIndex;
use super::dataset::{Dataset, Record};
use super::slice::Member;

/// Notes what is read. Observations can be looked up only together with one of these
/// ([`Dataset::observe`]), so that no reading is forgotten.
#[derive(Debug, Default)]
pub struct Reads {
    datasets: RefCell<Vec<DatasetRead>>,
    /// Cells of which it is noted whether one of them is read.
    watched: Arc<[CellSet]>,
    /// The positions of those of which one was.
    touched: RefCell<BTreeSet<usize>>,
    /// How many cells were looked at.
    cells: Cell<usize>,
}

/// Some cells of a dataset: those of all these measures and codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellSet {
    /// The name of the dataset.
    pub dataset: String,
    /// The positions of the measures; all measures when there is none.
    pub measures: Vec<usize>,
    /// The positions of dimensions, each with the codes; of other dimensions, all codes.
    pub codes: Vec<(usize, Vec<CodeIndex>)>,
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
    /// Notes besides of which of these sets a cell is read, alone or in a sum.
    pub fn watching(watched: Arc<[CellSet]>) -> Reads {
        Reads {
            watched,
            ..Reads::default()
        }
    }

    /// Whether a cell of a set was read, by its position among those that are watched.
    pub fn has_read(&self, position: usize) -> bool {
        self.touched.borrow().contains(&position)
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

    /// How many cells were looked at so far, each as often as it was.
    pub fn cells(&self) -> usize {
        self.cells.get()
    }

    /// Counts cells that are looked at.
    pub(super) fn count(&self, cells: usize) {
        self.cells.set(self.cells.get().saturating_add(cells));
    }

    /// Notes that a measure is looked up at a key of members.
    pub(super) fn read(&self, dataset: &Dataset, key: &[Member], measure: usize) {
        for (position, set) in self.watched.iter().enumerate() {
            if set.dataset == dataset.name && set.is_met(dataset, key, measure) {
                self.touched.borrow_mut().insert(position);
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

impl CellSet {
    /// The cells of a record.
    pub fn of_record(dataset: &Dataset, record: Record) -> CellSet {
        let dimensions = 0..dataset.dimensions.len();
        let codes = dimensions.map(|position| (position, vec![dataset.code(record, position)]));
        CellSet {
            dataset: dataset.name.clone(),
            measures: Vec::new(),
            codes: codes.collect(),
        }
    }

    /// Whether one of the cells is at a key of members.
    fn is_met(&self, dataset: &Dataset, key: &[Member], measure: usize) -> bool {
        let is_in = |(position, codes): &(usize, Vec<CodeIndex>)| match key[*position] {
            Member::Code(own) => codes.contains(&own),
            Member::All => {
                let parts = &dataset.dimensions[*position].parts;
                codes.iter().any(|code| parts.contains(code))
            }
            Member::EmptyPeriod(_) => false,
        };
        (self.measures.is_empty() || self.measures.contains(&measure))
            && self.codes.iter().all(is_in)
    }
}
