//! What a descriptor says of a check, and which fields it may name.

use std::collections::BTreeSet;

use crate::diag::{Code, Report};
use crate::input::value::{Fields, Kind, Text};
use crate::stats::Number;

pub(super) const TEXTS: Kind = Kind::List(&Kind::Text);

/// The fields of a dataset that checks may name.
#[derive(Debug)]
pub(in crate::data) struct Names<'a> {
    /// The name of the resource.
    pub(in crate::data) resource: &'a str,
    /// The fields of its key.
    pub(in crate::data) dimensions: Vec<&'a str>,
    /// Its numbers.
    pub(in crate::data) measures: Vec<&'a str>,
    /// All fields.
    pub(in crate::data) fields: Vec<&'a str>,
}

/// A check as a descriptor declares it.
#[derive(Debug)]
pub(in crate::data) struct Declared<'a> {
    /// What stands in the descriptor.
    pub(in crate::data) fields: Fields<'a>,
    /// What it may name.
    pub(in crate::data) names: &'a Names<'a>,
}

impl Names<'_> {
    /// A dimension of the dataset; what is none is reported.
    pub(super) fn dimension(&self, name: &Text, report: &mut Report) -> Option<String> {
        self.known(name, &self.dimensions, "dimension", report)
    }

    fn known(
        &self,
        name: &Text,
        known: &[&str],
        what: &str,
        report: &mut Report,
    ) -> Option<String> {
        if known.contains(&name.text.as_str()) {
            return Some(name.text.clone());
        }
        let (text, resource) = (&name.text, self.resource);
        let message = format!("the {what} of a check `{text}` is not a field of `{resource}`");
        let wrong = name.error(Code::BadPackage, message);
        report.push(wrong.did_you_mean(text, self.fields.iter().copied()));
        None
    }
}

impl Declared<'_> {
    /// The dimension that a key names.
    pub(super) fn dimension(&self, key: &str, report: &mut Report) -> Option<String> {
        self.names.dimension(self.fields.text(key)?, report)
    }

    /// The dimensions that a key names, each once.
    pub(super) fn dimensions(&self, key: &str, report: &mut Report) -> Option<Vec<String>> {
        let names = self.once(key);
        names
            .map(|name| self.names.dimension(name, report))
            .collect()
    }

    /// The measure that a key names.
    pub(super) fn measure(&self, key: &str, report: &mut Report) -> Option<String> {
        self.measure_of(self.fields.text(key)?, report)
    }

    /// The measures that a key names, each once; all where it names none.
    pub(super) fn measures(&self, key: &str, report: &mut Report) -> Option<Vec<String>> {
        if self.fields.items(key).is_empty() {
            let all = self.names.measures.iter().copied();
            return Some(all.map(str::to_owned).collect());
        }
        let names = self.once(key);
        names.map(|name| self.measure_of(name, report)).collect()
    }

    fn measure_of(&self, name: &Text, report: &mut Report) -> Option<String> {
        let Names { measures, .. } = self.names;
        self.names.known(name, measures, "measure", report)
    }

    /// The texts that a key lists, each once.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.once(key).map(|text| text.text.clone()).collect()
    }

    fn once(&self, key: &str) -> impl Iterator<Item = &Text> {
        let mut seen = BTreeSet::new();
        let texts = self.fields.texts(key).into_iter();
        texts.filter(move |text| seen.insert(text.text.as_str()))
    }

    /// The number of a key, which is a limit; zero where there is none.
    pub(super) fn limit(&self, key: &str, report: &mut Report) -> Option<Number> {
        let Some(value) = self.fields.value(key) else {
            return Some(Number::ZERO);
        };
        let digits = value.scalar().unwrap_or_default();
        let number = Number::parse_json(&digits).filter(|number| !number.is_negative());
        if number.is_none() {
            let message = format!("`{digits}` cannot be the limit of a check");
            report.push(value.error(Code::BadPackage, message));
        }
        number
    }
}
