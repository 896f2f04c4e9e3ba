//! What can fail when the site's files are read.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::diag::limits::LINKED_FILES;
use crate::diag::printable;

/// The environment does not give what a build needs to read.
#[derive(Debug)]
pub enum ReadError {
    /// The root is not a folder that can be read.
    Root(PathBuf, String),
    /// A file or folder cannot be read.
    File(PathBuf, String),
    /// A link leads to what is no file of the site.
    LeadsOut(PathBuf),
    /// Too many files are reached through links to folders.
    Links(PathBuf),
    /// A folder of version control is among the files to publish.
    Repository(PathBuf),
    /// The name of a file is not Unicode.
    Name(PathBuf),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Root(path, error) => {
                write!(f, "cannot read the site in {}: {error}", shown(path))
            }
            ReadError::File(path, error) => write!(f, "cannot read {}: {error}", shown(path)),
            ReadError::LeadsOut(path) => write!(
                f,
                "the link {} leads out of the site's content/, data/, static/ and themes/, or into a \
                 hidden folder; replace the link with a copy of the file",
                shown(path)
            ),
            ReadError::Links(path) => write!(
                f,
                "more than {LINKED_FILES} files are reached through links to folders, the last one \
                 through {}; replace links with copies of the files",
                shown(path)
            ),
            ReadError::Repository(path) => write!(
                f,
                "{} is a folder of version control and is not published; remove or rename it",
                shown(path)
            ),
            ReadError::Name(path) => {
                write!(f, "the name of {} is not Unicode", shown(path))
            }
        }
    }
}

impl std::error::Error for ReadError {}

/// A path as messages show it.
fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}
