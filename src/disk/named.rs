//! The folder of a file that the user names: which links on the way to it are the user's own.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::folder::{Folder, named};
use super::kind::Kind;
use super::walk::{follow, home};

impl Folder {
    /// Opens the folder that a path leads to a file or folder in.
    ///
    /// Links on the way to it are the user's own and are followed. What is below the site's folder `root`
    /// may come from a repository: there a link is an error. So it is below the working folder, if the path
    /// starts there and has no `..`, and the working folder is not merely one above the site.
    pub fn holding(path: &Path, root: &Path) -> io::Result<Folder> {
        let (base, below) = split(path, in_site(path, root)?)?;
        Folder::open(&base)?.below(&below)
    }

    /// Opens the folder as [`Folder::holding`] does, and makes it where it is missing.
    pub fn make_holding(path: &Path, root: &Path) -> io::Result<Folder> {
        let (base, below) = split(path, in_site(path, root)?)?;
        fs::create_dir_all(&base)?;
        Folder::open(&base)?.make_below(&below)
    }

    /// Opens the folder that a path leads to a file in, where no site is named. A link is an error in a
    /// site, a folder of data or a repository, and below the working folder if the path starts there and
    /// has no `..`.
    pub fn holding_alone(path: &Path) -> io::Result<Folder> {
        let (base, below) = split(path, in_home(path)?)?;
        Folder::open(&base)?.below(&below)
    }

    /// Opens the folder as [`Folder::holding_alone`] does, and makes it where it is missing.
    pub fn make_holding_alone(path: &Path) -> io::Result<Folder> {
        let (base, below) = split(path, in_home(path)?)?;
        fs::create_dir_all(&base)?;
        Folder::open(&base)?.make_below(&below)
    }
}

/// The folder of a path in two parts: what the user names, and what may come from a repository. `is_foreign`
/// tells whether what is in a folder may.
fn split(path: &Path, is_foreign: impl Fn(&Path) -> bool) -> io::Result<(PathBuf, PathBuf)> {
    let Some(folder) = path.parent() else {
        return Err(io::ErrorKind::InvalidFilename.into());
    };
    let folder = follow(folder, |above, link| {
        let error = Kind::Link.unless_folder();
        let error = error.filter(|_| is_foreign(above));
        error.map_or(Ok(()), |error| Err(named(link, &error)))
    })?;
    let foreign = folder.ancestors().take_while(|above| is_foreign(above));
    let base = foreign.last().unwrap_or(&folder);
    let below = folder.strip_prefix(base).expect("it is one above");
    Ok((base.to_owned(), below.to_owned()))
}

/// Which folders may hold what comes from a repository, for a path that is used for the site in `root`.
fn in_site(path: &Path, root: &Path) -> io::Result<impl Fn(&Path) -> bool + use<>> {
    let empty = root.as_os_str().is_empty();
    let root = if empty { Path::new(".") } else { root };
    // That the site is missing, its reader says.
    let root = fs::canonicalize(root).or_else(|_| std::path::absolute(root))?;
    let working = working_folder_of(path)?;
    // A folder above the site is the user's own, such as the home folder, unless it is a repository.
    let working = working.filter(|working| {
        let is_above = root.starts_with(working) && root != *working;
        !is_above || fs::symlink_metadata(working.join(".git")).is_ok()
    });
    Ok(move |folder: &Path| {
        let starts = |working: &PathBuf| folder.starts_with(working);
        folder.starts_with(&root) || working.as_ref().is_some_and(starts)
    })
}

/// Which folders may hold what comes from a repository, for a path that is used for no site.
fn in_home(path: &Path) -> io::Result<impl Fn(&Path) -> bool + use<>> {
    let working = working_folder_of(path)?;
    Ok(move |folder: &Path| {
        let starts = |working: &PathBuf| folder.starts_with(working);
        working.as_ref().is_some_and(starts) || home(folder).is_some()
    })
}

/// The working folder, if a path is written as one below it.
fn working_folder_of(path: &Path) -> io::Result<Option<PathBuf>> {
    let is_name = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let is_below = path.components().all(is_name);
    is_below.then(|| fs::canonicalize(".")).transpose()
}
