//! Reading of TOML: every key and value gets its place.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Entry, Table, Text, Value, ValueKind, report_escaped};
use crate::diag::limits::SYNTAX_ERRORS;
use crate::diag::{Code, Report, Source, Span};
use crate::stats::Date;

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
    let mut reader = Reader {
        source,
        toml,
        offset,
        escaped: Report::new(),
    };
    let place = |error: &toml::de::Error| reader.span(error.span().unwrap_or(0..0));
    for error in errors.iter().take(SYNTAX_ERRORS) {
        let message = error.message().replace('\n', "; ");
        report.push(place(error).error(code, message));
    }
    // Most of so many follow from the first ones.
    if let Some(error) = errors.get(SYNTAX_ERRORS) {
        let message = match errors.len() - SYNTAX_ERRORS {
            1 => "and 1 more problem in this file".to_owned(),
            many => format!("and {many} more problems in this file"),
        };
        report.push(place(error).error(code, message));
    }
    if !errors.is_empty() {
        return None;
    }
    let table = reader.table(table.get_ref(), table.span());
    report.extend(reader.escaped);
    Some(table)
}

struct Reader<'a> {
    source: &'a Source,
    toml: &'a str,
    /// Where the TOML begins in the file.
    offset: usize,
    /// Characters that have no place in a text.
    escaped: Report,
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        let offset = self.offset;
        self.source.span(range.start + offset..range.end + offset)
    }

    fn table(&mut self, table: &DeTable<'_>, range: Range<usize>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_span: self.span(key.span()),
                value: self.value(value.get_ref(), value.span()),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.range().start);
        Table {
            entries,
            span: self.span(range),
        }
    }

    fn value(&mut self, value: &DeValue<'_>, range: Range<usize>) -> Value {
        let kind = match value {
            DeValue::String(text) => {
                let span = self.span(range.clone());
                report_escaped(text, &span, &mut self.escaped);
                ValueKind::Text(Text {
                    text: text.to_string(),
                    span,
                    verbatim: self.verbatim(text, &range),
                })
            }
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
                    .map(|value| self.value(value.get_ref(), value.span()))
                    .collect(),
            ),
            DeValue::Table(table) => ValueKind::Table(self.table(table, range.clone())),
        };
        Value {
            kind,
            span: self.span(range),
        }
    }

    /// Where the letters of a string begin in the file, if they stand there as they are.
    fn verbatim(&self, text: &str, range: &Range<usize>) -> Option<usize> {
        let raw = self.toml.get(range.clone())?;
        [3, 1].into_iter().find_map(|quotes| {
            let inner = raw.get(quotes..raw.len().checked_sub(quotes)?)?;
            let skipped = inner.len().checked_sub(text.len())?;
            let is_same = inner.get(skipped..)? == text;
            is_same.then_some(self.offset + range.start + quotes + skipped)
        })
    }
}
