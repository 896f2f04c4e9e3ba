//! Dates, times and durations, brought into the forms of ISO 8601.

use std::borrow::Cow;

use jiff::civil::{DateTime, Time};
use jiff::{Span, Timestamp};

use super::Expected;
use crate::stats::{Date, Frequency, Period};

/// How a date or time is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) enum TimeFormat {
    /// ISO 8601.
    Standard,
    /// Any form in which day and month cannot be taken for each other.
    Any,
    /// A pattern such as `%d/%m/%Y`.
    Pattern(String),
}

/// Forms that are read as `any`; none of them is `03/07/2024`, which is two dates.
const UNAMBIGUOUS: [&str; 5] = ["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y"];

/// The plain form of a date: `2024-07-03`.
pub(super) fn date<'t>(text: &'t str, format: &TimeFormat) -> Result<Cow<'t, str>, Expected> {
    match format {
        TimeFormat::Standard => {
            let is_date = text.len() == 10 && text.parse::<Date>().is_ok();
            as_it_is(text, is_date, "a date", "a date such as 2024-07-03").map_err(
                |mut expected| {
                    expected.hint = read_otherwise(text);
                    expected
                },
            )
        }
        TimeFormat::Any => {
            let read = |form: &&str| Date::strptime(form, text).ok();
            match UNAMBIGUOUS.iter().find_map(read) {
                Some(date) => Ok(Cow::Owned(date.to_string())),
                None => Err(Expected {
                    hint: Some("declare the order of day and month as the field's `format`, such as `%d/%m/%Y`".to_owned()),
                    ..Expected::new("a date that can be read in one way only", "a date such as 2024-07-03 or 3 July 2024")
                }),
            }
        }
        TimeFormat::Pattern(pattern) => match Date::strptime(pattern, text) {
            Ok(date) => Ok(Cow::Owned(date.to_string())),
            Err(_) => Err(Expected::new(
                "a date",
                format!("a date written as {pattern}"),
            )),
        },
    }
}

/// How a date that is not in ISO 8601 would be mended, where it can be read in one way only.
fn read_otherwise(text: &str) -> Option<String> {
    let forms = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"];
    let day_first = forms
        .into_iter()
        .find(|form| Date::strptime(form, text).is_ok());
    match day_first {
        Some(form) => Some(format!(
            "write it as year-month-day, or declare `\"format\": \"{form}\"` for the field"
        )),
        None => {
            let read = |form: &&str| Date::strptime(form, text).ok();
            let date = UNAMBIGUOUS.iter().find_map(read)?;
            Some(format!("write `{date}`"))
        }
    }
}

/// The plain form of a time of day: `10:30:00`.
pub(super) fn time<'t>(text: &'t str, format: &TimeFormat) -> Result<Cow<'t, str>, Expected> {
    match format {
        TimeFormat::Standard | TimeFormat::Any => {
            let is_time = text.len() >= 8 && text.as_bytes()[2] == b':' && is_time(text);
            as_it_is(text, is_time, "a time", "a time such as 10:30:00")
        }
        TimeFormat::Pattern(pattern) => match Time::strptime(pattern, text) {
            Ok(time) => Ok(Cow::Owned(time.to_string())),
            Err(_) => Err(Expected::new(
                "a time",
                format!("a time written as {pattern}"),
            )),
        },
    }
}

fn is_time(text: &str) -> bool {
    text.strip_suffix('Z')
        .unwrap_or(text)
        .parse::<Time>()
        .is_ok()
}

/// The plain form of a date with a time: `2024-07-03T10:30:00Z`.
pub(super) fn datetime<'t>(text: &'t str, format: &TimeFormat) -> Result<Cow<'t, str>, Expected> {
    match format {
        TimeFormat::Standard | TimeFormat::Any => {
            let has_time = text.len() >= 19 && text.as_bytes()[10] == b'T';
            let is_read = text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok();
            as_it_is(
                text,
                has_time && is_read,
                "a date with a time",
                "a date with a time such as 2024-07-03T10:30:00Z",
            )
        }
        TimeFormat::Pattern(pattern) => match DateTime::strptime(pattern, text) {
            Ok(datetime) => Ok(Cow::Owned(datetime.to_string())),
            Err(_) => Err(Expected::new(
                "a date with a time",
                format!("a date with a time written as {pattern}"),
            )),
        },
    }
}

/// The plain form of a duration: `P1Y6M`.
pub(super) fn duration(text: &str) -> Result<Cow<'_, str>, Expected> {
    let is_iso = text.trim_start_matches('-').starts_with('P') && text.parse::<Span>().is_ok();
    as_it_is(
        text,
        is_iso,
        "a duration",
        "a duration such as P1Y6M or PT30M",
    )
}

pub(super) fn is_year(text: &str) -> bool {
    Period::parse(text).is_ok_and(|period| period.frequency() == Frequency::Year)
}

pub(super) fn is_month(text: &str) -> bool {
    Period::parse(text).is_ok_and(|period| period.frequency() == Frequency::Month)
}

fn as_it_is<'t>(
    text: &'t str,
    is_right: bool,
    what: &'static str,
    form: &str,
) -> Result<Cow<'t, str>, Expected> {
    if is_right {
        Ok(Cow::Borrowed(text))
    } else {
        Err(Expected::new(what, form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_brought_into_one_form() {
        let pattern = TimeFormat::Pattern("%d/%m/%Y".to_owned());
        assert_eq!(date("03/07/2024", &pattern), Ok("2024-07-03".into()));
        assert_eq!(
            date("3 July 2024", &TimeFormat::Any),
            Ok("2024-07-03".into())
        );
        assert!(date("03/07/2024", &TimeFormat::Any).is_err());
        assert!(date("2023-02-29", &TimeFormat::Standard).is_err());
        let hint = |text| date(text, &TimeFormat::Standard).err().and_then(|e| e.hint);
        assert!(hint("03/07/2024").is_some_and(|hint| hint.contains("%d/%m/%Y")));
        assert_eq!(hint("2024/07/03"), Some("write `2024-07-03`".into()));
        assert_eq!(hint("soon"), None);
    }

    #[test]
    fn times_and_durations_of_iso_8601() {
        let standard = TimeFormat::Standard;
        assert!(time("10:30:00", &standard).is_ok());
        assert!(time("25:00:00", &standard).is_err());
        assert!(time("10h", &standard).is_err());
        for text in ["2024-07-03T10:30:00Z", "2024-07-03T10:30:00"] {
            assert!(datetime(text, &standard).is_ok(), "{text}");
        }
        assert!(datetime("2024-07-03", &standard).is_err());
        assert!(duration("P1Y6M").is_ok() && duration("PT30M").is_ok());
        assert!(duration("5 days").is_err());
        assert!(is_year("2024") && !is_year("24") && is_month("2024-06") && !is_month("2024"));
    }
}
