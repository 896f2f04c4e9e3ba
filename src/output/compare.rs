//! Two published sites, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::WriteError;
use super::exchange::beside;
use super::manifest_file::{Listed, NAME, is_ours};
use crate::disk::read_regular;

/// A place beside a published site for the same site built again. Whatever an earlier build left
/// there is removed, and the place itself when the value goes.
#[derive(Debug)]
pub struct Proof {
    place: PathBuf,
}

impl Proof {
    /// A place for a proof of the site in `output`.
    pub fn of(output: &Path) -> Result<Proof, WriteError> {
        let output = std::path::absolute(output).map_err(|e| WriteError::file(output, &e))?;
        let place = beside(&output, "proof")
            .ok_or_else(|| WriteError::NotAFolder(output.clone(), "the root of the file system"))?;
        let proof = Proof { place };
        proof.remove();
        Ok(proof)
    }

    /// Where the site is to be built.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// The paths of the files that are not the same in the published site, in order.
    pub fn differences(&self, output: &Path) -> Result<Vec<String>, WriteError> {
        let differ = FilesDiff::between(output, &self.place)?;
        let mut paths = [differ.added, differ.removed, differ.changed].concat();
        paths.sort();
        Ok(paths)
    }

    /// Removes the place, if a build made it.
    fn remove(&self) {
        let spare = beside(&self.place, "spare");
        for folder in [Some(self.place.clone()), spare].into_iter().flatten() {
            if is_ours(&folder) {
                let _stays_until_the_next_proof = fs::remove_dir_all(&folder);
            }
        }
        if let Some(lock) = beside(&self.place, "lock") {
            let _not_always_there = fs::remove_file(lock);
        }
    }
}

impl Drop for Proof {
    fn drop(&mut self) {
        self.remove();
    }
}

/// The files of two folders that are not the same, each in order of paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesDiff {
    /// Those that only the new folder has.
    pub added: Vec<String>,
    /// Those that only the old folder has.
    pub removed: Vec<String>,
    /// Those that have other bytes.
    pub changed: Vec<String>,
    /// What changed the pages among them, by their paths, where both folders tell what pages are made
    /// from.
    pub causes: BTreeMap<String, Vec<DependencyKind>>,
}

/// What changed a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DependencyKind {
    /// What it reads of the data.
    Data,
    /// Its text.
    Text,
    /// The theme, or what the configuration says of the whole site.
    Theme,
    /// None of them: other pages, such as those that it names or that stand beside it.
    Others,
}

impl DependencyKind {
    /// Its words.
    pub fn name(self) -> &'static str {
        match self {
            DependencyKind::Data => "data",
            DependencyKind::Text => "text",
            DependencyKind::Theme => "theme",
            DependencyKind::Others => "other pages",
        }
    }

    /// What differs between two pages, each given by hashes of its text, its data and its theme; nothing
    /// when one of them is not given so.
    fn between(old: &str, new: &str) -> Option<Vec<DependencyKind>> {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.split(' ').collect(), new.split(' ').collect());
        let kinds = [
            DependencyKind::Text,
            DependencyKind::Data,
            DependencyKind::Theme,
        ];
        if old.len() != kinds.len() || new.len() != kinds.len() {
            return None;
        }
        let pairs = old.iter().zip(&new).zip(kinds);
        let differ = pairs.filter(|((old, new), _)| old != new);
        let mut causes: Vec<DependencyKind> = differ.map(|(_, cause)| cause).collect();
        causes.sort_unstable();
        if causes.is_empty() {
            causes.push(DependencyKind::Others);
        }
        Some(causes)
    }
}

/// The file of a page in its folder.
const PAGE: &str = "index.html";

/// How the folder of the own page of a figure ends.
const EMBED: &str = ".embed/";

/// What a published site lists; nothing where none was published.
fn listed(folder: &Path) -> Result<Option<Listed>, WriteError> {
    let list = folder.join(NAME);
    match Listed::of(folder) {
        None if list.is_file() => Err(WriteError::BadList(list)),
        listed => Ok(listed),
    }
}

impl FilesDiff {
    /// Compares every file of two folders byte for byte.
    pub fn between(old: &Path, new: &Path) -> Result<FilesDiff, WriteError> {
        let (old, new) = (files(old)?, files(new)?);
        let beside = |one: &BTreeMap<String, PathBuf>, other: &BTreeMap<String, PathBuf>| {
            let paths = one.keys().filter(|path| !other.contains_key(*path));
            paths.cloned().collect()
        };
        let both = old.iter();
        let both = both.filter_map(|(path, file)| Some((path, file, new.get(path)?)));
        let both: Vec<(&String, &PathBuf, &PathBuf)> = both.collect();
        let changed: Vec<Option<String>> = both
            .par_iter()
            .map(|(path, a, b)| {
                let read =
                    |file: &Path| read_regular(file).map_err(|e| WriteError::unreadable(file, &e));
                Ok((read(a)? != read(b)?).then(|| (*path).clone()))
            })
            .collect::<Result<_, WriteError>>()?;
        Ok(FilesDiff {
            added: beside(&new, &old),
            removed: beside(&old, &new),
            changed: changed.into_iter().flatten().collect(),
            causes: BTreeMap::new(),
        })
    }

    /// Compares two published sites; nothing where one of the folders is none.
    pub fn of_sites(old: &Path, new: &Path) -> Result<Option<FilesDiff>, WriteError> {
        let (Some(before), Some(now)) = (listed(old)?, listed(new)?) else {
            return Ok(None);
        };
        let mut differ = FilesDiff::between(old, new)?;
        // The list of all files is about the site and no part of it.
        differ.changed.retain(|path| path != NAME);
        let causes = differ.changed.iter().filter_map(|path| {
            let page = path.strip_suffix(PAGE)?;
            // A figure's own page is made from what its page is made from.
            let page = match page.strip_suffix(EMBED) {
                Some(figure) => &page[..figure.rfind('/').map_or(0, |at| at + 1)],
                None => page,
            };
            let (old, new) = (before.pages.get(page)?, now.pages.get(page)?);
            Some((path.clone(), DependencyKind::between(old, new)?))
        });
        differ.causes = causes.collect();
        Ok(Some(differ))
    }

    /// Whether both have the same files.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

fn files(root: &Path) -> Result<BTreeMap<String, PathBuf>, WriteError> {
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(root).min_depth(1) {
        let entry = entry.map_err(|error| WriteError::File(root.to_owned(), error.to_string()))?;
        if !entry.file_type().is_dir() {
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            files.insert(below.to_string_lossy().into_owned(), entry.into_path());
        }
    }
    Ok(files)
}
