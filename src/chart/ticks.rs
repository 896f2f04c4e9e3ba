//! Round numbers along a scale: steps of 1, 2 or 5 times a power of ten, or, where ratios are
//! compared, such numbers themselves.
//!
//! The ticks decide the domain of the scale, which begins and ends at one.

/// Below this share of the largest value a span cannot be distinguished from rounding of `f64`.
const SMALLEST_SPAN: f64 = 1e-9;

/// The least number of ticks that a reader can judge a scale by.
const LEAST: i64 = 3;

/// The lowest and the highest of some numbers.
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

    /// The extent that holds this one and another.
    pub(super) fn with(self, other: Extent) -> Extent {
        Extent {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
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

/// Ticks that cover an extent on a logarithmic scale: at least 3, at most `most` (which is 4 or
/// more). `None` when the extent holds numbers that have no logarithm.
///
/// Numbers that are close to each other get the round steps of a linear scale. Others get the
/// numbers 1, 2 and 5, or 1 and 3, or 1 alone, times powers of ten; with many powers every second,
/// third and so on.
pub(super) fn log_ticks(extent: Extent, integer: bool, most: usize) -> Option<Vec<Tick>> {
    /// Below this ratio equal steps look almost evenly apart.
    const CLOSE: f64 = 4.0;
    const DIGITS: [&[i64]; 3] = [&[1, 2, 5], &[1, 3], &[1]];
    if extent.low <= 0.0 {
        return None;
    }
    let is_sound = |ticks: &Vec<Tick>| {
        (3..=most.max(4)).contains(&ticks.len()) && ticks.iter().all(|tick| tick.value > 0.0)
    };
    let is_close = extent.high > extent.low && extent.high / extent.low < CLOSE;
    let even = is_close.then(|| ticks(extent, integer, most));
    if let Some(even) = even.filter(is_sound) {
        return Some(even);
    }
    let dense = DIGITS.into_iter().map(|digits| (digits, 1));
    let sparse = (2..400).map(|stride| (DIGITS[2], stride));
    dense
        .chain(sparse)
        .map(|(digits, stride)| powers(extent, digits, stride, integer))
        .find(is_sound)
}

/// The round numbers from the last one below an extent to the first one above it: some digits
/// times every `stride`th power of ten.
fn powers(extent: Extent, digits: &[i64], stride: i32, integer: bool) -> Vec<Tick> {
    const TOLERANCE: f64 = 1e-9;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the logarithm of a finite number lies between -330 and 310"
    )]
    let power = |value: f64| value.log10().floor() as i32;
    let first = (power(extent.low) - 1).div_euclid(stride) * stride;
    let first = if integer && extent.low >= 1.0 {
        first.max(0)
    } else {
        first
    };
    let last = power(extent.high) + 2 * stride;
    let exponents = (first..=last).step_by(usize::try_from(stride).unwrap_or(1));
    let all: Vec<Tick> = exponents
        .flat_map(|exponent| {
            digits
                .iter()
                .map(move |&digit| Step { digit, exponent }.tick(1))
        })
        .collect();
    let begin = all
        .iter()
        .rposition(|tick| tick.value <= extent.low * (1.0 + TOLERANCE));
    let end = all
        .iter()
        .position(|tick| tick.value >= extent.high * (1.0 - TOLERANCE));
    match (begin, end) {
        // Two ticks say too little of a scale: there is one more above.
        (Some(begin), Some(end)) => all[begin..=end.max(begin + 2).min(all.len() - 1)].to_vec(),
        _ => Vec::new(),
    }
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

    #[test]
    fn ratios_have_round_numbers_too() {
        let texts = |low: f64, high: f64, most: usize| -> Vec<String> {
            let ticks = log_ticks(Extent { low, high }, false, most).unwrap_or_default();
            ticks.into_iter().map(|tick| tick.plain).collect()
        };
        assert_eq!(texts(3.0, 40.0, 6), ["2", "5", "10", "20", "50"]);
        assert_eq!(texts(1.0, 1000.0, 6), ["1", "10", "100", "1000"]);
        assert_eq!(texts(7.0, 7.0, 6), ["5", "10", "20"]);
        assert_eq!(
            texts(100.0, 120.0, 6).first().map(String::as_str),
            Some("100")
        );
        assert_eq!(texts(0.002, 0.3, 7).last().map(String::as_str), Some("0.3"));
        assert_eq!(texts(1.0, 1e24, 6).len(), 6);
        assert!(texts(0.0, 5.0, 6).is_empty());
    }

    proptest! {
        #[test]
        fn three_to_seven_ticks_cover_any_ratio(
            a in magnitude(), b in magnitude(), most in 4usize..=7
        ) {
            let (a, b) = (a.abs(), b.abs());
            let (low, high) = if a < b { (a, b) } else { (b, a) };
            let ticks = log_ticks(Extent { low, high }, false, most).unwrap_or_default();
            prop_assert!((3..=most).contains(&ticks.len()), "{low} {high} {ticks:?}");
            prop_assert!(ticks.windows(2).all(|pair| pair[0].value < pair[1].value));
            prop_assert!(ticks[0].value <= low * (1.0 + 1e-6));
            prop_assert!(ticks[ticks.len() - 1].value >= high * (1.0 - 1e-6));
        }

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
