//! What changed between two states of published data: datasets, codes, cells, and how much it
//! matters to those who use them.

mod cells;
mod class;
mod lists;
mod log_file;

use std::collections::{BTreeMap, BTreeSet};

pub use cells::{CellChange, ChangeKind};
pub use class::Class;
pub use lists::{CodeChange, CodeFate};
pub use log_file::{
    CHANGES_FILE, ChangeLog, CodeCounts, Edition, EditionCell, EditionNumber, EditionResource,
};

use crate::data::{Catalog, Content, FieldTexts, RegisterEntry, Resource, Revision, unpaired};
use crate::stats::Dataset;

/// What changed between two states of the same data.
#[derive(Debug, Default)]
pub struct DataDiff {
    /// The resources that are not as they were: those of the new state in its order, then those that
    /// are gone.
    pub resources: Vec<ResourceDiff>,
    /// The names of resources that are in order now and were not before, so that nothing is known of them.
    pub not_compared: Vec<String>,
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
    /// Whether it had or has numbers of its own: it is no code list and no map.
    is_dataset: bool,
}

/// Numbers that were published and do not stand any more, or not as they were, and that no new entry of
/// a register tells of.
#[derive(Debug)]
pub struct Unexplained<'d> {
    /// Of which dataset.
    pub resource: &'d ResourceDiff,
    /// Measures and dimensions that are gone or others.
    pub structure: Vec<&'d StructureChange>,
    /// Cells that were revised or withdrawn.
    pub cells: Vec<&'d CellChange>,
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
    /// What is meant where nobody names a code of a dimension is another code.
    Total {
        /// The dimension.
        dimension: String,
        /// The code of the total; nothing where none is declared.
        old: Option<String>,
        /// The code now.
        new: Option<String>,
    },
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
        let withholds = new.withholds();
        let kept = new.resources.iter().map(|resource| {
            let before = old.resource(&resource.name);
            match before {
                Some(before) => ResourceDiff::between(before, resource, withholds),
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
            not_compared: Vec::new(),
        }
    }

    /// Whether both states are the same.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty()
    }

    /// What changed, without resources whose earlier state had mistakes.
    #[must_use]
    pub fn without(mut self, broken: impl Fn(&str) -> bool) -> DataDiff {
        let resources = std::mem::take(&mut self.resources);
        let (broken, sound): (Vec<_>, Vec<_>) = resources
            .into_iter()
            .partition(|resource| broken(&resource.name));
        self.resources = sound;
        let names = broken.into_iter().map(|resource| resource.name);
        self.not_compared.extend(names);
        self
    }

    /// The datasets of which a number that was published does not stand any more, and no new entry of
    /// their register is about it; those that are `gone` on purpose need none.
    pub fn unexplained(&self, gone: impl Fn(&str) -> bool) -> Vec<Unexplained<'_>> {
        let resources = self.resources.iter().filter_map(|resource| {
            let is_gone = matches!(resource.fate, Fate::Removed(count) if count > 0);
            let is_lost = is_gone && resource.is_dataset && !gone(&resource.name);
            let unexplained = Unexplained {
                resource,
                structure: resource.structure_without_entry().collect(),
                cells: resource.cells_without_entry().collect(),
            };
            let is_told = unexplained.structure.is_empty() && unexplained.cells.is_empty();
            (is_lost || !is_told).then_some(unexplained)
        });
        resources.collect()
    }

    /// The datasets whose register has become shorter, without those that are `gone` on purpose.
    pub fn shortened(&self, gone: impl Fn(&str) -> bool) -> Vec<&ResourceDiff> {
        let resources = self.resources.iter().filter(|resource| {
            let is_kept = resource.fate == Fate::Kept || !gone(&resource.name);
            is_kept && !resource.lost_entries.is_empty()
        });
        resources.collect()
    }
}

impl ResourceDiff {
    fn whole(resource: &Resource, fate: Fate) -> ResourceDiff {
        let is_there = |wanted: bool| {
            if wanted {
                resource.about.revisions.clone()
            } else {
                Vec::new()
            }
        };
        ResourceDiff {
            name: resource.name.clone(),
            fate,
            structure: Vec::new(),
            codes: Vec::new(),
            cells: Vec::new(),
            entries: is_there(matches!(fate, Fate::Added(_))),
            lost_entries: is_there(matches!(fate, Fate::Removed(_))),
            is_dataset: matches!(resource.content, Content::Dataset(_)),
        }
    }

