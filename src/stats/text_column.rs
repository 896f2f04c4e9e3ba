//! Texts of one attribute, each distinct text kept once.

use std::sync::Arc;

/// A column of texts in the order of records; a blank cell is no text.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    /// The distinct texts; `None` for a blank cell.
    texts: Vec<Option<Arc<str>>>,
    /// For each record the position of its text.
    positions: Vec<u32>,
}

impl TextColumn {
    /// A column of `positions` in `texts`.
    pub fn new(texts: Vec<Option<Arc<str>>>, positions: Vec<u32>) -> TextColumn {
        TextColumn { texts, positions }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The text of a record.
    pub fn get(&self, record: usize) -> Option<&str> {
        self.texts[self.positions[record] as usize].as_deref()
    }

    /// The same texts in another order: the record at each position of `order` in turn.
    #[must_use]
    pub fn in_order(self, order: &[u32]) -> TextColumn {
        TextColumn {
            positions: order.iter().map(|&r| self.positions[r as usize]).collect(),
            texts: self.texts,
        }
    }
}
