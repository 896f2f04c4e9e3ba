//! A graph of statements as JSON-LD (<https://www.w3.org/TR/json-ld11/>).

use serde_json::{Map, Value, json};

use super::graph::{Node, PREFIXES, Term, address};

/// The file of a graph that begins at a resource.
pub(super) fn json_ld(root: &Node) -> String {
    let context: Map<String, Value> = PREFIXES
        .iter()
        .map(|(prefix, address)| ((*prefix).to_owned(), json!(address)))
        .collect();
    let mut file = Map::new();
    file.insert("@context".to_owned(), Value::Object(context));
    file.extend(node(root));
    let mut text = serde_json::to_string_pretty(&file).expect("texts are always JSON");
    text.push('\n');
    text
}

fn node(node: &Node) -> Map<String, Value> {
    let mut object = Map::new();
    if let Some(id) = &node.id {
        object.insert("@id".to_owned(), json!(address(id)));
    }
    object.insert("@type".to_owned(), json!(node.class));
    for (property, value) in &node.properties {
        let values = object
            .entry((*property).to_owned())
            .or_insert_with(|| json!([]));
        if let Some(values) = values.as_array_mut() {
            values.push(term(value));
        }
    }
    object
}

fn term(value: &Term) -> Value {
    match value {
        Term::Address(id) => json!({ "@id": address(id) }),
        Term::Text(words, Some(language)) => json!({ "@value": words, "@language": language }),
        Term::Text(words, None) => json!(words),
        Term::Typed(plain, kind) => json!({ "@value": plain, "@type": kind }),
        Term::Node(own) => Value::Object(node(own)),
    }
}
