//! Colour tokens: what a shape means, carried through plotters in place of a colour.
//!
//! plotters hands a colour to its backend and nothing else, so the three bytes of the colour hold
//! the role, the series and the traits; the backend prints them as classes.

use plotters_backend::{BackendColor, BackendStyle};

use crate::stats::{Absence, Status};

/// What a shape or text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum Role {
    /// A thin line at a tick.
    Grid,
    /// The line at zero.
    Axis,
    /// The text of a tick.
    Tick,
    /// The label of a category or series.
    Label,
    /// A second, quieter line of a label.
    Note,
    /// The text of a value.
    Value,
    /// A bar.
    Bar,
    /// The diagonal lines in a bar.
    Hatch,
    /// The line at a target.
    Target,
    /// The text at a target.
    TargetLabel,
    /// A line over periods.
    Line,
    /// A point of a line.
    Point,
    /// The sign or words in place of a number.
    Absent,
    /// The mark of a value that is zero.
    Zero,
    /// The area between a line and what it stands on.
    Area,
    /// A cell whose class says how high its number is.
    Cell,
    /// The line to a point, or between two.
    Stem,
    /// What keeps two shapes apart.
    Gap,
    /// A line at a number that an author named.
    Reference,
    /// A band behind some categories.
    Band,
    /// A line between what cannot be compared.
    Break,
    /// A ring around a point.
    Ring,
    /// What lies about the areas of a map.
    Land,
}

const ROLES: [(Role, &str); 23] = [
    (Role::Grid, "grid"),
    (Role::Axis, "axis"),
    (Role::Tick, "tick"),
    (Role::Label, "label"),
    (Role::Note, "note"),
    (Role::Value, "value"),
    (Role::Bar, "bar"),
    (Role::Hatch, "hatch"),
    (Role::Target, "target"),
    (Role::TargetLabel, "target-label"),
    (Role::Line, "line"),
    (Role::Point, "point"),
    (Role::Absent, "absent"),
    (Role::Zero, "zero"),
    (Role::Area, "area"),
    (Role::Cell, "cell"),
    (Role::Stem, "stem"),
    (Role::Gap, "gap"),
    (Role::Reference, "reference"),
    (Role::Band, "band"),
    (Role::Break, "break"),
    (Role::Ring, "ring"),
    (Role::Land, "land"),
];

/// What is particular about a shape or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum Trait {
    /// Bold text of a highlighted category.
    Strong,
    /// Text inside a dark bar.
    Inside,
    /// The author set it off.
    Highlight,
    /// It is not set off while others are.
    Mass,
    /// It covers a part of a year.
    Part,
    /// It is provisional or estimated.
    Provisional,
}

const TRAITS: [(Trait, u8, &str); 6] = [
    (Trait::Strong, 1, "strong"),
    (Trait::Inside, 2, "inside"),
    (Trait::Highlight, 4, "highlight"),
    (Trait::Mass, 8, "mass"),
    (Trait::Part, 16, "part"),
    (Trait::Provisional, 32, "provisional"),
];

const ABSENCES: [(Absence, u8); 3] = [
    (Absence::Missing, 64),
    (Absence::NotApplicable, 128),
    (Absence::Suppressed, 192),
];

const ABSENCE_BITS: u8 = 192;

/// How many series have a class of their own; the seventh looks like the first.
const SERIES_CLASSES: usize = 6;

/// A role, the number of a series and traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) struct Token {
    role: u8,
    series: u8,
    traits: u8,
}

impl Token {
    /// The token of a role alone.
    pub(in crate::chart) fn new(role: Role) -> Token {
        let place = ROLES.iter().position(|(known, _)| *known == role);
        let place = place.expect("every role is in the list");
        Token {
            role: u8::try_from(place).expect("the list of roles is short"),
            series: 0,
            traits: 0,
        }
    }

    /// The token of one of several series, counted from 0.
    pub(in crate::chart) fn of_series(self, series: usize) -> Token {
        let number = series % SERIES_CLASSES + 1;
        Token {
            series: u8::try_from(number).expect("the number is at most six"),
            ..self
        }
    }

    /// The token with one more trait.
    pub(in crate::chart) fn with(self, wanted: Trait) -> Token {
        let bit = TRAITS.iter().find(|(known, ..)| *known == wanted);
        Token {
            traits: self.traits | bit.map_or(0, |(_, bit, _)| *bit),
            ..self
        }
    }

    /// The token with a trait where a condition holds.
    pub(in crate::chart) fn when(self, condition: bool, wanted: Trait) -> Token {
        if condition { self.with(wanted) } else { self }
    }

    /// The token of a reason for absence.
    pub(in crate::chart) fn absent(absence: Absence) -> Token {
        let bits = ABSENCES.iter().find(|(known, _)| *known == absence);
        Token {
            traits: bits.map_or(0, |(_, bits)| *bits),
            ..Token::new(Role::Absent)
        }
    }

    /// The classes, such as `bar s1 highlight`.
    pub(super) fn classes(self) -> String {
        let role = ROLES.get(usize::from(self.role));
        let mut classes = role.map_or("", |(_, name)| name).to_owned();
        if self.series > 0 {
            classes.push_str(" s");
            classes.push_str(&self.series.to_string());
        }
        let traits = TRAITS
            .iter()
            .filter(|(_, bit, _)| self.traits & bit != 0)
            .map(|(.., name)| *name);
        let absence = ABSENCES
            .iter()
            .filter(|(_, bits)| self.traits & ABSENCE_BITS == *bits)
            .map(|(absence, _)| Status::from(*absence).name());
        for name in traits.chain(absence) {
            classes.push(' ');
            classes.push_str(name);
        }
        classes
    }

    /// The token that a colour stands for.
    pub(super) fn of_colour(colour: BackendColor) -> Token {
        let (role, series, traits) = colour.rgb;
        Token {
            role,
            series,
            traits,
        }
    }

    /// The colour that stands for the token.
    pub(super) fn colour(self) -> BackendColor {
        BackendColor {
            alpha: 1.0,
            rgb: (self.role, self.series, self.traits),
        }
    }
}

impl BackendStyle for Token {
    fn color(&self) -> BackendColor {
        self.colour()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_as_a_colour() {
        let token = Token::new(Role::Bar)
            .of_series(7)
            .with(Trait::Part)
            .with(Trait::Mass);
        assert_eq!(Token::of_colour(token.colour()), token);
        assert_eq!(token.classes(), "bar s2 mass part");
        assert_eq!(
            Token::absent(Absence::NotApplicable).classes(),
            "absent not-applicable"
        );
    }
}
