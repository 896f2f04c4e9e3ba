//! The types of Table Schema, and the plain form that a cell of each takes.
//!
//! The plain form is what is kept and published: ISO 8601 for dates, `true` and `false`, numbers
//! with `.` and without group separators. The rules are those of Table Schema v2; where it leaves a
//! choice, the stricter one is taken.

use std::borrow::Cow;

use super::Expected;
use super::calendar::{self, TimeFormat};
use super::json_file;
use super::number::NumberFormat;
use crate::diag::listed;
use crate::stats::{Number, Period};

/// The type of a field's cells, with its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) enum FieldType {
    Text(TextFormat),
    Integer(NumberFormat),
    Number(NumberFormat),
    Boolean {
        truths: Vec<String>,
        falsehoods: Vec<String>,
    },
    Date(TimeFormat),
    Time(TimeFormat),
    DateTime(TimeFormat),
    Duration,
    /// A period of any length.
    Period,
    Year,
    YearMonth,
    /// A longitude and a latitude, as a text or as JSON.
    GeoPoint(GeoFormat),
    Object,
    Array,
    GeoJson,
    List {
        delimiter: char,
        item: ItemType,
    },
    Any,
}

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum TextFormat {
    Free,
    Email,
    Uri,
    Uuid,
    Binary,
}

/// How a point is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum GeoFormat {
    /// `106.3, 20.9`
    Text,
    /// `[106.3, 20.9]`
    Array,
    /// `{"lon": 106.3, "lat": 20.9}`
    Object,
}

/// The type of the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum ItemType {
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    Time,
    DateTime,
}

impl FieldType {
    /// The name in messages and on dataset pages: a key of the words under `data.type`.
    pub(in crate::data) fn name(&self) -> &'static str {
        match self {
            FieldType::Text(_) => "string",
            FieldType::Integer(_) => "integer",
            FieldType::Number(_) => "number",
            FieldType::Boolean { .. } => "boolean",
            FieldType::Date(_) => "date",
            FieldType::Time(_) => "time",
            FieldType::DateTime(_) => "datetime",
            FieldType::Duration => "duration",
            FieldType::Period | FieldType::Year | FieldType::YearMonth => "period",
            FieldType::GeoPoint(_) => "geopoint",
            FieldType::Object => "object",
            FieldType::Array => "array",
            FieldType::GeoJson => "geojson",
            FieldType::List { .. } => "list",
            FieldType::Any => "any",
        }
    }

    pub(in crate::data) fn is_numeric(&self) -> bool {
        matches!(self, FieldType::Integer(_) | FieldType::Number(_))
    }

    pub(in crate::data) fn is_period(&self) -> bool {
        matches!(
            self,
            FieldType::Period | FieldType::Year | FieldType::YearMonth
        )
    }

    /// Whether a spreadsheet could take a cell of this type for a formula.
    pub(in crate::data) fn is_text(&self) -> bool {
        matches!(
            self,
            FieldType::Text(_) | FieldType::Any | FieldType::List { .. } | FieldType::Duration
        )
    }

    /// The length of a plain form that limits of length are about, and what is counted.
    pub(in crate::data) fn length(&self, plain: &str) -> (usize, &'static str) {
        match self {
            FieldType::List { delimiter, .. } => (plain.split(*delimiter).count(), "item"),
            FieldType::Array | FieldType::Object => (json_file::length(plain), "item"),
            _ => (plain.chars().count(), "character"),
        }
    }

    /// The plain form of a cell.
    pub(in crate::data) fn plain<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, Expected> {
        let as_it_is = |is_right: bool, what, form: &str| {
            if is_right {
                Ok(Cow::Borrowed(text))
            } else {
                Err(Expected::new(what, form))
            }
        };
        match self {
            FieldType::Any => Ok(Cow::Borrowed(text)),
            FieldType::Text(format) => format.check(text).map(|()| Cow::Borrowed(text)),
            FieldType::Integer(format) => format.integer(text),
            FieldType::Number(format) => format.plain(text),
            FieldType::Boolean { truths, falsehoods } => boolean(text, truths, falsehoods),
            FieldType::Date(format) => calendar::date(text, format),
            FieldType::Time(format) => calendar::time(text, format),
            FieldType::DateTime(format) => calendar::datetime(text, format),
            FieldType::Duration => calendar::duration(text),
            FieldType::Period => as_it_is(
                Period::parse(text).is_ok(),
                "a period",
                "a period such as 2024, 2024-H1, 2024-Q2 or 2024-06",
            ),
            FieldType::Year => as_it_is(calendar::is_year(text), "a year", "a year such as 2024"),
            FieldType::YearMonth => as_it_is(
                calendar::is_month(text),
                "a month",
                "a month such as 2024-06",
            ),
            FieldType::GeoPoint(format) => {
                as_it_is(format.is_point(text), "a point", format.example())
            }
            FieldType::Object => as_it_is(
                json_file::is_object(text),
                "a JSON object",
                "a JSON object such as {\"a\": 1}",
            ),
            FieldType::Array => as_it_is(
                json_file::is_array(text),
                "a JSON array",
                "a JSON array such as [1, 2]",
            ),
            FieldType::GeoJson => as_it_is(
                json_file::is_geojson(text),
                "GeoJSON",
                "a JSON object with a GeoJSON `type`",
            ),
            FieldType::List { delimiter, item } => item.check_all(text, *delimiter),
        }
    }
}

