//! The view of a chart or table.

use serde::Serialize;

use super::FileSizes;
use super::download_view::DownloadView;
use crate::chart::{self, ChartText, Drawing, FontMetrics};
use crate::locale::Locale;
use crate::markup::Markup;
use crate::site::{EmbedInputs, FigureInputs};
use crate::table::StatusMark;
use crate::table::{self, Cell, Role};

#[derive(Debug, Serialize)]
pub(super) struct FigureView {
    id: String,
    number: String,
    title: String,
    subtitle: String,
    source: Option<String>,
    notes: Vec<String>,
    /// The drawings, finished SVG; empty for a table.
    drawings: Vec<String>,
    table: TableView,
    downloads: Vec<DownloadView>,

    /// How to show the chart elsewhere; none for a table.
    embed: Option<EmbedView>,
}

#[derive(Debug, Serialize)]
struct EmbedView {
    /// The element that shows the chart in another page.
    snippet: String,
    /// The figure in its page.
    figure_href: String,
}

#[derive(Debug, Serialize)]
pub(super) struct TableView {
    row_heads: Vec<RowHeadView>,
    columns: Vec<ColumnView>,
    /// The headings of sparklines.
    sparklines: Vec<String>,
    rows: Vec<RowView>,
    legend: Vec<MarkView>,
}

#[derive(Debug, Serialize)]
struct RowHeadView {
    title: String,
    /// Whether readers may sort by the alphabet.
    is_place: bool,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    title: String,
    unit: Option<String>,
}

#[derive(Debug, Serialize)]
struct LabelView {
    text: String,
    href: Option<String>,
}

#[derive(Debug, Serialize)]
struct RowView {
    labels: Vec<LabelView>,
    cells: Vec<CellView>,
    /// Finished drawings; an empty one has no numbers.
    sparklines: Vec<String>,
    /// The classes of the row; nothing for a row that is not set off.
    class: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct CellView {
    text: String,
    value: Option<String>,
    marks: Vec<MarkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct MarkView {
    mark: String,
    word: String,
}

impl FigureView {
    /// The finding, or a neutral topic.
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// Whether the figure has a page for the pages of others.
    pub(super) fn is_embedded(&self) -> bool {
        self.embed.is_some()
    }

    pub(super) fn new(
        figure: &FigureInputs,
        locale: &Locale,
        (fonts, sizes): (&FontMetrics, &FileSizes<'_>),
    ) -> FigureView {
        let text = ChartText {
            id: &figure.id,
            title: &figure.title,
            description: &figure.description,
        };
        let drawings: Vec<Drawing> = figure
            .chart
            .iter()
            .flat_map(|spec| {
                chart::Layout::ALL.map(|layout| chart::draw(spec, layout, &text, locale, fonts))
            })
            .collect();
        let embed = figure.embed.as_ref();
        let embed = embed.map(|embed| EmbedView::new(embed, &figure.title, &drawings));
        let key = if figure.chart.is_some() {
            "figure.number"
        } else {
            "figure.table_number"
        };
        let number = locale.number(figure.number);
        FigureView {
            id: figure.id.clone(),
            number: locale.words().fill(key, &[("number", &number)]),
            title: figure.title.clone(),
            subtitle: figure.subtitle.clone(),
            source: figure.source.clone(),
            notes: figure.notes.clone(),
            drawings: drawings.into_iter().map(|drawing| drawing.svg).collect(),
            table: TableView::new(figure, locale, fonts),
            downloads: figure
                .downloads
                .iter()
                .map(|download| {
                    let bytes = sizes.get(download.path.as_str()).copied();
                    DownloadView::described(download, bytes, locale)
                })
                .collect(),
            embed,
        }
    }
}

/// How much larger than its view box a drawing is shown at most: the style sheet lets a page be
/// 736 pixels wide, and a narrow drawing 432.
const MOST_ENLARGED: f64 = 1.27;

/// The height of the words around a drawing in a frame, in pixels.
const WORDS_HEIGHT: f64 = 220.0;

impl EmbedView {
    fn new(embed: &EmbedInputs, title: &str, drawings: &[Drawing]) -> EmbedView {
        let highest = drawings.iter().map(|d| d.height).fold(0.0, f64::max);
        let height = (highest * MOST_ENLARGED + WORDS_HEIGHT).ceil();
        let mut frame = Markup::new();
        frame.element(
            "iframe",
            &[
                ("src", &embed.src),
                ("title", title),
                ("width", "100%"),
                ("height", &height.to_string()),
                ("loading", "lazy"),
                ("style", "border: 0"),
            ],
            "",
        );
        EmbedView {
            snippet: frame.finish(),
            figure_href: embed.figure_href.clone(),
        }
    }
}

impl TableView {
    fn new(figure: &FigureInputs, locale: &Locale, fonts: &FontMetrics) -> TableView {
        let layout = table::layout(&figure.table, locale);
        let sparklines = |row: usize| -> Vec<String> {
            let columns = figure.sparklines.iter();
            let specs = columns.filter_map(|column| column.rows.get(row));
            specs
                .map(|spec| chart::sparkline(spec, locale, fonts))
                .collect()
        };
        TableView {
            sparklines: figure.sparklines.iter().map(|s| s.title.clone()).collect(),
            row_heads: layout
                .row_heads
                .into_iter()
                .enumerate()
                .map(|(column, title)| RowHeadView {
                    title,
                    is_place: figure.table.row_roles.get(column) == Some(&Role::Place),
                })
                .collect(),
            columns: layout
                .columns
                .into_iter()
                .map(|column| ColumnView {
                    title: column.title,
                    unit: column.unit,
                })
                .collect(),
            rows: layout
                .rows
                .into_iter()
                .enumerate()
                .map(|(position, row)| RowView {
                    sparklines: sparklines(position),
                    labels: row
                        .labels
                        .into_iter()
                        .zip(row.hrefs)
                        .map(|(text, href)| LabelView { text, href })
                        .collect(),
                    cells: row.cells.into_iter().map(CellView::new).collect(),
                    class: match (row.highlight, row.total, row.rest) {
                        (true, true, _) => Some("highlight total"),
                        (true, false, _) => Some("highlight"),
                        (false, true, _) => Some("total"),
                        (false, false, true) => Some("rest"),
                        (false, false, false) => None,
                    },
                })
                .collect(),
            legend: layout.legend.iter().map(MarkView::new).collect(),
        }
    }
}

impl CellView {
    fn new(cell: Cell) -> CellView {
        CellView {
            text: cell.text,
            value: cell.value,
            marks: cell.marks.iter().map(MarkView::new).collect(),
        }
    }
}

impl MarkView {
    pub(super) fn new(mark: &StatusMark) -> MarkView {
        MarkView {
            mark: mark.mark.clone(),
            word: mark.word.clone(),
        }
    }
}
