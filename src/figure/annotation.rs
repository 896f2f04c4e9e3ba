//! Annotations of a chart: from what an author wrote to positions among its numbers and categories.

use super::category::CategoryData;
use super::channel::Channels;
use super::on_page::OnPage;
use crate::chart::{self, Stack};
use crate::content::{Annotation, AnnotationShape, ChartData, FigureBlock};
use crate::diag::{Code, Diagnostic, Report};
use crate::expression::Expression;
use crate::input::value::Text;
use crate::reference::Evaluator;
use crate::stats::{Dataset, Number};

/// The chart that annotations are for.
#[derive(Clone, Copy)]
pub(super) struct Annotated<'r, 'a> {
    pub(super) data: &'r ChartData,
    pub(super) channels: &'r Channels<'a>,
    pub(super) dataset: &'r Dataset,
    /// The categories in drawing order: those of one panel.
    pub(super) categories: &'r [CategoryData],
}

impl OnPage<'_> {
    /// The annotations of a chart. What cannot be placed is reported and left out.
    pub(super) fn annotations(
        &self,
        annotated: Annotated<'_, '_>,
        block: &FigureBlock,
        report: &mut Report,
    ) -> Vec<chart::Annotation> {
        let annotations = &annotated.data.annotations;
        let mark = annotated.channels.mark;
        if let (Some(first), false) = (annotations.first(), mark.grammar().annotations) {
            let message = format!("{} has no annotations", mark.with_article());
            let place = first.span.location();
            report.push(Diagnostic::error(Code::BadBlock, message).at(place));
            return Vec::new();
        }
        let mut placed = Vec::new();
        for (position, annotation) in annotations.iter().enumerate() {
            // A translation gives the texts, in their order.
            let text = block.words.texts.get(position);
            let text = text.unwrap_or(&annotation.text);
            let text = self.evaluator.text(text, report);
            match self.annotation_shape(annotated, annotation) {
                Ok(shape) => placed.push(chart::Annotation { shape, text }),
                Err(diagnostic) => report.push(diagnostic),
            }
        }
        placed
    }

    fn annotation_shape(
        &self,
        annotated: Annotated<'_, '_>,
        annotation: &Annotation,
    ) -> Result<chart::AnnotationShape, Diagnostic> {
        let place =
            |code: &Text| place(annotated, code, self.evaluator).map_err(|d| d.at(&code.span));
        match &annotation.shape {
            AnnotationShape::Line(expression) => {
                let number = self.line(annotated, expression)?;
                Ok(chart::AnnotationShape::Line(number))
            }
            AnnotationShape::Band(from, to) => {
                let (from, to) = (place(from)?, place(to)?);
                Ok(chart::AnnotationShape::Band(from.min(to), from.max(to)))
            }
            AnnotationShape::Break(code) => Ok(chart::AnnotationShape::Break(place(code)?)),
            AnnotationShape::Point(code) => {
                let category = place(code)?;
                let is_one =
                    annotated.channels.stack == Stack::None && annotated.channels.color.is_none();
                if is_one {
                    Ok(chart::AnnotationShape::Point(category))
                } else {
                    let message = "a point of several series cannot be told apart";
                    Err(code
                        .error(Code::BadBlock, message)
                        .expected("`point` in a chart without `color`"))
                }
            }
        }
    }

    /// The number at a reference line, in the unit of the chart.
    fn line(
        &self,
        annotated: Annotated<'_, '_>,
        expression: &Expression,
    ) -> Result<Number, Diagnostic> {
        let problem = |message: String| expression.span.error(Code::BadBlock, message);
        let figure = self.evaluator.figure(expression)?;
        let own = annotated.channels.measure.unit();
        if let (Some(unit), Some(own)) = (&figure.unit, &own)
            && unit != own
        {
            let message = format!("a line in {unit} cannot stand on an axis in {own}");
            return Err(expression
                .span
                .error(Code::MixedUnits, message)
                .expected("a number of the same unit"));
        }
        let number = figure.observation.value();
        let mut kinds = annotated.data.scale.kinds.iter();
        let is_log = kinds.any(|kind| kind.text == "log");
        if let Some(number) = number.filter(|n| is_log && (n.is_zero() || n.is_negative())) {
            return Err(problem(format!(
                "a line at {number} has no place on a logarithmic scale"
            )));
        }
        number.ok_or_else(|| problem("this line has no number".to_owned()))
    }
}

/// The category of a code, among those that are shown.
fn place(
    annotated: Annotated<'_, '_>,
    code: &Text,
    evaluator: &Evaluator<'_>,
) -> Result<usize, Diagnostic> {
    let dimension = &annotated.dataset.dimensions[annotated.channels.category];
    let code = evaluator.code_of(&code.text)?;
    let member = evaluator.member(dimension, &code).ok();
    let mut categories = annotated.categories.iter();
    let found = categories.position(|c| c.member.is_some() && c.member == member);
    found.ok_or_else(|| {
        let members = annotated.categories.iter().filter_map(|c| c.member);
        let codes: Vec<String> = members.map(|member| dimension.code_text(member)).collect();
        Diagnostic::error(
            Code::UnknownCode,
            format!("`{code}` is no category of this chart"),
        )
        .expected("a code that the chart shows")
        .did_you_mean(&code, codes.iter().map(String::as_str))
    })
}
