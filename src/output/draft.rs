//! A site under construction in the spare tree.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::WriteError;
use super::exchange::{beside, exchange, recover, refuse_unless_exchangeable};
use super::manifest_file::{self, Manifest, is_ours};
use super::published::is_as_left;
use super::spare::{SpareTree, id_of};
use crate::disk::Stamp;

/// A site under construction. Nothing is published until [`Draft::publish`].
#[derive(Debug)]
pub struct Draft {
    output: PathBuf,
    spare: PathBuf,
    /// What stood in the spare tree.
    tree: SpareTree,
    /// Whether there is a published site.
    is_published: bool,
    /// Held while the draft lives; released by the system however the process ends.
    _lock: File,
}

/// A file of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its path in the tree, with `/` between folders.
    pub path: String,
    /// How large it is, and when it was written.
    pub stamp: Stamp,
    /// The BLAKE3 hash of its content.
    pub hash: [u8; 32],
    /// Whether it is the file that was published before.
    pub is_kept: bool,
}

impl Written {
    /// Stands for a file when a site is only checked.
    pub fn unwritten(path: &str) -> Written {
        Written {
            path: path.to_owned(),
            stamp: Stamp::default(),
            hash: [0; 32],
            is_kept: false,
        }
    }
}

impl Draft {
    /// Starts a draft for `output`, in a spare tree beside it.
    ///
    /// Refuses to start when `output` exists and is not a folder that an earlier build made, or
    /// when another build is at work there.
    pub fn start(output: &Path) -> Result<Draft, WriteError> {
        let output = std::path::absolute(output).map_err(|e| WriteError::file(output, &e))?;
        let spare = beside(&output, "spare")
            .ok_or_else(|| WriteError::NotAFolder(output.clone(), "the root of the file system"))?;
        refuse_unless_exchangeable(&output)?;
        refuse_foreign(&output)?;
        let parent = output.parent().expect("a path with a name has a parent");
        fs::create_dir_all(parent).map_err(|e| WriteError::file(parent, &e))?;
        let lock = lock(&output)?;
        // Nobody else moves folders from here on.
        recover(&output, &spare)?;
        refuse_foreign(&output)?;
        refuse_unless_exchangeable(&spare)?;
        refuse_foreign(&spare)?;
        fs::create_dir_all(&spare).map_err(|e| WriteError::file(&spare, &e))?;
        let draft = Draft {
            tree: SpareTree::read(&spare)?,
            is_published: output.is_dir(),
            output,
            spare,
            _lock: lock,
        };
        // The sign of ownership goes in before anything else: a build that is killed at any later
        // moment leaves a spare that the next build knows as its own.
        if !is_ours(&draft.spare) {
            draft.write_manifest(&Manifest::default())?;
        }
        Ok(draft)
    }

