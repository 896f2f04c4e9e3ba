//! The file formats of `chart` and `table` blocks.
//!
//! A block of a translation gives only the `id` and the words; the data part is then `None` and
//! is taken from the document of the default language.

use super::block::{
    BlockKind, FigureBlock, FigureData, FigureWords, Filter, Limit, Select, TableData,
    TargetReference, ValueColumn, Waived,
};
use super::chart_file;
use super::sparkline_file;
use super::template::Template;
use crate::diag::{Code, Report, Source, Span};
use crate::expression::{Expression, parse};
use crate::input::value::{
    Entry, Fields, Form, Key, Kind, Text, Value, ValueKind, key, parse_toml, required,
};

/// The key by which a figure is known.
pub(super) const ID: [Key; 1] = [required(
    "id",
    Kind::Filled,
    "its name in addresses, which never changes",
)];

/// The keys of every figure that are words.
pub(super) const WORDS: [Key; 7] = [
    key("title", Kind::Filled, "the finding, or a neutral topic"),
    key(
        "subtitle",
        Kind::Filled,
        "measure, unit, area and period; made from the data when left out",
    ),
    key(
        "source",
        Kind::Filled,
        "the source; that of the dataset when left out",
    ),
    key("note", Kind::Filled, "what readers must know besides"),
    key(
        "description",
        Kind::Filled,
        "the text alternative; made from the data when left out",
    ),
    key(
        "titles",
        Kind::OneOrMore(&Kind::Text),
        "in a translation: the headings of computed columns, in their order",
    ),
    key(
        "texts",
        Kind::OneOrMore(&Kind::Text),
        "in a translation: the texts of annotations, in their order",
    ),
];

/// The keys of a table that say what it shows.
const TABLE_DATA: [Key; 9] = [
    key("data", Kind::Filled, "the dataset"),
    key("where", WHERE, "which part of the dataset is shown"),
    key(
        "rows",
        Kind::OneOrMore(&Kind::Text),
        "the dimensions of the rows",
    ),
    key(
        "columns",
        Kind::Text,
        "the dimension that is spread over columns",
    ),
    key("target", TARGET, "what the numbers are compared with"),
    key("values", Kind::List(&VALUE), "what the columns show"),
    key(
        "sparklines",
        Kind::Tables(&sparkline_file::SPARKLINE),
        "lines as large as a word, behind the numbers of a row",
    ),
    key(
        "sort",
        Kind::Text,
        "the order of the rows: a column, with a minus sign from the largest down",
    ),
    key(
        "limit",
        Kind::Whole(1, i64::MAX, "a whole number of rows"),
        "how many rows are shown",
    ),
];

/// A table block.
pub static TABLE: Form = Form {
    title: "a table block",
    keys: &[&ID, &WORDS, &TABLE_DATA],
    is_open: false,
};

/// Which codes of each dimension are taken.
pub(super) const WHERE: Kind = Kind::Map(&Kind::Either(
    &[Kind::Text, Kind::List(&Kind::Text), Kind::Table(&SELECTION)],
    "a code in quotes, a list of codes, or { children_of = … }",
));

static SELECTION: Form = Form {
    title: "a selection of codes",
    keys: &[&[
        key(
            "children_of",
            Kind::Text,
            "the code whose children are taken",
        ),
        key("level", Kind::Text, "the level whose codes are taken"),
    ]],
    is_open: false,
};

/// A planned number.
pub(super) const TARGET: Kind = Kind::Either(
    &[Kind::Text, Kind::Table(&TARGET_TABLE)],
    "a target in quotes, as `dataset.measure`, or { field = …, period = \"year\" }",
);

static TARGET_TABLE: Form = Form {
    title: "a target",
    keys: &[&[
        required(
            "field",
            Kind::Filled,
            "the measure of the target, as `dataset.measure`",
        ),
        key(
            "period",
            Kind::Word(|| vec!["year"]),
            "`year` compares a part of a year with its whole year",
        ),
    ]],
    is_open: false,
};

