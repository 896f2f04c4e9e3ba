//! The decided descriptor: what each resource and field is, with its words in every language.
//!
//! It is read and checked in `package`.

use std::collections::BTreeMap;

use super::about::About;
use super::cell::FieldDescriptor;
use super::check::{DeclaredCheck, Waiver};
use super::csv::{Dialect, Encoding, FieldsMatch};
use super::properties_file::Properties;
use crate::diag::Location;
use crate::locale::LocalText;
use crate::stats::Date;

/// What a descriptor says, checked for sense.
#[derive(Debug)]
pub(in crate::data) struct Descriptor {
    pub(in crate::data) title: LocalText,
    pub(in crate::data) description: LocalText,
    pub(in crate::data) version: Option<String>,
    pub(in crate::data) licences: Vec<DeclaredLicence>,
    pub(in crate::data) resources: Vec<ResourceDescriptor>,
}

/// A licence as the descriptor names it.
#[derive(Clone, Debug)]
pub(in crate::data) struct DeclaredLicence {
    pub(in crate::data) name: Option<String>,
    pub(in crate::data) title: Option<String>,
    pub(in crate::data) path: Option<String>,
}

/// Which fields of a code list hold what.
#[derive(Clone, Debug, Default)]
pub(in crate::data) struct CodeListFields {
    /// The field of the names, by language.
    pub(in crate::data) label: BTreeMap<String, String>,
    /// The field of the short names, by language.
    pub(in crate::data) short: BTreeMap<String, String>,
    /// The field of the code one level above.
    pub(in crate::data) parent: Option<String>,
    /// The field of the level's name.
    pub(in crate::data) level: Option<String>,
    /// The field of the first day, month or year from which a code is in force.
    pub(in crate::data) valid_from: Option<String>,
    /// The field of the last day, month or year in which a code is in force.
    pub(in crate::data) valid_to: Option<String>,
    /// The field of the codes that take the place of a code, with spaces between.
    pub(in crate::data) successor: Option<String>,
    /// The fields of the column and the row of its tile.
    pub(in crate::data) tile: Option<[String; 2]>,
}

impl CodeListFields {
    /// The fields that tell how codes are ordered.
    pub(in crate::data) fn structure(&self) -> impl Iterator<Item = &str> {
        let single = [
            &self.parent,
            &self.level,
            &self.valid_from,
            &self.valid_to,
            &self.successor,
        ];
        let tile = self.tile.iter().flatten();
        single.into_iter().flatten().chain(tile).map(String::as_str)
    }
}

/// Of which codes a `GeoJSON` file holds the outlines.
#[derive(Clone, Debug)]
pub(in crate::data) struct OutlinesOf {
    /// The code list.
    pub(in crate::data) of: String,
    /// The property of a feature that holds its code; the feature's id where none is named.
    pub(in crate::data) property: Option<String>,
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
    pub(in crate::data) licences: Vec<DeclaredLicence>,
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
    pub(in crate::data) code_list: Option<CodeListFields>,
    /// Of which codes the resource holds the outlines; then it is no table.
    pub(in crate::data) outlines: Option<OutlinesOf>,
    pub(in crate::data) checks: Vec<DeclaredCheck>,
    pub(in crate::data) waivers: Vec<Waiver>,
    /// Where the resource stands in the descriptor.
    pub(in crate::data) location: Location,
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
