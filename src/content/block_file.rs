//! The file formats of `chart` and `table` blocks.
//!
//! A block of a translation gives only the `id` and the words; the data part is then `None` and
//! is taken from the document of the default language.

use super::block::{
    BlockKind, FigureBlock, FigureData, FigureWords, Filter, Limit, Select, TableData,
    TargetReference, ValueColumn,
};
use super::chart_file;
use super::expression::{Expression, parse};
use super::sparkline_file;
use super::template::Template;
use crate::diag::{Code, Report, Reported, Severity, Source, Span};
use crate::input::value::{Fields, Text, Value, ValueKind, parse_toml};

/// The keys of a table that say what it shows.
const TABLE_KEYS: [&str; 9] = [
    "data",
    "where",
    "rows",
    "columns",
    "target",
    "values",
    "sparklines",
    "sort",
    "limit",
];

/// Reads the TOML of a block, which stands in the file at `offset`.
pub(super) fn read(
    kind: BlockKind,
    source: &Source,
    toml: &str,
    offset: usize,
    report: &mut Report,
) -> Option<FigureBlock> {
    let table = parse_toml(source, toml, offset, Code::BadBlock, report)?;
    let fields = Fields::new(&table, Code::BadBlock);
    let id = id(&fields, report);
    block(kind, id, fields, source.span(offset..offset), report)
}

/// Reads a file that holds what a chart block holds; it need not have an id.
pub(super) fn read_chart(source: &Source, toml: &str, report: &mut Report) -> Option<FigureBlock> {
    let table = parse_toml(source, toml, 0, Code::BadBlock, report)?;
    let fields = Fields::new(&table, Code::BadBlock);
    let id = match fields.value("id") {
        Some(_) => id(&fields, report),
        None => Some(Text::new(BlockKind::Chart.name(), source.beginning())),
    };
    block(BlockKind::Chart, id, fields, source.beginning(), report)
}

fn block(
    kind: BlockKind,
    id: Option<Text>,
    fields: Fields<'_>,
    span: Span,
    report: &mut Report,
) -> Option<FigureBlock> {
    let mut words = words(&fields, report);
    if kind == BlockKind::Chart {
        words.waive = chart_file::waive(&fields, report)?;
    }
    let keys: &[&'static str] = match kind {
        BlockKind::Chart => &chart_file::KEYS,
        BlockKind::Table => &TABLE_KEYS,
    };
    let has_data = keys
        .iter()
        .filter(|key| fields.value(key).is_some())
        .count()
        > 0;
    let mut data = match kind {
        BlockKind::Chart if has_data => chart_file::chart(&fields, &words.waive, report)
            .map(|chart| FigureData::Chart(Box::new(chart))),
        BlockKind::Table if has_data => {
            table(&fields, report).map(|table| FigureData::Table(Box::new(table)))
        }
        BlockKind::Chart | BlockKind::Table => None,
    };
    fields.finish(report);
    if has_data && data.is_none() {
        return None;
    }
    let codes = data.as_mut().map(FigureData::codes_mut).unwrap_or_default();
    Some(FigureBlock {
        has_variables: codes.iter().any(|code| code.variable().is_some()),
        kind,
        id: id?,
        data,
        words,
        span,
    })
}

/// The most letters of an id. It is part of the names of files, with a language and an ending behind it.
const LONGEST_ID: usize = 100;

/// The `id` of a figure or a release: it stands in addresses.
pub(super) fn id(fields: &Fields<'_>, report: &mut Report) -> Option<Text> {
    let id = fields.required_text("id", "its name in addresses, which never changes", report)?;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    // Two hyphens join an id with the names of its parts.
    if id.text.is_empty() || id.text.contains("--") || !id.text.bytes().all(plain) {
        report.push(
            id.error(fields.code(), format!("`{}` cannot be an id", id.text))
                .expected("lower-case letters, digits and single hyphens"),
        );
        return None;
    }
    if id.text.len() > LONGEST_ID {
        report.push(
            id.error(
                fields.code(),
                format!(
                    "the id has {} letters; at most {LONGEST_ID} are allowed",
                    id.text.len()
                ),
            )
            .hint("shorten it: it names files, whose names may have 255 bytes on most systems"),
        );
        return None;
    }
    Some(id.clone())
}

fn words(fields: &Fields<'_>, report: &mut Report) -> FigureWords {
    let mut template = |key| {
        let text = fields.filled_text(key, report)?;
        Some(Template::read(text, report))
    };
    let (title, subtitle) = (template("title"), template("subtitle"));
    let (words_source, note) = (template("source"), template("note"));
    let description = template("description");
    let mut templates = |key| -> Vec<Template> {
        let texts = fields.texts(key, report).unwrap_or_default().into_iter();
        texts.map(|text| Template::read(text, report)).collect()
    };
    FigureWords {
        title,
        subtitle,
        source: words_source,
        note,
        description,
        titles: templates("titles"),
        texts: templates("texts"),
        waive: Vec::new(),
    }
}

fn table(fields: &Fields<'_>, report: &mut Report) -> Option<TableData> {
    let filters = filters(fields, report);
    let data = fields.required_text("data", "the dataset", report);
    let rows = fields.texts("rows", report).unwrap_or_default();
    let columns = fields.text("columns", report);
    let target = target(fields, report);
    let values = values(fields, report);
    let sparklines = sparkline_file::read_all(fields, report);
    let sort = fields.text("sort", report);
    let limit = chart_file::limit(fields, report);
    if rows.is_empty() {
        report.push(fields.error("`rows` is missing: the dimensions of the rows"));
        return None;
    }
    Some(TableData {
        data: data?.clone(),
        filters: filters?,
        rows: rows.into_iter().cloned().collect(),
        columns: columns.cloned(),
        target: target.ok()?,
        values: values?,
        sparklines: sparklines?,
        sort: sort.cloned(),
        limit: limit?.filter(|limit| !refused_other(limit, report)),
    })
}

