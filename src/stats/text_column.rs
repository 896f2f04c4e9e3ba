//! Texts of one attribute, each distinct text kept once.

use std::sync::Arc;

/// A column of texts in the order of records; a blank cell is no text.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    /// The distinct texts; `None` for a blank cell.
    texts: Vec<Option<Arc<str>>>,
    /// For each record the position of its text.
    positions: Positions,
}

/// Positions in a list, no wider than its length demands: most attributes have few texts.
#[derive(Clone, Debug)]
enum Positions {
    Byte(Vec<u8>),
    Short(Vec<u16>),
    Long(Vec<u32>),
}

impl Default for Positions {
    fn default() -> Positions {
        Positions::Byte(Vec::new())
    }
}

impl Positions {
    /// Each of `positions` is below `count`.
    fn new(positions: Vec<u32>, count: usize) -> Positions {
        const FITS: &str = "a position is below the number of texts";
        if u8::try_from(count).is_ok() {
            let narrow = positions.into_iter().map(|p| u8::try_from(p).expect(FITS));
            Positions::Byte(narrow.collect())
        } else if u16::try_from(count).is_ok() {
            let narrow = positions.into_iter().map(|p| u16::try_from(p).expect(FITS));
            Positions::Short(narrow.collect())
        } else {
            Positions::Long(positions)
        }
    }

    fn get(&self, record: usize) -> usize {
        match self {
            Positions::Byte(positions) => usize::from(positions[record]),
            Positions::Short(positions) => usize::from(positions[record]),
            Positions::Long(positions) => positions[record] as usize,
        }
    }

    fn in_order(&self, order: &[u32]) -> Positions {
        let order = order.iter().map(|&record| record as usize);
        match self {
            Positions::Byte(own) => Positions::Byte(order.map(|record| own[record]).collect()),
            Positions::Short(own) => Positions::Short(order.map(|record| own[record]).collect()),
            Positions::Long(own) => Positions::Long(order.map(|record| own[record]).collect()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Positions::Byte(positions) => positions.len(),
            Positions::Short(positions) => positions.len(),
            Positions::Long(positions) => positions.len(),
        }
    }
}

impl TextColumn {
    /// A column of `positions` in `texts`.
    pub fn new(texts: Vec<Option<Arc<str>>>, positions: Vec<u32>) -> TextColumn {
        TextColumn {
            positions: Positions::new(positions, texts.len()),
            texts,
        }
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
        self.texts[self.positions.get(record)].as_deref()
    }

    /// The same texts in another order: the record at each position of `order` in turn.
    #[must_use]
    pub fn in_order(self, order: &[u32]) -> TextColumn {
        TextColumn {
            positions: self.positions.in_order(order),
            texts: self.texts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_keeps_its_text_however_many_there_are() {
        for count in [1_u32, 255, 256, 65_535, 65_536] {
            let text = |number: u32| (number > 0).then(|| Arc::from(number.to_string().as_str()));
            let column = TextColumn::new((0..count).map(text).collect(), vec![0, count - 1, 0]);
            let column = column.in_order(&[1, 0, 2]);
            let last = (count - 1).to_string();
            assert_eq!(column.get(0), Some(last.as_str()).filter(|_| count > 1));
            assert_eq!(
                (column.get(1), column.get(2), column.len()),
                (None, None, 3)
            );
        }
    }
}
