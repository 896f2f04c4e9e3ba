//! Charts and tables as their authors wrote them, every reference still unresolved.

use super::template::Template;
use crate::diag::Span;
use crate::expression::Expression;
use crate::input::value::Text;
use crate::stats::Number;

/// A chart or table as its author wrote it.
#[derive(Clone, Debug)]
pub struct FigureBlock {
    /// Whether it is written as a chart or a table.
    pub kind: BlockKind,
    /// Its id, unique in the document.
    pub id: Text,
    /// What it shows; `None` in a translation.
    pub data: Option<FigureData>,
    /// Its words.
    pub words: FigureWords,
    /// The place of the block's first line, in bytes of the file.
    pub span: Span,
}

impl FigureBlock {
    /// All texts that may hold expressions.
    pub fn texts(&self) -> Vec<&Template> {
        let FigureWords {
            title,
            subtitle,
            source,
            note,
            description,
            titles,
            texts,
            waive,
        } = &self.words;
        let single = [title, subtitle, source, note, description];
        let mut all: Vec<&Template> = single.into_iter().flatten().collect();
        all.extend(titles.iter().chain(texts));
        all.extend(waive.iter().map(|waived| &waived.reason));
        match &self.data {
            Some(FigureData::Table(table)) => {
                all.extend(table.values.iter().filter_map(|value| value.title.as_ref()));
                all.extend(
                    table
                        .sparklines
                        .iter()
                        .filter_map(|line| line.title.as_ref()),
                );
            }
            Some(FigureData::Chart(chart)) => {
                all.extend(chart.annotations.iter().map(|annotation| &annotation.text));
                all.extend(chart.label.iter().filter_map(|label| label.title.as_ref()));
            }
            None => {}
        }
        all
    }

    /// The expressions of its data.
    pub fn expressions(&self) -> Vec<&Expression> {
        match &self.data {
            Some(FigureData::Table(table)) => {
                table.values.iter().map(|value| &value.expression).collect()
            }
            Some(FigureData::Chart(chart)) => {
                let lines =
                    chart
                        .annotations
                        .iter()
                        .filter_map(|annotation| match &annotation.shape {
                            AnnotationShape::Line(expression) => Some(expression),
                            _ => None,
                        });
                lines
                    .chain(chart.label.iter().map(|label| &label.expression))
                    .collect()
            }
            None => Vec::new(),
        }
    }
}

/// The two kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A chart.
    Chart,
    /// A table.
    Table,
}

impl BlockKind {
    /// The word behind the fence.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Chart => "chart",
            BlockKind::Table => "table",
        }
    }
}

/// What a figure shows.
#[derive(Clone, Debug)]
pub enum FigureData {
    /// A chart.
    Chart(Box<ChartData>),
    /// A table.
    Table(Box<TableData>),
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
    /// Texts of annotations, in their order, given in a translation.
    pub texts: Vec<Template>,
    /// The reasons of waivers.
    pub waive: Vec<Waived>,
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
    pub x: Option<Text>,
    /// The field on the vertical axis.
    pub y: Option<Text>,
    /// The dimension whose codes are areas of a map.
    pub area: Option<Text>,
    /// The outlines of those areas.
    pub map: Option<Text>,
    /// The dimension distinguished by colour.
    pub color: Option<Text>,
    /// The dimension of which each code has a panel of its own.
    pub facet: Option<Text>,
    /// How several series are put on each other: `zero` or `normalize`.
    pub stack: Option<Text>,
    /// What the numbers are held against.
    pub target: Option<TargetReference>,
    /// A computation over measures and the target that stands behind each number.
    pub label: Option<ValueColumn>,
    /// The order of categories: `value`, `-value` or `label`.
    pub sort: Option<Text>,
    /// The order of series, in the same words.
    pub order: Option<Text>,
    /// How many categories are shown.
    pub limit: Option<Limit>,
    /// What the scales are like.
    pub scale: ScaleData,
    /// With how many decimals numbers are printed.
    pub decimals: Option<Decimals>,
    /// The codes that are set off.
    pub highlight: Vec<Text>,
    /// What is written into the chart besides its numbers.
    pub annotations: Vec<Annotation>,
    /// The rules that are not to hold for this chart, each with the reason.
    pub waive: Vec<Waived>,
}

/// How many categories a chart shows, or rows a table.
#[derive(Clone, Debug)]
pub struct Limit {
    /// At most so many, the first ones.
    pub count: usize,
    /// Whether all others together are one category more.
    pub with_other: bool,
    /// Whether the author set it; otherwise it is one that every figure has.
    pub is_asked: bool,
    /// Where it stands in the file.
    pub span: Span,
}

/// What an author says about the scales of a chart.
#[derive(Clone, Debug)]
pub struct ScaleData {
    /// `linear` or `log` for the numbers, `band` or `period` for the categories.
    pub kinds: Vec<Text>,
    /// The ends of the numbers' scale, and where they stand in the file.
    pub domain: Option<(Number, Number, Span)>,
}

/// With how many decimals numbers are printed.
#[derive(Clone, Debug)]
pub struct Decimals {
    /// How many.
    pub count: u32,
    /// Where it stands in the file.
    pub span: Span,
}

/// Something that is written into a chart.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// What is drawn.
    pub shape: AnnotationShape,
    /// Where it stands in the file.
    pub span: Span,
    /// What readers are told.
    pub text: Template,
}

/// What an annotation draws.
#[derive(Clone, Debug)]
pub enum AnnotationShape {
    /// A line at a number.
    Line(Expression),
    /// A band from one category to another.
    Band(Text, Text),
    /// A break of the series before a category: what is before and behind cannot be compared.
    Break(Text),
    /// A ring around the number of a category.
    Point(Text),
}

/// A rule that is not to hold for a chart.
#[derive(Clone, Debug)]
pub struct Waived {
    /// The code of its diagnostic.
    pub rule: String,
    /// The place of the code.
    pub rule_span: Span,
    /// Why; the figure prints it.
    pub reason: Template,
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
    /// Lines as large as a word, behind the numbers of a row.
    pub sparklines: Vec<Sparkline>,
    /// The order of rows.
    pub sort: Option<Text>,
    /// How many rows it shows.
    pub limit: Option<Limit>,
}

/// A line as large as a word.
#[derive(Clone, Debug)]
pub struct Sparkline {
    /// The measure; in a key figure with its dataset.
    pub value: Text,
    /// The dimension of periods.
    pub over: Text,
    /// Which part of the dataset.
    pub filters: Vec<Filter>,
    /// The heading of its column.
    pub title: Option<Template>,
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
    pub dimension_span: Span,
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
