//! One observation: a number or a reason for its absence, with qualifiers on either.

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

/// A cell with its qualifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Observation {
    /// The number or the reason for its absence.
    pub cell: Cell,
    /// What qualifies it: provisional, estimated, revised, break.
    pub qualifiers: Qualifiers,
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

    /// The observation with the digits of its number: `2.0` and `2.00` are one number, and are
    /// printed differently.
    pub fn as_written(&self) -> (Observation, Option<u32>) {
        (*self, self.value().map(Number::decimals))
    }

    /// All statuses of the observation, in legend order.
    pub fn statuses(&self) -> impl Iterator<Item = Status> {
        self.qualifiers
            .iter()
            .map(Status::from)
            .chain(self.absence().map(Status::from))
    }
}
