//! Opens regular files by their path, and nothing else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::kind::Kind;

/// Opens a regular file for reading. A link in its place is not followed, and a pipe is not waited for:
/// both are errors that say what was found. Links in the folders above it are followed.
///
/// Outside Unix the kind is looked up before the file is opened: whoever replaces the file between the
/// two steps is not noticed.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let kind = || Ok(Kind::of(fs::symlink_metadata(path)?.file_type()));
    regular(open(path), kind)
}

/// Reads a regular file whole. It is opened as by [`open_regular`].
pub fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    read_whole(open_regular(path)?)
}

/// Everything in a file that was opened.
pub(super) fn read_whole(mut file: File) -> io::Result<Vec<u8>> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    let mut content = Vec::with_capacity(length);
    file.read_to_end(&mut content)?;
    Ok(content)
}

/// The file that was opened if it is a regular one; otherwise the error that says what it is.
pub(super) fn regular(
    opened: io::Result<File>,
    kind: impl FnOnce() -> io::Result<Kind>,
) -> io::Result<File> {
    match opened {
        Ok(file) => match Kind::of(file.metadata()?.file_type()).unless_file() {
            None => Ok(file),
            Some(error) => Err(error),
        },
        // The system's own words for a link ("too many levels") or for a pipe say little.
        Err(error) => Err(kind().ok().and_then(Kind::unless_file).unwrap_or(error)),
    }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    match Kind::of(fs::symlink_metadata(path)?.file_type()).unless_file() {
        None => OpenOptions::new().read(true).open(path),
        Some(error) => Err(error),
    }
}
