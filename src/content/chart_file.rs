//! The file format of a chart's data: channels, scales, what is shown of them, rules waived.

use super::annotation_file;
use super::block::{ChartData, Decimals, Limit, ScaleData, Waived};
use super::block_file::{filters, target, value_column};
use super::template::Template;
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::input::value::{Fields, Value, ValueKind};
use crate::stats::Number;

/// The keys of a chart that say what it shows; a translation has none of them.
pub(super) const KEYS: [&str; 20] = [
    "mark",
    "data",
    "where",
    "x",
    "y",
    "area",
    "map",
    "color",
    "facet",
    "stack",
    "target",
    "label",
    "sort",
    "order",
    "limit",
    "scale",
    "domain",
    "format",
    "highlight",
    "annotations",
];

/// Reads the data part of a chart.
pub(super) fn chart(
    fields: &Fields<'_>,
    waive: &[Waived],
    report: &mut Report,
) -> Option<ChartData> {
    let filters = filters(fields, report);
    let mark = fields.required_text("mark", "how the data are drawn", report);
    let data = fields.required_text("data", "the dataset", report);
    let x = fields.text("x", report);
    let y = fields.text("y", report);
    let area = fields.text("area", report);
    let map = fields.text("map", report);
    let color = fields.text("color", report);
    let facet = fields.text("facet", report);
    let stack = fields.text("stack", report);
    let target = target(fields, report);
    let label = match fields.value("label") {
        None => Some(None),
        Some(value) => value_column(fields, ("label", value), report).map(Some),
    };
    let sort = fields.text("sort", report);
    let order = fields.text("order", report);
    let limit = limit(fields, report);
    let scale = scale(fields, report);
    let decimals = decimals(fields, report);
    let highlight = fields.texts("highlight", report).unwrap_or_default();
    let annotations = annotation_file::read(fields, report);
    Some(ChartData {
        mark: mark?.clone(),
        data: data?.clone(),
        filters: filters?,
        x: x.cloned(),
        y: y.cloned(),
        area: area.cloned(),
        map: map.cloned(),
        color: color.cloned(),
        facet: facet.cloned(),
        stack: stack.cloned(),
        target: target.ok()?,
        label: label?,
        sort: sort.cloned(),
        order: order.cloned(),
        limit: limit?,
        scale: scale?,
        decimals: decimals?,
        highlight: highlight.into_iter().cloned().collect(),
        annotations: annotations?,
        waive: waive.to_vec(),
    })
}

/// How many categories a chart shows, or rows a table; the inner `None` when it does not say.
#[expect(
    clippy::option_option,
    reason = "a key may be wrong, absent or there: as everywhere in this file"
)]
pub(super) fn limit(fields: &Fields<'_>, report: &mut Report) -> Option<Option<Limit>> {
    const EXPECTED: &str = "a number of categories, or { count = …, other = true }";
    let Some(value) = fields.value("limit") else {
        return Some(None);
    };
    let (count, with_other) = match &value.kind {
        ValueKind::Table(table) => {
            let inner = Fields::new(table, Code::BadBlock);
            let count = inner.value("count");
            let other = inner.boolean("other", report);
            inner.finish(report);
            (count.unwrap_or(value), other.unwrap_or(false))
        }
        _ => (value, false),
    };
    let number = match count.kind {
        ValueKind::Integer(number) => usize::try_from(number).ok().filter(|count| *count > 0),
        _ => None,
    };
    match number {
        Some(count) => Some(Some(Limit {
            count,
            with_other,
            is_asked: true,
            span: value.span.clone(),
        })),
        None => {
            report.push(
                count
                    .error(Code::BadBlock, "`limit` is no number of categories")
                    .expected(EXPECTED),
            );
            None
        }
    }
}

/// What an author says about the scales of a chart.
fn scale(fields: &Fields<'_>, report: &mut Report) -> Option<ScaleData> {
    let kinds = fields.texts("scale", report).unwrap_or_default();
    let kinds = kinds.into_iter().cloned().collect();
    let Some(value) = fields.value("domain") else {
        return Some(ScaleData {
            kinds,
            domain: None,
        });
    };
    let ends = match &value.kind {
        ValueKind::Array(values) => match values.as_slice() {
            [from, to] => number(from).zip(number(to)),
            _ => None,
        },
        _ => None,
    };
    match ends.as_ref().filter(|(from, to)| from < to).copied() {
        Some((from, to)) => Some(ScaleData {
            kinds,
            domain: Some((from, to, value.span.clone())),
        }),
        None => {
            let expected = "a list of two numbers, the lower first, such as [0, 100]";
            match ends {
                Some((from, to)) => {
                    let message = format!("`domain` begins at {from} and ends at {to}");
                    let place = value.span.location();
                    let wrong = Diagnostic::error(Code::BadBlock, message).at(place);
                    report.push(wrong.expected(expected));
                }
                None => fields.wrong_kind("domain", value, expected, report),
            }
            None
        }
    }
}

fn number(value: &Value) -> Option<Number> {
    match &value.kind {
        ValueKind::Integer(number) => Number::parse(&number.to_string()).ok(),
        ValueKind::Decimal(number) => Number::parse(number).ok(),
        _ => None,
    }
}

/// How numbers are printed in a chart; the inner `None` when it does not say.
#[expect(
    clippy::option_option,
    reason = "a key may be wrong, absent or there: as everywhere in this file"
)]
fn decimals(fields: &Fields<'_>, report: &mut Report) -> Option<Option<Decimals>> {
    /// More decimals than this no published number has.
    const MOST: u32 = 9;
    if fields.value("format").is_none() {
        return Some(None);
    }
    let table = fields.table("format", report)?;
    let inner = Fields::new(table, Code::BadBlock);
    let value = inner.value("decimals");
    let told = report.count(Severity::Error);
    inner.finish(report);
    if report.count(Severity::Error) > told {
        return None;
    }
    let count = value.and_then(|value| match value.kind {
        ValueKind::Integer(count) => u32::try_from(count).ok().filter(|count| *count <= MOST),
        _ => None,
    });
    match (value, count) {
        (Some(value), Some(count)) => Some(Some(Decimals {
            count,
            span: value.span.clone(),
        })),
        (value, _) => {
            let span = value.map_or(&table.span, |value| &value.span);
            report.push(
                span.error(Code::BadBlock, "`format` says no number of decimals")
                    .expected(format!("{{ decimals = … }} with a number from 0 to {MOST}")),
            );
            None
        }
    }
}

/// The rules that a chart waives, each with its reason.
pub(super) fn waive(fields: &Fields<'_>, report: &mut Report) -> Option<Vec<Waived>> {
    if fields.value("waive").is_none() {
        return Some(Vec::new());
    }
    let table = fields.table("waive", report)?;
    let waived: Vec<Option<Waived>> = table
        .entries
        .iter()
        .map(|entry| match &entry.value.kind {
            ValueKind::Text(reason) if !reason.text.trim().is_empty() => Some(Waived {
                rule: entry.key.clone(),
                rule_span: entry.key_span.clone(),
                reason: Template::read(reason, report),
            }),
            _ => {
                fields.wrong_kind(&entry.key, &entry.value, "the reason, in quotes", report);
                None
            }
        })
        .collect();
    waived.into_iter().collect()
}
