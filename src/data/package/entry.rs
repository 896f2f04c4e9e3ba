//! One resource's entry in the descriptor, for messages about it.

use super::descriptor::FieldDescriptor;
use crate::diag::{Code, Diagnostic, Location, Span};
use crate::input::value::{Table, Value, ValueKind};

/// What a resource is written as.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    table: &'a Table,
    /// Parts that are in files of their own, by their keys.
    parts: Vec<(&'static str, Table)>,
}

/// A problem of a part of the descriptor.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) message: String,
    /// The keys that lead to it.
    pub(super) at: &'static [&'static str],
    /// The key, text or number there that it is about; empty for the whole value.
    pub(super) word: String,
}

impl Wrong {
    /// A problem of the value of a key.
    pub(super) fn at(at: &'static [&'static str], message: impl Into<String>) -> Wrong {
        Wrong::of(at, "", message)
    }

    /// A problem of a word within the value of a key.
    pub(super) fn of(
        at: &'static [&'static str],
        word: impl Into<String>,
        message: impl Into<String>,
    ) -> Wrong {
        Wrong {
            message: message.into(),
            at,
            word: word.into(),
        }
    }
}

impl<'a> Entry<'a> {
    pub(super) fn new(name: &'a str, table: &'a Table) -> Entry<'a> {
        Entry {
            name,
            table,
            parts: Vec::new(),
        }
    }

    /// Adds a part that is in a file of its own.
    pub(super) fn add_part(&mut self, key: &'static str, part: Table) {
        self.parts.push((key, part));
    }

    /// The place of the resource: its name.
    pub(super) fn location(&self) -> Location {
        self.place(&["name"], "").location()
    }

    /// The place of a key, text or number within the value that keys lead to; of the whole value where
    /// `word` is empty or not in it, and of the nearest one where there is no such value.
    pub(super) fn place(&self, keys: &[&str], word: &str) -> Span {
        let own = |key: &&str| self.parts.iter().find(|(part, _)| part == key);
        let (table, keys) = match keys
            .split_first()
            .and_then(|(key, rest)| Some((own(key)?, rest)))
        {
            Some(((_, part), rest)) => (part, rest),
            None => (self.table, keys),
        };
        place_in(table, keys, word)
    }

    /// The values of a list that keys lead to.
    pub(super) fn items(&self, keys: &[&str]) -> &'a [Value] {
        let mut table = self.table;
        for (position, key) in keys.iter().enumerate() {
            match table.value(key) {
                Some(value) if position + 1 == keys.len() => return value.items(),
                value => match table_of(value) {
                    Some(inner) => table = inner,
                    None => break,
                },
            }
        }
        &[]
    }

    /// The place within a field, counted from 0.
    fn place_in_field(&self, field: usize, keys: &[&str], word: &str) -> Span {
        let schema = self.parts.iter().find(|(part, _)| *part == "schema");
        let fields = match schema {
            Some((_, schema)) => schema.value("fields"),
            None => table_of(self.table.value("schema")).and_then(|schema| schema.value("fields")),
        };
        let fields = fields.map(Value::items).unwrap_or_default();
        match table_of(fields.get(field)) {
            Some(table) => place_in(table, keys, word),
            None => self.place(&["schema"], ""),
        }
    }

    /// A problem of a word within the value that keys lead to.
    pub(super) fn wrong(
        &self,
        message: impl Into<String>,
        keys: &[&str],
        word: &str,
    ) -> Diagnostic {
        self.place(keys, word).error(Code::BadPackage, message)
    }

    /// A problem of a field, counted from 0.
    pub(super) fn wrong_field(&self, field: usize, wrong: Wrong) -> Diagnostic {
        let place = self.place_in_field(field, wrong.at, &wrong.word);
        place.error(Code::BadPackage, wrong.message)
    }

    /// That a name within the value that keys lead to is that of no field.
    pub(super) fn unknown_field(
        &self,
        role: &str,
        keys: &[&str],
        name: &str,
        fields: &[FieldDescriptor],
    ) -> Diagnostic {
        let message = format!("{role} `{name}` is not a field of `{}`", self.name);
        self.wrong(message, keys, name)
            .did_you_mean(name, fields.iter().map(|field| field.name.as_str()))
    }
}

fn table_of(value: Option<&Value>) -> Option<&Table> {
    match &value?.kind {
        ValueKind::Table(table) => Some(table),
        _ => None,
    }
}

fn place_in(table: &Table, keys: &[&str], word: &str) -> Span {
    let (first, rest) = match keys {
        [] => return within_table(table, word).unwrap_or_else(|| table.span.beginning()),
        [first, rest @ ..] => (first, rest),
    };
    match table.value(first) {
        None => table.span.beginning(),
        Some(value) => match (&value.kind, rest) {
            (ValueKind::Table(inner), [_, ..]) => place_in(inner, rest, word),
            _ => within(value, word).unwrap_or_else(|| value.span.clone()),
        },
    }
}

/// The first place of a word in a value.
pub(super) fn within(value: &Value, word: &str) -> Option<Span> {
    if word.is_empty() {
        return None;
    }
    let is_word = match &value.kind {
        ValueKind::Text(text) => text.text == word,
        ValueKind::Decimal(digits) => digits == word,
        ValueKind::Integer(number) => number.to_string() == word,
        ValueKind::Array(values) => {
            return values.iter().find_map(|value| within(value, word));
        }
        ValueKind::Table(table) => return within_table(table, word),
        ValueKind::Boolean(_) | ValueKind::Date(_) | ValueKind::Other(_) => false,
    };
    is_word.then(|| value.span.clone())
}

pub(super) fn within_table(table: &Table, word: &str) -> Option<Span> {
    table.entries.iter().find_map(|entry| {
        let is_key = !word.is_empty() && entry.key == word;
        let key = is_key.then(|| entry.key_span.clone());
        key.or_else(|| within(&entry.value, word))
    })
}
