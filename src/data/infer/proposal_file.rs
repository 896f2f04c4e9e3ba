//! Guesses as a descriptor, alone or within one that exists.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::Guess;
use super::column::{Column, Kind, name_language};
use crate::data::properties_file::without_mark;
use crate::diag::limits::PRINTED_REASONS;
use crate::input::value::why_not_json;

/// The profile of Data Package v2.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// A descriptor with proposed resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The descriptor.
    pub json: String,
    /// Why each guess was made, one line each, with the file's path.
    pub reasons: Vec<String>,
}

/// The names of resources: those that the descriptor has, and new ones that differ from them.
pub(super) struct Names {
    /// The name of what is at a path.
    at: HashMap<String, String>,
    taken: HashSet<String>,
    /// The number that comes next behind a proposed name.
    next: HashMap<String, usize>,
}

impl Names {
    pub(super) fn new(existing: Option<&[u8]>) -> Result<Names, String> {
        let package = existing.map(descriptor).transpose()?.unwrap_or_default();
        let resources = package.get("resources").and_then(Value::as_array);
        let mut names = Names {
            at: HashMap::new(),
            taken: HashSet::new(),
            next: HashMap::new(),
        };
        for resource in resources.into_iter().flatten() {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let (path, name) = (text(&resource["path"]), text(&resource["name"]));
            names.taken.insert(name.clone());
            names.at.entry(plain_path(&path).to_owned()).or_insert(name);
        }
        Ok(names)
    }

    /// The name of the resource at a path: its own, or the proposed one with a number behind it if
    /// another has it.
    pub(super) fn of(&mut self, path: &str, proposed: &str) -> String {
        let path = plain_path(path);
        if let Some(name) = self.at.get(path) {
            return name.clone();
        }
        let mut name = proposed.to_owned();
        let next = self.next.entry(proposed.to_owned()).or_insert(2);
        while self.taken.contains(&name) {
            name = format!("{proposed}-{next}");
            *next += 1;
        }
        self.taken.insert(name.clone());
        self.at.insert(path.to_owned(), name.clone());
        name
    }
}

fn plain_path(path: &str) -> &str {
    path.trim_start_matches("./")
}

fn is_at(resource: &Value, path: &str) -> bool {
    let own = resource["path"].as_str().unwrap_or_default();
    plain_path(own) == plain_path(path)
}

fn descriptor(json: &[u8]) -> Result<Map<String, Value>, String> {
    let json = without_mark(json);
    serde_json::from_slice(json)
        .map_err(|_| format!("the descriptor cannot be read: {}", why_not_json(json)))
}

pub(super) fn proposal(guesses: &[Guess], existing: Option<&[u8]>) -> Result<Proposal, String> {
    let mut package: Map<String, Value> = match existing {
        None => {
            let mut package = Map::new();
            package.insert("$schema".to_owned(), json!(PROFILE));
            package
        }
        Some(json) => descriptor(json)?,
    };
    let resources = package
        .entry("resources")
        .or_insert_with(|| Value::Array(Vec::new()))
        .as_array_mut()
        .ok_or("`resources` of the descriptor is not a list")?;
    let mut reasons = Vec::new();
    for guess in guesses {
        let first = guess.reasons.iter().take(PRINTED_REASONS);
        reasons.extend(first.map(|reason| format!("{}: {reason}", guess.path)));
        let others = guess.reasons.len().saturating_sub(PRINTED_REASONS);
        if others > 0 {
            reasons.push(format!(
                "{}: {others} more guesses are not listed",
                guess.path
            ));
        }
        let proposed = resource(guess);
        let same = |other: &&mut Value| is_at(other, &guess.path);
        if let Some(known) = resources.iter_mut().find(same) {
            reasons.push(format!(
                "{}: the descriptor has it already; only what was not said is added",
                guess.path
            ));
            complete(known, proposed);
        } else {
            resources.push(proposed);
        }
    }
    let mut json =
        serde_json::to_string_pretty(&package).expect("texts and numbers are always JSON");
    json.push('\n');
    Ok(Proposal { json, reasons })
}

/// Adds what `known` does not say; nothing in it changes. Fields are found by their names.
fn complete(known: &mut Value, proposed: Value) {
    match (known, proposed) {
        (Value::Object(known), Value::Object(proposed)) => {
            for (name, value) in proposed {
                match known.get_mut(&name) {
                    None => {
                        known.insert(name, value);
                    }
                    Some(own) => complete(own, value),
                }
            }
        }
        (Value::Array(known), Value::Array(proposed)) => {
            let is_named = |value: &Value| value["name"].is_string();
            if !proposed.iter().all(is_named) {
                return;
            }
            for value in proposed {
                match known.iter_mut().find(|own| own["name"] == value["name"]) {
                    None => known.push(value),
                    Some(own) => complete(own, value),
                }
            }
        }
        _ => {}
    }
}

