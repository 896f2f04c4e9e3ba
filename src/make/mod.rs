//! The last steps of a build: pages and files are made or kept, and written.

mod data_alone;
mod data_files;
mod dependencies;
mod files;
mod load;
mod made;
mod memory;
mod pages;
mod previous;
mod record;
mod search;
mod site_files;
mod unchanged;
mod watch;
mod whole_site;
mod why;

pub use data_alone::{DataOutcome, load_data, read_data_or_site};
pub use data_files::{inputs_with_size, sizes_of};
pub use dependencies::dependencies;
pub use files::write_other_files;
pub use load::{Loaded, load, load_after};
pub use made::Made;
pub use memory::{Memory, StateOf};
pub use pages::{Baseline, Pages, add_pages, render_pages};
pub use previous::Previous;
pub use record::{Record, RecordedChanges, RecordedDataset, RecordedFile};
pub use search::{report_large_search, write_search};
pub use site_files::write_site_files;
pub use unchanged::{kept_run, unchanged};
pub use watch::{Step, Watch};
pub use whole_site::make;
pub use why::{Answered, CellUse, LastBuild, PageWhy, WhyOptions, why_cell, why_page};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::audit::PageSummary;
use crate::cache::{Cache, KeptFile, KeptPage};
use crate::error::Error;
use crate::output::{self, Compressing, Draft, Written};

/// Where files go: into a draft, or nowhere when the site is only checked.
#[derive(Clone, Copy)]
pub struct Sink<'a> {
    /// The site under construction.
    pub draft: Option<&'a Draft>,
    /// Whether text files get compressed copies beside them.
    pub compresses: bool,
    /// Who waits for it.
    pub watch: &'a dyn Watch,
}

impl Sink<'_> {
    fn write(self, path: &str, content: &[u8]) -> Result<Written, Error> {
        match self.draft {
            Some(draft) => Ok(draft.write(path, content)?),
            None => Ok(Written::unwritten(path)),
        }
    }

    /// Writes a file, and its compressed copies.
    fn write_all(self, path: &str, content: &[u8]) -> Result<Vec<Written>, Error> {
        let mut written = vec![self.write(path, content)?];
        if self.has_copies(path) {
            let copies = match self.draft {
                Some(_) => output::compressed(content),
                None => [Vec::new(), Vec::new()],
            };
            written.extend(self.write_copies(path, copies)?);
        }
        Ok(written)
    }

    /// Writes a file that is made part by part, and its compressed copies; nothing is made when
    /// there is no draft.
    fn write_parts(
        self,
        path: &str,
        parts: impl Iterator<Item = Vec<u8>>,
    ) -> Result<Vec<Written>, Error> {
        let Some(draft) = self.draft else {
            return self.write_all(path, &[]);
        };
        if !self.has_copies(path) {
            return Ok(vec![draft.write_parts(path, parts)?]);
        }
        let mut compressing = Compressing::default();
        let mut written =
            vec![draft.write_parts(path, parts.inspect(|part| compressing.add(part)))?];
        written.extend(self.write_copies(path, compressing.finish())?);
        Ok(written)
    }

    fn write_copies(self, path: &str, copies: [Vec<u8>; 2]) -> Result<Vec<Written>, Error> {
        let copies = output::COPIES.into_iter().zip(copies);
        copies
            .map(|(ending, copy)| self.write(&format!("{path}.{ending}"), &copy))
            .collect()
    }

    fn has_copies(self, path: &str) -> bool {
        self.compresses && output::is_text(path)
    }

    /// Takes a file over from the site that is published, with the stamp that it has now; nothing
    /// when it is not as it was.
    fn keep(self, file: &Written) -> Result<Option<Written>, Error> {
        let Some(draft) = self.draft else {
            return Ok(None);
        };
        let stamp = draft.keep(file)?;
        Ok(stamp.map(|stamp| Written {
            stamp,
            is_kept: true,
            ..file.clone()
        }))
    }
}

/// What a build made, as it is left to the next one.
#[derive(Debug, Default)]
pub struct Built {
    /// Pages and files by address and path.
    pub cache: Cache,
    /// How many of the pages were rendered.
    pub rendered: usize,
    /// Whether some file is another one than was published.
    pub is_changed: bool,
}

impl Built {
    /// What audits need of all pages.
    pub fn summaries(&self) -> Vec<&PageSummary> {
        let pages = self.cache.pages.values();
        pages.flat_map(|page| &page.summaries).collect()
    }

    /// Every file.
    pub fn files(&self) -> Vec<&Written> {
        let pages = self.cache.pages.values().flat_map(|page| &page.files);
        let others = self.cache.files.values().map(|kept| &kept.file);
        pages.chain(others).collect()
    }

    /// What each page is made from, as the list of published files tells it, by address.
    pub fn causes(&self) -> BTreeMap<&str, String> {
        let pages = self.cache.pages.iter();
        pages
            .map(|(address, page)| (address.as_str(), page.published.digest()))
            .collect()
    }

    fn add_page(&mut self, address: &str, page: Arc<KeptPage>) {
        self.rendered += usize::from(!page.is_kept);
        self.is_changed |= !page.is_kept && page.files.iter().any(|file| !file.is_kept);
        self.cache.pages.insert(address.to_owned(), page);
    }

    fn add_file(&mut self, kept: KeptFile) {
        self.is_changed |= !kept.file.is_kept;
        self.cache.files.insert(kept.file.path.clone(), kept);
    }
}
