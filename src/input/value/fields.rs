//! Typed access to a table of a file that people write: each mistake is reported where it stands, and
//! one mistake does not hide the next.

use std::cell::RefCell;

use super::{Table, Text, Value, ValueKind};
use crate::diag::{Code, Diagnostic, Report};
use crate::markup::is_unprintable;
use crate::stats::Date;

/// Typed access to a table. Asking for a key marks it as known; [`Fields::finish`] reports the
/// keys that nobody asked for.
#[derive(Debug)]
pub struct Fields<'a> {
    table: &'a Table,
    /// The code for values of the wrong kind.
    code: Code,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// Typed access to a table, whose values of a wrong kind are reported under `code`.
    pub fn new(table: &'a Table, code: Code) -> Fields<'a> {
        Fields {
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

    /// A problem of the whole table, placed where it begins.
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        self.table.span.beginning().error(self.code, message)
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
            let message = format!("`{key}` is missing: {why}");
            report.push(self.error(message));
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
                text.error(self.code, format!("`{key}` says nothing"))
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
                    entry
                        .key_span
                        .error(Code::UnknownKey, format!("unknown key `{}`", entry.key))
                        .expected(format!("one of {}", sorted.join(", ")))
                        .did_you_mean(&entry.key, known.iter().copied()),
                );
            }
        }
    }

    /// Reports that a value is of the wrong kind.
    pub fn wrong_kind(&self, key: &str, value: &Value, expected: &str, report: &mut Report) {
        let message = format!("`{key}` is {}, not {expected}", value.kind.describe());
        report.push(value.error(self.code, message).expected(expected));
    }

    fn as_text(&self, key: &str, value: &'a Value, report: &mut Report) -> Option<&'a Text> {
        match &value.kind {
            ValueKind::Text(text) => {
                if let Some(letter) = text.text.chars().find(|c| is_unprintable(*c)) {
                    let code = u32::from(letter);
                    let message = format!("the character U+{code:04X} has no place in a text");
                    report.push(
                        text.error(Code::BadUtf8, message)
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
