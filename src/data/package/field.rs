//! From a field as written to its type, its constraints and its words.

use std::borrow::Cow;

use super::about::texts;
use super::missing::MissingOfSchema;
use crate::data::cell::{
    Bound, Constraints, FieldType, Formulas, GeoFormat, ItemType, NumberFormat, Pattern,
    PatternError, Patterns, TextFormat, TimeFormat, ValueList,
};
use crate::data::cell::{FieldDescriptor, MeasureMeaning};
use crate::data::local_text::{local_text, translations};
use crate::diag::limits::{PATTERN_BYTES, PATTERNS_BYTES};
use crate::diag::{Code, Diagnostic};
use crate::input::value::{Fields, Text, Value};
use crate::locale::Language;
use crate::stats::Number;

/// What fields share with their schema.
pub(super) struct Surroundings<'a> {
    pub(super) missing: MissingOfSchema<'a>,
    pub(super) default_language: &'a Language,
    pub(super) patterns: &'a Patterns,
}

/// A field as it is written.
#[derive(Clone, Copy)]
struct Written<'a> {
    fields: Fields<'a>,
    /// What this program reads besides the standard.
    extension: Option<Fields<'a>>,
    name: &'a str,
    kind: &'a str,
}

impl<'a> Written<'a> {
    fn text(self, key: &str) -> Option<&'a str> {
        self.fields.text(key).map(|text| text.text.as_str())
    }

    fn own(self, key: &str) -> Option<&'a Text> {
        self.extension?.text(key)
    }

    /// A problem of the value of a key.
    fn wrong(self, key: &str, message: impl Into<String>) -> Diagnostic {
        self.fields.place(key).error(Code::BadPackage, message)
    }
}

fn owned(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.text.clone())
}

/// Decides a field. Which measure it qualifies is settled when all fields are known.
pub(super) fn decide(
    fields: Fields<'_>,
    around: &Surroundings<'_>,
) -> Result<FieldDescriptor, Diagnostic> {
    let field = Written {
        fields,
        extension: fields.table("yearbook"),
        name: fields.text("name").map_or("", |name| &name.text),
        kind: fields.text("type").map_or("string", |kind| &kind.text),
    };
    let kind = kind(field)?;
    let language = field.own("language").map(|tag| {
        Language::parse(&tag.text).map_err(|_| {
            tag.error(
                Code::BadPackage,
                format!("`{}` is not a language tag", tag.text),
            )
        })
    });
    let formulas = match field.own("formulas") {
        None => Formulas::Refused,
        Some(text) => match text.text.as_str() {
            "refuse" => Formulas::Refused,
            "escape" => Formulas::Escaped,
            "escaped" => Formulas::Unescaped,
            other => {
                let message = format!(
                    "`{other}` says nothing about formulas; known are refuse, escape, escaped"
                );
                return Err(text.error(Code::BadPackage, message));
            }
        },
    };
    let local = |own, key| {
        let translations = translations(field.extension);
        local_text(own, translations, key, around.default_language)
    };
    let decimals = field.extension.and_then(|own| own.integer("decimals"));
    Ok(FieldDescriptor {
        meaning: meaning(field)?,
        constraints: constraints(field, &kind, around.patterns)?,
        missing: around.missing.decide(fields)?,
        language: language.transpose()?,
        title: local(fields.text("title"), "title"),
        description: local(fields.text("description"), "description"),
        unit: local(field.own("unit"), "unit"),
        decimals: decimals.and_then(|decimals| decimals.try_into().ok()),
        total: owned(field.own("total")),
        status: None,
        code_list: None,
        kind,
        formulas,
        name: field.name.to_owned(),
    })
}

/// What the numbers of a field mean; whether the fields that it names exist is checked later.
fn meaning(field: Written<'_>) -> Result<MeasureMeaning, Diagnostic> {
    let Some(own) = field.extension else {
        return Ok(MeasureMeaning::default());
    };
    let least = own.value("leastDenominator").map(|value| {
        let text = scalar(value);
        let message = || format!("`{text}` is no number");
        Number::parse(&text).map_err(|_| value.error(Code::BadPackage, message()))
    });
    let denominator = owned(own.text("denominator"));
    if let (Some(value), None) = (own.value("leastDenominator"), &denominator) {
        let name = field.name;
        let message = format!("`{name}` has a least denominator and no denominator");
        return Err(value.error(Code::BadPackage, message));
    }
    Ok(MeasureMeaning {
        sums_over: texts(&own.texts("sumsOver")),
        is_rate: own.boolean("rate").unwrap_or(false) || denominator.is_some(),
        denominator,
        least_denominator: least.transpose()?,
    })
}

