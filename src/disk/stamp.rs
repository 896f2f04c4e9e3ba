//! What a file is known by without reading it: a file with the same stamp is taken for the same.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// What a file is known by: its size, the times of its last changes, and its number in the file system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// The time of the last change of its content, in nanoseconds since 1970, as exact as the file system
    /// is; 0 where it does not tell. Whoever may write the file may set it.
    pub modified: u64,
    /// The time of its last change in any respect, counted in the same way: content, times, names. Nobody
    /// can set it. 0 outside Unix.
    pub changed: u64,
    /// Its inode; 0 outside Unix.
    pub inode: u64,
}

impl Stamp {
    /// The time by the clock of the system, as stamps count it.
    pub fn now() -> u64 {
        nanoseconds(SystemTime::now())
    }

    /// The stamp of a file with this metadata.
    pub fn of(metadata: &Metadata) -> Stamp {
        let (changed, inode) = known_to_system(metadata);
        Stamp {
            size: metadata.len(),
            modified: metadata.modified().map_or(0, nanoseconds),
            changed,
            inode,
        }
    }

    /// When it was last written or changed, as far as it tells.
    pub fn last(&self) -> u64 {
        self.modified.max(self.changed)
    }

    /// Whether a file with this stamp is certainly the one that had it before.
    pub fn is_proof(&self) -> bool {
        self.changed > 0 && self.inode > 0
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).ok();
    let nanoseconds = since.and_then(|since| u64::try_from(since.as_nanos()).ok());
    nanoseconds.unwrap_or(0)
}

/// The time of the last change of a file in any respect, and its inode.
#[cfg(unix)]
fn known_to_system(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).unwrap_or(0);
    let changed = seconds.saturating_mul(1_000_000_000);
    (changed.saturating_add(nanoseconds), metadata.ino())
}

/// Neither is known here.
#[cfg(not(unix))]
fn known_to_system(_: &Metadata) -> (u64, u64) {
    (0, 0)
}
