//! From a resource as written to a decided one, each problem at its place.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::about;
use super::dialect;
use super::field::{self, Surroundings};
use super::key::FieldsOf;
use super::missing::MissingOfSchema;
use super::package_file::Part;
use super::package_form::DIALECT;
use super::resource_name::wrong_name;
use super::schema_form::SCHEMA;
use crate::data::cell::{FieldDescriptor, MeasureMeaning, StatusColumn, StatusList};
use crate::data::cell::{Patterns, hides_formula, is_formula};
use crate::data::check::{Declared, DeclaredCheck, Names, Waiver};
use crate::data::csv::{Encoding, FieldsMatch};
use crate::data::descriptor::{CodeListFields, DeclaredLicence, OutlinesOf, ResourceDescriptor};
use crate::data::local_text::{local_text, translations};
use crate::diag::{Code, Report};
use crate::input::Inputs;
use crate::input::value::{Fields, Text, ValueKind};
use crate::locale::Language;

/// What the resources of a package share.
pub(super) struct Package<'a> {
    pub(super) inputs: &'a Inputs,
    /// The folder of the descriptor, with its closing `/`.
    pub(super) folder: &'a str,
    /// The language of texts that name none.
    pub(super) language: &'a Language,
    /// The descriptor.
    pub(super) descriptor: Fields<'a>,
    /// The names of all resources.
    pub(super) names: &'a [&'a str],
    pub(super) patterns: &'a Patterns,
    /// How many fields the resources so far have.
    pub(super) fields: &'a Cell<usize>,
}

