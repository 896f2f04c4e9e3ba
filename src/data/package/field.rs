//! From a field as written to its type, its constraints and its words.

use std::collections::{BTreeMap, BTreeSet};

use super::descriptor::{FieldDescriptor, MeasureMeaning};
use super::entry::Wrong;
use super::missing;
use super::package_file::{
    CategoryFile, ConstraintsFile, FieldFile, MissingValueFile, ScalarFile, TextsFile,
};
use crate::data::cell::{
    Bound, Constraints, FieldType, Formulas, GeoFormat, ItemType, NumberFormat, Pattern,
    PatternError, Patterns, TextFormat, TimeFormat, ValueList,
};
use crate::diag::limits::{PATTERN_BYTES, PATTERNS_BYTES};
use crate::locale::{Language, LocalText};
use crate::stats::Number;

/// What fields share with their schema.
pub(super) struct Surroundings<'a> {
    pub(super) missing_values: Option<&'a [MissingValueFile]>,
    /// The missing values that the schema or some field lists.
    pub(super) listed: BTreeSet<String>,
    pub(super) missing_reasons: &'a BTreeMap<String, String>,
    pub(super) null_sequence: Option<&'a str>,
    pub(super) default_language: &'a Language,
    pub(super) patterns: &'a Patterns,
}

/// Decides a field. Which measure it qualifies is settled when all fields are known.
pub(super) fn decide(file: FieldFile, around: &Surroundings<'_>) -> Result<FieldDescriptor, Wrong> {
    let kind = kind(&file)?;
    let meaning = meaning(&file)?;
    let constraints = constraints(
        (&file.constraints, file.categories),
        &kind,
        &file.name,
        around.patterns,
    )?;
    let missing = missing::decide(
        around.missing_values,
        file.missing_values.as_deref(),
        [around.missing_reasons, &file.yearbook.missing],
        &around.listed,
        around.null_sequence,
    )?;
    let language = file
        .yearbook
        .language
        .as_deref()
        .map(Language::parse)
        .transpose();
    let language = language.map_err(|_| {
        let tag = file.yearbook.language.clone().unwrap_or_default();
        Wrong::at(
            &["yearbook", "language"],
            format!("`{tag}` is not a language tag"),
        )
    })?;
    let formulas = match file.yearbook.formulas.as_deref() {
        None | Some("refuse") => Formulas::Refused,
        Some("escape") => Formulas::Escaped,
        Some("escaped") => Formulas::Unescaped,
        Some(other) => {
            let message =
                format!("`{other}` says nothing about formulas; known are refuse, escape, escaped");
            return Err(Wrong::at(&["yearbook", "formulas"], message));
        }
    };
    let texts = &file.yearbook.translations;
    let local = |text, translated| local(text, texts, translated, around.default_language);
    Ok(FieldDescriptor {
        title: local(file.title, |t| &t.title),
        description: local(file.description, |t| &t.description),
        unit: local(file.yearbook.unit, |t| &t.unit),
        decimals: file.yearbook.decimals,
        total: file.yearbook.total,
        meaning,
        status: None,
        code_list: None,
        language,
        kind,
        missing,
        constraints,
        formulas,
        name: file.name,
    })
}

const LEAST: [&str; 2] = ["yearbook", "leastDenominator"];

/// What the numbers of a field mean; whether the fields that it names exist is checked later.
fn meaning(file: &FieldFile) -> Result<MeasureMeaning, Wrong> {
    let extension = &file.yearbook;
    let least = extension.least_denominator.clone();
    let least_denominator = least
        .map(|written| {
            let text = written.into_text();
            let wrong = |_| Wrong::at(&LEAST, format!("`{text}` is no number"));
            Number::parse(&text).map_err(wrong)
        })
        .transpose()?;
    if least_denominator.is_some() && extension.denominator.is_none() {
        let message = format!("`{}` has a least denominator and no denominator", file.name);
        return Err(Wrong::at(&LEAST, message));
    }
    Ok(MeasureMeaning {
        sums_over: extension.sums_over.clone(),
        is_rate: extension.rate || extension.denominator.is_some(),
        denominator: extension.denominator.clone(),
        least_denominator,
    })
}

