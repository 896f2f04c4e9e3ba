//! The decided descriptor: what each resource and field is, with its words in every language.

use std::collections::BTreeMap;

use super::FOLDER;
use super::package_file::{
    CodeListFile, FieldFile, LicenceFile, MissingValueFile, PackageFile, ResourceFile, SourceFile,
    TextsFile,
};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Location, Report, Source};
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

impl Descriptor {
    /// Reads and checks the descriptor; `None` when it cannot be read at all.
    pub(super) fn read(
        source: &Source,
        config: &Config,
        report: &mut Report,
    ) -> Option<Descriptor> {
        let file = match PackageFile::parse(source.bytes()) {
            Ok(file) => file,
            Err(error) => {
                let offset = offset_of(source, error.line(), error.column());
                let text = error.to_string();
                let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
                report.push(
                    Diagnostic::error(Code::BadPackage, message)
                        .at(source.location(offset..offset)),
                );
                return None;
            }
        };
        let reader = Reader { source, config };
        let names: Vec<String> = file.resources.iter().map(|r| r.name.clone()).collect();
        let resources = file
            .resources
            .into_iter()
            .filter_map(|resource| reader.resource(resource, &file.sources, &names, report))
            .collect();
        let descriptor = Descriptor {
            title: reader.local(file.title, &file.yearbook.translations, |t| &t.title),
            description: reader.local(file.description, &file.yearbook.translations, |t| {
                &t.description
            }),
            version: file.version,
            licences: file.licenses,
            resources,
        };
        descriptor.report_duplicates(report);
        Some(descriptor)
    }

    fn report_duplicates(&self, report: &mut Report) {
        for (position, resource) in self.resources.iter().enumerate() {
            if self.resources[..position]
                .iter()
                .any(|r| r.name == resource.name)
            {
                report.push(
                    Diagnostic::error(
                        Code::BadPackage,
                        format!("two resources are named `{}`", resource.name),
                    )
                    .at(resource.location.clone()),
                );
            }
        }
    }
}

/// Line and column of a JSON error (both from 1) as a byte offset.
fn offset_of(source: &Source, line: usize, column: usize) -> usize {
    let start: usize = source
        .bytes()
        .split_inclusive(|b| *b == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    start + column.saturating_sub(1)
}

struct Reader<'a> {
    source: &'a Source,
    config: &'a Config,
}

