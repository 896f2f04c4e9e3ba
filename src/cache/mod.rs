//! What is kept from one build to the next: which pages there were, what they depended on, and what
//! was found out about them.
//!
//! A cache only saves time. Whatever is wrong with it (damaged, of another program, of another
//! site) makes the next build slower and never different.

mod basis;
mod cache_file;
mod causes;
mod fingerprint;
mod reason;

pub use basis::{Basis, DatasetBasis, PageBasis};
pub use cache_file::CacheBytes;
pub use causes::Causes;
pub use fingerprint::{Part, PartName, hash, parts};
pub use reason::{Reason, changed_parts};

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::audit::PageSummary;
use crate::data::PublishedFile;
use crate::diag::Diagnostic;
use crate::disk::Stamp;
use crate::output::Written;
use crate::render::PageEntry;

/// What a build leaves to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cache {
    /// The pages by address.
    pub pages: BTreeMap<String, Arc<KeptPage>>,
    /// What is published besides pages, by path.
    pub files: BTreeMap<String, KeptFile>,
    /// The whole build, if it can be recognised.
    pub run: Option<KeptRun>,
    /// The stamp of the list of published files.
    pub list: Stamp,
}

/// A page of the last build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPage {
    /// What it depended on.
    pub parts: Vec<Part>,
    /// What it was made from, if nothing was wrong with it: problems are told by gathering it again.
    pub basis: Option<PageBasis>,
    /// What can change it.
    pub causes: Causes,
    /// The files that belong to it, the page first.
    pub files: Vec<Written>,
    /// What audits need of it and of the pages that belong to it.
    pub summaries: Vec<PageSummary>,
    /// What files about the whole site tell of it.
    pub entry: PageEntry,
    /// Why it was rendered when it last was.
    pub reason: Reason,
    /// Whether the last build kept it.
    pub is_kept: bool,
}

/// A file of the last build that is no page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// The hash of what it was made from.
    pub hash: [u8; 16],
    /// The file.
    pub file: Written,
    /// What the published descriptor says of it.
    pub description: Option<PublishedFile>,
}

impl KeptFile {
    /// A file that is made again by every build, which is quicker than to know whether it must be.
    pub fn new(file: Written) -> KeptFile {
        KeptFile {
            hash: [0; 16],
            file,
            description: None,
        }
    }
}

/// A build, by what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRun {
    /// The hash of how the program was asked.
    pub options: [u8; 16],
    /// Every file that was read, with its stamp and the hash of its content.
    pub inputs: BTreeMap<String, (Stamp, Option<[u8; 32]>)>,
    /// The time on the file system's clock when the build began: what was written later may have
    /// been read half.
    pub began: u64,
    /// Every problem that was told.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages and files were made.
    pub made: (usize, usize),
}

impl Cache {
    /// Reads a cache that this program wrote; an empty one when it cannot be used.
    pub fn from_bytes(bytes: &[u8], program: &str) -> Cache {
        cache_file::read(bytes, program).unwrap_or_default()
    }

    /// The bytes of the cache, but for the stamp of the list of published files, which is known last.
    pub fn to_bytes(&self, program: &str) -> CacheBytes {
        CacheBytes::of(self, program)
    }

    /// The page at an address, if it would be made from the same.
    pub fn page_of(&self, address: &str, basis: &Basis) -> Option<&Arc<KeptPage>> {
        let page = self.pages.get(address)?;
        let is_same = page.basis.as_ref().is_some_and(|page| basis.is_of(page));
        is_same.then_some(page)
    }

    /// The page at an address, if it depended on the same.
    pub fn page(&self, address: &str, parts: &[Part]) -> Option<&Arc<KeptPage>> {
        self.pages.get(address).filter(|page| page.parts == parts)
    }

    /// Why the page at an address cannot be kept.
    pub fn reason(&self, address: &str, parts: &[Part]) -> Reason {
        match self.pages.get(address) {
            None => Reason::New,
            Some(page) => Reason::of_parts(&page.parts, parts),
        }
    }
}
