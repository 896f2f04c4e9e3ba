//! A folder that is open. Its entries are reached by their names, without following links.

use std::fs::File;
use std::io;
use std::path::Path;

use super::kind::Kind;

/// An open folder. However its path changes meanwhile, entries are those of this folder.
#[cfg(unix)]
#[derive(Debug)]
pub(super) struct Handle(std::os::fd::OwnedFd);

#[cfg(unix)]
mod unix {
    use rustix::fs::{
        AtFlags, CWD, FileType, Mode, OFlags, mkdirat, open, openat, renameat, statat, unlinkat,
    };

    use super::{File, Handle, Kind, Path, io};

    const FOLDER: OFlags = OFlags::RDONLY
        .union(OFlags::DIRECTORY)
        .union(OFlags::CLOEXEC);

    /// A pipe is opened at once, and then found to be no file.
    const FILE: OFlags = OFlags::NOFOLLOW
        .union(OFlags::NONBLOCK)
        .union(OFlags::CLOEXEC);

    /// What others may do with new files and folders is left to the process's mask.
    const FILE_MODE: Mode = Mode::from_raw_mode(0o666);
    const FOLDER_MODE: Mode = Mode::from_raw_mode(0o777);

    impl Handle {
        pub(in super::super) fn open(path: &Path) -> io::Result<Handle> {
            Ok(Handle(open(path, FOLDER, Mode::empty())?))
        }

        pub(in super::super) fn folder(&self, name: &str) -> io::Result<Handle> {
            let flags = FOLDER.union(OFlags::NOFOLLOW);
            Ok(Handle(openat(&self.0, name, flags, Mode::empty())?))
        }

        pub(in super::super) fn make_folder(&self, name: &str) -> io::Result<()> {
            Ok(mkdirat(&self.0, name, FOLDER_MODE)?)
        }

        pub(in super::super) fn read(&self, name: &str) -> io::Result<File> {
            let file = openat(&self.0, name, FILE.union(OFlags::RDONLY), Mode::empty())?;
            Ok(File::from(file))
        }

        /// A file some folders below, if the system can open it in one step without following a link.
        #[cfg(target_os = "linux")]
        pub(in super::super) fn read_below(&self, path: &str) -> Option<File> {
            use rustix::fs::{ResolveFlags, openat2};
            let flags = FILE.union(OFlags::RDONLY);
            let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
            let file = openat2(&self.0, path, flags, Mode::empty(), resolve);
            file.ok().map(File::from)
        }

        #[cfg(not(target_os = "linux"))]
        pub(in super::super) fn read_below(&self, _path: &str) -> Option<File> {
            None
        }

        pub(in super::super) fn create_new(&self, name: &str) -> io::Result<File> {
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
            let file = openat(&self.0, name, FILE.union(flags), FILE_MODE)?;
            Ok(File::from(file))
        }

        pub(in super::super) fn open_or_create(&self, name: &str) -> io::Result<File> {
            let flags = OFlags::RDWR | OFlags::CREATE;
            let file = openat(&self.0, name, FILE.union(flags), FILE_MODE)?;
            Ok(File::from(file))
        }

        pub(in super::super) fn kind(&self, name: &str) -> io::Result<Kind> {
            let found = statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(match FileType::from_raw_mode(found.st_mode) {
                FileType::RegularFile => Kind::File,
                FileType::Directory => Kind::Folder,
                FileType::Symlink => Kind::Link,
                _ => Kind::Special,
            })
        }

        pub(in super::super) fn remove_file(&self, name: &str) -> io::Result<()> {
            Ok(unlinkat(&self.0, name, AtFlags::empty())?)
        }

        pub(in super::super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
            Ok(renameat(&self.0, from, &self.0, to)?)
        }

        /// The folder that a path without a folder of its own is in.
        pub(in super::super) fn working() -> io::Result<Handle> {
            Ok(Handle(openat(CWD, ".", FOLDER, Mode::empty())?))
        }
    }
}

/// A folder by its path. Kinds are looked up before entries are opened: whoever replaces an entry between
/// the two steps is not noticed.
#[cfg(not(unix))]
#[derive(Debug)]
pub(super) struct Handle(std::path::PathBuf);

#[cfg(not(unix))]
mod elsewhere {
    use std::fs;

    use super::{File, Handle, Kind, Path, io};

    impl Handle {
        pub(in super::super) fn open(path: &Path) -> io::Result<Handle> {
            fs::read_dir(path)?;
            Ok(Handle(path.to_owned()))
        }

        pub(in super::super) fn folder(&self, name: &str) -> io::Result<Handle> {
            match self.kind(name)?.unless_folder() {
                None => Ok(Handle(self.0.join(name))),
                Some(error) => Err(error),
            }
        }

        pub(in super::super) fn make_folder(&self, name: &str) -> io::Result<()> {
            fs::create_dir(self.0.join(name))
        }

        pub(in super::super) fn read(&self, name: &str) -> io::Result<File> {
            match self.kind(name)?.unless_file() {
                None => File::open(self.0.join(name)),
                Some(error) => Err(error),
            }
        }

        pub(in super::super) fn read_below(&self, _path: &str) -> Option<File> {
            None
        }

        pub(in super::super) fn create_new(&self, name: &str) -> io::Result<File> {
            File::create_new(self.0.join(name))
        }

        pub(in super::super) fn open_or_create(&self, name: &str) -> io::Result<File> {
            if let Some(error) = self.kind(name).ok().and_then(Kind::unless_file) {
                return Err(error);
            }
            let mut options = File::options();
            options.read(true).write(true).create(true).truncate(false);
            options.open(self.0.join(name))
        }

        pub(in super::super) fn kind(&self, name: &str) -> io::Result<Kind> {
            Ok(Kind::of(
                fs::symlink_metadata(self.0.join(name))?.file_type(),
            ))
        }

        pub(in super::super) fn remove_file(&self, name: &str) -> io::Result<()> {
            fs::remove_file(self.0.join(name))
        }

        pub(in super::super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
            fs::rename(self.0.join(from), self.0.join(to))
        }

        pub(in super::super) fn working() -> io::Result<Handle> {
            Handle::open(Path::new("."))
        }
    }
}
