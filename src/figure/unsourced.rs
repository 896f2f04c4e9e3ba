//! Figures that do not say where their numbers come from, or in what they are counted.

use super::maker::FigureMaker;
use crate::content::{FigureBlock, FigureData, told_to_editor};
use crate::data::Resource;
use crate::diag::{Code, Report};
use crate::expression::ExpressionKind;

impl FigureMaker<'_> {
    /// Reports a figure that does not say where its numbers come from, or in what they are counted.
    pub(super) fn report_unsourced(
        &self,
        (block, data): (&FigureBlock, &FigureData),
        (resource, has_source): (&Resource, bool),
        report: &mut Report,
    ) {
        // A chart that is drawn outside a site is no publication.
        if self.link.is_none() {
            return;
        }
        let mut tell = |code: Code, message: &str, hint: String| {
            self.broken.borrow_mut().insert(code);
            if !self.waives(code) {
                let place = block.id.span.location();
                report.push(told_to_editor(code, message, hint).at(place));
            }
        };
        if !has_source {
            let message = format!("the figure `{}` names no source", block.id.text);
            let hint = format!(
                "add `\"sources\": [{{ \"title\": \"…\" }}]` to the resource `{}`",
                resource.name
            );
            tell(Code::MissingSource, &message, hint);
        }
        let lacks_unit = |name: &&str| resource.field(name).is_some_and(|f| f.unit.is_empty());
        if let Some(measure) = self.measures(data).into_iter().find(lacks_unit) {
            let message = format!(
                "the figure `{}` shows numbers without a unit",
                block.id.text
            );
            let hint = format!(
                "add `\"yearbook\": {{ \"unit\": \"…\" }}` to the field `{measure}` of `{}`",
                resource.name
            );
            tell(Code::MissingUnit, &message, hint);
        }
    }

    fn waives(&self, code: Code) -> bool {
        let mut documents = self.base.into_iter().chain([self.document]);
        documents.any(|document| document.front.waives(code))
    }

    /// The measures that a figure names; the numbers that it computes have units of their own.
    fn measures<'d>(&self, data: &'d FigureData) -> Vec<&'d str> {
        let Some(dataset) = self.catalog().dataset(&data.dataset().text) else {
            return Vec::new();
        };
        let names: Vec<&str> = match data {
            FigureData::Chart(chart) => [&chart.x, &chart.y, &chart.color]
                .into_iter()
                .flatten()
                .map(|text| text.text.as_str())
                .collect(),
            FigureData::Table(table) => {
                let values = table.values.iter();
                values
                    .filter_map(|value| match &value.expression.kind {
                        ExpressionKind::Name(name) => Some(name.as_str()),
                        _ => None,
                    })
                    .collect()
            }
        };
        let mut names = names;
        names.retain(|name| dataset.measure(name).is_some());
        names
    }
}
