//! Views: what templates see. Every field that a template may use is listed in these types.

use serde::Serialize;

use super::data_view::{DataIndexView, DatasetView};
use super::download::host_file::{POLICY, POLICY_OF_SEARCH, POLICY_WITHOUT_SCRIPT};
use super::figure_view::FigureView;
use super::kind_view::{KindView, ListedView, NotFoundView, ReleaseView, RevisionView};
use super::structured_file::structured;
use super::theme::Theme;
use super::{FileSizes, body, described, figures};
use crate::chart::{CARD_SIZE, FontMetrics};
use crate::locale::Locale;
use crate::site::{
    BodyPart, DocumentInputs, KindInputs, LONGEST_TITLE, LanguageLink, Licence, NavigationLink,
    PageContent, PageInputs, PageLink, PrintedDate, RelativesInputs,
};

/// The view of every page.
#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
    site: SiteView<'a>,
    page: PageFields<'a>,
    navigation: Vec<NavigationView<'a>>,
    languages: Vec<LanguageView<'a>>,
    relatives: Option<RelativesView<'a>>,
    assets: &'a std::collections::BTreeMap<String, String>,
    document: Option<DocumentView<'a>>,
    dataset: Option<DatasetView<'a>>,
    data_index: Option<DataIndexView<'a>>,
    site_index: Option<Vec<ListedView<'a>>>,
    not_found: Option<Vec<NotFoundView<'a>>>,
    sources: Vec<SourceView<'a>>,
    next_release: Option<NextReleaseView<'a>>,
    corrections: Vec<RevisionView<'a>>,
    topics: Vec<LinkView<'a>>,
    footer: Vec<NavigationView<'a>>,
}

/// A dataset that the numbers of a page come from.
#[derive(Debug, Serialize)]
struct SourceView<'a> {
    dataset: LinkView<'a>,
    source: Option<&'a str>,
}

/// The next release of the datasets of a page.
#[derive(Debug, Serialize)]
struct NextReleaseView<'a> {
    release: ReleaseView<'a>,
    calendar: LinkView<'a>,
}

/// What stands around a page that stands for one code.
#[derive(Debug, Serialize)]
struct RelativesView<'a> {
    parents: Vec<LinkView<'a>>,
    parts: Vec<LinkView<'a>>,
    previous: Option<LinkView<'a>>,
    next: Option<LinkView<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct LinkView<'a> {
    pub(super) title: &'a str,
    pub(super) href: &'a str,
}

#[derive(Debug, Serialize)]
struct SiteView<'a> {
    language: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    home: &'a str,
    publisher: Option<&'a str>,
    contact: Option<&'a str>,
    licence: Option<LicenceView<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct LicenceView<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct PageFields<'a> {
    title: &'a str,
    /// The title where windows and search results show it.
    head_title: String,
    summary: Option<&'a str>,
    date: Option<DateView<'a>>,
    updated: Option<DateView<'a>>,
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
    feeds: Vec<LinkView<'a>>,
    /// Whether charts stand on the page.
    charts: bool,
    /// Whether tables of figures stand on the page.
    tables: bool,
    /// What the page may load (Content-Security-Policy).
    policy: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct DateView<'a> {
    text: &'a str,
    iso: &'a str,
}

#[derive(Debug, Serialize)]
struct NavigationView<'a> {
    title: &'a str,
    href: &'a str,
    current: bool,
    section: bool,
    language: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct LanguageView<'a> {
    language: &'a str,
    name: &'a str,
    href: &'a str,
    absolute: &'a str,
    current: bool,
}

#[derive(Debug, Serialize)]
struct DocumentView<'a> {
    #[serde(flatten)]
    kind: KindView<'a>,
    main_points: Vec<String>,
    headlines: Vec<HeadlineView>,
    contents: Vec<ContentsView>,
    body: Vec<BodyView>,
}

#[derive(Debug, Serialize)]
struct HeadlineView {
    href: Option<String>,
    value: String,
    label: String,
    note: String,
    /// A finished drawing.
    sparkline: Option<String>,
}

#[derive(Debug, Serialize)]
struct ContentsView {
    id: String,
    title: String,
}

/// Text as HTML, or a figure: exactly one of the two is there.
#[derive(Debug, Default, Serialize)]
struct BodyView {
    html: Option<String>,
    figure: Option<FigureView>,
}

