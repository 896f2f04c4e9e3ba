//! Texts of input files and places in them.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use memchr::{memchr2, memmem};
use serde::{Deserialize, Serialize};

use super::line_index::LineIndex;

/// The text of one input file, for finding places in it. Cheap to copy.
#[derive(Clone, Debug)]
pub struct Source(Arc<Held>);

impl Source {
    /// Whether another one is a copy of it.
    pub fn is_same(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What all copies of a source share.
#[derive(Debug)]
struct Held {
    path: Arc<str>,
    bytes: Arc<dyn Bytes>,
    stored: StoredAs,
    /// The text is read once however many places are asked for.
    index: LineIndex,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The text; bytes that are not UTF-8 are shown as U+FFFD.
    pub text: String,
    /// The place within the text, in bytes.
    pub span: Range<usize>,
}

/// Characters of a line that a message keeps before and after a place: whoever prints it trims to
/// the width of the reader's screen, and this bounds what is kept of a file without line breaks, in
/// which there may be hundreds of thousands of mistakes.
const CONTEXT: usize = 300;

/// Bytes that hold so many characters in any case, and the one behind them whole.
const WINDOW: usize = 4 * CONTEXT + 4;

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

impl Source {
    /// The source of a file with these bytes.
    pub fn new(path: &str, bytes: impl Into<Vec<u8>>) -> Source {
        Source::held(path, Arc::new(bytes.into()))
    }

    /// The source of a file whose bytes something else holds.
    pub fn held(path: &str, bytes: Arc<dyn Bytes>) -> Source {
        Source(Arc::new(Held {
            path: Arc::from(path),
            bytes,
            stored: StoredAs::Itself,
            index: LineIndex::default(),
        }))
    }

    /// The same file with its text decoded from the encoding in which it is stored.
    #[must_use]
    pub fn decoded(&self, text: String, stored: StoredAs) -> Source {
        Source(Arc::new(Held {
            path: self.0.path.clone(),
            bytes: Arc::new(text.into_bytes()),
            stored,
            index: LineIndex::default(),
        }))
    }

    /// The file, relative to the site's root.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The text's bytes: those of the file, unless it was decoded.
    pub fn bytes(&self) -> &[u8] {
        (*self.0.bytes).as_ref()
    }

    /// The place of a range of bytes. Ranges beyond the end are cut.
    pub fn location(&self, span: Range<usize>) -> Location {
        let bytes = self.bytes();
        let start = span.start.min(bytes.len());
        let end = span.end.clamp(start, bytes.len());
        let mark = self.0.index.mark(bytes, start);
        let reach = bytes.len().min(end + WINDOW);
        let line_end = memchr2(b'\n', b'\r', &bytes[start..reach]);
        let line_end = line_end.map_or(reach, |position| start + position);
        let marked_end = end.min(line_end);
        let text = |range: Range<usize>| String::from_utf8_lossy(&bytes[range]);
        let hidden = usize::from(self.begins_with_mark(mark.line_start..start));
        let line = self.0.index.mark(bytes, mark.line_start);
        let offset = self.stored_length(start);
        Location {
            path: self.0.path.clone(),
            line: mark.breaks + 1,
            column: mark.characters - line.characters - hidden + 1,
            offset,
            length: self.stored_length(end) - offset,
            excerpt: excerpt(
                &text(self.context_start(mark.line_start, start)..start),
                &text(start..marked_end.min(start + WINDOW)),
                &text(marked_end..line_end.min(marked_end + WINDOW)),
            ),
        }
    }

    /// Where the part of a line before a place begins that an excerpt may show.
    fn context_start(&self, line_start: usize, place: usize) -> usize {
        let begin = place.saturating_sub(WINDOW).max(line_start);
        if begin > line_start {
            let mark = self.0.index.last_mark(self.bytes(), begin);
            if mark.at > line_start {
                return mark.at;
            }
        }
        let marked = self.begins_with_mark(line_start..place);
        line_start + if marked { BYTE_ORDER_MARK.len() } else { 0 }
    }

    /// Whether a part of the text begins with a byte order mark, which is no letter of it.
    fn begins_with_mark(&self, range: Range<usize>) -> bool {
        self.bytes()[range].starts_with(BYTE_ORDER_MARK)
    }

    /// How many bytes of the stored file the first bytes of the text take.
    fn stored_length(&self, bytes: usize) -> usize {
        let mark = || self.0.index.mark(self.bytes(), bytes);
        match self.0.stored {
            StoredAs::Itself => bytes,
            StoredAs::OneByte => mark().characters,
            StoredAs::Utf16 => 2 + 2 * mark().units,
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
        let rest = self.bytes().get(from..).filter(|_| !needle.is_empty())?;
        memmem::find(rest, needle.as_bytes()).map(|position| from + position)
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

    #[test]
    fn a_place_in_a_long_line_shows_what_is_around_it() {
        let line = "đ".repeat(9000);
        let source = Source::new("a", format!("\u{FEFF}x\n\u{FEFF}{line}b{line}"));
        let at = 8 + line.len();
        let location = source.location(at..at + 1);
        assert_eq!((location.line, location.column), (2, 9001));
        let around = "đ".repeat(CONTEXT);
        assert_eq!(location.excerpt.text, format!("{around}b{around}"));
        assert_eq!(location.excerpt.span, 2 * CONTEXT..2 * CONTEXT + 1);
        let all = source.location(5..usize::MAX);
        assert_eq!((all.column, all.excerpt.span.start), (1, 0));
    }
}
