//! What was published before: the paths of a folder that a site was published in, here or elsewhere.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::compress::is_copy;
use super::manifest_file::{self, Listed};
use crate::disk::Folder;

/// The files of a published site that somebody may know the address of, in order of paths: not those that
/// only its own pages ask for, and compressed copies by what they are copies of.
pub fn known_addresses(folder: &Path) -> Result<Vec<String>, (PathBuf, io::Error)> {
    let is_known = |path: &str| {
        let is_inner = INNER.iter().any(|folder| path.starts_with(folder));
        path != manifest_file::NAME && !is_inner && !is_copy(path)
    };
    // Whatever else lies in the folder of a published site was not published by it.
    if let Some(listed) = Listed::of(folder) {
        let paths = listed.files.into_keys();
        return Ok(paths.filter(|path| is_known(path)).collect());
    }
    let mut paths = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            (path, error.into())
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        paths.extend(Some(path).filter(|path| is_known(path)));
    }
    paths.sort();
    Ok(paths)
}

/// A file of a published site, by its path in it; nothing when it is not there. A link on the way to it is
/// an error.
pub fn published_file(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, (PathBuf, io::Error)> {
    match Folder::open(folder).and_then(|folder| folder.content(path)) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err((folder.join(path), error)),
    }
}

/// The folders of files that only the pages of the same site ask for: assets, whose names tell their
/// content, and what is searched; and lists that are found by the list of everything.
const INNER: [&str; 3] = ["api/pages/", "assets/", "find/"];
