//! Files that hold a descriptor, or a part of a resource that stands in a file of its own.

use super::resource::Package;
use crate::data::properties_file::{Properties, without_mark};
use crate::diag::{Code, Report, Source};
use crate::input::value::{Fields, Form, Table, parse_json};

/// A file that holds a descriptor or a part of it.
pub(super) struct PackageFile {
    /// What stands in it, with places.
    pub(super) table: Table,
    /// The same for publishing it again.
    pub(super) properties: Properties,
}

/// A part of a resource.
pub(super) enum Part {
    /// It stands in the descriptor itself, or is left out.
    Inline,
    /// It stands in a file of its own.
    Own(PackageFile),
}

impl PackageFile {
    /// Reads a descriptor, or a part of it that is in a file of its own, and holds it against its form.
    pub(super) fn read(
        source: &Source,
        form: &'static Form,
        report: &mut Report,
    ) -> Option<PackageFile> {
        let before = report.errors();
        let table = parse_json(source, Code::BadPackage, report)?;
        form.check(&table, Code::BadPackage, report);
        if report.errors() > before {
            return None;
        }
        // What the form does not know of is how deep other keys are nested.
        let Ok(properties) = serde_json::from_slice(without_mark(source.bytes())) else {
            let message = "the file is nested too deep, or a number has too many digits";
            report.push(source.beginning().error(Code::BadPackage, message));
            return None;
        };
        Some(PackageFile { table, properties })
    }
}

impl Part {
    /// The part of a key of a resource, from a file of its own if it names one.
    pub(super) fn read(
        package: &Package<'_>,
        resource: Fields<'_>,
        key: &str,
        form: &'static Form,
        report: &mut Report,
    ) -> Option<Part> {
        let Some(written) = resource.text(key) else {
            return Some(Part::Inline);
        };
        let path = package.safe_path(written, report)?;
        match package.inputs.text(&path) {
            Some(source) => PackageFile::read(source, form, report).map(Part::Own),
            None => {
                let name = resource.text("name").map_or("", |name| &name.text);
                let message = format!("`{name}` names the file {path}, which does not exist");
                report.push(written.error(Code::MissingFile, message));
                None
            }
        }
    }

    /// What stands in it; nothing where it is left out.
    pub(super) fn fields<'a>(
        &'a self,
        resource: Fields<'a>,
        key: &str,
        form: &'static Form,
    ) -> Option<Fields<'a>> {
        match self {
            Part::Inline => resource.table(key),
            Part::Own(file) => Some(Fields::of(form, &file.table, Code::BadPackage)),
        }
    }
}
