//! Keys that must stand in another resource, or in the same one.

use std::collections::{HashMap, HashSet};

use super::catalog::{Catalog, Content, Resource};
use super::cell::shown;
use super::csv::RowProblem;
use super::origin::{Origin, Row};
use super::problems::MOST_REPORTED;
use crate::diag::{Code, Diagnostic, nearest};

/// The records of a resource whose keys lead nowhere. A key with a blank part leads nowhere on
/// purpose.
pub(super) fn check(catalog: &Catalog, origin: &Origin<'_>) -> Vec<RowProblem> {
    let mut found = Vec::new();
    let Some(resource) = catalog.resource(&origin.resource.name) else {
        return found;
    };
    for key in &origin.resource.foreign_keys {
        let names: Vec<&str> = key
            .fields
            .iter()
            .map(|&field| origin.resource.fields[field].name.as_str())
            .collect();
        let Some(target) = catalog.resource(&key.resource) else {
            // The resource has mistakes of its own, which are reported.
            continue;
        };
        let theirs: Vec<&str> = key.names.iter().map(String::as_str).collect();
        let known: HashSet<Vec<String>> = keys(target, &theirs).map(|(_, key)| key).collect();
        let mut candidates: Vec<&str> = known.iter().map(|key| key[0].as_str()).collect();
        candidates.sort_unstable();
        let candidates = if names.len() == 1 {
            candidates
        } else {
            Vec::new()
        };
        let mut asked: HashMap<Vec<String>, bool> = HashMap::new();
        for (row, key) in keys(resource, &names) {
            if key.iter().any(String::is_empty) {
                continue;
            }
            let is_known = *asked
                .entry(key.clone())
                .or_insert_with(|| known.contains(&key));
            if !is_known {
                // Looking for what may be meant takes time, and only the first are reported.
                let candidates = if found.len() < MOST_REPORTED {
                    candidates.as_slice()
                } else {
                    &[]
                };
                let diagnostic = broken(&key, &names, target, &theirs, candidates);
                found.push(origin.problem_at(row, names[0], diagnostic));
            }
        }
    }
    found
}

fn broken(
    key: &[String],
    names: &[&str],
    target: &Resource,
    theirs: &[&str],
    candidates: &[&str],
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::BrokenForeignKey,
        format!(
            "{} in {} does not stand in `{}`",
            shown(&key.join(", ")),
            names.join(", "),
            target.name
        ),
    )
    .expected(format!(
        "a key of {} in `{}`",
        theirs.join(", "),
        target.name
    ));
    let near = key
        .first()
        .and_then(|one| nearest(one, candidates.iter().copied()));
    match near {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// The texts of some fields in every record, with the record's place among the records.
fn keys<'a>(
    resource: &'a Resource,
    names: &'a [&'a str],
) -> Box<dyn Iterator<Item = (Row, Vec<String>)> + 'a> {
    match &resource.content {
        Content::CodeList(list) => {
            let columns: Vec<Option<usize>> = names
                .iter()
                .map(|name| resource.fields.iter().position(|field| field.name == *name))
                .collect();
            Box::new(list.rows.iter().enumerate().map(move |(row, cells)| {
                let text = |column: &Option<usize>| {
                    column
                        .map(|column| cells[column].to_string())
                        .unwrap_or_default()
                };
                (Row::Read(row), columns.iter().map(text).collect())
            }))
        }
        Content::Dataset(dataset) => Box::new(dataset.records().map(move |record| {
            let text = |name: &&str| dataset.cell_text(record, name).unwrap_or_default();
            (Row::Record(record), names.iter().map(text).collect())
        })),
        Content::Outlines(_) => Box::new(std::iter::empty()),
    }
}
