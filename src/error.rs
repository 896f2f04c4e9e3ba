//! What can fail that is no mistake in an author's files.

use std::fmt;
use std::io;
use std::path::Path;

use crate::input::ReadError;
use crate::output::WriteError;

/// The environment does not allow what a build needs.
#[derive(Debug)]
pub enum Error {
    /// The site cannot be read.
    Read(ReadError),
    /// The site cannot be written.
    Write(WriteError),
    /// The texts cannot be searched: what the package that makes the index says.
    Search(String),
}

impl Error {
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Error {
        Error::Read(ReadError::File(path.to_owned(), error.to_string()))
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Error {
        Error::Read(error)
    }
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Error {
        Error::Write(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Read(error) => error.fmt(f),
            Error::Write(error) => error.fmt(f),
            Error::Search(reason) => write!(f, "the index of texts cannot be made: {reason}"),
        }
    }
}

impl std::error::Error for Error {}
