//! What the pages of a site are made from, as short as can be.

use rayon::prelude::*;

use super::load::Loaded;
use crate::cache::{DatasetDependencies, SiteDependencies, hash};
use crate::data::{Catalog, Content};
use crate::input::InputHashes;
use crate::options::Options;
use crate::site::Site;
use crate::stats::{Dataset, Slices, Structure};

/// What all pages of a site can be made from. Everything counts as one but the records of datasets:
/// they are distinguished by slices, because they change most often.
pub fn dependencies(
    options: &Options,
    inputs: &InputHashes,
    loaded: &Loaded,
    site: &Site<'_>,
) -> SiteDependencies {
    let catalog = &loaded.catalog;
    let resources = catalog.resources.iter();
    let mut datasets: Vec<&Dataset> = resources
        .filter_map(|resource| match &resource.content {
            Content::Dataset(dataset) => Some(dataset),
            Content::CodeList(_) | Content::Outlines(_) => None,
        })
        .collect();
    datasets.sort_by(|a, b| a.name.cmp(&b.name));
    let structures: Vec<Structure<'_>> = datasets.iter().map(|d| Structure(d)).collect();
    // The day and the like decide what is reported, and nothing that is published.
    let overrides = format!("{:?}", options.overrides);
    let files = hash_of_files(inputs, |path| !holds_only_records(catalog, path));
    // The names of assets tell their content.
    let assets: Vec<&str> = loaded
        .theme
        .assets()
        .iter()
        .map(|a| a.path.as_str())
        .collect();
    // Whether there are some decides whether pages point to a feed.
    let has_editions = site.has_dated_editions();
    SiteDependencies {
        rest: hash(&(
            overrides,
            files,
            assets,
            &site.pages,
            structures,
            has_editions,
        )),
        datasets: datasets.iter().map(|d| dataset_dependencies(d)).collect(),
    }
}

/// The hash of what is in some of the files.
pub fn hash_of_files(inputs: &InputHashes, is_wanted: impl Fn(&str) -> bool) -> [u8; 16] {
    let wanted = inputs.iter().filter(|(path, _)| is_wanted(path));
    // The time of a file says nothing of it where its content is known.
    let files = wanted.map(|(path, (stamp, content))| match content {
        Some(content) => (path, None, Some(content)),
        None => (path, Some(stamp), None),
    });
    hash(&files.collect::<Vec<_>>())
}

/// Whether a file holds nothing but the records of datasets: one that is a code list besides tells
/// names too.
pub fn holds_only_records(catalog: &Catalog, path: &str) -> bool {
    let mut of_file = catalog
        .resources
        .iter()
        .filter(|r| r.path == path)
        .peekable();
    of_file.peek().is_some() && of_file.all(|r| matches!(r.content, Content::Dataset(_)))
}

fn dataset_dependencies(dataset: &Dataset) -> DatasetDependencies {
    let slices = Slices::of(dataset);
    let codes: Vec<_> = slices.codes().collect();
    let hashes = codes.par_iter().map(|code| hash(&slices.records(*code)));
    DatasetDependencies {
        name: dataset.name.clone(),
        slices: hashes.collect(),
    }
}
