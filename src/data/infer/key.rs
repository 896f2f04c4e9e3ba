//! Which columns identify a record.

use std::collections::HashSet;

use super::column::{Column, Kind};
use super::table::Table;

/// No key has more columns.
const MOST_COLUMNS: usize = 5;

/// No more columns than this are tried in every combination.
const TRIED: usize = 10;

/// The fewest columns, of the first where there is a choice, of which no two records share all
/// values. Numbers, statuses and notes are no part of a key.
pub(super) fn guess(table: &Table, columns: &[Column], reasons: &mut Vec<String>) -> Vec<usize> {
    let is_part = |column: &Column| {
        let is_key_type = matches!(column.kind, Kind::Text | Kind::Period | Kind::Date(_));
        is_key_type && column.status_of.is_none() && !column.name.starts_with("note")
    };
    let is_filled = |position: &usize| table.column(*position).all(|cell| !cell.is_empty());
    let candidates: Vec<usize> = (0..columns.len())
        .filter(|&position| is_part(&columns[position]))
        .filter(is_filled)
        .take(TRIED)
        .collect();
    for size in 1..=MOST_COLUMNS.min(candidates.len()) {
        let mut found = None;
        combinations(&candidates, size, &mut Vec::new(), &mut |key| {
            if found.is_none() && is_unique(table, key) {
                found = Some(key.to_vec());
            }
            found.is_some()
        });
        if let Some(key) = found {
            let names: Vec<&str> = key.iter().map(|&p| columns[p].name.as_str()).collect();
            reasons.push(format!(
                "the key is {}: no two records share it",
                names.join(", ")
            ));
            return key;
        }
    }
    reasons.push("no key was found: some records are alike in all but their numbers".to_owned());
    Vec::new()
}

fn is_unique(table: &Table, key: &[usize]) -> bool {
    let mut seen = HashSet::with_capacity(table.records.len());
    table.records.iter().all(|row| {
        let values: Vec<&str> = key.iter().map(|&position| row[position].as_str()).collect();
        seen.insert(values)
    })
}

/// Visits the combinations of a size in the order of columns until `visit` is content.
fn combinations(
    rest: &[usize],
    size: usize,
    chosen: &mut Vec<usize>,
    visit: &mut impl FnMut(&[usize]) -> bool,
) -> bool {
    if chosen.len() == size {
        return visit(chosen);
    }
    for (position, &column) in rest.iter().enumerate() {
        chosen.push(column);
        if combinations(&rest[position + 1..], size, chosen, visit) {
            return true;
        }
        chosen.pop();
    }
    false
}
