//! The files of datasets and code lists: which there are, where they are, and what they hold.

use super::Site;
use super::address::Address;
use super::assemble::printed;
use super::data_page::licences;
use super::format_limit::{WORKBOOK_RECORDS, is_cube};
use super::inputs::{Colophon, Download};
use crate::config::{BaseUrl, FileFormat, Holds};
use crate::data::{Catalog, Content, Resource};
use crate::diag::{Code, Diagnostic, Report};
use crate::figure::role;
use crate::locale::{Language, LocalText, Locale};
use crate::stats::{Dataset, Date, Member};
use crate::table::{Column, Cube, CubeAttribute};

/// The most records of which every format is made without being asked for: workbooks, JSON-stat and
/// archives take longer than ten thousand pages where there are many.
pub(super) const FORMATS_RECORDS: usize = 100_000;

/// A file of a dataset or code list.
#[derive(Clone, Debug)]
pub struct DataFile<'a> {
    /// Where it is.
    pub address: Address,
    /// What it holds.
    pub resource: &'a Resource,
    /// How it is written.
    pub format: FileFormat,
    /// The language of its words; nothing where it has those of all languages, or none.
    pub language: Option<&'a Language>,
}

impl DataFile<'_> {
    /// Whether the published descriptor tells of it: it does of the plain file alone.
    pub fn is_described(&self) -> bool {
        matches!(self.format, FileFormat::Csv | FileFormat::GeoJson)
    }
}

impl Download {
    /// A file at an address. A reader's copy is called as `(name, edition)` say.
    pub(super) fn new(
        format: FileFormat,
        file: &Address,
        (name, edition): &(String, Option<Date>),
        base_url: &BaseUrl,
    ) -> Download {
        let edition = edition.map(|date| format!("_{date}")).unwrap_or_default();
        Download {
            format,
            href: file.href(base_url),
            path: file.output_path(),
            name: format!("{name}{edition}.{}", format.ending()),
            bytes: None,
        }
    }
}

impl Site<'_> {
    /// Every file of the datasets and code lists, those of each together, the plain ones first.
    pub fn data_files(&self) -> impl Iterator<Item = DataFile<'_>> {
        let resources = self.catalog.resources.iter();
        resources.flat_map(|resource| self.files_of(resource))
    }

    pub(super) fn files_of<'s>(&'s self, resource: &'s Resource) -> Vec<DataFile<'s>> {
        let (worded, plain): (Vec<_>, Vec<_>) = formats(resource)
            .into_iter()
            .partition(|format| has_words(*format));
        let file = |format: FileFormat, language: Option<&'s Language>| {
            let path = format!("data/{}.{}", resource.name, format.ending());
            DataFile {
                address: match language.filter(|l| *l != self.config.default_language()) {
                    Some(language) => Address::file(format!("{language}/{path}")),
                    None => Address::file(path),
                },
                resource,
                format,
                language,
            }
        };
        let plain = plain.into_iter().map(|format| file(format, None));
        let languages = self.config.languages.iter();
        let worded = languages.flat_map(|language| {
            let formats = worded.iter();
            formats.map(move |format| (*format, Some(language)))
        });
        let worded = worded.map(|(format, language)| file(format, language));
        plain.chain(worded).collect()
    }

    /// The files of a resource for readers of a language.
    pub(super) fn downloads(&self, resource: &Resource, language: &Language) -> Vec<Download> {
        let mut files = self.files_of(resource);
        files.sort_by_key(|file| file.format);
        let files = files.into_iter();
        let own = files.filter(|file| file.language.is_none_or(|own| own == language));
        let name = (resource.name.clone(), resource.updated);
        own.map(|file| Download::new(file.format, &file.address, &name, &self.config.base_url))
            .collect()
    }

    /// What the files of a dataset say of themselves in a language.
    pub fn colophon(&self, resource: &Resource, language: &Language) -> Colophon {
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let text = |text: &LocalText| text.in_language(language, fallback).map(str::to_owned);
        let about = &resource.about;
        let notes = [&about.coverage, &about.geography, &about.method];
        let shared = self.shared_inputs(language);
        let page = self.data_address(&resource.path, language);
        Colophon {
            name: resource.name.clone(),
            title: resource.title_in(language, fallback).to_owned(),
            description: text(&resource.description).unwrap_or_default(),
            source: text(&resource.source),
            notes: notes.into_iter().filter_map(text).collect(),
            site: shared.title.clone(),
            publisher: shared.publisher.clone(),
            licences: licences(resource),
            url: page.and_then(|page| page.absolute(&self.config.base_url)),
            updated: resource.updated.map(|date| printed(date, locale)),
            language: language.tag().to_owned(),
        }
    }

    /// The cube of a dataset in a language.
    pub fn cube<'s>(
        &'s self,
        resource: &Resource,
        dataset: &'s Dataset,
        language: &Language,
    ) -> Cube<'s> {
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let title = |name: &str| {
            let field = resource.field(name);
            field
                .map_or(name, |field| field.title_in(language, fallback))
                .to_owned()
        };
        Cube::of_dataset(
            dataset,
            |at| {
                let dimension = &dataset.dimensions[at];
                (title(&dimension.name), role(dimension))
            },
            |at, code| {
                let dimension = &dataset.dimensions[at];
                self.catalog
                    .member_label(dimension, Member::Code(code), locale, fallback)
            },
            self.measure_columns(resource, dataset, language),
            dataset
                .attributes
                .iter()
                .enumerate()
                .filter(|(_, attribute)| {
                    let only = resource
                        .field(&attribute.name)
                        .and_then(|f| f.language.as_ref());
                    only.is_none_or(|only| only == language)
                })
                .map(|(position, attribute)| CubeAttribute {
                    position,
                    name: attribute.name.clone(),
                    title: title(&attribute.name),
                })
                .collect(),
        )
    }

    /// The measures of a dataset in words.
    pub(super) fn measure_columns(
        &self,
        resource: &Resource,
        dataset: &Dataset,
        language: &Language,
    ) -> Vec<Column> {
        let fallback = self.config.default_language();
        let measures = dataset.measures.iter().map(|measure| {
            let field = resource.field(&measure.name);
            let title = field.map(|field| field.title_in(language, fallback));
            let unit = field.and_then(|field| field.unit.in_language(language, fallback));
            Column {
                name: measure.name.clone(),
                title: title.unwrap_or(&measure.name).to_owned(),
                unit: unit.map(str::to_owned),
                decimals: measure.decimals,
                is_drawn: false,
            }
        });
        measures.collect()
    }

    /// The language of a file's words.
    pub fn locale_of(&self, file: &DataFile<'_>) -> &Locale {
        self.locale(file.language.unwrap_or(self.config.default_language()))
    }

    /// A resource with all whose codes it uses, itself first.
    pub fn with_references<'s>(&'s self, resource: &'s Resource) -> Vec<&'s Resource> {
        let names = self.catalog.package.published.references(&resource.name);
        let others = names.iter().filter_map(|name| self.catalog.resource(name));
        std::iter::once(resource).chain(others).collect()
    }
}

