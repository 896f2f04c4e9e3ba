//! What stands in a file that people write: a tree of values, each with its place.
//!
//! `toml_file` makes the tree; `form` says what a table may hold and reports what does not fit; `fields`
//! reads the rest. The forms of files stand where their formats are defined.

mod fields;
mod form;
mod json_file;
mod schema_file;
mod toml_file;

pub use fields::Fields;
pub use form::{Form, Key, Kind, key, required};
pub use json_file::{parse as parse_json, why_not as why_not_json};
pub use schema_file::{schema, schema_of_texts};
pub use toml_file::parse as parse_toml;

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Report, Source, Span};
use crate::markup::is_unprintable;
use crate::stats::Date;

/// A table with places.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The entries in the order of their keys' places.
    pub entries: Vec<Entry>,
    /// The table's own place.
    pub span: Span,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The key's place.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Its place.
    pub span: Span,
}

/// The kinds of TOML values that the program's files use.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// A string.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// A number with decimals, as it is written.
    Decimal(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A local date.
    Date(Date),
    /// An array.
    Array(Vec<Value>),
    /// A table.
    Table(Table),
    /// A time, or a date that the calendar does not have.
    Other(&'static str),
}

/// A text of an author's file that knows where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// The place of the whole value.
    pub span: Span,
    /// Where the text's first byte stands, if the text stands in the file letter for letter.
    verbatim: Option<usize>,
}

impl Text {
    /// A text for which a place stands that does not hold it letter for letter.
    pub fn new(text: impl Into<String>, span: Span) -> Text {
        Text {
            text: text.into(),
            span,
            verbatim: None,
        }
    }

    /// A problem with the text that stops the build.
    pub fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        self.span.error(code, message)
    }

    /// A problem with the text that does not stop the build.
    pub fn warning(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        self.span.warning(code, message)
    }

    /// The place of a range of the text; of the whole value when escapes shift the letters.
    pub fn place(&self, range: Range<usize>) -> Span {
        match self.verbatim {
            Some(start) => {
                let source = self.span.source();
                source.span(start + range.start..start + range.end)
            }
            None => self.span.clone(),
        }
    }
}

/// The text of a file that must be UTF-8 without characters that have no place in a text, which are
/// reported.
pub fn text_of<'s>(source: &'s Source, report: &mut Report) -> Option<&'s str> {
    let text = match std::str::from_utf8(source.bytes()) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let message = format!("byte 0x{:02X} is not UTF-8", source.bytes()[at]);
            let wrong = source.span(at..at + 1).error(Code::BadUtf8, message);
            report.push(wrong.hint("save the file as UTF-8"));
            return None;
        }
    };
    if let Some((at, letter)) = text.char_indices().find(|(_, c)| is_unprintable(*c)) {
        report.push(no_place(letter, &source.span(at..at + letter.len_utf8())));
    }
    Some(text)
}

/// Reports a character that has no place in a text and is written there by an escape: as it is, it was
/// found in the file.
fn report_escaped(text: &str, span: &Span, report: &mut Report) {
    let written = String::from_utf8_lossy(&span.source().bytes()[span.range()]);
    let mut letters = text.chars().filter(|c| is_unprintable(*c));
    if let Some(letter) = letters.find(|c| !written.contains(*c)) {
        report.push(no_place(letter, span));
    }
}

fn no_place(letter: char, span: &Span) -> Diagnostic {
    let code = u32::from(letter);
    let message = format!("the character U+{code:04X} has no place in a text");
    let wrong = span.error(Code::BadUtf8, message);
    wrong.hint("remove it; the editor may not show it")
}

impl Table {
    /// The value of a key.
    pub fn value(&self, key: &str) -> Option<&Value> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.value)
    }
}

impl Entry {
    /// Its key as a text.
    pub fn key_text(&self) -> Text {
        Text::new(self.key.as_str(), self.key_span.clone())
    }
}

impl Value {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&Text> {
        match &self.kind {
            ValueKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text, a number, or `true` or `false`, as it is written.
    pub fn scalar(&self) -> Option<String> {
        match &self.kind {
            ValueKind::Text(text) => Some(text.text.clone()),
            ValueKind::Integer(number) => Some(number.to_string()),
            ValueKind::Decimal(digits) => Some(digits.clone()),
            ValueKind::Boolean(boolean) => Some(boolean.to_string()),
            ValueKind::Date(_)
            | ValueKind::Array(_)
            | ValueKind::Table(_)
            | ValueKind::Other(_) => None,
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.kind {
            ValueKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The values of a list; what is no list counts as a list of one.
    pub fn items(&self) -> &[Value] {
        match &self.kind {
            ValueKind::Array(values) => values,
            _ => std::slice::from_ref(self),
        }
    }

    /// A problem with the value that stops the build.
    pub fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        self.span.error(code, message)
    }
}

impl ValueKind {
    /// What it is, in words.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            ValueKind::Text(_) => "a text",
            ValueKind::Integer(_) => "a whole number",
            ValueKind::Decimal(_) => "a number with decimals",
            ValueKind::Boolean(_) => "true or false",
            ValueKind::Date(_) => "a date",
            ValueKind::Array(_) => "a list",
            ValueKind::Table(_) => "a table",
            ValueKind::Other(kind) => kind,
        }
    }
}
