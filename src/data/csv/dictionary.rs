//! The distinct texts of a column, and for each record the position of its text.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// A column as positions in the list of its distinct texts.
#[derive(Debug, Default)]
pub(in crate::data) struct Coded {
    /// The distinct texts, in the order of their first records.
    pub(in crate::data) texts: Dictionary,
    /// For each record the position of its text.
    pub(in crate::data) codes: Vec<u32>,
    /// For each text the text that followed it last: columns repeat themselves or go in circles.
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
            codes: Vec::with_capacity(records),
            ..Coded::default()
        }
    }

    /// Adds the text of the next record.
    pub(super) fn push(&mut self, text: &[u8]) {
        let last = self.codes.last().copied();
        let code = match last.map(|last| self.followers[last as usize]) {
            Some(guess) if self.texts.get(guess) == text => guess,
            _ => {
                let code = self.texts.insert(text);
                if code as usize == self.followers.len() {
                    self.followers.push(code);
                }
                if let Some(last) = last {
                    self.followers[last as usize] = code;
                }
                code
            }
        };
        self.codes.push(code);
    }

    /// Adds all records of another column.
    pub(super) fn append(&mut self, other: &Coded) {
        let positions: Vec<u32> = (0..other.texts.len())
            .map(|code| self.texts.insert(other.texts.at(code)))
            .collect();
        self.codes.reserve_exact(other.codes.len());
        let codes = other.codes.iter().map(|&code| positions[code as usize]);
        self.codes.extend(codes);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(column: &Coded) -> Vec<String> {
        let text = |&code: &u32| String::from_utf8_lossy(column.texts.get(code)).into_owned();
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
