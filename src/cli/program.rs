//! What the running program is known by.

use std::fs;

/// The version with the hash of the program's own file, so that two builds of one version
/// differ; nothing where the file cannot be read.
pub(super) fn identity() -> Option<String> {
    let file = std::env::current_exe().ok()?;
    let content = fs::read(file).ok()?;
    let hash = blake3::hash(&content).to_hex();
    Some(format!("{} {hash}", env!("CARGO_PKG_VERSION")))
}