/// A value of the descriptor as text, a number plainly.
fn scalar(value: &Value) -> String {
    let text = value.scalar().unwrap_or_default();
    match value.text() {
        Some(_) => text,
        None => Number::parse_json(&text).map_or(text, |number| number.to_string()),
    }
}

fn kind(file: Written<'_>) -> Result<FieldType, Diagnostic> {
    let format = file.text("format").unwrap_or("default");
    let unknown_format = || {
        let message = format!("`{format}` is not a format of `{}`", file.kind);
        file.wrong("format", message)
    };
    if file.extension.and_then(|own| own.boolean("period")) == Some(true) {
        return match file.kind {
            "string" | "any" | "integer" => Ok(FieldType::Period),
            "year" => Ok(FieldType::Year),
            "yearmonth" => Ok(FieldType::YearMonth),
            _ => Err(unknown_type(file)),
        };
    }
    Ok(match file.kind {
        "string" => FieldType::Text(match format {
            "default" => TextFormat::Free,
            "email" => TextFormat::Email,
            "uri" => TextFormat::Uri,
            "uuid" => TextFormat::Uuid,
            "binary" => TextFormat::Binary,
            _ => return Err(unknown_format()),
        }),
        "any" => FieldType::Any,
        "integer" => FieldType::Integer(number_format(file)?),
        "number" => FieldType::Number(number_format(file)?),
        "boolean" => boolean(file),
        "date" => FieldType::Date(time_format(format)),
        "time" => FieldType::Time(time_format(format)),
        "datetime" => FieldType::DateTime(time_format(format)),
        "duration" => FieldType::Duration,
        "year" => FieldType::Year,
        "yearmonth" => FieldType::YearMonth,
        "geopoint" => FieldType::GeoPoint(match format {
            "default" => GeoFormat::Text,
            "array" => GeoFormat::Array,
            "object" => GeoFormat::Object,
            _ => return Err(unknown_format()),
        }),
        "geojson" => FieldType::GeoJson,
        "object" => FieldType::Object,
        "array" => FieldType::Array,
        "list" => list(file)?,
        _ => return Err(unknown_type(file)),
    })
}

fn unknown_type(file: Written<'_>) -> Diagnostic {
    let message = format!(
        "field `{}` has the type `{}`, which is not read; known are string, number, integer, \
         boolean, object, array, list, datetime, date, time, year, yearmonth, duration, geopoint, \
         geojson, any",
        file.name, file.kind
    );
    file.wrong("type", message)
}

fn number_format(file: Written<'_>) -> Result<NumberFormat, Diagnostic> {
    let character = |key: &str| {
        let text = file.text(key).unwrap_or_default();
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (first, None) if !first.is_some_and(|c| c.is_ascii_digit() || c == '-') => Ok(first),
            _ => Err(file.wrong(key, format!("`{text}` cannot be the `{key}`"))),
        }
    };
    let format = NumberFormat {
        decimal: character("decimalChar")?.unwrap_or('.'),
        group: character("groupChar")?,
        is_bare: file.fields.boolean("bareNumber").unwrap_or(true),
    };
    if format.group == Some(format.decimal) {
        let (sign, name) = (format.decimal, file.name);
        let message = format!("`{sign}` has two meanings in the numbers of `{name}`");
        return Err(file.wrong("groupChar", message));
    }
    Ok(format)
}

fn boolean(file: Written<'_>) -> FieldType {
    let texts = |key: &str, standard: [&str; 4]| {
        if file.fields.has(key) {
            texts(&file.fields.texts(key))
        } else {
            standard.map(str::to_owned).to_vec()
        }
    };
    FieldType::Boolean {
        truths: texts("trueValues", ["true", "True", "TRUE", "1"]),
        falsehoods: texts("falseValues", ["false", "False", "FALSE", "0"]),
    }
}

fn time_format(format: &str) -> TimeFormat {
    match format {
        "default" => TimeFormat::Standard,
        "any" => TimeFormat::Any,
        pattern => TimeFormat::Pattern(pattern.to_owned()),
    }
}

fn list(file: Written<'_>) -> Result<FieldType, Diagnostic> {
    let delimiter = file.text("delimiter").unwrap_or(",");
    let mut letters = delimiter.chars();
    let (Some(delimiter), None) = (letters.next(), letters.next()) else {
        let message = format!(
            "`{delimiter}` cannot stand between the items of `{}`",
            file.name
        );
        return Err(file.wrong("delimiter", message));
    };
    let item = match file.text("itemType").unwrap_or("string") {
        "string" => ItemType::Text,
        "integer" => ItemType::Integer,
        "number" => ItemType::Number,
        "boolean" => ItemType::Boolean,
        "date" => ItemType::Date,
        "time" => ItemType::Time,
        "datetime" => ItemType::DateTime,
        other => {
            let message = format!(
                "`{other}` cannot be the type of the items of `{}`",
                file.name
            );
            return Err(file.wrong("itemType", message));
        }
    };
    Ok(FieldType::List { delimiter, item })
}

