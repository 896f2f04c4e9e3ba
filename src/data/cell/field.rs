//! A field: what its cells must be and what they mean.

use super::constraint::Constraints;
use super::kind::FieldType;
use super::missing::Missing;
use super::text::Formulas;
use crate::locale::{Language, LocalText};
use crate::stats::Number;

/// One field.
#[derive(Debug)]
pub(in crate::data) struct FieldDescriptor {
    pub(in crate::data) name: String,
    pub(in crate::data) kind: FieldType,
    pub(in crate::data) title: LocalText,
    pub(in crate::data) description: LocalText,
    pub(in crate::data) unit: LocalText,
    pub(in crate::data) decimals: Option<u32>,
    pub(in crate::data) total: Option<String>,
    /// What the numbers of this field mean, if it is a measure.
    pub(in crate::data) meaning: MeasureMeaning,
    /// The measure whose status this field holds.
    pub(in crate::data) status: Option<StatusColumn>,
    pub(in crate::data) language: Option<Language>,
    /// The code list whose codes this field holds.
    pub(in crate::data) code_list: Option<String>,
    pub(in crate::data) missing: Missing,
    pub(in crate::data) constraints: Constraints,
    pub(in crate::data) formulas: Formulas,
}

/// What the numbers of a measure mean, by the names of other fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::data) struct MeasureMeaning {
    /// The dimensions over which they may be added up.
    pub(in crate::data) sums_over: Vec<String>,
    /// Whether they are rates.
    pub(in crate::data) is_rate: bool,
    /// The measure that they are rates of.
    pub(in crate::data) denominator: Option<String>,
    /// The least denominator of which a rate says something.
    pub(in crate::data) least_denominator: Option<Number>,
}

/// That a field qualifies a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) struct StatusColumn {
    /// Position of the measure.
    pub(in crate::data) measure: usize,
    /// The code list of the statuses.
    pub(in crate::data) list: StatusList,
}

/// A code list of SDMX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum StatusList {
    /// `CL_OBS_STATUS`
    Observation,
    /// `CL_CONF_STATUS`
    Confidentiality,
}