impl<'a> PageView<'a> {
    pub(super) fn new(
        inputs: &'a PageInputs,
        theme: &'a Theme,
        locale: &'a Locale,
        (fonts, sizes): (&FontMetrics, &FileSizes<'_>),
    ) -> PageView<'a> {
        let site = &inputs.site;
        let mut view = PageView {
            site: SiteView {
                language: &site.language,
                title: &site.title,
                description: site.description.as_deref(),
                home: &site.home,
                publisher: site.publisher.as_deref(),
                contact: site.contact.as_deref(),
                licence: site.licence.as_ref().map(LicenceView::new),
            },
            page: PageFields::new(inputs),
            navigation: inputs.navigation.iter().map(NavigationView::new).collect(),
            languages: inputs.languages.iter().map(LanguageView::new).collect(),
            relatives: inputs.relatives.as_ref().map(RelativesView::new),
            assets: theme.hrefs(),
            document: None,
            dataset: None,
            data_index: None,
            site_index: None,
            not_found: None,
            sources: inputs
                .sources
                .iter()
                .map(|source| SourceView {
                    dataset: LinkView::new(&source.dataset),
                    source: source.source.as_deref(),
                })
                .collect(),
            next_release: inputs
                .next_release
                .as_ref()
                .map(|(release, calendar)| NextReleaseView {
                    release: ReleaseView::new(release),
                    calendar: LinkView::new(calendar),
                }),
            corrections: RevisionView::all(&inputs.corrections),
            topics: inputs.topics.iter().map(LinkView::new).collect(),
            footer: inputs.footer.iter().map(NavigationView::new).collect(),
        };
        match &inputs.content {
            PageContent::Document(document) => {
                view.document = Some(DocumentView::new(document, locale, (fonts, sizes)));
            }
            PageContent::Dataset(dataset) => view.dataset = Some(DatasetView::new(dataset, locale)),
            PageContent::DataIndex(index) => view.data_index = Some(DataIndexView::new(index)),
            PageContent::SiteIndex(entries) => {
                view.site_index = Some(ListedView::all(entries));
            }
            PageContent::NotFound(versions) => {
                view.not_found = Some(versions.iter().map(NotFoundView::new).collect());
            }
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
            date: inputs.date.as_ref().map(DateView::new),
            updated: inputs.updated.as_ref().map(DateView::new),
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
            feeds: inputs.feeds.iter().map(LinkView::new).collect(),
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
    site: &'a SiteView<'a>,
    page: &'a PageFields<'a>,
    assets: &'a std::collections::BTreeMap<String, String>,
    figure: &'a FigureView,
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
    site: &'a SiteView<'a>,
    page: &'a PageFields<'a>,
    assets: &'a std::collections::BTreeMap<String, String>,
    /// Where the page is now.
    target: String,
    /// What the page may load: it runs no script.
    policy: &'static str,
}

impl PageView<'_> {
    /// The view of what is found at a former address of this page.
    pub(super) fn moved(&self) -> MovedView<'_> {
        MovedView {
            site: &self.site,
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
                site: &self.site,
                page: &self.page,
                assets: self.assets,
                head_title: head_title(figure.title(), self.site.title),
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
        locale: &Locale,
        (fonts, sizes): (&FontMetrics, &FileSizes<'_>),
    ) -> DocumentView<'a> {
        let mut parts: Vec<BodyView> = Vec::new();
        let mut text = String::new();
        let flush = |text: &mut String, parts: &mut Vec<BodyView>| {
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
                    figure: Some(FigureView::new(figure, locale, (fonts, sizes))),
                });
            } else {
                body::write(part, &mut text);
            }
        }
        flush(&mut text, &mut parts);
        DocumentView {
            kind: KindView::new(&document.kind),
            main_points: document.main_points.iter().map(|p| body::html(p)).collect(),
            headlines: document
                .headlines
                .iter()
                .map(|headline| HeadlineView {
                    href: headline.href.clone(),
                    value: body::html(&headline.value),
                    label: body::html(&headline.label),
                    note: body::html(&headline.note),
                    sparkline: headline
                        .sparkline
                        .as_ref()
                        .map(|spec| crate::chart::sparkline(spec, locale, fonts)),
                })
                .collect(),
            contents: document
                .contents
                .iter()
                .map(|entry| ContentsView {
                    id: entry.id.clone(),
                    title: entry.title.clone(),
                })
                .collect(),
            body: parts,
        }
    }
}

impl<'a> RelativesView<'a> {
    fn new(relatives: &'a RelativesInputs) -> RelativesView<'a> {
        let links = |links: &'a [PageLink]| links.iter().map(LinkView::new).collect();
        RelativesView {
            parents: links(&relatives.parents),
            parts: links(&relatives.parts),
            previous: relatives.previous.as_ref().map(LinkView::new),
            next: relatives.next.as_ref().map(LinkView::new),
        }
    }
}

impl<'a> LinkView<'a> {
    pub(super) fn new(link: &'a PageLink) -> LinkView<'a> {
        LinkView {
            title: &link.title,
            href: &link.href,
        }
    }
}

impl<'a> LicenceView<'a> {
    pub(super) fn new(licence: &'a Licence) -> LicenceView<'a> {
        LicenceView {
            name: &licence.name,
            url: licence.url.as_deref(),
        }
    }
}

impl<'a> DateView<'a> {
    pub(super) fn new(date: &'a PrintedDate) -> DateView<'a> {
        DateView {
            text: &date.text,
            iso: &date.iso,
        }
    }
}

impl<'a> NavigationView<'a> {
    fn new(link: &'a NavigationLink) -> NavigationView<'a> {
        NavigationView {
            title: &link.title,
            href: &link.href,
            current: link.current,
            section: link.section,
            language: link.language.as_deref(),
        }
    }
}

impl<'a> LanguageView<'a> {
    fn new(link: &'a LanguageLink) -> LanguageView<'a> {
        LanguageView {
            language: &link.language,
            name: &link.name,
            href: &link.href,
            absolute: &link.absolute,
            current: link.current,
        }
    }
}
