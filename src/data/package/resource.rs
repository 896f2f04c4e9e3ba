//! From a resource as written to a decided one, each problem at its place.

use std::cell::Cell;

use serde::de::DeserializeOwned;

use super::about;
use super::check;
use super::descriptor::{
    FieldDescriptor, MeasureMeaning, ResourceDescriptor, StatusColumn, StatusList,
};
use super::dialect;
use super::entry::{Entry, Wrong};
use super::field::{self, Surroundings};
use super::key;
use super::missing;
use super::package_file::{
    CodeListFile, DialectFile, FieldFile, InlineOr, OneOrMany, OutlinesFile, PathFile, Properties,
    ResourceFile, SchemaFile, SourceFile, part_of, properties,
};
use super::package_form::DIALECT;
use super::resource_name::wrong_name;
use super::schema_form::SCHEMA;
use crate::data::cell::{Patterns, hides_formula, is_formula};
use crate::data::csv::{Encoding, FieldsMatch};
use crate::diag::{Code, Report};
use crate::input::Inputs;
use crate::input::value::{Form, Table};
use crate::locale::Language;

/// What the resources of a package share.
pub(super) struct Package<'a> {
    pub(super) inputs: &'a Inputs,
    /// The folder of the descriptor, with its closing `/`.
    pub(super) folder: &'a str,
    /// The language of texts that name none.
    pub(super) language: &'a Language,
    pub(super) sources: &'a [SourceFile],
    /// The names of all resources.
    pub(super) names: &'a [String],
    pub(super) patterns: &'a Patterns,
    /// How many fields the resources so far have.
    pub(super) fields: &'a Cell<usize>,
}

