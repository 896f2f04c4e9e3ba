//! Damage to what a build left: the input says how, because the bytes themselves have the times of files in
//! them and are never the same twice.

use std::fs;
use std::path::Path;

/// What stands for a path in a case that damages what a build left.
pub const PATH: &str = ".yearbook/*.cache";

/// What a cache begins with, before its checksum.
const HEAD: usize = b"yearbook cache 7\n".len();

const CHECKSUM: usize = 32;

/// How a site is damaged.
#[derive(Clone, Copy, Debug)]
pub struct Damage {
    /// Whether the list of published files is damaged and not the cache.
    pub is_list: bool,
    /// Whether the checksum is made to fit: then anything may come of it but a crash.
    pub is_forged: bool,
    /// Whether a document is changed too, so that pages are made.
    pub is_edited: bool,
}

impl Damage {
    /// What the first byte of an input asks for.
    pub fn of(input: &[u8]) -> Damage {
        let first = input.first().copied().unwrap_or(0);
        Damage {
            is_list: first & 1 > 0,
            is_forged: first & 3 == 2,
            is_edited: first & 4 > 0,
        }
    }

    /// Changes a file as the rest of the input says, six bytes a change: what, where, and how much.
    pub fn apply(self, input: &[u8], file: &Path, program: &str) {
        let mut bytes = fs::read(file).unwrap_or_default();
        // What is in front of the checksum is refused by itself.
        let start = if self.is_forged { HEAD + CHECKSUM } else { 0 };
        for change in input.get(1..).unwrap_or_default().chunks_exact(6) {
            let place = u32::from_le_bytes([change[1], change[2], change[3], change[4]]) as usize;
            let amount = change[5];
            let from = start.min(bytes.len());
            let at = from + place % (bytes.len() - from).max(1);
            match change[0] % 5 {
                0 if at < bytes.len() => bytes[at] ^= 1 << (amount % 8),
                1 if at < bytes.len() => bytes[at] = amount,
                2 => {
                    bytes.drain(at..(at + usize::from(amount)).min(bytes.len()));
                }
                3 => {
                    let more = vec![change[1]; usize::from(amount)];
                    bytes.splice(at..at, more);
                }
                4 => bytes.truncate(at),
                _ => {}
            }
        }
        if self.is_forged && bytes.len() >= HEAD + CHECKSUM {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&(program.len() as u64).to_le_bytes());
            hasher.update(program.as_bytes());
            hasher.update(&bytes[HEAD + CHECKSUM..]);
            bytes[HEAD..HEAD + CHECKSUM].copy_from_slice(hasher.finalize().as_bytes());
        }
        fs::write(file, bytes).expect("the file can be written");
    }
}
