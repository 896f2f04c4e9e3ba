//! The decided descriptor: what each resource and field is, with its words in every language.
//!
//! It is read and checked in `reader`, `resource` and `field`.

use super::check::{Check, Waiver};
use super::package_file::{CodeListFile, LicenceFile, OutlinesFile, Properties};
use crate::data::about::About;
use crate::data::cell::{Constraints, FieldType, Formulas, Missing};
use crate::data::csv::{Dialect, Encoding, FieldsMatch};
use crate::diag::Location;
use crate::locale::{Language, LocalText};
use crate::stats::{Date, Number};

/// What a descriptor says, checked for sense.
#[derive(Debug)]
pub(in crate::data) struct Descriptor {
    pub(in crate::data) title: LocalText,
    pub(in crate::data) description: LocalText,
    pub(in crate::data) version: Option<String>,
    pub(in crate::data) licences: Vec<LicenceFile>,
    pub(in crate::data) resources: Vec<ResourceDescriptor>,
}

/// One resource.
#[derive(Debug)]
pub(in crate::data) struct ResourceDescriptor {
    pub(in crate::data) name: String,
    /// Relative to the site's root.
    pub(in crate::data) path: String,
    pub(in crate::data) title: LocalText,
    pub(in crate::data) description: LocalText,
    pub(in crate::data) source: LocalText,
    pub(in crate::data) updated: Option<Date>,
    pub(in crate::data) about: About,
    pub(in crate::data) licences: Vec<LicenceFile>,
    pub(in crate::data) encoding: Encoding,
    pub(in crate::data) dialect: Dialect,
    /// The schema as it stands in a file of its own.
    pub(in crate::data) schema: Option<Properties>,
    pub(in crate::data) fields: Vec<FieldDescriptor>,
    pub(in crate::data) fields_match: FieldsMatch,
    /// Positions of the key fields, in key order.
    pub(in crate::data) key: Vec<usize>,
    /// Positions of the fields of each other key that no two records share.
    pub(in crate::data) unique_keys: Vec<Vec<usize>>,
    /// Keys that are looked up in other resources once all are loaded. A single field that leads
    /// to a code list is a code of it instead.
    pub(in crate::data) foreign_keys: Vec<ForeignKey>,
    pub(in crate::data) code_list: Option<CodeListFile>,
    /// Of which codes the resource holds the outlines; then it is no table.
    pub(in crate::data) outlines: Option<OutlinesFile>,
    pub(in crate::data) checks: Vec<Check>,
    pub(in crate::data) waivers: Vec<Waiver>,
    /// Where the resource stands in the descriptor.
    pub(in crate::data) location: Location,
}

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

/// A key that must stand in another resource, or in the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct ForeignKey {
    /// Positions of the fields.
    pub(in crate::data) fields: Vec<usize>,
    /// The resource that holds the keys.
    pub(in crate::data) resource: String,
    /// The fields of that resource, in the same order.
    pub(in crate::data) names: Vec<String>,
}

impl ResourceDescriptor {
    /// The position of a field by name.
    pub(in crate::data) fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}
