//! What is kept from one build to the next: which pages there were, what they depended on, and what
//! was found out about them.
//!
//! A cache only saves time. Whatever is wrong with it (damaged, of another program, of another
//! site) makes the next build slower and never different.
//!
//! # Dependencies
//!
//! There is one question, asked three times, each time of less and with more work:
//!
//! 1. *Can the page be another one?* [`SiteDependencies`] are everything that pages can be made from: the
//!    hash of each slice of each dataset, and one hash of all the rest (files, options, the plan). While a
//!    page is made, `stats::Reads` notes which slices it reads; [`PageDependencies`] are those, with their
//!    hash. While that hash is the same, the page is kept and its inputs are not even gathered.
//! 2. *Is it another one?* [`dependencies_of`] its inputs are a [`Dependency`] for each part of what it
//!    shows, with a name and a hash. While all are the same, the page is kept and not rendered; those that
//!    differ are the [`Reason`] why it was, which `yearbook why` tells.
//! 3. *What made it another one than the page that was published?* [`PublishedDependencies`] are three
//!    hashes that the list of published files keeps: text, data, theme. `yearbook diff` compares them.
//!
//! A new field of a page's inputs does not compile before it has a dependency; a new thing that pages can
//! be made from goes into [`SiteDependencies`].

mod cache_file;
mod fingerprint;
mod published_dependencies;
mod reason;
mod site_dependencies;

pub use cache_file::CacheBytes;
pub use fingerprint::{Dependency, DependencyName, dependencies_of, hash};
pub use published_dependencies::PublishedDependencies;
pub use reason::{Reason, changed_dependencies};
pub use site_dependencies::{DatasetDependencies, PageDependencies, SiteDependencies};

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
    pub dependencies: Vec<Dependency>,
    /// What it was made from, if nothing was wrong with it: problems are reported by gathering it again.
    pub made_from: Option<PageDependencies>,
    /// What can change it.
    pub published: PublishedDependencies,
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
    /// Every problem that was reported.
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
    pub fn page_of(&self, address: &str, all: &SiteDependencies) -> Option<&Arc<KeptPage>> {
        let page = self.pages.get(address)?;
        let is_same = page.made_from.as_ref().is_some_and(|page| all.is_of(page));
        is_same.then_some(page)
    }

    /// The page at an address, if it depended on the same.
    pub fn page(&self, address: &str, dependencies: &[Dependency]) -> Option<&Arc<KeptPage>> {
        self.pages
            .get(address)
            .filter(|page| page.dependencies == dependencies)
    }

    /// Why the page at an address cannot be kept.
    pub fn reason(&self, address: &str, dependencies: &[Dependency]) -> Reason {
        match self.pages.get(address) {
            None => Reason::New,
            Some(page) => Reason::of_dependencies(&page.dependencies, dependencies),
        }
    }
}
