//! The file format of `data/datapackage.json`: Data Package v2 with this program's own properties
//! under `yearbook`. Unknown properties are left alone, as the standard asks, and published again.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::check_file::{CheckFile, WaiverFile};
use super::revision_file::RevisionFile;
use crate::diag::{Code, Report, Source};
use crate::input::value::{Form, Table, parse_json};
use crate::stats::Number;

/// The descriptor as written.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::data) struct PackageFile {
    #[serde(default)]
    pub(in crate::data) title: Option<String>,
    #[serde(default)]
    pub(in crate::data) description: Option<String>,
    #[serde(default)]
    pub(in crate::data) version: Option<String>,
    #[serde(default)]
    pub(in crate::data) licenses: Vec<LicenceFile>,
    #[serde(default)]
    pub(in crate::data) sources: Vec<SourceFile>,
    pub(in crate::data) resources: Vec<ResourceFile>,
    #[serde(default)]
    pub(in crate::data) yearbook: PackageExtension,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct PackageExtension {
    #[serde(default)]
    pub(in crate::data) translations: BTreeMap<String, TextsFile>,
}

#[derive(Clone, Debug, Deserialize)]
pub(in crate::data) struct LicenceFile {
    #[serde(default)]
    pub(in crate::data) name: Option<String>,
    #[serde(default)]
    pub(in crate::data) title: Option<String>,
    #[serde(default)]
    pub(in crate::data) path: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(in crate::data) struct SourceFile {
    #[serde(default)]
    pub(in crate::data) title: Option<String>,
}

/// Texts of another language than the default one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct TextsFile {
    #[serde(default)]
    pub(in crate::data) title: Option<String>,
    #[serde(default)]
    pub(in crate::data) description: Option<String>,
    #[serde(default)]
    pub(in crate::data) source: Option<String>,
    #[serde(default)]
    pub(in crate::data) unit: Option<String>,
    #[serde(default)]
    pub(in crate::data) coverage: Option<String>,
    #[serde(default)]
    pub(in crate::data) geography: Option<String>,
    #[serde(default)]
    pub(in crate::data) method: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::data) struct ResourceFile {
    pub(in crate::data) name: String,
    #[serde(default)]
    pub(in crate::data) path: Option<PathFile>,
    /// Data within the descriptor, which are refused.
    #[serde(default)]
    pub(in crate::data) data: Option<Value>,
    #[serde(default)]
    pub(in crate::data) title: Option<String>,
    #[serde(default)]
    pub(in crate::data) description: Option<String>,
    #[serde(default)]
    pub(in crate::data) format: Option<String>,
    #[serde(default)]
    pub(in crate::data) encoding: Option<String>,
    #[serde(default)]
    pub(in crate::data) dialect: InlineOr<DialectFile>,
    #[serde(default)]
    pub(in crate::data) licenses: Vec<LicenceFile>,
    #[serde(default)]
    pub(in crate::data) sources: Vec<SourceFile>,
    #[serde(default)]
    pub(in crate::data) schema: InlineOr<SchemaFile>,
    #[serde(default)]
    pub(in crate::data) yearbook: ResourceExtension,
}

/// One path, or several parts of one table.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::data) enum PathFile {
    One(String),
    Parts(Vec<String>),
}

/// A part of the descriptor, or the path of a file that holds it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::data) enum InlineOr<T> {
    Path(String),
    Inline(T),
}

impl<T: Default> Default for InlineOr<T> {
    fn default() -> InlineOr<T> {
        InlineOr::Inline(T::default())
    }
}

/// The syntax of a CSV. What is absent is as the standard says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::data) struct DialectFile {
    pub(in crate::data) delimiter: Option<String>,
    pub(in crate::data) quote_char: Option<String>,
    pub(in crate::data) double_quote: Option<bool>,
    pub(in crate::data) escape_char: Option<String>,
    pub(in crate::data) null_sequence: Option<String>,
    pub(in crate::data) skip_initial_space: Option<bool>,
    pub(in crate::data) header: Option<bool>,
    pub(in crate::data) header_rows: Option<Vec<usize>>,
    pub(in crate::data) header_join: Option<String>,
    pub(in crate::data) comment_char: Option<String>,
    pub(in crate::data) comment_rows: Vec<usize>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::data) struct ResourceExtension {
    #[serde(default)]
    pub(in crate::data) code_list: Option<CodeListFile>,
    #[serde(default)]
    pub(in crate::data) updated: Option<String>,
    /// Which part of the world the data cover, and which they leave out.
    #[serde(default)]
    pub(in crate::data) coverage: Option<String>,
    /// Of which day its areas are.
    #[serde(default)]
    pub(in crate::data) geography: Option<String>,
    /// How the data were collected.
    #[serde(default)]
    pub(in crate::data) method: Option<String>,
    /// What was changed after it was published.
    #[serde(default)]
    pub(in crate::data) revisions: Vec<RevisionFile>,
    /// Which files the data have besides the plain ones.
    #[serde(default)]
    pub(in crate::data) files: Option<Vec<String>>,
    #[serde(default)]
    pub(in crate::data) outlines: Option<OutlinesFile>,
    /// Checks across records.
    #[serde(default)]
    pub(in crate::data) checks: Vec<CheckFile>,
    /// Places at which a check is known not to hold.
    #[serde(default)]
    pub(in crate::data) waivers: Vec<WaiverFile>,
    #[serde(default)]
    pub(in crate::data) translations: BTreeMap<String, TextsFile>,
}

