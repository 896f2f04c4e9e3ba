//! Numbers as readers write them, by CLDR.

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;

use super::Locale;
use super::language::Language;

/// The minus sign of typography, not the hyphen of machine data.
const MINUS: char = '\u{2212}';

pub(super) struct NumberFormat(DecimalFormatter);

impl NumberFormat {
    pub(super) fn new(language: &Language) -> NumberFormat {
        let formatter =
            DecimalFormatter::try_new(language.icu().into(), DecimalFormatterOptions::default())
                .expect("number data of every language are compiled in");
        NumberFormat(formatter)
    }
}

impl Locale {
    /// A plain machine number (`-1234.5`) with grouping and marks of the language: `−1,234.5` in
    /// English, `−1.234,5` in Vietnamese. The decimals are those of the text.
    ///
    /// Panics when the text is not a plain machine number.
    pub fn number(&self, plain: impl std::fmt::Display) -> String {
        let plain = plain.to_string();
        let (negative, magnitude) = match plain.strip_prefix('-') {
            Some(magnitude) => (true, magnitude),
            None => (false, plain.as_str()),
        };
        let decimal = Decimal::try_from_str(magnitude).expect("a plain machine number");
        let mut text = String::with_capacity(plain.len() + 4);
        if negative {
            text.push(MINUS);
        }
        text.push_str(&self.numbers.0.format(&decimal).to_string());
        text
    }

    /// The size of a file, given in bytes: `912 bytes`, `3.4 kB`, `12 MB`, in powers of 1,000.
    pub fn file_size(&self, bytes: usize) -> String {
        const STEP: usize = 1000;
        let (unit, key) = match bytes {
            0..STEP => return self.counted("number.bytes", bytes),
            STEP..1_000_000 => (STEP, "number.kilobytes"),
            _ => (STEP * STEP, "number.megabytes"),
        };
        let tenths = (bytes * 10 + unit / 2) / unit;
        let value = if tenths < 100 {
            self.number(format!("{}.{}", tenths / 10, tenths % 10))
        } else {
            self.number((bytes + unit / 2) / unit)
        };
        self.words.fill(key, &[("value", &value)])
    }

    /// A plain machine number followed by the language's per cent sign: `38.5%`, `38,5%`.
    pub fn percent(&self, plain: impl std::fmt::Display) -> String {
        self.words
            .fill("number.percent", &[("value", &self.number(plain))])
    }
}