/// Decides the constraints; each value that they name must be one of the field's type.
fn constraints(
    file: Written<'_>,
    kind: &FieldType,
    patterns: &Patterns,
) -> Result<Constraints, Diagnostic> {
    // A descriptor writes its numbers plainly, whatever the format of the cells is.
    let plain_kind = match kind {
        FieldType::Integer(_) => FieldType::Integer(NumberFormat::PLAIN),
        FieldType::Number(_) => FieldType::Number(NumberFormat::PLAIN),
        other => other.clone(),
    };
    let plain = |value: &Value| {
        let text = scalar(value);
        let plain = plain_kind.plain(&text).map(Cow::into_owned);
        plain.map_err(|expected| {
            let (name, what) = (file.name, expected.what);
            let message = format!("a constraint of `{name}` is `{text}`, which is not {what}");
            value.error(Code::BadPackage, message)
        })
    };
    let list = |values: &[Value]| {
        let texts = values.iter().map(plain);
        texts
            .collect::<Result<Vec<String>, _>>()
            .map(ValueList::new)
    };
    let categories: Vec<Value> = file
        .fields
        .items("categories")
        .iter()
        .map(category)
        .collect();
    let categories = list(&categories)?;
    let Some(given) = file.fields.table("constraints") else {
        return Ok(Constraints {
            categories,
            ..Constraints::default()
        });
    };
    let bound = |key: &str| {
        let text = given.value(key).map(plain).transpose()?;
        Ok::<_, Diagnostic>(text.map(|text| Bound::new(text, kind.is_numeric())))
    };
    let pattern = given.text("pattern");
    let pattern = pattern.map(|written| pattern_of(written, file.name, patterns));
    report_unsupported(given, kind, file.name)?;
    Ok(Constraints {
        required: given.boolean("required").unwrap_or(false),
        unique: given.boolean("unique").unwrap_or(false),
        minimum: bound("minimum")?,
        maximum: bound("maximum")?,
        exclusive_minimum: bound("exclusiveMinimum")?,
        exclusive_maximum: bound("exclusiveMaximum")?,
        allowed: list(given.items("enum"))?,
        pattern: pattern.transpose()?,
        min_length: given.count("minLength"),
        max_length: given.count("maxLength"),
        categories,
    })
}

/// A category without its label.
fn category(value: &Value) -> Value {
    let labelled = value.table().and_then(|labelled| labelled.value("value"));
    labelled.unwrap_or(value).clone()
}

fn pattern_of(written: &Text, name: &str, patterns: &Patterns) -> Result<Pattern, Diagnostic> {
    patterns.pattern(&written.text).map_err(|error| {
        let message = match error {
            PatternError::Syntax => {
                format!("the pattern of `{name}` is not a regular expression")
            }
            PatternError::TooLarge => {
                format!(
                    "the pattern of `{name}` is too large: one may take {} kB of memory, all of a site {} MB; shorten its repetitions, such as `{{1,200}}`",
                    PATTERN_BYTES >> 10,
                    PATTERNS_BYTES >> 20
                )
            }
        };
        written.error(Code::BadPackage, message)
    })
}

/// A constraint that the standard does not have for the type would be one that nobody checks.
fn report_unsupported(given: Fields<'_>, kind: &FieldType, name: &str) -> Result<(), Diagnostic> {
    let has_length = matches!(
        kind,
        FieldType::Text(_)
            | FieldType::Any
            | FieldType::Array
            | FieldType::Object
            | FieldType::List { .. }
    );
    let has_order = matches!(
        kind,
        FieldType::Date(_) | FieldType::Time(_) | FieldType::DateTime(_) | FieldType::Duration
    ) || kind.is_numeric()
        || kind.is_period();
    let has_pattern = matches!(
        kind,
        FieldType::Text(_) | FieldType::Any | FieldType::Period
    );
    let order = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    let keys = [
        (has_length, &["minLength", "maxLength"][..]),
        (has_order, &order),
        (has_pattern, &["pattern"]),
    ];
    let unknown = keys.iter().filter(|(is_known, _)| !is_known);
    let mut unknown = unknown.flat_map(|(_, keys)| *keys);
    match unknown.find(|key| given.has(key)) {
        None => Ok(()),
        Some(key) => {
            let kind = kind.name();
            let message =
                format!("`{name}` has the constraint `{key}`, which the type {kind} does not have");
            let entry = given.whole().entries.iter().find(|entry| entry.key == *key);
            let place = entry.map_or_else(|| given.place(key), |entry| entry.key_span.clone());
            Err(place.error(Code::BadPackage, message))
        }
    }
}
