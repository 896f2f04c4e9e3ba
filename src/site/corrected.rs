//! Which cells corrections are about.

use std::ops::Range;
use std::sync::Arc;

use crate::data::{Affected, Catalog, Content, RevisionKind};
use crate::stats::{CellSet, Dataset};

/// Which cells corrections are about.
#[derive(Debug)]
pub(super) struct Corrected {
    /// The cells, those of an entry beside each other.
    pub(super) cells: Arc<[CellSet]>,
    pub(super) entries: Vec<CorrectedEntry>,
}

/// A correction with the cells that it is about.
#[derive(Debug)]
pub(super) struct CorrectedEntry {
    /// The position of its dataset in the catalog.
    pub(super) resource: usize,
    /// Its position among the revisions of the dataset.
    pub(super) revision: usize,
    /// Where its cells are among those of all corrections.
    pub(super) cells: Range<usize>,
}

impl Corrected {
    /// The corrections of all datasets.
    pub(super) fn new(catalog: &Catalog) -> Corrected {
        let (mut cells, mut entries) = (Vec::new(), Vec::new());
        for (position, resource) in catalog.resources.iter().enumerate() {
            for (revision, entry) in resource.about.revisions.iter().enumerate() {
                if entry.kind == RevisionKind::Correction {
                    let first = cells.len();
                    if let Content::Dataset(dataset) = &resource.content {
                        cells.extend(entry.affected.iter().map(|part| cell_set(part, dataset)));
                    }
                    entries.push(CorrectedEntry {
                        resource: position,
                        revision,
                        cells: first..cells.len(),
                    });
                }
            }
        }
        Corrected {
            cells: cells.into(),
            entries,
        }
    }
}

/// The cells of a part of an entry. Names of nothing were reported with the data.
fn cell_set(part: &Affected, dataset: &Dataset) -> CellSet {
    let measures = part.measures.iter();
    let codes = part.codes.iter().filter_map(|(name, codes)| {
        let position = dataset.dimension(&name.text)?;
        let known = &dataset.dimensions[position].codes;
        let codes = codes.iter().filter_map(|code| known.find(&code.text));
        Some((position, codes.collect()))
    });
    CellSet {
        dataset: dataset.name.clone(),
        measures: measures
            .filter_map(|name| dataset.measure(&name.text))
            .collect(),
        codes: codes.collect(),
    }
}
