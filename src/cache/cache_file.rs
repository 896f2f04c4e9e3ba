//! The file format of a cache: a line that says what it is, a checksum, the cache in blocks, which are read
//! and written side by side, and the stamp of the list of published files.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Cache, KeptFile, KeptPage, KeptRun};
use crate::disk::Stamp;

/// What every cache begins with. The number changes with the format.
const HEAD: &[u8] = b"yearbook cache 7\n";

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
    let mut hasher = hasher_of(program);
    hasher.update(content);
    if checksum != hasher.finalize().as_bytes() {
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
        list: postcard::from_bytes(rest).ok()?,
    })
}

/// The bytes of a cache, but for the stamp of the list of published files.
#[derive(Debug)]
pub struct CacheBytes {
    pieces: Vec<Vec<u8>>,
    hasher: blake3::Hasher,
}

impl CacheBytes {
    pub(super) fn of(cache: &Cache, program: &str) -> CacheBytes {
        let pages: Vec<(&String, &Arc<KeptPage>)> = cache.pages.iter().collect();
        let blocks: Vec<Vec<u8>> = pages.par_chunks(PAGES_IN_BLOCK).map(encode).collect();
        let contents = Contents {
            blocks: blocks.iter().map(Vec::len).collect(),
            files: cache.files.clone(),
            run: cache.run.clone(),
        };
        // The head comes to its place when the checksum is known.
        let mut pieces = vec![Vec::new(), encode(&contents)];
        pieces.extend(blocks);
        let mut hasher = hasher_of(program);
        for piece in &pieces {
            hasher.update(piece);
        }
        CacheBytes { pieces, hasher }
    }

    /// The whole cache with this stamp, in pieces that follow each other.
    pub fn finish(mut self, list: Stamp) -> Vec<Vec<u8>> {
        let list = encode(&list);
        self.hasher.update(&list);
        self.pieces[0] = [HEAD, self.hasher.finalize().as_bytes()].concat();
        self.pieces.push(list);
        self.pieces
    }
}

fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("maps, texts and numbers are always written")
}

/// The beginning of a checksum that only the same program with the same content has.
fn hasher_of(program: &str) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(program.len() as u64).to_le_bytes());
    hasher.update(program.as_bytes());
    hasher
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
            list: Stamp {
                size: 9,
                inode: 3,
                ..Stamp::default()
            },
            ..Cache::default()
        };
        let bytes = CacheBytes::of(&cache, "a").finish(cache.list).concat();
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
