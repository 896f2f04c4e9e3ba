//! What stands in the spare tree when a draft begins: known once, it need not be looked at for
//! every file.

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;

use super::error::WriteError;
use crate::disk::{Folder, split};

/// The files and folders of the spare tree, by their path with `/` between folders.
#[derive(Debug, Default)]
pub(super) struct SpareTree {
    /// Each file, with what it is known by in the file system where there is such a number.
    files: HashMap<String, Option<u64>>,
    folders: BTreeSet<String>,
}

/// What was found in a folder.
enum Found {
    File(String, Option<u64>),
    Folder(String),
}

impl SpareTree {
    /// Reads the tree. Whatever is neither a file nor a folder, above all links, is removed, so that
    /// nothing that is written can end up outside.
    pub(super) fn read(root: &Folder) -> Result<SpareTree, WriteError> {
        let mut tree = SpareTree::default();
        for found in read_folder(root, "")? {
            match found {
                Found::File(path, id) => {
                    tree.files.insert(path, id);
                }
                Found::Folder(path) => {
                    tree.folders.insert(path);
                }
            }
        }
        Ok(tree)
    }

    /// Whether the tree has a file at a path, and it is the one with this id.
    pub(super) fn has(&self, path: &str, id: Option<u64>) -> bool {
        id.is_some() && self.files.get(path) == Some(&id)
    }

    /// Removes everything that is not to be kept; folders in which nothing is left too.
    pub(super) fn remove_others(&self, root: &Folder, files: &[&str]) -> Result<(), WriteError> {
        let kept: HashSet<&str> = files.iter().copied().collect();
        let mut gone: Vec<&String> = self
            .files
            .keys()
            .filter(|path| !kept.contains(path.as_str()))
            .collect();
        gone.sort_unstable();
        let mut opened: Option<(&str, Option<Folder>)> = None;
        for path in gone {
            let (above, name) = split(path);
            let is_open = opened.as_ref().is_some_and(|(open, _)| *open == above);
            if !is_open {
                opened = Some((above, root.at(above).ok()));
            }
            // Something else of the new site may have taken the place of a folder, or of the file.
            if let Some((_, Some(folder))) = &opened
                && let Err(error) = folder.remove(name)
                && folder.has_file(name).unwrap_or(false)
            {
                return Err(WriteError::file(&root.path().join(path), &error));
            }
        }
        let mut needed: HashSet<&str> = HashSet::new();
        for path in files {
            let mut folder = *path;
            while let Some((above, _)) = folder.rsplit_once('/') {
                if !needed.insert(above) {
                    break;
                }
                folder = above;
            }
        }
        // What lies deeper comes later in this order, and has to go first.
        for folder in self.folders.iter().rev() {
            if !needed.contains(folder.as_str()) && !kept.contains(folder.as_str()) {
                let (above, name) = split(folder);
                let _something_is_left = root.at(above).and_then(|above| {
                    // Something else may have taken its place.
                    let removed = above.remove_folder(name);
                    removed.or_else(|_| above.remove(name))
                });
            }
        }
        Ok(())
    }
}

fn read_folder(root: &Folder, folder: &str) -> Result<Vec<Found>, WriteError> {
    let failed = |error: std::io::Error| WriteError::file(&root.path().join(folder), &error);
    let mut found = Vec::new();
    let mut folders = Vec::new();
    let entries = root.at(folder).and_then(Folder::into_entries);
    for entry in entries.map_err(failed)? {
        let name = match entry.name.to_str() {
            Some(name) if entry.is_file() || entry.is_folder() => name,
            // No file of a site has such a name, and no link is one.
            Some(_) | None => {
                let cleared = root.at(folder).and_then(|folder| folder.clear(&entry.name));
                cleared.map_err(failed)?;
                continue;
            }
        };
        let path = if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        };
        if entry.is_folder() {
            folders.push(path);
        } else {
            found.push(Found::File(path, entry.id));
        }
    }
    let below: Vec<Vec<Found>> = folders
        .par_iter()
        .map(|folder| read_folder(root, folder))
        .collect::<Result<_, _>>()?;
    found.extend(folders.into_iter().map(Found::Folder));
    found.extend(below.into_iter().flatten());
    Ok(found)
}

/// What a file is known by in its file system.
#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "elsewhere there is no such number"
)]
pub(super) fn id_of(metadata: &fs::Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(metadata.ino())
}

/// There is no such number here.
#[cfg(not(unix))]
pub(super) fn id_of(_: &fs::Metadata) -> Option<u64> {
    None
}
