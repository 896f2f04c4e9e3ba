//! The views of pages about data.

use serde::Serialize;

use super::checks_view::ChecksView;
use super::download_view::DownloadView;
use super::figure_view::MarkView;
use super::kind_view::{CiteView, RevisionView};
use super::view::LicenceView;
use crate::locale::Locale;
use crate::site::{DataIndexEntry, DataIndexInputs, DatasetInputs, FieldInputs, PreviewCell};

#[derive(Debug, Serialize)]
pub(super) struct DatasetView<'a> {
    name: &'a str,
    description: Option<&'a str>,
    source: Option<&'a str>,
    licences: Vec<LicenceView<'a>>,
    records: &'a str,
    kicker: &'a str,
    first_period: Option<&'a str>,
    last_period: Option<&'a str>,
    fields: Vec<FieldView<'a>>,
    preview_heads: Vec<PreviewHeadView<'a>>,
    preview: Vec<Vec<PreviewView<'a>>>,
    left_out: Option<String>,
    downloads: Vec<DownloadView>,
    /// That so many records are not published in every format.
    beyond_formats: Option<String>,
    checks: Option<ChecksView<'a>>,
    cite: CiteView<'a>,
    coverage: Option<&'a str>,
    geography: Option<&'a str>,
    method: Option<&'a str>,
    contact: Option<&'a str>,
    revisions: Vec<RevisionView<'a>>,
}

#[derive(Debug, Serialize)]
struct FieldView<'a> {
    name: &'a str,
    title: &'a str,
    role: &'a str,
    kind: &'a str,
    unit: Option<&'a str>,
    description: Option<&'a str>,
    code_list_title: Option<&'a str>,
    code_list_href: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct PreviewHeadView<'a> {
    title: &'a str,
    is_number: bool,
}

#[derive(Debug, Serialize)]
struct PreviewView<'a> {
    text: &'a str,
    is_number: bool,
    marks: Vec<MarkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct DataIndexView<'a> {
    description: Option<&'a str>,
    datasets: Vec<EntryView<'a>>,
    code_lists: Vec<EntryView<'a>>,
    maps: Vec<EntryView<'a>>,
}

#[derive(Debug, Serialize)]
struct EntryView<'a> {
    title: &'a str,
    href: &'a str,
    description: Option<&'a str>,
    records: &'a str,
}

impl<'a> DatasetView<'a> {
    pub(super) fn new(dataset: &'a DatasetInputs, locale: &'a Locale) -> DatasetView<'a> {
        let periods = dataset.periods.as_ref();
        DatasetView {
            name: &dataset.name,
            description: dataset.description.as_deref(),
            source: dataset.source.as_deref(),
            licences: dataset.licences.iter().map(LicenceView::new).collect(),
            records: &dataset.records,
            kicker: locale.words().get(&format!("data.{}", dataset.kicker)),
            first_period: periods.map(|(first, _)| first.as_str()),
            last_period: periods.map(|(_, last)| last.as_str()),
            fields: dataset
                .fields
                .iter()
                .map(|field| FieldView::new(field, locale))
                .collect(),
            preview_heads: dataset
                .preview_heads
                .iter()
                .enumerate()
                .map(|(column, title)| {
                    let first = dataset.preview.first().and_then(|row| row.get(column));
                    PreviewHeadView {
                        title,
                        is_number: matches!(first, Some(PreviewCell::Number { .. })),
                    }
                })
                .collect(),
            preview: dataset
                .preview
                .iter()
                .map(|row| row.iter().map(PreviewView::new).collect())
                .collect(),
            left_out: (dataset.left_out > 0)
                .then(|| locale.counted("data.left_out", dataset.left_out)),
            downloads: dataset
                .downloads
                .iter()
                .map(|download| DownloadView::described(download, download.bytes, locale))
                .collect(),
            beyond_formats: dataset.beyond_formats.map(|most| {
                let most = locale.number(most);
                locale
                    .words()
                    .fill("download.beyond_formats", &[("most", &most)])
            }),
            checks: dataset.checks.as_ref().map(ChecksView::new),
            cite: CiteView::new(&dataset.cite),
            coverage: dataset.coverage.as_deref(),
            geography: dataset.geography.as_deref(),
            method: dataset.method.as_deref(),
            contact: dataset.contact.as_deref(),
            revisions: RevisionView::all(&dataset.revisions),
        }
    }
}

impl<'a> FieldView<'a> {
    fn new(field: &'a FieldInputs, locale: &'a Locale) -> FieldView<'a> {
        let code_list = field.code_list.as_ref();
        FieldView {
            name: &field.name,
            title: &field.title,
            role: locale.words().get(&format!("data.role.{}", field.role)),
            kind: locale.words().get(&format!("data.type.{}", field.kind)),
            unit: field.unit.as_deref(),
            description: field.description.as_deref(),
            code_list_title: code_list.map(|(title, _)| title.as_str()),
            code_list_href: code_list.map(|(_, href)| href.as_str()),
        }
    }
}

impl<'a> PreviewView<'a> {
    fn new(cell: &'a PreviewCell) -> PreviewView<'a> {
        match cell {
            PreviewCell::Text(text) => PreviewView {
                text,
                is_number: false,
                marks: Vec::new(),
            },
            PreviewCell::Number { text, marks } => PreviewView {
                text,
                is_number: true,
                marks: marks.iter().map(MarkView::new).collect(),
            },
        }
    }
}

impl<'a> DataIndexView<'a> {
    pub(super) fn new(index: &'a DataIndexInputs) -> DataIndexView<'a> {
        DataIndexView {
            description: index.description.as_deref(),
            datasets: index.datasets.iter().map(EntryView::new).collect(),
            code_lists: index.code_lists.iter().map(EntryView::new).collect(),
            maps: index.maps.iter().map(EntryView::new).collect(),
        }
    }
}

impl<'a> EntryView<'a> {
    fn new(entry: &'a DataIndexEntry) -> EntryView<'a> {
        EntryView {
            title: &entry.title,
            href: &entry.href,
            description: entry.description.as_deref(),
            records: &entry.records,
        }
    }
}
