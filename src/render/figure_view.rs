//! The view of a chart or table.

use serde::Serialize;

use crate::chart::{self, ChartText, FontMetrics};
use crate::locale::Locale;
use crate::site::{FigureInputs, Mark};
use crate::table::{self, Cell, Layout};

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
    download: DownloadView,
}

#[derive(Debug, Serialize)]
struct DownloadView {
    format: &'static str,
    href: String,
}

#[derive(Debug, Serialize)]
pub(super) struct TableView {
    row_heads: Vec<String>,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    legend: Vec<MarkView>,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    title: String,
    unit: Option<String>,
}

#[derive(Debug, Serialize)]
struct RowView {
    labels: Vec<String>,
    cells: Vec<CellView>,
    highlight: bool,
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
    pub(super) fn new(figure: &FigureInputs, locale: &Locale, fonts: &FontMetrics) -> FigureView {
        let text = ChartText {
            id: &figure.id,
            title: &figure.title,
            description: &figure.description,
        };
        let drawings = figure.chart.iter().flat_map(|spec| {
            chart::Layout::ALL.map(|layout| chart::draw(spec, layout, &text, locale, fonts))
        });
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
            drawings: drawings.collect(),
            table: TableView::new(table::layout(&figure.table, locale)),
            download: DownloadView {
                format: figure.download.format,
                href: figure.download.href.clone(),
            },
        }
    }
}

impl TableView {
    fn new(layout: Layout) -> TableView {
        TableView {
            row_heads: layout.row_heads,
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
                .map(|row| RowView {
                    labels: row.labels,
                    cells: row.cells.into_iter().map(CellView::new).collect(),
                    highlight: row.highlight,
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
    pub(super) fn new(mark: &Mark) -> MarkView {
        MarkView {
            mark: mark.mark.clone(),
            word: mark.word.clone(),
        }
    }
}
