//! From CSV files and their descriptor to a typed, checked [`Catalog`].
//!
//! What a number means is in `stats`; where it is shown is decided in `site`.

mod catalog;
mod cell;
mod code_list;
mod column;
mod csv;
mod dataset;
mod descriptor;
mod descriptor_reader;
mod package_file;
mod place;
mod problems;

pub use catalog::{
    Catalog, CodeListResource, CodeTexts, Content, FieldTexts, Package, Resource, ResourceLicence,
};

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Report, Source};
use crate::input::Inputs;
use descriptor::{Descriptor, ResourceDescriptor};

/// The folder of all data files.
const FOLDER: &str = "data/";

/// The descriptor of all data files.
pub const PACKAGE_FILE: &str = "data/datapackage.json";

/// Reads and checks every resource of the descriptor. Resources with errors are left out of the
/// catalog; the report says why. A site without a descriptor has an empty catalog.
pub fn load(inputs: &Inputs, config: &Config, report: &mut Report) -> Catalog {
    let Some(source) = inputs.text(PACKAGE_FILE) else {
        report_undescribed(inputs, None, report);
        return Catalog::default();
    };
    let Some(descriptor) = Descriptor::read(source, config, report) else {
        return Catalog::default();
    };
    let mut catalog = Catalog::new(&descriptor);
    let (lists, datasets): (Vec<_>, Vec<_>) = descriptor
        .resources
        .iter()
        .partition(|resource| resource.code_list.is_some());
    for resource in lists {
        if let Some(file) = file_of(inputs, source, resource, report)
            && let Some(content) = code_list::load(file, resource, config, report)
        {
            catalog.insert(resource, Content::CodeList(content));
        }
    }
    for resource in datasets {
        if let Some(file) = file_of(inputs, source, resource, report)
            && let Some(content) = dataset::load(file, resource, &catalog, report)
        {
            catalog.insert(resource, Content::Dataset(content));
        }
    }
    catalog.in_order_of(&descriptor);
    report_undescribed(inputs, Some(&descriptor), report);
    catalog
}

fn file_of<'a>(
    inputs: &'a Inputs,
    descriptor: &Source,
    resource: &ResourceDescriptor,
    report: &mut Report,
) -> Option<&'a Source> {
    let file = inputs.text(&resource.path);
    if file.is_none() {
        let below = inputs
            .texts_below(FOLDER)
            .filter_map(|(path, _)| path.strip_prefix(FOLDER));
        let written = resource.path.strip_prefix(FOLDER).unwrap_or(&resource.path);
        report.push(
            Diagnostic::error(
                Code::MissingFile,
                format!(
                    "resource `{}` names the file {}, which does not exist",
                    resource.name, resource.path
                ),
            )
            .at(descriptor.find(&format!("\"{written}\""), 0))
            .expected("the path of a CSV file below data/")
            .did_you_mean(written, below),
        );
    }
    file
}

/// A CSV that no resource describes would silently not be published.
fn report_undescribed(inputs: &Inputs, descriptor: Option<&Descriptor>, report: &mut Report) {
    for (path, source) in inputs.texts_below(FOLDER) {
        let described = descriptor.is_some_and(|d| d.resources.iter().any(|r| r.path == path));
        if path.ends_with(".csv") && !described {
            report.push(
                Diagnostic::warning(Code::BadPackage, format!("no resource describes {path}"))
                    .at(source.location(0..0))
                    .hint(format!(
                        "add it to {PACKAGE_FILE}; it is not published otherwise"
                    )),
            );
        }
    }
}