/// Says that a resource is a code list, and which fields hold what.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::data) struct CodeListFile {
    /// The field of the names, by language.
    #[serde(default)]
    pub(in crate::data) label: BTreeMap<String, String>,
    /// The field of the short names, by language.
    #[serde(default)]
    pub(in crate::data) short: BTreeMap<String, String>,
    /// The field of the code one level above.
    #[serde(default)]
    pub(in crate::data) parent: Option<String>,
    /// The field of the level's name.
    #[serde(default)]
    pub(in crate::data) level: Option<String>,
    /// The field of the first day, month or year from which a code is in force.
    #[serde(default)]
    pub(in crate::data) valid_from: Option<String>,
    /// The field of the last day, month or year in which a code is in force.
    #[serde(default)]
    pub(in crate::data) valid_to: Option<String>,
    /// The field of the codes that take the place of a code, with spaces between.
    #[serde(default)]
    pub(in crate::data) successor: Option<String>,
    /// The fields of its tiles.
    #[serde(default)]
    pub(in crate::data) tile: Option<TileFile>,
}

/// Says of which codes a `GeoJSON` file holds the outlines.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct OutlinesFile {
    /// The code list.
    pub(in crate::data) of: String,
    /// The property of a feature that holds its code; the feature's id where none is named.
    #[serde(default)]
    pub(in crate::data) property: Option<String>,
}

/// The fields of the tiles of a code list: on a map of tiles each code has one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct TileFile {
    /// The field of the columns, counted from the left.
    pub(in crate::data) column: String,
    /// The field of the rows, counted from the top.
    pub(in crate::data) row: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::data) struct SchemaFile {
    pub(in crate::data) fields: Vec<FieldFile>,
    /// A name, or by the letter of version 2 a list with one name.
    pub(in crate::data) fields_match: Option<OneOrMany>,
    pub(in crate::data) primary_key: OneOrMany,
    pub(in crate::data) unique_keys: Vec<OneOrMany>,
    pub(in crate::data) foreign_keys: Vec<ForeignKeyFile>,
    pub(in crate::data) missing_values: Option<Vec<MissingValueFile>>,
    pub(in crate::data) yearbook: SchemaExtension,
}

/// What this program must know of a schema beyond the standard.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct SchemaExtension {
    /// The reason for absence that a missing value stands for.
    #[serde(default)]
    pub(in crate::data) missing: BTreeMap<String, String>,
}

/// A name or a list of names: the standard allows both.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::data) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> OneOrMany {
        OneOrMany::Many(Vec::new())
    }
}

impl OneOrMany {
    /// Whether a name is among them.
    pub(in crate::data) fn contains(&self, name: &str) -> bool {
        match self {
            OneOrMany::One(one) => one == name,
            OneOrMany::Many(names) => names.iter().any(|one| one == name),
        }
    }

    /// All names.
    pub(in crate::data) fn into_vec(self) -> Vec<String> {
        match self {
            OneOrMany::One(name) => vec![name],
            OneOrMany::Many(names) => names,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::data) enum MissingValueFile {
    Text(String),
    Labelled { value: String },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::data) struct FieldFile {
    pub(in crate::data) name: String,
    #[serde(default = "string_type", rename = "type")]
    pub(in crate::data) kind: String,
    #[serde(default)]
    pub(in crate::data) title: Option<String>,
    #[serde(default)]
    pub(in crate::data) description: Option<String>,
    #[serde(default)]
    pub(in crate::data) format: Option<String>,
    #[serde(default)]
    pub(in crate::data) decimal_char: Option<String>,
    #[serde(default)]
    pub(in crate::data) group_char: Option<String>,
    #[serde(default)]
    pub(in crate::data) bare_number: Option<bool>,
    #[serde(default)]
    pub(in crate::data) true_values: Option<Vec<String>>,
    #[serde(default)]
    pub(in crate::data) false_values: Option<Vec<String>>,
    #[serde(default)]
    pub(in crate::data) delimiter: Option<String>,
    #[serde(default)]
    pub(in crate::data) item_type: Option<String>,
    #[serde(default)]
    pub(in crate::data) missing_values: Option<Vec<MissingValueFile>>,
    #[serde(default)]
    pub(in crate::data) categories: Vec<CategoryFile>,
    #[serde(default)]
    pub(in crate::data) constraints: ConstraintsFile,
    #[serde(default)]
    pub(in crate::data) yearbook: FieldExtension,
}

/// A category, with or without a label.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::data) enum CategoryFile {
    Labelled { value: ScalarFile },
    Plain(ScalarFile),
}

impl CategoryFile {
    /// The text of the category.
    pub(in crate::data) fn into_text(self) -> String {
        match self {
            CategoryFile::Labelled { value } | CategoryFile::Plain(value) => value.into_text(),
        }
    }
}

/// A value that a descriptor writes as a text, a number or a truth.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::data) enum ScalarFile {
    Text(String),
    Number(serde_json::Number),
    Truth(bool),
}