/// A measure or a computation.
pub(super) const VALUE: Kind = Kind::Either(
    &[Kind::Text, Kind::Table(&VALUE_TABLE)],
    "a measure in quotes or { value = …, title = … }",
);

static VALUE_TABLE: Form = Form {
    title: "a column of numbers",
    keys: &[&[
        required("value", Kind::Filled, "what is shown"),
        key(
            "title",
            Kind::Text,
            "its heading; the title of the measure when left out",
        ),
    ]],
    is_open: false,
};

/// The forms of both kinds of blocks.
pub(super) fn form(kind: BlockKind) -> &'static Form {
    match kind {
        BlockKind::Chart => &chart_file::CHART,
        BlockKind::Table => &TABLE,
    }
}

/// Reads the TOML of a block, which stands in the file at `offset`.
pub(super) fn read(
    kind: BlockKind,
    source: &Source,
    toml: &str,
    offset: usize,
    report: &mut Report,
) -> Option<FigureBlock> {
    let before = report.errors();
    let table = parse_toml(source, toml, offset, Code::BadBlock, report)?;
    let fields = Fields::check(form(kind), &table, Code::BadBlock, report);
    let id = id(fields, report);
    let block = block(kind, id, fields, source.span(offset..offset), report);
    block.filter(|_| report.errors() == before)
}

/// Reads a file that holds what a chart block holds; it need not have an id.
pub(super) fn read_chart(source: &Source, toml: &str, report: &mut Report) -> Option<FigureBlock> {
    let before = report.errors();
    let table = parse_toml(source, toml, 0, Code::BadBlock, report)?;
    let fields = Fields::check(&chart_file::CHART_FILE, &table, Code::BadBlock, report);
    let id = if fields.has("id") {
        id(fields, report)
    } else {
        Some(Text::new(BlockKind::Chart.name(), source.beginning()))
    };
    let block = block(BlockKind::Chart, id, fields, source.beginning(), report);
    block.filter(|_| report.errors() == before)
}

