//! What pages are made from, known before they are made: a page that was made from the same need not
//! be gathered again to see that it shows the same.

use serde::{Deserialize, Serialize};

use super::fingerprint::hash;
use crate::stats::{CodeIndex, DatasetRead, SlicesRead};

/// Everything that pages can be made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteDependencies {
    /// The hash of everything but the records of datasets: what the command line decides, all other
    /// files, the plan of the site, the structure of the datasets.
    pub rest: [u8; 16],
    /// The records of each dataset, in the order of names.
    pub datasets: Vec<DatasetDependencies>,
}

/// The records of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetDependencies {
    /// The name of the dataset.
    pub name: String,
    /// The hash of the records of each slice along its longest dimension, in the order of codes.
    pub slices: Vec<[u8; 16]>,
}

/// What one page was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageDependencies {
    /// The hash of the rest of a [`SiteDependencies`] with all that was read.
    hash: [u8; 16],
    /// What was read, by the position of each dataset in its [`SiteDependencies`].
    reads: Vec<(u32, KeptRead)>,
}

/// What a page read of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum KeptRead {
    /// Slices.
    Slices(Vec<u32>),
    /// All records.
    All,
}

impl SiteDependencies {
    /// What a page was made from that read this.
    pub fn page(&self, reads: &[DatasetRead]) -> PageDependencies {
        let kept = self.kept(reads);
        PageDependencies {
            hash: self.hash_of(&kept),
            reads: kept,
        }
    }

    /// The hash of what was read of datasets, without the rest.
    pub fn data(&self, reads: &[DatasetRead]) -> [u8; 16] {
        hash(&self.slices_of(&self.kept(reads)))
    }

    fn kept(&self, reads: &[DatasetRead]) -> Vec<(u32, KeptRead)> {
        let mut kept = Vec::new();
        for read in reads {
            let found = self.datasets.iter().position(|d| d.name == read.dataset);
            // Other resources than datasets are among the rest.
            let Some(position) = found else { continue };
            let position = u32::try_from(position).expect("nobody has so many datasets");
            let slices = match &read.slices {
                SlicesRead::Of(codes) => {
                    KeptRead::Slices(codes.iter().map(|code| CodeIndex::as_u32(*code)).collect())
                }
                SlicesRead::All => KeptRead::All,
            };
            kept.push((position, slices));
        }
        kept
    }

    /// Whether a page would be made from the same now.
    pub fn is_of(&self, page: &PageDependencies) -> bool {
        self.hash_of(&page.reads) == page.hash
    }

    /// The hash of what is read of them, together with the rest.
    fn hash_of(&self, reads: &[(u32, KeptRead)]) -> [u8; 16] {
        hash(&(self.rest, self.slices_of(reads)))
    }

    /// The hashes of what is read. What is not there is another thing than anything that was.
    fn slices_of(&self, reads: &[(u32, KeptRead)]) -> Vec<Option<Vec<Option<&[u8; 16]>>>> {
        let slices = reads.iter().map(|(position, read)| {
            let dataset = self.datasets.get(*position as usize)?;
            Some(match read {
                KeptRead::Slices(codes) => {
                    let codes = codes.iter().map(|code| *code as usize);
                    codes.map(|code| dataset.slices.get(code)).collect()
                }
                KeptRead::All => dataset.slices.iter().map(Some).collect(),
            })
        });
        slices.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dependencies(rest: u8, slices: &[u8]) -> SiteDependencies {
        SiteDependencies {
            rest: [rest; 16],
            datasets: vec![DatasetDependencies {
                name: "admissions".into(),
                slices: slices.iter().map(|slice| [*slice; 16]).collect(),
            }],
        }
    }

    fn read(slices: SlicesRead) -> [DatasetRead; 1] {
        [DatasetRead {
            dataset: "admissions".into(),
            slices,
        }]
    }

    #[test]
    fn only_what_was_read_and_the_rest_count() {
        let page = dependencies(1, &[1, 2, 3]).page(&read(SlicesRead::Of(vec![CodeIndex::new(1)])));
        assert!(dependencies(1, &[9, 2, 9]).is_of(&page));
        assert!(dependencies(1, &[9, 2]).is_of(&page));
        assert!(!dependencies(1, &[1, 9, 3]).is_of(&page));
        assert!(!dependencies(2, &[1, 2, 3]).is_of(&page));
        assert!(!dependencies(1, &[1]).is_of(&page));
        assert!(
            !SiteDependencies {
                datasets: vec![],
                ..dependencies(1, &[])
            }
            .is_of(&page)
        );
        let all = dependencies(1, &[1, 2, 3]).page(&read(SlicesRead::All));
        assert!(dependencies(1, &[1, 2, 3]).is_of(&all));
        assert!(!dependencies(1, &[1, 2, 9]).is_of(&all));
        assert!(!dependencies(1, &[1, 2]).is_of(&all));
    }
}
