//! What can fail when a site is written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The environment does not let the site be written, or doing so would harm something.
#[derive(Debug)]
pub enum WriteError {
    /// A file or folder cannot be written.
    File(PathBuf, String),
    /// A file of a published site cannot be read.
    Unreadable(PathBuf, String),
    /// The list of files of a published site is damaged.
    BadList(PathBuf),
    /// The output folder was made by somebody else.
    NotOurs(PathBuf),
    /// The output is a link, a mount point or a file, and cannot be exchanged.
    NotAFolder(PathBuf, &'static str),
    /// The output lies where the site's own files are read from.
    InsideInputs(PathBuf),
    /// Another build writes to the same place.
    Busy(PathBuf),
}

impl WriteError {
    pub(super) fn file(path: &Path, error: &io::Error) -> WriteError {
        WriteError::File(path.to_owned(), error.to_string())
    }

    pub(super) fn unreadable(path: &Path, error: &io::Error) -> WriteError {
        WriteError::Unreadable(path.to_owned(), error.to_string())
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::File(path, error) => write!(f, "cannot write {}: {error}", path.display()),
            WriteError::Unreadable(path, error) => {
                write!(f, "cannot read {}: {error}", path.display())
            }
            WriteError::BadList(path) => {
                write!(f, "{} is damaged; build the site again", path.display())
            }
            WriteError::NotOurs(path) => write!(
                f,
                "{} was not made by yearbook and is left as it is; choose another --output or \
                 remove the folder",
                path.display()
            ),
            WriteError::NotAFolder(path, what) => write!(
                f,
                "{} is {what}, which cannot be exchanged with a new site in one step; choose a \
                 plain folder as --output",
                path.display()
            ),
            WriteError::InsideInputs(path) => write!(
                f,
                "{} lies in a folder that the site is read from; choose another --output",
                path.display()
            ),
            WriteError::Busy(path) => write!(
                f,
                "another build is writing to {}; wait for it to end",
                path.display()
            ),
        }
    }
}

impl std::error::Error for WriteError {}
