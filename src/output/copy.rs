//! Comparing files of two trees, and making a file of one tree a file of the other.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::error::WriteError;
use crate::disk::open_regular;

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
pub(super) fn same_content(one: &Path, other: &Path) -> bool {
    let open = |path: &Path| {
        let file = open_regular(path).ok()?;
        let length = file.metadata().ok()?.len();
        Some((length, BufReader::with_capacity(COMPARED, file)))
    };
    let (Some((length, mut one)), Some((other_length, mut other))) = (open(one), open(other))
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

/// Makes a file the same as another one, at a place where nothing is.
pub(super) fn take_over(published: &Path, place: &Path) -> io::Result<()> {
    fs::hard_link(published, place).or_else(|_| copy_with_time(published, place))
}

/// A copy with the time of the original, on file systems without hard links.
fn copy_with_time(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(modified)
}

pub(super) fn remove_if_there(file: &Path) -> Result<(), WriteError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(WriteError::file(file, &error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
