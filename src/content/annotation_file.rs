//! The file format of a chart's annotations.

use super::block::{Annotation, AnnotationShape};
use super::expression::parse;
use super::template::Template;
use crate::diag::{Code, Report, Severity};
use crate::input::value::{Fields, Table, Text, Value, ValueKind};

/// What an annotation can be.
const EXPECTED: &str = "one of `line = \"…\"`, `band = [\"from\", \"to\"]`, `break = \"…\"`, `point = \"…\"`, with `text = \"…\"`";

/// Reads the annotations of a chart; none when it has none.
pub(super) fn read(fields: &Fields<'_>, report: &mut Report) -> Option<Vec<Annotation>> {
    let Some(value) = fields.value("annotations") else {
        return Some(Vec::new());
    };
    let ValueKind::Array(entries) = &value.kind else {
        fields.wrong_kind("annotations", value, "a list of tables", report);
        return None;
    };
    let annotations: Vec<Option<Annotation>> = entries
        .iter()
        .map(|entry| match &entry.kind {
            ValueKind::Table(table) => annotation(entry, table, report),
            _ => {
                fields.wrong_kind("annotations", entry, EXPECTED, report);
                None
            }
        })
        .collect();
    annotations.into_iter().collect()
}

fn annotation(entry: &Value, table: &Table, report: &mut Report) -> Option<Annotation> {
    let fields = Fields::new(table, Code::BadBlock);
    let text = fields.required_text("text", "what readers are told", report);
    let line = fields.text("line", report);
    let band = fields.texts("band", report);
    let gap = fields.text("break", report);
    let point = fields.text("point", report);
    let told = report.count(Severity::Error);
    fields.finish(report);
    let is_misspelled = report.count(Severity::Error) > told;
    let text = text?;
    let shape = match (line, band.as_deref(), gap, point) {
        (Some(line), None, None, None) => {
            let expression = parse(&line.text, &|range| line.place(range));
            let expression = expression.map_err(|diagnostic| report.push(diagnostic));
            Some(AnnotationShape::Line(expression.ok()?))
        }
        (None, Some([from, to]), None, None) => {
            Some(AnnotationShape::Band(Text::clone(from), Text::clone(to)))
        }
        (None, None, Some(code), None) => Some(AnnotationShape::Break(code.clone())),
        (None, None, None, Some(code)) => Some(AnnotationShape::Point(code.clone())),
        _ => None,
    };
    if shape.is_none() && !is_misspelled {
        report.push(
            entry
                .error(Code::BadBlock, "this is no annotation")
                .expected(EXPECTED),
        );
    }
    Some(Annotation {
        shape: shape?,
        span: entry.span.clone(),
        text: Template::read(text, report),
    })
}
