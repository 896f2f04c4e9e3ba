//! What the catalogue of all datasets says of each, for portals and for programs.

use super::Site;
use super::address::Address;
use super::data_file::DataFile;
use crate::data::{Content, Resource};
use crate::figure::role;
use crate::locale::{Language, LocalText};
use crate::stats::{Dataset, Date, Dimension, DimensionKind, Period};
use crate::table::Role;

/// The catalogue of a site. All its addresses are absolute.
#[derive(Debug)]
pub struct CatalogueInputs<'a> {
    /// What the catalogue itself is known by.
    pub href: String,
    /// The front page.
    pub home: String,
    /// The name of the site.
    pub title: &'a LocalText,
    /// What the data are about; may be empty.
    pub description: &'a LocalText,
    /// Who publishes it; may be empty.
    pub publisher: &'a LocalText,
    /// The languages of the site.
    pub languages: &'a [Language],
    /// The licence of the site, where its address is known.
    pub licence: Option<String>,
    /// The datasets, in the order of the descriptor.
    pub datasets: Vec<ListedDataset<'a>>,
}

/// A dataset of the catalogue.
#[derive(Debug)]
pub struct ListedDataset<'a> {
    /// The dataset.
    pub resource: &'a Resource,
    /// Its page in the default language.
    pub href: String,
    /// The first and the last day that its periods cover.
    pub time_span: Option<(Date, Date)>,
    /// The largest places that it is about.
    pub places: Vec<&'a LocalText>,
    /// Its files, each with its address.
    pub files: Vec<(DataFile<'a>, String)>,
}

impl Site<'_> {
    /// Whether there is a catalogue.
    pub(super) fn has_catalogue(&self) -> bool {
        let mut resources = self.catalog.resources.iter();
        self.config.base_url.origin().is_some()
            && resources.any(|resource| matches!(resource.content, Content::Dataset(_)))
    }

    /// The catalogue; nothing where the site's host is not known or there are no datasets.
    pub fn catalogue(&self) -> Option<CatalogueInputs<'_>> {
        let (config, language) = (self.config, self.config.default_language());
        let base_url = &config.base_url;
        let home = Address::page("", language, config).absolute(base_url)?;
        let package = &self.catalog.package;
        let resources = self.catalog.resources.iter();
        let datasets = resources.filter_map(|resource| {
            let Content::Dataset(dataset) = &resource.content else {
                return None;
            };
            let page = self.data_address(&resource.path, language)?;
            let files = self.files_of(resource).into_iter();
            let files = files.filter_map(|file| Some((file.address.absolute(base_url)?, file)));
            Some(ListedDataset {
                resource,
                href: page.absolute(base_url)?,
                time_span: time_span(dataset),
                places: self.places(dataset),
                files: files.map(|(href, file)| (file, href)).collect(),
            })
        });
        let datasets: Vec<ListedDataset<'_>> = datasets.collect();
        let own = !package.description.is_empty();
        (!datasets.is_empty()).then(|| CatalogueInputs {
            href: format!("{home}#catalog"),
            home,
            title: &config.title,
            description: if own {
                &package.description
            } else {
                &config.description
            },
            publisher: &config.publisher,
            languages: &config.languages,
            licence: config
                .licence
                .as_ref()
                .and_then(|licence| licence.url.clone()),
            datasets,
        })
    }

    /// The largest places that a dataset has records of: those that are part of no other one.
    pub(super) fn places(&self, dataset: &Dataset) -> Vec<&LocalText> {
        let mut places = Vec::new();
        for (position, dimension) in dataset.dimensions.iter().enumerate() {
            if role(dimension) != Role::Place {
                continue;
            }
            let DimensionKind::CodeList(name) = &dimension.kind else {
                continue;
            };
            let Some(list) = self.catalog.code_list(name) else {
                continue;
            };
            let occurring = dataset.occurring(position);
            let is_part = |code| {
                let parent = dimension.codes.entry(code).parent;
                parent.is_some_and(|parent| occurring.contains(&parent))
            };
            let largest = occurring.iter().filter(|code| !is_part(**code));
            places.extend(
                largest
                    .take(MOST_PLACES)
                    .map(|code| &list.texts[code.as_usize()].label),
            );
        }
        places
    }
}

/// The most places that are named of one dimension.
const MOST_PLACES: usize = 20;

/// The first and the last day of the periods of a dataset.
pub(super) fn time_span(dataset: &Dataset) -> Option<(Date, Date)> {
    let periods = dataset.dimensions.iter().enumerate();
    let mut periods = periods.filter(|(_, dimension)| dimension.is_period());
    let (position, dimension): (usize, &Dimension) = periods.next()?;
    let occurring = dataset.occurring(position);
    let periods = occurring.iter().filter_map(|code| dimension.period(*code));
    let first = periods.clone().map(Period::first_day).min()?;
    let last = periods.map(Period::last_day).max()?;
    Some((first, last))
}
