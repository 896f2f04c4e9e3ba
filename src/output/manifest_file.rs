//! The manifest of a published tree: every file with its size and hash, in order of paths.
//!
//! It travels inside the tree, so that it is exchanged with it, and is the sign by which a later
//! build knows the tree as one of its own.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize, Serializer};

use crate::disk::{open_regular, read_regular};
use crate::markup::is_unseen;

/// The manifest's own place in the tree. It starts with a dot: web servers do not list it.
pub(super) const NAME: &str = ".yearbook.json";

/// Where a manifest is written before it takes its place.
pub(super) const UNFINISHED_NAME: &str = ".yearbook.json.new";

/// Whether a folder holds a manifest that this program wrote. Its beginning is enough to know it
/// by: a large site has a large manifest.
pub(super) fn is_ours(folder: &Path) -> bool {
    let empty = Manifest::default().bytes();
    let files = memchr::memmem::find(&empty, b"{}");
    let beginning = &empty[..=files.expect("an empty list is written so")];
    let mut found = vec![0; beginning.len()];
    let read = open_regular(&folder.join(NAME)).and_then(|mut file| file.read_exact(&mut found));
    read.is_ok() && found == beginning
}

/// All files of a published tree but the manifest itself.
#[derive(Debug, Serialize)]
pub(super) struct Manifest<'f> {
    /// The version of this format.
    format: u32,
    /// Size and hash of each file by its path, with `/` between folders, in order of paths.
    #[serde(serialize_with = "as_map")]
    files: Vec<(&'f str, ManifestEntry)>,
    /// What each page is made from, by its address: hashes of its text, its data and its theme.
    pages: BTreeMap<&'f str, String>,
}

/// One file of a published tree.
#[derive(Debug, Serialize)]
pub(super) struct ManifestEntry {
    /// Size in bytes.
    size: u64,
    /// BLAKE3 hash of the content in hexadecimal digits.
    #[serde(serialize_with = "as_digits")]
    blake3: blake3::Hash,
}

/// The only version of the format so far.
const FORMAT: u32 = 1;

impl Default for Manifest<'_> {
    fn default() -> Self {
        Manifest::new([].into_iter(), &BTreeMap::new())
    }
}

impl<'f> Manifest<'f> {
    /// The manifest of files, each with its path, its size and the hash of its content, and of pages.
    pub(super) fn new(
        files: impl Iterator<Item = (&'f str, u64, [u8; 32])>,
        pages: &BTreeMap<&'f str, String>,
    ) -> Manifest<'f> {
        let entry = |(path, size, hash)| {
            let blake3 = blake3::Hash::from_bytes(hash);
            (path, ManifestEntry { size, blake3 })
        };
        let mut files: Vec<(&str, ManifestEntry)> = files.map(entry).collect();
        files.sort_unstable_by_key(|(path, _)| *path);
        Manifest {
            format: FORMAT,
            files,
            pages: pages.clone(),
        }
    }

    /// The content of the file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let written = serde_json::to_vec_pretty(self);
        let mut bytes = written.expect("texts and numbers are always written");
        bytes.push(b'\n');
        bytes
    }
}

fn as_map<S: Serializer>(
    files: &[(&str, ManifestEntry)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(files.iter().map(|(path, entry)| (path, entry)))
}

fn as_digits<S: Serializer>(hash: &blake3::Hash, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hash.to_hex())
}

/// What a published manifest tells, as far as it is needed again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Listed {
    /// Size and hash of each file by its path.
    pub(super) files: BTreeMap<String, ListedFile>,
    /// What each page is made from, by its address.
    pub(super) pages: BTreeMap<String, String>,
}

/// A file that a manifest lists.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct ListedFile {
    /// Size in bytes.
    pub(super) size: u64,
    /// BLAKE3 hash of the content in hexadecimal digits.
    pub(super) blake3: String,
}

impl Listed {
    /// What the manifest in a folder lists; nothing when there is none of this program.
    pub(super) fn of(folder: &Path) -> Option<Listed> {
        if !is_ours(folder) {
            return None;
        }
        let content = read_regular(&folder.join(NAME)).ok()?;
        let listed: Listed = serde_json::from_slice(&content).ok()?;
        listed
            .files
            .keys()
            .all(|path| is_below(path))
            .then_some(listed)
    }
}

/// Whether a path leads to a file below a folder and can be printed. A list may come with a repository, and
/// hosts remove the files that are no longer in it.
fn is_below(path: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(is_name) && !path.contains(is_unseen)
}
