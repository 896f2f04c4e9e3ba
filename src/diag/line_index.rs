//! An index of a text's lines and characters, so that the place of a byte is found without reading the
//! text from its start.

use std::sync::Mutex;

/// How many bytes lie between two marks, or a few more: a mark is never inside a character.
const STEP: usize = 1024;

/// Marks along a text. They are made as far as somebody asks, because most texts have no mistakes.
#[derive(Debug, Default)]
pub(super) struct LineIndex {
    marks: Mutex<Vec<Mark>>,
}

/// A byte of a text with what is before it. Bytes that are not UTF-8 count as the characters that stand
/// for them in messages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// The offset of the byte.
    pub(super) at: usize,
    /// How many line breaks are before it.
    pub(super) breaks: usize,
    /// Where its line begins.
    pub(super) line_start: usize,
    /// How many characters are before it.
    pub(super) characters: usize,
    /// How many units of UTF-16 the characters before it take.
    pub(super) units: usize,
}

impl LineIndex {
    /// What is before a byte of a text, which is always the same text.
    pub(super) fn mark(&self, bytes: &[u8], at: usize) -> Mark {
        self.last_mark(bytes, at).advanced(bytes, at)
    }

    /// The last mark at or before a byte.
    pub(super) fn last_mark(&self, bytes: &[u8], at: usize) -> Mark {
        let mut marks = self.marks.lock().expect("no thread panicked with it");
        let mut last = marks.last().copied().unwrap_or_default();
        while last.at + STEP <= at {
            last = last.next(bytes);
            marks.push(last);
        }
        match marks.partition_point(|mark| mark.at <= at) {
            0 => Mark::default(),
            behind => marks[behind - 1],
        }
    }
}

impl Mark {
    /// The first mark that is at least a step further.
    fn next(self, bytes: &[u8]) -> Mark {
        // A character takes four bytes at most: the last one is whole.
        let window = bytes.len().min(self.at + STEP + 4);
        self.decoded(bytes, &bytes[self.at..window], self.at + STEP)
    }

    /// The mark of a byte behind this one. Half a character before it counts as one.
    fn advanced(self, bytes: &[u8], at: usize) -> Mark {
        self.decoded(bytes, &bytes[self.at..at], at)
    }

    /// Goes through the characters of a part of the text until a byte is reached.
    fn decoded(mut self, bytes: &[u8], part: &[u8], until: usize) -> Mark {
        for chunk in part.utf8_chunks() {
            for character in chunk.valid().chars() {
                if self.at >= until {
                    return self;
                }
                self.pass(bytes, character.len_utf8(), character.len_utf16());
            }
            if !chunk.invalid().is_empty() && self.at < until {
                self.pass(bytes, chunk.invalid().len(), 1);
            }
        }
        self
    }

    fn pass(&mut self, bytes: &[u8], length: usize, units: usize) {
        if is_break(bytes, self.at) {
            self.breaks += 1;
            self.line_start = self.at + 1;
        }
        self.at += length;
        self.characters += 1;
        self.units += units;
    }
}

/// Whether a line ends with this byte: LF, or a CR that no LF follows.
fn is_break(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_what_a_reader_of_the_whole_text_counts() {
        let line = "Hải Dương 😀\r\nx\ry\n".as_bytes();
        let mut bytes: Vec<u8> = line.iter().copied().cycle().take(9000).collect();
        bytes.extend([0xFF, 0xE1, 0xBA, b'\n', 0xF0, 0x9F, 0x98]);
        bytes.extend(vec![b'z'; 3000]);
        let index = LineIndex::default();
        for at in (0..=bytes.len()).rev().step_by(7).chain(8990..9020) {
            let before = String::from_utf8_lossy(&bytes[..at]);
            let breaks: Vec<usize> = (0..at).filter(|&byte| is_break(&bytes, byte)).collect();
            let mark = index.mark(&bytes, at);
            assert_eq!(mark.at, at);
            assert_eq!(mark.characters, before.chars().count(), "{at}");
            assert_eq!(mark.units, before.encode_utf16().count(), "{at}");
            assert_eq!(mark.breaks, breaks.len(), "{at}");
            assert_eq!(mark.line_start, breaks.last().map_or(0, |byte| byte + 1));
        }
    }
}
