//! A site under construction in the spare tree.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::copy::{is_real, remove_if_there, same_content, take_over};
use super::error::WriteError;
use super::exchange::{beside, exchange, recover, refuse_unless_exchangeable};
use super::manifest_file::{self, Manifest, is_ours};
use super::place::{lock, refuse_foreign};
use super::published::is_as_left;
use super::spare::{SpareTree, id_of};
use crate::disk::{Folder, Stamp, open_regular, read_regular};

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
    /// How large it is, and what else it is known by.
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
    /// Starts a draft of the site in `root` for `output`, in a spare tree beside it.
    ///
    /// Refuses to start when `output` exists and is not a folder that an earlier build made, when a link
    /// below `root` leads to it, or when another build is at work there.
    pub fn start(root: &Path, output: &Path) -> Result<Draft, WriteError> {
        let named = output;
        let output = std::path::absolute(output).map_err(|e| WriteError::file(output, &e))?;
        let spare = beside(&output, "spare")
            .ok_or_else(|| WriteError::NotAFolder(output.clone(), "the root of the file system"))?;
        refuse_unless_exchangeable(&output)?;
        refuse_foreign(&output)?;
        let parent = Folder::make_holding(named, root);
        let parent = parent.map_err(|e| WriteError::file(&output, &e))?;
        let lock = lock(&parent, &output)?;
        // Nobody else moves folders from here on.
        recover(&output, &spare)?;
        refuse_foreign(&output)?;
        refuse_unless_exchangeable(&spare)?;
        refuse_foreign(&spare)?;
        let name = spare.file_name().and_then(|name| name.to_str());
        let made = parent.make_folder(name.expect("it was made of text"));
        made.map_err(|e| WriteError::file(&spare, &e))?;
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
            draft.write_manifest(&Manifest::default().bytes())?;
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
            self.link(path, &metadata)?
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
            take_over(&published, &file).map_err(failed)?;
            let metadata = fs::symlink_metadata(&file).map_err(failed)?;
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
        read_regular(&file).map_err(|e| WriteError::file(&file, &e))
    }

    /// Takes over a file of the published site, if it is still as it was written, and returns the stamp
    /// that it has from now on; nothing when it is not.
    ///
    /// A file with the stamp that it was left with is not read. One with another stamp, such as that of a
    /// site that was unpacked elsewhere, is read and known by its hash.
    pub fn keep(&self, written: &Written) -> Result<Option<Stamp>, WriteError> {
        // What is remembered of the last build may come from somebody else.
        if !is_below(&written.path) {
            return Ok(None);
        }
        let file = self.output.join(&written.path);
        let Ok(metadata) = fs::symlink_metadata(&file) else {
            return Ok(None);
        };
        if !metadata.is_file() || metadata.len() != written.stamp.size {
            return Ok(None);
        }
        let stamp = Stamp::of(&metadata);
        let is_proven = stamp.is_proof() && stamp == written.stamp;
        let has_hash = || {
            let content = read_regular(&file);
            content.is_ok_and(|content| *blake3::hash(&content).as_bytes() == written.hash)
        };
        if is_proven || (is_real(&self.output, &written.path) && has_hash()) {
            return self.link(&written.path, &metadata).map(Some);
        }
        Ok(None)
    }

    /// Removes what an earlier site left in the spare tree, writes the manifest, and exchanges the
    /// spare with the published tree; unless nothing is changed, no file gone and none too much. `causes`
    /// tell what each page is made from, by its address.
    ///
    /// Returns the stamp of the manifest.
    pub fn publish(
        self,
        files: &[&Written],
        causes: &BTreeMap<&str, String>,
        is_changed: bool,
    ) -> Result<Stamp, WriteError> {
        let entries = files.iter();
        let entries = entries.map(|file| (file.path.as_str(), file.stamp.size, file.hash));
        let manifest = Manifest::new(entries, causes).bytes();
        if !is_changed && is_as_left(&self.output, files.iter().copied()) {
            let published = self.output.join(manifest_file::NAME);
            if read_regular(&published).is_ok_and(|present| present == manifest) {
                return stamp_of(&published);
            }
        }
        let mut kept: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        // Without it a build that is killed here would leave a spare that no later build knows.
        kept.push(manifest_file::NAME);
        self.tree.remove_others(&self.spare, &kept)?;
        self.write_manifest(&manifest)?;
        exchange(&self.spare, &self.output)?;
        stamp_of(&self.output.join(manifest_file::NAME))
    }

    /// Makes a file of the published site one of the draft, and returns the stamp that it has then: a
    /// second name changes the time of its last change.
    fn link(&self, path: &str, published: &fs::Metadata) -> Result<Stamp, WriteError> {
        if self.tree.has(path, id_of(published)) {
            return Ok(Stamp::of(published));
        }
        let (spare, published) = (self.spare.join(path), self.output.join(path));
        if fs::hard_link(&published, &spare).is_err() {
            self.make_room(path)?;
            remove_if_there(&spare)?;
            take_over(&published, &spare).map_err(|e| WriteError::file(&spare, &e))?;
        }
        stamp_of(&spare)
    }

    /// Writes the manifest in one step, so that it is never half there.
    fn write_manifest(&self, manifest: &[u8]) -> Result<(), WriteError> {
        let file = self.spare.join(manifest_file::NAME);
        let write = || {
            let folder = Folder::open(&self.spare)?;
            folder.replace(manifest_file::NAME)?.finish(&[manifest])
        };
        write().map_err(|e| WriteError::file(&file, &e))
    }

    /// Whether the published site has exactly this file, and there is no link on the way to it.
    fn publishes(&self, path: &str, content: &[u8]) -> bool {
        if !is_real(&self.output, path) {
            return false;
        }
        let Ok(mut opened) = open_regular(&self.output.join(path)) else {
            return false;
        };
        let length = content.len() as u64;
        if !opened.metadata().is_ok_and(|m| m.len() == length) {
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

/// Whether a path leads to a file below the folder that it is joined to.
fn is_below(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']))
}

fn stamp_of(file: &Path) -> Result<Stamp, WriteError> {
    let metadata = fs::symlink_metadata(file).map_err(|e| WriteError::file(file, &e))?;
    Ok(Stamp::of(&metadata))
}
