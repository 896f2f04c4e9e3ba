//! Exact decimal numbers: the digits of a published figure are kept as they were published.
//!
//! Rounding happens once, when a number is shown, through [`Number::rounded`]. How a number
//! looks in a language is decided in `locale`.

use std::fmt;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// An exact decimal number of up to 28 significant digits, with the decimals it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Decimal);

/// Why a text is not a [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The text is not a plain decimal number: digits, an optional leading `-` and one `.`.
    NotPlain,
    /// The text has more digits than can be kept exactly.
    TooLong,
}

impl Number {
    /// Zero.
    pub const ZERO: Number = Number(Decimal::ZERO);

    /// Reads a plain machine number such as `1234`, `-5` or `38.50`.
    ///
    /// Group separators, exponents, a leading `+` and surrounding space are refused, because
    /// each of them is how a number of another meaning slips in.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || fraction.is_some_and(|part| !plain(part)) {
            return Err(NumberError::NotPlain);
        }
        Decimal::from_str_exact(text)
            .map(Number)
            .map_err(|_| NumberError::TooLong)
    }

    /// The number with these digits, of which the last `decimals` stand behind the decimal mark;
    /// at most 28 decimals.
    pub(super) fn with_decimals(digits: i64, decimals: u32) -> Number {
        Number(Decimal::new(digits, decimals))
    }

    /// The number itself, if it was written without decimals or a sign before zero and is not very
    /// large.
    pub fn as_whole(self) -> Option<i64> {
        if self.0.scale() > 0 || (self.0.is_zero() && self.0.is_sign_negative()) {
            return None;
        }
        i64::try_from(self.0.mantissa()).ok()
    }

    /// How many decimals the number carries: 2 for `38.50`.
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// Whether the number has no fractional part.
    pub fn is_integer(self) -> bool {
        self.0.is_integer()
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Whether the number is exactly zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The number without its sign.
    #[must_use]
    pub fn magnitude(self) -> Number {
        Number(self.0.abs())
    }

    /// Rounds half away from zero to exactly `decimals` decimals, padding with zeros.
    ///
    /// Half away from zero is what readers were taught and what statistics offices state.
    #[must_use]
    pub fn rounded(self, decimals: u32) -> Number {
        let mut rounded = self
            .0
            .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(decimals);
        Number(rounded)
    }

    /// The same number without zeros at the end of its decimals.
    #[must_use]
    pub fn shortest(self) -> Number {
        Number(self.0.normalize())
    }

    /// Reads a number of a JSON file, which may have an exponent, such as `1e2`.
    pub fn parse_json(text: &str) -> Option<Number> {
        let plain = Number::parse(text).ok();
        plain.or_else(|| Decimal::from_scientific(text).ok().map(Number))
    }

    /// The nearest binary floating point number, for drawing only.
    pub fn to_f64(self) -> f64 {
        self.0
            .to_f64()
            .expect("every 96-bit decimal lies inside the range of f64")
    }

    /// Sum, or `None` when it has too many digits.
    pub fn checked_add(self, other: Number) -> Option<Number> {
        self.0.checked_add(other.0).map(Number)
    }

    /// Difference, or `None` when it has too many digits.
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.0.checked_sub(other.0).map(Number)
    }

    /// Product, or `None` when it has too many digits.
    pub fn checked_mul(self, other: Number) -> Option<Number> {
        self.0.checked_mul(other.0).map(Number)
    }

    /// Quotient to 28 significant digits without zeros at its end, or `None` for a zero divisor
    /// or too many digits.
    pub fn checked_div(self, other: Number) -> Option<Number> {
        let quotient = self.0.checked_div(other.0)?;
        Some(Number(quotient.normalize()))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Number {
        Number(Decimal::from(value))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number(Decimal::from(value))
    }
}

/// Prints the plain machine form: `.` as decimal mark, no grouping, the kept decimals.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_zero() {
            return self.0.abs().fmt(f);
        }
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_plain_numbers() {
        for text in [
            "", "-", "+1", "1,000", "1 000", "1e3", ".5", "5.", "0x1", "1_0",
        ] {
            assert_eq!(Number::parse(text), Err(NumberError::NotPlain), "{text:?}");
        }
        assert_eq!(
            Number::parse("-0.50").map(|n| n.to_string()),
            Ok("-0.50".into())
        );
        assert_eq!(Number::parse(&"9".repeat(40)), Err(NumberError::TooLong));
    }

    #[test]
    fn rounds_half_away_from_zero_once() {
        let round =
            |text: &str, decimals| Number::parse(text).map(|n| n.rounded(decimals).to_string());
        assert_eq!(round("0.5", 0), Ok("1".into()));
        assert_eq!(round("1.5", 0), Ok("2".into()));
        assert_eq!(round("2.5", 0), Ok("3".into()));
        assert_eq!(round("-0.05", 1), Ok("-0.1".into()));
        assert_eq!(round("38.5", 2), Ok("38.50".into()));
        assert_eq!(round("-0.04", 1), Ok("0.0".into()));
    }
}
