//! A small graph of statements about resources, as RDF has them, and how it is written in Turtle
//! (<https://www.w3.org/TR/turtle/>). How it is written in JSON-LD is in `graph_file`.

use std::fmt::Write;

/// The vocabularies that are used, each with its prefix.
pub(super) const PREFIXES: [(&str, &str); 6] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// What is said of one resource.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its address; nothing for one that is known only by what is said of it.
    pub(super) id: Option<String>,
    /// What it is, with a prefix.
    pub(super) class: &'static str,
    /// Each property with a prefix, and its value, in the order in which they are written.
    pub(super) properties: Vec<(&'static str, Term)>,
}

/// The value of a property.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// A resource by its address.
    Address(String),
    /// A text, in a language or in none.
    Text(String, Option<String>),
    /// A plain form with its type, with a prefix.
    Typed(String, &'static str),
    /// A resource with what is said of it.
    Node(Node),
}

impl Node {
    /// A resource about which nothing is said yet.
    pub(super) fn new(id: Option<String>, class: &'static str) -> Node {
        Node {
            id,
            class,
            properties: Vec::new(),
        }
    }

    /// Says something of it.
    pub(super) fn say(&mut self, property: &'static str, value: Term) {
        self.properties.push((property, value));
    }

    /// Says something of it that is known only in some cases.
    pub(super) fn say_known(&mut self, property: &'static str, value: Option<Term>) {
        self.properties.extend(value.map(|value| (property, value)));
    }
}

impl Term {
    /// A text in no language.
    pub(super) fn plain(text: impl Into<String>) -> Term {
        Term::Text(text.into(), None)
    }

    /// A day.
    pub(super) fn day(iso: impl Into<String>) -> Term {
        Term::Typed(iso.into(), "xsd:date")
    }
}

/// The file of a graph that begins at a resource.
pub(super) fn turtle(root: &Node) -> String {
    let mut text = String::new();
    for (prefix, address) in PREFIXES {
        text.push_str(&format!("@prefix {prefix}: <{address}> .\n"));
    }
    text.push('\n');
    subject(root, &mut text);
    // What has an address of its own is written by itself, and named where it belongs.
    for node in addressed(root) {
        text.push('\n');
        subject(node, &mut text);
    }
    text
}

/// Every resource below another that has an address.
fn addressed(node: &Node) -> Vec<&Node> {
    let mut found = Vec::new();
    for (_, value) in &node.properties {
        if let Term::Node(node) = value {
            found.extend(node.id.is_some().then_some(node));
            found.extend(addressed(node));
        }
    }
    found
}

fn subject(node: &Node, text: &mut String) {
    let id = node.id.as_deref().unwrap_or_default();
    text.push_str(&format!("<{}> a {}", address(id), node.class));
    for (property, value) in &node.properties {
        text.push_str(&format!(" ;\n    {property} "));
        object(value, text);
    }
    text.push_str(" .\n");
}

fn object(value: &Term, text: &mut String) {
    match value {
        Term::Address(id) => text.push_str(&format!("<{}>", address(id))),
        Term::Text(words, language) => {
            literal(words, text);
            if let Some(language) = language {
                text.push_str(&format!("@{language}"));
            }
        }
        Term::Typed(plain, kind) => {
            literal(plain, text);
            text.push_str(&format!("^^{kind}"));
        }
        Term::Node(node) => match &node.id {
            Some(id) => text.push_str(&format!("<{}>", address(id))),
            None => {
                text.push_str(&format!("[ a {}", node.class));
                for (property, value) in &node.properties {
                    text.push_str(&format!(" ; {property} "));
                    object(value, text);
                }
                text.push_str(" ]");
            }
        },
    }
}

fn literal(words: &str, text: &mut String) {
    text.push('"');
    for sign in words.chars() {
        match sign {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            sign => text.push(sign),
        }
    }
    text.push('"');
}

/// An address with all that may not stand between angle brackets encoded.
pub(super) fn address(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for sign in id.chars() {
        if sign <= ' ' || "<>\"{}|^`\\".contains(sign) {
            write!(encoded, "%{:02X}", u32::from(sign)).expect("writing to a text cannot fail");
        } else {
            encoded.push(sign);
        }
    }
    encoded
}