fn resource(guess: &Guess) -> Value {
    let table = &guess.table;
    let mut resource = json!({ "name": guess.name, "type": "table", "path": guess.path });
    if let Some(encoding) = table.encoding {
        resource["encoding"] = json!(encoding);
    }
    let mut dialect = Map::new();
    if table.delimiter != b',' {
        let delimiter = char::from(table.delimiter).to_string();
        dialect.insert("delimiter".to_owned(), json!(delimiter));
    }
    if table.header_row > 1 {
        dialect.insert("headerRows".to_owned(), json!([table.header_row]));
    }
    if !dialect.is_empty() {
        resource["dialect"] = Value::Object(dialect);
    }
    let fields: Vec<Value> = guess.columns.iter().map(field).collect();
    let mut schema = json!({ "fields": fields });
    let names: Vec<&str> = guess
        .key
        .iter()
        .map(|&position| guess.columns[position].name.as_str())
        .collect();
    if !names.is_empty() {
        schema["primaryKey"] = json!(names);
    }
    let keys: Vec<Value> = guess
        .columns
        .iter()
        .zip(&guess.lists)
        .filter_map(|(column, list)| {
            let (list, code) = list.as_ref()?;
            let reference = json!({ "resource": list, "fields": [code] });
            Some(json!({ "fields": [column.name], "reference": reference }))
        })
        .collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    resource["schema"] = schema;
    if guess.is_code_list {
        resource["yearbook"] = json!({ "codeList": code_list(&guess.columns) });
    }
    resource
}

fn field(column: &Column) -> Value {
    let mut field = json!({ "name": column.name });
    let mut extension = Map::new();
    match &column.kind {
        Kind::Text => field["type"] = json!("string"),
        Kind::Integer => field["type"] = json!("integer"),
        Kind::Boolean => field["type"] = json!("boolean"),
        Kind::Number { decimal, group } => {
            field["type"] = json!("number");
            if *decimal != '.' {
                field["decimalChar"] = json!(decimal.to_string());
            }
            if let Some(group) = group {
                field["groupChar"] = json!(group.to_string());
            }
        }
        Kind::Date(format) => {
            field["type"] = json!("date");
            if let Some(format) = format {
                field["format"] = json!(format);
            }
        }
        Kind::Period => {
            field["type"] = json!("string");
            extension.insert("period".to_owned(), json!(true));
        }
    }
    if !column.missing.is_empty() {
        let mut values = vec![json!({ "value": "" })];
        values.extend(column.missing.iter().map(|(text, reason)| match reason {
            Some(reason) => json!({ "value": text, "label": reason }),
            None => json!({ "value": text }),
        }));
        field["missingValues"] = json!(values);
        let reasons: Map<String, Value> = column
            .missing
            .iter()
            .filter_map(|(text, reason)| Some((text.clone(), json!((*reason)?))))
            .collect();
        if !reasons.is_empty() {
            extension.insert("missing".to_owned(), Value::Object(reasons));
        }
    }
    if let Some(measure) = &column.status_of {
        let property = if column.is_confidentiality {
            "confidentiality"
        } else {
            "status"
        };
        extension.insert(property.to_owned(), json!(measure));
    }
    if let Some(total) = &column.total {
        extension.insert("total".to_owned(), json!(total));
    }
    if !extension.is_empty() {
        field["yearbook"] = Value::Object(extension);
    }
    field
}

fn code_list(columns: &[Column]) -> Value {
    let mut list = Map::new();
    let labels: Map<String, Value> = columns
        .iter()
        .filter_map(|column| {
            let language = name_language(&column.name)?;
            let language = if language.is_empty() { "en" } else { language };
            Some((language.to_owned(), json!(column.name)))
        })
        .collect();
    list.insert("label".to_owned(), Value::Object(labels));
    let roles = [
        ("parent", "parent"),
        ("level", "level"),
        ("valid_from", "validFrom"),
        ("valid_to", "validTo"),
        ("successor", "successor"),
    ];
    for (name, role) in roles {
        if columns.iter().any(|column| column.name == name) {
            list.insert(role.to_owned(), json!(name));
        }
    }
    Value::Object(list)
}
