//! The file format of `data/datapackage.json`: Data Package v2 with this program's own properties
//! under `yearbook`. Unknown properties are left alone, as the standard asks.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The descriptor as written.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PackageFile {
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) version: Option<String>,
    #[serde(default)]
    pub(super) licenses: Vec<LicenceFile>,
    #[serde(default)]
    pub(super) sources: Vec<SourceFile>,
    pub(super) resources: Vec<ResourceFile>,
    #[serde(default)]
    pub(super) yearbook: PackageExtension,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackageExtension {
    #[serde(default)]
    pub(super) translations: BTreeMap<String, TextsFile>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct LicenceFile {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) path: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SourceFile {
    #[serde(default)]
    pub(super) title: Option<String>,
}

/// Texts of another language than the default one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextsFile {
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) source: Option<String>,
    #[serde(default)]
    pub(super) unit: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ResourceFile {
    pub(super) name: String,
    pub(super) path: String,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) licenses: Vec<LicenceFile>,
    #[serde(default)]
    pub(super) sources: Vec<SourceFile>,
    pub(super) schema: SchemaFile,
    #[serde(default)]
    pub(super) yearbook: ResourceExtension,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ResourceExtension {
    #[serde(default)]
    pub(super) code_list: Option<CodeListFile>,
    #[serde(default)]
    pub(super) updated: Option<String>,
    #[serde(default)]
    pub(super) translations: BTreeMap<String, TextsFile>,
}

/// Says that a resource is a code list, and which fields hold what.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeListFile {
    /// The field of the names, by language.
    #[serde(default)]
    pub(super) label: BTreeMap<String, String>,
    /// The field of the short names, by language.
    #[serde(default)]
    pub(super) short: BTreeMap<String, String>,
    /// The field of the code one level above.
    #[serde(default)]
    pub(super) parent: Option<String>,
    /// The field of the level's name.
    #[serde(default)]
    pub(super) level: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SchemaFile {
    pub(super) fields: Vec<FieldFile>,
    #[serde(default)]
    pub(super) primary_key: OneOrMany,
    #[serde(default)]
    pub(super) foreign_keys: Vec<ForeignKeyFile>,
    #[serde(default)]
    pub(super) missing_values: Option<Vec<MissingValueFile>>,
}

/// A name or a list of names: the standard allows both.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> OneOrMany {
        OneOrMany::Many(Vec::new())
    }
}

impl OneOrMany {
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            OneOrMany::One(name) => vec![name],
            OneOrMany::Many(names) => names,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum MissingValueFile {
    Text(String),
    Labelled { value: String },
}

#[derive(Debug, Deserialize)]
pub(super) struct FieldFile {
    pub(super) name: String,
    #[serde(default = "string_type", rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) constraints: ConstraintsFile,
    #[serde(default)]
    pub(super) yearbook: FieldExtension,
}

fn string_type() -> String {
    "string".to_owned()
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct ConstraintsFile {
    #[serde(default)]
    minimum: Option<serde_json::Number>,
    #[serde(default)]
    maximum: Option<serde_json::Number>,
}

impl ConstraintsFile {
    /// The digits of the minimum.
    pub(super) fn minimum(&self) -> Option<String> {
        self.minimum.as_ref().map(ToString::to_string)
    }

    /// The digits of the maximum.
    pub(super) fn maximum(&self) -> Option<String> {
        self.maximum.as_ref().map(ToString::to_string)
    }
}

/// What this program must know of a field beyond the standard.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldExtension {
    /// Whether the field holds periods.
    #[serde(default)]
    pub(super) period: bool,
    /// The code that stands for all others together.
    #[serde(default)]
    pub(super) total: Option<String>,
    /// The unit in the default language.
    #[serde(default)]
    pub(super) unit: Option<String>,
    /// How many decimals are shown.
    #[serde(default)]
    pub(super) decimals: Option<u32>,
    /// The measure whose status the field holds.
    #[serde(default)]
    pub(super) status: Option<String>,
    /// The language of the field's texts, when it is shown on pages of that language only.
    #[serde(default)]
    pub(super) language: Option<String>,
    /// Texts of other languages.
    #[serde(default)]
    pub(super) translations: BTreeMap<String, TextsFile>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ForeignKeyFile {
    pub(super) fields: OneOrMany,
    pub(super) reference: ReferenceFile,
}

#[derive(Debug, Deserialize)]
pub(super) struct ReferenceFile {
    /// The resource; absent or empty for the same one.
    #[serde(default)]
    pub(super) resource: String,
    #[serde(default)]
    pub(super) fields: OneOrMany,
}

impl PackageFile {
    pub(super) fn parse(json: &[u8]) -> Result<PackageFile, serde_json::Error> {
        serde_json::from_slice(json)
    }
}
