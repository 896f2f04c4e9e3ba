//! What the names in an expression mean.

use std::collections::BTreeMap;

use crate::content::Document;
use crate::expression::Expression;
use crate::stats::{Observation, Period};

/// The names that an expression may use.
pub(super) enum Scope<'a> {
    /// The values that a document and the one it translates define.
    Document(BTreeMap<&'a str, &'a Expression>),
    /// The measures of one row of a table.
    Row(&'a BTreeMap<String, RowValue>),
}

/// The number of one measure in one row.
#[derive(Clone, Debug)]
pub(super) struct RowValue {
    pub(super) observation: Observation,
    pub(super) decimals: Option<u32>,
    pub(super) unit: Option<String>,
    /// The period of the row, or of its target.
    pub(super) period: Option<Period>,
}

impl<'a> Scope<'a> {
    /// The names of a document: those of the document that it translates, and its own.
    pub(super) fn of_document(document: &'a Document, base: Option<&'a Document>) -> Scope<'a> {
        let mut names = BTreeMap::new();
        for document in base.into_iter().chain([document]) {
            for (name, expression) in &document.front.values {
                names.insert(name.as_str(), expression);
            }
        }
        Scope::Document(names)
    }

    /// All names, for suggestions.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Scope::Document(names) => names.keys().copied().collect(),
            Scope::Row(names) => names.keys().map(String::as_str).collect(),
        }
    }
}