    /// Writes a file into the draft. Where the published site has it with the same content, it is
    /// that very file, with the time at which it was written.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<Written, WriteError> {
        let hash = *blake3::hash(content).as_bytes();
        let is_kept = self.is_published && self.publishes(path, content);
        let stamp = if is_kept {
            let file = self.output.join(path);
            let metadata = fs::symlink_metadata(&file).map_err(|e| WriteError::file(&file, &e))?;
            self.link(path, &metadata)?;
            Stamp::of(&metadata)
        } else {
            self.write_new(path, content)?
        };
        Ok(Written {
            path: path.to_owned(),
            stamp,
            hash,
            is_kept,
        })
    }

    /// Writes a file that is too large to be held whole, as [`Draft::write`] does.
    pub fn write_parts(
        &self,
        path: &str,
        parts: impl Iterator<Item = Vec<u8>>,
    ) -> Result<Written, WriteError> {
        let file = self.spare.join(path);
        let failed = |error: io::Error| WriteError::file(&file, &error);
        let mut created = self.create(path)?;
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&part);
            created.write_all(&part).map_err(failed)?;
        }
        let written = created.metadata().map_err(failed)?;
        drop(created);
        let mut known = Written {
            path: path.to_owned(),
            stamp: Stamp::of(&written),
            hash: *hasher.finalize().as_bytes(),
            is_kept: false,
        };
        let published = self.output.join(path);
        if self.is_published && is_real(&self.output, path) && same_content(&published, &file) {
            fs::remove_file(&file).map_err(failed)?;
            let metadata = fs::symlink_metadata(&published).map_err(failed)?;
            take_over(&published, &file).map_err(failed)?;
            known.stamp = Stamp::of(&metadata);
            known.is_kept = true;
        }
        Ok(known)
    }

    /// Writes a file that is no other: the published site may have the one that is there.
    fn write_new(&self, path: &str, content: &[u8]) -> Result<Stamp, WriteError> {
        let file = self.spare.join(path);
        let mut created = self.create(path)?;
        created
            .write_all(content)
            .and_then(|()| created.metadata())
            .map(|metadata| Stamp::of(&metadata))
            .map_err(|e| WriteError::file(&file, &e))
    }

    /// Opens a new file for writing, in place of whatever stands there.
    fn create(&self, path: &str) -> Result<File, WriteError> {
        let file = self.spare.join(path);
        let create = || File::create_new(&file);
        create().or_else(|_| {
            // A folder is not there yet, or something else is.
            self.make_room(path)?;
            remove_if_there(&file)?;
            create().map_err(|e| WriteError::file(&file, &e))
        })
    }

    /// The content of a file of the draft, written or taken over.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, WriteError> {
        let file = self.spare.join(path);
        fs::read(&file).map_err(|e| WriteError::file(&file, &e))
    }

    /// Takes over a file of the published site, if it is still as it was written, and tells its
    /// stamp; nothing when it is not.
    pub fn keep(&self, written: &Written) -> Result<Option<Stamp>, WriteError> {
        let file = self.output.join(&written.path);
        let Ok(metadata) = fs::symlink_metadata(&file) else {
            return Ok(None);
        };
        if !metadata.is_file() || metadata.len() != written.stamp.size {
            return Ok(None);
        }
        let stamp = Stamp::of(&metadata);
        // A site that was unpacked elsewhere has other times, and may be the same.
        let is_same = stamp == written.stamp
            || fs::read(&file)
                .is_ok_and(|content| *blake3::hash(&content).as_bytes() == written.hash);
        if is_same {
            self.link(&written.path, &metadata)?;
        }
        Ok(is_same.then_some(stamp))
    }

    /// Removes what an earlier site left in the spare tree, writes the manifest, and exchanges the
    /// spare with the published tree; unless nothing is changed, no file gone and none too much. `causes`
    /// tell what each page is made from, by its address.
    pub fn publish(
        self,
        files: &[&Written],
        causes: &BTreeMap<&str, String>,
        is_changed: bool,
    ) -> Result<(), WriteError> {
        if !is_changed && is_as_left(&self.output, files.iter().copied()) {
            return Ok(());
        }
        let entries = files.iter();
        let entries = entries.map(|file| (file.path.as_str(), file.stamp.size, file.hash));
        let manifest = Manifest::new(entries, causes);
        let mut kept: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        // Without it a build that is killed here would leave a spare that no later build knows.
        kept.push(manifest_file::NAME);
        self.tree.remove_others(&self.spare, &kept)?;
        self.write_manifest(&manifest)?;
        exchange(&self.spare, &self.output)
    }

    /// Makes a file of the published site one of the draft.
    fn link(&self, path: &str, published: &fs::Metadata) -> Result<(), WriteError> {
        if self.tree.has(path, id_of(published)) {
            return Ok(());
        }
        let (spare, published) = (self.spare.join(path), self.output.join(path));
        if fs::hard_link(&published, &spare).is_ok() {
            return Ok(());
        }
        self.make_room(path)?;
        remove_if_there(&spare)?;
        take_over(&published, &spare).map_err(|e| WriteError::file(&spare, &e))
    }

    /// Writes the manifest in one step, so that it is never half there.
    fn write_manifest(&self, manifest: &Manifest<'_>) -> Result<(), WriteError> {
        let file = self.spare.join(manifest_file::NAME);
        let unfinished = self.spare.join(manifest_file::UNFINISHED_NAME);
        let write = || {
            let mut writer = BufWriter::new(File::create(&unfinished)?);
            manifest.write(&mut writer)?;
            writer.flush()?;
            fs::rename(&unfinished, &file)
        };
        write().map_err(|e| WriteError::file(&file, &e))
    }

    /// Whether the published site has exactly this file, and no link stands on the way to it.
    fn publishes(&self, path: &str, content: &[u8]) -> bool {
        if !is_real(&self.output, path) {
            return false;
        }
        let Ok(mut opened) = File::open(self.output.join(path)) else {
            return false;
        };
        let length = content.len() as u64;
        if !opened
            .metadata()
            .is_ok_and(|m| m.is_file() && m.len() == length)
        {
            return false;
        }
        let mut present = Vec::with_capacity(content.len());
        opened.read_to_end(&mut present).is_ok() && present == content
    }

    /// Makes the folders of a path, and removes whatever of an earlier site stands where now
    /// another kind is needed. Links are removed and never followed.
    fn make_room(&self, path: &str) -> Result<(), WriteError> {
        let file = self.spare.join(path);
        let failed = |place: &Path, error: &io::Error| WriteError::file(place, error);
        match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_dir() => {
                fs::remove_dir_all(&file).map_err(|e| failed(&file, &e))?;
            }
            Ok(metadata) if !metadata.is_file() => {
                fs::remove_file(&file).map_err(|e| failed(&file, &e))?;
            }
            Ok(_) | Err(_) => {}
        }
        let mut folder = self.spare.clone();
        let parents = path.rsplit_once('/').map_or("", |(parents, _)| parents);
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            folder.push(part);
            match fs::create_dir(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let is_folder = fs::symlink_metadata(&folder).is_ok_and(|m| m.is_dir());
                    if !is_folder {
                        fs::remove_file(&folder)
                            .and_then(|()| fs::create_dir(&folder))
                            .map_err(|e| failed(&folder, &e))?;
                    }
                }
                Err(error) => return Err(failed(&folder, &error)),
            }
        }
        Ok(())
    }
}

