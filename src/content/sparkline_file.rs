//! The file format of sparklines, in tables and key figures.

use super::block::Sparkline;
use super::block_file::{WHERE, filters};
use super::template::Template;
use crate::diag::Report;
use crate::input::value::{Fields, Form, Kind, key, required};

/// A sparkline.
pub(super) static SPARKLINE: Form = Form {
    title: "a sparkline",
    keys: &[&[
        required("value", Kind::Filled, "the measure"),
        required("over", Kind::Filled, "the dimension of periods"),
        key("where", WHERE, "which part of the dataset it shows"),
        key("title", Kind::Text, "the heading of its column"),
    ]],
    is_open: false,
};

/// Reads one sparkline.
pub(super) fn read(fields: Fields<'_>, report: &mut Report) -> Option<Sparkline> {
    Some(Sparkline {
        filters: filters(fields, report),
        title: (fields.text("title")).map(|title| Template::read(title, report)),
        value: fields.text("value")?.clone(),
        over: fields.text("over")?.clone(),
    })
}
