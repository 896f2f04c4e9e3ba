//! A build of what was built before: nothing is read again when nothing was touched.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Made;
use super::Memory;
use crate::cache::{Cache, KeptRun, hash};
use crate::diag::Diagnostic;
use crate::disk::Stamp;
use crate::error::Error;
use crate::input::{self, InputHashes};
use crate::options::Options;
use crate::output;

/// A file that was written so shortly before a build began may have been written again within the
/// same moment, by the clock of its file system: the coarsest has steps of two seconds.
const MOMENT: u64 = 2_000_000_000;

/// The last build, if this one would be the same: it was asked for the same, read the same files,
/// and what it published is as it was left.
pub fn unchanged<'c>(
    options: &Options,
    memory: &Memory<'_>,
    last: &'c Cache,
) -> Result<Option<&'c KeptRun>, Error> {
    let (Some(run), Some(output)) = (&last.run, &options.output) else {
        return Ok(None);
    };
    // What was published elsewhere may have changed since; and what was not read is not recorded.
    if options.previous.is_some() || options.is_recorded {
        return Ok(None);
    }
    if run.options != options_hash(options) {
        return Ok(None);
    }
    let stamps = input::stamps(&options.root)?;
    if !stamps.keys().eq(run.inputs.keys()) {
        return Ok(None);
    }
    let doubtful = doubtful(run, &stamps);
    let is_same = |path: &&str| has_same_content(options, run, path);
    if !doubtful.par_iter().all(is_same) {
        return Ok(None);
    }
    let pages = last.pages.values().flat_map(|page| &page.files);
    let files = pages.chain(last.files.values().map(|kept| &kept.file));
    if !output::is_as_left(output, files) || !output::is_list_untouched(output, last.list) {
        return Ok(None);
    }
    if !doubtful.is_empty() {
        // What was found out once need not be found out again.
        let inputs = stamps.into_iter().zip(run.inputs.values());
        let inputs = inputs.map(|((path, stamp), (_, hash))| (path, (stamp, *hash)));
        let known = Cache {
            run: Some(KeptRun {
                inputs: inputs.collect(),
                began: memory.began(),
                ..run.clone()
            }),
            ..last.clone()
        };
        memory.keep(memory.prepare(&known), last.list);
    }
    Ok(Some(run))
}

/// The files of which their stamps do not tell that they are those that were read.
fn doubtful<'s>(run: &KeptRun, stamps: &'s BTreeMap<String, Stamp>) -> Vec<&'s str> {
    let tells =
        |stamp: &Stamp| stamp.modified > 0 && stamp.last().saturating_add(MOMENT) < run.began;
    let files = stamps.iter().zip(run.inputs.values());
    files
        .filter(|((_, now), (was, _))| *now != was || !tells(now))
        .map(|((path, _), _)| path.as_str())
        .collect()
}

/// Whether there is in a file what was read; of one that was only listed, that is not known.
fn has_same_content(options: &Options, run: &KeptRun, path: &str) -> bool {
    let was = run.inputs.get(path).and_then(|(_, hash)| *hash);
    was.is_some_and(|was| input::content_hash(&options.root, path) == Some(was))
}

/// What a build leaves so that the next one can see whether it would be the same.
pub fn kept_run(
    options: &Options,
    memory: &Memory<'_>,
    inputs: InputHashes,
    diagnostics: Vec<Diagnostic>,
    made: Made,
) -> KeptRun {
    KeptRun {
        options: options_hash(options),
        inputs,
        began: memory.began(),
        diagnostics,
        made: (made.pages, made.files),
    }
}

fn options_hash(options: &Options) -> [u8; 16] {
    let Options {
        root: _,
        output: _,
        overrides,
        precompress,
        previous,
        deny_warnings,
        now,
        cache: _,
        is_recorded: _,
    } = options;
    hash(&format!(
        "{overrides:?} {precompress} {previous:?} {deny_warnings} {now:?}"
    ))
}