impl Package<'_> {
    /// Decides a resource; `None` when it cannot be used.
    pub(super) fn resource(
        &self,
        file: ResourceFile,
        table: &Table,
        report: &mut Report,
    ) -> Option<ResourceDescriptor> {
        let mut entry = Entry::new(&file.name, table);
        if let Some(wrong) = wrong_name(&file.name, &entry) {
            report.push(wrong);
            return None;
        }
        let path = self.path(&file, &entry, report)?;
        let outlines = self.outlines(&file, &path, &entry, report)?;
        let dialect_file: DialectFile =
            self.part(file.dialect, ("dialect", &DIALECT), &mut entry, report)?;
        let schema_file = self.own_file(&file.schema);
        let schema: SchemaFile = self.part(file.schema, ("schema", &SCHEMA), &mut entry, report)?;
        let is_tsv = file.format.as_deref() == Some("tsv") || path.ends_with(".tsv");
        let dialect = reported(dialect::decide(&dialect_file, is_tsv), &entry, report)?;
        let encoding = encoding(file.encoding.as_deref(), &entry, report)?;
        if self.is_too_large((&file.name, &file.yearbook), &schema, &entry, report) {
            return None;
        }
        let language = self.language;
        let lists = schema.fields.iter().map(|field| &field.missing_values);
        let around = Surroundings {
            listed: lists
                .chain([&schema.missing_values])
                .flatten()
                .flat_map(|files| missing::texts_of(files))
                .collect(),
            missing_values: schema.missing_values.as_deref(),
            missing_reasons: &schema.yearbook.missing,
            null_sequence: dialect_file.null_sequence.as_deref(),
            default_language: language,
            patterns: self.patterns,
        };
        let fields = match outlines {
            Some(_) => Vec::new(),
            None => fields(schema.fields, &schema.primary_key, &around, &entry, report)?,
        };
        let key_names = schema.primary_key.into_vec();
        let role = ("the key", &["schema", "primaryKey"][..]);
        let key = key::positions(&key_names, role, &fields, &entry, report);
        let about = about::about(&file.yearbook, language, &entry);
        let code_list = file.yearbook.code_list;
        report_named_fields(&fields, &key, code_list.as_ref(), &entry, report);
        let translations = &file.yearbook.translations;
        let source_title = self.source_title(&file.sources);
        let local = |text, translated| field::local(text, translations, translated, language);
        let (checks, waivers) = (file.yearbook.checks, file.yearbook.waivers);
        Some(ResourceDescriptor {
            title: local(file.title, |t| &t.title),
            description: local(file.description, |t| &t.description),
            source: local(source_title, |t| &t.source),
            path,
            about,
            updated: (file.yearbook.updated.as_deref()).and_then(|day| day.parse().ok()),
            licences: file.licenses,
            encoding,
            dialect,
            fields_match: fields_match(schema.fields_match, &entry, report),
            unique_keys: key::unique_keys(schema.unique_keys, &fields, &entry, report),
            foreign_keys: key::foreign_keys(
                schema.foreign_keys,
                &fields,
                self.names,
                &entry,
                report,
            ),
            checks: check::checks(checks, &fields, &key, &entry, report),
            waivers: check::waivers(waivers, &fields, &key, language, &entry, report),
            schema: schema_file,
            fields,
            key,
            code_list,
            outlines,
            location: entry.location(),
            name: file.name.clone(),
        })
    }

    /// The title of the first source of a resource, or of the package where it names none.
    fn source_title(&self, own: &[SourceFile]) -> Option<String> {
        let sources = if own.is_empty() { self.sources } else { own };
        let title = sources.first().and_then(|source| source.title.clone());
        title.filter(|title| !title.trim().is_empty())
    }

    /// Of which codes a `GeoJSON` file holds the outlines; the inner `None` of a table.
    #[expect(
        clippy::option_option,
        reason = "a resource may be wrong, a table, or outlines"
    )]
    fn outlines(
        &self,
        file: &ResourceFile,
        path: &str,
        entry: &Entry<'_>,
        report: &mut Report,
    ) -> Option<Option<OutlinesFile>> {
        let is_geojson = file.format.as_deref() == Some("geojson") || has_ending(path, "geojson");
        let outlines = file.yearbook.outlines.clone();
        let problem = match &outlines {
            None if !is_geojson => return Some(None),
            None => entry
                .wrong(
                    format!("`{}` does not say of which codes it holds the outlines", file.name),
                    &["name"],
                    "",
                )
                .expected("`\"yearbook\": { \"outlines\": { \"of\": \"areas\", \"property\": \"code\" } }`"),
            Some(_) if !is_geojson => entry
                .wrong(format!("the outlines of `{}` are no GeoJSON file", file.name), &["path"], "")
                .expected("a path that ends with `.geojson`, or `\"format\": \"geojson\"`"),
            Some(known) if !self.names.contains(&known.of) => entry
                .wrong(format!("`{}` is no resource", known.of), &["yearbook", "outlines", "of"], "")
                .expected("the name of a code list")
                .did_you_mean(&known.of, self.names.iter().map(String::as_str)),
            Some(_) => return Some(outlines),
        };
        report.push(problem);
        None
    }

    /// The properties of a part that stands in a file of its own.
    fn own_file<T>(&self, part: &InlineOr<T>) -> Option<Properties> {
        let InlineOr::Path(written) = part else {
            return None;
        };
        let source = self.inputs.text(&self.safe_path(written).ok()?)?;
        Some(properties(source.bytes()))
    }

    /// A part of the descriptor, from a file of its own if it names one.
    fn part<T: DeserializeOwned>(
        &self,
        part: InlineOr<T>,
        (key, form): (&'static str, &'static Form),
        entry: &mut Entry<'_>,
        report: &mut Report,
    ) -> Option<T> {
        let written = match part {
            InlineOr::Inline(part) => return Some(part),
            InlineOr::Path(written) => written,
        };
        let path = match self.safe_path(&written) {
            Ok(path) => path,
            Err(why) => {
                let message = format!("the path `{written}` {why}");
                report.push(entry.wrong(message, &[key], ""));
                return None;
            }
        };
        let Some(source) = self.inputs.text(&path) else {
            let message = format!(
                "`{}` names the file {path}, which does not exist",
                entry.name
            );
            report.push(entry.place(&[key], "").error(Code::MissingFile, message));
            return None;
        };
        let (part, table) = part_of(source, form, report)?;
        entry.add_part(key, table);
        Some(part)
    }

    fn path(&self, file: &ResourceFile, entry: &Entry<'_>, report: &mut Report) -> Option<String> {
        let written = match &file.path {
            Some(PathFile::One(path)) => path,
            Some(PathFile::Parts(parts)) if parts.len() == 1 => &parts[0],
            Some(PathFile::Parts(parts)) => {
                let message = format!("`{}` has {} files", entry.name, parts.len());
                report.push(
                    entry
                        .wrong(message, &["path"], "")
                        .expected("one file")
                        .hint("join the parts into one file; the header stands once"),
                );
                return None;
            }
            None => {
                let inline = file.data.is_some();
                let what = if inline {
                    "its data in the descriptor"
                } else {
                    "no `path`"
                };
                let message = format!("`{}` has {what}", entry.name);
                let key = if inline { "data" } else { "name" };
                report.push(
                    entry
                        .wrong(message, &[key], "")
                        .expected("the path of a CSV file in the folder of the descriptor"),
                );
                return None;
            }
        };
        match self.safe_path(written) {
            Ok(path) => Some(path),
            Err(why) => {
                let message = format!("the path `{written}` {why}");
                report.push(entry.wrong(message, &["path"], ""));
                None
            }
        }
    }

    /// The path of a file from the site's root, or why it is refused.
    fn safe_path(&self, path: &str) -> Result<String, &'static str> {
        if path.contains("://") || path.starts_with("//") {
            return Err("leads to another machine; copy the file beside the descriptor");
        }
        if path.starts_with('/')
            || path.contains(['\\', ':'])
            || path.split('/').any(|part| part == "..")
        {
            return Err("leaves the folder of the descriptor");
        }
        let plain = path
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".");
        Ok(format!(
            "{}{}",
            self.folder,
            plain.collect::<Vec<_>>().join("/")
        ))
    }
}

