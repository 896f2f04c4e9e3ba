//! What changed between two states of published data: datasets, codes, cells, and how much it
//! matters to those who use them.

mod cells;
mod class;
mod lists;
mod log_file;

use std::collections::BTreeSet;

pub use cells::{CellChange, ChangeKind};
pub use class::Class;
pub use lists::{CodeChange, CodeFate};
pub use log_file::{
    CHANGES_FILE, ChangeLog, CodeCounts, Edition, EditionCell, EditionNumber, EditionResource,
};

use crate::data::{Catalog, Content, Resource, Revision, entries_missing};
use crate::stats::Dataset;

/// What changed between two states of the same data.
#[derive(Debug, Default)]
pub struct DataDiff {
    /// The resources that are not as they were: those of the new state in its order, then those that
    /// are gone.
    pub resources: Vec<ResourceDiff>,
}

/// What changed in one resource.
#[derive(Debug)]
pub struct ResourceDiff {
    /// Its name.
    pub name: String,
    /// Whether it is there at all.
    pub fate: Fate,
    /// What is counted, and by what.
    pub structure: Vec<StructureChange>,
    /// The codes of a code list.
    pub codes: Vec<CodeChange>,
    /// The cells of a dataset, in order of keys, those whose record is gone last.
    pub cells: Vec<CellChange>,
    /// The entries of its register that are new.
    pub entries: Vec<Revision>,
    /// The entries of its register that are gone.
    pub lost_entries: Vec<Revision>,
}

/// Whether something is there that was not, or the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in both states.
    Kept,
    /// It is new, with so many records.
    Added(usize),
    /// It is gone, with so many records.
    Removed(usize),
}

/// A change of what is counted, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructureChange {
    /// A dimension that was not there.
    DimensionAdded(String),
    /// A dimension that is gone.
    DimensionRemoved(String),
    /// A measure that was not there.
    MeasureAdded(String),
    /// A measure that is gone.
    MeasureRemoved(String),
    /// The numbers of a measure count something else.
    Unit {
        /// The measure.
        measure: String,
        /// What it counted.
        old: String,
        /// What it counts now.
        new: String,
    },
}

impl DataDiff {
    /// Compares two states. Only what is published is compared: a suppressed cell has no number in
    /// either.
    pub fn new(old: &Catalog, new: &Catalog) -> DataDiff {
        let kept = new.resources.iter().map(|resource| {
            let before = old.resource(&resource.name);
            match before {
                Some(before) => ResourceDiff::between(before, resource),
                None => ResourceDiff::whole(resource, Fate::Added(resource.count())),
            }
        });
        let is_gone = |resource: &&Resource| new.resource(&resource.name).is_none();
        let gone = old.resources.iter().filter(is_gone);
        let gone =
            gone.map(|resource| ResourceDiff::whole(resource, Fate::Removed(resource.count())));
        let all = kept.chain(gone).filter(|resource| !resource.is_empty());
        DataDiff {
            resources: all.collect(),
        }
    }

    /// Whether both states are the same.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty()
    }

    /// The datasets of which a number that was published has another value now, or is gone, and no new
    /// entry of their register is about it; with all such cells.
    pub fn unexplained(&self) -> impl Iterator<Item = (&ResourceDiff, Vec<&CellChange>)> {
        let explained = |resource: &ResourceDiff, cell: &CellChange| {
            let mut entries = resource.entries.iter();
            entries.any(|entry| entry.is_about(&cell.key, &cell.measure))
        };
        self.resources.iter().filter_map(move |resource| {
            let cells = resource.cells.iter();
            let cells: Vec<&CellChange> = cells
                .filter(|cell| cell.kind().changes_the_past() && !explained(resource, cell))
                .collect();
            (!cells.is_empty()).then_some((resource, cells))
        })
    }

    /// The datasets whose register has become shorter.
    pub fn shortened(&self) -> impl Iterator<Item = &ResourceDiff> {
        let resources = self.resources.iter();
        resources.filter(|resource| !resource.lost_entries.is_empty())
    }
}

impl ResourceDiff {
    fn whole(resource: &Resource, fate: Fate) -> ResourceDiff {
        ResourceDiff {
            name: resource.name.clone(),
            fate,
            structure: Vec::new(),
            codes: Vec::new(),
            cells: Vec::new(),
            entries: Vec::new(),
            lost_entries: Vec::new(),
        }
    }

    fn between(old: &Resource, new: &Resource) -> ResourceDiff {
        let mut diff = ResourceDiff::whole(new, Fate::Kept);
        match (&old.content, &new.content) {
            (Content::Dataset(before), Content::Dataset(after)) => {
                diff.structure = structure((old, before), (new, after));
                diff.cells = cells::changes(before, after);
            }
            (Content::CodeList(before), Content::CodeList(after)) => {
                diff.codes = lists::changes(before, after);
            }
            // What is drawn is no number; its file tells it.
            (Content::Outlines(_), Content::Outlines(_)) => {}
            (_, _) => {
                diff.fate = Fate::Removed(old.count());
            }
        }
        let (before, now) = (&old.about.revisions, &new.about.revisions);
        let owned = |entries: Vec<&Revision>| entries.into_iter().cloned().collect();
        diff.entries = owned(entries_missing(now, before));
        diff.lost_entries = owned(entries_missing(before, now));
        diff
    }

    fn is_empty(&self) -> bool {
        let has_entries = !self.entries.is_empty() || !self.lost_entries.is_empty();
        let has_changes =
            !self.structure.is_empty() || !self.codes.is_empty() || !self.cells.is_empty();
        self.fate == Fate::Kept && !has_changes && !has_entries
    }
}

fn structure(old: (&Resource, &Dataset), new: (&Resource, &Dataset)) -> Vec<StructureChange> {
    let dimensions = |dataset: &Dataset| -> BTreeSet<String> {
        dataset.dimensions.iter().map(|d| d.name.clone()).collect()
    };
    let measures = |dataset: &Dataset| -> BTreeSet<String> {
        dataset.measures.iter().map(|m| m.name.clone()).collect()
    };
    let (dimensions, measures) = (
        (dimensions(old.1), dimensions(new.1)),
        (measures(old.1), measures(new.1)),
    );
    let beside = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        one.difference(other).cloned().collect()
    };
    let mut changes = Vec::new();
    let mut add = |names: Vec<String>, change: fn(String) -> StructureChange| {
        changes.extend(names.into_iter().map(change));
    };
    add(
        beside(&dimensions.1, &dimensions.0),
        StructureChange::DimensionAdded,
    );
    add(
        beside(&dimensions.0, &dimensions.1),
        StructureChange::DimensionRemoved,
    );
    add(
        beside(&measures.1, &measures.0),
        StructureChange::MeasureAdded,
    );
    add(
        beside(&measures.0, &measures.1),
        StructureChange::MeasureRemoved,
    );
    for measure in measures.0.intersection(&measures.1) {
        let unit = |resource: &Resource| {
            let field = resource.field(measure);
            field.and_then(|field| Some(field.unit.iter().next()?.1.to_owned()))
        };
        let (old, new) = (unit(old.0), unit(new.0));
        if old != new {
            changes.push(StructureChange::Unit {
                measure: measure.clone(),
                old: old.unwrap_or_default(),
                new: new.unwrap_or_default(),
            });
        }
    }
    changes
}
