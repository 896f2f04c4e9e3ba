//! What a table of a file may hold: its keys, each with its kind and what it is for.
//!
//! A form is the only place where the keys of a file stand. What is read, what is reported and what an
//! editor is told of the file (`schema_file`) come from it.

use super::{Table, Value, ValueKind};
use crate::diag::{Code, Diagnostic, Report, listed, misspelt, nearest};
use crate::stats::Date;

/// What a table may hold.
#[derive(Debug)]
pub struct Form {
    /// What the table is, as a title.
    pub title: &'static str,
    /// Its keys in groups, in the order in which people read of them.
    pub keys: &'static [&'static [Key]],
    /// Whether it may have other keys, which are left alone.
    pub is_open: bool,
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// What it is for: a part of a sentence, such as `the name of the site`.
    pub purpose: &'static str,
    /// Whether the table must have it.
    pub is_required: bool,
    /// What holds without it, as it would be written; nothing where that is not one value.
    pub default: Option<&'static str>,
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// A text that says something.
    Filled,
    /// One of a few words.
    Word(fn() -> Vec<&'static str>),
    /// A whole number from the first to the second one, and what it is in words.
    Whole(i64, i64, &'static str),
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A day, as TOML writes it.
    Date,
    /// A day as a text.
    Day,
    /// A text, a number, or `true` or `false`.
    Scalar,
    /// Anything.
    Anything,
    /// A list of values of one kind.
    List(&'static Kind),
    /// A list, or one value that counts as a list of one.
    OneOrMore(&'static Kind),
    /// A table with keys of its own.
    Table(&'static Form),
    /// A list of tables with keys of their own.
    Tables(&'static Form),
    /// A table whose keys are the author's, with values of one kind.
    Map(&'static Kind),
    /// A list of tables, each of the form that the value of a key names.
    TablesBy(&'static str, fn() -> Vec<(&'static str, &'static Form)>),
    /// One of several kinds, of which a value has at most one shape; in words, what they are.
    Either(&'static [Kind], &'static str),
}

/// A key that a table may have.
pub const fn key(name: &'static str, kind: Kind, purpose: &'static str) -> Key {
    Key {
        name,
        kind,
        purpose,
        is_required: false,
        default: None,
    }
}

/// A key that a table must have.
pub const fn required(name: &'static str, kind: Kind, purpose: &'static str) -> Key {
    Key {
        is_required: true,
        ..key(name, kind, purpose)
    }
}

impl Key {
    /// The key with what holds without it.
    #[must_use]
    pub const fn or(self, default: &'static str) -> Key {
        Key {
            default: Some(default),
            ..self
        }
    }
}

impl Form {
    /// Its keys.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.keys.iter().copied().flatten()
    }

    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }

    /// Reports everything in a table that does not have this form, each mistake once, at the value itself.
    pub fn check(&self, table: &Table, code: Code, report: &mut Report) {
        let mut names: Vec<&str> = self.keys().map(|key| key.name).collect();
        names.sort_unstable();
        for entry in &table.entries {
            if let Some(key) = self.key(&entry.key) {
                key.kind.check(key.name, &entry.value, code, report);
                continue;
            }
            let message = format!("unknown key `{}`", entry.key);
            let near = self.near(&entry.key);
            let hint = near.map(|near| format!("did you mean `{near}`?"));
            let wrong = if self.is_open {
                // Another program's key may be like one of ours, unless ours is not there.
                let Some(near) = near.filter(|near| table.value(near).is_none()) else {
                    continue;
                };
                if self.key(near).is_some_and(|key| key.is_required) {
                    entry.key_span.error(Code::UnknownKey, message)
                } else {
                    entry.key_span.warning(Code::UnknownKey, message)
                }
            } else {
                let wrong = entry.key_span.error(Code::UnknownKey, message);
                wrong.expected(format!("one of {}", names.join(", ")))
            };
            report.push(hint.into_iter().fold(wrong, Diagnostic::hint));
        }
        for key in self.keys().filter(|key| key.is_required) {
            self.check_there(key, table, code, report);
        }
    }

    /// Reports that a table does not have a key. What is meant by a misspelt one is not missing as well.
    pub(super) fn check_there(&self, key: &Key, table: &Table, code: Code, report: &mut Report) {
        if table.value(key.name).is_some() {
            return;
        }
        let mut unknown = (table.entries.iter()).filter(|entry| self.key(&entry.key).is_none());
        if !unknown.any(|entry| self.near(&entry.key) == Some(key.name)) {
            let message = format!("`{}` is missing: {}", key.name, key.purpose);
            report.push(table.span.beginning().error(code, message));
        }
    }

    /// The key that an unknown one seems to mean.
    fn near(&self, unknown: &str) -> Option<&'static str> {
        let names = self.keys().map(|key| key.name);
        if self.is_open {
            misspelt(unknown, names)
        } else {
            nearest(unknown, names)
        }
    }
}

impl Kind {
    /// What is expected, in words.
    fn expected(&self) -> String {
        match self {
            Kind::Text | Kind::Filled => "a text in quotes".to_owned(),
            Kind::Word(words) => match words().as_slice() {
                [word] => format!("`{word}`"),
                words => format!("one of {}", listed(words.iter().copied())),
            },
            Kind::Whole(0, i64::MAX, what) => (*what).to_owned(),
            Kind::Whole(least, i64::MAX, what) => format!("{what}, {least} or more"),
            Kind::Whole(least, most, what) => format!("{what} from {least} to {most}"),
            Kind::Number => "a number".to_owned(),
            Kind::Boolean => "true or false".to_owned(),
            Kind::Date => "a date such as 2024-07-03, without quotes".to_owned(),
            Kind::Day => "a date such as \"2024-07-03\"".to_owned(),
            Kind::Scalar => "a text, a number, or true or false".to_owned(),
            Kind::Anything => "anything".to_owned(),
            Kind::Tables(_) | Kind::TablesBy(..) => "a list of tables, written as [[…]]".to_owned(),
            Kind::List(Kind::Number) => "a list of numbers".to_owned(),
            Kind::List(Kind::Either(_, each)) => format!("a list, each of it {each}"),
            Kind::List(_) => "a list of texts".to_owned(),
            Kind::OneOrMore(_) => "a text in quotes, or a list of texts".to_owned(),
            Kind::Table(_) | Kind::Map(_) => "a table".to_owned(),
            Kind::Either(_, expected) => (*expected).to_owned(),
        }
    }

    /// Whether a value has the shape of this kind: what is in it may still be wrong.
    fn has_shape(&self, value: &Value) -> bool {
        match self {
            Kind::Text | Kind::Filled | Kind::Word(_) | Kind::Day => {
                matches!(value.kind, ValueKind::Text(_))
            }
            Kind::Scalar => {
                let kinds = [Kind::Text, Kind::Number, Kind::Boolean];
                kinds.iter().any(|kind| kind.has_shape(value))
            }
            Kind::Anything => true,
            Kind::Whole(..) => matches!(value.kind, ValueKind::Integer(_)),
            Kind::Number => matches!(value.kind, ValueKind::Integer(_) | ValueKind::Decimal(_)),
            Kind::Boolean => matches!(value.kind, ValueKind::Boolean(_)),
            Kind::Date => matches!(value.kind, ValueKind::Date(_)),
            Kind::List(_) | Kind::Tables(_) | Kind::TablesBy(..) => {
                matches!(value.kind, ValueKind::Array(_))
            }
            Kind::OneOrMore(kind) => {
                matches!(value.kind, ValueKind::Array(_)) || kind.has_shape(value)
            }
            Kind::Table(_) | Kind::Map(_) => matches!(value.kind, ValueKind::Table(_)),
            Kind::Either(kinds, _) => kinds.iter().any(|kind| kind.has_shape(value)),
        }
    }

    /// Reports what is wrong with the value of a key.
    fn check(&self, key: &str, value: &Value, code: Code, report: &mut Report) {
        if !self.has_shape(value) {
            report.push(wrong_kind(key, value, &self.expected(), code));
            return;
        }
        match (self, &value.kind) {
            (Kind::Day, ValueKind::Text(text)) if text.text.parse::<Date>().is_err() => {
                let wrong = text.error(code, format!("`{}` is not a date", text.text));
                report.push(wrong.expected(self.expected()));
            }
            (Kind::Filled, ValueKind::Text(text)) if text.text.trim().is_empty() => {
                let wrong = text.error(code, format!("`{key}` says nothing"));
                report.push(wrong.hint(format!("write its words, or leave `{key}` out")));
            }
            (Kind::Word(words), ValueKind::Text(text)) => {
                let words = words();
                if !words.contains(&text.text.as_str()) {
                    report.push(
                        text.error(code, format!("`{key}` cannot be `{}`", text.text))
                            .expected(self.expected())
                            .did_you_mean(&text.text, words),
                    );
                }
            }
            (Kind::Whole(least, most, _), ValueKind::Integer(number))
                if !(least..=most).contains(&number) =>
            {
                let message = format!("`{key}` cannot be {number}");
                report.push(value.error(code, message).expected(self.expected()));
            }
            (Kind::List(kind) | Kind::OneOrMore(kind), ValueKind::Array(values)) => {
                for value in values {
                    kind.check(key, value, code, report);
                }
            }
            (Kind::OneOrMore(kind), _) => kind.check(key, value, code, report),
            (Kind::Tables(form), ValueKind::Array(values)) => {
                for value in values {
                    Kind::Table(form).check(key, value, code, report);
                }
            }
            (Kind::Table(form), ValueKind::Table(table)) => form.check(table, code, report),
            (Kind::TablesBy(by, forms), ValueKind::Array(values)) => {
                for value in values {
                    check_by(key, value, by, &forms(), code, report);
                }
            }
            (Kind::Map(kind), ValueKind::Table(table)) => {
                for entry in &table.entries {
                    kind.check(&entry.key, &entry.value, code, report);
                }
            }
            (Kind::Either(kinds, _), _) => {
                if let Some(kind) = kinds.iter().find(|kind| kind.has_shape(value)) {
                    kind.check(key, value, code, report);
                }
            }
            _ => {}
        }
    }

    /// The form of the tables that a value of this kind may be.
    pub(super) fn form(&self) -> Option<&'static Form> {
        match self {
            Kind::Table(form) | Kind::Tables(form) => Some(form),
            Kind::List(kind) | Kind::OneOrMore(kind) | Kind::Map(kind) => kind.form(),
            Kind::Either(kinds, _) => kinds.iter().find_map(Kind::form),
            _ => None,
        }
    }
}

/// That the value of a key is of a wrong kind.
pub(super) fn wrong_kind(key: &str, value: &Value, expected: &str, code: Code) -> Diagnostic {
    let message = format!("`{key}` is {}, not {expected}", value.kind.describe());
    value.error(code, message).expected(expected)
}

/// Reports what is wrong with a table whose form the value of a key names.
fn check_by(
    key: &str,
    value: &Value,
    by: &str,
    forms: &[(&str, &'static Form)],
    code: Code,
    report: &mut Report,
) {
    let ValueKind::Table(table) = &value.kind else {
        report.push(wrong_kind(key, value, "a table", code));
        return;
    };
    let names = || forms.iter().map(|(name, _)| *name);
    let Some(named) = table.value(by) else {
        let wrong = table.span.beginning();
        let wrong = wrong.error(code, format!("`{by}` is missing: the kind of this entry"));
        report.push(wrong.expected(format!("one of {}", listed(names()))));
        return;
    };
    let Some(text) = named.text() else {
        report.push(wrong_kind(by, named, "a text in quotes", code));
        return;
    };
    match forms.iter().find(|(name, _)| *name == text.text) {
        Some((_, form)) => form.check(table, code, report),
        None => report.push(
            text.error(code, format!("`{by}` cannot be `{}`", text.text))
                .expected(format!("one of {}", listed(names())))
                .did_you_mean(&text.text, names()),
        ),
    }
}
