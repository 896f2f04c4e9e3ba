//! Which rows of a table are totals of others, so that they can be set off.

use std::collections::BTreeSet;

use crate::stats::Dataset;
use crate::table::TableSpec;

/// Marks the rows of the declared total of a dimension, and those of codes of which the table shows
/// parts. A table of totals alone has none.
pub(super) fn mark_totals(dataset: &Dataset, table: &mut TableSpec) {
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
