//! How large a file is and when it was written: a file with the same stamp is taken for the same.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The size of a file and the time of its last change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// In nanoseconds since 1970, as exact as the file system is; 0 where it does not tell.
    pub modified: u64,
    /// The time of its last change in any respect, its other times among them, counted in the same way;
    /// 0 where it is not known, or does not matter.
    pub changed: u64,
}

impl Stamp {
    /// The time by the clock of the system, as stamps count it.
    pub fn now() -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
        let nanoseconds = since.and_then(|since| u64::try_from(since.as_nanos()).ok());
        nanoseconds.unwrap_or(0)
    }

    /// The stamp of a file with this metadata.
    pub fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let nanoseconds = since.and_then(|since| u64::try_from(since.as_nanos()).ok());
        Stamp {
            size: metadata.len(),
            modified: nanoseconds.unwrap_or(0),
            changed: 0,
        }
    }

    /// The stamp of a file that others write, who may set its times as they like.
    pub fn of_foreign(metadata: &Metadata) -> Stamp {
        Stamp {
            changed: changed(metadata),
            ..Stamp::of(metadata)
        }
    }

    /// When it was last written or changed, as far as it tells.
    pub fn last(&self) -> u64 {
        self.modified.max(self.changed)
    }
}

/// The time of the last change of a file in any respect.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).unwrap_or(0);
    seconds
        .saturating_mul(1_000_000_000)
        .saturating_add(nanoseconds)
}

/// The time of the last change of a file in any respect is not known here.
#[cfg(not(unix))]
fn changed(_: &Metadata) -> u64 {
    0
}
