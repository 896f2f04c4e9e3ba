//! What can fail when the site's files are read.

use std::fmt;
use std::path::PathBuf;

/// The environment does not give what a build needs to read.
#[derive(Debug)]
pub enum ReadError {
    /// The root is not a folder that can be read.
    Root(PathBuf, String),
    /// A file or folder cannot be read.
    File(PathBuf, String),
    /// A link leads out of the site's root.
    LeadsOut(PathBuf),
    /// The name of a file is not Unicode.
    Name(PathBuf),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Root(path, error) => {
                write!(f, "cannot read the site in {}: {error}", path.display())
            }
            ReadError::File(path, error) => write!(f, "cannot read {}: {error}", path.display()),
            ReadError::LeadsOut(path) => write!(
                f,
                "the link {} leads out of the site; copy what it leads to",
                path.display()
            ),
            ReadError::Name(path) => {
                write!(f, "the name of {} is not Unicode", path.display())
            }
        }
    }
}

impl std::error::Error for ReadError {}
