//! How much a change matters to those who use the data: the rules by which versions of data packages
//! are counted.
//!
//! | Class | When |
//! |---|---|
//! | major | something that others refer to is gone or counts something else: a resource, dimension, measure, code or number is gone, a dimension is new, a unit or the code of a total is another |
//! | minor | something is new: a resource, measure, code or number |
//! | patch | only numbers, statuses, names or entries of the register are others |

use super::{CellChange, ChangeKind, CodeFate, DataDiff, Fate, ResourceDiff, StructureChange};

/// How much a change matters, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Nothing changed.
    Unchanged,
    /// Something that was there has been mended.
    Patch,
    /// Something is new, and nothing is gone.
    Minor,
    /// Something that others refer to is gone, or means something else.
    Major,
}

impl Class {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Class::Unchanged => "unchanged",
            Class::Patch => "patch",
            Class::Minor => "minor",
            Class::Major => "major",
        }
    }
}

impl DataDiff {
    /// The class of the greatest change.
    pub fn class(&self) -> Class {
        let classes = self.resources.iter().map(ResourceDiff::class);
        classes.max().unwrap_or(Class::Unchanged)
    }
}

impl ResourceDiff {
    /// The class of the greatest change.
    pub fn class(&self) -> Class {
        let fate = match self.fate {
            Fate::Kept => Class::Patch,
            Fate::Added(_) => Class::Minor,
            Fate::Removed(_) => Class::Major,
        };
        let structure = self.structure.iter().map(|change| match change {
            StructureChange::MeasureAdded(_) => Class::Minor,
            StructureChange::DimensionAdded(_)
            | StructureChange::DimensionRemoved(_)
            | StructureChange::MeasureRemoved(_)
            | StructureChange::Total { .. }
            | StructureChange::Unit { .. } => Class::Major,
        });
        let codes = self.codes.iter().map(|change| match change.fate {
            CodeFate::Added => Class::Minor,
            CodeFate::Removed => Class::Major,
            CodeFate::Renamed { .. } | CodeFate::Moved { .. } => Class::Patch,
        });
        let cells = self.cells.iter().map(CellChange::kind);
        let cells = cells.map(|kind| match kind {
            ChangeKind::New => Class::Minor,
            ChangeKind::Withdrawn => Class::Major,
            ChangeKind::Revised | ChangeKind::Status => Class::Patch,
        });
        let all = structure.chain(codes).chain(cells);
        all.fold(fate, Class::max)
    }
}
