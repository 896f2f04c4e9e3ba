//! From CSV files and their descriptor to a typed, checked [`Catalog`].
//!
//! What a number means is in `stats`; where it is shown is decided in `site`.

mod about;
mod across_records;
mod catalog;
mod cell;
mod check;
mod code_list;
mod codes;
mod csv;
mod dataset;
mod descriptor;
mod foreign_key;
pub mod infer;
mod local_text;
mod nearest;
mod origin;
mod outline_file;
mod outlines;
mod package;
mod problems;
mod profile;
mod properties_file;
mod register;
mod revised;
mod superseded;
mod texts;

pub use about::{About, Affected, Revision, RevisionKind};
pub use catalog::{
    Catalog, Content, FieldTexts, OutlinesResource, Package, Resource, ResourceCheck,
    ResourceLicence, ResourceWaiver,
};
pub use cell::escaped;
pub use codes::{CodeListResource, CodeTexts};
pub use nearest::{Cell, CellIndex};
pub use package::{ForeignKey, PACKAGE, PublishedFile, PublishedPackage, published_registers};
pub use profile::{FieldProfile, ResourceProfile};
pub use register::{RegisterCells, RegisterEntry, Unpaired, report_shortened, unpaired};
pub use superseded::{Disclosure, disclosure};

use crate::diag::{Code, Diagnostic, Report, Source};
use crate::input::Inputs;
use crate::locale::Language;
use crate::stats::Date;
use descriptor::{Descriptor, ResourceDescriptor};
use origin::Origin;

/// The folder of all data files of a site.
pub const FOLDER: &str = "data/";

/// The descriptor of all data files of a site.
pub const PACKAGE_FILE: &str = "data/datapackage.json";

/// The name of a descriptor in its folder.
const DESCRIPTOR: &str = "datapackage.json";

/// Reads and checks every resource of the descriptor in `folder`, which ends with `/` or is empty.
/// Texts without a language are in `language`. Resources with errors are left out of the catalog;
/// the report says why. A folder without a descriptor has an empty catalog.
///
/// `now` is the day after which no period lies that is declared as past.
pub fn load(
    inputs: &Inputs,
    folder: &str,
    language: &Language,
    now: Option<Date>,
    report: &mut Report,
) -> Catalog {
    let path = format!("{folder}{DESCRIPTOR}");
    let Some(source) = inputs.text(&path) else {
        report_undescribed(inputs, folder, None, report);
        return Catalog::default();
    };
    let Some(descriptor) = Descriptor::read(source, inputs, folder, language, report) else {
        return Catalog::default();
    };
    let mut catalog = Catalog::new(&descriptor);
    let (lists, datasets): (Vec<_>, Vec<_>) = descriptor
        .resources
        .iter()
        .partition(|resource| resource.code_list.is_some());
    let mut origins: Vec<Origin<'_>> = Vec::new();
    for resource in lists {
        if let Some(file) = file_of(inputs, folder, source, resource, report)
            && let Some((content, origin)) = code_list::load(file, resource, language, report)
        {
            catalog.insert(&origin, Content::CodeList(content));
            origins.push(origin);
        }
    }
    let (maps, datasets): (Vec<_>, Vec<_>) = datasets
        .into_iter()
        .partition(|resource| resource.outlines.is_some());
    for resource in maps {
        load_outlines(&mut catalog, inputs, folder, source, resource, report);
    }
    for resource in datasets {
        if let Some(file) = file_of(inputs, folder, source, resource, report)
            && let Some((mut content, origin)) = dataset::load(file, resource, &catalog, report)
            && refers_to_loaded(resource, &catalog)
        {
            revised::mark(&mut content, resource, report);
            catalog.insert(&origin, Content::Dataset(content));
            origins.push(origin);
        }
    }
    catalog.in_order_of(&descriptor);
    across_records::check(&mut catalog, &origins, now, report);
    catalog.package.published = PublishedPackage::new(source, &descriptor, &catalog);
    report_undescribed(inputs, folder, Some(&descriptor), report);
    catalog
}

/// Loads the outlines of a code list that is in order.
fn load_outlines(
    catalog: &mut Catalog,
    inputs: &Inputs,
    folder: &str,
    descriptor: &Source,
    resource: &ResourceDescriptor,
    report: &mut Report,
) {
    let file = file_of(inputs, folder, descriptor, resource, report);
    let (Some(file), Some(outlines)) = (file, &resource.outlines) else {
        return;
    };
    let list = catalog.code_list(&outlines.of);
    if let Some(loaded) = list.and_then(|list| outlines::load(file, outlines, list, report)) {
        catalog.insert_outlines(resource, loaded);
    }
}

/// Whether every code list that a resource refers to is in order: its codes are not checked
/// otherwise.
fn refers_to_loaded(resource: &ResourceDescriptor, catalog: &Catalog) -> bool {
    let mut lists = resource.fields.iter().filter_map(|f| f.code_list.as_ref());
    lists.all(|list| catalog.code_list(list).is_some())
}

fn file_of<'a>(
    inputs: &'a Inputs,
    folder: &str,
    descriptor: &Source,
    resource: &ResourceDescriptor,
    report: &mut Report,
) -> Option<&'a Source> {
    let file = inputs.text(&resource.path);
    if file.is_none() {
        let below = inputs
            .texts_below(folder)
            .filter_map(|(path, _)| path.strip_prefix(folder));
        let written = resource.path.strip_prefix(folder).unwrap_or(&resource.path);
        report.push(
            Diagnostic::error(
                Code::MissingFile,
                format!(
                    "resource `{}` names the file {}, which does not exist",
                    resource.name, resource.path
                ),
            )
            .at(descriptor.find(&format!("\"{written}\""), 0))
            .expected(format!("the path of a file below {}", shown_folder(folder)))
            .did_you_mean(written, below),
        );
    }
    file
}

/// A folder as messages name it.
fn shown_folder(folder: &str) -> &str {
    if folder.is_empty() {
        "the folder of the descriptor"
    } else {
        folder
    }
}

/// A CSV that no resource describes would silently not be published.
fn report_undescribed(
    inputs: &Inputs,
    folder: &str,
    descriptor: Option<&Descriptor>,
    report: &mut Report,
) {
    for (path, source) in inputs.texts_below(folder) {
        let described = descriptor.is_some_and(|d| d.resources.iter().any(|r| r.path == path));
        let is_table = path.ends_with(".csv") || path.ends_with(".tsv");
        if is_table && !described {
            report.push(
                Diagnostic::warning(Code::BadPackage, format!("no resource describes {path}"))
                    .at(source.location(0..0))
                    .hint(format!(
                        "add it to {folder}{DESCRIPTOR}; it is not published otherwise"
                    )),
            );
        }
    }
}
