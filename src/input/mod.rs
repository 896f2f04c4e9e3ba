//! The only reader of disk: everything that a build reads, in one value.
//!
//! Texts that the program interprets are read at once; other files (images, fonts, archives) are
//! only listed, and copied when they are published. What a file means is decided elsewhere.

mod embedded;
mod error;
mod list;
mod names;
mod read;
pub mod value;

pub use embedded::default_theme_text;
pub use error::ReadError;
pub use list::is_git_like;
pub use read::{
    content_hash, is_package, is_read, read, read_bytes_alone, read_data, read_file_alone, stamps,
};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Source;
use crate::disk::{Folder, Stamp};

/// The file that describes the data of a folder of data alone.
const PACKAGE_FILE: &str = "datapackage.json";

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub enum RawFile {
    /// A file of the site.
    Disk(DiskFile),
    /// A file that is inside the program.
    Embedded(&'static [u8]),
}

/// A file of the site that is read when it is needed. A link that has taken its place by then is an error.
#[derive(Clone, Debug)]
pub struct DiskFile {
    root: Arc<Folder>,
    /// Where it is below the root, without any link.
    path: String,
}

impl DiskFile {
    fn new(root: &Arc<Folder>, path: String) -> DiskFile {
        DiskFile {
            root: Arc::clone(root),
            path,
        }
    }
}

impl RawFile {
    /// The file's content.
    pub fn bytes(&self) -> std::io::Result<Vec<u8>> {
        match self {
            RawFile::Disk(file) => file.root.content(&file.path),
            RawFile::Embedded(content) => Ok(content.to_vec()),
        }
    }
}

/// Every file on disk by its path, with the stamp that it had before it was read and the hash of
/// what was read; a file that is only listed has none.
pub type InputHashes = BTreeMap<String, (Stamp, Option<[u8; 32]>)>;

/// The files of a site, by their path relative to the root with `/` between folders.
#[derive(Debug)]
pub struct Inputs {
    root: PathBuf,
    texts: BTreeMap<String, Source>,
    others: BTreeMap<String, RawFile>,
    stamps: BTreeMap<String, Stamp>,
}

impl Inputs {
    /// Makes inputs of files that were read.
    pub(crate) fn new(
        root: PathBuf,
        texts: BTreeMap<String, Source>,
        others: BTreeMap<String, RawFile>,
    ) -> Inputs {
        Inputs {
            root,
            texts,
            others,
            stamps: BTreeMap::new(),
        }
    }

    /// The same files, with the stamps that they had before they were read.
    fn with_stamps(self, stamps: BTreeMap<String, Stamp>) -> Inputs {
        Inputs { stamps, ..self }
    }

    /// The stamp of every file on disk before it was read, and the hash of what was read; a file
    /// that is only listed has none.
    pub fn hashes(&self) -> InputHashes {
        let hash = |path: &str| {
            let source = self.texts.get(path)?;
            Some(*blake3::hash(source.bytes()).as_bytes())
        };
        let files: Vec<(&String, &Stamp)> = self.stamps.iter().collect();
        files
            .into_par_iter()
            .map(|(path, stamp)| (path.clone(), (*stamp, hash(path))))
            .collect()
    }

    /// The site's root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether these are the files of a folder of data alone.
    pub fn is_package(&self) -> bool {
        self.texts.contains_key(PACKAGE_FILE)
    }

    /// The text file at a path.
    pub fn text(&self, path: &str) -> Option<&Source> {
        self.texts.get(path)
    }

    /// All text files below a folder (given with its closing `/`), in order of paths.
    pub fn texts_below(&self, folder: &str) -> impl Iterator<Item = (&str, &Source)> {
        self.texts
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, source)| (path.as_str(), source))
    }

    /// All files below a folder that are not interpreted, in order of paths.
    pub fn others_below(&self, folder: &str) -> impl Iterator<Item = (&str, &RawFile)> {
        self.others
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, file)| (path.as_str(), file))
    }

    /// The uninterpreted file at a path.
    pub fn other(&self, path: &str) -> Option<&RawFile> {
        self.others.get(path)
    }

    /// Whether there is a file at a path, of either kind.
    pub fn contains(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.others.contains_key(path)
    }
}
