//! Which files a site has: its folders, walked in a fixed order, and where links lead.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::ReadError;
use crate::diag::limits::LINKED_FILES;
use crate::disk::{Stamp, follow, home};
use crate::markup::is_invisible;

/// The folders that a site may have; nothing else below the root is read.
pub(super) const FOLDERS: [&str; 4] = ["content", "data", "static", "themes"];

/// The site's configuration file.
pub(super) const SITE_FILE: &str = "yearbook.toml";

/// A file that was found.
pub(super) struct Found {
    /// Its path relative to the root, with `/` between folders.
    pub(super) path: String,
    /// Where it is without any link, relative to the root.
    pub(super) real: String,
    /// What it is known by.
    pub(super) stamp: Stamp,
}

/// The files of the site in `root`.
pub(super) fn list_site(root: &Path) -> Result<Vec<Found>, ReadError> {
    let mut files = Vec::new();
    let site_file = root.join(SITE_FILE);
    if let Ok(found) = fs::symlink_metadata(&site_file) {
        let real = if found.is_symlink() {
            resolve(root, &site_file).ok_or_else(|| ReadError::LeadsOut(site_file.clone()))?
        } else {
            SITE_FILE.to_owned()
        };
        let metadata = fs::metadata(&site_file).ok();
        if let Some(metadata) = metadata.filter(|metadata| !metadata.is_dir()) {
            files.push(Found {
                path: SITE_FILE.to_owned(),
                real,
                stamp: Stamp::of(&metadata),
            });
        }
    }
    for folder in FOLDERS {
        list(root, folder, &mut files)?;
    }
    Ok(files)
}

/// A link to a folder that was followed.
struct Followed {
    /// The link.
    link: PathBuf,
    /// Where it leads, relative to the root.
    real: String,
}

/// Adds the files below a folder of the root; an empty folder is the root itself, which is then all that
/// links may lead to.
pub(super) fn list(root: &Path, folder: &str, files: &mut Vec<Found>) -> Result<(), ReadError> {
    let start = root.join(folder);
    if fs::symlink_metadata(&start).is_err() {
        return Ok(());
    }
    // Files such as `.nojekyll` and `.well-known/` are published; those of git and of desktops
    // are nobody's intention.
    let is_static = folder == "static";
    let visible = |entry: &DirEntry| {
        let name = entry.file_name().as_encoded_bytes();
        let hidden = (is_git_like(&String::from_utf8_lossy(name)) && !entry.file_type().is_dir())
            || name == b".DS_Store";
        entry.depth() == 0 || !name.starts_with(b".") || (is_static && !hidden)
    };
    // The folder itself may be reached through links that the user chose, unless it is one of a site.
    let is_own = |entry: &DirEntry| entry.depth() == 0 && folder.is_empty();
    let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name();
    let mut followed: Vec<Followed> = Vec::new();
    let mut linked = 0;
    for entry in walk.into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&start).to_owned();
            ReadError::File(path, error.to_string())
        })?;
        let path = entry.path();
        let name = entry.file_name().as_encoded_bytes();
        if is_static && is_git_like(&String::from_utf8_lossy(name)) && entry.file_type().is_dir() {
            return Err(ReadError::Repository(path.to_owned()));
        }
        let real = if entry.path_is_symlink() && !is_own(&entry) {
            let within: &[&str] = if folder.is_empty() { &[""] } else { &FOLDERS };
            let real = resolve_within(root, path, within);
            let real = real.ok_or_else(|| ReadError::LeadsOut(path.to_owned()))?;
            if entry.file_type().is_dir() {
                followed.push(Followed {
                    link: path.to_owned(),
                    real: real.clone(),
                });
            }
            real
        } else {
            let link = followed.iter().rfind(|link| path.starts_with(&link.link));
            match link {
                None => relative(root, path)?,
                Some(Followed { link, real }) => {
                    linked += 1;
                    if linked > LINKED_FILES {
                        return Err(ReadError::Links(link.clone()));
                    }
                    format!("{real}/{}", relative(link, path)?)
                }
            }
        };
        // What is neither a file nor a folder is refused when it is opened.
        if !entry.file_type().is_dir() {
            // A file that is gone by now is missed when it is read.
            let metadata = entry.metadata().ok();
            files.push(Found {
                path: relative(root, path)?,
                real,
                stamp: metadata.as_ref().map(Stamp::of).unwrap_or_default(),
            });
        }
    }
    Ok(())
}

/// Whether a name is one of version control, in any capitals and with characters that nobody sees, as a
/// system that does not look at them reads it: `.git`, `.github`, `.gitignore`, and `git~1`, which is
/// `.git` on Windows.
pub fn is_git_like(name: &str) -> bool {
    let seen = name.chars().filter(|letter| !is_invisible(*letter));
    let begin: String = seen.take(4).map(|c| c.to_ascii_lowercase()).collect();
    begin == ".git" || begin == "git~"
}

/// Where a link of a site leads, relative to its root; nothing when it leads out of the site's own folders.
pub(super) fn resolve(root: &Path, link: &Path) -> Option<String> {
    resolve_within(root, link, &FOLDERS)
}

/// Where a link leads, relative to the root: into one of these folders, and not into a folder or to a file
/// whose name starts with a dot. What is elsewhere may be the builder's own, or a secret.
fn resolve_within(root: &Path, link: &Path, folders: &[&str]) -> Option<String> {
    let root = fs::canonicalize(root).ok()?;
    let real = fs::canonicalize(link).ok()?;
    let below = real.strip_prefix(&root).ok()?;
    let is_own = folders.iter().any(|folder| below.starts_with(folder));
    (is_own && !has_dot_name(below)).then(|| relative(&root, &real).ok())?
}

/// Whether a file that the user names may be read. A link on the way to it has to stay in the site, the
/// folder of data or the repository that it is in, and out of folders and files whose name starts with a
/// dot. Elsewhere it has to stay below the working folder if the path is below it; any other is followed.
pub(super) fn stays_near(path: &Path) -> io::Result<bool> {
    let working = std::path::absolute(".")?;
    let absolute = std::path::absolute(path)?;
    let is_plain = !path.components().any(|part| part == Component::ParentDir);
    let is_near = is_plain && absolute.starts_with(&working);
    let working = is_near.then(|| fs::canonicalize(working)).transpose()?;
    let is_out = Cell::new(false);
    let found = follow(path, |folder, link| {
        let near = working.as_deref().filter(|near| folder.starts_with(near));
        let Some(within) = home(folder).or(near) else {
            return Ok(());
        };
        let real = fs::canonicalize(link)?;
        let below = real.strip_prefix(within);
        if below.is_ok_and(|below| !has_dot_name(below)) {
            return Ok(());
        }
        is_out.set(true);
        Err(io::ErrorKind::PermissionDenied.into())
    });
    match found {
        Err(_) if is_out.get() => Ok(false),
        found => found.map(|_| true),
    }
}

fn has_dot_name(path: &Path) -> bool {
    path.iter()
        .any(|part| part.as_encoded_bytes().starts_with(b"."))
}

fn relative(root: &Path, path: &Path) -> Result<String, ReadError> {
    let below = path
        .strip_prefix(root)
        .expect("a walk from a folder stays below it");
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    parts
        .map(|parts| parts.join("/"))
        .ok_or_else(|| ReadError::Name(path.to_owned()))
}
