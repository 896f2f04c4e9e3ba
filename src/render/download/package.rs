//! The descriptor beside the published data files.

use sha2::{Digest, Sha256};

use crate::data::PublishedFile;

/// What the published descriptor says of a data file: `name` is that of its resource, `path` its
/// own beside the descriptor.
pub fn described(name: &str, path: &str, content: &[u8]) -> PublishedFile {
    let hexadecimal = |digits: String, byte: &u8| digits + &format!("{byte:02x}");
    PublishedFile {
        resource: name.to_owned(),
        path: path.to_owned(),
        bytes: content.len(),
        sha256: Sha256::digest(content)
            .iter()
            .fold(String::new(), hexadecimal),
    }
}
