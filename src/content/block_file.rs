//! The file formats of `chart` and `table` blocks.
//!
//! A block of a translation gives only the `id` and the words; the data part is then `None` and
//! is taken from the document of the default language.

use std::ops::Range;

use super::expression::{Expression, parse};
use super::template::Template;
use crate::diag::{Code, Diagnostic, Report, Source};
use crate::input::toml_file::{self, Fields, Text, Value, ValueKind};

/// A chart or table as its author wrote it.
#[derive(Clone, Debug)]
pub struct FigureBlock {
    /// Its id, unique in the document.
    pub id: Text,
    /// What it shows; `None` in a translation.
    pub data: Option<FigureData>,
    /// Its words.
    pub words: FigureWords,
    /// The place of the block's first line, in bytes of the file.
    pub span: Range<usize>,
}

/// What a figure shows.
#[derive(Clone, Debug)]
pub enum FigureData {
    /// A chart.
    Chart(ChartData),
    /// A table.
    Table(TableData),
}

/// The words of a figure.
#[derive(Clone, Debug, Default)]
pub struct FigureWords {
    /// The finding, or a neutral topic.
    pub title: Option<Template>,
    /// Measure, unit, area and period; made from the data when it is left out.
    pub subtitle: Option<Template>,
    /// The source; that of the dataset when it is left out.
    pub source: Option<Template>,
    /// What readers must know besides.
    pub note: Option<Template>,
    /// The text alternative; made from the data when it is left out.
    pub description: Option<Template>,
    /// Titles of computed columns, in their order, given in a translation.
    pub titles: Vec<Template>,
}

/// The data part of a chart.
#[derive(Clone, Debug)]
pub struct ChartData {
    /// How data become shapes.
    pub mark: Text,
    /// The dataset.
    pub data: Text,
    /// Which part of it.
    pub filters: Vec<Filter>,
    /// The field on the horizontal axis.
    pub x: Text,
    /// The field on the vertical axis.
    pub y: Text,
    /// The dimension told apart by colour.
    pub color: Option<Text>,
    /// What the numbers are held against.
    pub target: Option<TargetReference>,
    /// The order of rows: `value`, `-value` or `label`.
    pub sort: Option<Text>,
    /// The codes that are set off.
    pub highlight: Vec<Text>,
}

/// The data part of a table.
#[derive(Clone, Debug)]
pub struct TableData {
    /// The dataset.
    pub data: Text,
    /// Which part of it.
    pub filters: Vec<Filter>,
    /// The dimensions whose codes make the rows.
    pub rows: Vec<Text>,
    /// The dimension that is spread over columns.
    pub columns: Option<Text>,
    /// What the numbers are held against.
    pub target: Option<TargetReference>,
    /// What the columns show.
    pub values: Vec<ValueColumn>,
    /// The order of rows.
    pub sort: Option<Text>,
}

/// One column of numbers.
#[derive(Clone, Debug)]
pub struct ValueColumn {
    /// A measure's name, `target`, or a computation over them.
    pub expression: Expression,
    /// Its heading; the measure's title when it is left out.
    pub title: Option<Template>,
}

/// One dimension of a `where` table.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The dimension.
    pub dimension: String,
    /// The place of its name.
    pub dimension_span: Range<usize>,
    /// The codes.
    pub select: Select,
}

/// Which codes of a dimension are taken.
#[derive(Clone, Debug)]
pub enum Select {
    /// These, in this order.
    Codes(Vec<Text>),
    /// Those directly below a code, in list order.
    ChildrenOf(Text),
    /// Those of a level, in list order.
    Level(Text),
}

/// A planned number of another or the same dataset.
#[derive(Clone, Debug)]
pub struct TargetReference {
    /// `dataset.measure`.
    pub field: Text,
    /// Whether a part of a year is held against the target of its year.
    pub whole_year: bool,
}

/// Which of the two block kinds is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Chart,
    Table,
}

/// Reads the TOML of a block, which stands in the file at `offset`.
pub(super) fn read(
    kind: BlockKind,
    source: &Source,
    toml: &str,
    offset: usize,
    report: &mut Report,
) -> Option<FigureBlock> {
    let table = toml_file::parse(source, toml, offset, Code::BadBlock, report)?;
    let fields = Fields::new(source, &table, Code::BadBlock);
    let id = id(source, &fields, report);
    let words = words(source, &fields, report);
    let data = match kind {
        BlockKind::Chart => chart(source, &fields, report).map(|d| d.map(FigureData::Chart)),
        BlockKind::Table => self::table(source, &fields, report).map(|d| d.map(FigureData::Table)),
    };
    fields.finish(report);
    Some(FigureBlock {
        id: id?,
        data: data?,
        words,
        span: offset..offset,
    })
}

fn id(source: &Source, fields: &Fields<'_>, report: &mut Report) -> Option<Text> {
    let id = fields.required_text("id", "the name of the figure in its address", report)?;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if id.text.is_empty() || !id.text.bytes().all(plain) {
        report.push(
            Diagnostic::error(Code::BadBlock, format!("`{}` cannot be an id", id.text))
                .at(source.location(id.span.clone()))
                .expected("lower-case letters, digits and hyphens"),
        );
        return None;
    }
    Some(id.clone())
}

fn words(source: &Source, fields: &Fields<'_>, report: &mut Report) -> FigureWords {
    let mut template = |key| {
        let text = fields.text(key, report)?;
        Some(Template::read(text, source, report))
    };
    FigureWords {
        title: template("title"),
        subtitle: template("subtitle"),
        source: template("source"),
        note: template("note"),
        description: template("description"),
        titles: fields
            .texts("titles", report)
            .unwrap_or_default()
            .into_iter()
            .map(|text| Template::read(text, source, report))
            .collect(),
    }
}

