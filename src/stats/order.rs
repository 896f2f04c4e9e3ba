//! The order of records by key: finding it, and bringing columns into it.

use std::ops::Range;

use rayon::prelude::*;

use super::dataset::{Dimension, DuplicateKey, RecordOrder};
use super::positions::Positions;

/// So many records are worth a thread of their own.
const MANY: usize = 1 << 14;

/// The order of the records by key, or the records whose key an earlier one has.
pub(super) fn sorted_order(
    records: usize,
    keys: &[Positions],
    dimensions: &[Dimension],
) -> Result<RecordOrder, Vec<DuplicateKey>> {
    if keys.is_empty() {
        return Ok(RecordOrder::AsRead);
    }
    let order = match sorted_dimensions(records, keys) {
        Sorted::Strictly => return Ok(RecordOrder::AsRead),
        Sorted::Dimensions(0) => counted_order(records, keys, dimensions),
        Sorted::Dimensions(sorted) => grouped_order(records, keys, sorted),
    };
    // Neighbours differ mostly in their last dimension.
    let is_same = |a: u32, b: u32| {
        let mut columns = keys.iter().rev();
        columns.all(|column| column.get(a as usize) == column.get(b as usize))
    };
    let pairs = order.par_windows(2).with_min_len(MANY);
    if !pairs.any(|pair| is_same(pair[0], pair[1])) {
        return Ok(RecordOrder::Sorted(order));
    }
    let duplicates = order.chunk_by(|&a, &b| is_same(a, b)).flat_map(|same| {
        same[1..].iter().map(|&second| DuplicateKey {
            first: same[0] as usize,
            second: second as usize,
        })
    });
    Err(duplicates.collect())
}

/// Brings a column into an order: the record at each position of `order` in turn, which names
/// every record once. Files are mostly sorted by their first columns, so that records move within
/// short stretches, and only a few of these need room beside the column.
pub(super) fn reorder<T: Copy>(column: &mut [T], order: &[u32]) {
    const ENOUGH: usize = 1 << 12;
    let mut moved = Vec::new();
    let (mut start, mut last) = (0, 0);
    for (position, &record) in order.iter().enumerate() {
        last = last.max(record as usize);
        let end = position + 1;
        let stays_before = last < end;
        if stays_before && (end - start >= ENOUGH || end == order.len()) {
            moved.clear();
            moved.extend(
                order[start..end]
                    .iter()
                    .map(|&record| column[record as usize]),
            );
            column[start..end].copy_from_slice(&moved);
            start = end;
        }
    }
}

/// How far records are sorted by their key as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sorted {
    /// By so many dimensions, from the first.
    Dimensions(usize),
    /// Every key is behind the one before it.
    Strictly,
}

fn sorted_dimensions(records: usize, keys: &[Positions]) -> Sorted {
    let parts: Vec<usize> = (1..records).step_by(MANY).collect();
    let parts = parts.into_par_iter();
    let sorted = parts.map(|start| sorted_part(start..records.min(start + MANY), keys));
    sorted.min().unwrap_or(Sorted::Strictly)
}

/// How far these records are sorted, each compared with the one before it.
fn sorted_part(records: Range<usize>, keys: &[Positions]) -> Sorted {
    let mut sorted = keys.len();
    let mut is_strict = true;
    for record in records {
        let mut pairs = keys[..sorted]
            .iter()
            .map(|column| (column.get(record - 1), column.get(record)));
        match pairs.position(|(before, after)| before != after) {
            Some(dimension) => {
                let column = &keys[dimension];
                if column.get(record) < column.get(record - 1) {
                    sorted = dimension;
                }
            }
            None => is_strict = false,
        }
    }
    if is_strict && sorted == keys.len() {
        Sorted::Strictly
    } else {
        Sorted::Dimensions(sorted)
    }
}

