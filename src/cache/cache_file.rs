//! The file format of a cache: a line that says what it is, a checksum, and the cache in blocks, which
//! are read and written side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Cache, KeptFile, KeptPage, KeptRun};

/// What every cache begins with. The number changes with the format.
const HEAD: &[u8] = b"yearbook cache 3\n";

/// The length of the checksum.
const CHECKSUM: usize = 32;

/// How many pages are in a block: enough of them for all threads, and few of them.
const PAGES_IN_BLOCK: usize = 256;

/// What stands behind the checksum.
#[derive(Serialize, Deserialize)]
struct Content<'a> {
    /// The pages, in order of addresses: blocks of `(address, page)`.
    #[serde(borrow)]
    pages: Vec<&'a [u8]>,
    /// What is published besides pages.
    files: BTreeMap<String, KeptFile>,
    /// The whole build.
    run: Option<KeptRun>,
}

/// Reads a cache. `None` when it is damaged or was written by another program.
pub(super) fn read(bytes: &[u8], program: &str) -> Option<Cache> {
    let rest = bytes.strip_prefix(HEAD)?;
    let (checksum, content) = rest.split_at_checked(CHECKSUM)?;
    if checksum != key(program, content).as_slice() {
        return None;
    }
    let content: Content<'_> = decode(content)?;
    let blocks: Vec<Vec<(String, KeptPage)>> = content
        .pages
        .par_iter()
        .map(|block| decode(block))
        .collect::<Option<_>>()?;
    let pages = blocks.into_iter().flatten();
    Some(Cache {
        pages: pages.map(|(at, page)| (at, Arc::new(page))).collect(),
        files: content.files,
        run: content.run,
    })
}

/// Writes a cache.
pub(super) fn write(cache: &Cache, program: &str) -> Vec<u8> {
    let pages: Vec<(&String, &Arc<KeptPage>)> = cache.pages.iter().collect();
    let blocks: Vec<Vec<u8>> = pages.par_chunks(PAGES_IN_BLOCK).map(encode).collect();
    let content = encode(&Content {
        pages: blocks.iter().map(Vec::as_slice).collect(),
        files: cache.files.clone(),
        run: cache.run.clone(),
    });
    let mut bytes = HEAD.to_vec();
    bytes.extend_from_slice(&key(program, &content));
    bytes.extend_from_slice(&content);
    bytes
}

fn decode<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("maps, texts and numbers are always written")
}

/// A checksum that only the same program with the same content has.
fn key(program: &str, content: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(program.len() as u64).to_le_bytes());
    hasher.update(program.as_bytes());
    hasher.update(content);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_cache_and_that_of_another_program_are_empty() {
        let cache = Cache {
            run: Some(super::super::KeptRun {
                options: [7; 16],
                inputs: std::collections::BTreeMap::new(),
                began: 5,
                diagnostics: Vec::new(),
                made: (1, 2),
            }),
            ..Cache::default()
        };
        let bytes = write(&cache, "a");
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