impl Package<'_> {
    /// Decides a resource; `None` when it cannot be used.
    pub(super) fn resource(
        &self,
        resource: Fields<'_>,
        report: &mut Report,
    ) -> Option<ResourceDescriptor> {
        let name = resource.text("name")?;
        if let Some(wrong) = wrong_name(name) {
            report.push(wrong);
            return None;
        }
        let path = self.path(resource, name, report)?;
        let outlines = self.outlines(resource, &path, report)?;
        let dialect_part = Part::read(self, resource, "dialect", &DIALECT, report)?;
        let schema_part = Part::read(self, resource, "schema", &SCHEMA, report)?;
        let written_dialect = dialect_part.fields(resource, "dialect", &DIALECT);
        let schema = schema_part.fields(resource, "schema", &SCHEMA);
        let format = resource.text("format").map(|format| format.text.as_str());
        let is_tsv = format == Some("tsv") || path.ends_with(".tsv");
        let dialect = dialect::decide(written_dialect, is_tsv).map_err(|d| report.push(d));
        let dialect = dialect.ok()?;
        let encoding = encoding(resource.text("encoding"), report)?;
        if self.is_too_large(resource, schema, report) {
            return None;
        }
        let around = Surroundings {
            missing: MissingOfSchema::of(schema, written_dialect),
            default_language: self.language,
            patterns: self.patterns,
        };
        let key_names = schema.map(|schema| schema.texts("primaryKey"));
        let key_names = key_names.unwrap_or_default();
        let fields = match outlines {
            Some(_) => Vec::new(),
            None => fields(resource, schema, &key_names, &around, report)?,
        };
        let known = FieldsOf {
            resource: &name.text,
            fields: &fields,
        };
        let key = known.positions(&key_names, "the key", report);
        let extension = resource.table("yearbook");
        let code_list = extension.and_then(|extension| extension.table("codeList"));
        known.report_code_list(code_list, report);
        known.report_meanings(schema, &key, report);
        let (checks, waivers) = self.checks(extension, &known, &key, report);
        let local = |text, key| local_text(text, translations(extension), key, self.language);
        let updated = extension.and_then(|extension| extension.text("updated"));
        Some(ResourceDescriptor {
            title: local(resource.text("title"), "title"),
            description: local(resource.text("description"), "description"),
            source: local(self.source_title(resource), "source"),
            path,
            about: about::about(extension, self.language),
            updated: updated.and_then(|day| day.text.parse().ok()),
            licences: licences(resource),
            encoding,
            dialect,
            fields_match: fields_match(schema, report),
            unique_keys: known.unique_keys(schema, report),
            foreign_keys: known.foreign_keys(schema, self, report),
            checks,
            waivers,
            schema: match schema_part {
                Part::Own(file) => Some(file.properties),
                Part::Inline => None,
            },
            key,
            code_list: code_list.map(code_list_fields),
            outlines,
            location: name.span.location(),
            name: name.text.clone(),
            fields,
        })
    }

    /// The checks that a resource declares, and the places where they are waived. One that names what does
    /// not exist is reported and left out.
    fn checks(
        &self,
        extension: Option<Fields<'_>>,
        known: &FieldsOf<'_>,
        key: &[usize],
        report: &mut Report,
    ) -> (Vec<DeclaredCheck>, Vec<Waiver>) {
        let name = |column: usize| known.fields[column].name.as_str();
        let columns = 0..known.fields.len();
        let is_measure =
            |column: &usize| known.fields[*column].kind.is_numeric() && !key.contains(column);
        let names = Names {
            resource: known.resource,
            dimensions: key.iter().map(|column| name(*column)).collect(),
            measures: columns.clone().filter(is_measure).map(name).collect(),
            fields: columns.map(name).collect(),
        };
        let Some(extension) = extension else {
            return (Vec::new(), Vec::new());
        };
        let checks = extension.tables_by("checks");
        let checks = checks.filter_map(|fields| {
            let names = &names;
            DeclaredCheck::read(&Declared { fields, names }, report)
        });
        let checks = checks.collect();
        let waivers = extension.tables("waivers");
        let waivers =
            waivers.filter_map(|waiver| Waiver::read(waiver, &names, self.language, report));
        (checks, waivers.collect())
    }

    /// The title of the first source of a resource, or of the package where it names none.
    fn source_title<'t>(&'t self, resource: Fields<'t>) -> Option<&'t Text> {
        let own = resource.tables("sources").next();
        let source = own.or_else(|| self.descriptor.tables("sources").next());
        source?.text("title")
    }

    /// Of which codes a `GeoJSON` file holds the outlines; the inner `None` of a table.
    #[expect(
        clippy::option_option,
        reason = "a resource may be wrong, a table, or outlines"
    )]
    fn outlines(
        &self,
        resource: Fields<'_>,
        path: &str,
        report: &mut Report,
    ) -> Option<Option<OutlinesOf>> {
        let name = resource.text("name")?;
        let format = resource.text("format").map(|format| format.text.as_str());
        let is_geojson = format == Some("geojson") || has_ending(path, "geojson");
        let extension = resource.table("yearbook");
        let outlines = extension.and_then(|extension| extension.table("outlines"));
        let of = outlines.and_then(|outlines| Some((outlines, outlines.text("of")?)));
        let problem = match of {
            None if !is_geojson => return Some(None),
            None => name
                .error(
                    Code::BadPackage,
                    format!("`{}` does not say of which codes it holds the outlines", name.text),
                )
                .expected("`\"yearbook\": { \"outlines\": { \"of\": \"areas\", \"property\": \"code\" } }`"),
            Some(_) if !is_geojson => resource
                .place("path")
                .error(
                    Code::BadPackage,
                    format!("the outlines of `{}` are no GeoJSON file", name.text),
                )
                .expected("a path that ends with `.geojson`, or `\"format\": \"geojson\"`"),
            Some((_, of)) if !self.names.contains(&of.text.as_str()) => of
                .error(Code::BadPackage, format!("`{}` is no resource", of.text))
                .expected("the name of a code list")
                .did_you_mean(&of.text, self.names.iter().copied()),
            Some((outlines, of)) => {
                let property = outlines.text("property");
                return Some(Some(OutlinesOf {
                    of: of.text.clone(),
                    property: property.map(|property| property.text.clone()),
                }));
            }
        };
        report.push(problem);
        None
    }

    fn path(&self, resource: Fields<'_>, name: &Text, report: &mut Report) -> Option<String> {
        let written = resource.value("path").map(|value| (value, value.items()));
        let problem = match written {
            Some((_, [one])) => return self.safe_path(one.text()?, report),
            Some((value, parts)) => value
                .error(
                    Code::BadPackage,
                    format!("`{}` has {} files", name.text, parts.len()),
                )
                .expected("one file")
                .hint("join the parts into one file; the header stands once"),
            None => {
                let (what, place) = match resource.value("data") {
                    Some(data) => ("its data in the descriptor", &data.span),
                    None => ("no `path`", &name.span),
                };
                place
                    .error(Code::BadPackage, format!("`{}` has {what}", name.text))
                    .expected("the path of a CSV file in the folder of the descriptor")
            }
        };
        report.push(problem);
        None
    }

    /// The path of a file from the site's root; one that leads elsewhere is reported.
    pub(super) fn safe_path(&self, written: &Text, report: &mut Report) -> Option<String> {
        let path = written.text.as_str();
        let leaves = || {
            let is_foreign = path.starts_with('/') || path.contains(['\\', ':']);
            is_foreign || path.split('/').any(|part| part == "..")
        };
        let why = if path.contains("://") || path.starts_with("//") {
            "leads to another machine; copy the file beside the descriptor"
        } else if leaves() {
            "leaves the folder of the descriptor"
        } else {
            let parts = path.split('/');
            let plain = parts.filter(|part| !part.is_empty() && *part != ".");
            let plain: Vec<&str> = plain.collect();
            return Some(format!("{}{}", self.folder, plain.join("/")));
        };
        let message = format!("the path `{path}` {why}");
        report.push(written.error(Code::BadPackage, message));
        None
    }
}

