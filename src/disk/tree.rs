//! A whole tree below a folder: what is written, linked and removed there goes through no link, even if
//! one takes the place of a folder meanwhile.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::Path;

use super::folder::{Folder, named};
use super::handle::Entry;
use super::kind::Kind;
use super::regular::open_regular;

impl Folder {
    /// Opens a folder below this one by its path with `/` between folders; an empty path is this folder.
    pub fn at(&self, path: &str) -> io::Result<Folder> {
        let handle = match self.handle.folder_below(path) {
            Some(handle) => handle,
            None if path.is_empty() => self.handle.folder(".")?,
            // Step by step, which also finds out what is in the way.
            None => match path.split_once('/') {
                Some((first, rest)) => return self.folder(own_name(first)?)?.at(rest),
                None => return self.folder(own_name(path)?),
            },
        };
        Ok(Folder {
            handle,
            path: self.path.join(path),
        })
    }

    /// Creates a file where nothing is, by its path with `/` between folders, which must be there.
    pub fn create_below(&self, path: &str) -> io::Result<File> {
        if let Some(file) = self.handle.create_below(path) {
            return Ok(file);
        }
        let (folder, name) = split(path);
        self.at(folder)?.handle.create_new(own_name(name)?)
    }

    /// Makes room for a file, by its path with `/` between folders, and returns the folder that it is for.
    /// What is in its place is removed, and so is what is no folder on the way to it.
    pub fn make_room(&self, path: &str) -> io::Result<Folder> {
        let (folders, name) = split(path);
        let mut folder = self.at("")?;
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            folder = folder.make_real_folder(own_name(part)?)?;
        }
        folder.clear(own_name(name)?)?;
        Ok(folder)
    }

    fn make_real_folder(&self, name: &str) -> io::Result<Folder> {
        let made = self.make_folder(name).or_else(|error| {
            let kind = self.handle.kind(name)?;
            if kind == Kind::Folder {
                return Err(error);
            }
            self.handle.remove_file(name)?;
            self.make_folder(name)
        });
        made.map_err(|error| named(&self.path.join(name), &error))
    }

    /// Removes what has this name, a folder with all that is in it. That there is nothing is no error.
    pub fn clear(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        match self.handle.remove_all(name.as_ref()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Removes the folder of this name if nothing is in it.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        self.handle.remove_folder(name)
    }

    /// Gives a file one more name, in this folder.
    pub fn link(&self, file: &Path, name: &str) -> io::Result<()> {
        self.handle.link(file, name)
    }

    /// Copies a file with its time and rights to a name in this folder that nothing has.
    pub fn copy(&self, file: &Path, name: &str) -> io::Result<()> {
        let mut original = open_regular(file)?;
        let mut copy = self.handle.create_new(name)?;
        io::copy(&mut original, &mut copy)?;
        let metadata = original.metadata()?;
        copy.set_modified(metadata.modified()?)?;
        copy.set_permissions(metadata.permissions())
    }

    /// What is in the folder, in no order.
    pub fn into_entries(self) -> io::Result<Vec<Entry>> {
        self.handle.into_entries()
    }
}

/// The path of the folder that a path leads to a file in, and the name of the file.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A name that does not lead upward.
fn own_name(name: &str) -> io::Result<&str> {
    match name {
        "" | "." | ".." => Err(io::ErrorKind::InvalidFilename.into()),
        name => Ok(name),
    }
}
