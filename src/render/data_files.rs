//! The files of a dataset: numbers in every format, and all of them as one.

use super::download::archive::archive;
use super::download::csv::{BYTE_ORDER_MARK, data_file};
use super::download::export::Export;
use super::download::package::Describing;
use super::download::readme::{README, readme};
use super::download::{csvw_file, worded_numbers};
use super::figure_files::made_with;
use crate::config::FileFormat;
use crate::data::{Content, Resource};
use crate::site::{DataFile, Site};

/// The content of a file of a resource whose words are in all languages or in none, in parts that are
/// made when they are asked for.
pub fn plain_data_file<'s>(
    site: &'s Site<'_>,
    file: &DataFile<'s>,
) -> Box<dyn Iterator<Item = Vec<u8>> + 's> {
    let resource = file.resource;
    match file.format {
        FileFormat::CsvWithMark => {
            let mark = std::iter::once(BYTE_ORDER_MARK.to_vec());
            Box::new(mark.chain(data_file(resource)))
        }
        FileFormat::Csvw => {
            let resources = site.with_references(resource);
            Box::new(std::iter::once(csvw_file::of_resources(
                &resources,
                site.package(),
            )))
        }
        _ => Box::new(data_file(resource)),
    }
}

/// The content of the files of a dataset in one language, in the order in which the site names them; an
/// archive comes last and holds all others.
pub fn worded_data_files(site: &Site<'_>, files: &[DataFile<'_>]) -> Vec<Vec<u8>> {
    let Some(first) = files.first() else {
        return Vec::new();
    };
    let resource = first.resource;
    let Content::Dataset(dataset) = &resource.content else {
        return Vec::new();
    };
    let locale = site.locale_of(first);
    let colophon = site.colophon(resource, locale.language());
    let cube = site.cube(resource, dataset, locale.language());
    let export = Export {
        colophon: &colophon,
        cube: &cube,
        locale,
    };
    let mut contents: Vec<Vec<u8>> = Vec::with_capacity(files.len());
    for file in files {
        contents.push(match file.format {
            FileFormat::Zip => {
                let made = files.iter().zip(&contents);
                let made = made.map(|(file, content)| (file.format, content.clone()));
                all_as_one(site, resource, made.collect(), &export)
            }
            format => worded_numbers(format, &export),
        });
    }
    contents
}

/// All files of a dataset, with those of the codes that it uses, their descriptor and a text.
fn all_as_one(
    site: &Site<'_>,
    resource: &Resource,
    worded: Vec<(FileFormat, Vec<u8>)>,
    export: &Export<'_>,
) -> Vec<u8> {
    let resources = site.with_references(resource);
    let name = |format: FileFormat| format!("{}.{}", resource.name, format.ending());
    let mut files = Vec::new();
    let mut described = Vec::new();
    let mut named = Vec::new();
    for resource in &resources {
        let format = match resource.content {
            Content::Outlines(_) => FileFormat::GeoJson,
            Content::CodeList(_) | Content::Dataset(_) => FileFormat::Csv,
        };
        let file = format!("{}.{}", resource.name, format.ending());
        let content = data_file(resource).collect::<Vec<_>>().concat();
        let mut describing = Describing::default();
        describing.add(&content);
        described.push(describing.finish(&resource.name, &file));
        named.push((file.clone(), format));
        files.push((file, content));
    }
    let csv = &files[0].1;
    let marked = [BYTE_ORDER_MARK, csv].concat();
    let csvw = csvw_file::of_resources(&resources, site.package());
    let own = [(FileFormat::CsvWithMark, marked), (FileFormat::Csvw, csvw)];
    for (format, content) in own.into_iter().chain(worded) {
        named.push((name(format), format));
        files.push((name(format), content));
    }
    if let Some(package) = site.published_package(&described) {
        files.push(("datapackage.json".to_owned(), package.into_bytes()));
    }
    let purposes = made_with(named.into_iter(), export);
    files.insert(0, (README.to_owned(), readme(export, &purposes)));
    archive(&files)
}
