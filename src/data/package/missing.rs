//! From missing values as written to texts with reasons.

use std::collections::BTreeMap;

use super::package_file::MissingValueFile;
use crate::data::cell::Missing;
use crate::stats::Absence;

/// Decides which texts of a field stand for no value. Its own list takes the place of the schema's.
/// A text with a reason stands for no value too. A reason of the schema holds in every field, unless
/// its text is among the `listed` ones of some field or of the schema: then it holds where it is
/// listed. An error is a message and the word it is about.
pub(super) fn decide(
    schema: Option<&[MissingValueFile]>,
    own: Option<&[MissingValueFile]>,
    reasons: [&BTreeMap<String, String>; 2],
    listed: &[String],
    null_sequence: Option<&str>,
) -> Result<Missing, (String, String)> {
    // By the standard, the empty text unless others are given.
    let texts: Vec<String> = match own.or(schema) {
        None => vec![String::new()],
        Some(files) => texts_of(files),
    };
    if let Some(twice) = (1..texts.len()).find(|&p| texts[..p].contains(&texts[p])) {
        let text = texts[twice].clone();
        return Err((
            format!("`{text}` stands twice among the missing values"),
            text,
        ));
    }
    let [of_schema, of_field] = reasons;
    let holds = |texts: &[String], text: &str| texts.iter().any(|t| t == text);
    let own_texts = texts.clone();
    let of_schema = of_schema
        .iter()
        .filter(|(text, _)| holds(&own_texts, text) || !holds(listed, text));
    let mut missing = Missing::of_texts(texts.into_iter().chain(null_sequence.map(str::to_owned)));
    for (text, reason) in of_schema.chain(of_field) {
        let absence = reason_of(reason).ok_or_else(|| {
            (
                format!("`{reason}` is not a reason for absence; known are missing (O), not-applicable (M), suppressed (Q)"),
                reason.clone(),
            )
        })?;
        missing.insert(text.clone(), Some(absence));
    }
    Ok(missing)
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