/// `Some(None)` when the block has no data part, `None` when the data part has errors.
fn chart(source: &Source, fields: &Fields<'_>, report: &mut Report) -> Option<Option<ChartData>> {
    let keys = [
        "mark",
        "data",
        "where",
        "x",
        "y",
        "color",
        "target",
        "sort",
        "highlight",
    ];
    if keys.map(|key| fields.value(key).is_some()) == [false; 9] {
        return Some(None);
    }
    let filters = filters(source, fields, report);
    let mark = fields.required_text("mark", "how the data are drawn", report);
    let data = fields.required_text("data", "the dataset", report);
    let x = fields.required_text("x", "the field on the horizontal axis", report);
    let y = fields.required_text("y", "the field on the vertical axis", report);
    let color = fields.text("color", report);
    let target = target(source, fields, report);
    let sort = fields.text("sort", report);
    let highlight = fields.texts("highlight", report).unwrap_or_default();
    Some(Some(ChartData {
        mark: mark?.clone(),
        data: data?.clone(),
        filters: filters?,
        x: x?.clone(),
        y: y?.clone(),
        color: color.cloned(),
        target: target?,
        sort: sort.cloned(),
        highlight: highlight.into_iter().cloned().collect(),
    }))
}

fn table(source: &Source, fields: &Fields<'_>, report: &mut Report) -> Option<Option<TableData>> {
    let keys = [
        "data", "where", "rows", "columns", "target", "values", "sort",
    ];
    if keys.map(|key| fields.value(key).is_some()) == [false; 7] {
        return Some(None);
    }
    let filters = filters(source, fields, report);
    let data = fields.required_text("data", "the dataset", report);
    let rows = fields.texts("rows", report).unwrap_or_default();
    let columns = fields.text("columns", report);
    let target = target(source, fields, report);
    let values = values(source, fields, report);
    let sort = fields.text("sort", report);
    if rows.is_empty() {
        report.push(
            Diagnostic::error(
                Code::BadBlock,
                "`rows` is missing: the dimensions of the rows",
            )
            .at(fields.location()),
        );
        return None;
    }
    Some(Some(TableData {
        data: data?.clone(),
        filters: filters?,
        rows: rows.into_iter().cloned().collect(),
        columns: columns.cloned(),
        target: target?,
        values: values?,
        sort: sort.cloned(),
    }))
}

fn filters(source: &Source, fields: &Fields<'_>, report: &mut Report) -> Option<Vec<Filter>> {
    if fields.value("where").is_none() {
        return Some(Vec::new());
    }
    let table = fields.table("where", report)?;
    table
        .entries
        .iter()
        .map(|entry| {
            Some(Filter {
                dimension: entry.key.clone(),
                dimension_span: entry.key_span.clone(),
                select: select(source, fields, &entry.key, &entry.value, report)?,
            })
        })
        .collect()
}

fn select(
    source: &Source,
    fields: &Fields<'_>,
    key: &str,
    value: &Value,
    report: &mut Report,
) -> Option<Select> {
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
            let inner = Fields::new(source, table, Code::BadBlock);
            let children = inner.text("children_of", report).cloned();
            let level = inner.text("level", report).cloned();
            inner.finish(report);
            match (children, level) {
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

/// `Some(None)` when there is no target, `None` when it has errors.
fn target(
    source: &Source,
    fields: &Fields<'_>,
    report: &mut Report,
) -> Option<Option<TargetReference>> {
    let Some(value) = fields.value("target") else {
        return Some(None);
    };
    if let ValueKind::Text(text) = &value.kind {
        return Some(Some(TargetReference {
            field: text.clone(),
            whole_year: false,
        }));
    }
    let table = fields.table("target", report)?;
    let inner = Fields::new(source, table, Code::BadBlock);
    let field = inner.required_text(
        "field",
        "the measure of the target, as `dataset.measure`",
        report,
    );
    let period = inner.text("period", report);
    inner.finish(report);
    if let Some(period) = period.filter(|period| period.text != "year") {
        report.push(
            Diagnostic::error(
                Code::BadBlock,
                format!("`{}` is not a period rule", period.text),
            )
            .at(source.location(period.span.clone()))
            .expected("`year`, or nothing"),
        );
        return None;
    }
    Some(Some(TargetReference {
        field: field?.clone(),
        whole_year: period.is_some(),
    }))
}

fn values(source: &Source, fields: &Fields<'_>, report: &mut Report) -> Option<Vec<ValueColumn>> {
    let Some(value) = fields.value("values") else {
        report.push(
            Diagnostic::error(Code::BadBlock, "`values` is missing: what the columns show")
                .at(fields.location()),
        );
        return None;
    };
    let ValueKind::Array(entries) = &value.kind else {
        fields.wrong_kind("values", value, "a list of measures", report);
        return None;
    };
    entries
        .iter()
        .map(|entry| match &entry.kind {
            ValueKind::Text(text) => Some(ValueColumn {
                expression: expression(source, text, report)?,
                title: None,
            }),
            ValueKind::Table(table) => {
                let inner = Fields::new(source, table, Code::BadBlock);
                let value = inner.required_text("value", "what the column shows", report);
                let title = inner.text("title", report);
                inner.finish(report);
                Some(ValueColumn {
                    expression: expression(source, value?, report)?,
                    title: title.map(|title| Template::read(title, source, report)),
                })
            }
            _ => {
                fields.wrong_kind(
                    "values",
                    entry,
                    "a measure in quotes or { value = …, title = … }",
                    report,
                );
                None
            }
        })
        .collect()
}

fn expression(source: &Source, text: &Text, report: &mut Report) -> Option<Expression> {
    parse(&text.text, source, &|range| text.place(range))
        .map_err(|diagnostic| report.push(*diagnostic))
        .ok()
}
