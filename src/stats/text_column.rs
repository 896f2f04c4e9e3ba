//! Texts of one attribute, each distinct text kept once.

use std::sync::Arc;

use super::positions::Positions;

/// A column of texts in the order of records; a blank cell is no text.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    /// The distinct texts; `None` for a blank cell.
    texts: Vec<Option<Arc<str>>>,
    /// For each record the position of its text.
    positions: Positions,
}

impl TextColumn {
    /// A column of `positions` in `texts`.
    pub fn new(texts: Vec<Option<Arc<str>>>, positions: Positions) -> TextColumn {
        TextColumn { texts, positions }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a record.
    pub fn get(&self, record: usize) -> Option<&str> {
        self.texts[self.positions.get(record) as usize].as_deref()
    }

    /// Every text of the column once; none for blank cells.
    pub fn distinct(&self) -> impl Iterator<Item = Option<&str>> {
        self.texts.iter().map(Option::as_deref)
    }

    /// Which of the distinct texts is that of a record.
    pub fn position(&self, record: usize) -> usize {
        self.positions.get(record) as usize
    }

    /// Brings the texts into another order: the record at each position of `order` in turn.
    pub fn reorder(&mut self, order: &[u32]) {
        self.positions.reorder(order);
    }
}
