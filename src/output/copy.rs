//! Comparing files of two trees.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Whether there is no link on the way to a file below a folder.
pub(super) fn is_real(folder: &Path, path: &str) -> bool {
    let mut place = folder.to_owned();
    path.split('/').all(|part| {
        place.push(part);
        fs::symlink_metadata(&place).is_ok_and(|metadata| !metadata.is_symlink())
    })
}

/// How much of two files is compared at once.
const COMPARED: usize = 1 << 18;

/// Whether two files hold the same, without holding either whole.
pub(super) fn same_content(one: File, other: File) -> bool {
    let read = |file: File| {
        let length = file.metadata().ok()?.len();
        Some((length, BufReader::with_capacity(COMPARED, file)))
    };
    let (Some((length, mut one)), Some((other_length, mut other))) = (read(one), read(other))
    else {
        return false;
    };
    if length != other_length {
        return false;
    }
    loop {
        let (Ok(a), Ok(b)) = (one.fill_buf(), other.fill_buf()) else {
            return false;
        };
        let length = a.len().min(b.len());
        if a[..length] != b[..length] {
            return false;
        }
        if length == 0 {
            return a.is_empty() && b.is_empty();
        }
        one.consume(length);
        other.consume(length);
    }
}
