//! The file format of CSV on the Web (<https://www.w3.org/TR/tabular-metadata/>): what stands in the
//! columns of CSV files, and which codes stand in other files.

use serde::Serialize;
use serde_json::{Value, json};

use super::export::Export;
use crate::data::{Content, FieldTexts, PublishedPackage, Resource};
use crate::locale::LocalText;
use crate::table::STATUS_SUFFIX;

/// What every description begins with.
const CONTEXT: &str = "http://www.w3.org/ns/csvw";

#[derive(Debug, Serialize)]
struct Group {
    #[serde(rename = "@context")]
    context: &'static str,
    tables: Vec<Table>,
}

#[derive(Debug, Serialize)]
struct Table {
    url: String,
    #[serde(rename = "dc:title", skip_serializing_if = "Value::is_null")]
    title: Value,
    #[serde(rename = "dc:description", skip_serializing_if = "Value::is_null")]
    description: Value,
    #[serde(rename = "dc:license", skip_serializing_if = "Vec::is_empty")]
    licence: Vec<Value>,
    #[serde(rename = "dc:modified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(rename = "tableSchema")]
    schema: Schema,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    columns: Vec<Column>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Key>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Column {
    name: String,
    /// What stands above the column in the file.
    titles: String,
    /// The title in words.
    #[serde(rename = "dc:title", skip_serializing_if = "Value::is_null")]
    words: Value,
    #[serde(rename = "dc:description", skip_serializing_if = "Value::is_null")]
    description: Value,
    datatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    null: Option<String>,
    required: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Key {
    column_reference: Vec<String>,
    reference: Reference,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Reference {
    resource: String,
    column_reference: Vec<String>,
}

/// The description of the file of a figure.
pub(in crate::render) fn of_figure(export: &Export<'_>, file: &str) -> Vec<u8> {
    let (cube, colophon) = (export.cube, export.colophon);
    let words = |text: &str| match text {
        "" => Value::Null,
        text => json!({ "@value": text, "@language": colophon.language }),
    };
    let mut columns: Vec<Column> = Vec::new();
    for dimension in &cube.dimensions {
        columns.push(Column {
            name: column_name(&dimension.name),
            titles: dimension.name.clone(),
            words: words(&dimension.title),
            description: Value::Null,
            datatype: "string",
            null: None,
            required: true,
        });
    }
    let primary_key = columns.iter().map(|column| column.name.clone()).collect();
    for measure in &cube.measures {
        let status = format!("{}{}", measure.name, STATUS_SUFFIX);
        columns.push(Column {
            name: column_name(&measure.name),
            titles: measure.name.clone(),
            words: words(&export.heading(measure)),
            description: Value::Null,
            datatype: "decimal",
            null: None,
            required: false,
        });
        columns.push(Column {
            name: column_name(&status),
            words: words(export.word("data.role.status")),
            titles: status,
            description: Value::Null,
            datatype: "string",
            null: None,
            required: false,
        });
    }
    let licences = colophon
        .licences
        .iter()
        .filter_map(|licence| licence.url.as_deref());
    let table = Table {
        url: file.to_owned(),
        title: words(&colophon.title),
        description: words(&colophon.description),
        licence: licences.map(|url| json!({ "@id": url })).collect(),
        modified: colophon.updated.as_ref().map(|date| date.iso.clone()),
        schema: Schema {
            columns,
            primary_key,
            foreign_keys: Vec::new(),
        },
    };
    bytes(vec![table])
}

/// The description of the files of some resources, the first of which is meant; the others hold its
/// codes.
pub(in crate::render) fn of_resources(
    resources: &[&Resource],
    package: &PublishedPackage,
) -> Vec<u8> {
    let tables = resources.iter().filter(|resource| !is_map(resource));
    let file = |name: &str| format!("{name}.csv");
    let tables = tables.map(|resource| {
        let key = package.primary_key(&resource.name);
        let is_here = |name: &str| resources.iter().any(|r| r.name == name && !is_map(r));
        let keys = package.foreign_keys(&resource.name).into_iter();
        let licences = resource
            .licences
            .iter()
            .filter_map(|licence| licence.url.as_deref());
        Table {
            url: file(&resource.name),
            title: local(&resource.title),
            description: local(&resource.description),
            licence: licences.map(|url| json!({ "@id": url })).collect(),
            modified: resource.updated.map(|date| date.to_string()),
            schema: Schema {
                columns: resource
                    .fields
                    .iter()
                    .map(|f| column(f, key.contains(&f.name)))
                    .collect(),
                primary_key: key.iter().map(|name| column_name(name)).collect(),
                foreign_keys: keys
                    .filter(|key| is_here(&key.resource) && is_complete(resource, &key.fields))
                    .map(|key| Key {
                        column_reference: key.fields.iter().map(|name| column_name(name)).collect(),
                        reference: Reference {
                            resource: file(&key.resource),
                            column_reference: key
                                .reference
                                .iter()
                                .map(|name| column_name(name))
                                .collect(),
                        },
                    })
                    .collect(),
            },
        }
    });
    bytes(tables.collect())
}

/// Whether no record leaves one of these fields blank: the standard has no codes that may be missing,
/// such as the parent of a code.
fn is_complete(resource: &Resource, fields: &[String]) -> bool {
    match &resource.content {
        Content::Dataset(dataset) => fields
            .iter()
            .all(|field| dataset.dimension(field).is_some()),
        Content::CodeList(list) => {
            let position = |name: &String| resource.fields.iter().position(|f| f.name == *name);
            let columns: Vec<Option<usize>> = fields.iter().map(position).collect();
            let mut cells = list.rows.iter().flat_map(|row| {
                let cells = columns.iter();
                cells.map(|column| column.is_some_and(|column| !row[column].is_empty()))
            });
            cells.all(|is_there| is_there)
        }
        Content::Outlines(_) => false,
    }
}

fn is_map(resource: &Resource) -> bool {
    matches!(resource.content, Content::Outlines(_))
}

fn column(field: &FieldTexts, is_key: bool) -> Column {
    Column {
        name: column_name(&field.name),
        titles: field.name.clone(),
        words: local(&field.title),
        description: local(&field.description),
        datatype: match field.kind {
            "integer" => "integer",
            "number" => "decimal",
            "boolean" => "boolean",
            "date" => "date",
            _ => "string",
        },
        null: (!field.missing_text.is_empty()).then(|| field.missing_text.clone()),
        required: is_key,
    }
}

/// A text in all its languages; null for none.
fn local(text: &LocalText) -> Value {
    let words: Vec<Value> = text
        .iter()
        .map(|(language, text)| json!({ "@value": text, "@language": language.tag() }))
        .collect();
    if words.is_empty() {
        Value::Null
    } else {
        json!(words)
    }
}

/// The name of a column as the standard allows it, where it is a part of an address: what may not
/// stand there is percent-encoded, and no name begins with `_`.
fn column_name(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for (position, byte) in name.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || (position > 0 && b"_.".contains(&byte));
        if is_plain {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn bytes(tables: Vec<Table>) -> Vec<u8> {
    let group = Group {
        context: CONTEXT,
        tables,
    };
    let mut text = serde_json::to_string_pretty(&group).expect("texts are always JSON");
    text.push('\n');
    text.into_bytes()
}
