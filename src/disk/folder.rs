//! A folder in which the program keeps files: nothing in it is opened through a link.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use super::handle::Handle;
use super::kind::Kind;
use super::regular::{read_whole, regular};
use super::stamp::Stamp;

/// How long is waited at a time for the clock of a file system, and how often.
const TICK: Duration = Duration::from_millis(1);
const MOST_TICKS: usize = 30;

/// An open folder. What is below it is reached step by step from here, and no step follows a link.
#[derive(Debug)]
pub struct Folder {
    pub(super) handle: Handle,
    pub(super) path: PathBuf,
}

/// A file that is being written beside the one that it will replace. It is gone when the value is
/// dropped before it is finished.
#[derive(Debug)]
pub struct Unfinished {
    folder: Folder,
    name: String,
    file: File,
    is_finished: bool,
}

impl Folder {
    /// Opens a folder that the user names. Links on the way to it are the user's own and are followed.
    pub fn open(path: &Path) -> io::Result<Folder> {
        let handle = if path.as_os_str().is_empty() {
            Handle::working()
        } else {
            Handle::open(path)
        };
        Ok(Folder {
            handle: handle?,
            path: path.to_owned(),
        })
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the folder of this name in it. Anything else of this name, above all a link, is an error.
    pub fn folder(&self, name: &str) -> io::Result<Folder> {
        let handle = self.handle.folder(name).map_err(|error| {
            let kind = self.handle.kind(name).ok();
            kind.and_then(Kind::unless_folder).unwrap_or(error)
        })?;
        Ok(Folder {
            handle,
            path: self.path.join(name),
        })
    }

    /// Opens the folder of this name in it as [`Folder::folder`] does, and makes it where it is missing.
    pub fn make_folder(&self, name: &str) -> io::Result<Folder> {
        match self.handle.make_folder(name) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => self.folder(name),
        }
    }

    /// Opens a folder below this one.
    pub fn below(self, path: &Path) -> io::Result<Folder> {
        self.descend(path, Folder::folder)
    }

    /// Opens a folder below this one, and makes what is missing of the way to it.
    pub fn make_below(self, path: &Path) -> io::Result<Folder> {
        self.descend(path, Folder::make_folder)
    }

    fn descend(
        self,
        path: &Path,
        step: impl Fn(&Folder, &str) -> io::Result<Folder>,
    ) -> io::Result<Folder> {
        let mut folder = self;
        for part in path.components() {
            folder = match part {
                Component::CurDir => continue,
                Component::Normal(name) => {
                    let opened = step(&folder, text(name)?);
                    opened.map_err(|e| named(&folder.path.join(name), &e))?
                }
                _ => return Err(io::ErrorKind::InvalidFilename.into()),
            };
        }
        Ok(folder)
    }

    /// Opens a regular file below this folder for reading, by its path with `/` between folders.
    pub fn read(&self, path: &str) -> io::Result<File> {
        let below = self.handle.read_below(path);
        if let Some(file) = below {
            return regular(Ok(file), || Ok(Kind::File));
        }
        // Step by step, which also finds out what is in the way.
        match path.split_once('/') {
            Some((".." | "." | "", _)) => Err(io::ErrorKind::InvalidFilename.into()),
            Some((first, rest)) => self.folder(first)?.read(rest),
            None => regular(self.handle.read(path), || self.handle.kind(path)),
        }
    }

    /// The content of a regular file below this folder.
    pub fn content(&self, path: &str) -> io::Result<Vec<u8>> {
        read_whole(self.read(path)?)
    }

    /// Whether there is a regular file of this name. Anything else of this name is an error.
    pub fn has_file(&self, name: &str) -> io::Result<bool> {
        match self.handle.kind(name) {
            Ok(kind) => kind.unless_file().map_or(Ok(true), Err),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Creates a file of this name. A regular file of this name is removed first; anything else is an
    /// error.
    pub fn create(&self, name: &str) -> io::Result<File> {
        if self.has_file(name)? {
            self.handle.remove_file(name)?;
        }
        self.handle.create_new(name)
    }

    /// Opens a regular file of this name for locking, or creates it. What is in it stays.
    pub fn lockable(&self, name: &str) -> io::Result<File> {
        regular(self.handle.open_or_create(name), || self.handle.kind(name))
    }

    /// Removes the file or link of this name. That there is none is no error.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        match self.handle.remove_file(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Waits until the clock of the file system shows more than `time`, in nanoseconds since 1970. The
    /// clock is read by creating a file of this name. Clocks with steps of more than 30 ms are not waited
    /// for.
    pub fn wait_until_after(&self, time: u64, name: &str) -> io::Result<()> {
        for _ in 0..MOST_TICKS {
            let now = Stamp::of(&self.create(name)?.metadata()?).last();
            self.remove(name)?;
            if now > time {
                break;
            }
            std::thread::sleep(TICK);
        }
        Ok(())
    }

    /// Begins a file that will take the place of the regular file of this name, if there is one. Until it
    /// is finished it is called `.NAME.new`, with one dot.
    pub fn replace(self, name: &str) -> io::Result<Unfinished> {
        self.has_file(name)?;
        Ok(Unfinished {
            file: self.create(&unfinished(name))?,
            name: name.to_owned(),
            folder: self,
            is_finished: false,
        })
    }
}

impl Unfinished {
    /// Begins a file in place of the one at a path that the user names, as [`Folder::replace`] does. A link
    /// on the way to it is an error as for [`Folder::holding`]; `root` is the folder of the site.
    pub fn at(path: &Path, root: &Path) -> io::Result<Unfinished> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        Folder::holding(path, root)?.replace(text(name)?)
    }

    /// Begins a file in place of the one at a path that the user names for no site. A link on the way to it
    /// is an error as for [`Folder::holding_alone`].
    pub fn alone(path: &Path) -> io::Result<Unfinished> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        Folder::holding_alone(path)?.replace(text(name)?)
    }

    /// Writes the content and puts the file in its place, in one step: nobody sees half of it.
    pub fn finish(mut self, pieces: &[impl AsRef<[u8]>]) -> io::Result<()> {
        for piece in pieces {
            self.file.write_all(piece.as_ref())?;
        }
        self.folder.has_file(&self.name)?;
        let handle = &self.folder.handle;
        handle.rename(&unfinished(&self.name), &self.name)?;
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_finished {
            let _stays_until_the_next_one = self.folder.remove(&unfinished(&self.name));
        }
    }
}

/// What a file is called until it is finished: a name that starts with a dot.
fn unfinished(name: &str) -> String {
    let dot = if name.starts_with('.') { "" } else { "." };
    format!("{dot}{name}.new")
}

/// The error of a folder on the way to another one, with its path.
pub(super) fn named(folder: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", folder.display()))
}

fn text(name: &std::ffi::OsStr) -> io::Result<&str> {
    name.to_str()
        .ok_or_else(|| io::ErrorKind::InvalidFilename.into())
}
