//! Two published sites, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::WriteError;
use super::exchange::beside;
use super::manifest_file::is_ours;

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
        let (published, proof) = (files(output)?, files(&self.place)?);
        let only_in_one = published.keys().chain(proof.keys());
        let only_in_one = only_in_one
            .filter(|path| !(published.contains_key(*path) && proof.contains_key(*path)));
        let mut differ: Vec<String> = only_in_one.cloned().collect();
        let both: Vec<(&String, &PathBuf, &PathBuf)> = published
            .iter()
            .filter_map(|(path, file)| Some((path, file, proof.get(path)?)))
            .collect();
        let others: Vec<Option<String>> = both
            .par_iter()
            .map(|(path, a, b)| {
                let read = |file: &Path| fs::read(file).map_err(|e| WriteError::file(file, &e));
                Ok((read(a)? != read(b)?).then(|| (*path).clone()))
            })
            .collect::<Result<_, WriteError>>()?;
        differ.extend(others.into_iter().flatten());
        differ.sort();
        Ok(differ)
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
