//! The file format of a chart's data: channels, scales, what is shown of them, rules waived.

use super::annotation_file;
use super::block::{ChartData, Decimals, Limit, ScaleData, Waived};
use super::block_file::{self, ID, TARGET, VALUE, WHERE, WORDS, filters, target, value_column};
use crate::diag::{Code, Report, Span};
use crate::input::value::{Fields, Form, Key, Kind, Value, ValueKind, key, required};
use crate::stats::Number;

/// More decimals than this no published number has.
const MOST_DECIMALS: i64 = 9;

/// The keys of a chart that say what it shows; a translation has none of them.
pub(super) const DATA: [Key; 20] = [
    key("mark", Kind::Filled, "how the data are drawn"),
    key("data", Kind::Filled, "the dataset"),
    key("where", WHERE, "which part of the dataset is shown"),
    key("x", Kind::Text, "the field on the horizontal axis"),
    key("y", Kind::Text, "the field on the vertical axis"),
    key(
        "area",
        Kind::Text,
        "the dimension whose codes are the areas of a map",
    ),
    key("map", Kind::Text, "the outlines of those areas"),
    key(
        "color",
        Kind::Text,
        "the dimension whose codes have colours, or the measure of a map",
    ),
    key(
        "facet",
        Kind::Text,
        "the dimension of which each code has a panel",
    ),
    key(
        "stack",
        Kind::Text,
        "how series are stacked: `zero` or `normalize`",
    ),
    key("target", TARGET, "what the numbers are compared with"),
    key(
        "label",
        VALUE,
        "a computation that stands behind each number",
    ),
    key(
        "sort",
        Kind::Text,
        "the order of the categories: `value`, `-value` or `label`",
    ),
    key(
        "order",
        Kind::Text,
        "the order of the series, in the same words",
    ),
    key("limit", LIMIT, "how many categories are shown"),
    key(
        "scale",
        Kind::OneOrMore(&Kind::Text),
        "what the scales are like",
    ),
    key(
        "domain",
        Kind::List(&Kind::Number),
        "where the scale of the numbers begins and ends",
    ),
    key("format", Kind::Table(&FORMAT), "how numbers are printed"),
    key(
        "highlight",
        Kind::OneOrMore(&Kind::Text),
        "the codes that are set off",
    ),
    key(
        "annotations",
        Kind::Tables(&annotation_file::ANNOTATION),
        "what is written into the chart besides its numbers",
    ),
];

/// The key of the rules that a chart may break, each with the reason.
const WAIVE: [Key; 1] = [key(
    "waive",
    Kind::Map(&Kind::Filled),
    "rules that the chart may break, each with the reason, which readers see",
)];

/// A chart block.
pub static CHART: Form = Form {
    title: "a chart block",
    keys: &[&ID, &WORDS, &WAIVE, &DATA],
    is_open: false,
};

/// A file that holds what a chart block holds.
pub(super) static CHART_FILE: Form = Form {
    title: "a chart",
    keys: &[
        &[key("id", Kind::Filled, "its name")],
        &WORDS,
        &WAIVE,
        &DATA,
    ],
    is_open: false,
};

const COUNT: Kind = Kind::Whole(1, i64::MAX, "a whole number of categories");

const LIMIT: Kind = Kind::Either(
    &[COUNT, Kind::Table(&LIMIT_TABLE)],
    "a number of categories, or { count = …, other = true }",
);

static LIMIT_TABLE: Form = Form {
    title: "a limit",
    keys: &[&[
        required("count", COUNT, "how many categories are shown"),
        key(
            "other",
            Kind::Boolean,
            "whether all others together are one category more",
        )
        .or("false"),
    ]],
    is_open: false,
};

static FORMAT: Form = Form {
    title: "how numbers are printed",
    keys: &[&[required(
        "decimals",
        Kind::Whole(0, MOST_DECIMALS, "a whole number"),
        "with how many decimals",
    )]],
    is_open: false,
};

/// Reads the data part of a chart.
pub(super) fn chart(
    fields: Fields<'_>,
    waive: &[Waived],
    report: &mut Report,
) -> Option<ChartData> {
    let (mark, data) = (
        fields.needed_text("mark", report),
        fields.needed_text("data", report),
    );
    let text = |key| fields.text(key).cloned();
    let annotations = fields.tables("annotations");
    let annotations = annotations.filter_map(|fields| annotation_file::read(fields, report));
    let annotations = annotations.collect();
    let label = fields.value("label");
    let label = label.and_then(|value| value_column(fields, "label", value, report));
    Some(ChartData {
        mark: mark?.clone(),
        data: data?.clone(),
        filters: filters(fields, report),
        x: text("x"),
        y: text("y"),
        area: text("area"),
        map: text("map"),
        color: text("color"),
        facet: text("facet"),
        stack: text("stack"),
        target: target(fields),
        label,
        sort: text("sort"),
        order: text("order"),
        limit: limit(fields),
        scale: ScaleData {
            kinds: fields.texts("scale").into_iter().cloned().collect(),
            domain: fields
                .value("domain")
                .and_then(|value| domain(value, report)),
        },
        decimals: decimals(fields),
        highlight: fields.texts("highlight").into_iter().cloned().collect(),
        annotations,
        waive: waive.to_vec(),
    })
}

/// How many categories a chart shows.
fn limit(fields: Fields<'_>) -> Option<Limit> {
    let whole = fields.value("limit")?;
    let table = fields.table("limit");
    let count = table.map_or(Some(whole), |table| table.value("count"));
    let with_other = table.and_then(|table| table.boolean("other"));
    block_file::limit(whole, count?, with_other.unwrap_or(false))
}

/// Where the scale of the numbers begins and ends.
fn domain(value: &Value, report: &mut Report) -> Option<(Number, Number, Span)> {
    let ValueKind::Array(ends) = &value.kind else {
        return None;
    };
    let ends: Vec<Number> = ends.iter().map(number).collect::<Option<_>>()?;
    let message = match ends.as_slice() {
        [from, to] if from < to => return Some((*from, *to, value.span.clone())),
        [from, to] => format!("`domain` begins at {from} and ends at {to}"),
        ends => format!("`domain` is a list of {}", ends.len()),
    };
    let wrong = value.error(Code::BadBlock, message);
    report.push(wrong.expected("a list of two numbers, the lower first, such as [0, 100]"));
    None
}

fn number(value: &Value) -> Option<Number> {
    match &value.kind {
        ValueKind::Integer(number) => Number::parse(&number.to_string()).ok(),
        ValueKind::Decimal(number) => Number::parse(number).ok(),
        _ => None,
    }
}

/// With how many decimals numbers are printed in a chart.
fn decimals(fields: Fields<'_>) -> Option<Decimals> {
    let table = fields.table("format")?;
    Some(Decimals {
        count: u32::try_from(table.integer("decimals")?).ok()?,
        span: table.value("decimals")?.span.clone(),
    })
}
