//! Typed cells: what a text must look like to be a number, a date or a period.

use super::descriptor::{FieldDescriptor, FieldKind};
use crate::diag::{Code, Diagnostic};
use crate::stats::{Date, Number, NumberError, Period};

/// Reads a number of a field and checks its limits. The diagnostic has no place yet.
pub(super) fn number(text: &str, field: &FieldDescriptor) -> Result<Number, Diagnostic> {
    let wrong = |expected: &str| {
        Diagnostic::error(
            Code::WrongType,
            format!("`{text}` in `{}` is not {expected}", field.name),
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
            .plain_number_hint(text),
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
    /// Proposes the plain form of a number that was written for readers.
    fn plain_number_hint(self, text: &str) -> Diagnostic {
        let bare: String = text
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '\u{A0}' | '\u{202F}' | '+'))
            .collect();
        match Number::parse(&bare) {
            Ok(number) if bare != text => self.hint(format!("write `{number}`")),
            Ok(_) | Err(_) => self,
        }
    }
}

/// Reads a period of a field.
pub(super) fn period(text: &str, field: &FieldDescriptor) -> Result<Period, Diagnostic> {
    Period::parse(text).map_err(|_| {
        Diagnostic::error(
            Code::WrongType,
            format!("`{text}` in `{}` is not a period", field.name),
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
            format!("`{text}` in `{}` is not a date", field.name),
        )
        .expected("a date such as 2024-07-03")
    })
}
