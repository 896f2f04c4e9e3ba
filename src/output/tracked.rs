//! Whether what a build keeps for the next one came with a repository.

use std::io;
use std::path::{Path, PathBuf};

use memchr::memmem;

use crate::disk::{Folder, read_regular};

/// What the names of kept files begin with, in the list of files of a repository.
const KEPT: &[u8] = b".yearbook/";

/// Whether the git repository around a site tracks what a build keeps: then whoever wrote the repository
/// wrote it, and nothing in it can be believed. `false` where there is no repository, or its list of files
/// cannot be read.
pub(super) fn is_tracked(root: &Path) -> bool {
    let Ok(root) = std::fs::canonicalize(root) else {
        return false;
    };
    let list = root.ancestors().find_map(|folder| index(folder).ok());
    list.is_some_and(|list| memmem::find(&list, KEPT).is_some())
}

/// The list of files of the repository whose folder this is.
fn index(folder: &Path) -> io::Result<Vec<u8>> {
    Folder::open(folder)?
        .content(".git/index")
        .or_else(|_| Folder::open(&linked(folder)?)?.content("index"))
}

/// Where a repository with several working folders keeps what is about this one.
fn linked(folder: &Path) -> io::Result<PathBuf> {
    let named = read_regular(&folder.join(".git"))?;
    let named = String::from_utf8_lossy(&named);
    let named = named.trim().strip_prefix("gitdir: ");
    Ok(folder.join(named.ok_or(io::ErrorKind::NotFound)?))
}
