//! The descriptor as it is published: everything that stands in the site's own one, with what the
//! published files are.

use serde_json::{Map, Value, json};

use super::descriptor::{Descriptor, ResourceDescriptor};
use super::package_file::properties;
use crate::data::catalog::{Catalog, Resource};
use crate::data::cell::{FieldType, Formulas};
use crate::diag::Source;

/// The profile of Data Package v2, which the published descriptor follows.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// How the site's own descriptor writes numbers, truths and missing values; the published files
/// need none of it.
const OF_FIELDS_ONLY: [&str; 6] = [
    "bareNumber",
    "decimalChar",
    "falseValues",
    "groupChar",
    "missingValues",
    "trueValues",
];

/// A descriptor that is ready to be published.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublishedPackage(Map<String, Value>);

/// What is known of a published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// The name of its resource.
    pub resource: String,
    /// Its name beside the descriptor.
    pub path: String,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl PublishedPackage {
    /// The descriptor of the resources of a catalog.
    pub(in crate::data) fn new(
        source: &Source,
        descriptor: &Descriptor,
        catalog: &Catalog,
    ) -> PublishedPackage {
        let mut package = properties(source.bytes());
        let written = package
            .remove("resources")
            .and_then(|resources| resources.as_array().cloned())
            .unwrap_or_default();
        package.insert("$schema".to_owned(), json!(PROFILE));
        let resources: Vec<Value> = catalog
            .resources
            .iter()
            .filter_map(|resource| {
                let own = written
                    .iter()
                    .find(|own| own["name"] == resource.name.as_str())?;
                let described = descriptor
                    .resources
                    .iter()
                    .find(|described| described.name == resource.name)?;
                Some(Value::Object(published(
                    own.as_object()?.clone(),
                    described,
                    resource,
                )))
            })
            .collect();
        package.insert("resources".to_owned(), Value::Array(resources));
        PublishedPackage(package)
    }

    /// The text of the descriptor beside these files.
    pub fn text(&self, files: &[PublishedFile]) -> String {
        let mut package = self.0.clone();
        let resources = package.get_mut("resources").and_then(Value::as_array_mut);
        for resource in resources.into_iter().flatten() {
            let Some(file) = files
                .iter()
                .find(|f| resource["name"] == f.resource.as_str())
            else {
                continue;
            };
            resource["path"] = json!(file.path);
            resource["bytes"] = json!(file.bytes);
            resource["hash"] = json!(format!("sha256:{}", file.sha256));
        }
        let mut text =
            serde_json::to_string_pretty(&package).expect("texts and numbers are always JSON");
        text.push('\n');
        text
    }
}

fn published(
    mut properties: Map<String, Value>,
    described: &ResourceDescriptor,
    resource: &Resource,
) -> Map<String, Value> {
    properties.remove("dialect");
    for (name, value) in [
        ("format", "csv"),
        ("mediatype", "text/csv"),
        ("encoding", "utf-8"),
    ] {
        properties.insert(name.to_owned(), json!(value));
    }
    let written = properties.get("schema").and_then(Value::as_object);
    let mut schema = written
        .or(described.schema.as_ref())
        .cloned()
        .unwrap_or_default();
    for name in ["fieldsMatch", "missingValues"] {
        schema.remove(name);
    }
    if let Some(extension) = schema.get_mut("yearbook").and_then(Value::as_object_mut) {
        extension.remove("missing");
    }
    schema.retain(|name, value| name != "yearbook" || value != &json!({}));
    let own: Vec<Value> = schema
        .get("fields")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let fields: Vec<Value> = resource
        .fields
        .iter()
        .map(|field| {
            let own = own.iter().find(|own| own["name"] == field.name.as_str());
            let position = described.field(&field.name);
            match (own.and_then(Value::as_object), position) {
                (Some(own), Some(position)) => {
                    Value::Object(published_field(own.clone(), described, position))
                }
                _ => json!({
                    "name": field.name,
                    "type": "string",
                    "yearbook": { "status": field.status_of },
                }),
            }
        })
        .collect();
    schema.insert("fields".to_owned(), Value::Array(fields));
    properties.insert("schema".to_owned(), Value::Object(schema));
    properties
}

fn published_field(
    mut field: Map<String, Value>,
    described: &ResourceDescriptor,
    position: usize,
) -> Map<String, Value> {
    let descriptor = &described.fields[position];
    for name in OF_FIELDS_ONLY {
        field.remove(name);
    }
    let is_time = matches!(
        descriptor.kind,
        FieldType::Date(_) | FieldType::Time(_) | FieldType::DateTime(_)
    );
    if is_time {
        field.remove("format");
    }
    if let Some(constraints) = field.get_mut("constraints").and_then(Value::as_object_mut) {
        for (name, plain) in descriptor.constraints.plain_bounds() {
            if is_time && constraints.contains_key(name) {
                constraints.insert(name.to_owned(), json!(plain));
            }
        }
    }
    if let Some(extension) = field.get_mut("yearbook").and_then(Value::as_object_mut) {
        extension.remove("missing");
        if descriptor.formulas != Formulas::Refused {
            extension.insert("formulas".to_owned(), json!("escaped"));
        }
    }
    field
}
