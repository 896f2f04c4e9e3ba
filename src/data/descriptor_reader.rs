//! Reading of the descriptor: every property checked for sense, each problem at its place.

use std::collections::BTreeMap;

use super::FOLDER;
use super::descriptor::{Descriptor, FieldDescriptor, FieldKind, ResourceDescriptor};
use super::package_file::{
    CodeListFile, FieldFile, ForeignKeyFile, MissingValueFile, PackageFile, ResourceFile,
    SourceFile, TextsFile,
};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Location, Report, Source};
use crate::locale::{Language, LocalText};
use crate::markup::{is_allowed_scheme, scheme};
use crate::stats::{Date, Number};

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
        descriptor.report_foreign_keys(&names, report);
        descriptor.report_licences(source, report);
        Some(descriptor)
    }

    /// A foreign key leads to a code list; anything else would be a key that nobody checks.
    fn report_foreign_keys(&self, names: &[String], report: &mut Report) {
        for resource in &self.resources {
            if resource.code_list.is_some() && resource.key.len() > 1 {
                report.push(
                    Diagnostic::error(
                        Code::BadPackage,
                        format!(
                            "the code list `{}` has more than one key field",
                            resource.name
                        ),
                    )
                    .at(resource.location.clone())
                    .expected("one field of codes"),
                );
            }
            let targets = resource
                .fields
                .iter()
                .filter_map(|field| field.code_list.as_ref());
            for target in targets.filter(|target| names.contains(target)) {
                let list = self.resources.iter().find(|r| r.name == *target);
                if list.is_some_and(|list| list.code_list.is_none()) {
                    report.push(
                        Diagnostic::error(
                            Code::BadPackage,
                            format!(
                                "a foreign key of `{}` leads to `{target}`, which is not a code list",
                                resource.name
                            ),
                        )
                        .at(resource.location.clone())
                        .hint(format!(
                            "give `{target}` the property \"yearbook\": {{ \"codeList\": {{ \"label\": {{ … }} }} }}"
                        )),
                    );
                }
            }
        }
    }

    /// The address of a licence becomes a link.
    fn report_licences(&self, source: &Source, report: &mut Report) {
        let own = self
            .resources
            .iter()
            .flat_map(|resource| &resource.licences);
        for path in self
            .licences
            .iter()
            .chain(own)
            .filter_map(|l| l.path.as_ref())
        {
            if !scheme(path).is_some_and(|scheme| is_allowed_scheme(&scheme)) {
                report.push(
                    Diagnostic::error(
                        Code::BadPackage,
                        format!("`{path}` is not the address of a licence"),
                    )
                    .at(source.find(&format!("\"{path}\""), 0))
                    .expected("an https: address"),
                );
            }
        }
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
        let entry = Entry::find(self.source, &file.name);
        if !is_plain_name(&file.name) {
            let message = format!("`{}` cannot be the name of a resource", file.name);
            report.push(
                entry
                    .wrong(message, &file.name)
                    .expected("lower-case letters, digits, `-` and `_`"),
            );
            return None;
        }
        let path = match safe_path(&file.path) {
            Ok(path) => path,
            Err(why) => {
                let message = format!("the path `{}` {why}", file.path);
                report.push(entry.wrong(message, &file.path));
                return None;
            }
        };
        let key_names = file.schema.primary_key.into_vec();
        let fields = self.fields(file.schema.fields, &key_names, &entry, report)?;
        let key = entry.key(&key_names, &fields, report);
        let code_list = file.yearbook.code_list;
        for name in code_list.iter().flat_map(CodeListFile::field_names) {
            if position(name, &fields).is_none() {
                report.push(entry.unknown_field("the code list's field", name, &fields));
            }
        }
        let translations = &file.yearbook.translations;
        let sources = if file.sources.is_empty() {
            package_sources
        } else {
            &file.sources
        };
        let source_title = sources.first().and_then(|source| source.title.clone());
        let mut resource = ResourceDescriptor {
            title: self.local(file.title, translations, |t| &t.title),
            description: self.local(file.description, translations, |t| &t.description),
            source: self.local(source_title, translations, |t| &t.source),
            path,
            updated: entry.date(file.yearbook.updated.as_deref(), report),
            licences: file.licenses,
            fields,
            key,
            code_list,
            missing_values: missing_values(file.schema.missing_values),
            location: entry.location(),
            name: file.name.clone(),
        };
        entry.foreign_keys(file.schema.foreign_keys, &mut resource, names, report);
        Some(resource)
    }

    /// Decides all fields; a field that cannot be decided makes the resource unusable.
    fn fields(
        &self,
        files: Vec<FieldFile>,
        key: &[String],
        entry: &Entry<'_>,
        report: &mut Report,
    ) -> Option<Vec<FieldDescriptor>> {
        let statuses: Vec<Option<String>> = files
            .iter()
            .map(|field| field.yearbook.status.clone())
            .collect();
        let mut fields = Vec::new();
        for file in files {
            if position(&file.name, &fields).is_some() {
                let message = format!("two fields are named `{}`", file.name);
                report.push(entry.wrong(message, &file.name));
                return None;
            }
            match self.field(file, key) {
                Ok(field) => fields.push(field),
                Err((message, word)) => {
                    report.push(entry.wrong(message, &word));
                    return None;
                }
            }
        }
        for (column, measure) in statuses.iter().enumerate() {
            let Some(measure) = measure else { continue };
            let found = position(measure, &fields)
                .filter(|&p| fields[p].kind.is_numeric() && !key.contains(measure));
            if found.is_none() {
                report.push(entry.unknown_field(
                    "the measure of a status column",
                    measure,
                    &fields,
                ));
            }
            if found.is_some() && fields.iter().any(|field| field.status_of == found) {
                let message = format!("two fields hold the status of `{measure}`");
                report.push(entry.wrong(message, &fields[column].name));
            }
            fields[column].status_of = found;
        }
        Some(fields)
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
        let limit = |digits: Option<String>| match digits {
            None => Ok(None),
            Some(digits) => Number::parse(&digits).map(Some).map_err(|_| {
                (
                    format!("`{digits}` is not a plain number"),
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
            minimum: limit(file.constraints.minimum())?,
            maximum: limit(file.constraints.maximum())?,
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

fn position(name: &str, fields: &[FieldDescriptor]) -> Option<usize> {
    fields.iter().position(|field| field.name == name)
}

/// One resource's entry in the descriptor, for messages about it.
struct Entry<'a> {
    source: &'a Source,
    name: &'a str,
    /// Where the name of the resource stands.
    start: usize,
}

impl<'a> Entry<'a> {
    fn find(source: &'a Source, name: &'a str) -> Entry<'a> {
        let quoted = format!("\"{name}\"");
        // The value of a property `name`, however it is spaced; other places may hold the same word.
        let is_name = |at: &usize| {
            let before = source.bytes()[..*at].trim_ascii_end();
            let before = before.strip_suffix(b":").map(<[u8]>::trim_ascii_end);
            before.is_some_and(|before| before.ends_with(b"\"name\""))
        };
        let mut places = std::iter::successors(source.position(&quoted, 0), |at| {
            source.position(&quoted, at + 1)
        });
        let start = places.find(is_name);
        Entry {
            source,
            name,
            start: start.unwrap_or(0),
        }
    }

    fn location(&self) -> Location {
        self.source
            .location(self.start..self.start + self.name.len() + 2)
    }

    /// A problem at the first place where `word` stands in quotes, from the resource's name on.
    fn wrong(&self, message: String, word: &str) -> Diagnostic {
        let place = self.source.find(&format!("\"{word}\""), self.start);
        Diagnostic::error(Code::BadPackage, message).at(place)
    }

    fn unknown_field(&self, role: &str, name: &str, fields: &[FieldDescriptor]) -> Diagnostic {
        let message = format!("{role} `{name}` is not a field of `{}`", self.name);
        self.wrong(message, name)
            .did_you_mean(name, fields.iter().map(|field| field.name.as_str()))
    }

    fn key(&self, names: &[String], fields: &[FieldDescriptor], report: &mut Report) -> Vec<usize> {
        if names.is_empty() {
            let message = format!("resource `{}` has no `primaryKey`", self.name);
            report.push(
                self.wrong(message, self.name)
                    .hint("list the fields that identify a record: they become the dimensions"),
            );
        }
        let mut key = Vec::new();
        for name in names {
            match position(name, fields) {
                Some(position) if key.contains(&position) => {
                    let message = format!("`{name}` stands twice in the key");
                    report.push(self.wrong(message, name));
                }
                Some(position) => key.push(position),
                None => report.push(self.unknown_field("the key", name, fields)),
            }
        }
        key
    }

    fn date(&self, text: Option<&str>, report: &mut Report) -> Option<Date> {
        let text = text?;
        let date = text.parse::<Date>().ok();
        if date.is_none() {
            report.push(
                self.wrong(format!("`{text}` is not a date"), text)
                    .expected("a date such as 2024-07-03"),
            );
        }
        date
    }

    fn foreign_keys(
        &self,
        files: Vec<ForeignKeyFile>,
        resource: &mut ResourceDescriptor,
        names: &[String],
        report: &mut Report,
    ) {
        for file in files {
            let (own, other) = (file.fields.into_vec(), file.reference.fields.into_vec());
            let ([own], [_referenced]) = (own.as_slice(), other.as_slice()) else {
                let message = format!(
                    "a foreign key of `{}` has not exactly one field on either side",
                    self.name
                );
                report.push(self.wrong(message, "foreignKeys"));
                continue;
            };
            let target = match file.reference.resource.as_str() {
                "" => self.name,
                other => other,
            };
            if !names.iter().any(|name| name == target) {
                let message = format!("a foreign key leads to `{target}`, which is no resource");
                report.push(
                    self.wrong(message, target)
                        .did_you_mean(target, names.iter().map(String::as_str)),
                );
            }
            match position(own, &resource.fields) {
                Some(position) => resource.fields[position].code_list = Some(target.to_owned()),
                None => report.push(self.unknown_field("the foreign key", own, &resource.fields)),
            }
        }
    }
}

/// The texts that mean a blank cell; by the standard, the empty text unless others are given.
fn missing_values(files: Option<Vec<MissingValueFile>>) -> Vec<String> {
    let Some(files) = files else {
        return vec![String::new()];
    };
    let text = |file| match file {
        MissingValueFile::Text(value) | MissingValueFile::Labelled { value } => value,
    };
    files.into_iter().map(text).collect()
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
