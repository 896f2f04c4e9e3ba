//! The distinct texts of a column, and for each record the position of its text.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

use crate::stats::Positions;

/// A column as positions in the list of its distinct texts.
#[derive(Debug, Default)]
pub(in crate::data) struct Coded {
    /// The distinct texts, in the order of their first records.
    pub(in crate::data) texts: Dictionary,
    /// For each record the position of its text.
    pub(in crate::data) codes: Positions,
    /// For each text the other text that followed it last: columns repeat themselves or go in
    /// circles.
    followers: Vec<u32>,
}

/// Distinct texts, each once, one behind the other.
#[derive(Debug, Default)]
pub(in crate::data) struct Dictionary {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Coded {
    pub(super) fn with_capacity(records: usize) -> Coded {
        Coded {
            codes: Positions::with_capacity(records),
            ..Coded::default()
        }
    }

    /// Adds the text of the next record.
    pub(super) fn push(&mut self, text: &[u8]) {
        let code = match self.codes.last() {
            None => self.insert(text),
            Some(last) if is_same(self.texts.get(last), text) => last,
            Some(last) => match self.followers[last as usize] {
                next if is_same(self.texts.get(next), text) => next,
                _ => {
                    let code = self.insert(text);
                    self.followers[last as usize] = code;
                    code
                }
            },
        };
        self.codes.push(code);
    }

    fn insert(&mut self, text: &[u8]) -> u32 {
        let code = self.texts.insert(text);
        if code as usize == self.followers.len() {
            self.followers.push(code);
        }
        code
    }

    /// Adds all records of another column.
    pub(super) fn append(&mut self, other: &Coded) {
        let positions: Vec<u32> = (0..other.texts.len())
            .map(|code| self.texts.insert(other.texts.at(code)))
            .collect();
        self.codes.append(&other.codes, &positions);
        self.followers = (0..u32::try_from(self.texts.len()).unwrap_or(u32::MAX)).collect();
    }
}

impl Dictionary {
    /// How many distinct texts there are.
    pub(in crate::data) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a position.
    pub(in crate::data) fn at(&self, position: usize) -> &[u8] {
        let start = match position {
            0 => 0,
            _ => self.ends[position - 1],
        };
        &self.bytes[start..self.ends[position]]
    }

    fn get(&self, code: u32) -> &[u8] {
        self.at(code as usize)
    }

    fn insert(&mut self, text: &[u8]) -> u32 {
        let hash = self.hasher.hash_one(text);
        if let Some(&code) = self.table.find(hash, |&code| self.get(code) == text) {
            return code;
        }
        let code = u32::try_from(self.ends.len()).expect("a file has fewer than 2^32 cells");
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.table.insert_unique(hash, code, |&code| {
            let position = code as usize;
            let start = if position == 0 { 0 } else { ends[position - 1] };
            hasher.hash_one(&bytes[start..ends[position]])
        });
        code
    }
}

/// Whether two texts are the same: most are short, and looked at without a call.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    const WORD: usize = 8;
    if a.len() != b.len() {
        return false;
    }
    let (Some(a_end), Some(b_end)) = (a.last_chunk::<WORD>(), b.last_chunk()) else {
        return a.iter().zip(b).all(|(a, b)| a == b);
    };
    // The last words overlap those before them.
    let words = a.as_chunks::<WORD>().0.iter().zip(b.as_chunks::<WORD>().0);
    a_end == b_end && words.into_iter().all(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(column: &Coded) -> Vec<String> {
        let text = |code: u32| String::from_utf8_lossy(column.texts.get(code)).into_owned();
        column.codes.iter().map(text).collect()
    }

    #[test]
    fn every_record_gets_back_its_text() {
        let cells = ["a", "b", "", "a", "b", "", "a", "a", "c", "ệ"];
        let (mut first, mut second) = (Coded::with_capacity(4), Coded::with_capacity(6));
        for cell in &cells[..4] {
            first.push(cell.as_bytes());
        }
        for cell in &cells[4..] {
            second.push(cell.as_bytes());
        }
        first.append(&second);
        first.push(b"b");
        assert_eq!(texts(&first)[..10], cells);
        assert_eq!(texts(&first)[10], "b");
        assert_eq!(first.texts.len(), 5);
    }
}
