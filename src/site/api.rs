//! What programs are told of the whole site, besides its pages.

use std::collections::BTreeMap;

use super::Site;
use super::address::Address;
use super::alias::Redirect;
use super::data_file::DataFile;
use super::own_file::{CATALOGUE_FILES, SITEMAP};
use crate::config::{BaseUrl, Licence};
use crate::data::{PACKAGE_FILE, Resource};
use crate::diff::CHANGES_FILE;
use crate::locale::{Language, LocalText};

/// Everything but the pages.
#[derive(Debug)]
pub struct ApiInputs<'a> {
    /// The name of the site.
    pub title: &'a LocalText,
    /// Who publishes it; may be empty.
    pub publisher: &'a LocalText,
    /// Its languages.
    pub languages: &'a [Language],
    /// The licence of texts and data.
    pub licence: Option<&'a Licence>,
    /// The descriptor of all data, by its path.
    pub data_package: Option<&'static str>,
    /// The files of the catalogue, by their paths.
    pub catalogue: &'static [&'static str],
    /// The list of pages for search engines.
    pub sitemap: Option<&'static str>,
    /// The list of what changed in the data with each edition.
    pub changes: Option<&'static str>,
    /// The datasets, code lists and maps with their files.
    pub resources: Vec<(&'a Resource, Vec<DataFile<'a>>)>,
    /// The document of each page that is one of many, by the page's address.
    pub collections: BTreeMap<&'a str, &'a str>,
    /// Former addresses.
    pub redirects: Vec<Redirect>,
    /// The page of each resource by its path and language.
    pages_of_data: BTreeMap<(&'a str, &'a str), String>,
    base_url: &'a BaseUrl,
}

impl ApiInputs<'_> {
    /// The address of a path below the site's root: absolute where its host is known.
    pub fn address(&self, path: &str) -> String {
        let address = Address::file(path);
        let absolute = address.absolute(self.base_url);
        absolute.unwrap_or_else(|| address.href(self.base_url))
    }

    /// The pages of a resource: language and path.
    pub fn data_pages(&self, resource: &Resource) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.pages_of_data.iter();
        let own = pages.filter(|((path, _), _)| *path == resource.path);
        own.map(|((_, language), page)| (*language, page.as_str()))
    }
}

impl Site<'_> {
    /// What programs are told of the whole site, besides its pages.
    pub fn api(&self) -> ApiInputs<'_> {
        let config = self.config;
        let resources = &self.catalog.resources;
        let has_host = config.base_url.origin().is_some();
        let collections = self.pages.iter().filter_map(|page| {
            let document = page.collection()?;
            Some((page.address.as_str(), document))
        });
        let pages_of_data = resources.iter().flat_map(|resource| {
            config.languages.iter().filter_map(|language| {
                let page = self.data_address(&resource.path, language)?;
                let key = (resource.path.as_str(), language.tag());
                Some((key, page.as_str().to_owned()))
            })
        });
        ApiInputs {
            title: &config.title,
            publisher: &config.publisher,
            languages: &config.languages,
            licence: config.licence.as_ref(),
            data_package: (!resources.is_empty()).then_some(PACKAGE_FILE),
            catalogue: if self.has_catalogue() {
                &CATALOGUE_FILES
            } else {
                &[]
            },
            sitemap: has_host.then_some(SITEMAP),
            changes: self.change_log().map(|_| CHANGES_FILE),
            resources: resources
                .iter()
                .map(|resource| (resource, self.files_of(resource)))
                .collect(),
            collections: collections.collect(),
            redirects: self.redirects().collect(),
            pages_of_data: pages_of_data.collect(),
            base_url: &config.base_url,
        }
    }
}
