//! Feeds what a dataset consists of to a hasher: its structure, and the records of each slice along
//! its longest dimension.

use std::hash::{Hash, Hasher};

use super::code::CodeIndex;
use super::dataset::{Dataset, Dimension, Record};

/// Everything of a dataset but its records. Of a code list only the codes: what it says of them is
/// not the dataset's.
#[derive(Clone, Copy, Debug)]
pub struct Structure<'d>(pub &'d Dataset);

impl Hash for Structure<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let dataset = self.0;
        dataset.name.hash(state);
        for dimension in &dataset.dimensions {
            let Dimension {
                name,
                kind,
                codes,
                total,
                parts,
            } = dimension;
            (name, kind, total, parts).hash(state);
            codes.len().hash(state);
            codes.codes().for_each(|code| code.hash(state));
        }
        (&dataset.measures, &dataset.attributes).hash(state);
    }
}

/// The records of a dataset by the code that they have in its longest dimension.
#[derive(Clone, Debug)]
pub struct Slices<'d> {
    dataset: &'d Dataset,
    /// Where the records of each code begin; one more behind the last.
    starts: Vec<usize>,
    records: Vec<Record>,
}

/// Some records of a dataset, with everything that they hold.
#[derive(Clone, Copy, Debug)]
pub struct Records<'s> {
    dataset: &'s Dataset,
    records: &'s [Record],
}

impl<'d> Slices<'d> {
    /// The slices of a dataset along its longest dimension; one of all records where it has none.
    pub fn of(dataset: &'d Dataset) -> Slices<'d> {
        let longest = dataset.longest();
        let code = |record| longest.map_or(0, |at| dataset.code(record, at).as_usize());
        let codes = longest.map_or(1, |at| dataset.dimensions[at].codes.len());
        let mut starts = vec![0; codes + 1];
        for record in dataset.records() {
            starts[code(record) + 1] += 1;
        }
        for position in 1..starts.len() {
            starts[position] += starts[position - 1];
        }
        let mut free = starts.clone();
        let mut records: Vec<Record> = dataset.records().collect();
        for record in dataset.records() {
            let place = &mut free[code(record)];
            records[*place] = record;
            *place += 1;
        }
        Slices {
            dataset,
            starts,
            records,
        }
    }

    /// The codes of the slices.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = CodeIndex> + use<> {
        (0..self.starts.len() - 1).map(CodeIndex::new)
    }

    /// The records of a slice, in key order.
    pub fn records(&self, code: CodeIndex) -> Records<'_> {
        let code = code.as_usize();
        Records {
            dataset: self.dataset,
            records: &self.records[self.starts[code]..self.starts[code + 1]],
        }
    }
}

impl Hash for Records<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let dataset = self.dataset;
        for &record in self.records {
            for dimension in 0..dataset.dimensions.len() {
                state.write_u32(dataset.code(record, dimension).as_u32());
            }
            for measure in 0..dataset.measures.len() {
                dataset.hash_observation(record, measure, state);
            }
            for attribute in 0..dataset.attributes.len() {
                dataset.text(record, attribute).hash(state);
            }
        }
    }
}