fn boolean<'t>(
    text: &'t str,
    truths: &[String],
    falsehoods: &[String],
) -> Result<Cow<'t, str>, Expected> {
    let is_in = |texts: &[String]| texts.iter().any(|known| known == text);
    if is_in(truths) {
        Ok(Cow::Borrowed("true"))
    } else if is_in(falsehoods) {
        Ok(Cow::Borrowed("false"))
    } else {
        let all = listed(truths.iter().chain(falsehoods).map(String::as_str));
        Err(Expected::new("a boolean", format!("one of {all}")))
    }
}

impl TextFormat {
    fn check(self, text: &str) -> Result<(), Expected> {
        let (is_right, what, form) = match self {
            TextFormat::Free => return Ok(()),
            TextFormat::Email => (is_email(text), "an e-mail address", "name@example.org"),
            TextFormat::Uri => (is_uri(text), "a URI", "a URI such as https://example.org/"),
            TextFormat::Uuid => (
                is_uuid(text),
                "a UUID",
                "a UUID such as 6f1c3a52-8d2f-4f6e-9b1a-0c5d7e8f9a10",
            ),
            TextFormat::Binary => (is_base64(text), "base64", "base64 such as YWJj"),
        };
        if is_right {
            Ok(())
        } else {
            Err(Expected::new(what, form))
        }
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    let is_plain = |part: &str| !part.is_empty() && !part.contains([' ', '@', ',']);
    let labels: Vec<&str> = host.split('.').collect();
    is_plain(name) && labels.len() > 1 && labels.iter().all(|label| is_plain(label))
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let letters = |b: u8| b.is_ascii_alphanumeric() || b"+-.".contains(&b);
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(letters)
        && !rest.is_empty()
        && !rest.contains([' ', '<', '>', '"'])
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    let is_hex = |part: &str| part.bytes().all(|b| b.is_ascii_hexdigit());
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && is_hex(part))
}

fn is_base64(text: &str) -> bool {
    let letters = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - letters.len() <= 2
        && letters
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

impl GeoFormat {
    fn example(self) -> &'static str {
        match self {
            GeoFormat::Text => "longitude and latitude such as 106.3, 20.9",
            GeoFormat::Array => "longitude and latitude such as [106.3, 20.9]",
            GeoFormat::Object => "longitude and latitude such as {\"lon\": 106.3, \"lat\": 20.9}",
        }
    }

    fn is_point(self, text: &str) -> bool {
        let point = match self {
            GeoFormat::Text => text.split_once(',').and_then(|(longitude, latitude)| {
                let number = |text: &str| Some(Number::parse(text.trim()).ok()?.to_f64());
                Some((number(longitude)?, number(latitude)?))
            }),
            GeoFormat::Array => json_file::point_of_array(text),
            GeoFormat::Object => json_file::point_of_object(text),
        };
        point.is_some_and(|(longitude, latitude)| {
            (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude)
        })
    }
}

impl ItemType {
    fn check_all(self, text: &str, delimiter: char) -> Result<Cow<'_, str>, Expected> {
        let kind = match self {
            ItemType::Text => return Ok(Cow::Borrowed(text)),
            ItemType::Integer => FieldType::Integer(NumberFormat::PLAIN),
            ItemType::Number => FieldType::Number(NumberFormat::PLAIN),
            ItemType::Boolean => FieldType::Boolean {
                truths: vec!["true".to_owned()],
                falsehoods: vec!["false".to_owned()],
            },
            ItemType::Date => FieldType::Date(TimeFormat::Standard),
            ItemType::Time => FieldType::Time(TimeFormat::Standard),
            ItemType::DateTime => FieldType::DateTime(TimeFormat::Standard),
        };
        for item in text.split(delimiter) {
            kind.plain(item).map_err(|expected| {
                Expected::new(
                    "a list",
                    format!(
                        "items with `{delimiter}` between them, each {}",
                        expected.form
                    ),
                )
            })?;
        }
        Ok(Cow::Borrowed(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_texts_and_points() {
        let text = |format: TextFormat, text| format.check(text).is_ok();
        assert!(text(TextFormat::Email, "van.a@example.vn"));
        assert!(!text(TextFormat::Email, "van.a@example"));
        assert!(text(TextFormat::Uri, "https://example.org/a"));
        assert!(!text(TextFormat::Uri, "example.org"));
        assert!(text(
            TextFormat::Uuid,
            "6f1c3a52-8d2f-4f6e-9b1a-0c5d7e8f9a10"
        ));
        assert!(!text(TextFormat::Uuid, "6f1c3a52"));
        assert!(text(TextFormat::Binary, "YWI="));
        assert!(!text(TextFormat::Binary, "YW I"));
        assert!(GeoFormat::Text.is_point("106.3, 20.9"));
        assert!(!GeoFormat::Text.is_point("20.9, 106.3"));
        assert!(GeoFormat::Array.is_point("[106.3, 20.9]"));
        assert!(GeoFormat::Object.is_point("{\"lon\": 106.3, \"lat\": 20.9}"));
        assert!(!GeoFormat::Object.is_point("{\"lon\": 106.3}"));
    }

    #[test]
    fn cells_take_their_plain_form() {
        let boolean = FieldType::Boolean {
            truths: vec!["có".into()],
            falsehoods: vec!["không".into()],
        };
        assert_eq!(boolean.plain("có"), Ok("true".into()));
        assert!(boolean.plain("true").is_err());
        let list = FieldType::List {
            delimiter: ';',
            item: ItemType::Integer,
        };
        assert!(list.plain("1;2").is_ok());
        assert!(list.plain("1;b").is_err());
    }
}
