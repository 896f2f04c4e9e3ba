//! Where the cells of a CSV stand: an exact reading of its rows.
//!
//! The csv package counts lines and offsets in its own way around CRLF, blank lines and quotes;
//! a message must name the place that an editor shows. Both readings find the same cells, which a
//! property test holds.

use std::ops::Range;

use super::syntax::{Dialect, HeaderRows, Syntax};

/// The place of every cell of one row. Quotes belong to the place.
pub(super) type RowPlace = Vec<Range<usize>>;

/// A pass over the rows of a CSV.
pub(super) struct Rows<'a> {
    bytes: &'a [u8],
    dialect: &'a Dialect,
    at: usize,
    /// How many rows have been passed, blank lines and comments among them.
    pub(super) passed: usize,
    /// Whether the header has been passed.
    has_header: bool,
    /// The cells of the row that was passed last; none for a blank line.
    pub(super) cells: RowPlace,
    /// Each cell that does not start with a quote and holds one: where it starts, and where its
    /// first quote stands.
    pub(super) within: Vec<(usize, usize)>,
    /// Where quotes close a cell that goes on behind them.
    pub(super) stray: Vec<usize>,
    /// Where a quote stands that is never closed. Its cell is read to the end of its line.
    pub(super) unclosed: Option<usize>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Blank,
    Comment,
    Header,
    /// A row above the header.
    Above,
    Record,
}

impl<'a> Rows<'a> {
    /// A pass from `start`, before which `passed` rows stand.
    pub(super) fn new(
        bytes: &'a [u8],
        start: usize,
        passed: usize,
        dialect: &'a Dialect,
    ) -> Rows<'a> {
        Rows {
            bytes,
            dialect,
            at: start,
            passed,
            has_header: passed > 0,
            cells: Vec::new(),
            within: Vec::new(),
            stray: Vec::new(),
            unclosed: None,
        }
    }

    /// A second pass over the rows below, for looking ahead. Every one is read as a record.
    pub(super) fn below(&self) -> Rows<'a> {
        let mut below = Rows::new(self.bytes, self.at, self.passed, self.dialect);
        below.has_header = true;
        below
    }

    /// The byte behind the rows that have been passed.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Passes over the next row and tells what it is; `None` at the end of the text.
    pub(super) fn advance(&mut self) -> Option<RowKind> {
        self.cells.clear();
        let first = self.byte()?;
        let number = self.passed + 1;
        let kind = self.kind(first, number);
        self.has_header |= kind == RowKind::Header;
        match kind {
            RowKind::Blank => {}
            RowKind::Comment | RowKind::Above => {
                let start = self.at;
                self.pass_to_line_end();
                self.cells.push(start..self.at);
            }
            RowKind::Header | RowKind::Record => self.pass_cells(),
        }
        self.pass_line_end();
        self.passed = number;
        Some(kind)
    }

    /// Passes over rows up to the next record; `false` at the end of the text.
    pub(super) fn next_record(&mut self) -> bool {
        loop {
            match self.advance() {
                None => return false,
                Some(RowKind::Record) => return true,
                Some(_) => {}
            }
        }
    }

    fn kind(&self, first: u8, number: usize) -> RowKind {
        if matches!(first, b'\n' | b'\r') {
            return RowKind::Blank;
        }
        match &self.dialect.header {
            HeaderRows::Rows(rows) if rows.contains(&number) => RowKind::Header,
            _ if self.is_comment(first, number) => RowKind::Comment,
            HeaderRows::Rows(rows) if rows.last().is_some_and(|last| number < *last) => {
                RowKind::Above
            }
            HeaderRows::First if !self.has_header => RowKind::Header,
            HeaderRows::None | HeaderRows::First | HeaderRows::Rows(_) => RowKind::Record,
        }
    }

    fn syntax(&self) -> Syntax {
        self.dialect.syntax
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn is_comment(&self, first: u8, number: usize) -> bool {
        self.syntax().comment == Some(first) || self.dialect.comment_rows.contains(&number)
    }

    fn pass_to_line_end(&mut self) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
        self.at += length.unwrap_or(rest.len());
    }

    fn pass_line_end(&mut self) {
        match self.byte() {
            Some(b'\r') if self.bytes.get(self.at + 1) == Some(&b'\n') => self.at += 2,
            Some(b'\n' | b'\r') => self.at += 1,
            Some(_) | None => {}
        }
    }

    fn pass_cells(&mut self) {
        loop {
            let cell = self.pass_cell();
            self.cells.push(cell);
            match self.byte() {
                Some(byte) if byte == self.syntax().delimiter => self.at += 1,
                Some(_) | None => return,
            }
        }
    }

    /// Passes over one cell and leaves the position at the delimiter, line end or end behind it.
    fn pass_cell(&mut self) -> Range<usize> {
        let syntax = self.syntax();
        if syntax.skip_initial_space && !self.cells.is_empty() {
            while self.byte() == Some(b' ') {
                self.at += 1;
            }
        }
        let start = self.at;
        let is_quoted = syntax.quote.is_some() && self.byte() == syntax.quote;
        if is_quoted && !self.pass_quoted(syntax) {
            self.unclosed = Some(start);
            self.at = start;
            self.pass_to_line_end();
            return start..self.at;
        }
        let closed = self.at;
        while let Some(byte) = self.byte() {
            if byte == syntax.delimiter || matches!(byte, b'\n' | b'\r') {
                break;
            }
            if is_quoted {
                // Letters behind a closed cell make its last quote a stray one.
                if self.at == closed {
                    self.stray.push(closed - 1);
                }
            } else if Some(byte) == syntax.quote
                && self.within.last().is_none_or(|(cell, _)| *cell != start)
            {
                self.within.push((start, self.at));
            }
            self.at += 1;
        }
        start..self.at
    }

    /// Passes from an opening quote over the closing one; `false` when there is none.
    fn pass_quoted(&mut self, syntax: Syntax) -> bool {
        self.at += 1;
        while let Some(byte) = self.byte() {
            if syntax.escape == Some(byte) && self.at + 1 < self.bytes.len() {
                self.at += 2;
            } else if syntax.quote != Some(byte) {
                self.at += 1;
            } else if syntax.double_quote && self.bytes.get(self.at + 1).copied() == syntax.quote {
                self.at += 2;
            } else {
                self.at += 1;
                return true;
            }
        }
        false
    }
}

