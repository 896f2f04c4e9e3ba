//! What an expression evaluates to.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic};
use crate::stats::{CodeIndex, Dimension, Observation, Period};

/// The value of an expression.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number or a reason for its absence, with how it is shown.
    Figure(FigureValue),
    /// A text.
    Text(String),
    /// A code of a list.
    Member(MemberValue),
    /// The outcome of a comparison.
    Truth(Truth),
}

/// A code of a list: in a text its name, as an argument the code.
#[derive(Clone, Debug)]
pub struct MemberValue {
    /// The list, as a dimension.
    pub dimension: Arc<Dimension>,
    /// The position in the list.
    pub code: CodeIndex,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Whether it is true.
    pub holds: bool,
    /// The comparison with its numbers, such as `12 > 30`.
    pub shown: String,
}

/// A figure with how it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureValue {
    /// The number, or why there is none.
    pub observation: Observation,
    /// How it is shown.
    pub display: Display,
    /// The words for its absence that the author gave.
    pub absent: Option<String>,
    /// The unit of the measure it comes from, in the default language, if it is stated.
    pub unit: Option<String>,
    /// The period in which it was observed, or for which it was planned, if it is of one period.
    pub period: Option<Period>,
    /// Whether it cannot be computed although its parts have numbers.
    pub undefined: bool,
    /// The decimals of a number literal, at which equality is decided.
    pub literal_decimals: Option<u32>,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// As it is, with these decimals, or with its own.
    Plain(Option<u32>),
    /// With a per cent sign.
    Percent(u32),
    /// A difference between two percentages.
    Points(u32),
}

impl Display {
    /// The same with other decimals.
    #[must_use]
    pub fn with_decimals(self, decimals: u32) -> Display {
        match self {
            Display::Plain(_) => Display::Plain(Some(decimals)),
            Display::Percent(_) => Display::Percent(decimals),
            Display::Points(_) => Display::Points(decimals),
        }
    }

    /// With how many decimals it is shown, if that is said.
    pub fn decimals(self) -> Option<u32> {
        match self {
            Display::Plain(decimals) => decimals,
            Display::Percent(decimals) | Display::Points(decimals) => Some(decimals),
        }
    }

    /// The unit that a computation gives its result: a key of the theme's words.
    pub fn unit_key(self) -> Option<&'static str> {
        match self {
            Display::Plain(_) => None,
            Display::Percent(_) => Some("number.percent_unit"),
            Display::Points(_) => Some("number.points_unit"),
        }
    }

    /// How the difference between two figures is shown.
    #[must_use]
    pub fn of_difference(self, other: Display) -> Display {
        match (self, other) {
            (Display::Percent(a), Display::Percent(b)) => Display::Points(a.max(b)),
            (Display::Plain(a), Display::Plain(b)) => Display::Plain(a.max(b)),
            (first, _) => first,
        }
    }
}

/// The unit of a percentage that is computed.
const PERCENT: &str = "per cent";

/// Whether numbers of a unit are per cent, in one of the words of publishers.
pub fn is_percent(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    let signs = ["%", PERCENT, "percent", "phần trăm"];
    signs.iter().any(|sign| unit.contains(sign))
}

impl FigureValue {
    /// Refuses to compute with figures of different units; the diagnostic has no place. A figure
    /// without a unit goes with every other.
    pub fn refuse_other_unit(&self, other: &FigureValue) -> Result<(), Diagnostic> {
        let (Some(one), Some(two)) = (self.counted_in(), other.counted_in()) else {
            return Ok(());
        };
        if one == two || (is_percent(one) && is_percent(two)) {
            return Ok(());
        }
        let message = format!("a figure in {two} cannot be held against one in {one}");
        Err(Diagnostic::error(Code::BadExpression, message)
            .expected("two figures of the same unit"))
    }

    /// The unit that its number has or was given by a computation.
    fn counted_in(&self) -> Option<&str> {
        match self.display {
            Display::Percent(_) | Display::Points(_) => Some(PERCENT),
            Display::Plain(_) => self.unit.as_deref(),
        }
    }

    /// A figure of which nothing else is known.
    pub fn new(observation: Observation, display: Display) -> FigureValue {
        FigureValue {
            observation,
            display,
            absent: None,
            unit: None,
            period: None,
            undefined: false,
            literal_decimals: None,
        }
    }
}
