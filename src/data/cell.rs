//! Typed cells: what a text must look like to be a number, a date or a period.

use super::descriptor::{FieldDescriptor, FieldKind};
use crate::diag::{Code, Diagnostic};
use crate::stats::{Date, Number, NumberError, Period};

/// Reads a number of a field and checks its limits. The diagnostic has no place yet.
pub(super) fn number(text: &str, field: &FieldDescriptor) -> Result<Number, Diagnostic> {
    let wrong = |expected: &str| {
        Diagnostic::error(
            Code::WrongType,
            format!("`{}` in `{}` is not {expected}", shown(text), field.name),
        )
    };
    let integer = field.kind == FieldKind::Integer;
    let expected = if integer {
        "a whole number"
    } else {
        "a number"
    };
    let number = Number::parse(text).map_err(|error| match error {
        NumberError::NotPlain => wrong(expected)
            .expected("plain digits, `.` as decimal mark, no group separators")
            .plain_number_hint(text, integer),
        NumberError::TooLong => wrong("a number of at most 28 digits"),
    })?;
    if integer && text.contains('.') {
        return Err(wrong(expected).expected("digits without a decimal mark"));
    }
    if let Some(minimum) = field.minimum.filter(|minimum| number < *minimum) {
        return Err(wrong(&format!(
            "at least {minimum}, the minimum of the field"
        )));
    }
    if let Some(maximum) = field.maximum.filter(|maximum| number > *maximum) {
        return Err(wrong(&format!(
            "at most {maximum}, the maximum of the field"
        )));
    }
    Ok(number)
}

impl Diagnostic {
    /// Proposes the plain form of a number that was written for readers, where only one number can
    /// be meant: groups of three digits in a whole number, spaces, or a comma for a decimal mark.
    fn plain_number_hint(self, text: &str, integer: bool) -> Diagnostic {
        let is_space = |c| matches!(c, ' ' | '\u{A0}' | '\u{202F}');
        let bare: String = text.trim().replace(is_space, "");
        let groups: Vec<&str> = bare.split([',', '.']).collect();
        let grouped = groups.len() > 1
            && (1..=3).contains(&groups[0].trim_start_matches('-').len())
            && groups[1..].iter().all(|group| group.len() == 3);
        let plain = if integer && grouped {
            groups.concat()
        } else if !integer && !grouped && groups.len() == 2 {
            groups.join(".")
        } else {
            bare
        };
        match Number::parse(&plain) {
            Ok(number) if plain != text => self.hint(format!("write `{number}`")),
            Ok(_) | Err(_) => self,
        }
    }
}

/// A cell as messages show it: long ones are cut.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// Reads a period of a field.
pub(super) fn period(text: &str, field: &FieldDescriptor) -> Result<Period, Diagnostic> {
    Period::parse(text).map_err(|_| {
        Diagnostic::error(
            Code::WrongType,
            format!("`{}` in `{}` is not a period", shown(text), field.name),
        )
        .expected("a period such as 2024, 2024-H1, 2024-Q2 or 2024-06")
    })
}

/// Checks that a text is a date of the calendar.
pub(super) fn date(text: &str, field: &FieldDescriptor) -> Result<Date, Diagnostic> {
    let date = (text.len() == 10)
        .then(|| text.parse::<Date>().ok())
        .flatten();
    date.ok_or_else(|| {
        Diagnostic::error(
            Code::WrongType,
            format!("`{}` in `{}` is not a date", shown(text), field.name),
        )
        .expected("a date such as 2024-07-03")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_proposed_only_where_one_can_be_meant() {
        let hint = |text: &str, integer| {
            let diagnostic =
                Diagnostic::error(Code::WrongType, "").plain_number_hint(text, integer);
            diagnostic.hints.first().cloned().unwrap_or_default()
        };
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
}
