//! What a chart or table shows, before its words.

use super::SparklineColumn;
use crate::chart::ChartSpec;
use crate::data::Resource;
use crate::table::TableSpec;

/// What a chart or table shows, before its words.
pub(super) struct FigureContent<'a> {
    pub(super) resource: &'a Resource,
    pub(super) chart: Option<ChartSpec>,
    pub(super) table: TableSpec,
    pub(super) sparklines: Vec<SparklineColumn>,
    /// Measure and unit, area and so on.
    pub(super) subtitle: String,
    /// Whether a part of a year is held against the target of its year.
    pub(super) part_against_year: bool,
    /// What readers are to know of the chart itself: why it may break a rule.
    pub(super) notes: Vec<String>,
    /// Title, when the author gives none.
    pub(super) topic: String,
}
