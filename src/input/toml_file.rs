//! Reading of TOML with the place of every key and value, so that each mistake is reported where
//! it stands and one mistake does not hide the next.
//!
//! Which keys a file has is decided where the file's format is defined.

use std::cell::RefCell;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diag::limits::SYNTAX_ERRORS;
use crate::diag::{Code, Diagnostic, Location, Report, Source};
use crate::markup::is_unprintable;
use crate::stats::Date;

/// A table with places.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The entries in the order of their keys' places.
    pub entries: Vec<Entry>,
    /// The table's own place, in bytes of the file.
    pub span: Range<usize>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The key's place, in bytes of the file.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Value,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Its place, in bytes of the file.
    pub span: Range<usize>,
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
    /// The place of the whole value, in bytes of the file.
    pub span: Range<usize>,
    /// Where the text's first byte stands, if the text stands in the file letter for letter.
    pub verbatim: Option<usize>,
}

impl Text {
    /// The place of a range of the text; of the whole value when escapes shift the letters.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        match self.verbatim {
            Some(start) => start + range.start..start + range.end,
            None => self.span.clone(),
        }
    }
}

impl ValueKind {
    fn describe(&self) -> &'static str {
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

/// Parses a range of a file, such as the front matter of a document. `toml` is the text of that
/// range with the same length in bytes. Syntax errors are reported under `code`.
pub fn parse(
    source: &Source,
    toml: &str,
    offset: usize,
    code: Code,
    report: &mut Report,
) -> Option<Table> {
    let (table, errors) = DeTable::parse_recoverable(toml);
    let place = |error: &toml::de::Error| {
        let span = error.span().unwrap_or(0..0);
        source.location(span.start + offset..span.end + offset)
    };
    for error in errors.iter().take(SYNTAX_ERRORS) {
        let message = error.message().replace('\n', "; ");
        report.push(Diagnostic::error(code, message).at(place(error)));
    }
    // Most of so many follow from the first ones.
    if let Some(error) = errors.get(SYNTAX_ERRORS) {
        let message = match errors.len() - SYNTAX_ERRORS {
            1 => "and 1 more problem in this file".to_owned(),
            many => format!("and {many} more problems in this file"),
        };
        report.push(Diagnostic::error(code, message).at(place(error)));
    }
    errors.is_empty().then(|| {
        let span = table.span();
        convert_table(table.get_ref(), span.start..span.end, toml, offset)
    })
}

fn convert_table(table: &DeTable<'_>, span: Range<usize>, toml: &str, offset: usize) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: shift(&key.span(), offset),
            value: convert(value.get_ref(), value.span(), toml, offset),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table {
        entries,
        span: shift(&span, offset),
    }
}

fn convert(value: &DeValue<'_>, span: Range<usize>, toml: &str, offset: usize) -> Value {
    let kind = match value {
        DeValue::String(text) => ValueKind::Text(Text {
            text: text.to_string(),
            span: shift(&span, offset),
            verbatim: verbatim(text, &span, toml).map(|start| start + offset),
        }),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or(ValueKind::Other("a number too large"), ValueKind::Integer),
        DeValue::Boolean(boolean) => ValueKind::Boolean(*boolean),
        DeValue::Float(float) => ValueKind::Decimal(float.as_str().to_owned()),
        DeValue::Datetime(datetime) => datetime
            .date
            .filter(|_| datetime.time.is_none())
            .and_then(|date| {
                let year = i16::try_from(date.year).ok()?;
                let month = i8::try_from(date.month).ok()?;
                Date::new(year, month, i8::try_from(date.day).ok()?).ok()
            })
            .map_or(ValueKind::Other("a time"), ValueKind::Date),
        DeValue::Array(values) => ValueKind::Array(
            values
                .iter()
                .map(|value| convert(value.get_ref(), value.span(), toml, offset))
                .collect(),
        ),
        DeValue::Table(table) => ValueKind::Table(convert_table(table, span.clone(), toml, offset)),
    };
    Value {
        kind,
        span: shift(&span, offset),
    }
}

/// Where the letters of a string begin, if they stand in the file as they are.
fn verbatim(text: &str, span: &Range<usize>, toml: &str) -> Option<usize> {
    let raw = toml.get(span.clone())?;
    [3, 1].into_iter().find_map(|quotes| {
        let inner = raw.get(quotes..raw.len().checked_sub(quotes)?)?;
        let skipped = inner.len().checked_sub(text.len())?;
        (inner.get(skipped..)? == text).then_some(span.start + quotes + skipped)
    })
}

fn shift(span: &Range<usize>, offset: usize) -> Range<usize> {
    span.start + offset..span.end + offset
}

/// Typed access to a table. Asking for a key marks it as known; [`Fields::finish`] reports the
/// keys that nobody asked for.
#[derive(Debug)]
pub struct Fields<'a> {
    source: &'a Source,
    table: &'a Table,
    /// The code for values of the wrong kind.
    code: Code,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// Typed access to `table`, which stands in `source`.
    pub fn new(source: &'a Source, table: &'a Table, code: Code) -> Fields<'a> {
        Fields {
            source,
            table,
            code,
            known: RefCell::new(Vec::new()),
        }
    }

    /// The value of a key, of any kind.
    pub fn value(&self, key: &'static str) -> Option<&'a Value> {
        self.known.borrow_mut().push(key);
        self.table
            .entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// The place of the table.
    pub fn location(&self) -> Location {
        self.source
            .location(self.table.span.start..self.table.span.start)
    }

    /// The code of mistakes in the table.
    pub fn code(&self) -> Code {
        self.code
    }

    /// A text.
    pub fn text(&self, key: &'static str, report: &mut Report) -> Option<&'a Text> {
        let value = self.value(key)?;
        self.as_text(key, value, report)
    }

    /// A text that must be there; `why` says what for.
    pub fn required_text(
        &self,
        key: &'static str,
        why: &str,
        report: &mut Report,
    ) -> Option<&'a Text> {
        if self.value(key).is_none() {
            report.push(
                Diagnostic::error(self.code, format!("`{key}` is missing: {why}"))
                    .at(self.location()),
            );
            return None;
        }
        let text = self.text(key, report)?;
        self.refuse_blank(key, text, report);
        Some(text)
    }

    /// A text that says something if it is there.
    pub fn filled_text(&self, key: &'static str, report: &mut Report) -> Option<&'a Text> {
        let text = self.text(key, report)?;
        self.refuse_blank(key, text, report);
        Some(text)
    }

    /// Reports a text of a key that says nothing.
    pub fn refuse_blank(&self, key: &str, text: &Text, report: &mut Report) {
        if text.text.trim().is_empty() {
            report.push(
                Diagnostic::error(self.code, format!("`{key}` says nothing"))
                    .at(self.source.location(text.span.clone()))
                    .hint(format!("write its words, or leave `{key}` out")),
            );
        }
    }

    /// `true` or `false`.
    pub fn boolean(&self, key: &'static str, report: &mut Report) -> Option<bool> {
        let value = self.value(key)?;
        match value.kind {
            ValueKind::Boolean(boolean) => Some(boolean),
            _ => {
                self.wrong_kind(key, value, "true or false", report);
                None
            }
        }
    }

    /// A date.
    pub fn date(&self, key: &'static str, report: &mut Report) -> Option<Date> {
        let value = self.value(key)?;
        match value.kind {
            ValueKind::Date(date) => Some(date),
            _ => {
                self.wrong_kind(
                    key,
                    value,
                    "a date such as 2024-07-03, without quotes",
                    report,
                );
                None
            }
        }
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&self, key: &'static str, report: &mut Report) -> Option<Vec<&'a Text>> {
        let value = self.value(key)?;
        match &value.kind {
            ValueKind::Text(text) => Some(vec![text]),
            ValueKind::Array(values) => Some(
                values
                    .iter()
                    .filter_map(|value| self.as_text(key, value, report))
                    .collect(),
            ),
            _ => {
                self.wrong_kind(key, value, "a list of texts", report);
                None
            }
        }
    }

    /// A table.
    pub fn table(&self, key: &'static str, report: &mut Report) -> Option<&'a Table> {
        let value = self.value(key)?;
        match &value.kind {
            ValueKind::Table(table) => Some(table),
            _ => {
                self.wrong_kind(key, value, "a table", report);
                None
            }
        }
    }

    /// A list of tables, written as `[[key]]`.
    pub fn tables(&self, key: &'static str, report: &mut Report) -> Vec<&'a Table> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        if let ValueKind::Array(values) = &value.kind {
            let tables: Option<Vec<&Table>> = values
                .iter()
                .map(|value| match &value.kind {
                    ValueKind::Table(table) => Some(table),
                    _ => None,
                })
                .collect();
            if let Some(tables) = tables {
                return tables;
            }
        }
        self.wrong_kind(key, value, "a list of tables, written as [[…]]", report);
        Vec::new()
    }

    /// Reports every key that was not asked for.
    pub fn finish(self, report: &mut Report) {
        let known = self.known.into_inner();
        for entry in &self.table.entries {
            if !known.contains(&entry.key.as_str()) {
                let mut sorted = known.clone();
                sorted.sort_unstable();
                sorted.dedup();
                report.push(
                    Diagnostic::error(Code::UnknownKey, format!("unknown key `{}`", entry.key))
                        .at(self.source.location(entry.key_span.clone()))
                        .expected(format!("one of {}", sorted.join(", ")))
                        .did_you_mean(&entry.key, known.iter().copied()),
                );
            }
        }
    }

    /// Reports that a value is of the wrong kind.
    pub fn wrong_kind(&self, key: &str, value: &Value, expected: &str, report: &mut Report) {
        report.push(
            Diagnostic::error(
                self.code,
                format!("`{key}` is {}, not {expected}", value.kind.describe()),
            )
            .at(self.source.location(value.span.clone()))
            .expected(expected),
        );
    }

    fn as_text(&self, key: &str, value: &'a Value, report: &mut Report) -> Option<&'a Text> {
        match &value.kind {
            ValueKind::Text(text) => {
                if let Some(letter) = text.text.chars().find(|c| is_unprintable(*c)) {
                    let code = u32::from(letter);
                    let message = format!("the character U+{code:04X} has no place in a text");
                    report.push(
                        Diagnostic::error(Code::BadUtf8, message)
                            .at(self.source.location(text.span.clone()))
                            .hint("remove it; the editor may not show it"),
                    );
                    return None;
                }
                Some(text)
            }
            _ => {
                self.wrong_kind(key, value, "a text in quotes", report);
                None
            }
        }
    }
}
