//! The file format of checks across records, and of the places where one is waived.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A number of the descriptor, with the digits that it is written with.
pub(in crate::data) type LimitFile = serde_json::Number;

/// A check across the records of a dataset.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "check", rename_all = "kebab-case")]
pub(in crate::data) enum CheckFile {
    /// Parts add up to their total.
    Sum(SumFile),
    /// Every combination of codes has a record.
    Coverage(CoverageFile),
    /// No value is above that of another measure.
    AtMost(AtMostFile),
    /// No value changes by more between periods.
    Change(ChangeFile),
    /// Every observation has a target.
    Target(TargetFile),
    /// No period lies in the future.
    PastPeriods(PastPeriodsFile),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct SumFile {
    /// The dimension over which parts are added up.
    pub(in crate::data) over: String,
    /// The measures; all where none is named.
    #[serde(default)]
    pub(in crate::data) measures: Vec<String>,
    /// The levels of the totals that are checked; all where none is named.
    #[serde(default)]
    pub(in crate::data) levels: Vec<String>,
    /// Whether the code list leaves parts out, so that the sum may be less than the total.
    #[serde(default)]
    pub(in crate::data) partial: bool,
    /// How far the sum may be from the total.
    #[serde(default)]
    pub(in crate::data) tolerance: Option<LimitFile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct CoverageFile {
    /// The dimensions of which every combination must have a record.
    pub(in crate::data) over: Vec<String>,
    /// The levels of a code list that count; all where none is named.
    #[serde(default)]
    pub(in crate::data) levels: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct AtMostFile {
    pub(in crate::data) measure: String,
    /// The measure that must not be exceeded.
    pub(in crate::data) of: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct ChangeFile {
    pub(in crate::data) measure: String,
    /// The largest change, in per cent of the earlier value.
    pub(in crate::data) percent: LimitFile,
    /// Values below it, both of them, are not compared.
    #[serde(default)]
    pub(in crate::data) from: Option<LimitFile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct TargetFile {
    /// The target, as `dataset.measure`.
    pub(in crate::data) target: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct PastPeriodsFile {}

/// A place at which a check need not hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct WaiverFile {
    /// The check, by the name that it is declared with.
    pub(in crate::data) check: String,
    /// Codes by dimension; a dimension that is not named may have any code.
    #[serde(default, rename = "where")]
    pub(in crate::data) at: BTreeMap<String, String>,
    /// Why, in the default language.
    pub(in crate::data) reason: String,
    /// Why, in other languages.
    #[serde(default)]
    pub(in crate::data) translations: BTreeMap<String, ReasonFile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct ReasonFile {
    pub(in crate::data) reason: String,
}
