//! The descriptor beside the published data files.

use sha2::{Digest, Sha256};

use crate::data::PublishedFile;

/// Finds out what the published descriptor says of a data file, while it is written part by part.
#[derive(Default)]
pub struct Describing {
    sha256: Sha256,
    bytes: usize,
}

impl Describing {
    /// Takes the next part of the file.
    pub fn add(&mut self, part: &[u8]) {
        self.sha256.update(part);
        self.bytes += part.len();
    }

    /// What there is to say: `name` is that of its resource, `path` its own beside the descriptor.
    pub fn finish(self, name: &str, path: &str) -> PublishedFile {
        let hexadecimal = |digits: String, byte: &u8| digits + &format!("{byte:02x}");
        PublishedFile {
            resource: name.to_owned(),
            path: path.to_owned(),
            bytes: self.bytes,
            sha256: self
                .sha256
                .finalize()
                .iter()
                .fold(String::new(), hexadecimal),
        }
    }
}
