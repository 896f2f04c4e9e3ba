//! The manifest of a published tree: every file with its size and hash, in order of paths.
//!
//! It travels inside the tree, so that it is exchanged with it, and is the sign by which a later
//! build knows the tree as one of its own.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Serialize;

/// The manifest's own place in the tree. It starts with a dot: web servers do not list it.
pub(super) const NAME: &str = ".yearbook.json";

/// Where a manifest is written before it takes its place.
pub(super) const UNFINISHED_NAME: &str = ".yearbook.json.new";

/// Whether a folder holds a manifest that this program wrote. Its beginning is enough to know it
/// by: a large site has a large manifest.
pub(super) fn is_ours(folder: &Path) -> bool {
    let empty = Manifest::new(BTreeMap::new()).to_json();
    let beginning = empty.strip_suffix(b"}\n}\n").unwrap_or(&empty);
    let mut found = vec![0; beginning.len()];
    let read = File::open(folder.join(NAME)).and_then(|mut file| file.read_exact(&mut found));
    read.is_ok() && found == beginning
}

/// All files of a published tree but the manifest itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Manifest {
    /// The version of this format.
    format: u32,
    /// Size and hash of each file by its path, with `/` between folders.
    pub(super) files: BTreeMap<String, ManifestEntry>,
}

/// One file of a published tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct ManifestEntry {
    /// Size in bytes.
    pub(super) size: u64,
    /// BLAKE3 hash of the content in hexadecimal digits.
    pub(super) blake3: String,
}

/// The only version of the format so far.
const FORMAT: u32 = 1;

impl Manifest {
    pub(super) fn new(files: BTreeMap<String, ManifestEntry>) -> Manifest {
        Manifest {
            format: FORMAT,
            files,
        }
    }

    /// The file's bytes.
    pub(super) fn to_json(&self) -> Vec<u8> {
        let mut json =
            serde_json::to_vec_pretty(self).expect("a map of texts and numbers is always JSON");
        json.push(b'\n');
        json
    }
}