/// The licences that a descriptor or a resource names.
pub(super) fn licences(fields: Fields<'_>) -> Vec<DeclaredLicence> {
    let licences = fields.tables("licenses").map(|licence| {
        let text = |key| licence.text(key).map(|text| text.text.clone());
        DeclaredLicence {
            name: text("name"),
            title: text("title"),
            path: text("path"),
        }
    });
    licences.collect()
}

fn encoding(label: Option<&Text>, report: &mut Report) -> Option<Encoding> {
    let Some(label) = label else {
        return Some(Encoding::UTF_8);
    };
    let encoding = Encoding::of_label(&label.text);
    if encoding.is_none() {
        let message = format!("`{}` is not an encoding that is read", label.text);
        report.push(
            label.error(Code::BadPackage, message)
                .expected("utf-8, utf-16, windows-1252, windows-1258, iso-8859-15 or another label of the web with one byte for each letter")
                .did_you_mean(&label.text, ["utf-8", "utf-16", "windows-1252", "windows-1258"]),
        );
    }
    encoding
}

fn fields_match(schema: Option<Fields<'_>>, report: &mut Report) -> FieldsMatch {
    let written = schema.and_then(|schema| schema.texts("fieldsMatch").first().copied());
    let Some(written) = written else {
        return FieldsMatch::Exact;
    };
    match written.text.as_str() {
        "exact" => FieldsMatch::Exact,
        "equal" => FieldsMatch::Equal,
        "subset" => FieldsMatch::Subset,
        "superset" => FieldsMatch::Superset,
        "partial" => FieldsMatch::Partial,
        other => {
            let message = format!("`{other}` is not a rule of `fieldsMatch`");
            let wrong = written.error(Code::BadPackage, message);
            report.push(wrong.expected("exact, equal, subset, superset or partial"));
            FieldsMatch::Exact
        }
    }
}

/// Decides all fields; a field that cannot be decided makes the resource unusable.
fn fields(
    resource: Fields<'_>,
    schema: Option<Fields<'_>>,
    key: &[&Text],
    around: &Surroundings<'_>,
    report: &mut Report,
) -> Option<Vec<FieldDescriptor>> {
    let written = schema.map(|schema| schema.tables("fields"));
    let written: Vec<Fields<'_>> = written.into_iter().flatten().collect();
    let resource_name = resource.text("name").map_or("", |name| &name.text);
    if written.is_empty() {
        let message = format!("`{resource_name}` has no fields");
        report.push(
            resource
                .place("schema")
                .error(Code::BadPackage, message)
                .expected("`schema.fields` with a name for every column")
                .hint("`yearbook data infer` proposes them"),
        );
        return None;
    }
    let mut fields: Vec<FieldDescriptor> = Vec::new();
    for field in &written {
        let name = field.text("name")?;
        let text = &name.text;
        if is_formula(text) || hides_formula(text) || text.trim().is_empty() {
            let message = format!("`{text}` cannot be the name of a field");
            report.push(name.error(Code::BadPackage, message).expected(
                "a name without `=`, `+`, `-`, `@` or a tab at its beginning or behind `;`",
            ));
            return None;
        }
        if fields.iter().any(|field| field.name == *text) {
            let message = format!("two fields are named `{text}`");
            report.push(name.error(Code::BadPackage, message));
            return None;
        }
        match field::decide(*field, around) {
            Ok(field) => fields.push(field),
            Err(wrong) => {
                report.push(wrong);
                return None;
            }
        }
    }
    let lists = [
        ("status", StatusList::Observation),
        ("confidentiality", StatusList::Confidentiality),
    ];
    for (column, field) in written.iter().enumerate() {
        let extension = field.table("yearbook");
        for (name, list) in lists {
            let Some(measure) = extension.and_then(|extension| extension.text(name)) else {
                continue;
            };
            let is_key = key.iter().any(|name| name.text == measure.text);
            let mut all = fields.iter();
            let position = all.position(|field| field.name == measure.text);
            let position = position.filter(|&p| fields[p].kind.is_numeric() && !is_key);
            let Some(position) = position else {
                let known = FieldsOf {
                    resource: resource_name,
                    fields: &fields,
                };
                report.push(known.unknown("the measure of a status column", measure));
                continue;
            };
            let status = Some(StatusColumn {
                measure: position,
                list,
            });
            if fields.iter().any(|field| field.status == status) {
                let message = format!("two fields hold the status of `{}`", measure.text);
                report.push(measure.error(Code::BadPackage, message));
            }
            fields[column].status = status;
        }
    }
    Some(fields)
}

