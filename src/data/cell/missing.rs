//! Texts that stand for no value, and the reason for absence that each means.

use std::collections::BTreeMap;

use crate::stats::Absence;

/// The texts of a field that stand for no value, each with its reason where one is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct Missing(BTreeMap<String, Option<Absence>>);

impl Missing {
    /// These texts, without reasons.
    pub(in crate::data) fn of_texts(texts: impl IntoIterator<Item = String>) -> Missing {
        Missing(texts.into_iter().map(|text| (text, None)).collect())
    }

    /// The same with a reason for one text, which then stands for no value too.
    pub(in crate::data) fn insert(&mut self, text: String, reason: Option<Absence>) {
        self.0.insert(text, reason);
    }

    /// Whether a text stands for no value.
    pub(in crate::data) fn holds(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// Why a text stands for no value; nothing when nothing says why.
    pub(in crate::data) fn reason(&self, text: &str) -> Option<Absence> {
        self.0.get(text).copied().flatten()
    }

    /// The texts that stand for no value and are not blank.
    pub(in crate::data) fn words(&self) -> impl Iterator<Item = &str> {
        self.0
            .keys()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }
}
