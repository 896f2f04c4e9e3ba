//! From missing values as written to texts with reasons.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Wrong;
use super::package_file::MissingValueFile;
use crate::data::cell::{Missing, hides_formula, is_formula};
use crate::diag::limits::MISSING_VALUES;
use crate::stats::Absence;

/// Decides which texts of a field stand for no value. Its own list takes the place of the schema's.
/// A text with a reason stands for no value too. A reason of the schema holds in every field, unless
/// its text is among the `listed` ones of some field or of the schema: then it holds where it is
/// listed.
pub(super) fn decide(
    schema: Option<&[MissingValueFile]>,
    own: Option<&[MissingValueFile]>,
    reasons: [&BTreeMap<String, String>; 2],
    listed: &BTreeSet<String>,
    null_sequence: Option<&str>,
) -> Result<Missing, Wrong> {
    // By the standard, the empty text unless others are given.
    let texts: Vec<String> = match own.or(schema) {
        None => vec![String::new()],
        Some(files) => texts_of(files),
    };
    let reasons_of_schema = reasons[0].len();
    let reasons_of_field = reasons[1].len();
    let count = texts.len().max(reasons_of_schema).max(reasons_of_field);
    if count > MISSING_VALUES {
        let message = format!("{count} texts stand for no value; {MISSING_VALUES} is the most");
        return Err(Wrong::at(&[], message));
    }
    let mut own_texts = BTreeSet::new();
    if let Some(text) = texts.iter().find(|text| !own_texts.insert(text.as_str())) {
        let message = format!("`{text}` stands twice among the missing values");
        return Err(Wrong::of(&["missingValues"], text, message));
    }
    // A text may be published where there is no value.
    let with_reasons = reasons.into_iter().flat_map(BTreeMap::keys);
    let words = texts.iter().chain(with_reasons).map(String::as_str);
    let mut words = words.chain(null_sequence);
    if let Some(text) = words.find(|text| is_computed(text)) {
        let message = format!("a spreadsheet would compute the missing value `{text}`");
        return Err(Wrong::of(&[], text, message));
    }
    let [of_schema, of_field] = reasons;
    let of_schema = of_schema
        .iter()
        .filter(|(text, _)| own_texts.contains(text.as_str()) || !listed.contains(text.as_str()));
    let all = texts.iter().map(String::as_str).chain(null_sequence);
    let mut missing = Missing::of_texts(all.map(str::to_owned));
    for (text, reason) in of_schema.chain(of_field) {
        let absence = reason_of(reason).ok_or_else(|| {
            let message = format!("`{reason}` is not a reason for absence; known are missing (O), not-applicable (M), suppressed (Q)");
            Wrong::of(&["yearbook", "missing"], reason, message)
        })?;
        missing.insert(text.clone(), Some(absence));
    }
    Ok(missing)
}

/// Whether a spreadsheet would compute a missing value. Numbers such as -99, and strokes, are usual.
fn is_computed(text: &str) -> bool {
    let has_words = text.contains(char::is_alphanumeric) && text.parse::<f64>().is_err();
    has_words && (is_formula(text) || hides_formula(text))
}

/// The texts of missing values.
pub(super) fn texts_of(files: &[MissingValueFile]) -> Vec<String> {
    let text = |file: &MissingValueFile| match file {
        MissingValueFile::Text(value) | MissingValueFile::Labelled { value } => value.clone(),
    };
    files.iter().map(text).collect()
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
        let decided = |text: &str| {
            let own = [MissingValueFile::Text(text.to_owned())];
            let none = BTreeMap::new();
            decide(None, Some(&own), [&none, &none], &BTreeSet::new(), None).is_ok()
        };
        for text in ["=1+1", "@SUM(1)", "-1+cmd|' /C calc'!A0", "x;=1"] {
            assert!(!decided(text), "{text}");
        }
        for text in ["", "-", "--", "-99", "+1.5", "...", "n/a", "x;y", "-/-"] {
            assert!(decided(text), "{text}");
        }
    }
}
