//! The file format of a chart's annotations.

use super::block::{Annotation, AnnotationShape};
use super::block_file::expression;
use super::template::Template;
use crate::diag::Report;
use crate::input::value::{Fields, Form, Kind, Text, key, required};

/// What an annotation can be.
const EXPECTED: &str = "one of `line = \"…\"`, `band = [\"from\", \"to\"]`, `break = \"…\"`, `point = \"…\"`, with `text = \"…\"`";

/// An annotation.
pub(super) static ANNOTATION: Form = Form {
    title: "an annotation",
    keys: &[&[
        required("text", Kind::Filled, "what readers are told"),
        key("line", Kind::Text, "a number at which a line is drawn"),
        key(
            "band",
            Kind::List(&Kind::Text),
            "the first and the last category of a band",
        ),
        key(
            "break",
            Kind::Text,
            "the category before which a series breaks",
        ),
        key("point", Kind::Text, "the category whose number is marked"),
    ]],
    is_open: false,
};

/// Reads an annotation.
pub(super) fn read(fields: Fields<'_>, report: &mut Report) -> Option<Annotation> {
    let before = report.errors();
    let text = fields.text("text");
    let text = text.map(|text| Template::read(text, report));
    let (line, gap, point) = (
        fields.text("line"),
        fields.text("break"),
        fields.text("point"),
    );
    let band = fields.has("band").then(|| fields.texts("band"));
    let shape = match (line, band.as_deref(), gap, point) {
        (Some(line), None, None, None) => expression(line, report).map(AnnotationShape::Line),
        (None, Some([from, to]), None, None) => {
            Some(AnnotationShape::Band(Text::clone(from), Text::clone(to)))
        }
        (None, None, Some(code), None) => Some(AnnotationShape::Break(code.clone())),
        (None, None, None, Some(code)) => Some(AnnotationShape::Point(code.clone())),
        _ => None,
    };
    if shape.is_none() && report.errors() == before && fields.is_sound() {
        report.push(fields.error("this is no annotation").expected(EXPECTED));
    }
    Some(Annotation {
        shape: shape?,
        span: fields.whole().span.clone(),
        text: text?,
    })
}
