//! The file format of a cache: a line that says what it is, a checksum, and the cache.

use super::Cache;

/// What every cache begins with. The number changes with the format.
const HEAD: &[u8] = b"yearbook cache 2\n";

/// The length of the checksum.
const CHECKSUM: usize = 32;

/// Reads a cache. `None` when it is damaged or was written by another program.
pub(super) fn read(bytes: &[u8], program: &str) -> Option<Cache> {
    let rest = bytes.strip_prefix(HEAD)?;
    let (checksum, content) = rest.split_at_checked(CHECKSUM)?;
    if checksum != key(program, content).as_slice() {
        return None;
    }
    postcard::from_bytes(content).ok()
}

/// Writes a cache.
pub(super) fn write(cache: &Cache, program: &str) -> Vec<u8> {
    let content = postcard::to_stdvec(cache).expect("maps, texts and numbers are always written");
    let mut bytes = HEAD.to_vec();
    bytes.extend_from_slice(&key(program, &content));
    bytes.extend_from_slice(&content);
    bytes
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
