//! The file format of sparklines, in tables and key figures.

use super::block::Sparkline;
use super::block_file::filters;
use super::template::Template;
use crate::diag::{Code, Report, Source};
use crate::input::toml_file::{Fields, Table, ValueKind};

/// Reads the sparklines of a table; none when it has none.
pub(super) fn read_all(
    source: &Source,
    fields: &Fields<'_>,
    report: &mut Report,
) -> Option<Vec<Sparkline>> {
    let Some(value) = fields.value("sparklines") else {
        return Some(Vec::new());
    };
    let ValueKind::Array(entries) = &value.kind else {
        fields.wrong_kind("sparklines", value, "a list of tables", report);
        return None;
    };
    let read = |entry: &crate::input::toml_file::Value| match &entry.kind {
        ValueKind::Table(table) => read(source, table, Code::BadBlock, report),
        _ => {
            let expected = "{ value = …, over = …, title = … }";
            fields.wrong_kind("sparklines", entry, expected, report);
            None
        }
    };
    let sparklines: Vec<Option<Sparkline>> = entries.iter().map(read).collect();
    sparklines.into_iter().collect()
}

/// Reads one sparkline; problems of its kind have the code of the file that it stands in.
pub(super) fn read(
    source: &Source,
    table: &Table,
    code: Code,
    report: &mut Report,
) -> Option<Sparkline> {
    let fields = Fields::new(source, table, code);
    let value = fields.required_text("value", "the measure", report);
    let over = fields.required_text("over", "the dimension of periods", report);
    let filters = filters(source, &fields, report);
    let title = fields.text("title", report);
    fields.finish(report);
    Some(Sparkline {
        value: value?.clone(),
        over: over?.clone(),
        filters: filters?,
        title: title.map(|title| Template::read(title, source, report)),
    })
}
