//! Texts of input files and places in them.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The text of one input file, for finding places in it. Cheap to copy.
#[derive(Clone, Debug)]
pub struct Source {
    path: Arc<str>,
    bytes: Arc<dyn Bytes>,
    stored: StoredAs,
}

/// Whatever holds the bytes of a file.
pub trait Bytes: AsRef<[u8]> + Debug + Send + Sync {}

impl<T: AsRef<[u8]> + Debug + Send + Sync> Bytes for T {}

/// How the file stores the text: what one character of the text takes in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredAs {
    /// The bytes of the text are those of the file.
    Itself,
    /// One byte for each character.
    OneByte,
    /// UTF-16 after a byte order mark of two bytes.
    Utf16,
}

/// A place in an input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// The file, relative to the site's root, with `/` between folders.
    pub path: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// The byte offset in the file as stored, from 0.
    pub offset: usize,
    /// How many bytes the place spans; 0 for a point.
    pub length: usize,
    /// The line around it.
    pub excerpt: Excerpt,
}

/// The line of a place, cut to a readable width.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The text; bytes that are not UTF-8 are shown as U+FFFD.
    pub text: String,
    /// The place within the text, in bytes.
    pub span: Range<usize>,
}

/// Characters of a line that a message keeps before and after a place: whoever prints it trims to
/// the width of the reader's screen, and this bounds what is kept of a file without line breaks.
const CONTEXT: usize = 2000;

impl Source {
    /// The source of a file with these bytes.
    pub fn new(path: &str, bytes: impl Into<Vec<u8>>) -> Source {
        Source::held(path, Arc::new(bytes.into()))
    }

    /// The source of a file whose bytes something else holds.
    pub fn held(path: &str, bytes: Arc<dyn Bytes>) -> Source {
        Source {
            path: Arc::from(path),
            bytes,
            stored: StoredAs::Itself,
        }
    }

    /// The same file with its text decoded from the encoding in which it is stored.
    #[must_use]
    pub fn decoded(&self, text: String, stored: StoredAs) -> Source {
        Source {
            path: self.path.clone(),
            bytes: Arc::new(text.into_bytes()),
            stored,
        }
    }

    /// The file, relative to the site's root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text's bytes: those of the file, unless it was decoded.
    pub fn bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// The place of a range of bytes. Ranges beyond the end are cut.
    pub fn location(&self, span: Range<usize>) -> Location {
        let start = span.start.min(self.bytes().len());
        let end = span.end.clamp(start, self.bytes().len());
        let line_start = (0..start)
            .rev()
            .find(|&at| self.is_break(at))
            .map_or(0, |position| position + 1);
        let line_end = self.bytes()[start..]
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(self.bytes().len(), |position| start + position);
        let before = String::from_utf8_lossy(&self.bytes()[line_start..start]);
        let before = before.strip_prefix('\u{FEFF}').unwrap_or(&before);
        let marked = String::from_utf8_lossy(&self.bytes()[start..end.clamp(start, line_end)]);
        let after = String::from_utf8_lossy(&self.bytes()[end.clamp(start, line_end)..line_end]);
        let offset = self.stored_length(start);
        Location {
            path: self.path.clone(),
            line: (0..start).filter(|&at| self.is_break(at)).count() + 1,
            column: before.chars().count() + 1,
            offset,
            length: self.stored_length(end) - offset,
            excerpt: excerpt(before, &marked, &after),
        }
    }

    /// Whether a line ends with this byte: LF, or a CR that no LF follows.
    fn is_break(&self, at: usize) -> bool {
        match self.bytes()[at] {
            b'\n' => true,
            b'\r' => self.bytes().get(at + 1) != Some(&b'\n'),
            _ => false,
        }
    }

    /// How many bytes of the stored file the first bytes of the text take.
    fn stored_length(&self, bytes: usize) -> usize {
        if self.stored == StoredAs::Itself {
            return bytes;
        }
        let text = String::from_utf8_lossy(&self.bytes()[..bytes]);
        match self.stored {
            StoredAs::Itself => bytes,
            StoredAs::OneByte => text.chars().count(),
            StoredAs::Utf16 => 2 + 2 * text.encode_utf16().count(),
        }
    }

    /// The place of the first occurrence of `needle` at or after `from`; the start of the file
    /// when there is none.
    pub fn find(&self, needle: &str, from: usize) -> Location {
        let start = self.position(needle, from);
        self.location(start.map_or(0..0, |start| start..start + needle.len()))
    }

    /// The offset of the first occurrence of `needle` at or after `from`.
    pub fn position(&self, needle: &str, from: usize) -> Option<usize> {
        let rest = self.bytes().get(from..)?;
        rest.windows(needle.len().max(1))
            .position(|window| window == needle.as_bytes())
            .map(|position| from + position)
    }
}

fn excerpt(before: &str, marked: &str, after: &str) -> Excerpt {
    let hidden = before.chars().count().saturating_sub(CONTEXT);
    let mut text: String = before.chars().skip(hidden).collect();
    let start = text.len();
    text.extend(marked.chars().take(CONTEXT));
    let end = text.len();
    text.extend(after.chars().take(CONTEXT));
    Excerpt {
        text,
        span: start..end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let source = Source::new("a.csv", "x\r\nHải Dương,1\r\n".as_bytes());
        let location = source.location(17..18);
        assert_eq!(
            (location.line, location.column, location.offset),
            (2, 11, 17)
        );
        assert_eq!(location.excerpt.text, "Hải Dương,1");
    }

    #[test]
    fn any_place_in_any_bytes_has_a_location() {
        let source = Source::new("a", &b"\xEF\xBB\xBFa\n\xFF\r\n"[..]);
        for start in 0..10 {
            for end in 0..10 {
                let location = source.location(start..end);
                assert!(
                    location
                        .excerpt
                        .text
                        .is_char_boundary(location.excerpt.span.start)
                );
                assert!(
                    location
                        .excerpt
                        .text
                        .is_char_boundary(location.excerpt.span.end)
                );
            }
        }
        assert_eq!(source.location(3..4).column, 1);
    }
}
