//! Typed access to a table that was held against its form: a value of a wrong kind was reported then, and
//! is as if it were absent.

use super::form::wrong_kind;
use super::{Entry, Form, Key, Kind, Table, Text, Value, ValueKind};
use crate::diag::{Code, Diagnostic, Report, Span};
use crate::stats::Date;

/// A table of a form.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    form: &'static Form,
    table: &'a Table,
    /// The code of mistakes in the table.
    code: Code,
}

impl<'a> Fields<'a> {
    /// Holds a table against a form; what is wrong is reported under `code`.
    pub fn check(
        form: &'static Form,
        table: &'a Table,
        code: Code,
        report: &mut Report,
    ) -> Fields<'a> {
        form.check(table, code, report);
        Fields { form, table, code }
    }

    /// A table that was held against its form before.
    pub fn of(form: &'static Form, table: &'a Table, code: Code) -> Fields<'a> {
        Fields { form, table, code }
    }

    /// The code of mistakes in the table.
    pub fn code(self) -> Code {
        self.code
    }

    /// The table.
    pub fn whole(self) -> &'a Table {
        self.table
    }

    /// A problem of the whole table, placed where it begins.
    pub fn error(self, message: impl Into<String>) -> Diagnostic {
        self.table.span.beginning().error(self.code, message)
    }

    /// A problem with the value of a key.
    pub fn wrong_kind(self, key: &str, value: &Value, expected: &str) -> Diagnostic {
        wrong_kind(key, value, expected, self.code)
    }

    /// Whether nothing in the table was reported.
    pub fn is_sound(self) -> bool {
        let mut report = Report::new();
        self.form.check(self.table, self.code, &mut report);
        report.is_empty()
    }

    /// Whether the table has one of several keys.
    pub fn has_any(self, keys: &[Key]) -> bool {
        keys.iter().any(|key| self.has(key.name))
    }

    /// Whether the table has a key.
    pub fn has(self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// The value of a key, of whatever kind.
    pub fn value(self, key: &str) -> Option<&'a Value> {
        debug_assert!(self.form.key(key).is_some(), "the form has `{key}`");
        self.table.value(key)
    }

    /// A text.
    pub fn text(self, key: &str) -> Option<&'a Text> {
        self.value(key)?.text()
    }

    /// A value that must be there because of what else the table has.
    pub fn needed(self, key: &str, report: &mut Report) -> Option<&'a Value> {
        let needed = self.form.key(key).expect("the form has the key");
        self.form.check_there(needed, self.table, self.code, report);
        self.value(key)
    }

    /// A text that must be there because of what else the table has.
    pub fn needed_text(self, key: &str, report: &mut Report) -> Option<&'a Text> {
        self.needed(key, report)?.text()
    }

    /// `true` or `false`.
    pub fn boolean(self, key: &str) -> Option<bool> {
        match self.value(key)?.kind {
            ValueKind::Boolean(boolean) => Some(boolean),
            _ => None,
        }
    }

    /// A whole number.
    pub fn integer(self, key: &str) -> Option<i64> {
        match self.value(key)?.kind {
            ValueKind::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// A whole number that counts something.
    pub fn count(self, key: &str) -> Option<usize> {
        self.integer(key)?.try_into().ok()
    }

    /// The whole numbers of a list that count something.
    pub fn counts(self, key: &str) -> Vec<usize> {
        let items = self.items(key).iter();
        let counts = items.filter_map(|value| match value.kind {
            ValueKind::Integer(number) => number.try_into().ok(),
            _ => None,
        });
        counts.collect()
    }

    /// A date.
    pub fn date(self, key: &str) -> Option<Date> {
        match self.value(key)?.kind {
            ValueKind::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The first place of a key: that of its value, or of the table where it is left out.
    pub fn place(self, key: &str) -> Span {
        let value = self.value(key).map(|value| value.span.clone());
        value.unwrap_or_else(|| self.table.span.beginning())
    }

    /// The texts of a list, or a text that counts as a list of one.
    pub fn texts(self, key: &str) -> Vec<&'a Text> {
        self.items(key).iter().filter_map(Value::text).collect()
    }

    /// The values of a list, or a value that counts as a list of one.
    pub fn items(self, key: &str) -> &'a [Value] {
        self.value(key).map(Value::items).unwrap_or_default()
    }

    /// A table of a key that has a form.
    pub fn table(self, key: &str) -> Option<Fields<'a>> {
        self.fields(key, self.value(key)?)
    }

    /// The tables of a list.
    pub fn tables(self, key: &str) -> impl Iterator<Item = Fields<'a>> {
        let items = self.items(key).iter();
        items.filter_map(move |value| self.fields(key, value))
    }

    /// The tables of a list, each of the form that one of its values names.
    pub fn tables_by(self, key: &str) -> impl Iterator<Item = Fields<'a>> {
        let (by, forms) = match self.form.key(key).map(|key| key.kind) {
            Some(Kind::TablesBy(by, forms)) => (by, forms()),
            _ => ("", Vec::new()),
        };
        self.items(key).iter().filter_map(move |value| {
            let table = value.table()?;
            let named = table.value(by)?.text()?;
            let (_, form) = forms.iter().find(|(name, _)| *name == named.text)?;
            Some(Fields::of(form, table, self.code))
        })
    }

    /// The table that is a value of a key, or a part of it.
    pub fn fields(self, key: &str, value: &'a Value) -> Option<Fields<'a>> {
        let form = self.form.key(key).and_then(|key| key.kind.form());
        match &value.kind {
            ValueKind::Table(table) => Some(Fields {
                form: form.expect("tables of the key have a form"),
                table,
                code: self.code,
            }),
            _ => None,
        }
    }

    /// The entries of a table whose keys are the author's.
    pub fn entries(self, key: &str) -> &'a [Entry] {
        match self.value(key).map(|value| &value.kind) {
            Some(ValueKind::Table(table)) => &table.entries,
            _ => &[],
        }
    }

    /// The texts of a table whose keys are the author's.
    pub fn text_entries(self, key: &str) -> impl Iterator<Item = (&'a Entry, &'a Text)> {
        let entries = self.entries(key).iter();
        entries.filter_map(|entry| Some((entry, entry.value.text()?)))
    }
}
