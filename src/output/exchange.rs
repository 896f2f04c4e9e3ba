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
use super::manifest_file::is_ours;

/// The role of the folder in which the two renames park the published site for a moment.
const PARKED: &str = "old";

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
        // A folder that is mounted onto its own file system shows itself only here.
        Err(error) if error.kind() == io::ErrorKind::ResourceBusy => Err(WriteError::NotAFolder(
            published.to_owned(),
            "a mount point",
        )),
        Err(error) => Err(WriteError::file(published, &error)),
    }
}

/// Refuses what a rename cannot replace: a link, a mount point, a file.
pub(super) fn refuse_unless_exchangeable(folder: &Path) -> Result<(), WriteError> {
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

/// The path of a hidden companion of `output` in the same folder, hence on the same file system.
pub(super) fn beside(output: &Path, role: &str) -> Option<PathBuf> {
    let name = output.file_name()?.to_str()?;
    Some(output.with_file_name(format!(".{name}.{role}")))
}

/// Tidies up after a process that was killed between two renames: a parked site of ours goes back
/// to where it is missing. Called with the lock held.
pub(super) fn recover(published: &Path, spare: &Path) -> Result<(), WriteError> {
    let is_own = |parked: &PathBuf| {
        // A link may lead to a site of somebody else.
        fs::symlink_metadata(parked).is_ok_and(|found| found.is_dir()) && is_ours(parked)
    };
    let Some(parked) = beside(published, PARKED).filter(is_own) else {
        return Ok(());
    };
    let done = if !published.exists() {
        fs::rename(&parked, published)
    } else if !spare.exists() {
        fs::rename(&parked, spare)
    } else {
        fs::remove_dir_all(&parked)
    };
    done.map_err(|e| WriteError::file(&parked, &e))
}

fn exchange_by_renames(spare: &Path, published: &Path) -> io::Result<()> {
    let parked = beside(published, PARKED).ok_or(io::ErrorKind::InvalidFilename)?;
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
    use crate::output::manifest_file::{self, Manifest};

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
    fn a_parked_site_goes_back_to_where_it_is_missing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (public, spare) = (
            folder.path().join("public"),
            folder.path().join(".public.spare"),
        );
        let parked = folder.path().join(".public.old");
        let park = || {
            fs::create_dir(&parked).expect("a folder");
            let manifest = Manifest::default().bytes();
            fs::write(parked.join(manifest_file::NAME), manifest).expect("written");
        };
        for expected in [&public, &spare] {
            park();
            recover(&public, &spare).expect("recovered");
            assert!(
                expected.is_dir() && !parked.exists(),
                "{}",
                expected.display()
            );
        }
        park();
        recover(&public, &spare).expect("recovered");
        assert!(!parked.exists());
        fs::create_dir(&parked).expect("somebody else's folder");
        recover(&public, &spare).expect("left alone");
        assert!(parked.exists());
    }
}
