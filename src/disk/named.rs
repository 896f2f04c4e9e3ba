//! The folder of a file that the user names: which links on the way to it are the user's own.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::folder::Folder;

impl Folder {
    /// Opens the folder that a path leads to a file or folder in.
    ///
    /// The user names the site's folder, the working folder and whatever is elsewhere; links on the way to
    /// these are followed. What is below the first two may come from a repository: there a link is an
    /// error.
    pub fn holding(path: &Path, root: &Path) -> io::Result<Folder> {
        let (base, below) = split(path, root)?;
        Folder::open(&base)?.below(&below)
    }

    /// Opens the folder as [`Folder::holding`] does, and makes it where it is missing.
    pub fn make_holding(path: &Path, root: &Path) -> io::Result<Folder> {
        let (base, below) = split(path, root)?;
        fs::create_dir_all(&base)?;
        Folder::open(&base)?.make_below(&below)
    }
}

/// The folder of a path in two parts: what the user names, and what may come from a repository.
fn split(path: &Path, root: &Path) -> io::Result<(PathBuf, PathBuf)> {
    let path = std::path::absolute(path)?;
    let Some(folder) = path.parent() else {
        return Err(io::ErrorKind::InvalidFilename.into());
    };
    for base in [root, Path::new(".")].map(std::path::absolute) {
        let base = base?;
        if let Ok(below) = folder.strip_prefix(&base)
            && below.components().all(is_name)
        {
            return Ok((base.clone(), below.to_owned()));
        }
    }
    let parts: Vec<Component<'_>> = folder.components().collect();
    let last = parts.iter().rposition(|part| *part == Component::ParentDir);
    Ok(match last {
        Some(last) => (
            parts[..=last].iter().collect(),
            parts[last + 1..].iter().collect(),
        ),
        None => (folder.to_owned(), PathBuf::new()),
    })
}

fn is_name(part: Component<'_>) -> bool {
    matches!(part, Component::Normal(_) | Component::CurDir)
}