fn reported<T>(decided: Result<T, Wrong>, entry: &Entry<'_>, report: &mut Report) -> Option<T> {
    match decided {
        Ok(decided) => Some(decided),
        Err(wrong) => {
            report.push(entry.wrong(wrong.message, wrong.at, &wrong.word));
            None
        }
    }
}

fn encoding(label: Option<&str>, entry: &Entry<'_>, report: &mut Report) -> Option<Encoding> {
    let Some(label) = label else {
        return Some(Encoding::UTF_8);
    };
    let encoding = Encoding::of_label(label);
    if encoding.is_none() {
        report.push(
            entry
                .wrong(format!("`{label}` is not an encoding that is read"), &["encoding"], "")
                .expected("utf-8, utf-16, windows-1252, windows-1258, iso-8859-15 or another label of the web with one byte for each letter")
                .did_you_mean(label, ["utf-8", "utf-16", "windows-1252", "windows-1258"]),
        );
    }
    encoding
}

fn fields_match(written: Option<OneOrMany>, entry: &Entry<'_>, report: &mut Report) -> FieldsMatch {
    let names = written.map(OneOrMany::into_vec).unwrap_or_default();
    match names.first().map(String::as_str) {
        None | Some("exact") => FieldsMatch::Exact,
        Some("equal") => FieldsMatch::Equal,
        Some("subset") => FieldsMatch::Subset,
        Some("superset") => FieldsMatch::Superset,
        Some("partial") => FieldsMatch::Partial,
        Some(other) => {
            report.push(
                entry
                    .wrong(
                        format!("`{other}` is not a rule of `fieldsMatch`"),
                        &["schema", "fieldsMatch"],
                        other,
                    )
                    .expected("exact, equal, subset, superset or partial"),
            );
            FieldsMatch::Exact
        }
    }
}

/// Decides all fields; a field that cannot be decided makes the resource unusable.
fn fields(
    files: Vec<FieldFile>,
    key: &OneOrMany,
    around: &Surroundings<'_>,
    entry: &Entry<'_>,
    report: &mut Report,
) -> Option<Vec<FieldDescriptor>> {
    if files.is_empty() {
        let message = format!("`{}` has no fields", entry.name);
        report.push(
            entry
                .wrong(message, &["schema"], "")
                .expected("`schema.fields` with a name for every column")
                .hint("`yearbook data infer` proposes them"),
        );
        return None;
    }
    let qualified: Vec<[Option<String>; 2]> = files
        .iter()
        .map(|field| {
            let extension = &field.yearbook;
            [extension.status.clone(), extension.confidentiality.clone()]
        })
        .collect();
    let mut fields: Vec<FieldDescriptor> = Vec::new();
    for file in files {
        let is_computed = is_formula(&file.name) || hides_formula(&file.name);
        if is_computed || file.name.trim().is_empty() {
            let message = format!("`{}` cannot be the name of a field", file.name);
            let wrong = entry.wrong_field(fields.len(), Wrong::at(&["name"], message));
            report.push(wrong.expected(
                "a name without `=`, `+`, `-`, `@` or a tab at its beginning or behind `;`",
            ));
            return None;
        }
        if fields.iter().any(|field| field.name == file.name) {
            let message = format!("two fields are named `{}`", file.name);
            report.push(entry.wrong_field(fields.len(), Wrong::at(&["name"], message)));
            return None;
        }
        match field::decide(file, around) {
            Ok(field) => fields.push(field),
            Err(wrong) => {
                report.push(entry.wrong_field(fields.len(), wrong));
                return None;
            }
        }
    }
    for (column, measures) in qualified.iter().enumerate() {
        let lists = [StatusList::Observation, StatusList::Confidentiality];
        for (measure, list) in measures.iter().zip(lists) {
            let Some(measure) = measure else { continue };
            let position = fields
                .iter()
                .position(|field| field.name == *measure)
                .filter(|&p| fields[p].kind.is_numeric() && !key.contains(measure));
            let Some(position) = position else {
                let role = "the measure of a status column";
                let message = format!("{role} `{measure}` is not a field of `{}`", entry.name);
                let wrong = entry.wrong_field(column, Wrong::of(&["yearbook"], measure, message));
                report.push(
                    wrong.did_you_mean(measure, fields.iter().map(|field| field.name.as_str())),
                );
                continue;
            };
            let status = Some(StatusColumn {
                measure: position,
                list,
            });
            if fields.iter().any(|field| field.status == status) {
                let message = format!("two fields hold the status of `{measure}`");
                report.push(entry.wrong_field(column, Wrong::of(&["yearbook"], measure, message)));
            }
            fields[column].status = status;
        }
    }
    Some(fields)
}

