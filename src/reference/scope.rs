//! What the names in an expression mean.

use std::collections::BTreeMap;

use crate::content::Document;
use crate::expression::Expression;
use crate::stats::{Observation, Period};

/// The names that an expression may use.
pub enum Scope<'a> {
    /// The values that a document and the one it translates define.
    Document(BTreeMap<&'a str, &'a Expression>),
    /// The measures of one row of a table.
    Row(&'a BTreeMap<String, RowValue>),
}

/// The number of one measure in one row.
#[derive(Clone, Debug)]
pub struct RowValue {
    /// The number, or why there is none.
    pub observation: Observation,
    /// With how many decimals it is shown, if that is said.
    pub decimals: Option<u32>,
    /// The unit, in the default language, if it is stated.
    pub unit: Option<String>,
    /// The period of the row, or of its target.
    pub period: Option<Period>,
}

impl<'a> Scope<'a> {
    /// The names of a document: those of the document that it translates, and its own.
    pub fn of_document(document: &'a Document, base: Option<&'a Document>) -> Scope<'a> {
        let mut names = BTreeMap::new();
        for document in base.into_iter().chain([document]) {
            for (name, expression) in &document.front.values {
                names.insert(name.as_str(), expression);
            }
        }
        Scope::Document(names)
    }

    /// All names, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Scope::Document(names) => names.keys().copied().collect(),
            Scope::Row(names) => names.keys().map(String::as_str).collect(),
        }
    }
}
