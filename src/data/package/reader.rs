//! Reading of the descriptor, and what its resources must agree on.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::package_file::PackageFile;
use super::package_form::PACKAGE;
use super::resource::{Package, licences};
use crate::data::cell::Patterns;
use crate::data::descriptor::Descriptor;
use crate::data::local_text::{local_text, translations};
use crate::diag::limits::TABLES_OF_A_FILE;
use crate::diag::{Code, Diagnostic, Report, Source};
use crate::input::Inputs;
use crate::input::value::Fields;
use crate::locale::Language;
use crate::markup::is_outside;

impl Descriptor {
    /// Reads and checks the descriptor; `None` when it cannot be read at all.
    pub(in crate::data) fn read(
        source: &Source,
        inputs: &Inputs,
        folder: &str,
        language: &Language,
        report: &mut Report,
    ) -> Option<Descriptor> {
        let file = PackageFile::read(source, &PACKAGE, report)?;
        let fields = Fields::of(&PACKAGE, &file.table, Code::BadPackage);
        if fields.items("resources").is_empty() {
            report.push(
                fields
                    .place("resources")
                    .error(Code::BadPackage, "the descriptor has no resources")
                    .expected("an entry for every CSV file")
                    .hint("`yearbook data infer` proposes one"),
            );
        }
        let named = fields.tables("resources").filter_map(|r| r.text("name"));
        let names: Vec<&str> = named.map(|name| name.text.as_str()).collect();
        let package = Package {
            inputs,
            folder,
            language,
            descriptor: fields,
            names: &names,
            patterns: &Patterns::default(),
            fields: &Cell::new(0),
        };
        let resources = fields.tables("resources");
        let resources = resources.filter_map(|resource| package.resource(resource, report));
        let resources = resources.collect();
        let translations = translations(fields.table("yearbook"));
        let local = |key| local_text(fields.text(key), translations, key, language);
        let mut descriptor = Descriptor {
            title: local("title"),
            description: local("description"),
            version: fields.text("version").map(|version| version.text.clone()),
            licences: licences(fields),
            resources,
        };
        descriptor.report_duplicates(report);
        descriptor.report_shared_files(report);
        descriptor.report_code_lists(report);
        descriptor.report_keyless(report);
        report_licences(fields, report);
        descriptor.settle_code_lists();
        Some(descriptor)
    }

    /// A file is read for each table that it is.
    fn report_shared_files(&mut self, report: &mut Report) {
        let mut tables: BTreeMap<String, usize> = BTreeMap::new();
        self.resources.retain(|resource| {
            let count = tables.entry(resource.path.clone()).or_default();
            *count += 1;
            if *count == TABLES_OF_A_FILE + 1 {
                let path = &resource.path;
                let message =
                    format!("more than {TABLES_OF_A_FILE} resources are read from {path}");
                report.push(
                    Diagnostic::error(Code::TooLarge, message)
                        .at(resource.location.clone())
                        .hint("leave out those that nothing needs"),
                );
            }
            *count <= TABLES_OF_A_FILE
        });
    }

    /// A table without a key can be read and published, and nothing more.
    fn report_keyless(&self, report: &mut Report) {
        for resource in &self.resources {
            if resource.key.is_empty()
                && resource.code_list.is_none()
                && resource.outlines.is_none()
            {
                let name = &resource.name;
                report.push(
                    Diagnostic::warning(Code::BadPackage, format!("resource `{name}` has no `primaryKey`"))
                        .at(resource.location.clone())
                        .hint("list the fields that identify a record: they become the dimensions, and no number can be shown without them"),
                );
            }
        }
    }

    fn report_code_lists(&self, report: &mut Report) {
        for resource in &self.resources {
            let Some(outlines) = &resource.outlines else {
                continue;
            };
            let of = self.resources.iter().find(|r| r.name == outlines.of);
            if of.is_some_and(|of| of.code_list.is_none()) {
                let message = format!("`{}` is no code list", outlines.of);
                report.push(
                    Diagnostic::error(Code::BadPackage, message)
                        .at(resource.location.clone())
                        .expected("`outlines` of the codes of a code list"),
                );
            }
        }
        for resource in &self.resources {
            if resource.code_list.is_some() && resource.key.len() != 1 {
                report.push(
                    Diagnostic::error(
                        Code::BadPackage,
                        format!(
                            "the code list `{}` has {} key fields",
                            resource.name,
                            resource.key.len()
                        ),
                    )
                    .at(resource.location.clone())
                    .expected("a `primaryKey` of one field: that of the codes"),
                );
            }
        }
    }

    /// A single field that leads to the codes of a code list holds codes of it: it is shown by
    /// their names. Every other foreign key is looked up once all resources are loaded.
    fn settle_code_lists(&mut self) {
        let lists: Vec<(String, String)> = self
            .resources
            .iter()
            .filter(|resource| resource.code_list.is_some())
            .filter_map(|list| {
                let [key] = list.key.as_slice() else {
                    return None;
                };
                Some((list.name.clone(), list.fields[*key].name.clone()))
            })
            .collect();
        for resource in &mut self.resources {
            if resource.code_list.is_some() {
                continue;
            }
            let fields = &mut resource.fields;
            resource.foreign_keys.retain(|key| {
                let ([own], [other]) = (key.fields.as_slice(), key.names.as_slice()) else {
                    return true;
                };
                let leads = lists
                    .iter()
                    .any(|(name, codes)| *name == key.resource && codes == other);
                if leads {
                    fields[*own].code_list = Some(key.resource.clone());
                }
                !leads
            });
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

/// The address of a licence becomes a link.
fn report_licences(descriptor: Fields<'_>, report: &mut Report) {
    let resources = descriptor.tables("resources");
    let all = std::iter::once(descriptor).chain(resources);
    let licences = all.flat_map(|fields| fields.tables("licenses"));
    for path in licences.filter_map(|licence| licence.text("path")) {
        if !is_outside(&path.text) {
            let message = format!("`{}` is not the address of a licence", path.text);
            let wrong = path.error(Code::BadPackage, message);
            report.push(wrong.expected("an https: address"));
        }
    }
}