/// The text of a cell whose raw bytes are given: without its quotes, doubled and escaped quotes
/// once.
pub(super) fn unquoted(raw: &[u8], syntax: Syntax) -> Vec<u8> {
    let Some(quote) = syntax.quote.filter(|quote| raw.first() == Some(quote)) else {
        return raw.to_vec();
    };
    let mut text = Vec::with_capacity(raw.len());
    let mut bytes = raw[1..].iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if syntax.escape == Some(byte) && bytes.peek().is_some() {
            text.extend(bytes.next());
        } else if byte != quote {
            text.push(byte);
        } else if syntax.double_quote && bytes.peek() == Some(&quote) {
            bytes.next();
            text.push(quote);
        } else {
            // What stands behind the closing quote belongs to the cell as it is.
            text.extend(bytes.by_ref());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headless() -> Dialect {
        Dialect {
            header: HeaderRows::None,
            ..Dialect::standard()
        }
    }

    #[test]
    fn places_are_those_of_an_editor() {
        let bytes = b"a,b\r\n\r\n\"x\"\"y,\nz\",1\n,\n";
        let dialect = headless();
        let mut rows = Rows::new(bytes, 0, 0, &dialect);
        let mut texts = Vec::new();
        while rows.next_record() {
            let text = |cell: &Range<usize>| String::from_utf8_lossy(&bytes[cell.clone()]);
            texts.push(rows.cells.iter().map(text).collect::<Vec<_>>());
        }
        assert_eq!(
            texts,
            [vec!["a", "b"], vec!["\"x\"\"y,\nz\"", "1"], vec!["", ""]]
        );
        assert_eq!(rows.passed, 4);
    }

    #[test]
    fn an_unclosed_quote_is_found_at_its_opening_and_hides_no_later_row() {
        let dialect = headless();
        let mut rows = Rows::new(b"a\n\"b\nc\n", 0, 0, &dialect);
        let mut records = 0;
        while rows.next_record() {
            records += 1;
        }
        assert_eq!((records, rows.unclosed), (3, Some(2)));
    }

    #[test]
    fn a_quote_within_a_cell_is_found() {
        for (bytes, within, stray) in [
            (&b"a,b \"c\"\n"[..], vec![(2, 4)], vec![]),
            (b"\"a\" b,c\n", vec![], vec![2]),
            (b"\"a \"\"b\"\"\",c\n", vec![], vec![]),
        ] {
            let dialect = headless();
            let mut rows = Rows::new(bytes, 0, 0, &dialect);
            while rows.next_record() {}
            assert_eq!((rows.within, rows.stray), (within, stray));
        }
    }

    #[test]
    fn rows_that_are_no_data_are_told_apart() {
        let mut dialect = Dialect::standard();
        dialect.header = HeaderRows::Rows(vec![2]);
        dialect.comment_rows = vec![5];
        dialect.syntax.comment = Some(b'#');
        let text = b"Wells, 2024\narea,wells\n# note\n\nnote\na,1\n";
        let mut rows = Rows::new(text, 0, 0, &dialect);
        let kinds: Vec<RowKind> = std::iter::from_fn(|| rows.advance()).collect();
        assert_eq!(
            kinds,
            [
                RowKind::Above,
                RowKind::Header,
                RowKind::Comment,
                RowKind::Blank,
                RowKind::Comment,
                RowKind::Record
            ]
        );
    }
}
