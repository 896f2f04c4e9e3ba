//! Charts and tables: from a block of a document to what is drawn and the table of the same numbers.
//!
//! A block names a dataset and what of it to show. [`FigureMaker::figure`] takes that slice, computes
//! what is to be derived, and returns a [`Figure`] that holds everything that is drawn and said. Pages
//! and addresses are not known here: a link is a function from a code to an address.

mod annotation;
mod category;
mod channel;
mod chart;
mod chart_table;
mod column_name;
mod computed;
mod content;
mod highlight;
mod label;
mod lookup;
mod maker;
mod map;
mod on_page;
mod overlap;
mod plan;
mod refusal;
mod rule;
mod scale;
mod size;
mod sort;
mod spark;
mod table;
mod table_plan;
mod total_row;
mod unsourced;
mod words;

pub use maker::FigureMaker;
pub use on_page::{LinkOf, OnPage};
pub use plan::DocumentPlan;
pub use words::role;

use crate::chart::ChartSpec;
use crate::data::Resource;
use crate::table::TableSpec;

/// A chart or table with its words.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    /// Its anchor.
    pub id: String,
    /// Its number in the page, from 1.
    pub number: usize,
    /// The finding, or a neutral topic.
    pub title: String,
    /// Measure, unit, area and period.
    pub subtitle: String,
    /// Who produced the data.
    pub source: Option<String>,
    /// What readers must know besides.
    pub notes: Vec<String>,
    /// The drawing, unless it is a table only.
    pub chart: Option<ChartSpec>,
    /// The text alternative of the drawing.
    pub description: String,
    /// The numbers.
    pub table: TableSpec,
    /// The lines as large as a word that stand behind the numbers of each row.
    pub sparklines: Vec<SparklineColumn>,
    /// The dataset that it shows.
    pub resource: &'a Resource,
}

/// Lines as large as a word, one in each row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SparklineColumn {
    /// The heading.
    pub title: String,
    /// The lines, in the order of the rows.
    pub rows: Vec<ChartSpec>,
}