impl Reader<'_> {
    fn resource(
        &self,
        file: ResourceFile,
        package_sources: &[SourceFile],
        names: &[String],
        report: &mut Report,
    ) -> Option<ResourceDescriptor> {
        let start = self
            .source
            .position(&format!("\"{}\"", file.name), 0)
            .unwrap_or(0);
        let location = self.source.location(start..start + file.name.len() + 2);
        let wrong = |message: String, word: &str| {
            let place = self.source.find(&format!("\"{word}\""), start);
            Diagnostic::error(Code::BadPackage, message).at(place)
        };
        if !is_plain_name(&file.name) {
            report.push(
                wrong(
                    format!("`{}` cannot be the name of a resource", file.name),
                    &file.name,
                )
                .expected("lower-case letters, digits, `-` and `_`"),
            );
            return None;
        }
        let path = match safe_path(&file.path) {
            Ok(path) => path,
            Err(why) => {
                report.push(wrong(format!("the path `{}` {why}", file.path), &file.path));
                return None;
            }
        };
        let translations = &file.yearbook.translations;
        let sources = if file.sources.is_empty() {
            package_sources
        } else {
            &file.sources
        };
        let source_title = sources.first().and_then(|s| s.title.clone());
        let updated = file.yearbook.updated.as_deref().and_then(|text| {
            let date = text.parse::<Date>().ok();
            if date.is_none() {
                report.push(
                    wrong(format!("`{text}` is not a date"), text)
                        .expected("a date such as 2024-07-03"),
                );
            }
            date
        });
        let key_names = file.schema.primary_key.into_vec();
        let mut fields: Vec<FieldDescriptor> = Vec::new();
        let mut status_names: Vec<Option<String>> = Vec::new();
        for field in file.schema.fields {
            status_names.push(field.yearbook.status.clone());
            match self.field(field, &key_names) {
                Ok(field) => fields.push(field),
                Err((message, word)) => {
                    report.push(wrong(message, &word));
                    return None;
                }
            }
        }
        let position = |name: &str| fields.iter().position(|f| f.name == name);
        let unknown_field = |name: &str, role: &str| {
            wrong(
                format!("{role} `{name}` is not a field of `{}`", file.name),
                name,
            )
            .did_you_mean(name, fields.iter().map(|f| f.name.as_str()))
        };
        let mut key = Vec::new();
        for name in &key_names {
            match position(name) {
                Some(position) => key.push(position),
                None => report.push(unknown_field(name, "the key")),
            }
        }
        if key_names.is_empty() {
            report.push(
                wrong(
                    format!("resource `{}` has no `primaryKey`", file.name),
                    &file.name,
                )
                .hint("list the fields that identify a record: they become the dimensions"),
            );
        }
        let mut status_of = vec![None; fields.len()];
        for (at, name) in status_names.iter().enumerate() {
            let Some(name) = name else { continue };
            match position(name).filter(|&p| fields[p].kind.is_numeric() && !key.contains(&p)) {
                Some(measure) => status_of[at] = Some(measure),
                None => report.push(unknown_field(name, "the measure of a status column")),
            }
        }
        let mut code_lists = vec![None; fields.len()];
        for foreign_key in file.schema.foreign_keys {
            let (own, other) = (
                foreign_key.fields.into_vec(),
                foreign_key.reference.fields.into_vec(),
            );
            let target = match foreign_key.reference.resource.as_str() {
                "" => &file.name,
                other => other,
            };
            if let ([own], [_]) = (own.as_slice(), other.as_slice()) {
                if !names.iter().any(|name| name == target) {
                    report.push(
                        wrong(
                            format!("a foreign key leads to `{target}`, which is no resource"),
                            target,
                        )
                        .did_you_mean(target, names.iter().map(String::as_str)),
                    );
                }
                match position(own) {
                    Some(position) => code_lists[position] = Some(target.to_owned()),
                    None => report.push(unknown_field(own, "the foreign key")),
                }
            } else {
                report.push(wrong(
                    format!(
                        "a foreign key of `{}` has not exactly one field on either side",
                        file.name
                    ),
                    "foreignKeys",
                ));
            }
        }
        let code_list = file.yearbook.code_list;
        for name in code_list.iter().flat_map(CodeListFile::field_names) {
            if position(name).is_none() {
                report.push(unknown_field(name, "the code list's field"));
            }
        }
        for (field, (status_of, code_list)) in
            fields.iter_mut().zip(status_of.into_iter().zip(code_lists))
        {
            field.status_of = status_of;
            field.code_list = code_list;
        }
        Some(ResourceDescriptor {
            title: self.local(file.title, translations, |t| &t.title),
            description: self.local(file.description, translations, |t| &t.description),
            source: self.local(source_title, translations, |t| &t.source),
            name: file.name,
            path,
            updated,
            licences: file.licenses,
            fields,
            key,
            code_list,
            missing_values: file.schema.missing_values.map_or_else(
                || vec![String::new()],
                |values| {
                    values
                        .into_iter()
                        .map(|value| match value {
                            MissingValueFile::Text(value)
                            | MissingValueFile::Labelled { value } => value,
                        })
                        .collect()
                },
            ),
            location,
        })
    }

    /// Decides a field; an error is a message and the word of the descriptor that it is about.
    fn field(&self, file: FieldFile, key: &[String]) -> Result<FieldDescriptor, (String, String)> {
        let kind = match (file.kind.as_str(), file.yearbook.period) {
            ("string" | "any" | "year" | "yearmonth" | "integer", true)
            | ("year" | "yearmonth", false) => FieldKind::Period,
            ("string" | "any", false) => FieldKind::Text,
            ("integer", false) if key.contains(&file.name) => FieldKind::Text,
            ("integer", false) => FieldKind::Integer,
            ("number", false) => FieldKind::Number,
            ("date", false) => FieldKind::Date,
            (other, _) => {
                let message = format!(
                    "field `{}` has the type `{other}`, which is not read; known are string, \
                     integer, number, date, year, yearmonth",
                    file.name
                );
                return Err((message, other.to_owned()));
            }
        };
        let limit = |number: Option<serde_json::Number>| match number {
            None => Ok(None),
            Some(number) => Number::parse(&number.to_string()).map(Some).map_err(|_| {
                (
                    format!("`{number}` is not a plain number"),
                    file.name.clone(),
                )
            }),
        };
        let language = file
            .yearbook
            .language
            .as_deref()
            .map(Language::parse)
            .transpose();
        let language = language.map_err(|_| {
            let tag = file.yearbook.language.clone().unwrap_or_default();
            (format!("`{tag}` is not a language tag"), tag)
        })?;
        let translations = &file.yearbook.translations;
        Ok(FieldDescriptor {
            title: self.local(file.title, translations, |t| &t.title),
            description: self.local(file.description, translations, |t| &t.description),
            unit: self.local(file.yearbook.unit.clone(), translations, |t| &t.unit),
            decimals: file.yearbook.decimals,
            total: file.yearbook.total.clone(),
            minimum: limit(file.constraints.minimum)?,
            maximum: limit(file.constraints.maximum)?,
            status_of: None,
            code_list: None,
            language,
            kind,
            name: file.name,
        })
    }

    fn local(
        &self,
        text: Option<String>,
        translations: &BTreeMap<String, TextsFile>,
        translated: fn(&TextsFile) -> &Option<String>,
    ) -> LocalText {
        let mut local = LocalText::new();
        if let Some(text) = text {
            local.insert(self.config.default_language().clone(), text);
        }
        for (tag, texts) in translations {
            if let (Ok(language), Some(text)) = (Language::parse(tag), translated(texts)) {
                local.insert(language, text.clone());
            }
        }
        local
    }
}

impl CodeListFile {
    fn field_names(&self) -> impl Iterator<Item = &str> {
        self.label
            .values()
            .chain(self.short.values())
            .chain(&self.parent)
            .chain(&self.level)
            .map(String::as_str)
    }
}

fn is_plain_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b);
    !name.is_empty() && name.bytes().all(plain)
}

/// The path of a resource from the site's root, or why it is refused.
fn safe_path(path: &str) -> Result<String, &'static str> {
    if path.contains("://") {
        return Err("leads to another machine; copy the file into data/");
    }
    if path.starts_with('/') || path.contains('\\') || path.split('/').any(|part| part == "..") {
        return Err("leaves data/");
    }
    Ok(format!("{FOLDER}{path}"))
}