/// Whether a limit of a table asks for a row of all others together, which is an error.
fn refused_other(limit: &Limit, report: &mut Report) -> bool {
    if limit.with_other {
        report.push(
            limit
                .span
                .error(Code::BadBlock, "a table has no row of all others together")
                .expected("a number of rows, such as `limit = 100`"),
        );
    }
    limit.with_other
}

pub(super) fn filters(fields: &Fields<'_>, report: &mut Report) -> Option<Vec<Filter>> {
    if fields.value("where").is_none() {
        return Some(Vec::new());
    }
    let table = fields.table("where", report)?;
    let filters: Vec<Option<Filter>> = table
        .entries
        .iter()
        .map(|entry| {
            Some(Filter {
                dimension: entry.key.clone(),
                dimension_span: entry.key_span.clone(),
                select: select(fields, &entry.key, &entry.value, report)?,
            })
        })
        .collect();
    filters.into_iter().collect()
}

fn select(fields: &Fields<'_>, key: &str, value: &Value, report: &mut Report) -> Option<Select> {
    match &value.kind {
        ValueKind::Text(text) => Some(Select::Codes(vec![text.clone()])),
        ValueKind::Array(values) => {
            let codes: Option<Vec<Text>> = values
                .iter()
                .map(|value| match &value.kind {
                    ValueKind::Text(text) => Some(text.clone()),
                    _ => {
                        fields.wrong_kind(key, value, "a code in quotes", report);
                        None
                    }
                })
                .collect();
            Some(Select::Codes(codes?))
        }
        ValueKind::Table(table) => {
            let inner = Fields::new(table, Code::BadBlock);
            let children = inner.text("children_of", report).cloned();
            let level = inner.text("level", report).cloned();
            let told = report.count(Severity::Error);
            inner.finish(report);
            match (children, level) {
                (None, None) if report.count(Severity::Error) > told => None,
                (Some(children), None) => Some(Select::ChildrenOf(children)),
                (None, Some(level)) => Some(Select::Level(level)),
                (Some(_), Some(_)) | (None, None) => {
                    fields.wrong_kind(
                        key,
                        value,
                        "either { children_of = … } or { level = … }",
                        report,
                    );
                    None
                }
            }
        }
        ValueKind::Integer(_)
        | ValueKind::Decimal(_)
        | ValueKind::Boolean(_)
        | ValueKind::Date(_)
        | ValueKind::Other(_) => {
            fields.wrong_kind(
                key,
                value,
                "a code in quotes, a list of codes, or { children_of = … }",
                report,
            );
            None
        }
    }
}

/// The target of a block; `None` when it has none.
pub(super) fn target(
    fields: &Fields<'_>,
    report: &mut Report,
) -> Result<Option<TargetReference>, Reported> {
    let Some(value) = fields.value("target") else {
        return Ok(None);
    };
    if let ValueKind::Text(text) = &value.kind {
        return Ok(Some(TargetReference {
            field: text.clone(),
            whole_year: false,
        }));
    }
    let table = fields.table("target", report).ok_or(Reported)?;
    let inner = Fields::new(table, Code::BadBlock);
    let field = inner.required_text(
        "field",
        "the measure of the target, as `dataset.measure`",
        report,
    );
    let period = inner.text("period", report);
    inner.finish(report);
    if let Some(period) = period.filter(|period| period.text != "year") {
        report.push(
            period
                .error(
                    Code::BadBlock,
                    format!("`{}` is not a period rule", period.text),
                )
                .expected("`year`, or nothing"),
        );
        return Err(Reported);
    }
    Ok(Some(TargetReference {
        field: field.ok_or(Reported)?.clone(),
        whole_year: period.is_some(),
    }))
}

fn values(fields: &Fields<'_>, report: &mut Report) -> Option<Vec<ValueColumn>> {
    let Some(value) = fields.value("values") else {
        report.push(fields.error("`values` is missing: what the columns show"));
        return None;
    };
    let ValueKind::Array(entries) = &value.kind else {
        fields.wrong_kind("values", value, "a list of measures", report);
        return None;
    };
    if entries.is_empty() {
        fields.wrong_kind("values", value, "a list with at least one measure", report);
        return None;
    }
    let columns: Vec<Option<ValueColumn>> = entries
        .iter()
        .map(|entry| value_column(fields, ("values", entry), report))
        .collect();
    columns.into_iter().collect()
}

/// A measure or a computation, with its title if it has one.
pub(super) fn value_column(
    fields: &Fields<'_>,
    (key, value): (&str, &Value),
    report: &mut Report,
) -> Option<ValueColumn> {
    match &value.kind {
        ValueKind::Text(text) => Some(ValueColumn {
            expression: expression(text, report)?,
            title: None,
        }),
        ValueKind::Table(table) => {
            let inner = Fields::new(table, Code::BadBlock);
            let value = inner.required_text("value", "what is shown", report);
            let title = inner.text("title", report);
            inner.finish(report);
            Some(ValueColumn {
                expression: expression(value?, report)?,
                title: title.map(|title| Template::read(title, report)),
            })
        }
        _ => {
            let expected = "a measure in quotes or { value = …, title = … }";
            fields.wrong_kind(key, value, expected, report);
            None
        }
    }
}

fn expression(text: &Text, report: &mut Report) -> Option<Expression> {
    parse(&text.text, &|range| text.place(range))
        .map_err(|diagnostic| report.push(diagnostic))
        .ok()
}
