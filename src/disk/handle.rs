//! A folder that is open. Its entries are reached by their names, without following links.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::Path;

use super::kind::Kind;

/// An open folder. However its path changes meanwhile, entries are those of this folder.
#[cfg(unix)]
#[derive(Debug)]
pub(super) struct Handle(std::os::fd::OwnedFd);

/// What was found in a folder.
#[derive(Debug)]
pub struct Entry {
    /// Its name.
    pub name: OsString,
    /// What it is known by in the file system, where there is such a number.
    pub id: Option<u64>,
    kind: Kind,
}

impl Entry {
    /// Whether it is a regular file, and no link to one.
    pub fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// Whether it is a folder, and no link to one.
    pub fn is_folder(&self) -> bool {
        self.kind == Kind::Folder
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use rustix::fs::{
        AtFlags, CWD, Dir, FileType, Mode, OFlags, linkat, mkdirat, open, openat, renameat, statat,
        unlinkat,
    };
    use rustix::io::Errno;

    use super::{Entry, File, Handle, Kind, Path, io};

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

        /// Creates a file some folders below where nothing is, if the system can do so in one step without
        /// following a link.
        #[cfg(target_os = "linux")]
        pub(in super::super) fn create_below(&self, path: &str) -> Option<File> {
            use rustix::fs::{ResolveFlags, openat2};
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
            let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
            let file = openat2(&self.0, path, FILE.union(flags), FILE_MODE, resolve);
            file.ok().map(File::from)
        }

        #[cfg(not(target_os = "linux"))]
        pub(in super::super) fn create_below(&self, _path: &str) -> Option<File> {
            None
        }

        /// A folder some folders below, if the system can open it in one step without following a link.
        #[cfg(target_os = "linux")]
        pub(in super::super) fn folder_below(&self, path: &str) -> Option<Handle> {
            use rustix::fs::{ResolveFlags, openat2};
            let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
            let path = if path.is_empty() { "." } else { path };
            let folder = openat2(&self.0, path, FOLDER, Mode::empty(), resolve);
            folder.ok().map(Handle)
        }

        #[cfg(not(target_os = "linux"))]
        pub(in super::super) fn folder_below(&self, _path: &str) -> Option<Handle> {
            None
        }

        /// Gives a file one more name here.
        pub(in super::super) fn link(&self, file: &Path, name: &str) -> io::Result<()> {
            Ok(linkat(CWD, file, &self.0, name, AtFlags::empty())?)
        }

        pub(in super::super) fn remove_folder(&self, name: &str) -> io::Result<()> {
            Ok(unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
        }

        /// Removes what has this name, a folder with all that is in it.
        pub(in super::super) fn remove_all(&self, name: &OsStr) -> io::Result<()> {
            match unlinkat(&self.0, name, AtFlags::empty()) {
                Err(Errno::ISDIR | Errno::PERM) => {
                    let flags = FOLDER.union(OFlags::NOFOLLOW);
                    let open = || openat(&self.0, name, flags, Mode::empty());
                    let folder = Handle(open()?);
                    for entry in Handle(open()?).into_entries()? {
                        folder.remove_all(&entry.name)?;
                    }
                    Ok(unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
                }
                removed => Ok(removed?),
            }
        }

        /// What is in the folder, in no order.
        pub(in super::super) fn into_entries(self) -> io::Result<Vec<Entry>> {
            let mut entries = Vec::new();
            let mut unknown = Vec::new();
            let mut folder = Dir::new(self.0)?;
            for entry in &mut folder {
                let entry = entry?;
                let name = OsStr::from_bytes(entry.file_name().to_bytes());
                if name == "." || name == ".." {
                    continue;
                }
                if entry.file_type() == FileType::Unknown {
                    unknown.push(entries.len());
                }
                entries.push(Entry {
                    name: name.to_owned(),
                    id: Some(entry.ino()),
                    kind: kind_of(entry.file_type()),
                });
            }
            for index in unknown {
                let entry: &mut Entry = &mut entries[index];
                let found = statat(folder.fd()?, &entry.name, AtFlags::SYMLINK_NOFOLLOW)?;
                entry.kind = kind_of(FileType::from_raw_mode(found.st_mode));
            }
            Ok(entries)
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
            Ok(kind_of(FileType::from_raw_mode(found.st_mode)))
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

    fn kind_of(kind: FileType) -> Kind {
        match kind {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            FileType::Symlink => Kind::Link,
            _ => Kind::Special,
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
    use std::ffi::OsStr;
    use std::fs;

    use super::{Entry, File, Handle, Kind, Path, io};

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

        pub(in super::super) fn create_below(&self, _path: &str) -> Option<File> {
            None
        }

        pub(in super::super) fn folder_below(&self, _path: &str) -> Option<Handle> {
            None
        }

        pub(in super::super) fn link(&self, file: &Path, name: &str) -> io::Result<()> {
            fs::hard_link(file, self.0.join(name))
        }

        pub(in super::super) fn remove_folder(&self, name: &str) -> io::Result<()> {
            fs::remove_dir(self.0.join(name))
        }

        pub(in super::super) fn remove_all(&self, name: &OsStr) -> io::Result<()> {
            let place = self.0.join(name);
            if fs::symlink_metadata(&place)?.is_dir() {
                fs::remove_dir_all(&place)
            } else {
                fs::remove_file(&place)
            }
        }

        pub(in super::super) fn into_entries(self) -> io::Result<Vec<Entry>> {
            let entries = fs::read_dir(&self.0)?.map(|entry| {
                let entry = entry?;
                Ok(Entry {
                    name: entry.file_name(),
                    id: None,
                    kind: Kind::of(entry.file_type()?),
                })
            });
            entries.collect()
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
