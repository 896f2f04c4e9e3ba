//! What the pages of a site are made from, as short as can be.

use rayon::prelude::*;

use super::unchanged::options_hash;
use crate::Options;
use crate::cache::{Basis, DatasetBasis, hash};
use crate::data::{Catalog, Content};
use crate::input::InputHashes;
use crate::site::Site;
use crate::stats::{Dataset, Slices, Structure};

/// What all pages of a site can be made from. Everything counts as one but the records of datasets:
/// they are told apart by slices, because they change most often.
pub fn basis(options: &Options, inputs: &InputHashes, catalog: &Catalog, site: &Site<'_>) -> Basis {
    let mut datasets: Vec<(&str, &Dataset)> = Vec::new();
    let mut rest: Vec<_> = inputs.iter().collect();
    for resource in &catalog.resources {
        if let Content::Dataset(dataset) = &resource.content {
            datasets.push((&resource.path, dataset));
        }
    }
    rest.retain(|(path, _)| !datasets.iter().any(|(dataset, _)| dataset == path));
    // The time of a file says nothing of it where its content is known.
    let rest: Vec<_> = rest
        .into_iter()
        .map(|(path, (stamp, content))| match content {
            Some(content) => (path, None, Some(content)),
            None => (path, Some(stamp), None),
        })
        .collect();
    datasets.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let structures: Vec<Structure<'_>> = datasets.iter().map(|(_, d)| Structure(d)).collect();
    Basis {
        rest: hash(&(options_hash(options), rest, &site.pages, structures)),
        datasets: datasets.iter().map(|(_, d)| dataset_basis(d)).collect(),
    }
}

fn dataset_basis(dataset: &Dataset) -> DatasetBasis {
    let slices = Slices::of(dataset);
    let codes: Vec<_> = slices.codes().collect();
    let hashes = codes.par_iter().map(|code| hash(&slices.records(*code)));
    DatasetBasis {
        name: dataset.name.clone(),
        slices: hashes.collect(),
    }
}
