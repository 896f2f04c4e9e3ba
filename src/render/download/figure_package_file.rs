//! The descriptor of the file of a figure as a Data Package v2, so that it can be read elsewhere without
//! the site.

use serde_json::{Value, json};

use super::export::Export;
use super::package::Describing;
use crate::table::STATUS_SUFFIX;

/// The descriptor beside the CSV file of a figure.
pub(in crate::render) fn figure_package(export: &Export<'_>, file: &str, csv: &[u8]) -> Vec<u8> {
    let (cube, colophon) = (export.cube, export.colophon);
    let mut describing = Describing::default();
    describing.add(csv);
    let described = describing.finish(&colophon.name, file);
    let mut fields: Vec<Value> = Vec::new();
    for dimension in &cube.dimensions {
        fields.push(json!({
            "name": dimension.name,
            "type": "string",
            "title": dimension.title,
            "constraints": { "required": true },
        }));
    }
    for measure in &cube.measures {
        let mut field = json!({
            "name": measure.name,
            "type": "number",
            "title": measure.title,
        });
        if let Some(unit) = &measure.unit {
            field["yearbook"] = json!({ "unit": unit });
        }
        fields.push(field);
        fields.push(json!({
            "name": format!("{}{}", measure.name, STATUS_SUFFIX),
            "type": "string",
            "title": export.word("data.role.status"),
            "yearbook": { "status": measure.name },
        }));
    }
    let key: Vec<&str> = cube.dimensions.iter().map(|d| d.name.as_str()).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": colophon.name,
        "title": colophon.title,
    });
    if !colophon.description.is_empty() {
        package["description"] = json!(colophon.description);
    }
    if let Some(updated) = &colophon.updated {
        package["version"] = json!(updated.iso);
    }
    if let Some(url) = &colophon.url {
        package["homepage"] = json!(url);
    }
    if let Some(source) = &colophon.source {
        package["sources"] = json!([{ "title": source }]);
    }
    // A licence is known by a name or an address.
    let licences = colophon.licences.iter().map(|licence| match &licence.url {
        Some(url) => json!({ "title": licence.name, "path": url }),
        None => json!({ "title": licence.name, "name": licence.name.replace(' ', "-") }),
    });
    let licences: Vec<Value> = licences.collect();
    if !licences.is_empty() {
        package["licenses"] = json!(licences);
    }
    package["resources"] = json!([{
        "name": colophon.name,
        "type": "table",
        "path": described.path,
        "title": colophon.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": described.bytes,
        "hash": format!("sha256:{}", described.sha256),
        "schema": { "fields": fields, "primaryKey": key },
    }]);
    let mut text = serde_json::to_string_pretty(&package).expect("texts and numbers are JSON");
    text.push('\n');
    text.into_bytes()
}
