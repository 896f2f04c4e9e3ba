//! Fast reading of plain text: without quotes, every delimiter ends a cell and every
//! line feed a record.
//!
//! Most large files are plain. A block of bytes is looked at together, so that most
//! of the time is spent on finding delimiters, and little on each cell.

use rayon::prelude::*;

use super::syntax::Syntax;

/// How many bytes are looked at together: one for each bit of a set of ends.
const BLOCK: usize = 64;

/// A part of a text that is searched by itself.
const PART: usize = 1 << 20;

/// Whether a text has no quotes, no blank lines, and no carriage returns but before line feeds, so
/// that its records are its lines and its cells what stands between delimiters.
pub(super) fn is_plain(text: &[u8], syntax: Syntax) -> bool {
    let starts: Vec<usize> = (0..text.len()).step_by(PART).collect();
    let ends_line = |at: usize| text.get(at + 1) == Some(&b'\n');
    !text.starts_with(b"\n")
        && !text.starts_with(b"\r")
        && starts.into_par_iter().all(|start| {
            // One byte more, for the blank line between two parts.
            let part = &text[start..text.len().min(start + PART + 1)];
            let has_quotes = syntax
                .quote
                .is_some_and(|quote| memchr::memchr(quote, part).is_some());
            let find = |pair: &[u8]| memchr::memmem::find(part, pair).is_some();
            let mut returns = memchr::memchr_iter(b'\r', part).map(|at| start + at);
            let has_returns = returns.clone().next().is_some();
            let has_blank = || find(b"\n\n") || (has_returns && find(b"\n\r"));
            !has_quotes && returns.all(ends_line) && !has_blank()
        })
}

/// A pass over the records of a plain text.
pub(super) struct PlainRecords<'a> {
    text: &'a [u8],
    delimiter: u8,
    /// Where the block starts that is being looked at, and the ends of cells in it that are still
    /// to come.
    block: usize,
    ends: u64,
    /// Where the next cell starts.
    start: usize,
}

impl<'a> PlainRecords<'a> {
    pub(super) fn new(text: &'a [u8], syntax: Syntax) -> PlainRecords<'a> {
        PlainRecords {
            text,
            delimiter: syntax.delimiter,
            block: 0,
            ends: ends_at(text, 0, syntax.delimiter),
            start: 0,
        }
    }

    /// Adds the cells of the next record to others and tells how many it has; `None` at the end of
    /// the text.
    pub(super) fn next_record(&mut self, cells: &mut Vec<&'a [u8]>) -> Option<usize> {
        if self.start >= self.text.len() {
            return None;
        }
        let before = cells.len();
        loop {
            while self.ends == 0 {
                self.block += BLOCK;
                if self.block >= self.text.len() {
                    cells.push(&self.text[self.start..]);
                    self.start = self.text.len();
                    return Some(cells.len() - before);
                }
                self.ends = ends_at(self.text, self.block, self.delimiter);
            }
            let end = self.block + self.ends.trailing_zeros() as usize;
            self.ends &= self.ends - 1;
            let cell = &self.text[self.start..end];
            self.start = end + 1;
            if self.text[end] == b'\n' {
                cells.push(cell.strip_suffix(b"\r").unwrap_or(cell));
                return Some(cells.len() - before);
            }
            cells.push(cell);
        }
    }
}

/// The delimiters and line feeds in a block: a bit for each byte, the first byte's the lowest.
fn ends_at(text: &[u8], block: usize, delimiter: u8) -> u64 {
    let rest = text.get(block..).unwrap_or_default();
    match rest.first_chunk::<BLOCK>() {
        Some(bytes) => ends_in(bytes, delimiter),
        None => {
            let is_end = |byte: u8| byte == delimiter || byte == b'\n';
            let bits = rest.iter().enumerate();
            bits.fold(0, |ends, (at, &byte)| ends | u64::from(is_end(byte)) << at)
        }
    }
}

fn ends_in(bytes: &[u8; BLOCK], delimiter: u8) -> u64 {
    const WORD: usize = 8;
    /// The lowest bit of every byte of a word.
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    let (delimiters, line_feeds) = (u64::from(delimiter) * LOWEST, u64::from(b'\n') * LOWEST);
    let (words, _) = bytes.as_chunks::<WORD>();
    let mut ends = 0;
    for (position, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = zeros(word ^ delimiters) | zeros(word ^ line_feeds);
        // The product has the highest bits of the eight bytes side by side in its last byte.
        let byte = (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        ends |= byte << (position * WORD);
    }
    ends
}

/// The highest bit of every byte of a word that is zero.
fn zeros(word: u64) -> u64 {
    // A byte's other seven bits carry into its highest one unless all are zero; no carry leaves
    // the byte.
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let carried = (word & !HIGHEST) + !HIGHEST;
    !(carried | word | !HIGHEST)
}
