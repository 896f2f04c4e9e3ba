//! Numbers as they stand in cells: their format, their limits, their decimals.

use std::borrow::Cow;

use super::{Expected, shown};
use crate::data::cell::FieldDescriptor;
use crate::diag::{Code, Diagnostic};
use crate::stats::{Number, NumberError};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) struct NumberFormat {
    /// Stands before the decimals.
    pub(in crate::data) decimal: char,
    /// Stands between groups of three digits, if anything may.
    pub(in crate::data) group: Option<char>,
    /// Whether nothing but the number may stand in the cell.
    pub(in crate::data) is_bare: bool,
}

impl NumberFormat {
    /// The machine form: `1234.5`.
    pub(in crate::data) const PLAIN: NumberFormat = NumberFormat {
        decimal: '.',
        group: None,
        is_bare: true,
    };

    /// The machine form of a number.
    pub(super) fn plain<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, Expected> {
        let plain = if *self == NumberFormat::PLAIN {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(self.machine_form(text).ok_or_else(|| self.expected())?)
        };
        match Number::parse(&plain) {
            Ok(_) => Ok(plain),
            Err(NumberError::NotPlain) => Err(Expected {
                hint: plain_hint(text, false),
                ..self.expected()
            }),
            Err(NumberError::TooLong) => Err(Expected::new(
                "a number of at most 28 digits",
                "a number of at most 28 digits",
            )),
        }
    }

    /// The machine form of a whole number.
    pub(super) fn integer<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, Expected> {
        let whole = |form: &str| Expected::new("a whole number", form);
        match self.plain(text) {
            Ok(plain) if plain.contains('.') => Err(whole("digits without a decimal mark")),
            Ok(plain) => Ok(plain),
            Err(expected) if expected.what == "a number" => Err(Expected {
                what: "a whole number",
                hint: plain_hint(text, true),
                ..expected
            }),
            Err(expected) => Err(expected),
        }
    }

    fn expected(&self) -> Expected {
        let group = match self.group {
            None => "no group separators".to_owned(),
            Some(group) => format!("`{group}` between groups of three digits or nothing"),
        };
        Expected::new(
            "a number",
            format!("plain digits, `{}` as decimal mark, {group}", self.decimal),
        )
    }

    /// The number with `.` and without groups and what stands around it; `None` when groups do
    /// not have three digits.
    fn machine_form(&self, text: &str) -> Option<String> {
        let mut number = text;
        if !self.is_bare {
            number = number.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-');
            number = number.trim_end_matches(|c: char| !c.is_ascii_digit());
        }
        let (whole, decimals) = match number.split_once(self.decimal) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (number, None),
        };
        let whole = match self.group {
            None => whole.to_owned(),
            Some(group) => {
                let is_group = |c: char| c == group || (group == ' ' && is_space(c));
                let groups: Vec<&str> = whole.split(is_group).collect();
                (groups.len() == 1 || are_groups(&groups)).then(|| groups.concat())?
            }
        };
        // A point that is neither the decimal mark nor a group separator is no part of a number.
        if whole.contains('.') || decimals.is_some_and(|decimals| decimals.contains('.')) {
            return None;
        }
        Some(match decimals {
            Some(decimals) => format!("{whole}.{decimals}"),
            None => whole,
        })
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}')
}

fn are_groups(groups: &[&str]) -> bool {
    (1..=3).contains(&groups[0].trim_start_matches('-').len())
        && groups[1..].iter().all(|group| group.len() == 3)
}

/// The number of a cell that is not missing, or everything that is wrong with it; the number comes
/// with a warning when the cell has more decimals than the field shows.
pub(in crate::data) fn checked_number(
    text: &str,
    field: &FieldDescriptor,
) -> Result<(Number, Option<Diagnostic>), Diagnostic> {
    let plain = field.kind.plain(text).map_err(|expected| {
        let diagnostic = Diagnostic::error(
            Code::WrongType,
            format!(
                "`{}` in `{}` is not {}",
                shown(text),
                field.name,
                expected.what
            ),
        );
        let diagnostic = match &expected.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        };
        diagnostic.expected(expected.form)
    })?;
    let number = Number::parse(&plain).map_err(|_| {
        Diagnostic::error(
            Code::WrongType,
            format!("`{}` in `{}` is not a number", shown(text), field.name),
        )
    })?;
    field.constraints.check(&plain, field)?;
    let warning = field
        .decimals
        .filter(|decimals| number.decimals() > *decimals)
        .map(|decimals| {
            let more = number.decimals();
            Diagnostic::warning(
                Code::TooManyDecimals,
                format!(
                    "`{}` in `{}` has {more} {}, the field shows {decimals}",
                    shown(text),
                    field.name,
                    if more == 1 { "decimal" } else { "decimals" }
                ),
            )
            .expected(match decimals {
                1 => "at most 1 decimal".to_owned(),
                many => format!("at most {many} decimals"),
            })
            .hint("round the number at its source, or raise `decimals` of the field")
        });
    Ok((number, warning))
}

/// Proposes the plain form of a number that was written for readers, where only one number can be
/// meant: groups of three digits in a whole number, spaces, or a comma for a decimal mark.
fn plain_hint(text: &str, integer: bool) -> Option<String> {
    let bare: String = text.trim().replace(is_space, "");
    let groups: Vec<&str> = bare.split([',', '.']).collect();
    let grouped = groups.len() > 1 && are_groups(&groups);
    let plain = if integer && grouped {
        groups.concat()
    } else if !integer && !grouped && groups.len() == 2 {
        groups.join(".")
    } else {
        bare
    };
    let number = Number::parse(&plain).ok().filter(|_| plain != text)?;
    Some(format!("write `{number}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_proposed_only_where_one_can_be_meant() {
        let hint = |text: &str, integer| plain_hint(text, integer).unwrap_or_default();
        assert_eq!(hint("1,234", true), "write `1234`");
        assert_eq!(hint("1.234.567", true), "write `1234567`");
        assert_eq!(hint("1 234", true), "write `1234`");
        assert_eq!(hint("4,5", false), "write `4.5`");
        for (text, integer) in [
            ("4,5", true),
            ("1,234", false),
            ("1.234,5", false),
            ("12a", true),
        ] {
            assert_eq!(hint(text, integer), "", "{text}");
        }
    }

    #[test]
    fn declared_formats_are_read_and_others_refused() {
        let vietnamese = NumberFormat {
            decimal: ',',
            group: Some('.'),
            is_bare: true,
        };
        let read = |format: NumberFormat, text| format.plain(text).map(Cow::into_owned).ok();
        assert_eq!(read(vietnamese, "1.234.567,50"), Some("1234567.50".into()));
        assert_eq!(read(vietnamese, "-12,5"), Some("-12.5".into()));
        for text in ["1.23", "1.2345", "1,2.3", "1234.567", "", ",", "1,,2"] {
            assert_eq!(read(vietnamese, text), None, "{text}");
        }
        let dressed = NumberFormat {
            is_bare: false,
            ..NumberFormat::PLAIN
        };
        assert_eq!(read(dressed, "€ 5.5 "), Some("5.5".into()));
        assert_eq!(read(dressed, "38.5%"), Some("38.5".into()));
        assert_eq!(read(dressed, "per cent"), None);
        assert_eq!(read(NumberFormat::PLAIN, "38.5%"), None);
    }
}
