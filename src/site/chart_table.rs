//! The table of a chart: the same numbers, for every reader.

use super::channel::Channels;
use super::chart_figure::{Place, series_members, varying};
use super::figure::{FigureMaker, fixed};
use super::highlight::Highlight;
use super::join::{self, Join};
use crate::stats::{self, Dimension, Member, Observation, Slice};
use crate::table::{Column, RowSpec, TableSpec};

impl<'a> FigureMaker<'a> {
    /// The table of the same numbers.
    pub(super) fn chart_table(
        &self,
        slice: &Slice<'a>,
        channels: &Channels<'a>,
        places: &[Place],
        highlight: &Highlight,
    ) -> TableSpec {
        let dataset = slice.dataset();
        let category = &dataset.dimensions[channels.category];
        let measure = &dataset.measures[channels.measure.measure];
        let resource = channels.measure.resource;
        let unit = self.unit(resource, &measure.name);
        let measure_title = self.field_title(resource, &measure.name);
        let mut columns: Vec<Column> = Vec::new();
        for member in series_members(slice, channels) {
            let (name, title) = match (channels.color, member) {
                (Some(color), Some(member)) => (
                    join::code_text(&dataset.dimensions[color], member),
                    self.label(dataset, color, member),
                ),
                _ => (measure.name.clone(), measure_title.to_owned()),
            };
            columns.push(Column {
                name,
                title,
                unit: unit.clone(),
                decimals: measure.decimals,
            });
        }
        if let Some(join) = &channels.target {
            columns.extend(self.target_columns(join));
        }
        if let Some(whole) = channels.whole {
            let title = self.label(dataset, channels.category, Member::Code(whole));
            columns.extend(self.share_columns(title, unit, measure.decimals));
        }
        let rows = places.iter().map(|place| {
            let mut observations: Vec<Observation> =
                place.cells.iter().map(|cell| cell.observation).collect();
            if let Some(target) = place.cells[0].target {
                observations.push(target);
                observations.push(stats::percent(place.cells[0].observation, target));
            }
            let facet = channels.facet.zip(place.facet);
            let panel = facet.map(|(facet, member)| {
                let code = join::code_text(&dataset.dimensions[facet], member);
                (self.label(dataset, facet, member), code)
            });
            let (mut labels, mut codes): (Vec<_>, Vec<_>) = panel.into_iter().unzip();
            labels.push(place.label.clone());
            codes.push(join::code_text(category, place.member));
            RowSpec {
                labels,
                codes,
                observations,
                highlight: highlight.categories.contains(&place.member),
            }
        });
        let rows = rows.collect();
        let heads = channels.facet.map(|facet| &dataset.dimensions[facet]);
        let heads: Vec<&Dimension> = heads.into_iter().chain([category]).collect();
        TableSpec {
            fixed: fixed(slice, &varying(channels)),
            row_heads: heads
                .iter()
                .map(|dimension| self.field_title(resource, &dimension.name).to_owned())
                .collect(),
            row_names: heads
                .iter()
                .map(|dimension| dimension.name.clone())
                .collect(),
            columns,
            rows,
        }
    }

    /// The columns of a whole and of the share in it.
    fn share_columns(
        &self,
        title: String,
        unit: Option<String>,
        decimals: Option<u32>,
    ) -> [Column; 2] {
        let words = self.locale.words();
        [
            Column {
                name: "whole".into(),
                title,
                unit,
                decimals,
            },
            Column {
                name: "share_percent".into(),
                title: words.get("figure.share").to_owned(),
                unit: Some(words.get("number.percent_unit").to_owned()),
                decimals: Some(1),
            },
        ]
    }

    /// The columns of a target and of how much of it was reached.
    fn target_columns(&self, join: &Join<'a>) -> [Column; 2] {
        let measure = &join.measure.dataset.measures[join.measure.measure];
        let words = self.locale.words();
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
            },
            Column {
                name: "attained_percent".into(),
                title: words.get("figure.attained").to_owned(),
                unit: Some(words.get("number.percent_unit").to_owned()),
                decimals: Some(1),
            },
        ]
    }
}
