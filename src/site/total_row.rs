//! Which rows of a table are totals of others, so that they can be set off.

use std::collections::BTreeSet;

use crate::stats::Dataset;
use crate::table::TableSpec;

/// Marks the columns of names of places, the rows of the declared total of a dimension, and those of codes of which the table shows
/// parts. A table of totals alone has none.
pub(super) fn mark_totals(dataset: &Dataset, table: &mut TableSpec) {
    let is_place = |(column, name): (usize, &String)| {
        let dimension = dataset.dimension(name);
        dimension.is_some_and(|position| {
            let codes = &dataset.dimensions[position].codes;
            let mut shown = table.rows.iter().filter_map(|row| row.codes.get(column));
            shown.any(|code| {
                codes
                    .find(code)
                    .is_some_and(|c| codes.entry(c).level.is_some())
            })
        })
    };
    table.row_places = table.row_names.iter().enumerate().map(is_place).collect();
    let mut totals: Vec<BTreeSet<String>> = Vec::new();
    for (column, name) in table.row_names.iter().enumerate() {
        let mut of_column = BTreeSet::new();
        if let Some(dimension) = dataset.dimension(name) {
            let dimension = &dataset.dimensions[dimension];
            let codes = &dimension.codes;
            let shown = table.rows.iter().filter_map(|row| row.codes.get(column));
            let parents = shown.filter_map(|code| codes.entry(codes.find(code)?).parent);
            let totals = parents.chain(dimension.total);
            of_column.extend(totals.map(|code| codes.code(code).to_string()));
        }
        totals.push(of_column);
    }
    for row in &mut table.rows {
        let mut codes = row.codes.iter().zip(&totals);
        row.total = codes.any(|(code, totals)| totals.contains(code));
    }
    if table.rows.iter().all(|row| row.total) {
        table.rows.iter_mut().for_each(|row| row.total = false);
    }
}
