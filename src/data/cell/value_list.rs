//! A list of values that is asked for each cell whether it holds the cell.

use std::collections::{BTreeSet, HashMap};

use crate::stats::Number;

/// Values in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::data) struct ValueList {
    values: Vec<String>,
    /// The first place of each value.
    places: HashMap<String, usize>,
    /// The values that are numbers.
    numbers: BTreeSet<Number>,
}

impl ValueList {
    pub(in crate::data) fn new(values: Vec<String>) -> ValueList {
        let mut places = HashMap::with_capacity(values.len());
        for (place, value) in values.iter().enumerate() {
            places.entry(value.clone()).or_insert(place);
        }
        let numbers = values.iter().filter_map(|value| Number::parse(value).ok());
        ValueList {
            numbers: numbers.collect(),
            places,
            values,
        }
    }

    pub(in crate::data) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(in crate::data) fn iter(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(String::as_str)
    }

    pub(in crate::data) fn values(&self) -> &[String] {
        &self.values
    }

    /// The place of a value in the list.
    pub(in crate::data) fn place(&self, value: &str) -> Option<usize> {
        self.places.get(value).copied()
    }

    pub(in crate::data) fn holds(&self, value: &str) -> bool {
        self.places.contains_key(value)
    }

    /// Whether a value of the list is the same number, however it is written.
    pub(in crate::data) fn holds_number(&self, value: &str) -> bool {
        Number::parse(value).is_ok_and(|number| self.numbers.contains(&number))
    }
}
