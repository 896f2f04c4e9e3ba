//! What templates see: the inputs of a page as they are, and what is drawn and written of them. Every name
//! that a template may use is a field of [`PageView`] or of the types of inputs that it holds.

use std::collections::BTreeMap;

use serde::Serialize;

use super::download::host_file::{POLICY, POLICY_OF_SEARCH, POLICY_WITHOUT_SCRIPT};
use super::figure_view::{DownloadView, FigureView};
use super::structured_file::structured;
use super::theme::Theme;
use super::{FileSizes, body, described, figures};
use crate::chart::{CARD_SIZE, FontMetrics};
use crate::locale::Locale;
use crate::site::{
    BodyPart, ContentsEntry, DataIndexInputs, DatasetInputs, DocumentInputs, KindInputs,
    LONGEST_TITLE, LanguageLink, ListedPage, NavigationLink, NextRelease, NotFoundInputs,
    PageContent, PageInputs, PageLink, PrintedDate, RelativesInputs, RevisionInputs, SiteInputs,
    SourceInputs,
};

/// What the templates of every page see.
#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
    site: &'a SiteInputs,
    page: PageFields<'a>,
    navigation: &'a [NavigationLink],
    footer: &'a [NavigationLink],
    languages: &'a [LanguageLink],
    relatives: Option<&'a RelativesInputs>,
    assets: &'a BTreeMap<String, String>,
    document: Option<DocumentView<'a>>,
    dataset: Option<DatasetView<'a>>,
    data_index: Option<&'a DataIndexInputs>,
    site_index: Option<&'a [ListedPage]>,
    not_found: Option<&'a [NotFoundInputs]>,
    sources: &'a [SourceInputs],
    next_release: Option<&'a NextRelease>,
    corrections: &'a [RevisionInputs],
    topics: &'a [PageLink],
}

/// What the page itself is, and what its head says of it.
#[derive(Debug, Serialize)]
struct PageFields<'a> {
    title: &'a str,
    /// The title where windows and search results show it.
    head_title: String,
    summary: Option<&'a str>,
    date: Option<&'a PrintedDate>,
    updated: Option<&'a PrintedDate>,
    canonical: Option<&'a str>,
    /// Where it is, from the root of the host.
    href: String,
    kind: &'static str,
    /// What search engines read of the page, as JSON-LD; may be empty.
    structured_data: String,
    /// The kind of the page where its address is shared (Open Graph).
    shared_as: &'static str,
    /// The absolute address of the picture that stands for it there.
    card: Option<&'a str>,
    card_width: u32,
    card_height: u32,
    /// The feeds that it points to.
    feeds: &'a [PageLink],
    /// Whether charts stand on the page.
    charts: bool,
    /// Whether tables of figures stand on the page.
    tables: bool,
    /// What the page may load (Content-Security-Policy).
    policy: &'static str,
}

/// A document, its text written and its figures drawn.
#[derive(Debug, Serialize)]
struct DocumentView<'a> {
    #[serde(flatten)]
    kind: &'a KindInputs,
    main_points: Vec<String>,
    headlines: Vec<HeadlineView<'a>>,
    contents: &'a [ContentsEntry],
    body: Vec<BodyView<'a>>,
}

/// A dataset with its files, whose sizes are known by now.
#[derive(Debug, Serialize)]
struct DatasetView<'a> {
    #[serde(flatten)]
    inputs: &'a DatasetInputs,
    downloads: Vec<DownloadView<'a>>,
}

#[derive(Debug, Serialize)]
struct HeadlineView<'a> {
    href: Option<&'a str>,
    value: String,
    label: String,
    note: String,
    /// A finished drawing.
    sparkline: Option<String>,
}

/// Text as HTML, or a figure: exactly one of the two is there.
#[derive(Debug, Default, Serialize)]
struct BodyView<'a> {
    html: Option<String>,
    figure: Option<FigureView<'a>>,
}

impl<'a> PageView<'a> {
    pub(super) fn new(
        inputs: &'a PageInputs,
        theme: &'a Theme,
        locale: &'a Locale,
        fonts: &FontMetrics,
        sizes: &FileSizes<'_>,
    ) -> PageView<'a> {
        let mut view = PageView {
            site: &inputs.site,
            page: PageFields::new(inputs),
            navigation: &inputs.navigation,
            footer: &inputs.footer,
            languages: &inputs.languages,
            relatives: inputs.relatives.as_ref(),
            assets: theme.hrefs(),
            document: None,
            dataset: None,
            data_index: None,
            site_index: None,
            not_found: None,
            sources: &inputs.sources,
            next_release: inputs.next_release.as_ref(),
            corrections: &inputs.corrections,
            topics: &inputs.topics,
        };
        match &inputs.content {
            PageContent::Document(document) => {
                view.document = Some(DocumentView::new(document, locale, fonts, sizes));
            }
            PageContent::Dataset(dataset) => {
                let files = dataset.downloads.iter();
                view.dataset = Some(DatasetView {
                    inputs: dataset,
                    downloads: files
                        .map(|file| DownloadView::new(file, file.bytes, locale))
                        .collect(),
                });
            }
            PageContent::DataIndex(index) => view.data_index = Some(index),
            PageContent::SiteIndex(entries) => view.site_index = Some(entries),
            PageContent::NotFound(versions) => view.not_found = Some(versions),
        }
        view
    }
}