impl ScalarFile {
    /// The value as text.
    pub(in crate::data) fn into_text(self) -> String {
        match self {
            ScalarFile::Text(text) => text,
            ScalarFile::Number(number) => {
                let digits = number.to_string();
                Number::parse_json(&digits).map_or(digits, |number| number.to_string())
            }
            ScalarFile::Truth(truth) => truth.to_string(),
        }
    }
}

fn string_type() -> String {
    "string".to_owned()
}

/// The constraints of a field. Values may be of any scalar type.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::data) struct ConstraintsFile {
    pub(in crate::data) required: bool,
    pub(in crate::data) unique: bool,
    pub(in crate::data) minimum: Option<ScalarFile>,
    pub(in crate::data) maximum: Option<ScalarFile>,
    pub(in crate::data) exclusive_minimum: Option<ScalarFile>,
    pub(in crate::data) exclusive_maximum: Option<ScalarFile>,
    #[serde(rename = "enum")]
    pub(in crate::data) allowed: Vec<ScalarFile>,
    pub(in crate::data) pattern: Option<String>,
    pub(in crate::data) min_length: Option<usize>,
    pub(in crate::data) max_length: Option<usize>,
}

/// What this program must know of a field beyond the standard.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::data) struct FieldExtension {
    /// Whether the field holds periods.
    #[serde(default)]
    pub(in crate::data) period: bool,
    /// The code that stands for all others together.
    #[serde(default)]
    pub(in crate::data) total: Option<String>,
    /// The unit in the default language.
    #[serde(default)]
    pub(in crate::data) unit: Option<String>,
    /// How many decimals are shown.
    #[serde(default)]
    pub(in crate::data) decimals: Option<u32>,
    /// The dimensions over which the numbers of a measure may be added up.
    #[serde(default, rename = "sumsOver")]
    pub(in crate::data) sums_over: Vec<String>,
    /// Whether a measure is a rate: the numbers of areas of any size can be compared.
    #[serde(default)]
    pub(in crate::data) rate: bool,
    /// The measure that a rate is of: the number of those among whom something was counted.
    #[serde(default)]
    pub(in crate::data) denominator: Option<String>,
    /// The least denominator of which a rate says something.
    #[serde(default, rename = "leastDenominator")]
    pub(in crate::data) least_denominator: Option<ScalarFile>,
    /// The measure whose status the field holds, in codes of `CL_OBS_STATUS`.
    #[serde(default)]
    pub(in crate::data) status: Option<String>,
    /// The measure whose confidentiality the field holds, in codes of `CL_CONF_STATUS`.
    #[serde(default)]
    pub(in crate::data) confidentiality: Option<String>,
    /// What is done with texts that a spreadsheet would compute.
    #[serde(default)]
    pub(in crate::data) formulas: Option<String>,
    /// The reason for absence that a missing value stands for, over that of the schema.
    #[serde(default)]
    pub(in crate::data) missing: BTreeMap<String, String>,
    /// The language of the field's texts, when it is shown on pages of that language only.
    #[serde(default)]
    pub(in crate::data) language: Option<String>,
    /// Texts of other languages.
    #[serde(default)]
    pub(in crate::data) translations: BTreeMap<String, TextsFile>,
}

#[derive(Debug, Deserialize)]
pub(in crate::data) struct ForeignKeyFile {
    pub(in crate::data) fields: OneOrMany,
    pub(in crate::data) reference: ReferenceFile,
}

#[derive(Debug, Deserialize)]
pub(in crate::data) struct ReferenceFile {
    /// The resource; absent or empty for the same one.
    #[serde(default)]
    pub(in crate::data) resource: String,
    #[serde(default)]
    pub(in crate::data) fields: OneOrMany,
}

/// Everything that stands in a descriptor or a part of it, known or not.
pub(in crate::data) type Properties = Map<String, Value>;

/// A descriptor with everything that stands in it, for publishing it again.
pub(in crate::data) fn properties(json: &[u8]) -> Properties {
    serde_json::from_slice(without_mark(json)).unwrap_or_default()
}

/// A descriptor, or a part of it that is in a file of its own, once it was held against its form.
pub(in crate::data) fn part_of<T: DeserializeOwned>(
    source: &Source,
    form: &'static Form,
    report: &mut Report,
) -> Option<(T, Table)> {
    let before = report.errors();
    let table = parse_json(source, Code::BadPackage, report)?;
    form.check(&table, Code::BadPackage, report);
    if report.errors() > before {
        return None;
    }
    let part = serde_json::from_slice(without_mark(source.bytes()));
    // What the form does not know of is how deep other keys are nested.
    let wrong = |_| {
        let message = "the file is nested too deep, or a number has too many digits";
        report.push(source.beginning().error(Code::BadPackage, message));
    };
    part.map_err(wrong).ok().map(|part| (part, table))
}

/// A text without the byte order mark that some editors write before it.
pub(in crate::data) fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(json)
}
