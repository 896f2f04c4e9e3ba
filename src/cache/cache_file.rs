//! The file format of a cache: a line that says what it is, a checksum, and the cache in blocks, which
//! are read and written side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Cache, KeptFile, KeptPage, KeptRun};

/// What every cache begins with. The number changes with the format.
const HEAD: &[u8] = b"yearbook cache 6\n";

/// The length of the checksum.
const CHECKSUM: usize = 32;

/// How many pages are in a block: enough of them for all threads, and few of them.
const PAGES_IN_BLOCK: usize = 256;

/// What stands behind the checksum; the blocks of pages stand behind it.
#[derive(Serialize, Deserialize)]
struct Contents {
    /// The length of each block of `(address, page)`, in order of addresses.
    blocks: Vec<usize>,
    /// What is published besides pages.
    files: BTreeMap<String, KeptFile>,
    /// The whole build.
    run: Option<KeptRun>,
}

/// Reads a cache. `None` when it is damaged or was written by another program.
pub(super) fn read(bytes: &[u8], program: &str) -> Option<Cache> {
    let rest = bytes.strip_prefix(HEAD)?;
    let (checksum, content) = rest.split_at_checked(CHECKSUM)?;
    if checksum != key(program, [content].into_iter()).as_slice() {
        return None;
    }
    let (contents, mut rest): (Contents, &[u8]) = postcard::take_from_bytes(content).ok()?;
    let mut blocks = Vec::with_capacity(contents.blocks.len());
    for length in contents.blocks {
        let (block, behind) = rest.split_at_checked(length)?;
        blocks.push(block);
        rest = behind;
    }
    let blocks: Vec<Vec<(String, KeptPage)>> = blocks
        .par_iter()
        .map(|block| postcard::from_bytes(block).ok())
        .collect::<Option<_>>()?;
    let pages = blocks.into_iter().flatten();
    Some(Cache {
        pages: pages.map(|(at, page)| (at, Arc::new(page))).collect(),
        files: contents.files,
        run: contents.run,
    })
}

/// Writes a cache, in pieces that stand one behind the other.
pub(super) fn write(cache: &Cache, program: &str) -> Vec<Vec<u8>> {
    let pages: Vec<(&String, &Arc<KeptPage>)> = cache.pages.iter().collect();
    let blocks: Vec<Vec<u8>> = pages.par_chunks(PAGES_IN_BLOCK).map(encode).collect();
    let contents = Contents {
        blocks: blocks.iter().map(Vec::len).collect(),
        files: cache.files.clone(),
        run: cache.run.clone(),
    };
    let mut pieces = vec![encode(&contents)];
    pieces.extend(blocks);
    let mut head = HEAD.to_vec();
    head.extend_from_slice(&key(program, pieces.iter().map(Vec::as_slice)));
    pieces.insert(0, head);
    pieces
}

fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("maps, texts and numbers are always written")
}

/// A checksum that only the same program with the same content has.
fn key<'p>(program: &str, content: impl Iterator<Item = &'p [u8]>) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(program.len() as u64).to_le_bytes());
    hasher.update(program.as_bytes());
    for piece in content {
        hasher.update(piece);
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_cache_and_that_of_another_program_are_empty() {
        let cache = Cache {
            run: Some(KeptRun {
                options: [7; 16],
                inputs: BTreeMap::new(),
                began: 5,
                diagnostics: Vec::new(),
                made: (1, 2),
            }),
            ..Cache::default()
        };
        let bytes = write(&cache, "a").concat();
        assert_eq!(read(&bytes, "a"), Some(cache));
        assert_eq!(read(&bytes, "b"), None);
        for at in [0, HEAD.len(), bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(read(&damaged, "a"), None);
        }
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length], "a"), None);
        }
    }
}
