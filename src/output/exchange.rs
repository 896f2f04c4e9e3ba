//! The atomic exchange of two folders.
//!
//! On Linux one system call exchanges them. Elsewhere, and on file systems without that call, two
//! renames do: between them there is for a moment no folder at the published path, and a process
//! killed in that moment leaves the site under the name of the spare's predecessor (`.NAME.old`),
//! which the next build puts back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;

/// Puts `spare` in the place of `published` and the other way round. The published folder may be
/// absent, in which case the spare is renamed.
pub(super) fn exchange(spare: &Path, published: &Path) -> Result<(), WriteError> {
    if !published.exists() {
        return fs::rename(spare, published).map_err(|e| WriteError::file(published, &e));
    }
    match exchange_in_one_step(spare, published) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            exchange_by_renames(spare, published).map_err(|e| WriteError::file(published, &e))
        }
        Err(error) => Err(WriteError::file(published, &error)),
    }
}

/// Refuses what a rename cannot replace: a link, a mount point, a file.
pub(super) fn refuse_unless_exchangeable(folder: &Path) -> Result<(), WriteError> {
    recover(folder)?;
    let metadata = match fs::symlink_metadata(folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::file(folder, &error)),
    };
    let refuse = |what| Err(WriteError::NotAFolder(folder.to_owned(), what));
    if metadata.is_symlink() {
        return refuse("a link");
    }
    if !metadata.is_dir() {
        return refuse("a file");
    }
    if is_mount_point(folder, &metadata) {
        return refuse("a mount point");
    }
    Ok(())
}

/// The name under which the two-rename exchange parks the published folder for a moment.
fn parked(folder: &Path) -> Option<PathBuf> {
    let name = folder.file_name()?.to_str()?;
    Some(folder.with_file_name(format!(".{name}.old")))
}

/// Puts a parked folder back when a process was killed between the two renames.
fn recover(folder: &Path) -> Result<(), WriteError> {
    let Some(parked) = parked(folder) else {
        return Ok(());
    };
    if parked.is_dir() && !folder.exists() {
        fs::rename(&parked, folder).map_err(|e| WriteError::file(folder, &e))?;
    }
    Ok(())
}

fn exchange_by_renames(spare: &Path, published: &Path) -> io::Result<()> {
    let parked = parked(published).ok_or(io::ErrorKind::InvalidFilename)?;
    fs::rename(published, &parked)?;
    fs::rename(spare, published)?;
    fs::rename(&parked, spare)
}

#[cfg(target_os = "linux")]
fn exchange_in_one_step(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
        other => io::Error::from(other),
    })
}

#[cfg(not(target_os = "linux"))]
fn exchange_in_one_step(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn is_mount_point(folder: &Path, metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    folder
        .parent()
        .and_then(|parent| fs::metadata(parent).ok())
        .is_some_and(|parent| parent.dev() != metadata.dev())
}

#[cfg(not(unix))]
fn is_mount_point(_folder: &Path, _metadata: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_exchanging_leave_each_tree_in_the_place_of_the_other() {
        for by_renames in [false, true] {
            let folder = tempfile::tempdir().expect("a folder");
            let (spare, published) = (folder.path().join("spare"), folder.path().join("public"));
            for path in [&spare, &published] {
                fs::create_dir(path).expect("a folder");
                fs::write(path.join("was"), path.to_string_lossy().as_bytes()).expect("a file");
            }
            if by_renames {
                exchange_by_renames(&spare, &published).expect("renamed");
            } else {
                exchange(&spare, &published).expect("exchanged");
            }
            let was = |path: &Path| fs::read_to_string(path.join("was")).expect("a file");
            assert_eq!(was(&published), spare.to_string_lossy());
            assert_eq!(was(&spare), published.to_string_lossy());
        }
    }

    #[test]
    fn a_parked_site_comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let published = folder.path().join("public");
        fs::create_dir(folder.path().join(".public.old")).expect("a folder");
        refuse_unless_exchangeable(&published).expect("put back");
        assert!(published.is_dir());
    }
}
