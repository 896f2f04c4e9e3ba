//! A site under construction in the spare tree.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::copy::{is_real, same_content};
use super::error::WriteError;
use super::exchange::{beside, exchange, recover, refuse_unless_exchangeable};
use super::manifest_file::{self, Manifest, is_ours};
use super::place::{lock, refuse_foreign};
use super::published::is_as_left;
use super::spare::{SpareTree, id_of};
use crate::disk::{Folder, Stamp, open_regular, read_regular, split};

/// A site under construction. Nothing is published until [`Draft::publish`].
#[derive(Debug)]
pub struct Draft {
    output: PathBuf,
    spare: PathBuf,
    /// The spare tree. It is written by way of this folder: a link that takes the place of a folder in it
    /// leads nowhere.
    folder: Folder,
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
        let folder = made.map_err(|e| WriteError::file(&spare, &e))?;
        let draft = Draft {
            tree: SpareTree::read(&folder)?,
            folder,
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
        let published = self.published(path, content);
        let stamp = match &published {
            Some(published) => self.link(path, published)?,
            None => self.write_new(path, content)?,
        };
        Ok(Written {
            path: path.to_owned(),
            stamp,
            hash,
            is_kept: published.is_some(),
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
        if self.is_published
            && is_real(&self.output, path)
            && let Ok(published) = open_regular(&self.output.join(path))
        {
            let metadata = published.metadata().map_err(failed)?;
            if same_content(published, self.folder.read(path).map_err(failed)?) {
                known.stamp = self.link_anew(path, &metadata)?;
                known.is_kept = true;
            }
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
        self.folder.create_below(path).or_else(|_| {
            // A folder is not there yet, or something else is.
            let room = self.folder.make_room(path);
            let created = room.and_then(|folder| folder.create(split(path).1));
            created.map_err(|e| WriteError::file(&self.spare.join(path), &e))
        })
    }

    /// The content of a file of the draft, written or taken over.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, WriteError> {
        let content = self.folder.content(path);
        content.map_err(|e| WriteError::file(&self.spare.join(path), &e))
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
        self.tree.remove_others(&self.folder, &kept)?;
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
        let (above, name) = split(path);
        let file = self.output.join(path);
        let linked = self.folder.at(above);
        let linked = linked.and_then(|folder| folder.link(&file, name));
        if linked.is_ok() {
            self.stamp_of_linked(path, published)
        } else {
            self.link_anew(path, published)
        }
    }

    /// Makes a file of the published site one of the draft, in place of what is there. Where the file
    /// system has no second names, it is copied.
    fn link_anew(&self, path: &str, published: &fs::Metadata) -> Result<Stamp, WriteError> {
        let failed = |error: io::Error| WriteError::file(&self.spare.join(path), &error);
        let file = self.output.join(path);
        let name = split(path).1;
        let folder = self.folder.make_room(path).map_err(failed)?;
        if folder.link(&file, name).is_ok() {
            return self.stamp_of_linked(path, published);
        }
        folder.copy(&file, name).map_err(failed)?;
        stamp_of(&self.spare.join(path))
    }

    /// The stamp of a file that was linked. It has to be the published one: another program may have
    /// put something else in its place meanwhile.
    fn stamp_of_linked(&self, path: &str, published: &fs::Metadata) -> Result<Stamp, WriteError> {
        let file = self.spare.join(path);
        let found = fs::symlink_metadata(&file).map_err(|e| WriteError::file(&file, &e))?;
        if found.is_file() && id_of(&found) == id_of(published) {
            return Ok(Stamp::of(&found));
        }
        let (above, name) = split(path);
        let _is_gone = self.folder.at(above).and_then(|folder| folder.remove(name));
        let error = "another program changed it meanwhile; build the site again";
        Err(WriteError::file(&file, &io::Error::other(error)))
    }

    /// Writes the manifest in one step, so that it is never half there.
    fn write_manifest(&self, manifest: &[u8]) -> Result<(), WriteError> {
        let file = self.spare.join(manifest_file::NAME);
        let write = || {
            let folder = self.folder.at("")?;
            folder.replace(manifest_file::NAME)?.finish(&[manifest])
        };
        write().map_err(|e| WriteError::file(&file, &e))
    }

    /// The file of the published site with exactly this content; nothing if there is none, or a link is on
    /// the way to it.
    fn published(&self, path: &str, content: &[u8]) -> Option<fs::Metadata> {
        if !self.is_published || !is_real(&self.output, path) {
            return None;
        }
        let mut opened = open_regular(&self.output.join(path)).ok()?;
        let metadata = opened.metadata().ok()?;
        if metadata.len() != content.len() as u64 {
            return None;
        }
        let mut present = Vec::with_capacity(content.len());
        opened.read_to_end(&mut present).ok()?;
        (present == content).then_some(metadata)
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// Puts a link that leads out in place of a folder of the spare tree, as another program may do while
    /// a site is built.
    fn swap(draft: &Draft, folder: &str, outside: &Path) {
        let place = draft.spare.join(folder);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&place).expect("removed"),
            Ok(_) => fs::remove_file(&place).expect("removed"),
            Err(_) => {}
        }
        symlink(outside, place).expect("a link");
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_link_that_takes_the_place_of_a_folder_meanwhile_leads_nowhere() {
        let root = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        fs::create_dir(outside.path().join("deep")).expect("a folder");
        fs::write(outside.path().join("old.html"), "mine").expect("written");
        fs::write(outside.path().join("deep/old.html"), "mine").expect("written");
        let output = root.path().join("public");
        let paths = ["a/old.html", "a/deep/old.html", "b/same.html", "c/x.html"];
        // Twice, so that the spare tree holds the files too.
        for run in ["1", "2"] {
            let draft = Draft::start(root.path(), &output).expect("a draft");
            let write = |path: &&str| draft.write(path, run.as_bytes()).expect("written");
            let written: Vec<Written> = paths.iter().map(write).collect();
            let written: Vec<&Written> = written.iter().collect();
            draft
                .publish(&written, &BTreeMap::new(), true)
                .expect("published");
        }
        let draft = Draft::start(root.path(), &output).expect("a draft");
        let mut written = Vec::new();
        for path in ["a/new.html", "a/deep/new.html", "a/deep/er/new.html"] {
            swap(&draft, "a", outside.path());
            written.push(draft.write(path, b"3").expect("written"));
        }
        swap(&draft, "a", outside.path());
        let parts = [b"4".to_vec()].into_iter();
        written.push(draft.write_parts("a/large.html", parts).expect("written"));
        // What is linked, of the same content as before.
        swap(&draft, "b", outside.path());
        written.push(draft.write("b/same.html", b"2").expect("written"));
        assert!(written.last().is_some_and(|last| last.is_kept));
        swap(&draft, "b", outside.path());
        let kept = draft.keep(&written[4]).expect("kept");
        assert!(kept.is_some());
        // A file where a folder was stays.
        written.push(draft.write("c", b"5").expect("written"));
        // What is no longer needed is removed from the spare tree alone.
        swap(&draft, "a", outside.path());
        let same = [&written[4], &written[5]];
        draft
            .publish(&same, &BTreeMap::new(), true)
            .expect("published");
        assert_eq!(names(outside.path()), ["deep", "old.html"]);
        assert_eq!(names(&outside.path().join("deep")), ["old.html"]);
        assert_eq!(names(&output), [".yearbook.json", "b", "c"]);
        assert_eq!(names(&output.join("b")), ["same.html"]);
    }
}