/// A text of the descriptor in all its languages.
pub(super) fn local(
    text: Option<String>,
    translations: &BTreeMap<String, TextsFile>,
    translated: fn(&TextsFile) -> &Option<String>,
    default_language: &Language,
) -> LocalText {
    let mut local = LocalText::new();
    // A text that says nothing is none.
    let says = |text: &String| !text.trim().is_empty();
    if let Some(text) = text.filter(says) {
        local.insert(default_language.clone(), text);
    }
    for (tag, texts) in translations {
        let text = translated(texts).as_ref().filter(|text| says(text));
        if let (Ok(language), Some(text)) = (Language::parse(tag), text) {
            local.insert(language, text.as_str());
        }
    }
    local
}

fn kind(file: &FieldFile) -> Result<FieldType, Wrong> {
    let format = file.format.as_deref().unwrap_or("default");
    let unknown_format = || {
        let message = format!("`{format}` is not a format of `{}`", file.kind);
        Wrong::at(&["format"], message)
    };
    if file.yearbook.period {
        return match file.kind.as_str() {
            "string" | "any" | "integer" => Ok(FieldType::Period),
            "year" => Ok(FieldType::Year),
            "yearmonth" => Ok(FieldType::YearMonth),
            _ => Err(unknown_type(file)),
        };
    }
    Ok(match file.kind.as_str() {
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

fn unknown_type(file: &FieldFile) -> Wrong {
    let message = format!(
        "field `{}` has the type `{}`, which is not read; known are string, number, integer, \
         boolean, object, array, list, datetime, date, time, year, yearmonth, duration, geopoint, \
         geojson, any",
        file.name, file.kind
    );
    Wrong::at(&["type"], message)
}

fn number_format(file: &FieldFile) -> Result<NumberFormat, Wrong> {
    let character = |text: &Option<String>, property: &'static [&'static str]| {
        let mut letters = text.as_deref().unwrap_or_default().chars();
        match (letters.next(), letters.next()) {
            (first, None) if !first.is_some_and(|c| c.is_ascii_digit() || c == '-') => Ok(first),
            _ => {
                let (text, name) = (text.clone().unwrap_or_default(), property[0]);
                Err(Wrong::at(
                    property,
                    format!("`{text}` cannot be the `{name}`"),
                ))
            }
        }
    };
    let format = NumberFormat {
        decimal: character(&file.decimal_char, &["decimalChar"])?.unwrap_or('.'),
        group: character(&file.group_char, &["groupChar"])?,
        is_bare: file.bare_number.unwrap_or(true),
    };
    if format.group == Some(format.decimal) {
        let word = format.decimal.to_string();
        let message = format!(
            "`{word}` has two meanings in the numbers of `{}`",
            file.name
        );
        return Err(Wrong::at(&["groupChar"], message));
    }
    Ok(format)
}

fn boolean(file: &FieldFile) -> FieldType {
    let texts = |given: &Option<Vec<String>>, standard: [&str; 4]| match given {
        Some(texts) => texts.clone(),
        None => standard.map(str::to_owned).to_vec(),
    };
    FieldType::Boolean {
        truths: texts(&file.true_values, ["true", "True", "TRUE", "1"]),
        falsehoods: texts(&file.false_values, ["false", "False", "FALSE", "0"]),
    }
}

fn time_format(format: &str) -> TimeFormat {
    match format {
        "default" => TimeFormat::Standard,
        "any" => TimeFormat::Any,
        pattern => TimeFormat::Pattern(pattern.to_owned()),
    }
}

fn list(file: &FieldFile) -> Result<FieldType, Wrong> {
    let delimiter = file.delimiter.as_deref().unwrap_or(",");
    let mut letters = delimiter.chars();
    let (Some(delimiter), None) = (letters.next(), letters.next()) else {
        let message = format!(
            "`{delimiter}` cannot stand between the items of `{}`",
            file.name
        );
        return Err(Wrong::at(&["delimiter"], message));
    };
    let item = match file.item_type.as_deref().unwrap_or("string") {
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
            return Err(Wrong::at(&["itemType"], message));
        }
    };
    Ok(FieldType::List { delimiter, item })
}

/// Decides the constraints; each value that they name must be one of the field's type.
fn constraints(
    (file, categories): (&ConstraintsFile, Vec<CategoryFile>),
    kind: &FieldType,
    name: &str,
    patterns: &Patterns,
) -> Result<Constraints, Wrong> {
    // A descriptor writes its numbers plainly, whatever the format of the cells is.
    let plain_kind = match kind {
        FieldType::Integer(_) => FieldType::Integer(NumberFormat::PLAIN),
        FieldType::Number(_) => FieldType::Number(NumberFormat::PLAIN),
        other => other.clone(),
    };
    let plain = |text: String| match plain_kind.plain(&text) {
        Ok(plain) => Ok(plain.into_owned()),
        Err(expected) => {
            let message = format!(
                "a constraint of `{name}` is `{text}`, which is not {}",
                expected.what
            );
            Err(Wrong::of(&[], text.clone(), message))
        }
    };
    let bound = |value: &Option<ScalarFile>| {
        let value = value.clone().map(ScalarFile::into_text).map(&plain);
        let bound = value
            .transpose()?
            .map(|text| Bound::new(text, kind.is_numeric()));
        Ok::<_, Wrong>(bound)
    };
    let pattern = file.pattern.as_ref();
    let pattern = pattern.map(|written| pattern_of(written, name, patterns));
    report_unsupported(file, kind, name)?;
    let texts = file.allowed.iter().cloned().map(ScalarFile::into_text);
    let categories = categories.into_iter().map(CategoryFile::into_text);
    let list = |values: Result<Vec<String>, Wrong>| values.map(ValueList::new);
    Ok(Constraints {
        required: file.required,
        unique: file.unique,
        minimum: bound(&file.minimum)?,
        maximum: bound(&file.maximum)?,
        exclusive_minimum: bound(&file.exclusive_minimum)?,
        exclusive_maximum: bound(&file.exclusive_maximum)?,
        allowed: list(texts.map(&plain).collect())?,
        pattern: pattern.transpose()?,
        min_length: file.min_length,
        max_length: file.max_length,
        categories: list(categories.map(&plain).collect())?,
    })
}

fn pattern_of(written: &str, name: &str, patterns: &Patterns) -> Result<Pattern, Wrong> {
    patterns.pattern(written).map_err(|error| {
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
        Wrong::at(&["constraints", "pattern"], message)
    })
}

/// A constraint that the standard does not have for the type would be one that nobody checks.
fn report_unsupported(file: &ConstraintsFile, kind: &FieldType, name: &str) -> Result<(), Wrong> {
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
    let declared = [
        ("minLength", file.min_length.is_some(), has_length),
        ("maxLength", file.max_length.is_some(), has_length),
        ("minimum", file.minimum.is_some(), has_order),
        ("maximum", file.maximum.is_some(), has_order),
        (
            "exclusiveMinimum",
            file.exclusive_minimum.is_some(),
            has_order,
        ),
        (
            "exclusiveMaximum",
            file.exclusive_maximum.is_some(),
            has_order,
        ),
        ("pattern", file.pattern.is_some(), has_pattern),
    ];
    match declared
        .iter()
        .find(|(_, is_set, is_known)| *is_set && !is_known)
    {
        None => Ok(()),
        Some((constraint, _, _)) => {
            let message = format!(
                "`{name}` has the constraint `{constraint}`, which the type {} does not have",
                kind.name()
            );
            Err(Wrong::of(&["constraints"], *constraint, message))
        }
    }
}
