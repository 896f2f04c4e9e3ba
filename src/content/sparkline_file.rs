//! The file format of sparklines, in tables and key figures.

use super::block::Sparkline;
use super::block_file::filters;
use super::template::Template;
use crate::diag::{Code, Report};
use crate::input::value::{Fields, Table};

/// Reads the sparklines of a table; none when it has none.
pub(super) fn read_all(fields: &Fields<'_>, report: &mut Report) -> Option<Vec<Sparkline>> {
    let tables = fields.tables("sparklines", report).into_iter();
    let sparklines: Vec<Option<Sparkline>> = tables
        .map(|table| read(table, Code::BadBlock, report))
        .collect();
    sparklines.into_iter().collect()
}

/// Reads one sparkline; problems of its kind have the code of the file that it stands in.
pub(super) fn read(table: &Table, code: Code, report: &mut Report) -> Option<Sparkline> {
    let fields = Fields::new(table, code);
    let value = fields.required_text("value", "the measure", report);
    let over = fields.required_text("over", "the dimension of periods", report);
    let filters = filters(&fields, report);
    let title = fields.text("title", report);
    fields.finish(report);
    Some(Sparkline {
        value: value?.clone(),
        over: over?.clone(),
        filters: filters?,
        title: title.map(|title| Template::read(title, report)),
    })
}
