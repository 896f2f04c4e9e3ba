//! What a resource holds, for programs: one JSON document. Every cell is a text, so that no digit
//! is lost.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::data::{Resource, ResourceProfile};

#[derive(Serialize)]
struct ShowFile<'a> {
    /// The version of this format.
    format: u32,
    resource: &'a str,
    path: &'a str,
    /// How many records there are in all.
    count: usize,
    fields: Vec<FieldFile<'a>>,
    /// The first records.
    records: Vec<Map<String, Value>>,
}

#[derive(Serialize)]
struct FieldFile<'a> {
    name: &'a str,
    role: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    /// How many different values there are.
    distinct: usize,
    least: Option<&'a str>,
    most: Option<&'a str>,
    /// How many cells have no value, by reason.
    absent: Map<String, Value>,
}

/// Prints a resource with its first records.
pub(super) fn json(profile: &ResourceProfile, resource: &Resource, rows: usize) -> String {
    let names = || resource.fields.iter().map(|field| field.name.clone());
    let file = ShowFile {
        format: 1,
        resource: &resource.name,
        path: &resource.path,
        count: profile.records,
        fields: profile
            .fields
            .iter()
            .map(|field| FieldFile {
                name: &field.name,
                role: field.role,
                kind: field.kind,
                distinct: field.distinct,
                least: field.least.as_deref(),
                most: field.most.as_deref(),
                absent: field
                    .absences
                    .iter()
                    .map(|(status, count)| (status.clone(), Value::from(*count)))
                    .collect(),
            })
            .collect(),
        records: resource
            .records()
            .take(rows)
            .map(|record| names().zip(record.into_iter().map(Value::String)).collect())
            .collect(),
    };
    serde_json::to_string_pretty(&file).expect("texts and numbers are always JSON")
}