impl FieldsOf<'_> {
    /// Reports fields that a code list names and that do not exist.
    fn report_code_list(&self, code_list: Option<Fields<'_>>, report: &mut Report) {
        let Some(code_list) = code_list else { return };
        let entries = code_list.whole().entries.iter();
        let texts = entries.flat_map(|entry| match &entry.value.kind {
            ValueKind::Text(text) => vec![text],
            ValueKind::Table(table) => {
                let names = table.entries.iter();
                names.filter_map(|entry| entry.value.text()).collect()
            }
            _ => Vec::new(),
        });
        for name in texts {
            if !self.fields.iter().any(|field| field.name == name.text) {
                report.push(self.unknown("the code list's field", name));
            }
        }
    }

    /// Reports what is said of measures and names fields that do not exist: those that a measure is added
    /// up over, which are keys, and its denominator, which is another measure.
    fn report_meanings(&self, schema: Option<Fields<'_>>, key: &[usize], report: &mut Report) {
        let is_key = |name: &str| {
            key.iter()
                .any(|position| self.fields[*position].name == name)
        };
        let is_measure = |field: &FieldDescriptor| field.kind.is_numeric() && !is_key(&field.name);
        let written = schema.map(|schema| schema.tables("fields"));
        let written = written.into_iter().flatten();
        for (field, written) in self.fields.iter().zip(written) {
            let Some(own) = written.table("yearbook") else {
                continue;
            };
            let wrong =
                |key: &str, message: String| own.place(key).error(Code::BadPackage, message);
            let name = &field.name;
            if field.meaning != MeasureMeaning::default() && !is_measure(field) {
                let message = format!("`{name}` is no measure: it is not added up and no rate");
                let place = written.place("yearbook");
                report.push(place.error(Code::BadPackage, message));
                continue;
            }
            let sums_over = own.texts("sumsOver");
            for text in sums_over.iter().filter(|text| !is_key(&text.text)) {
                let role = format!("what `{name}` is added up over,");
                report.push(self.unknown(&role, text).expected("a field of the key"));
            }
            if field.meaning.is_rate && !sums_over.is_empty() {
                let message = format!("`{name}` is a rate, and rates are not added up");
                report.push(wrong("sumsOver", message));
            }
            if let Some(text) = own.text("denominator") {
                let known = self.fields.iter().find(|other| other.name == text.text);
                if text.text == *name {
                    let message = format!("`{name}` is not its own denominator");
                    report.push(wrong("denominator", message).expected("another measure"));
                } else if !known.is_some_and(is_measure) {
                    let role = format!("the denominator of `{name}`,");
                    report.push(self.unknown(&role, text).expected("another measure"));
                }
            }
        }
    }
}

fn code_list_fields(fields: Fields<'_>) -> CodeListFields {
    let text = |key| fields.text(key).map(|text| text.text.clone());
    let map = |key| -> BTreeMap<String, String> {
        let entries = fields.text_entries(key);
        entries
            .map(|(entry, text)| (entry.key.clone(), text.text.clone()))
            .collect()
    };
    let tile = fields.table("tile").and_then(|tile| {
        let [column, row] = ["column", "row"].map(|key| tile.text(key));
        Some([column?.text.clone(), row?.text.clone()])
    });
    CodeListFields {
        label: map("label"),
        short: map("short"),
        parent: text("parent"),
        level: text("level"),
        valid_from: text("validFrom"),
        valid_to: text("validTo"),
        successor: text("successor"),
        tile,
    }
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| found == ending)
}
