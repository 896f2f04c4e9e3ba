//! What an entry of a folder is, and the words for what cannot be opened.

use std::fs::FileType;
use std::io;

/// What an entry of a folder is. A link is a link, wherever it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Special,
}

impl Kind {
    pub(super) fn of(kind: FileType) -> Kind {
        if kind.is_file() {
            Kind::File
        } else if kind.is_dir() {
            Kind::Folder
        } else if kind.is_symlink() {
            Kind::Link
        } else {
            Kind::Special
        }
    }

    /// The error of opening it where a regular file is needed; `None` for a regular file.
    pub(super) fn unless_file(self) -> Option<io::Error> {
        (self != Kind::File).then(|| self.error("a regular file"))
    }

    /// The error of opening it where a folder is needed; `None` for a folder.
    pub(super) fn unless_folder(self) -> Option<io::Error> {
        (self != Kind::Folder).then(|| self.error("a folder"))
    }

    fn error(self, needed: &str) -> io::Error {
        let found = match self {
            Kind::Link => "a link",
            Kind::Folder => "a folder",
            Kind::File => "a file",
            Kind::Special => "a pipe, a socket or a device",
        };
        let text = format!("it is {found}, not {needed}; remove it and try again");
        io::Error::new(io::ErrorKind::InvalidInput, text)
    }
}
