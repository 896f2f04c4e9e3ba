//! The layout of a table in a language.

use serde::Serialize;

use super::spec::{Column, RowSpec, TableSpec};
use crate::locale::Locale;
use crate::stats::{Observation, Status};

/// The most decimals that a computed number shows when its column does not say.
const MOST_DECIMALS: u32 = 4;

/// A table as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    /// The headings of the row labels.
    pub row_heads: Vec<String>,
    /// The headings of the numbers.
    pub columns: Vec<ColumnHead>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Exactly the marks that occur, in legend order.
    pub legend: Vec<StatusMark>,
}

/// The heading of a column of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ColumnHead {
    /// What it shows.
    pub title: String,
    /// Its unit.
    pub unit: Option<String>,
}

/// A row as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// The labels.
    pub labels: Vec<String>,
    /// The page of each label, where there is one.
    pub hrefs: Vec<Option<String>>,
    /// The cells.
    pub cells: Vec<Cell>,
    /// Whether the row is set off.
    pub highlight: bool,
    /// Whether other rows are parts of it.
    pub total: bool,
    /// Whether it adds up what the table leaves out.
    pub rest: bool,
}

/// A cell as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Cell {
    /// The number in the language; empty when there is none.
    pub text: String,
    /// The number for machines; `None` when there is none.
    pub value: Option<String>,
    /// Its marks with their words.
    pub marks: Vec<StatusMark>,
}

/// A mark and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct StatusMark {
    /// The mark, such as `[x]`.
    pub mark: String,
    /// The words, such as `not available`.
    pub word: String,
}

/// Lays a table out.
pub fn layout(spec: &TableSpec, locale: &Locale) -> Layout {
    let decimals: Vec<u32> = spec
        .columns
        .iter()
        .enumerate()
        .map(|(position, column)| column_decimals(column, position, &spec.rows))
        .collect();
    let rows = spec.rows.iter().map(|row| Row {
        labels: row.labels.clone(),
        hrefs: row.hrefs.clone(),
        highlight: row.highlight,
        total: row.total,
        rest: row.rest,
        cells: row
            .observations
            .iter()
            .zip(spec.columns.iter().zip(&decimals))
            .filter(|(_, (column, _))| !column.is_drawn)
            .map(|(observation, (_, &decimals))| cell(observation, decimals, locale))
            .collect(),
    });
    let occurs = |status: Status| {
        let mut observations = spec.rows.iter().flat_map(|row| {
            let cells = row.observations.iter().zip(&spec.columns);
            cells.filter(|(_, column)| !column.is_drawn)
        });
        observations.any(|(observation, _)| observation.statuses().any(|s| s == status))
    };
    Layout {
        row_heads: spec.row_heads.clone(),
        columns: spec
            .columns
            .iter()
            .filter(|column| !column.is_drawn)
            .map(|column| ColumnHead {
                title: column.title.clone(),
                unit: column.unit.clone(),
            })
            .collect(),
        rows: rows.collect(),
        legend: Status::ALL
            .into_iter()
            .filter(|status| occurs(*status))
            .map(|status| entry(status, locale))
            .collect(),
    }
}

fn column_decimals(column: &Column, position: usize, rows: &[RowSpec]) -> u32 {
    column.decimals.unwrap_or_else(|| {
        rows.iter()
            .filter_map(|row| row.observations[position].value())
            .map(|number| number.decimals().min(MOST_DECIMALS))
            .max()
            .unwrap_or(0)
    })
}

fn cell(observation: &Observation, decimals: u32, locale: &Locale) -> Cell {
    let number = observation.value().map(|number| number.rounded(decimals));
    Cell {
        text: number
            .map(|number| locale.number(number))
            .unwrap_or_default(),
        value: number.map(|number| number.to_string()),
        marks: observation
            .statuses()
            .map(|status| entry(status, locale))
            .collect(),
    }
}

fn entry(status: Status, locale: &Locale) -> StatusMark {
    StatusMark {
        mark: locale.status_mark(status).to_owned(),
        word: locale.status_word(status).to_owned(),
    }
}
