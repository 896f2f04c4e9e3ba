//! Stacking: where each part of a whole begins and ends when the parts are put on each other.

use super::derive::{percent, sum};
use super::number::Number;
use super::observation::Observation;

/// A part of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// The end nearer to zero, in the unit of the parts or, of a normalized stack, in per cent.
    pub from: Number,
    /// The end farther from zero, in the same unit.
    pub to: Number,
    /// The share of the whole in per cent, of a normalized stack.
    pub share: Option<Number>,
}

/// The parts put on each other in their order: positive ones upwards from zero, negative ones
/// downwards. `None` for a part that has no place in the stack.
///
/// An absent part has none, and the known ones are stacked without it; nor has one that would end at
/// a number of too many digits. `normalized` makes shares of
/// 100 %: then no part has a place as soon as one is absent, is negative, or all are zero, because
/// there is no whole of known length.
pub fn stack(parts: &[Observation], normalized: bool) -> Vec<Option<Segment>> {
    let is_negative = |part: &Observation| part.value().is_some_and(Number::is_negative);
    if normalized && parts.iter().any(is_negative) {
        return vec![None; parts.len()];
    }
    let whole = normalized.then(|| sum(parts.iter().copied()));
    let (mut above, mut below) = (Number::ZERO, Number::ZERO);
    let segment = |part: &Observation| {
        let share = match whole {
            Some(whole) => Some(percent(*part, whole).value()?),
            None => None,
        };
        let length = share.or(part.value())?;
        let edge = if length.is_negative() {
            &mut below
        } else {
            &mut above
        };
        let from = *edge;
        *edge = from.checked_add(length)?;
        Some(Segment {
            from,
            to: *edge,
            share,
        })
    };
    parts.iter().map(segment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Absence;

    /// The two ends of each part; a stroke for one that has no place.
    fn ends(parts: &[Observation], normalized: bool) -> Vec<String> {
        let ends = |segment: Segment| format!("{} to {}", segment.from, segment.to);
        let stack = stack(parts, normalized).into_iter();
        stack
            .map(|segment| segment.map_or_else(|| "-".to_owned(), ends))
            .collect()
    }

    #[test]
    fn parts_grow_away_from_zero_and_absent_ones_take_no_room() {
        let parts = [3_i64, -2, 5, -1].map(|n| Observation::number(Number::from(n)));
        let [first, second, third, fourth] = parts;
        let parts = [first, second, Observation::MISSING, third, fourth];
        let expected = ["0 to 3", "0 to -2", "-", "3 to 8", "-2 to -3"];
        assert_eq!(ends(&parts, false), expected);
    }

    #[test]
    fn shares_need_a_known_whole() {
        let [one, three] = [1_i64, 3].map(|n| Observation::number(Number::from(n)));
        assert_eq!(ends(&[one, three], true), ["0 to 25", "25 to 100"]);
        let suppressed = Observation::absent(Absence::Suppressed);
        assert_eq!(ends(&[one, suppressed], true), ["-", "-"]);
        let negative = Observation::number(Number::from(-1_i64));
        assert_eq!(ends(&[three, negative], true), ["-", "-"]);
        let zero = Observation::number(Number::ZERO);
        assert_eq!(ends(&[zero, zero], true), ["-", "-"]);
    }
}
