//! Reading of JSON: every key and value gets its place.

use std::collections::HashSet;
use std::ops::Range;

use jsonc_parser::ast::{Object, ObjectPropName, Value as JsonValue};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Entry, Table, Text, Value, ValueKind, report_escaped, text_of};
use crate::diag::{Code, Report, Source, Span};

/// JSON as its standard has it (RFC 8259).
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses a file that holds an object. Mistakes are reported under `code`.
///
/// A key whose value is `null` is left out, as if it were absent. A key that stands twice is an error.
pub fn parse(source: &Source, code: Code, report: &mut Report) -> Option<Table> {
    let text = text_of(source, report)?;
    let json = text.trim_start_matches('\u{FEFF}');
    let mut reader = Reader {
        source,
        json,
        offset: text.len() - json.len(),
        code,
        report,
    };
    match parse_to_ast(json, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => match parsed.value {
            Some(JsonValue::Object(object)) => {
                let before = reader.report.errors();
                let table = reader.table(&object);
                (reader.report.errors() == before).then_some(table)
            }
            Some(other) => {
                let place = reader.span(&range(&other));
                let wrong = place.error(code, "the file does not hold an object");
                reader
                    .report
                    .push(wrong.expected("`{` at its beginning, `}` at its end"));
                None
            }
            None => {
                let wrong = source.beginning().error(code, "the file is empty");
                reader.report.push(wrong.expected("an object in braces"));
                None
            }
        },
        Err(error) => {
            let at = error.range();
            let place = reader.span(&(at.start..at.end));
            reader
                .report
                .push(place.error(code, in_words(error.kind())));
            None
        }
    }
}

/// Why a text is not the JSON that a reader takes it for, with its place, as a part of a sentence.
pub fn why_not(json: &[u8]) -> String {
    let mut report = Report::new();
    parse(&Source::new("", json), Code::BadPackage, &mut report);
    let first = report.sorted().into_iter().next();
    let place = first.as_ref().and_then(|wrong| wrong.location.as_deref());
    match (&first, place) {
        (Some(wrong), Some(at)) => {
            format!("line {}, column {}: {}", at.line, at.column, wrong.message)
        }
        _ => "a value in it is of another kind than expected".to_owned(),
    }
}

/// What is wrong with the syntax.
fn in_words(kind: &ParseErrorKind) -> String {
    match kind {
        ParseErrorKind::ExpectedComma => "a comma is missing before this".to_owned(),
        ParseErrorKind::TrailingCommasNotAllowed => "a comma stands before nothing".to_owned(),
        ParseErrorKind::UnterminatedObject => "this object is never closed by `}`".to_owned(),
        ParseErrorKind::UnterminatedArray => "this list is never closed by `]`".to_owned(),
        ParseErrorKind::NestingDepthExceeded => "this is nested too deep".to_owned(),
        other => {
            let message = other.to_string();
            let mut letters = message.chars();
            let first = letters.next().map(|letter| letter.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

fn range(value: &JsonValue<'_>) -> Range<usize> {
    let range = value.range();
    range.start..range.end
}

struct Reader<'a> {
    source: &'a Source,
    json: &'a str,
    /// Where the JSON begins in the file.
    offset: usize,
    code: Code,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        let offset = self.offset;
        self.source.span(range.start + offset..range.end + offset)
    }

    fn table(&mut self, object: &Object<'_>) -> Table {
        let mut known = HashSet::new();
        let mut entries = Vec::new();
        for property in &object.properties {
            let (key, place) = match &property.name {
                ObjectPropName::String(name) => (name.value.as_ref(), name.range),
                ObjectPropName::Word(name) => (name.value, name.range),
            };
            let key_span = self.span(&(place.start..place.end));
            report_escaped(key, &key_span, self.report);
            if !known.insert(key) {
                let message = format!("the key `{key}` stands twice in one object");
                self.report.push(key_span.error(self.code, message));
            }
            if let JsonValue::NullKeyword(_) = property.value {
                continue;
            }
            entries.push(Entry {
                key: key.to_owned(),
                key_span,
                value: self.value(&property.value),
            });
        }
        Table {
            entries,
            span: self.span(&(object.range.start..object.range.end)),
        }
    }

    fn value(&mut self, value: &JsonValue<'_>) -> Value {
        let range = range(value);
        let kind = match value {
            JsonValue::StringLit(text) => {
                report_escaped(&text.value, &self.span(&range), self.report);
                ValueKind::Text(Text {
                    text: text.value.as_ref().to_owned(),
                    span: self.span(&range),
                    verbatim: self.verbatim(&text.value, &range),
                })
            }
            JsonValue::NumberLit(number) => match number.value.parse() {
                Ok(whole) => ValueKind::Integer(whole),
                Err(_) => ValueKind::Decimal(number.value.to_owned()),
            },
            JsonValue::BooleanLit(boolean) => ValueKind::Boolean(boolean.value),
            JsonValue::Array(array) => {
                let values = array.elements.iter();
                ValueKind::Array(values.map(|value| self.value(value)).collect())
            }
            JsonValue::Object(object) => ValueKind::Table(self.table(object)),
            JsonValue::NullKeyword(_) => ValueKind::Other("nothing (null)"),
        };
        Value {
            kind,
            span: self.span(&range),
        }
    }

    /// Where the letters of a string begin in the file, if they stand there as they are.
    fn verbatim(&self, text: &str, range: &Range<usize>) -> Option<usize> {
        let inner = self.json.get(range.start + 1..range.end.checked_sub(1)?)?;
        (inner == text).then_some(self.offset + range.start + 1)
    }
}
