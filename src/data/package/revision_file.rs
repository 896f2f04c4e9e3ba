//! The file format of changes of published values.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::package_file::OneOrMany;

/// A change of values that had been published.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct RevisionFile {
    /// `revision` when it was planned, `correction` when there was a mistake.
    pub(in crate::data) kind: String,
    /// The day from which the new values stand.
    pub(in crate::data) date: String,
    /// What was changed, in the default language.
    pub(in crate::data) what: String,
    /// Why, in the default language.
    pub(in crate::data) why: String,
    /// Which cells have other values.
    #[serde(default)]
    pub(in crate::data) affected: Vec<AffectedFile>,
    /// The file that was published before.
    #[serde(default)]
    pub(in crate::data) replaced: Option<String>,
    /// The texts in other languages.
    #[serde(default)]
    pub(in crate::data) translations: BTreeMap<String, RevisionTextsFile>,
}

/// Cells of some measures and codes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct AffectedFile {
    /// The measures.
    #[serde(default)]
    pub(in crate::data) measures: Vec<String>,
    /// One code or several of a dimension.
    #[serde(default, rename = "where")]
    pub(in crate::data) codes: BTreeMap<String, OneOrMany>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct RevisionTextsFile {
    pub(in crate::data) what: String,
    pub(in crate::data) why: String,
}
