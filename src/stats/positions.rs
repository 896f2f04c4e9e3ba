//! Columns of positions in a list, no wider than the list demands.
//!
//! Most columns of a large dataset take few codes or texts: a byte or two for each record instead
//! of four bytes leave room for several times as many records, and less memory is to be made ready.

use std::ops::Range;

use super::order::reorder;

/// For each record a position in a list, from 0.
#[derive(Clone, Debug)]
pub struct Positions(Column);

#[derive(Clone, Debug)]
enum Column {
    Byte(Vec<u8>),
    Short(Vec<u16>),
    Long(Vec<u32>),
}

impl Default for Positions {
    fn default() -> Positions {
        Positions::with_capacity(0)
    }
}

impl FromIterator<u32> for Positions {
    fn from_iter<I: IntoIterator<Item = u32>>(positions: I) -> Positions {
        let mut column = Positions::default();
        positions
            .into_iter()
            .for_each(|position| column.push(position));
        column
    }
}

/// The same expression for the vector of either width.
macro_rules! each_width {
    ($column:expr, $positions:ident => $then:expr) => {
        match $column {
            Column::Byte($positions) => $then,
            Column::Short($positions) => $then,
            Column::Long($positions) => $then,
        }
    };
}

impl Positions {
    /// An empty column with room for `records` positions in a short list.
    pub fn with_capacity(records: usize) -> Positions {
        Positions(Column::Byte(Vec::with_capacity(records)))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        each_width!(&self.0, positions => positions.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position of a record.
    pub fn get(&self, record: usize) -> u32 {
        match &self.0 {
            Column::Byte(positions) => u32::from(positions[record]),
            Column::Short(positions) => u32::from(positions[record]),
            Column::Long(positions) => positions[record],
        }
    }

    /// The position of the last record.
    pub fn last(&self) -> Option<u32> {
        match &self.0 {
            Column::Byte(positions) => positions.last().map(|&position| u32::from(position)),
            Column::Short(positions) => positions.last().map(|&position| u32::from(position)),
            Column::Long(positions) => positions.last().copied(),
        }
    }

    /// The positions of all records in turn.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|record| self.get(record))
    }

    /// Adds the position of one more record.
    pub fn push(&mut self, position: u32) {
        match &mut self.0 {
            Column::Byte(positions) if let Ok(position) = u8::try_from(position) => {
                positions.push(position);
            }
            Column::Short(positions) if let Ok(position) = u16::try_from(position) => {
                positions.push(position);
            }
            Column::Long(positions) => positions.push(position),
            Column::Byte(_) | Column::Short(_) => {
                self.widen(position);
                self.push(position);
            }
        }
    }

    /// Adds the records of another column, each position replaced by that in `map`.
    pub fn append(&mut self, other: &Positions, map: &[u32]) {
        self.make_room(map);
        each_width!(&other.0, other => {
            let other = other.iter().map(|position| map[position.wide() as usize]);
            each_width!(&mut self.0, positions => extend(positions, other));
        });
    }

    /// Replaces each position by that in `map`.
    pub fn replace(&mut self, map: &[u32]) {
        self.make_room(map);
        each_width!(&mut self.0, positions => {
            for position in positions {
                *position = Width::narrow(map[position.wide() as usize]);
            }
        });
    }

    /// Brings the records into another order: the record at each position of `order` in turn.
    pub fn reorder(&mut self, order: &[u32]) {
        each_width!(&mut self.0, positions => reorder(positions, order));
    }

    /// The records of a sorted range that have this position; where they would stand if there are
    /// none.
    pub fn equal_range(&self, range: Range<usize>, position: u32) -> Range<usize> {
        each_width!(&self.0, positions => {
            let part = &positions[range.clone()];
            let start = part.partition_point(|other| other.wide() < position);
            // Few records are equal, and they stand right behind.
            let mut step = 1;
            let rest = &part[start..];
            while step < rest.len() && rest[step].wide() <= position {
                step *= 2;
            }
            let near = &rest[..rest.len().min(step + 1)];
            let count = near.partition_point(|other| other.wide() <= position);
            range.start + start..range.start + start + count
        })
    }

    /// Widens the column so that every one of `positions` fits.
    fn make_room(&mut self, positions: &[u32]) {
        let largest = positions.iter().copied().max().unwrap_or(0);
        let fits = match &self.0 {
            Column::Byte(_) => u8::try_from(largest).is_ok(),
            Column::Short(_) => u16::try_from(largest).is_ok(),
            Column::Long(_) => true,
        };
        if !fits {
            self.widen(largest);
        }
    }

    fn widen(&mut self, largest: u32) {
        let column = if u16::try_from(largest).is_ok() {
            Column::Short(self.copied())
        } else {
            Column::Long(self.copied())
        };
        self.0 = column;
    }

    fn copied<W: Width>(&self) -> Vec<W> {
        let capacity = each_width!(&self.0, positions => positions.capacity());
        let mut copy = Vec::with_capacity(capacity);
        copy.extend(self.iter().map(W::narrow));
        copy
    }
}

/// The width of a column.
trait Width: Copy {
    /// The position in this width, in which it fits.
    fn narrow(position: u32) -> Self;
    fn wide(self) -> u32;
}

fn extend<W: Width>(column: &mut Vec<W>, positions: impl Iterator<Item = u32>) {
    column.extend(positions.map(W::narrow));
}

const FITS: &str = "a column is as wide as its largest position";

impl Width for u8 {
    fn narrow(position: u32) -> u8 {
        u8::try_from(position).expect(FITS)
    }

    fn wide(self) -> u32 {
        self.into()
    }
}

impl Width for u16 {
    fn narrow(position: u32) -> u16 {
        u16::try_from(position).expect(FITS)
    }

    fn wide(self) -> u32 {
        self.into()
    }
}

impl Width for u32 {
    fn narrow(position: u32) -> u32 {
        position
    }

    fn wide(self) -> u32 {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_survive_every_width() {
        for largest in [1_u32, 255, 256, 65_535, 65_536, u32::MAX] {
            let mut column: Positions = [0, largest, 1, 0].into_iter().collect();
            assert_eq!(column.iter().collect::<Vec<_>>(), [0, largest, 1, 0]);
            assert_eq!(column.last(), Some(0));
            column.reorder(&[3, 2, 1, 0]);
            assert_eq!(column.iter().collect::<Vec<_>>(), [0, 1, largest, 0]);
        }
    }

    #[test]
    fn replaced_positions_may_be_wider() {
        let mut column: Positions = [2, 0, 1].into_iter().collect();
        let mut all = column.clone();
        all.append(&column, &[7, 70_000, 300]);
        assert_eq!(all.iter().collect::<Vec<_>>(), [2, 0, 1, 300, 7, 70_000]);
        column.replace(&[5, 256, 0]);
        assert_eq!(column.iter().collect::<Vec<_>>(), [0, 5, 256]);
        assert_eq!(column.equal_range(0..3, 5), 1..2);
        assert_eq!(column.equal_range(1..3, 6), 2..2);
    }
}
