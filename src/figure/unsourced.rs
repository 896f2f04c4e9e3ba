//! Figures that do not say where their numbers come from, or in what they are counted.

use super::maker::FigureMaker;
use super::plan::FigurePlan;
use crate::content::{FigureBlock, editorial_finding};
use crate::diag::{Code, Report};
use crate::expression::ExpressionKind;

impl FigureMaker<'_> {
    /// Reports a figure that does not say where its numbers come from, or in what they are counted.
    pub(super) fn report_unsourced(
        &self,
        block: &FigureBlock,
        plan: &FigurePlan<'_>,
        has_source: bool,
        report: &mut Report,
    ) {
        let resource = plan.resource();
        // A chart that is drawn outside a site is no publication.
        if self.on_page.link.is_none() {
            return;
        }
        let mut tell = |code: Code, message: &str, hint: String| {
            self.broken.borrow_mut().insert(code);
            if !self.waives(code) {
                let place = block.id.span.location();
                report.push(editorial_finding(code, message, hint).at(place));
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
        if let Some(measure) = plan.measures().into_iter().find(lacks_unit) {
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
        let mut plans = self.base.into_iter().chain([self.plan]);
        plans.any(|plan| plan.document.front.waives(code))
    }
}

impl<'a> FigurePlan<'a> {
    /// The measures that it names; the numbers that it computes have units of their own.
    fn measures(&self) -> Vec<&'a str> {
        match self {
            FigurePlan::Chart(plan) => vec![plan.channels.measure.measure().name.as_str()],
            FigurePlan::Table(plan) => {
                let values = plan.data.values.iter();
                let names = values.filter_map(|value| match &value.expression.kind {
                    ExpressionKind::Name(name) => Some(name.as_str()),
                    _ => None,
                });
                let dataset = plan.shape.dataset;
                names
                    .filter(|name| dataset.measure(name).is_some())
                    .collect()
            }
        }
    }
}