impl<'a> PageFields<'a> {
    fn new(inputs: &'a PageInputs) -> PageFields<'a> {
        PageFields {
            title: &inputs.title,
            head_title: head_title(&inputs.title, &inputs.site.title),
            summary: described(inputs),
            date: inputs.date.as_ref(),
            updated: inputs.updated.as_ref(),
            canonical: inputs.canonical.as_deref(),
            href: format!("{}{}", inputs.site.base_path, inputs.address),
            kind: kind(&inputs.content),
            structured_data: structured(inputs),
            shared_as: match &inputs.content {
                PageContent::Document(document)
                    if matches!(document.kind, KindInputs::Article(_)) =>
                {
                    "article"
                }
                _ => "website",
            },
            card: inputs.card.as_ref().map(|card| card.href.as_str()),
            card_width: CARD_SIZE.0,
            card_height: CARD_SIZE.1,
            feeds: &inputs.feeds,
            charts: figures(&inputs.content).any(|figure| figure.chart.is_some()),
            tables: figures(&inputs.content).next().is_some(),
            policy: policy(&inputs.content),
        }
    }
}

/// What a page may load.
fn policy(content: &PageContent) -> &'static str {
    match content {
        PageContent::Document(document) if matches!(document.kind, KindInputs::Search(_)) => {
            POLICY_OF_SEARCH
        }
        _ if figures(content).next().is_some() => POLICY,
        _ => POLICY_WITHOUT_SCRIPT,
    }
}

/// The view of a page that holds one chart and nothing else.
#[derive(Debug, Serialize)]
pub(super) struct EmbedPageView<'a> {
    site: &'a SiteInputs,
    page: &'a PageFields<'a>,
    assets: &'a BTreeMap<String, String>,
    figure: &'a FigureView<'a>,
    /// The title where windows show it.
    head_title: String,
    /// What the page may load: it runs no script.
    policy: &'static str,
}

/// A title with the name of the site behind it, where both are shown whole.
fn head_title(title: &str, site: &str) -> String {
    let both = format!("{title} · {site}");
    if both.chars().count() <= LONGEST_TITLE {
        both
    } else {
        title.to_owned()
    }
}

/// The view of a page that sends readers on.
#[derive(Debug, Serialize)]
pub(super) struct MovedView<'a> {
    site: &'a SiteInputs,
    page: &'a PageFields<'a>,
    assets: &'a BTreeMap<String, String>,
    /// Where the page is now.
    target: String,
    /// What the page may load: it runs no script.
    policy: &'static str,
}

impl PageView<'_> {
    /// The view of what is found at a former address of this page.
    pub(super) fn moved(&self) -> MovedView<'_> {
        MovedView {
            site: self.site,
            page: &self.page,
            assets: self.assets,
            target: self.page.href.clone(),
            policy: POLICY_WITHOUT_SCRIPT,
        }
    }

    /// The views of the pages that belong to the charts of this page, in their order.
    pub(super) fn embedded(&self) -> impl Iterator<Item = EmbedPageView<'_>> {
        let parts = self.document.iter().flat_map(|document| &document.body);
        let figures = parts.filter_map(|part| part.figure.as_ref());
        figures
            .filter(|figure| figure.is_embedded())
            .map(|figure| EmbedPageView {
                site: self.site,
                page: &self.page,
                assets: self.assets,
                head_title: head_title(figure.title(), &self.site.title),
                policy: POLICY_WITHOUT_SCRIPT,
                figure,
            })
    }
}

/// The name of the page's kind, which is also that of its template.
pub(super) fn kind(content: &PageContent) -> &'static str {
    match content {
        PageContent::Document(document) => document.kind.name(),
        PageContent::Dataset(_) => "dataset",
        PageContent::DataIndex(_) => "data-index",
        PageContent::SiteIndex(_) => "site-index",
        PageContent::NotFound(_) => "not-found",
    }
}

impl<'a> DocumentView<'a> {
    fn new(
        document: &'a DocumentInputs,
        locale: &'a Locale,
        fonts: &FontMetrics,
        sizes: &FileSizes<'_>,
    ) -> DocumentView<'a> {
        let mut parts: Vec<BodyView<'_>> = Vec::new();
        let mut text = String::new();
        let flush = |text: &mut String, parts: &mut Vec<BodyView<'_>>| {
            if !text.is_empty() {
                parts.push(BodyView {
                    html: Some(std::mem::take(text)),
                    figure: None,
                });
            }
        };
        for part in &document.body {
            if let BodyPart::Figure(figure) = part {
                flush(&mut text, &mut parts);
                parts.push(BodyView {
                    html: None,
                    figure: Some(FigureView::new(figure, locale, fonts, sizes)),
                });
            } else {
                body::write(part, &mut text);
            }
        }
        flush(&mut text, &mut parts);
        DocumentView {
            kind: &document.kind,
            main_points: document.main_points.iter().map(|p| body::html(p)).collect(),
            headlines: document
                .headlines
                .iter()
                .map(|headline| HeadlineView {
                    href: headline.href.as_deref(),
                    value: body::html(&headline.value),
                    label: body::html(&headline.label),
                    note: body::html(&headline.note),
                    sparkline: headline
                        .sparkline
                        .as_ref()
                        .map(|spec| crate::chart::sparkline(spec, locale, fonts)),
                })
                .collect(),
            contents: &document.contents,
            body: parts,
        }
    }
}
