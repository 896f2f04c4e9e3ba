//! One observation: a number or a reason for its absence, with qualifiers on either.

use std::hash::{Hash, Hasher};

use super::number::Number;
use super::status::{Absence, Qualifiers, Status};

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// A number, which may be zero.
    Number(Number),
    /// No number, and why.
    Absent(Absence),
}

/// A cell with its qualifiers. Two are equal when they are printed alike: `2.0` and `2.00` are one
/// number, but not one observation.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// The number or the reason for its absence.
    pub cell: Cell,
    /// What qualifies it: provisional, estimated, revised, break.
    pub qualifiers: Qualifiers,
}

impl Observation {
    /// Everything that is printed, the decimals of the number among it.
    fn as_written(&self) -> (Cell, Option<u32>, Qualifiers) {
        let Observation { cell, qualifiers } = *self;
        (cell, self.value().map(Number::decimals), qualifiers)
    }
}

impl PartialEq for Observation {
    fn eq(&self, other: &Observation) -> bool {
        self.as_written() == other.as_written()
    }
}

impl Eq for Observation {}

impl Hash for Observation {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_written().hash(state);
    }
}

impl Observation {
    /// The observation of a valid key without a record.
    pub const MISSING: Observation = Observation::absent(Absence::Missing);

    /// An unqualified number.
    pub const fn number(number: Number) -> Observation {
        Observation {
            cell: Cell::Number(number),
            qualifiers: Qualifiers::NONE,
        }
    }

    /// An unqualified absence.
    pub const fn absent(absence: Absence) -> Observation {
        Observation {
            cell: Cell::Absent(absence),
            qualifiers: Qualifiers::NONE,
        }
    }

    /// The number, if there is one.
    pub fn value(&self) -> Option<Number> {
        match self.cell {
            Cell::Number(number) => Some(number),
            Cell::Absent(_) => None,
        }
    }

    /// The reason for absence, if there is no number.
    pub fn absence(&self) -> Option<Absence> {
        match self.cell {
            Cell::Number(_) => None,
            Cell::Absent(absence) => Some(absence),
        }
    }

    /// All statuses of the observation, in legend order.
    pub fn statuses(&self) -> impl Iterator<Item = Status> {
        self.qualifiers
            .iter()
            .map(Status::from)
            .chain(self.absence().map(Status::from))
    }
}