/// Sorts within the groups that the first dimensions have put together already.
fn grouped_order(records: usize, keys: &[Positions], sorted: usize) -> Vec<u32> {
    let count = u32::try_from(records).expect("a dataset has fewer than 2^32 records");
    let mut order: Vec<u32> = (0..count).collect();
    let (before, after) = keys.split_at(sorted);
    let is_together = |a: &u32, b: &u32| {
        let mut columns = before.iter().rev();
        columns.all(|column| column.get(*a as usize) == column.get(*b as usize))
    };
    let key_of = |record: u32| after.iter().map(move |column| column.get(record as usize));
    let groups = order.par_chunk_by_mut(is_together);
    match after {
        [column] => {
            groups.for_each(|group| group.sort_by_key(|&record| column.get(record as usize)));
        }
        _ => groups.for_each(|group| group.sort_by(|&a, &b| key_of(a).cmp(key_of(b)))),
    }
    order
}

/// Sorts by counting, from the last dimension to the first: the time grows with the records
/// alone, and records with the same key keep their order.
fn counted_order(records: usize, keys: &[Positions], dimensions: &[Dimension]) -> Vec<u32> {
    let count = u32::try_from(records).expect("a dataset has fewer than 2^32 records");
    let mut order: Vec<u32> = (0..count).collect();
    let mut next = vec![0; records];
    for (column, dimension) in keys.iter().zip(dimensions).rev() {
        let mut starts = vec![0_u32; dimension.codes.len() + 1];
        for code in column.iter() {
            starts[code as usize + 1] += 1;
        }
        for position in 1..starts.len() {
            starts[position] += starts[position - 1];
        }
        for &record in &order {
            let start = &mut starts[column.get(record as usize) as usize];
            next[*start as usize] = record;
            *start += 1;
        }
        std::mem::swap(&mut order, &mut next);
    }
    order
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::stats::{Code, CodeList, Columns, Dataset, DimensionKind};

    /// A dataset of two dimensions with these keys.
    fn sorted(keys: &[(u32, u32)]) -> Result<RecordOrder, Vec<DuplicateKey>> {
        let dimension = |name: &str| Dimension {
            name: name.to_owned(),
            kind: DimensionKind::Text,
            codes: Arc::new(CodeList::flat(["a", "b", "c", "d"].map(Code::new))),
            total: None,
            parts: Vec::new(),
        };
        let column = |part: fn(&(u32, u32)) -> u32| keys.iter().map(part).collect();
        let columns = Columns {
            records: keys.len(),
            keys: vec![column(|key| key.0), column(|key| key.1)],
            ..Columns::default()
        };
        let dimensions = vec![dimension("x"), dimension("y")];
        Dataset::new("d".into(), dimensions, Vec::new(), Vec::new(), columns)
            .map(|(_, order)| order)
    }

    #[test]
    fn records_are_sorted_whatever_order_they_come_in() {
        assert_eq!(sorted(&[(0, 1), (1, 0), (1, 1)]), Ok(RecordOrder::AsRead));
        // Sorted by the first dimension, and not by the second.
        let groups = sorted(&[(0, 1), (0, 0), (2, 3), (2, 1), (2, 2)]);
        assert_eq!(groups, Ok(RecordOrder::Sorted(vec![1, 0, 3, 4, 2])));
        let unsorted = sorted(&[(3, 0), (1, 1), (1, 0), (0, 3)]);
        assert_eq!(unsorted, Ok(RecordOrder::Sorted(vec![3, 2, 1, 0])));
    }

    #[test]
    fn equal_keys_are_found_in_every_order() {
        let pair = |first, second| Err(vec![DuplicateKey { first, second }]);
        assert_eq!(sorted(&[(0, 0), (0, 0)]), pair(0, 1));
        assert_eq!(sorted(&[(0, 1), (0, 0), (0, 1)]), pair(0, 2));
        assert_eq!(sorted(&[(2, 0), (1, 0), (2, 0)]), pair(0, 2));
    }

    #[test]
    fn columns_follow_an_order_however_far_records_move() {
        for order in [
            vec![0, 1, 2, 3],
            vec![1, 0, 3, 2],
            vec![3, 0, 1, 2],
            vec![0, 3, 2, 1],
        ] {
            let mut column = ['a', 'b', 'c', 'd'];
            let wanted: Vec<char> = order.iter().map(|&r| column[r as usize]).collect();
            reorder(&mut column, &order);
            assert_eq!(column[..], wanted);
        }
    }
}
