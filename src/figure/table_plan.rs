//! What a table shows, looked up once.

use super::lookup::{dataset, dimension, target};
use super::sort::Sort;
use super::spark::SparkPlan;
use crate::content::TableData;
use crate::data::{Catalog, Resource};
use crate::diag::{Code, Report};
use crate::expression::ExpressionKind;
use crate::reference::{Asked, Join, Part};
use crate::stats::Dataset;

/// What a table shows.
#[derive(Debug)]
pub(super) struct TablePlan<'a> {
    pub(super) data: &'a TableData,
    pub(super) shape: Shape<'a>,
    pub(super) sort: Sort,
    pub(super) part: Part<'a>,
    pub(super) sparks: Vec<SparkPlan<'a>>,
}

impl<'a> TablePlan<'a> {
    pub(super) fn of(
        data: &'a TableData,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Option<Self> {
        let sort = Sort::read(data.sort.as_ref(), report);
        let shape = Shape::of(data, catalog, report)?;
        let asked = Asked {
            dataset: shape.dataset,
            place: &data.data.span,
            filters: &data.filters,
        };
        let measures = data.measures(shape.dataset);
        let part = Part::of(catalog, asked, shape.varying(), &measures, report);
        let sparks = shape.sparklines(data, catalog, report);
        Some(TablePlan {
            data,
            shape,
            sort: sort?,
            part: part?,
            sparks: sparks?,
        })
    }
}

/// What a table shows, resolved.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) resource: &'a Resource,
    pub(super) dataset: &'a Dataset,
    /// The dimensions whose codes make the rows.
    pub(super) rows: Vec<usize>,
    /// The dimension that is spread over columns.
    pub(super) columns: Option<usize>,
    pub(super) target: Option<Join<'a>>,
}

impl<'a> Shape<'a> {
    /// The dimensions that the table spreads.
    pub(super) fn varying(&self) -> Vec<usize> {
        self.rows.iter().copied().chain(self.columns).collect()
    }

    /// Resolves the fields that a table block names.
    pub(super) fn of(
        data: &TableData,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Option<Shape<'a>> {
        let (resource, dataset) = dataset(catalog, &data.data, report)?;
        let rows: Vec<Option<usize>> = data
            .rows
            .iter()
            .map(|name| dimension(dataset, name, report))
            .collect();
        let columns = match &data.columns {
            None => None,
            Some(name) => Some(dimension(dataset, name, report)?),
        };
        let target = target(catalog, data.target.as_ref(), dataset, report).ok()?;
        let rows: Vec<usize> = rows.into_iter().collect::<Option<_>>()?;
        let named = data.rows.iter().chain(&data.columns);
        for (position, text) in named.enumerate() {
            let mut earlier = data.rows.iter().take(position);
            if earlier.any(|other| other.text == text.text) {
                report.push(
                    text.error(
                        Code::BadBlock,
                        format!("`{}` stands twice in rows and columns", text.text),
                    )
                    .expected("each dimension once"),
                );
                return None;
            }
        }
        Some(Shape {
            resource,
            dataset,
            rows,
            columns,
            target,
        })
    }

    /// The sparklines of a table. What they run over is no dimension of the rows, and the only
    /// one that is spread over columns.
    pub(super) fn sparklines(
        &self,
        data: &'a TableData,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Option<Vec<SparkPlan<'a>>> {
        let mut sparks = Vec::new();
        for sparkline in &data.sparklines {
            let (resource, dataset) = (self.resource, self.dataset);
            let spark = SparkPlan::of_table(sparkline, resource, dataset, catalog, report)?;
            let is_spread = self.columns.is_none_or(|columns| columns == spark.over);
            if self.rows.contains(&spark.over) || !is_spread {
                let message = format!("`{}` does not tell one line a row", sparkline.over.text);
                report.push(
                    sparkline.over.error(Code::BadBlock, message).expected(
                        "a dimension that is not in `rows`, and no other one as `columns`",
                    ),
                );
                return None;
            }
            sparks.push(spark);
        }
        Some(sparks)
    }
}

impl TableData {
    /// The measures that the columns and sparklines name.
    pub(super) fn measures(&self, dataset: &Dataset) -> Vec<usize> {
        let values = self.values.iter().flat_map(|value| value.measures(dataset));
        let lines = self.sparklines.iter();
        values
            .chain(lines.filter_map(|line| dataset.measure(&line.value.text)))
            .collect()
    }

    /// The measure of a table that shows nothing else.
    pub(super) fn measure_of_one_column(&self, dataset: &Dataset) -> Option<usize> {
        match self.values.as_slice() {
            [only] => match &only.expression.kind {
                ExpressionKind::Name(name) => dataset.measure(name),
                _ => None,
            },
            _ => None,
        }
    }
}