/// Whether no link stands on the way to a file below a folder.
fn is_real(folder: &Path, path: &str) -> bool {
    let mut place = folder.to_owned();
    path.split('/').all(|part| {
        place.push(part);
        fs::symlink_metadata(&place).is_ok_and(|metadata| !metadata.is_symlink())
    })
}

/// How much of two files is compared at once.
const COMPARED: usize = 1 << 18;

/// Whether two files hold the same, without holding either whole.
fn same_content(one: &Path, other: &Path) -> bool {
    let open = |path: &Path| {
        let file = File::open(path).ok()?;
        let metadata = file.metadata().ok()?;
        metadata
            .is_file()
            .then(|| (metadata.len(), BufReader::with_capacity(COMPARED, file)))
    };
    let (Some((length, mut one)), Some((other_length, mut other))) = (open(one), open(other))
    else {
        return false;
    };
    if length != other_length {
        return false;
    }
    loop {
        let (Ok(a), Ok(b)) = (one.fill_buf(), other.fill_buf()) else {
            return false;
        };
        let length = a.len().min(b.len());
        if a[..length] != b[..length] {
            return false;
        }
        if length == 0 {
            return a.is_empty() && b.is_empty();
        }
        one.consume(length);
        other.consume(length);
    }
}

/// Makes a file the same as another one, at a place where nothing is.
fn take_over(published: &Path, place: &Path) -> io::Result<()> {
    fs::hard_link(published, place).or_else(|_| copy_with_time(published, place))
}

/// A copy with the time of the original, on file systems without hard links.
fn copy_with_time(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(modified)
}

fn remove_if_there(file: &Path) -> Result<(), WriteError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(WriteError::file(file, &error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A folder may be replaced when it is absent, holds a manifest of ours, or holds nothing but one that
/// was not written to its end, because the disk was full or the build was killed.
fn refuse_foreign(folder: &Path) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError::file(folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    if is_ours(folder) {
        return Ok(());
    }
    for entry in entries {
        if entry.map_err(failed)?.file_name() != manifest_file::UNFINISHED_NAME {
            return Err(WriteError::NotOurs(folder.to_owned()));
        }
    }
    Ok(())
}

fn lock(output: &Path) -> Result<File, WriteError> {
    let path = beside(output, "lock").expect("the spare tree has such a name too");
    let file = File::create(&path).map_err(|e| WriteError::file(&path, &e))?;
    match file.try_lock() {
        // Some network file systems have no locks; two builds at once are then not noticed.
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(WriteError::Busy(output.to_owned())),
    }
}
