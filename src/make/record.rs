//! What a build read and made, for a report: files with their hashes, the data, and what was waived.

use std::path::Path;

use super::{Built, Loaded};
use crate::data::{Catalog, Content};
use crate::error::Error;
use crate::input::Inputs;
use crate::options::Options;
use crate::output::{self, Listing, ListingDiff};
use crate::site::{Site, WaiverRecord};
use crate::stats::Date;

/// What a build read and made, as far as it came.
#[derive(Debug, Default)]
pub struct Record {
    /// Every file that was read.
    pub inputs: Vec<RecordedFile>,
    /// The datasets.
    pub datasets: Vec<RecordedDataset>,
    /// The rules that were waived, each with the reason.
    pub waivers: Vec<WaiverRecord>,
    /// Every file that was published, but for the list of them.
    pub outputs: Vec<RecordedFile>,
    /// The paths that are not as they were; nothing when nothing was published.
    pub changes: Option<RecordedChanges>,
}

/// A file by its path, with `/` between folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFile {
    /// The path.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// The BLAKE3 hash of its content.
    pub hash: [u8; 32],
}

/// A dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedDataset {
    /// Its name.
    pub name: String,
    /// How many records it has.
    pub records: usize,
    /// When it was last brought up to date.
    pub updated: Option<Date>,
}

/// Which published files are not as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedChanges {
    /// Whether they are held against the site named with `--previous`, or else against what was published
    /// in the same folder.
    pub is_against_previous: bool,
    /// The paths, that of the list of published files among them.
    pub paths: ListingDiff,
}

impl Record {
    /// Records what was read, if it is to be recorded.
    pub fn read(&mut self, options: &Options, inputs: &Inputs) -> Result<(), Error> {
        if !options.is_recorded {
            return Ok(());
        }
        let unreadable = |path: &str, error: &std::io::Error| {
            Error::unreadable(&inputs.root().join(path), error)
        };
        for (path, (stamp, hash)) in inputs.hashes() {
            let hash = match (hash, inputs.other(&path)) {
                (Some(hash), _) => hash,
                (None, Some(file)) => {
                    let content = file.bytes().map_err(|e| unreadable(&path, &e))?;
                    *blake3::hash(&content).as_bytes()
                }
                // What is listed and no input of the site was not read.
                (None, None) => continue,
            };
            let size = stamp.size;
            self.inputs.push(RecordedFile { path, size, hash });
        }
        Ok(())
    }

    /// Records what the site is made from, if it is to be recorded.
    pub fn load(&mut self, options: &Options, loaded: &Loaded, site: &Site<'_>) {
        if options.is_recorded {
            self.datasets = datasets(&loaded.catalog);
            self.waivers = site.waivers();
        }
    }

    /// Records what is about to be published, and how it differs from what was, if it is to be recorded.
    pub fn make(&mut self, options: &Options, built: &Built) -> Result<(), Error> {
        if !options.is_recorded {
            return Ok(());
        }
        let files = built.files();
        let outputs = files.iter().map(|file| RecordedFile {
            path: file.path.clone(),
            size: file.stamp.size,
            hash: file.hash,
        });
        self.outputs = outputs.collect();
        self.outputs.sort_by(|a, b| a.path.cmp(&b.path));
        let before = options.previous.as_deref().or(options.output.as_deref());
        let before = before.map_or_else(|| Ok(Listing::default()), listing)?;
        let outputs = self.outputs.iter();
        let now = Listing::new(outputs.map(|file| (file.path.as_str(), file.size, file.hash)));
        let is_as_told = built.causes() == before.causes();
        self.changes = Some(RecordedChanges {
            is_against_previous: options.previous.is_some(),
            paths: before.changes(&now, is_as_told),
        });
        Ok(())
    }
}

fn listing(folder: &Path) -> Result<Listing, Error> {
    Ok(output::listing(folder)?)
}

fn datasets(catalog: &Catalog) -> Vec<RecordedDataset> {
    let resources = catalog.resources.iter();
    let datasets = resources.filter_map(|resource| match &resource.content {
        Content::Dataset(dataset) => Some(RecordedDataset {
            name: resource.name.clone(),
            records: dataset.len(),
            updated: resource.updated,
        }),
        Content::CodeList(_) | Content::Outlines(_) => None,
    });
    datasets.collect()
}
