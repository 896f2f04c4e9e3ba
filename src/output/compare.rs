//! Two published sites, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::WriteError;
use super::exchange::beside;
use super::manifest_file::{NAME, is_ours};

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
                let read = |file: &Path| fs::read(file).map_err(|e| WriteError::file(file, &e));
                Ok((read(a)? != read(b)?).then(|| (*path).clone()))
            })
            .collect::<Result<_, WriteError>>()?;
        Ok(FilesDiff {
            added: beside(&new, &old),
            removed: beside(&old, &new),
            changed: changed.into_iter().flatten().collect(),
        })
    }

    /// Compares two published sites; nothing where one of the folders is none.
    pub fn of_sites(old: &Path, new: &Path) -> Result<Option<FilesDiff>, WriteError> {
        if !is_ours(old) || !is_ours(new) {
            return Ok(None);
        }
        let mut differ = FilesDiff::between(old, new)?;
        // The list of all files is about the site and no part of it.
        differ.changed.retain(|path| path != NAME);
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
