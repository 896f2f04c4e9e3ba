//! What templates see of a chart or table, drawn and laid out.

use serde::Serialize;

use super::FileSizes;
use crate::chart::{self, ChartText, Drawing, FontMetrics};
use crate::locale::Locale;
use crate::markup::Markup;
use crate::site::{Download, EmbedInputs, FigureInputs};
use crate::table::{self, Cell, ColumnHead, Role, StatusMark};

#[derive(Debug, Serialize)]
pub(super) struct FigureView<'a> {
    id: &'a str,
    number: String,
    title: &'a str,
    subtitle: &'a str,
    source: Option<&'a str>,
    notes: &'a [String],
    /// The drawings, finished SVG; empty for a table.
    drawings: Vec<String>,
    table: TableView<'a>,
    downloads: Vec<DownloadView<'a>>,
    /// How to show the chart elsewhere; none for a table.
    embed: Option<EmbedView<'a>>,
}

/// A file among others, with what it is for and how large it is.
#[derive(Debug, Serialize)]
pub(super) struct DownloadView<'a> {
    #[serde(flatten)]
    download: &'a Download,
    /// What it is for; nothing for a format that goes without.
    purpose: Option<&'a str>,
    /// The size of the file, where it is known.
    size: Option<String>,
}

impl<'a> DownloadView<'a> {
    pub(super) fn new(
        download: &'a Download,
        bytes: Option<usize>,
        locale: &'a Locale,
    ) -> DownloadView<'a> {
        let purpose = download.format.purpose();
        DownloadView {
            download,
            purpose: purpose.map(|key| locale.words().get(key)),
            size: bytes.map(|bytes| locale.file_size(bytes)),
        }
    }
}

#[derive(Debug, Serialize)]
struct EmbedView<'a> {
    /// The element that shows the chart in another page.
    snippet: String,
    /// The figure in its page.
    figure_href: &'a str,
}

#[derive(Debug, Serialize)]
struct TableView<'a> {
    row_heads: Vec<RowHeadView>,
    columns: Vec<ColumnHead>,
    /// The headings of sparklines.
    sparklines: Vec<&'a str>,
    rows: Vec<RowView>,
    legend: Vec<StatusMark>,
}

#[derive(Debug, Serialize)]
struct RowHeadView {
    title: String,
    /// Whether readers may sort by the alphabet.
    is_place: bool,
}

#[derive(Debug, Serialize)]
struct LabelView {
    text: String,
    href: Option<String>,
}

#[derive(Debug, Serialize)]
struct RowView {
    labels: Vec<LabelView>,
    cells: Vec<Cell>,
    /// Finished drawings; an empty one has no numbers.
    sparklines: Vec<String>,
    /// The classes of the row; nothing for a row that is not set off.
    class: Option<&'static str>,
}

impl<'a> FigureView<'a> {
    /// The finding, or a neutral topic.
    pub(super) fn title(&self) -> &str {
        self.title
    }

    /// Whether the figure has a page for the pages of others.
    pub(super) fn is_embedded(&self) -> bool {
        self.embed.is_some()
    }

    pub(super) fn new(
        figure: &'a FigureInputs,
        locale: &'a Locale,
        fonts: &FontMetrics,
        sizes: &FileSizes<'_>,
    ) -> FigureView<'a> {
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
            id: &figure.id,
            number: locale.words().fill(key, &[("number", &number)]),
            title: &figure.title,
            subtitle: &figure.subtitle,
            source: figure.source.as_deref(),
            notes: &figure.notes,
            drawings: drawings.into_iter().map(|drawing| drawing.svg).collect(),
            table: TableView::new(figure, locale, fonts),
            downloads: figure
                .downloads
                .iter()
                .map(|download| {
                    let bytes = sizes.get(download.path.as_str()).copied();
                    DownloadView::new(download, bytes, locale)
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

impl<'a> EmbedView<'a> {
    fn new(embed: &'a EmbedInputs, title: &str, drawings: &[Drawing]) -> EmbedView<'a> {
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
            figure_href: &embed.figure_href,
        }
    }
}

impl<'a> TableView<'a> {
    fn new(figure: &'a FigureInputs, locale: &Locale, fonts: &FontMetrics) -> TableView<'a> {
        let layout = table::layout(&figure.table, locale);
        let sparklines = |row: usize| -> Vec<String> {
            let columns = figure.sparklines.iter();
            let specs = columns.filter_map(|column| column.rows.get(row));
            specs
                .map(|spec| chart::sparkline(spec, locale, fonts))
                .collect()
        };
        TableView {
            sparklines: figure.sparklines.iter().map(|s| s.title.as_str()).collect(),
            row_heads: layout
                .row_heads
                .into_iter()
                .enumerate()
                .map(|(column, title)| RowHeadView {
                    title,
                    is_place: figure.table.row_roles.get(column) == Some(&Role::Place),
                })
                .collect(),
            columns: layout.columns,
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
                    cells: row.cells,
                    class: match (row.highlight, row.total, row.rest) {
                        (true, true, _) => Some("highlight total"),
                        (true, false, _) => Some("highlight"),
                        (false, true, _) => Some("total"),
                        (false, false, true) => Some("rest"),
                        (false, false, false) => None,
                    },
                })
                .collect(),
            legend: layout.legend,
        }
    }
}
