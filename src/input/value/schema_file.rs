//! JSON Schema of a form (draft 7, which editors of TOML read): editors complete and check keys by it.

use serde_json::{Map, Value, json};

use super::form::{Form, Key, Kind};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a file of this form, as JSON.
pub fn schema(form: &Form) -> String {
    let mut schema = table(form);
    schema["$schema"] = json!(DRAFT);
    let mut text = serde_json::to_string_pretty(&schema).expect("texts are always JSON");
    text.push('\n');
    text
}

/// The schema of a file of texts with these keys, which have dots between their parts, as JSON. Other keys
/// are allowed. Each key is described by its text.
pub fn schema_of_texts<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    let mut schema = json!({ "$schema": DRAFT, "type": "object", "properties": {} });
    for (key, text) in texts {
        let mut at = &mut schema;
        for part in key.split('.') {
            at = &mut at["properties"][part];
        }
        *at = json!({ "type": "string", "description": text });
    }
    let mut text = serde_json::to_string_pretty(&schema).expect("texts are always JSON");
    text.push('\n');
    text
}

fn table(form: &Form) -> Value {
    let properties: Map<String, Value> = form
        .keys()
        .map(|key| (key.name.to_owned(), property(key)))
        .collect();
    let required = form.keys().filter(|key| key.is_required);
    let required: Vec<&str> = required.map(|key| key.name).collect();
    json!({
        "title": form.title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": form.is_open,
    })
}

fn property(key: &Key) -> Value {
    let mut property = value(&key.kind);
    property["description"] = json!(sentence(key.purpose));
    if let Some(default) = key.default {
        property["default"] = match key.kind {
            Kind::Boolean => json!(default == "true"),
            _ => json!(default),
        };
    }
    property
}

/// A part of a sentence as a sentence.
fn sentence(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().map(char::to_uppercase);
    format!(
        "{}{}.",
        first.map(String::from_iter).unwrap_or_default(),
        letters.as_str()
    )
}

fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Filled => json!({ "type": "string", "pattern": "\\S" }),
        Kind::Word(words) => json!({ "enum": words() }),
        Kind::Whole(least, i64::MAX, _) => json!({ "type": "integer", "minimum": least }),
        Kind::Whole(least, most, _) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Number => json!({ "type": "number" }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Date | Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Scalar => json!({ "type": ["string", "number", "boolean"] }),
        Kind::Anything => json!({}),
        Kind::TablesBy(_, forms) => {
            let forms: Vec<Value> = forms().iter().map(|(_, form)| table(form)).collect();
            json!({ "type": "array", "items": { "anyOf": forms } })
        }
        Kind::List(kind) => json!({ "type": "array", "items": value(kind) }),
        Kind::OneOrMore(kind) => {
            json!({ "anyOf": [value(kind), { "type": "array", "items": value(kind) }] })
        }
        Kind::Table(form) => table(form),
        Kind::Tables(form) => json!({ "type": "array", "items": table(form) }),
        Kind::Map(kind) => json!({ "type": "object", "additionalProperties": value(kind) }),
        Kind::Either(kinds, _) => {
            let kinds: Vec<Value> = kinds.iter().map(value).collect();
            json!({ "anyOf": kinds })
        }
    }
}
