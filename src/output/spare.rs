//! What stands in the spare tree when a draft begins: known once, it need not be looked at for
//! every file.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::error::WriteError;

/// The files and folders of the spare tree, by their path with `/` between folders.
#[derive(Debug, Default)]
pub(super) struct SpareTree {
    /// Each file, with what it is known by in the file system where that can be told.
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
    pub(super) fn read(root: &Path) -> Result<SpareTree, WriteError> {
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
    pub(super) fn remove_others(&self, root: &Path, files: &[&str]) -> Result<(), WriteError> {
        let kept: HashSet<&str> = files.iter().copied().collect();
        let mut gone: Vec<&String> = self
            .files
            .keys()
            .filter(|path| !kept.contains(path.as_str()))
            .collect();
        gone.sort_unstable();
        for path in gone {
            let file = root.join(path);
            match fs::remove_file(&file) {
                // A folder of the new site may have taken its place.
                Ok(()) => {}
                Err(_) if !file.is_file() => {}
                Err(error) => return Err(WriteError::file(&file, &error)),
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
            if !needed.contains(folder.as_str()) {
                let _something_is_left = fs::remove_dir(root.join(folder));
            }
        }
        Ok(())
    }
}

fn read_folder(root: &Path, folder: &str) -> Result<Vec<Found>, WriteError> {
    let place = root.join(folder);
    let failed = |error: std::io::Error| WriteError::file(&place, &error);
    let mut found = Vec::new();
    let mut folders = Vec::new();
    for entry in fs::read_dir(&place).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let name = entry.file_name();
        let name = match name.to_str() {
            Some(name) if kind.is_file() || kind.is_dir() => name,
            // No file of a site has such a name, and no link is one.
            Some(_) | None => {
                if kind.is_dir() {
                    fs::remove_dir_all(entry.path()).map_err(failed)?;
                } else {
                    fs::remove_file(entry.path()).map_err(failed)?;
                }
                continue;
            }
        };
        let path = if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        };
        if kind.is_dir() {
            folders.push(path);
        } else {
            found.push(Found::File(path, id_of_entry(&entry)));
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

/// What an entry of a folder is known by.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it cannot be told")]
fn id_of_entry(entry: &fs::DirEntry) -> Option<u64> {
    use std::os::unix::fs::DirEntryExt;
    Some(entry.ino())
}

/// What a file is known by in its file system.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it cannot be told")]
pub(super) fn id_of(metadata: &fs::Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(metadata.ino())
}

#[cfg(not(unix))]
fn id_of_entry(_: &fs::DirEntry) -> Option<u64> {
    None
}

/// What a file is known by cannot be told here.
#[cfg(not(unix))]
pub(super) fn id_of(_: &fs::Metadata) -> Option<u64> {
    None
}