    fn between(old: &Resource, new: &Resource, withholds: bool) -> ResourceDiff {
        let mut diff = ResourceDiff::whole(new, Fate::Kept);
        match (&old.content, &new.content) {
            (Content::Dataset(before), Content::Dataset(after)) => {
                diff.structure = structure((old, before), (new, after));
                diff.cells = cells::changes(before, after, withholds);
            }
            (Content::CodeList(before), Content::CodeList(after)) => {
                diff.codes = lists::changes(before, after);
            }
            // What is drawn is no number; its file tells it.
            (Content::Outlines(_), Content::Outlines(_)) => {}
            (before, _) => {
                diff.fate = Fate::Removed(old.count());
                diff.is_dataset = matches!(before, Content::Dataset(_));
            }
        }
        let (before, now) = (&old.about.revisions, &new.about.revisions);
        let compared = |entries: &[Revision]| -> Vec<RegisterEntry> {
            entries.iter().map(RegisterEntry::new).collect()
        };
        let dataset = match &new.content {
            Content::Dataset(dataset) => Some(dataset),
            Content::CodeList(_) | Content::Outlines(_) => None,
        };
        let unpaired = unpaired(&compared(before), &compared(now), dataset);
        let owned = |entries: &[Revision], positions: Vec<usize>| -> Vec<Revision> {
            positions
                .into_iter()
                .map(|at| entries[at].clone())
                .collect()
        };
        diff.entries = owned(now, unpaired.new);
        diff.lost_entries = owned(before, unpaired.lost);
        diff
    }

    /// The measures and dimensions that are gone or others without a new entry that tells of it.
    fn structure_without_entry(&self) -> impl Iterator<Item = &StructureChange> {
        let is_about_all = self.entries.iter().any(|entry| entry.affected.is_empty());
        let is_told = move |change: &&StructureChange| match change {
            StructureChange::MeasureAdded(_) => true,
            // What is gone has no name that an entry could give.
            StructureChange::DimensionAdded(_)
            | StructureChange::DimensionRemoved(_)
            | StructureChange::MeasureRemoved(_)
            | StructureChange::Total { .. } => is_about_all,
            StructureChange::Unit { measure, .. } => {
                let mut entries = self.entries.iter();
                entries.any(|entry| entry.is_about_measure(measure))
            }
        };
        self.structure.iter().filter(move |change| !is_told(change))
    }

    /// The cells that were revised or withdrawn without a new entry that is about them.
    fn cells_without_entry(&self) -> impl Iterator<Item = &CellChange> {
        let is_told = |cell: &CellChange| {
            let mut entries = self.entries.iter();
            entries.any(|entry| entry.is_about(&cell.key, &cell.measure))
        };
        let cells = self.cells.iter();
        cells.filter(move |cell| cell.kind().changes_the_past() && !is_told(cell))
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
        if let Some((old, new)) = other_unit(old.0.field(measure), new.0.field(measure)) {
            changes.push(StructureChange::Unit {
                measure: measure.clone(),
                old,
                new,
            });
        }
    }
    for name in dimensions.0.intersection(&dimensions.1) {
        let (old, new) = (total(old.1, name), total(new.1, name));
        if old != new {
            changes.push(StructureChange::Total {
                dimension: name.clone(),
                old,
                new,
            });
        }
    }
    changes
}

/// The code that is meant where none of a dimension is named.
fn total(dataset: &Dataset, dimension: &str) -> Option<String> {
    let dimension = &dataset.dimensions[dataset.dimension(dimension)?];
    let code = dimension.codes.code(dimension.total?);
    Some(code.as_str().to_owned())
}

/// The unit of a field before and now in the first language in which both have one and it is another;
/// a unit in one more language may come or go.
fn other_unit(old: Option<&FieldTexts>, new: Option<&FieldTexts>) -> Option<(String, String)> {
    let units = |field: Option<&FieldTexts>| -> BTreeMap<String, String> {
        let units = field.into_iter().flat_map(|field| field.unit.iter());
        units
            .map(|(language, unit)| (language.to_string(), unit.to_owned()))
            .collect()
    };
    let (old, new) = (units(old), units(new));
    if old.is_empty() != new.is_empty() {
        let first =
            |units: BTreeMap<String, String>| units.into_values().next().unwrap_or_default();
        return Some((first(old), first(new)));
    }
    let mut both = old
        .iter()
        .filter_map(|(language, unit)| Some((unit, new.get(language)?)));
    let (old, new) = both.find(|(old, new)| old != new)?;
    Some((old.clone(), new.clone()))
}