fn block(
    kind: BlockKind,
    id: Option<Text>,
    fields: Fields<'_>,
    span: Span,
    report: &mut Report,
) -> Option<FigureBlock> {
    let words = words(kind, fields, report);
    let data = match kind {
        BlockKind::Chart if fields.has_any(&chart_file::DATA) => {
            let chart = chart_file::chart(fields, &words.waive, report)?;
            Some(FigureData::Chart(Box::new(chart)))
        }
        BlockKind::Table if fields.has_any(&TABLE_DATA) => {
            Some(FigureData::Table(Box::new(table(fields, report)?)))
        }
        BlockKind::Chart | BlockKind::Table => None,
    };
    Some(FigureBlock {
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
pub(super) fn id(fields: Fields<'_>, report: &mut Report) -> Option<Text> {
    let id = fields.text("id").filter(|id| !id.text.trim().is_empty())?;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    // Two hyphens join an id with the names of its parts.
    if id.text.contains("--") || !id.text.bytes().all(plain) {
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

fn words(kind: BlockKind, fields: Fields<'_>, report: &mut Report) -> FigureWords {
    let mut template = |key| Some(Template::read(fields.text(key)?, report));
    let (title, subtitle) = (template("title"), template("subtitle"));
    let (source, note) = (template("source"), template("note"));
    let description = template("description");
    let mut templates = |key| {
        let texts = fields.texts(key).into_iter();
        texts.map(|text| Template::read(text, report)).collect()
    };
    let (titles, texts) = (templates("titles"), templates("texts"));
    let waive = match kind {
        BlockKind::Chart => waive(fields, report),
        BlockKind::Table => Vec::new(),
    };
    FigureWords {
        title,
        subtitle,
        source,
        note,
        description,
        titles,
        texts,
        waive,
    }
}

/// The rules that a chart waives, each with its reason.
fn waive(fields: Fields<'_>, report: &mut Report) -> Vec<Waived> {
    let waived = fields.text_entries("waive");
    let waived = waived.map(|(entry, reason)| Waived {
        rule: entry.key.clone(),
        rule_span: entry.key_span.clone(),
        reason: Template::read(reason, report),
    });
    waived.collect()
}

fn table(fields: Fields<'_>, report: &mut Report) -> Option<TableData> {
    let data = fields.needed_text("data", report);
    let filters = filters(fields, report);
    fields.needed("rows", report);
    let target = target(fields);
    let values = fields.needed("values", report);
    if values.is_some_and(|values| values.items().is_empty()) {
        report.push(
            fields
                .error("`values` is an empty list")
                .expected("at least one measure"),
        );
    }
    let values = values.map(Value::items).unwrap_or_default();
    let columns = values
        .iter()
        .filter_map(|value| value_column(fields, "values", value, report));
    let values: Vec<ValueColumn> = columns.collect();
    let sparklines = fields.tables("sparklines");
    let sparklines = sparklines.filter_map(|fields| sparkline_file::read(fields, report));
    let sparklines = sparklines.collect();
    let rows: Vec<Text> = fields.texts("rows").into_iter().cloned().collect();
    Some(TableData {
        data: data?.clone(),
        filters,
        rows,
        columns: fields.text("columns").cloned(),
        target,
        values,
        sparklines,
        sort: fields.text("sort").cloned(),
        limit: fields
            .value("limit")
            .and_then(|value| limit(value, value, false)),
    })
}

/// How many categories a chart shows, or rows a table; nothing where it is no such number, which was
/// reported.
pub(super) fn limit(whole: &Value, count: &Value, with_other: bool) -> Option<Limit> {
    let ValueKind::Integer(count) = count.kind else {
        return None;
    };
    Some(Limit {
        count: usize::try_from(count).ok()?,
        with_other,
        is_asked: true,
        span: whole.span.clone(),
    })
}

/// What a `where` selects.
pub(super) fn filters(fields: Fields<'_>, report: &mut Report) -> Vec<Filter> {
    let entries = fields.entries("where").iter();
    let filters = entries.filter_map(|entry| {
        Some(Filter {
            dimension: entry.key.clone(),
            dimension_span: entry.key_span.clone(),
            select: select(fields, entry, report)?,
        })
    });
    filters.collect()
}

fn select(fields: Fields<'_>, entry: &Entry, report: &mut Report) -> Option<Select> {
    let Some(inner) = fields.fields("where", &entry.value) else {
        let codes = entry.value.items().iter();
        return Some(Select::Codes(
            codes.filter_map(Value::text).cloned().collect(),
        ));
    };
    match (inner.text("children_of"), inner.text("level")) {
        (Some(children), None) => Some(Select::ChildrenOf(children.clone())),
        (None, Some(level)) => Some(Select::Level(level.clone())),
        (Some(_), Some(_)) | (None, None) => {
            if inner.is_sound() {
                let expected = "either { children_of = … } or { level = … }";
                report.push(fields.wrong_kind(&entry.key, &entry.value, expected));
            }
            None
        }
    }
}

/// The target of a block; `None` when it has none.
pub(super) fn target(fields: Fields<'_>) -> Option<TargetReference> {
    let table = fields.table("target");
    let field = table.map_or_else(|| fields.text("target"), |table| table.text("field"));
    Some(TargetReference {
        field: field?.clone(),
        whole_year: table.is_some_and(|table| table.has("period")),
    })
}

/// A measure or a computation, with its title if it has one.
pub(super) fn value_column(
    fields: Fields<'_>,
    key: &str,
    value: &Value,
    report: &mut Report,
) -> Option<ValueColumn> {
    let table = fields.fields(key, value);
    let text = table.map_or_else(|| value.text(), |table| table.text("value"));
    let title = table.and_then(|table| table.text("title"));
    Some(ValueColumn {
        expression: expression(text?, report)?,
        title: title.map(|title| Template::read(title, report)),
    })
}

pub(super) fn expression(text: &Text, report: &mut Report) -> Option<Expression> {
    parse(&text.text, &|range| text.place(range))
        .map_err(|diagnostic| report.push(diagnostic))
        .ok()
}
