//! Round numbers along a linear scale: steps of 1, 2 or 5 times a power of ten.
//!
//! The ticks decide the domain of the scale, which begins and ends at one.

/// Below this share of the largest value a span cannot be told from rounding of `f64`.
const SMALLEST_SPAN: f64 = 1e-9;

/// The least number of ticks that a reader can judge a scale by.
const LEAST: i64 = 3;

/// From where to where data reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    /// The lowest value.
    pub(super) low: f64,
    /// The highest value.
    pub(super) high: f64,
}

impl Extent {
    /// The extent of some values; `None` when there are none.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Option<Extent> {
        values.into_iter().fold(None, |extent, value| {
            let extent = extent.unwrap_or(Extent {
                low: value,
                high: value,
            });
            Some(Extent {
                low: extent.low.min(value),
                high: extent.high.max(value),
            })
        })
    }

    /// The extent with zero in it: lengths are compared from zero.
    pub(super) fn with_zero(self) -> Extent {
        Extent {
            low: self.low.min(0.0),
            high: self.high.max(0.0),
        }
    }
}

/// One round number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// Its place on the scale.
    pub(super) value: f64,
    /// The exact number in machine form, such as `-0.5` or `2500`.
    pub(super) plain: String,
}

/// A step of `digit` times ten to the power of `exponent`.
#[derive(Clone, Copy, Debug)]
struct Step {
    digit: i64,
    exponent: i32,
}

impl Step {
    fn size(self) -> f64 {
        self.digit as f64 * 10f64.powi(self.exponent)
    }

    fn next(self) -> Step {
        let (digit, exponent) = match self.digit {
            1 => (2, self.exponent),
            2 => (5, self.exponent),
            _ => (1, self.exponent + 1),
        };
        Step { digit, exponent }
    }

    fn tick(self, index: i64) -> Tick {
        Tick {
            value: index as f64 * self.size(),
            plain: plain(index * self.digit, self.exponent),
        }
    }
}

/// Ticks that cover an extent: at least 3, at most `most` (which is 4 or more).
///
/// With `integer` every tick is a whole number. An extent without length, as of data that are all
/// zero, gets room above it.
pub(super) fn ticks(extent: Extent, integer: bool, most: usize) -> Vec<Tick> {
    let largest = extent.low.abs().max(extent.high.abs());
    let extent = if extent.high - extent.low <= largest * SMALLEST_SPAN {
        extent.with_zero()
    } else {
        extent
    };
    let span = extent.high - extent.low;
    let span = if span > 0.0 { span } else { 1.0 };
    let most = i64::try_from(most.max(4)).unwrap_or(i64::MAX);
    let mut step = smallest(span, integer);
    let (first, mut last) = loop {
        let (first, last) = indices(extent, step);
        if last - first < most {
            break (first, last);
        }
        step = step.next();
    };
    last = last.max(first + LEAST - 1);
    (first..=last).map(|index| step.tick(index)).collect()
}

fn smallest(span: f64, integer: bool) -> Step {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the logarithm of a finite span lies between -330 and 310"
    )]
    let exponent = span.log10().floor() as i32 - 1;
    Step {
        digit: 1,
        exponent: if integer { exponent.max(0) } else { exponent },
    }
}

/// A tolerance keeps `0.3 / 0.1` from needing a fourth step.
fn indices(extent: Extent, step: Step) -> (i64, i64) {
    const TOLERANCE: f64 = 1e-9;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the smallest span bounds the quotient far below 2^63"
    )]
    let whole = |value: f64| value as i64;
    (
        whole((extent.low / step.size() + TOLERANCE).floor()),
        whole((extent.high / step.size() - TOLERANCE).ceil()),
    )
}

/// `digits` times ten to the power of `exponent`, exactly.
fn plain(digits: i64, exponent: i32) -> String {
    if digits == 0 {
        return String::from("0");
    }
    let sign = if digits < 0 { "-" } else { "" };
    let text = digits.unsigned_abs().to_string();
    let places = exponent.unsigned_abs() as usize;
    if exponent >= 0 {
        return format!("{sign}{text}{}", "0".repeat(places));
    }
    let padded = format!("{text:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop, prop_assert, proptest};

    use super::*;

    fn texts(low: f64, high: f64, integer: bool, most: usize) -> Vec<String> {
        ticks(Extent { low, high }, integer, most)
            .into_iter()
            .map(|tick| tick.plain)
            .collect()
    }

    #[test]
    fn round_numbers_cover_the_data() {
        assert_eq!(
            texts(0.0, 2303.0, true, 7),
            ["0", "500", "1000", "1500", "2000", "2500"]
        );
        assert_eq!(texts(0.0, 6.0, true, 5), ["0", "2", "4", "6"]);
        assert_eq!(texts(0.0, 1.0, true, 7), ["0", "1", "2"]);
        assert_eq!(texts(0.0, 0.0, true, 7), ["0", "1", "2"]);
        assert_eq!(
            texts(0.0, 0.001, false, 5).last().map(String::as_str),
            Some("0.001")
        );
        assert_eq!(
            texts(-3.0, 7.0, true, 7).first().map(String::as_str),
            Some("-4")
        );
        assert_eq!(texts(0.0, 0.3, false, 4), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(
            texts(0.0, 4e27, true, 5).last().map(String::as_str),
            Some("4000000000000000000000000000")
        );
    }

    proptest! {
        #[test]
        fn three_to_seven_ticks_cover_any_extent(
            a in magnitude(), b in magnitude(), integer in any::<bool>(), most in 4usize..=7
        ) {
            let (low, high) = if a < b { (a, b) } else { (b, a) };
            let ticks = ticks(Extent { low, high }, integer, most);
            prop_assert!((3..=most).contains(&ticks.len()), "{ticks:?}");
            let step = ticks[1].value - ticks[0].value;
            prop_assert!(ticks[0].value <= low + step * 1e-6);
            prop_assert!(ticks[ticks.len() - 1].value >= high - step * 1e-6);
            prop_assert!(!integer || ticks.iter().all(|tick| !tick.plain.contains('.')));
        }
    }

    fn magnitude() -> impl Strategy<Value = f64> {
        prop::num::f64::NORMAL
            .prop_map(|x| (x.abs().log10() % 28.0, x.is_sign_negative()))
            .prop_map(|(power, negative)| {
                if negative {
                    -(10f64.powf(power))
                } else {
                    10f64.powf(power)
                }
            })
    }
}
