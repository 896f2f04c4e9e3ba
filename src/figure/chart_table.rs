//! The table of a chart: the same numbers, for every reader.

use super::category::CategoryData;
use super::channel::series_members;
use super::chart::ChartView;
use super::column_name::with_column_names;
use super::label::{Label, observed};
use super::on_page::OnPage;
use super::total_row::totals;
use super::words::role;
use crate::reference::Join;
use crate::stats::{self, Dimension, Member, Observation};
use crate::table::{Column, RowSpec, TableSpec};

/// The code of all categories beyond a limit together, as SDMX writes it.
const OTHER: &str = "_O";

impl<'a> OnPage<'a> {
    /// The table of the same numbers.
    pub(super) fn chart_table(
        &self,
        view: &ChartView<'_, 'a>,
        label: Option<&Label<'_>>,
    ) -> TableSpec {
        let ChartView {
            slice,
            channels,
            categories,
            ..
        } = *view;
        let dataset = slice.dataset();
        let measure = channels.measure.measure();
        let resource = channels.measure.resource;
        let unit = self.unit(resource, &measure.name);
        let measure_title = self.field_title(resource, &measure.name);
        let mut columns: Vec<Column> = Vec::new();
        for member in series_members(slice, channels) {
            let (name, title) = match (channels.color, member) {
                (Some(color), Some(member)) => (
                    dataset.dimensions[color].code_text(member),
                    self.label(dataset, color, member),
                ),
                _ => (measure.name.clone(), measure_title.to_owned()),
            };
            columns.push(Column {
                name,
                title,
                unit: unit.clone(),
                decimals: measure.decimals,
                is_drawn: false,
            });
        }
        if let Some(label) = label {
            columns.extend(self.label_columns(view, label));
        }
        if let Some(join) = &channels.target {
            columns.extend(self.target_columns(join));
        }
        if let Some(whole) = channels.whole {
            let title = self.label(dataset, channels.category, Member::Code(whole));
            columns.extend(self.share_columns(title, unit, measure.decimals));
        }
        let heads: Vec<usize> = channels
            .facet
            .into_iter()
            .chain([channels.category])
            .collect();
        let key = |category: &CategoryData| {
            let facet = channels.facet.map(|_| category.facet);
            facet.into_iter().chain([category.member]).collect()
        };
        let keys: Vec<Vec<Option<Member>>> = categories.iter().map(key).collect();
        let rows = categories.iter().zip(totals(dataset, &heads, &keys));
        let rows = rows.map(|(category, total)| RowSpec {
            total,
            ..self.category_row(view, label, category)
        });
        let rows = rows.collect();
        let heads: Vec<&Dimension> = heads
            .iter()
            .map(|&head| &dataset.dimensions[head])
            .collect();
        with_column_names(TableSpec {
            fixed: self.fixed(resource, slice, &channels.varying()),
            row_heads: heads
                .iter()
                .map(|dimension| self.field_title(resource, &dimension.name).to_owned())
                .collect(),
            row_names: heads
                .iter()
                .map(|dimension| dimension.name.clone())
                .collect(),
            row_roles: heads.iter().map(|dimension| role(dimension)).collect(),
            columns,
            rows,
        })
    }

    /// The row of a category.
    fn category_row(
        &self,
        view: &ChartView<'_, 'a>,
        label: Option<&Label<'_>>,
        category: &CategoryData,
    ) -> RowSpec {
        let (channels, dataset) = (view.channels, view.slice.dataset());
        let dimension = &dataset.dimensions[channels.category];
        let mut observations: Vec<Observation> =
            category.cells.iter().map(|cell| cell.observation).collect();
        if label.is_some() {
            let labels = category.cells.iter().map(|cell| cell.label.as_ref());
            observations.extend(labels.map(observed));
        }
        if let Some(target) = category.cells[0].target {
            observations.push(target);
            observations.push(stats::percent(category.cells[0].observation, target));
        }
        let facet = channels.facet.zip(category.facet);
        let panel = facet.map(|(facet, member)| {
            let code = dataset.dimensions[facet].code_text(member);
            (self.label(dataset, facet, member), code)
        });
        let (mut labels, mut codes): (Vec<_>, Vec<_>) = panel.into_iter().unzip();
        labels.push(category.label.clone());
        codes.push(match category.member {
            Some(member) => dimension.code_text(member),
            None => OTHER.to_owned(),
        });
        let own = category
            .member
            .and_then(|member| self.href(dataset, channels.category, member));
        RowSpec {
            hrefs: facet.map(|_| None).into_iter().chain([own]).collect(),
            labels,
            codes,
            observations,
            highlight: category
                .member
                .is_some_and(|member| view.highlight.categories.contains(&member)),
            total: false,
            rest: category.member.is_none(),
        }
    }

    /// The columns of what stands behind the numbers, one for each series.
    fn label_columns(&self, view: &ChartView<'_, 'a>, label: &Label<'_>) -> Vec<Column> {
        let dataset = view.slice.dataset();
        let measure = &view.channels.measure.measure().name;
        let members = series_members(view.slice, view.channels).into_iter();
        let column = |(position, member): (usize, Option<Member>)| {
            let mut cells = view.categories.iter().filter_map(|p| p.cells.get(position));
            let first = cells.find_map(|cell| cell.label.as_ref());
            match view.channels.color.zip(member) {
                None => label.column(first, None, measure),
                Some((color, member)) => {
                    let code = dataset.dimensions[color].code_text(member);
                    let name = self.label(dataset, color, member);
                    label.column(first, Some((&code, &name)), measure)
                }
            }
        };
        members.enumerate().map(column).collect()
    }

    /// The columns of a whole and of the share in it.
    fn share_columns(
        &self,
        title: String,
        unit: Option<String>,
        decimals: Option<u32>,
    ) -> [Column; 2] {
        let words = self.locale().words();
        [
            Column {
                name: "whole".into(),
                title,
                unit,
                decimals,
                is_drawn: false,
            },
            Column {
                name: "share_percent".into(),
                title: words.get("figure.share").to_owned(),
                unit: Some(words.get("number.percent_unit").to_owned()),
                decimals: Some(1),
                is_drawn: false,
            },
        ]
    }

    /// The columns of a target and of how much of it was reached.
    fn target_columns(&self, join: &Join<'a>) -> [Column; 2] {
        let measure = join.measure.measure();
        let words = self.locale().words();
        [
            Column {
                name: if join.whole_year {
                    "target_of_year"
                } else {
                    "target"
                }
                .into(),
                title: self
                    .field_title(join.measure.resource, &measure.name)
                    .to_owned(),
                unit: self.unit(join.measure.resource, &measure.name),
                decimals: measure.decimals,
                is_drawn: false,
            },
            Column {
                name: "attained_percent".into(),
                title: words.get("figure.attained").to_owned(),
                unit: Some(words.get("number.percent_unit").to_owned()),
                decimals: Some(1),
                is_drawn: false,
            },
        ]
    }
}
