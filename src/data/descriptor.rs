//! The decided descriptor: what each resource and field is, with its words in every language.
//!
//! It is read and checked in `descriptor_reader`.

use super::package_file::{CodeListFile, LicenceFile};
use crate::diag::Location;
use crate::locale::{Language, LocalText};
use crate::stats::{Date, Number};

/// What a descriptor says, checked for sense.
#[derive(Debug)]
pub(super) struct Descriptor {
    pub(super) title: LocalText,
    pub(super) description: LocalText,
    pub(super) version: Option<String>,
    pub(super) licences: Vec<LicenceFile>,
    pub(super) resources: Vec<ResourceDescriptor>,
}

/// One resource.
#[derive(Debug)]
pub(super) struct ResourceDescriptor {
    pub(super) name: String,
    /// Relative to the site's root.
    pub(super) path: String,
    pub(super) title: LocalText,
    pub(super) description: LocalText,
    pub(super) source: LocalText,
    pub(super) updated: Option<Date>,
    pub(super) licences: Vec<LicenceFile>,
    pub(super) fields: Vec<FieldDescriptor>,
    /// Positions of the key fields, in key order.
    pub(super) key: Vec<usize>,
    pub(super) code_list: Option<CodeListFile>,
    /// Cells with one of these texts are blank.
    pub(super) missing_values: Vec<String>,
    /// Where the resource stands in the descriptor.
    pub(super) location: Location,
}

/// One field.
#[derive(Debug)]
pub(super) struct FieldDescriptor {
    pub(super) name: String,
    pub(super) kind: FieldKind,
    pub(super) title: LocalText,
    pub(super) description: LocalText,
    pub(super) unit: LocalText,
    pub(super) decimals: Option<u32>,
    pub(super) total: Option<String>,
    /// Position of the measure whose status this field holds.
    pub(super) status_of: Option<usize>,
    pub(super) language: Option<Language>,
    /// The code list whose codes this field holds.
    pub(super) code_list: Option<String>,
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
}

/// The type of a field's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    Text,
    Integer,
    Number,
    Date,
    Period,
}

impl FieldKind {
    /// The name in messages and on dataset pages.
    pub(super) fn name(self) -> &'static str {
        match self {
            FieldKind::Text => "string",
            FieldKind::Integer => "integer",
            FieldKind::Number => "number",
            FieldKind::Date => "date",
            FieldKind::Period => "period",
        }
    }

    pub(super) fn is_numeric(self) -> bool {
        matches!(self, FieldKind::Integer | FieldKind::Number)
    }
}
