//! Where a build leaves what the next one may use: a file below `.yearbook/` in the site's folder.

use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use crate::disk::{Folder, Stamp};

/// The folder of what is kept between builds.
const FOLDER: &str = ".yearbook";

/// The file that keeps the folder out of version control.
const IGNORE: &str = ".gitignore";

/// The file of what is kept for one output folder.
#[derive(Clone, Debug)]
pub struct StateFile {
    root: PathBuf,
    /// The name of the file without its ending.
    name: String,
}

impl StateFile {
    /// The file for a site and the folder in which it is published. It has the same name on another
    /// machine when the output lies below the site.
    ///
    /// Fails when the folder is there and is none, or a link: a repository may bring one that leads to
    /// files of the builder.
    pub fn of(root: &Path, output: &Path) -> Result<StateFile, WriteError> {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (root, output) = (absolute(root), absolute(output));
        let named = output.strip_prefix(&root).unwrap_or(&output);
        let hash = blake3::hash(named.to_string_lossy().as_bytes()).to_hex();
        let state = StateFile {
            root,
            name: hash[..16].to_owned(),
        };
        if let Some(folder) = state.folder()? {
            let unfinished = format!(".{}.new", state.file("cache"));
            for name in [
                IGNORE.to_owned(),
                state.file("cache"),
                state.file("now"),
                unfinished,
            ] {
                let found = folder.has_file(&name);
                found.map_err(|e| WriteError::file(&folder.path().join(&name), &e))?;
            }
        }
        Ok(state)
    }

    fn file(&self, ending: &str) -> String {
        format!("{}.{ending}", self.name)
    }

    /// The folder, if there is one.
    fn folder(&self) -> Result<Option<Folder>, WriteError> {
        // What is wrong with the root itself, its reader says.
        let Ok(root) = Folder::open(&self.root) else {
            return Ok(None);
        };
        match root.folder(FOLDER) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(WriteError::file(&self.root.join(FOLDER), &error)),
        }
    }

    /// The time by the clock of the file system, in nanoseconds since 1970; nothing where nothing
    /// was ever left, or nothing can be written.
    pub fn now(&self) -> Option<u64> {
        let folder = self.folder().ok()??;
        let name = self.file("now");
        let metadata = folder.create(&name).ok()?.metadata().ok()?;
        folder.remove(&name).ok()?;
        Some(Stamp::of(&metadata).modified)
    }

    /// What was left; nothing where nothing can be read.
    ///
    /// What came with a repository or an archive, its author wrote: it could put any page in the place of
    /// one that is built. So what was left in a folder that is not known to be the program's own is
    /// nothing either, unless the user `vouches` for it.
    pub fn read(&self, vouches: bool) -> Option<Vec<u8>> {
        let folder = self.folder().ok()??;
        let mut left = folder.content(&self.file("cache")).ok()?;
        let seal = left.split_off(left.len().checked_sub(SEAL)?);
        (vouches || seal == seal_of(&folder).ok()?).then_some(left)
    }

    /// Leaves something, in one step, so that it is never half there. By then the clock of the file system
    /// shows more than `after`: a file that was changed at that time or before is not changed again within
    /// the same tick of the clock, which nobody would notice.
    pub fn write(&self, pieces: &[Vec<u8>], after: u64) -> io::Result<()> {
        let folder = Folder::open(&self.root)?.make_folder(FOLDER)?;
        folder.wait_until_after(after, &self.file("now"))?;
        if !folder.has_file(IGNORE)? {
            let mut ignore = folder.create(IGNORE)?;
            io::Write::write_all(&mut ignore, b"*\n")?;
        }
        let seal = seal_of(&folder)?;
        let pieces: Vec<&[u8]> = pieces
            .iter()
            .map(Vec::as_slice)
            .chain([&seal[..]])
            .collect();
        folder.replace(&self.file("cache"))?.finish(&pieces)
    }
}

/// How many bytes at the end of what is left say in which folder it was left.
const SEAL: usize = 32;

/// What a folder is known by: the inode of a file in it and the time of its last change, which nobody can
/// set. A copy of the folder has others. Outside Unix it is the time at which the file was created.
fn seal_of(folder: &Folder) -> io::Result<[u8; SEAL]> {
    let metadata = folder.read(IGNORE)?.metadata()?;
    let Stamp { changed, inode, .. } = Stamp::of(&metadata);
    let created = metadata.created().ok().filter(|_| changed == 0);
    Ok(blake3::hash(format!("{changed} {inode} {created:?}").as_bytes()).into())
}
