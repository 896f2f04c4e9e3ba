//! The files of a published site by path, size and hash, and how two such lists differ.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::WriteError;
use super::manifest_file::{Listed, ListedFile, NAME};
use crate::disk::read_regular;

/// The files of a published site but for the list itself.
#[derive(Debug, Default)]
pub struct Listing {
    files: BTreeMap<String, ListedFile>,
    pages: BTreeMap<String, String>,
    /// Whether there is a list in the folder, whatever is in it.
    is_listed: bool,
}

/// The paths that differ between two lists of files, each in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingDiff {
    /// Those that only the new list has.
    pub added: Vec<String>,
    /// Those of another content.
    pub changed: Vec<String>,
    /// Those that only the old list has.
    pub removed: Vec<String>,
}

/// The list of a folder: that of the site that was published in it, whatever else lies there; of a folder
/// without such a list, all files in it. A folder that is not there has none.
pub fn listing(folder: &Path) -> Result<Listing, WriteError> {
    if let Some(Listed { files, pages }) = Listed::of(folder) {
        return Ok(Listing {
            files,
            pages,
            is_listed: true,
        });
    }
    if !folder.exists() {
        return Ok(Listing::default());
    }
    let mut paths = Vec::new();
    let mut is_listed = false;
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry.map_err(|e| WriteError::File(folder.to_owned(), e.to_string()))?;
        if entry.depth() == 1 && entry.file_name() == NAME {
            is_listed = true;
        } else if entry.file_type().is_file() {
            paths.push(entry.into_path());
        }
    }
    let files = paths.par_iter().map(|file| {
        let content = read_regular(file).map_err(|e| WriteError::unreadable(file, &e))?;
        let below = file.strip_prefix(folder).unwrap_or(file);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let hash = *blake3::hash(&content).as_bytes();
        Ok((parts.join("/"), listed(content.len() as u64, hash)))
    });
    Ok(Listing {
        files: files.collect::<Result<_, WriteError>>()?,
        is_listed,
        ..Listing::default()
    })
}

fn listed(size: u64, hash: [u8; 32]) -> ListedFile {
    ListedFile {
        size,
        blake3: blake3::Hash::from_bytes(hash).to_hex().to_string(),
    }
}

impl Listing {
    /// A list of files, each with its path, its size and the hash of its content.
    pub fn new<'f>(files: impl Iterator<Item = (&'f str, u64, [u8; 32])>) -> Listing {
        let files = files.map(|(path, size, hash)| (path.to_owned(), listed(size, hash)));
        Listing {
            files: files.collect(),
            ..Listing::default()
        }
    }

    /// What each page is made from, by its address, as the list tells it.
    pub fn causes(&self) -> BTreeMap<&str, String> {
        let pages = self.pages.iter();
        pages
            .map(|(address, causes)| (address.as_str(), causes.clone()))
            .collect()
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How another list differs from this one. The place of the list itself is among the paths, unless
    /// nothing differs, what pages are made from neither: it is published with the files.
    pub fn changes(&self, now: &Listing, has_same_causes: bool) -> ListingDiff {
        let beside = |one: &Listing, other: &Listing| -> Vec<String> {
            let paths = one
                .files
                .keys()
                .filter(|path| !other.files.contains_key(*path));
            paths.cloned().collect()
        };
        let both = now.files.iter();
        let changed = both.filter(|(path, file)| {
            let before = self.files.get(*path);
            before.is_some_and(|before| before != *file)
        });
        let mut diff = ListingDiff {
            added: beside(now, self),
            changed: changed.map(|(path, _)| path.clone()).collect(),
            removed: beside(self, now),
        };
        if !self.is_listed {
            diff.added.push(NAME.to_owned());
            diff.added.sort();
        } else if !has_same_causes || !diff.is_same() {
            diff.changed.push(NAME.to_owned());
            diff.changed.sort();
        }
        diff
    }
}

impl ListingDiff {
    fn is_same(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}
