//! How large a figure may be: cells that are looked up and drawn, and what is shown of too many rows.

use super::channel::Channels;
use super::on_page::OnPage;
use crate::content::{ChartData, FigureBlock, Limit, TableData};
use crate::diag::limits::{COMPARED_CELLS, FIGURE_CELLS, PAGE_CELLS, PANELS, UNASKED_ROWS};
use crate::diag::{Code, Diagnostic, Report};
use crate::stats::Slice;

/// How many cells a figure has.
#[derive(Clone, Copy, Debug)]
pub(super) struct FigureSize {
    /// The rows or categories.
    pub(super) rows: usize,
    /// The cells of each, in all columns, series and panels.
    pub(super) cells: usize,
    /// The panels of a chart; 1 where it has none.
    pub(super) panels: usize,
    /// The cells of the dataset that are added up in one of them.
    pub(super) summed: usize,
}

impl FigureSize {
    /// The size of a chart.
    pub(super) fn of_chart(slice: &Slice<'_>, channels: &Channels<'_>) -> FigureSize {
        let members = |dimension: Option<usize>| dimension.map_or(1, |d| slice.members(d).len());
        FigureSize {
            rows: members(Some(channels.category)),
            cells: members(channels.color).saturating_mul(members(channels.facet)),
            panels: members(channels.facet),
            summed: slice.cells_of_a_place(),
        }
    }

    /// The size of a table with these dimensions in its rows and columns, before its rows are limited.
    pub(super) fn of_table(
        slice: &Slice<'_>,
        rows: &[usize],
        columns: Option<usize>,
        data: &TableData,
    ) -> FigureSize {
        let members = |dimension: usize| slice.members(dimension).len();
        let rows = rows.iter().map(|&dimension| members(dimension));
        FigureSize {
            rows: rows.fold(1, usize::saturating_mul),
            cells: columns.map_or(1, members).saturating_mul(data.values.len()),
            panels: 1,
            summed: slice.cells_of_a_place(),
        }
    }

    /// What is wrong with the size of a figure of a dataset that shows at most so many rows; it has no place.
    pub(super) fn problem(self, most: usize, dataset: &str) -> Option<Diagnostic> {
        let looked_up = self.rows.saturating_mul(self.cells);
        let shown = self.rows.min(most).saturating_mul(self.cells);
        let message = if shown > FIGURE_CELLS {
            format!("this figure would show {shown} cells; at most {FIGURE_CELLS} are allowed")
        } else if self.panels > PANELS {
            format!(
                "this chart would have {} panels; at most {PANELS} are allowed",
                self.panels
            )
        } else if looked_up > COMPARED_CELLS {
            format!("this figure would be chosen from more than {COMPARED_CELLS} cells")
        } else if looked_up.saturating_mul(self.summed) > PAGE_CELLS {
            format!("this figure would add up more than {PAGE_CELLS} cells")
        } else {
            return None;
        };
        Some(Diagnostic::error(Code::TooLarge, message).hint(format!(
            "select fewer codes with `where`, put fewer dimensions into the figure, or set a smaller \
             `limit`; data/{dataset}.csv holds all records"
        )))
    }
}

/// How many categories a chart shows, as its author says or, where it has a row or bar for each, as every
/// chart; `None` where it would be too large, which is reported.
#[expect(
    clippy::option_option,
    reason = "a chart may be too large, without a limit, or with one"
)]
pub(super) fn limit(
    data: &ChartData,
    slice: &Slice<'_>,
    channels: &Channels<'_>,
    block: &FigureBlock,
    report: &mut Report,
) -> Option<Option<Limit>> {
    let limit = data
        .limit
        .clone()
        .or_else(|| unasked(data, slice, channels));
    let size = FigureSize::of_chart(slice, channels);
    let most = limit.as_ref().map_or(usize::MAX, |limit| limit.count);
    match size.problem(most, &slice.dataset().name) {
        None => Some(limit),
        Some(problem) => {
            report.push(problem.at(&block.id.span));
            None
        }
    }
}

fn unasked(data: &ChartData, slice: &Slice<'_>, channels: &Channels<'_>) -> Option<Limit> {
    let has_rows = channels.mark.grammar().rows;
    let dimension = &slice.dataset().dimensions[channels.category];
    (has_rows && !dimension.is_period()).then_some(Limit {
        count: UNASKED_ROWS,
        with_other: false,
        is_asked: false,
        span: data.data.span.clone(),
    })
}

impl OnPage<'_> {
    /// What readers are told where a figure shows the first rows of more; the dataset has them all.
    pub(super) fn note_of_first(&self, shown: usize, total: usize) -> String {
        let (shown, total) = (self.locale().number(shown), self.locale().number(total));
        let values = [("shown", shown.as_str()), ("total", total.as_str())];
        self.locale().words().fill("figure.first_rows", &values)
    }
}
