//! What a table shows, with every word final.

use crate::stats::Observation;

/// What stands behind the name of a column of numbers in the name of that of their statuses.
pub const STATUS_SUFFIX: &str = "_status";

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableSpec {
    /// The dimensions that are the same for the whole table.
    pub fixed: Vec<Fixed>,
    /// The headings of the row labels, one per dimension.
    pub row_heads: Vec<String>,
    /// The machine names of the row labels, one per dimension.
    pub row_names: Vec<String>,
    /// What the row labels are about, one per dimension.
    pub row_roles: Vec<Role>,
    /// The columns of numbers.
    pub columns: Vec<Column>,
    /// The rows in order.
    pub rows: Vec<RowSpec>,
}

/// What a dimension is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Periods.
    Time,
    /// Places, which readers look for by the alphabet; the order of others is the author's.
    Place,
    /// Anything else.
    Other,
}

/// A dimension that has one code in the whole table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fixed {
    /// The machine name of the dimension.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub role: Role,
    /// The machine code.
    pub code: String,
    /// The code in words.
    pub label: String,
}

/// A column of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// The machine name, unique in the table.
    pub name: String,
    /// The heading.
    pub title: String,
    /// The unit, shown in the heading.
    pub unit: Option<String>,
    /// How many decimals every number of the column shows; `None` shows as many as the number
    /// with the most.
    pub decimals: Option<u32>,
    /// Whether its numbers are drawn as a part of a line and printed in files alone.
    pub is_drawn: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RowSpec {
    /// The labels, one per dimension.
    pub labels: Vec<String>,
    /// The page of each label, where there is one.
    pub hrefs: Vec<Option<String>>,
    /// The machine codes of the labels.
    pub codes: Vec<String>,
    /// One observation per column.
    pub observations: Vec<Observation>,
    /// Whether the author asked to set this row off.
    pub highlight: bool,
    /// Whether other rows are parts of it.
    pub total: bool,
    /// Whether it adds up what the table leaves out.
    pub rest: bool,
}
