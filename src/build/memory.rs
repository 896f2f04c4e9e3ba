//! What one build leaves to the next, and where.

use std::path::Path;

use crate::Options;
use crate::cache::Cache;
use crate::output::StateFile;

/// The memory of the builds of a site into one folder.
#[derive(Debug)]
pub struct Memory<'o> {
    /// The file and the program; nothing when nothing is to be kept.
    kept: Option<(StateFile, &'o str)>,
    began: u64,
}

/// What is to be left to the next build; nothing when nothing is to be kept.
#[derive(Debug)]
pub struct Remembered(Option<Vec<Vec<u8>>>);

/// Which builds a memory is of.
#[derive(Clone, Copy, Debug)]
pub struct StateOf<'o> {
    /// The site's folder.
    pub root: &'o Path,
    /// Where it is published.
    pub output: &'o Path,
    /// What the program is known by; nothing is kept without it.
    pub program: Option<&'o str>,
}

impl<'o> Memory<'o> {
    /// The memory that a build may use.
    pub fn of(options: &'o Options) -> Memory<'o> {
        match &options.output {
            Some(output) => Memory::at(StateOf {
                root: &options.root,
                output,
                program: options.program.as_deref(),
            }),
            None => Memory {
                kept: None,
                began: 0,
            },
        }
    }

    /// The memory of certain builds.
    pub fn at(state: StateOf<'o>) -> Memory<'o> {
        let kept = state
            .program
            .map(|program| (StateFile::of(state.root, state.output), program));
        Memory {
            began: kept.as_ref().and_then(|(file, _)| file.now()).unwrap_or(0),
            kept,
        }
    }

    /// When the build began, before anything was read, by the clock of the file system; 0 where
    /// that is not known.
    pub fn began(&self) -> u64 {
        self.began
    }

    /// What the last build left; nothing when it cannot be used.
    pub fn recall(&self) -> Cache {
        let read = self.kept.as_ref().and_then(|(file, program)| {
            let bytes = file.read()?;
            Some(Cache::from_bytes(&bytes, program))
        });
        read.unwrap_or_default()
    }

    /// Makes ready what is to be left to the next build.
    pub fn prepare(&self, cache: &Cache) -> Remembered {
        let program = self.kept.as_ref().map(|(_, program)| program);
        Remembered(program.map(|program| cache.to_bytes(program)))
    }

    /// Leaves something to the next build. That it cannot be written is no reason to fail: the next
    /// build is slower.
    pub fn keep(&self, Remembered(bytes): Remembered) {
        if let Some(((file, _), bytes)) = self.kept.as_ref().zip(bytes) {
            let _slower_next_time = file.write(&bytes);
        }
    }
}
