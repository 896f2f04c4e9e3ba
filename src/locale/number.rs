//! Numbers as readers write them, by CLDR.

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;

use super::Locale;
use super::language::Language;

/// The minus sign of typography, not the hyphen of machine data.
const MINUS: char = '\u{2212}';

pub(super) struct NumberFormat {
    formatter: DecimalFormatter,
    /// What stands between groups of digits, and before decimals.
    marks: Option<(char, char)>,
}

impl NumberFormat {
    pub(super) fn new(language: &Language) -> NumberFormat {
        let formatter =
            DecimalFormatter::try_new(language.icu().into(), DecimalFormatterOptions::default())
                .expect("number data of every language are compiled in");
        let sample = Decimal::try_from_str("1234567.8").expect("a plain machine number");
        let sample = formatter.format(&sample).to_string();
        let mut marks = sample.chars().filter(|c| !c.is_numeric());
        let marks = marks.next().zip(marks.next_back());
        NumberFormat { formatter, marks }
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
        text.push_str(&self.numbers.formatter.format(&decimal).to_string());
        text
    }

    /// The machine form of digits that somebody typed with the marks of the language: `1234.5` for
    /// `1,234.5` in English and for `1.234,5` in Vietnamese. `None` when they are no number of the
    /// language.
    pub fn plain_number(&self, typed: &str) -> Option<String> {
        const SPACES: [char; 2] = ['\u{A0}', '\u{202F}'];
        let (group, decimal) = self.numbers.marks?;
        let is_group = |c: char| c == group || SPACES.contains(&c);
        let (whole, fraction) = match typed.split_once(decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (typed, None),
        };
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let groups: Vec<&str> = whole.split(is_group).collect();
        let (first, others) = groups.split_first()?;
        let is_grouped = others.is_empty() || first.len() <= 3;
        let is_sound = is_digits(first)
            && is_grouped
            && others.iter().all(|part| is_digits(part) && part.len() == 3)
            && fraction.is_none_or(is_digits);
        if !is_sound {
            return None;
        }
        let whole = groups.concat();
        Some(fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}")))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Words;

    #[test]
    fn typed_digits_are_read_as_the_language_writes_them() {
        let read = |tag: &str, typed: &str| {
            let language = Language::parse(tag).expect("a tag");
            Locale::new(language, Words::default()).plain_number(typed)
        };
        for (tag, typed, plain) in [
            ("en", "1,234.50", Some("1234.50")),
            ("vi", "1.234,50", Some("1234.50")),
            ("en", "848", Some("848")),
            ("en", "12345", Some("12345")),
            ("vi", "38,5", Some("38.5")),
            ("en", "1\u{A0}234", Some("1234")),
            ("en", "2.4.1", None),
            ("en", "1,23", None),
            ("vi", "2.2", None),
        ] {
            assert_eq!(read(tag, typed).as_deref(), plain, "{tag} {typed}");
        }
    }
}