const DENOMINATOR: [&str; 2] = ["yearbook", "denominator"];

/// Fields that are named by others exist: those of a code list, those that a measure is added up
/// over, which are keys, and its denominator, which is another measure.
fn report_named_fields(
    fields: &[FieldDescriptor],
    key: &[usize],
    code_list: Option<&CodeListFile>,
    entry: &Entry<'_>,
    report: &mut Report,
) {
    for name in code_list.into_iter().flat_map(CodeListFile::field_names) {
        if !fields.iter().any(|field| field.name == *name) {
            report.push(entry.unknown_field(
                "the code list's field",
                &["yearbook", "codeList"],
                name,
                fields,
            ));
        }
    }
    let is_key = |name: &str| key.iter().any(|position| fields[*position].name == name);
    let is_measure = |field: &FieldDescriptor| field.kind.is_numeric() && !is_key(&field.name);
    let names = || fields.iter().map(|field| field.name.as_str());
    for (column, field) in fields.iter().enumerate() {
        let meaning = &field.meaning;
        if *meaning != MeasureMeaning::default() && !is_measure(field) {
            let message = format!(
                "`{}` is no measure: it is not added up and no rate",
                field.name
            );
            report.push(entry.wrong_field(column, Wrong::at(&["yearbook"], message)));
            continue;
        }
        for name in meaning.sums_over.iter().filter(|name| !is_key(name)) {
            let message = format!(
                "what `{}` is added up over, `{name}` is not a field of `{}`",
                field.name, entry.name
            );
            let wrong = Wrong::of(&["yearbook", "sumsOver"], name, message);
            let wrong = entry.wrong_field(column, wrong).did_you_mean(name, names());
            report.push(wrong.expected("a field of the key"));
        }
        if meaning.is_rate && !meaning.sums_over.is_empty() {
            let message = format!("`{}` is a rate, and rates are not added up", field.name);
            let wrong = Wrong::at(&["yearbook", "sumsOver"], message);
            report.push(entry.wrong_field(column, wrong));
        }
        if let Some(name) = &meaning.denominator {
            let known = fields.iter().find(|other| other.name == *name);
            if *name == field.name {
                let message = format!("`{name}` is not its own denominator");
                let wrong = entry.wrong_field(column, Wrong::at(&DENOMINATOR, message));
                report.push(wrong.expected("another measure"));
            } else if !known.is_some_and(is_measure) {
                let message = format!(
                    "the denominator of `{}`, `{name}` is not a field of `{}`",
                    field.name, entry.name
                );
                let wrong = entry.wrong_field(column, Wrong::at(&DENOMINATOR, message));
                let wrong = wrong.did_you_mean(name, names());
                report.push(wrong.expected("another measure"));
            }
        }
    }
}

impl CodeListFile {
    fn field_names(&self) -> impl Iterator<Item = &str> {
        let names = self.label.values().chain(self.short.values());
        names.map(String::as_str).chain(self.structure())
    }

    /// The fields that tell how codes are ordered.
    pub(in crate::data) fn structure(&self) -> impl Iterator<Item = &str> {
        let tile = self.tile.iter().flat_map(|tile| [&tile.column, &tile.row]);
        let single = [
            &self.parent,
            &self.level,
            &self.valid_from,
            &self.valid_to,
            &self.successor,
        ];
        single.into_iter().flatten().chain(tile).map(String::as_str)
    }
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| found == ending)
}
