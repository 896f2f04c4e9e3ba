//! Which rows of a table are totals of others, so that they can be set off.

use std::collections::BTreeSet;

use crate::stats::{CodeIndex, Dataset, Member};

/// Whether each row is one of the declared total of a dimension, or of a code of which the table shows
/// parts. A table of totals alone has none. `keys` are the members of the dimensions `heads` in each row.
pub(super) fn totals(
    dataset: &Dataset,
    heads: &[usize],
    keys: &[Vec<Option<Member>>],
) -> Vec<bool> {
    let of_head = |(column, head): (usize, &usize)| {
        let dimension = &dataset.dimensions[*head];
        let shown = keys.iter().filter_map(|key| key[column]?.code());
        let parents = shown.filter_map(|code| dimension.codes.entry(code).parent);
        parents.chain(dimension.total).collect()
    };
    let totals: Vec<BTreeSet<CodeIndex>> = heads.iter().enumerate().map(of_head).collect();
    let is_total = |key: &Vec<Option<Member>>| {
        let mut pairs = key.iter().zip(&totals);
        pairs.any(|(member, totals)| {
            let code = member.and_then(Member::code);
            code.is_some_and(|code| totals.contains(&code))
        })
    };
    let found: Vec<bool> = keys.iter().map(is_total).collect();
    if found.iter().all(|is_total| *is_total) {
        return vec![false; keys.len()];
    }
    found
}
