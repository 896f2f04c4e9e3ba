//! Where the cells of a CSV stand: an exact second reading, used only for messages.
//!
//! The csv package counts lines and offsets in its own way around CRLF, blank lines and quotes;
//! a message must name the place that an editor shows.

use std::ops::Range;

/// The place of every cell of one record. Quotes belong to the place.
pub(super) type RecordPlace = Vec<Range<usize>>;

/// A pass over the records of a CSV. Blank lines are no records.
pub(super) struct Places<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the quote stands that was never closed, once the pass has come to it.
    pub(super) unclosed: Option<usize>,
    /// Where a quote stands that neither opens nor closes a cell, the first of them.
    pub(super) stray: Option<usize>,
}

impl<'a> Places<'a> {
    /// A pass from `start`, which is behind the byte order mark if there is one.
    pub(super) fn new(bytes: &'a [u8], start: usize) -> Places<'a> {
        Places {
            bytes,
            at: start,
            unclosed: None,
            stray: None,
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over one cell and leaves the position at the comma, line end or end behind it.
    fn cell(&mut self) -> Range<usize> {
        let start = self.at;
        if self.byte() == Some(b'"') {
            self.at += 1;
            loop {
                match self.byte() {
                    None => {
                        self.unclosed = Some(start);
                        return start..self.at;
                    }
                    Some(b'"') if self.bytes.get(self.at + 1) == Some(&b'"') => self.at += 2,
                    Some(b'"') => {
                        self.at += 1;
                        break;
                    }
                    Some(_) => self.at += 1,
                }
            }
        }
        while let Some(byte) = self.byte() {
            match byte {
                b',' | b'\n' | b'\r' => break,
                // Letters behind a closed cell make its last quote a stray one.
                _ if self.bytes[start] == b'"' => drop(self.stray.get_or_insert(self.at - 1)),
                b'"' => drop(self.stray.get_or_insert(self.at)),
                _ => {}
            }
            self.at += 1;
        }
        start..self.at
    }
}

impl Iterator for Places<'_> {
    type Item = RecordPlace;

    fn next(&mut self) -> Option<RecordPlace> {
        while matches!(self.byte(), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte()?;
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell());
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(_) | None => return Some(cells),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_an_editor() {
        let bytes = b"a,b\r\n\r\n\"x\"\"y,\nz\",1\n,\n";
        let records: Vec<RecordPlace> = Places::new(bytes, 0).collect();
        let texts: Vec<Vec<&str>> = records
            .iter()
            .map(|cells| {
                cells
                    .iter()
                    .map(|cell| std::str::from_utf8(&bytes[cell.clone()]).expect("ASCII"))
                    .collect()
            })
            .collect();
        assert_eq!(
            texts,
            [vec!["a", "b"], vec!["\"x\"\"y,\nz\"", "1"], vec!["", ""]]
        );
    }

    #[test]
    fn an_unclosed_quote_is_found_at_its_opening() {
        let mut places = Places::new(b"a\n\"b\nc", 0);
        assert_eq!(places.by_ref().count(), 2);
        assert_eq!(places.unclosed, Some(2));
    }

    #[test]
    fn a_quote_within_a_cell_is_found() {
        for (bytes, stray) in [
            (&b"a,b \"c\"\n"[..], Some(4)),
            (b"\"a\" b,c\n", Some(2)),
            (b"\"a \"\"b\"\"\",c\n", None),
        ] {
            let mut places = Places::new(bytes, 0);
            places.by_ref().for_each(drop);
            assert_eq!(places.stray, stray);
        }
    }
}
