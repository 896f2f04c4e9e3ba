//! What one build leaves to the next, and where.

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

impl Memory<'_> {
    /// The memory that a build may use.
    pub fn of(options: &Options) -> Memory<'_> {
        let output = options.output.as_deref();
        let kept = output.zip(options.program.as_deref());
        let kept = kept.map(|(output, program)| (StateFile::of(&options.root, output), program));
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

    /// Leaves something to the next build. That it cannot be written is no reason to fail: the next
    /// build is slower.
    pub fn keep(&self, cache: &Cache) {
        if let Some((file, program)) = &self.kept {
            let _slower_next_time = file.write(&cache.to_bytes(program));
        }
    }
}