/// The formats of a resource, the plain one first.
fn formats(resource: &Resource) -> Vec<FileFormat> {
    match &resource.content {
        Content::Outlines(_) => vec![FileFormat::GeoJson],
        Content::CodeList(_) => vec![FileFormat::Csv, FileFormat::CsvWithMark, FileFormat::Csvw],
        Content::Dataset(dataset) => {
            // Nothing tells the records of such a dataset apart, and JSON-stat knows cells by their codes.
            let has_cells = !dataset.dimensions.is_empty() && is_cube(dataset);
            let is_wanted = |format: &FileFormat| match &resource.about.files {
                Some(files) => files.iter().any(|file| file == format.ending()),
                None => records(resource) <= FORMATS_RECORDS,
            };
            let numbers = &[Holds::Numbers, Holds::WordedNumbers, Holds::All];
            let formats = FileFormat::holding(numbers).filter(|format| format.is_made());
            let formats = formats.filter(|format| has_cells || *format != FileFormat::JsonStat);
            formats
                .filter(|format| !has_words(*format) || is_wanted(format))
                .collect()
        }
    }
}

/// Whether the files of a format are in one language.
fn has_words(format: FileFormat) -> bool {
    matches!(format.holds(), Holds::WordedNumbers | Holds::All)
}

/// Whether a dataset has more records than are published in every format, and nobody asks for it.
pub(super) fn is_beyond_formats(resource: &Resource) -> bool {
    resource.about.files.is_none() && records(resource) > FORMATS_RECORDS
}

fn records(resource: &Resource) -> usize {
    match &resource.content {
        Content::Dataset(dataset) => dataset.len(),
        Content::CodeList(_) | Content::Outlines(_) => 0,
    }
}

/// Reports workbooks that are asked for and cannot be made.
pub(super) fn report_workbooks(catalog: &Catalog, report: &mut Report) {
    let ending = FileFormat::Xlsx.ending();
    for resource in &catalog.resources {
        let wanted = resource.about.files.iter().flatten();
        if !wanted.into_iter().any(|file| file == ending) {
            continue;
        }
        let wrong = |message: String| {
            Diagnostic::error(Code::BadPackage, message).at(resource.location.clone())
        };
        let records = records(resource);
        if !FileFormat::Xlsx.is_made() {
            report.push(
                wrong(
                    "this program makes no workbooks: it was built without the feature `xlsx`"
                        .to_owned(),
                )
                .hint("build it with `cargo build --release --features xlsx`"),
            );
        } else if records > WORKBOOK_RECORDS {
            report.push(
                wrong(format!(
                    "`{}` has {records} records, and a workbook holds no more than {WORKBOOK_RECORDS}",
                    resource.name
                ))
                .hint(format!(
                    "leave `{ending}` out of `files`: data/{}.csv holds all of them",
                    resource.name
                )),
            );
        }
    }
}
