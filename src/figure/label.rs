//! What stands behind the numbers of a chart: a computation over the measures of the same row.

use super::channel::Channels;
use super::computed::computed_name;
use super::on_page::OnPage;
use crate::content::{FigureBlock, ValueColumn};
use crate::diag::Report;
use crate::reference::{self, Row, RowData};
use crate::stats::{Member, Observation};
use crate::table::Column;

/// The label channel of a chart.
pub(super) struct Label<'a> {
    value: &'a ValueColumn,
    /// What the column of the table is called.
    title: String,
}

/// A computed figure that stands behind a number.
#[derive(Clone)]
pub(super) struct CellLabel {
    pub(super) observation: Observation,
    /// How it is printed; empty when it cannot be computed.
    pub(super) text: String,
    /// The unit that the computation gives it.
    pub(super) unit: Option<String>,
    /// With how many decimals it is printed.
    pub(super) decimals: Option<u32>,
}

impl<'a> OnPage<'a> {
    /// The label channel of a chart, if it has one.
    pub(super) fn label_channel<'l>(
        &self,
        value: Option<&'l ValueColumn>,
        block: &FigureBlock,
        report: &mut Report,
    ) -> Option<Label<'l>> {
        let value = value?;
        // A translation gives the title in its language.
        let title = match (block.words.titles.first(), &value.title) {
            (Some(own), Some(_)) => self.evaluator.text(own, report),
            (_, Some(title)) => self.evaluator.text(title, report),
            (_, None) => self.locale().words().get("figure.computed").to_owned(),
        };
        Some(Label { value, title })
    }

    /// What stands behind the number at a key.
    pub(super) fn place_label(
        &self,
        label: &Label<'_>,
        channels: &Channels<'a>,
        key: &[Member],
        report: &mut Report,
    ) -> Option<CellLabel> {
        let data = RowData {
            resource: channels.measure.resource,
            dataset: channels.measure.dataset,
            target: channels.target.as_ref(),
        };
        let figure = self.row_value(Row { data, key }, &label.value.expression, report)?;
        Some(CellLabel {
            observation: figure.observation,
            text: reference::print(&figure, self.locale()).map_or_else(String::new, |p| p.plain()),
            unit: figure
                .display
                .unit_key()
                .map(|key| self.locale().words().get(key).to_owned()),
            decimals: figure.display.decimals(),
        })
    }
}

impl Label<'_> {
    /// The column of the labels in the table of the chart; `series` is the name of the series whose
    /// labels they are, where there are several, and `measure` the name of another column.
    pub(super) fn column(
        &self,
        first: Option<&CellLabel>,
        series: Option<(&str, &str)>,
        measure: &str,
    ) -> Column {
        let mut name = computed_name(&self.value.expression);
        if name == measure {
            name.push_str("_2");
        }
        let (name, title) = match series {
            Some((code, series)) => (
                format!("{code}_{name}"),
                format!("{series}: {}", self.title),
            ),
            None => (name, self.title.clone()),
        };
        Column {
            name,
            title,
            unit: first.and_then(|first| first.unit.clone()),
            decimals: first.and_then(|first| first.decimals),
            is_drawn: false,
        }
    }
}

/// The observation that a table shows for a label; all beyond a limit together have none.
pub(super) fn observed(label: Option<&CellLabel>) -> Observation {
    label.map_or(
        Observation::absent(crate::stats::Absence::NotApplicable),
        |label| label.observation,
    )
}
