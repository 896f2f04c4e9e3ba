//! What was observed against what was planned.
//!
//! A target of zero is a target: the gap to it is known, a share of it is not. A missing target is
//! no target, and nothing is computed from it. Nothing is rounded here.

use super::derive::{difference, percent, ratio};
use super::number::Number;
use super::observation::{Cell, Observation};
use super::period::Period;
use super::status::Absence;

/// How far a target was attained, in per cent: `100 · observed ÷ target`.
///
/// This is the relative of plan fulfilment of descriptive statistics (in Vietnamese *số tương đối
/// hoàn thành kế hoạch*). Not applicable when the target is zero.
pub fn attainment(observed: Observation, target: Observation) -> Observation {
    percent(observed, target)
}

/// How far the observation is from its target, in the unit of both: `observed − target`. Negative
/// below the target.
pub fn gap(observed: Observation, target: Observation) -> Observation {
    difference(observed, target)
}

/// What must be added in each remaining month to reach the target of a longer period, in the unit
/// of both a month: `(target − observed) ÷ m`, where `m` is the number of months of the target's
/// period behind the observed one. Zero when the target is reached already.
///
/// The rest is spread evenly: this is the straight line from the observation to the target, and
/// says nothing about what is to be expected. Not applicable when no month remains, or when the
/// observed period does not begin with the target's.
pub fn required_rate(
    observed: Observation,
    target: Observation,
    elapsed: Period,
    whole: Period,
) -> Observation {
    let rest = difference(target, observed);
    let remaining = whole.months().saturating_sub(elapsed.months());
    let begins_together = elapsed.first_day() == whole.first_day();
    if !begins_together || remaining == 0 {
        return Observation {
            cell: match rest.cell {
                Cell::Number(_) => Cell::Absent(Absence::NotApplicable),
                absent @ Cell::Absent(_) => absent,
            },
            ..rest
        };
    }
    let rest = match rest.value() {
        Some(number) if number.is_negative() => Observation {
            cell: Cell::Number(Number::ZERO),
            ..rest
        },
        Some(_) | None => rest,
    };
    ratio(
        rest,
        Observation::number(Number::from(u32::from(remaining))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> Observation {
        Observation::number(Number::from(value))
    }

    fn period(text: &str) -> Period {
        Period::parse(text).expect("a period")
    }

    fn required(observed: Observation, target: Observation, elapsed: &str) -> Observation {
        required_rate(observed, target, period(elapsed), period("2024"))
    }

    #[test]
    fn a_half_year_against_its_year() {
        // 848 of 2,200 in six months leave 1,352 for the other six: 225.33 a month.
        let rate = required(number(848), number(2200), "2024-H1").value();
        assert_eq!(
            rate.map(|rate| rate.rounded(2).to_string()),
            Some("225.33".into())
        );
        let share = attainment(number(848), number(2200)).value();
        assert_eq!(
            share.map(|share| share.rounded(1).to_string()),
            Some("38.5".into())
        );
        assert_eq!(
            gap(number(848), number(2200)).value(),
            Some(Number::from(-1352_i64))
        );
    }

    #[test]
    fn zero_and_missing_targets_are_two_things() {
        assert_eq!(
            attainment(number(3), number(0)).absence(),
            Some(Absence::NotApplicable)
        );
        assert_eq!(gap(number(3), number(0)).value(), Some(Number::from(3_i64)));
        assert_eq!(
            required(number(3), number(0), "2024-H1").value(),
            Some(Number::ZERO)
        );
        let missing = Observation::MISSING;
        assert_eq!(
            attainment(number(3), missing).absence(),
            Some(Absence::Missing)
        );
        assert_eq!(gap(number(3), missing).absence(), Some(Absence::Missing));
        assert_eq!(
            required(number(3), missing, "2024").absence(),
            Some(Absence::Missing)
        );
    }

    #[test]
    fn nothing_is_required_when_no_month_remains_or_the_start_is_not_known() {
        for elapsed in ["2024", "2024-H2", "2024-Q2", "2023"] {
            let rate = required(number(3), number(9), elapsed);
            assert_eq!(rate.absence(), Some(Absence::NotApplicable), "{elapsed}");
        }
        assert_eq!(
            required(number(3), number(12), "2024-Q1").value(),
            Some(Number::from(1_i64))
        );
    }
}
