//! From missing values as written to texts with reasons.

use std::collections::BTreeSet;

use crate::data::cell::{Missing, hides_formula, is_formula};
use crate::diag::limits::MISSING_VALUES;
use crate::diag::{Code, Diagnostic};
use crate::input::value::{Entry, Fields, Text, Value};
use crate::stats::Absence;

/// What the schema of a resource says of missing values.
pub(super) struct MissingOfSchema<'a> {
    /// Its own list.
    values: Option<Vec<&'a Text>>,
    /// The texts that the schema or some field lists.
    listed: BTreeSet<&'a str>,
    /// The reasons that texts stand for in every field.
    reasons: &'a [Entry],
    /// The text of a cell without value, as the dialect says.
    null_sequence: Option<&'a Text>,
}

impl<'a> MissingOfSchema<'a> {
    /// What a schema and the dialect of its file say.
    pub(super) fn of(schema: Option<Fields<'a>>, dialect: Option<Fields<'a>>) -> Self {
        let values = schema.and_then(listed);
        let fields = schema.map(|schema| schema.tables("fields"));
        let own = fields.into_iter().flatten().filter_map(listed);
        let all = own.chain(values.clone()).flatten();
        let extension = schema.and_then(|schema| schema.table("yearbook"));
        MissingOfSchema {
            listed: all.map(|text| text.text.as_str()).collect(),
            reasons: extension.map_or(&[], |extension| extension.entries("missing")),
            null_sequence: dialect.and_then(|dialect| dialect.text("nullSequence")),
            values,
        }
    }

    /// Decides which texts of a field stand for no value. Its own list takes the place of the schema's. A
    /// text with a reason stands for no value too. A reason of the schema holds in every field, unless its
    /// text is among the listed ones of some field or of the schema: then it holds where it is listed.
    pub(super) fn decide(&self, field: Fields<'_>) -> Result<Missing, Diagnostic> {
        let wrong = |text: &Text, message: String| text.error(Code::BadPackage, message);
        let own = listed(field);
        let values = own.as_ref().or(self.values.as_ref());
        let extension = field.table("yearbook");
        let reasons = extension.map_or(&[][..], |extension| extension.entries("missing"));
        let count = values.map_or(1, Vec::len).max(reasons.len());
        let count = count.max(self.reasons.len());
        if count > MISSING_VALUES {
            let message = format!("{count} texts stand for no value; {MISSING_VALUES} is the most");
            return Err(field.error(message));
        }
        // By the standard, the empty text unless others are given.
        let texts: Vec<&str> = match values {
            None => vec![""],
            Some(values) => values.iter().map(|text| text.text.as_str()).collect(),
        };
        let mut own_texts = BTreeSet::new();
        let mut twice = values.into_iter().flatten();
        if let Some(text) = twice.find(|text| !own_texts.insert(text.text.as_str())) {
            let message = format!("`{}` stands twice among the missing values", text.text);
            return Err(wrong(text, message));
        }
        own_texts.extend(&texts);
        // A text may be published where there is no value.
        let keys = self.reasons.iter().chain(reasons).map(Entry::key_text);
        let mut others = keys.chain(self.null_sequence.cloned());
        let mut words = values.into_iter().flatten().copied();
        let computed = words.find(|text| is_computed(&text.text)).cloned();
        if let Some(text) = computed.or_else(|| others.find(|text| is_computed(&text.text))) {
            let message = format!(
                "a spreadsheet would compute the missing value `{}`",
                text.text
            );
            return Err(wrong(&text, message));
        }
        let holds = |entry: &&Entry| {
            let text = entry.key.as_str();
            own_texts.contains(text) || !self.listed.contains(text)
        };
        let null_sequence = self.null_sequence.map(|text| text.text.as_str());
        let all = texts.iter().copied().chain(null_sequence);
        let mut missing = Missing::of_texts(all.map(str::to_owned));
        for entry in self.reasons.iter().filter(holds).chain(reasons) {
            let Some(reason) = entry.value.text() else {
                continue;
            };
            let absence = reason_of(&reason.text).ok_or_else(|| {
                let message = format!("`{}` is not a reason for absence; known are missing (O), not-applicable (M), suppressed (Q)", reason.text);
                wrong(reason, message)
            })?;
            missing.insert(entry.key.clone(), Some(absence));
        }
        Ok(missing)
    }
}

/// The missing values that a schema or a field lists.
fn listed(fields: Fields<'_>) -> Option<Vec<&Text>> {
    fields.has("missingValues").then(|| {
        let items = fields.items("missingValues").iter();
        let texts = items.filter_map(|value| match value.table() {
            Some(labelled) => labelled.value("value").and_then(Value::text),
            None => value.text(),
        });
        texts.collect()
    })
}

/// Whether a spreadsheet would compute a missing value. Numbers such as -99, and strokes, are usual.
fn is_computed(text: &str) -> bool {
    let has_words = text.contains(char::is_alphanumeric) && text.parse::<f64>().is_err();
    has_words && (is_formula(text) || hides_formula(text))
}

/// A reason by its name or by its code in SDMX.
fn reason_of(word: &str) -> Option<Absence> {
    match word {
        "missing" | "O" | "L" => Some(Absence::Missing),
        "not-applicable" | "M" => Some(Absence::NotApplicable),
        "suppressed" | "Q" | "C" => Some(Absence::Suppressed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_that_would_be_computed_are_refused() {
        for text in ["=1+1", "@SUM(1)", "-1+cmd|' /C calc'!A0", "x;=1"] {
            assert!(is_computed(text), "{text}");
        }
        for text in ["", "-", "--", "-99", "+1.5", "...", "n/a", "x;y", "-/-"] {
            assert!(!is_computed(text), "{text}");
        }
    }
}
