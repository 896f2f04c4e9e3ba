//! The HTML of a page while it is rendered, up to what a page may have.

use std::io::{Error, Result, Write};

use crate::diag::limits::PAGE_BYTES;

/// The room that a page has at first: few need more.
const ROOM: usize = 64 << 10;

/// The bytes of a page.
pub(super) struct PageBytes {
    bytes: Vec<u8>,
    is_full: bool,
}

impl PageBytes {
    pub(super) fn new() -> PageBytes {
        PageBytes {
            bytes: Vec::with_capacity(ROOM),
            is_full: false,
        }
    }

    /// Whether the page would have had more bytes than it may.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// The page.
    pub(super) fn into_text(mut self) -> String {
        self.bytes.shrink_to_fit();
        String::from_utf8(self.bytes).expect("templates and what they show are texts")
    }
}

impl Write for PageBytes {
    fn write(&mut self, part: &[u8]) -> Result<usize> {
        self.write_all(part)?;
        Ok(part.len())
    }

    fn write_all(&mut self, part: &[u8]) -> Result<()> {
        if self.bytes.len() + part.len() > PAGE_BYTES {
            self.is_full = true;
            return Err(Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(part);
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_an_end() {
        let mut page = PageBytes::new();
        page.write_all("Hải".as_bytes()).expect("there is room");
        let part = vec![b'a'; PAGE_BYTES - "Hải".len()];
        page.write_all(&part).expect("there is room");
        assert!(!page.is_full());
        assert!(page.write_all(b"b").is_err() && page.is_full());
        assert!(page.into_text().starts_with("Hải"));
    }
}
