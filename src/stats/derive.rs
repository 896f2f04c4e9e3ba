//! Figures computed from other figures.
//!
//! A figure derived from an absent part is absent, for the strongest reason among its parts, and
//! carries the qualifiers of all parts. Nothing is rounded here.

use super::number::Number;
use super::observation::{Cell, Observation};
use super::status::Absence;

const HUNDRED: u32 = 100;

/// `a − b`, in the unit of both.
pub fn difference(a: Observation, b: Observation) -> Observation {
    combine(a, b, Number::checked_sub)
}

/// `a ÷ b`, without unit. Not applicable when `b` is zero.
pub fn ratio(a: Observation, b: Observation) -> Observation {
    combine(a, b, Number::checked_div)
}

/// `100 · a ÷ b`, in per cent. Not applicable when `b` is zero.
pub fn percent(a: Observation, b: Observation) -> Observation {
    combine(a, b, |a, b| {
        a.checked_mul(Number::from(HUNDRED))?.checked_div(b)
    })
}

/// Relative change from `earlier` to `later`: `100 · (later − earlier) ÷ earlier`, in per cent.
/// Not applicable when `earlier` is zero.
pub fn change(later: Observation, earlier: Observation) -> Observation {
    combine(later, earlier, |later, earlier| {
        later
            .checked_sub(earlier)?
            .checked_mul(Number::from(HUNDRED))?
            .checked_div(earlier)
    })
}

/// The sum of all parts. Absent as soon as one part is: a sum with a missing part is never
/// silently smaller. The sum of no parts is missing, not zero.
pub fn sum(parts: impl IntoIterator<Item = Observation>) -> Observation {
    parts
        .into_iter()
        .reduce(|a, b| combine(a, b, Number::checked_add))
        .unwrap_or(Observation::MISSING)
}

fn combine(
    a: Observation,
    b: Observation,
    operation: impl Fn(Number, Number) -> Option<Number>,
) -> Observation {
    let cell = match (a.cell, b.cell) {
        (Cell::Number(a), Cell::Number(b)) => {
            operation(a, b).map_or(Cell::Absent(Absence::NotApplicable), Cell::Number)
        }
        (Cell::Absent(a), Cell::Absent(b)) => Cell::Absent(a.max(b)),
        (Cell::Absent(reason), Cell::Number(_)) | (Cell::Number(_), Cell::Absent(reason)) => {
            Cell::Absent(reason)
        }
    };
    Observation {
        cell,
        qualifiers: a.qualifiers.union(b.qualifiers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Qualifier, Qualifiers};

    fn number(value: i64) -> Observation {
        Observation::number(Number::from(value))
    }

    #[test]
    fn percent_of_a_published_pair() {
        let share = percent(number(848), number(2200))
            .value()
            .expect("both are numbers");
        assert_eq!(share.rounded(1).to_string(), "38.5");
    }

    #[test]
    fn the_strongest_reason_wins_and_qualifiers_add_up() {
        let suppressed = Observation::absent(Absence::Suppressed);
        let provisional = Observation {
            qualifiers: Qualifiers::NONE.with(Qualifier::Provisional),
            ..number(4)
        };
        let sum = sum([provisional, Observation::MISSING, suppressed]);
        assert_eq!(sum.absence(), Some(Absence::Suppressed));
        assert!(sum.qualifiers.contains(Qualifier::Provisional));
    }

    #[test]
    fn nothing_divides_by_zero() {
        assert_eq!(
            percent(number(4), number(0)).absence(),
            Some(Absence::NotApplicable)
        );
        assert_eq!(change(number(4), number(0)).value(), None);
    }
}
