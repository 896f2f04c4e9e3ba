//! Where a site is published: which folders may be used there, and the lock that keeps builds apart.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::error::WriteError;
use super::exchange::beside;
use super::manifest_file::{self, is_ours};
use crate::disk::Folder;

/// A folder may be replaced when it is absent, holds a manifest of ours, or holds nothing but one that
/// was not written to its end, because the disk was full or the build was killed.
pub(super) fn refuse_foreign(folder: &Path) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError::file(folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    if is_ours(folder) {
        return Ok(());
    }
    for entry in entries {
        if entry.map_err(failed)?.file_name() != manifest_file::UNFINISHED_NAME {
            return Err(WriteError::NotOurs(folder.to_owned()));
        }
    }
    Ok(())
}

/// Takes the lock of builds into `output`, which is in `parent`. It is held until the file is closed.
pub(super) fn lock(parent: &Folder, output: &Path) -> Result<File, WriteError> {
    let path = beside(output, "lock").expect("the spare tree has such a name too");
    let name = path.file_name().and_then(|name| name.to_str());
    let file = parent.lockable(name.expect("it was made of text"));
    let file = file.map_err(|e| WriteError::file(&path, &e))?;
    match file.try_lock() {
        // Some network file systems have no locks; two builds at once are then not noticed.
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(WriteError::Busy(output.to_owned())),
    }
}
