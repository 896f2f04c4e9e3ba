//! The file format of `/api/`: everything that the site publishes, with its address, for programs.
//!
//! Members are added and never removed or given another meaning while the first number of the version
//! stays. Addresses are absolute where the site's host is known, else they begin at its root.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::data::{Content, Resource};
use crate::locale::{Language, LocalText};
use crate::render::PageEntry;
use crate::site::{ApiInputs, DataFile};

/// The version of the format.
const SCHEMA_VERSION: &str = "1.0";

/// The list of everything, and the folder of longer lists.
const INDEX: &str = "api/index.json";
const PAGES: &str = "api/pages";

#[derive(Debug, Serialize)]
struct Index<'a> {
    schema_version: &'static str,
    title: BTreeMap<&'a str, &'a str>,
    address: String,
    languages: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    publisher: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Licence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_package: Option<String>,
    catalogue: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sitemap: Option<String>,
    /// What changed in the data with each edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<String>,
    datasets: Vec<Data<'a>>,
    code_lists: Vec<Data<'a>>,
    maps: Vec<Data<'a>>,
    pages: Vec<Page<'a>>,
    /// Documents that become many pages, each with the list of these.
    collections: Vec<Collection>,
    /// Former addresses, each with the one that it leads to.
    redirects: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
struct Licence<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    name: &'a str,
    title: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    pages: BTreeMap<&'a str, String>,
    files: Vec<File<'a>>,
}

#[derive(Debug, Serialize)]
struct File<'a> {
    format: &'static str,
    media_type: &'static str,
    address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
}

#[derive(Debug, Serialize)]
struct Page<'a> {
    address: String,
    language: &'a str,
    kind: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<Figure<'a>>,
    /// Its other files: citations, a feed, a calendar, a card.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
}

/// A figure: with a dot and an ending behind its address it is a file.
#[derive(Debug, Serialize)]
struct Figure<'a> {
    id: &'a str,
    title: &'a str,
    address: String,
    files: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embed: Option<String>,
}

#[derive(Debug, Serialize)]
struct Collection {
    document: String,
    language: String,
    pages: usize,
    address: String,
}

#[derive(Debug, Serialize)]
struct OfCollection<'a> {
    schema_version: &'static str,
    document: &'a str,
    language: &'a str,
    pages: Vec<Page<'a>>,
}

/// The files of `/api/` by their paths. `size` tells the size of a file of data by its path, in bytes.
pub fn api(
    inputs: &ApiInputs<'_>,
    pages: &[(&str, &PageEntry)],
    size: impl Fn(&str) -> Option<usize>,
) -> Vec<(String, String)> {
    let (collections, files) = collections(inputs, pages);
    let is_alone = |address: &str| !inputs.collections.contains_key(address);
    let data = |wanted: fn(&Content) -> bool| -> Vec<Data<'_>> {
        let resources = inputs.resources.iter();
        let resources = resources.filter(|(resource, _)| wanted(&resource.content));
        resources
            .map(|(resource, files)| data(inputs, resource, files, &size))
            .collect()
    };
    let index = Index {
        schema_version: SCHEMA_VERSION,
        title: by_language(inputs.title),
        address: inputs.address(""),
        languages: inputs.languages.iter().map(Language::tag).collect(),
        publisher: by_language(inputs.publisher),
        licence: inputs.licence.map(|licence| Licence {
            title: &licence.name,
            address: licence.url.as_deref(),
        }),
        data_package: inputs.data_package.map(|path| inputs.address(path)),
        catalogue: inputs
            .catalogue
            .iter()
            .map(|path| inputs.address(path))
            .collect(),
        sitemap: inputs.sitemap.map(|path| inputs.address(path)),
        changes: inputs.changes.map(|path| inputs.address(path)),
        datasets: data(|content| matches!(content, Content::Dataset(_))),
        code_lists: data(|content| matches!(content, Content::CodeList(_))),
        maps: data(|content| matches!(content, Content::Outlines(_))),
        pages: pages
            .iter()
            .filter(|(address, _)| is_alone(address))
            .map(|(address, entry)| page(inputs, address, entry))
            .collect(),
        collections,
        redirects: inputs
            .redirects
            .iter()
            .map(|redirect| (inputs.address(&redirect.from), inputs.address(&redirect.to)))
            .collect(),
    };
    std::iter::once((INDEX.to_owned(), text(&index)))
        .chain(files)
        .collect()
}

/// The documents that become many pages, and the file with the pages of each.
fn collections(
    inputs: &ApiInputs<'_>,
    pages: &[(&str, &PageEntry)],
) -> (Vec<Collection>, Vec<(String, String)>) {
    let mut found: BTreeMap<(&str, &str), Vec<Page<'_>>> = BTreeMap::new();
    for (address, entry) in pages {
        if let Some(document) = inputs.collections.get(*address) {
            let of_document = found
                .entry((document, entry.language.as_str()))
                .or_default();
            of_document.push(page(inputs, address, entry));
        }
    }
    let mut collections = Vec::new();
    let mut files = Vec::new();
    for ((document, language), pages) in found {
        let path = format!("{PAGES}/{document}.{language}.json");
        collections.push(Collection {
            document: document.to_owned(),
            language: language.to_owned(),
            pages: pages.len(),
            address: inputs.address(&path),
        });
        let file = OfCollection {
            schema_version: SCHEMA_VERSION,
            document,
            language,
            pages,
        };
        files.push((path, text(&file)));
    }
    (collections, files)
}

fn data<'a>(
    inputs: &'a ApiInputs<'_>,
    resource: &'a Resource,
    files: &'a [DataFile<'_>],
    size: &impl Fn(&str) -> Option<usize>,
) -> Data<'a> {
    let pages = inputs.data_pages(resource);
    Data {
        name: &resource.name,
        title: by_language(&resource.title),
        updated: resource.updated.map(|date| date.to_string()),
        pages: pages
            .map(|(language, path)| (language, inputs.address(path)))
            .collect(),
        files: files
            .iter()
            .map(|file| File {
                format: file.format.name(),
                media_type: file.format.media_type(),
                address: inputs.address(file.address.as_str()),
                language: file.language.map(Language::tag),
                bytes: size(file.address.as_str()),
            })
            .collect(),
    }
}

fn page<'a>(inputs: &ApiInputs<'_>, address: &str, entry: &'a PageEntry) -> Page<'a> {
    Page {
        address: inputs.address(address),
        language: &entry.language,
        kind: &entry.kind,
        title: &entry.title,
        date: entry.date.as_deref(),
        updated: entry.updated.as_deref(),
        figures: entry
            .figures
            .iter()
            .map(|figure| {
                let own = inputs.address(&format!("{address}{}", figure.id));
                Figure {
                    id: &figure.id,
                    title: &figure.title,
                    embed: figure.embed.then(|| format!("{own}.embed/")),
                    address: own,
                    files: figure.files.iter().map(String::as_str).collect(),
                }
            })
            .collect(),
        files: entry
            .files
            .iter()
            .map(|path| inputs.address(path))
            .collect(),
    }
}

fn by_language(text: &LocalText) -> BTreeMap<&str, &str> {
    text.iter()
        .map(|(language, text)| (language.tag(), text))
        .collect()
}

fn text(file: &impl Serialize) -> String {
    let mut text = serde_json::to_string(file).expect("texts and numbers are always JSON");
    text.push('\n');
    text
}
