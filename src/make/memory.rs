//! What one build leaves to the next, and where.

use std::path::Path;

use crate::cache::{Cache, CacheBytes};
use crate::disk::Stamp;
use crate::error::Error;
use crate::options::Options;
use crate::output::{StateFile, WriteError};

/// The memory of the builds of a site into one folder.
#[derive(Debug)]
pub struct Memory<'o> {
    /// The file and the program; nothing when nothing is to be kept.
    kept: Option<(StateFile, &'o str)>,
    began: u64,
    /// Whether the user vouches for what a build left elsewhere.
    vouches: bool,
}

/// What is to be left to the next build; nothing when nothing is to be kept.
#[derive(Debug)]
pub struct Remembered(Option<(CacheBytes, u64)>);

/// Which builds a memory is of.
#[derive(Clone, Copy, Debug)]
pub struct StateOf<'o> {
    /// The site's folder.
    pub root: &'o Path,
    /// Where it is published.
    pub output: &'o Path,
    /// What the program is known by; nothing is kept without it.
    pub program: Option<&'o str>,
    /// Whether the user vouches for what a build left elsewhere.
    pub vouches: bool,
}

impl<'o> Memory<'o> {
    /// The memory that a build may use. Fails when something else has its place.
    pub fn of(options: &'o Options) -> Result<Memory<'o>, Error> {
        match &options.output {
            Some(output) => Memory::at(StateOf {
                root: &options.root,
                output,
                program: options.cache.as_ref().map(|cache| &*cache.program),
                vouches: options
                    .cache
                    .as_ref()
                    .is_some_and(|cache| cache.is_restored),
            }),
            None => Ok(Memory {
                kept: None,
                began: 0,
                vouches: false,
            }),
        }
    }

    /// The memory of certain builds. Fails when something else has its place.
    pub fn at(state: StateOf<'o>) -> Result<Memory<'o>, Error> {
        let file = |program| Ok((StateFile::of(state.root, state.output)?, program));
        let kept = state.program.map(file).transpose();
        let kept = kept.map_err(|error: WriteError| Error::from(error))?;
        Ok(Memory {
            began: kept.as_ref().and_then(|(file, _)| file.now()).unwrap_or(0),
            kept,
            vouches: state.vouches,
        })
    }

    /// When the build began, before anything was read, by the clock of the file system; 0 where
    /// that is not known.
    pub fn began(&self) -> u64 {
        self.began
    }

    /// What the last build left; nothing when it cannot be used.
    pub fn recall(&self) -> Cache {
        let read = self.kept.as_ref().and_then(|(file, program)| {
            let bytes = file.read(self.vouches)?;
            Some(Cache::from_bytes(&bytes, program))
        });
        read.unwrap_or_default()
    }

    /// Makes ready what is to be left to the next build.
    pub fn prepare(&self, cache: &Cache) -> Remembered {
        let program = self.kept.as_ref().map(|(_, program)| program);
        Remembered(program.map(|program| {
            let pages = cache.pages.values().flat_map(|page| &page.files);
            let others = cache.files.values().map(|kept| &kept.file);
            let last = pages.chain(others).map(|file| file.stamp.last()).max();
            (cache.to_bytes(program), last.unwrap_or(0))
        }))
    }

    /// Leaves something to the next build, with the stamp of the list of published files. That it cannot be
    /// written is no reason to fail: the next build is slower.
    pub fn keep(&self, Remembered(prepared): Remembered, list: Stamp) {
        if let Some(((file, _), (bytes, last))) = self.kept.as_ref().zip(prepared) {
            let _slower_next_time = file.write(&bytes.finish(list), last.max(list.last()));
        }
    }
}
