//! The descriptor as it is published: everything that stands in the site's own one, with what the
//! published files are.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::data::catalog::{Catalog, Resource};
use crate::data::cell::{FieldType, Formulas};
use crate::data::descriptor::{Descriptor, ResourceDescriptor};
use crate::data::properties_file::properties;
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

/// Codes that stand in other resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The fields that hold them.
    pub fields: Vec<String>,
    /// The resource that they stand in, which may be the same.
    pub resource: String,
    /// The fields that they stand in there.
    pub reference: Vec<String>,
}

/// What is known of a published file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// The published descriptor of a resource.
    fn resource(&self, name: &str) -> Option<&Value> {
        let resources = self.0.get("resources")?.as_array()?;
        resources.iter().find(|resource| resource["name"] == name)
    }

    /// The fields that make records of a resource differ.
    pub fn primary_key(&self, name: &str) -> Vec<String> {
        let resource = self.resource(name);
        resource.map_or_else(Vec::new, |resource| {
            names(&resource["schema"]["primaryKey"])
        })
    }

    /// The fields of a resource whose codes stand elsewhere.
    pub fn foreign_keys(&self, name: &str) -> Vec<ForeignKey> {
        let keys = self.resource(name);
        let keys = keys.and_then(|resource| resource["schema"]["foreignKeys"].as_array());
        let keys = keys.into_iter().flatten();
        keys.map(|key| {
            let reference = &key["reference"];
            // Data Package v1 writes nothing for the same resource.
            let resource = reference["resource"]
                .as_str()
                .filter(|other| !other.is_empty());
            ForeignKey {
                fields: names(&key["fields"]),
                resource: resource.unwrap_or(name).to_owned(),
                reference: names(&reference["fields"]),
            }
        })
        .collect()
    }

    /// The names of all resources that a resource needs to be understood: those whose codes it uses,
    /// those whose codes they use, and so on, without itself.
    pub fn references(&self, name: &str) -> Vec<String> {
        let mut found = vec![name.to_owned()];
        let mut next = 0;
        while let Some(name) = found.get(next).cloned() {
            for key in self.foreign_keys(&name) {
                if !found.contains(&key.resource) && self.resource(&key.resource).is_some() {
                    found.push(key.resource);
                }
            }
            next += 1;
        }
        found.remove(0);
        found
    }

    /// The text of the descriptor of these files.
    pub fn text(&self, files: &[PublishedFile]) -> String {
        let mut package = self.0.clone();
        let resources = package.get_mut("resources").and_then(Value::as_array_mut);
        if let Some(resources) = resources {
            let described = |resource: &Value| {
                let mut files = files.iter();
                files.find(|file| resource["name"] == file.resource.as_str())
            };
            resources.retain(|resource| described(resource).is_some());
            for resource in resources {
                let Some(file) = described(resource) else {
                    continue;
                };
                resource["path"] = json!(file.path);
                resource["bytes"] = json!(file.bytes);
                resource["hash"] = json!(format!("sha256:{}", file.sha256));
            }
        }
        let mut text =
            serde_json::to_string_pretty(&package).expect("texts and numbers are always JSON");
        text.push('\n');
        text
    }
}

/// One name or several.
fn names(written: &Value) -> Vec<String> {
    let several = written.as_array().map(Vec::as_slice);
    let one = std::slice::from_ref(written);
    let names = several.unwrap_or(one).iter();
    names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

fn published(
    mut properties: Map<String, Value>,
    described: &ResourceDescriptor,
    resource: &Resource,
) -> Map<String, Value> {
    if described.outlines.is_some() {
        return properties;
    }
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
                    let is_status = field.status_of.is_some();
                    Value::Object(published_field(own.clone(), described, position, is_status))
                }
                _ => json!({
                    "name": field.name,
                    "type": "string",
                    "yearbook": { "status": field.status_of },
                }),
            }
        })
        .collect();
    let is_published = |names: &Value| {
        let known = |name: &Value| resource.fields.iter().any(|f| *name == f.name.as_str());
        match names {
            Value::Array(names) => names.iter().all(known),
            name => known(name),
        }
    };
    for (property, part) in [("uniqueKeys", None), ("foreignKeys", Some("fields"))] {
        if let Some(keys) = schema.get_mut(property).and_then(Value::as_array_mut) {
            keys.retain(|key| is_published(part.map_or(key, |part| &key[part])));
        }
    }
    schema.insert("fields".to_owned(), Value::Array(fields));
    properties.insert("schema".to_owned(), Value::Object(schema));
    properties
}

fn published_field(
    mut field: Map<String, Value>,
    described: &ResourceDescriptor,
    position: usize,
    is_status: bool,
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
    let is_rewritten = is_time || matches!(descriptor.kind, FieldType::Boolean { .. });
    let constraints = field.get_mut("constraints").and_then(Value::as_object_mut);
    if let Some(constraints) = constraints.filter(|_| is_rewritten) {
        for (name, plain) in descriptor.constraints.plain_bounds() {
            constraints.insert(name.to_owned(), json!(plain));
        }
        if constraints.contains_key("enum") {
            let allowed = json!(descriptor.constraints.allowed.values());
            constraints.insert("enum".to_owned(), allowed);
        }
    }
    let categories = field.get_mut("categories").and_then(Value::as_array_mut);
    if let Some(categories) = categories.filter(|_| is_rewritten) {
        for (category, plain) in categories
            .iter_mut()
            .zip(descriptor.constraints.categories.iter())
        {
            match category.get_mut("value") {
                Some(value) => *value = json!(plain),
                None => *category = json!(plain),
            }
        }
    }
    // A blank text that is a value is published blank, and stands for no missing one.
    if !descriptor.missing.holds("") && !descriptor.kind.is_numeric() {
        let words: Vec<&str> = descriptor.missing.words().take(1).collect();
        field.insert("missingValues".to_owned(), json!(words));
    }
    if let Some(extension) = field.get_mut("yearbook").and_then(Value::as_object_mut) {
        extension.remove("missing");
        if !is_status {
            // The measure that it would qualify is not published.
            extension.remove("status");
            extension.remove("confidentiality");
        }
        if descriptor.formulas != Formulas::Refused {
            extension.insert("formulas".to_owned(), json!("escaped"));
        }
    }
    field
}
