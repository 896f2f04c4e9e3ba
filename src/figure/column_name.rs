//! The machine names of the columns of a figure's files: each is another one, and none is computed by a
//! spreadsheet.
//!
//! Columns may be named after codes and measures, which know nothing of each other. Some programs take
//! names that differ in capitals alone for the same.

use std::collections::BTreeSet;

use crate::data::escaped;
use crate::table::{STATUS_SUFFIX, TableSpec};

/// The table with names that files can hold. A name that stands before it already, alone or as that of
/// the statuses of another column, gets a number.
pub(super) fn with_column_names(mut table: TableSpec) -> TableSpec {
    let fixed = table.fixed.iter_mut().map(|fixed| &mut fixed.name);
    let mut taken = BTreeSet::new();
    for name in fixed.chain(&mut table.row_names) {
        *name = escaped(name);
        taken.insert(name.to_lowercase());
    }
    for column in &mut table.columns {
        let wanted = escaped(&column.name);
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        let is_taken = |name: &str| taken.contains(&name.to_lowercase());
        let free = names.find(|name| !is_taken(name) && !is_taken(&status_name(name)));
        column.name = free.expect("there is always another number");
        taken.extend([&column.name, &status_name(&column.name)].map(|name| name.to_lowercase()));
    }
    table
}

/// The name of the column with the statuses of another one.
fn status_name(name: &str) -> String {
    format!("{name}{STATUS_SUFFIX}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Fixed, Role};

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let column = |name: &str| Column {
            name: name.to_owned(),
            title: String::new(),
            unit: None,
            decimals: None,
            is_drawn: false,
        };
        let names = [
            "a", "b_n", "b", "b_n", "a_status", "a_status", "year", "=1+1", "b_n_2", "A",
        ];
        let table = with_column_names(TableSpec {
            fixed: vec![Fixed {
                name: "year".into(),
                title: String::new(),
                role: Role::Time,
                code: "2024".into(),
                label: String::new(),
            }],
            row_heads: Vec::new(),
            row_names: Vec::new(),
            row_roles: Vec::new(),
            columns: names.map(column).to_vec(),
            rows: Vec::new(),
        });
        let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "a",
                "b_n",
                "b",
                "b_n_2",
                "a_status_2",
                "a_status_3",
                "year_2",
                "'=1+1",
                "b_n_2_2",
                "A_2",
            ]
        );
    }
}
