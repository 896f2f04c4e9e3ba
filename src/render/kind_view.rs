//! The views of what documents show besides their texts, by their kind.

use serde::Serialize;

use super::checks_view::ChecksView;
use super::download_view::DownloadView;
use super::edition_view::{ChangesView, EditionFactsView};
use super::view::{DateView, LinkView};
use crate::site::{
    CiteInputs, IndexEntry, IndexGroup, IndicatorInputs, KindInputs, ListedPage, NotFoundInputs,
    ReleaseInputs, ReleasesInputs, RevisionInputs,
};

/// What templates see of a kind: what another kind has is absent.
#[derive(Debug, Default, Serialize)]
pub(super) struct KindView<'a> {
    latest: Vec<ListedView<'a>>,
    cite: Option<CiteView<'a>>,
    indicator: Option<IndicatorView<'a>>,
    listed: Vec<ListedView<'a>>,
    index: Vec<IndexGroupView<'a>>,
    search: Option<SearchView<'a>>,
    checks: Vec<ChecksView<'a>>,
    releases: Option<ReleasesView<'a>>,
    revisions: Vec<RevisionView<'a>>,
    changes: Option<ChangesView<'a>>,
    edition: Option<EditionFactsView<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct ListedView<'a> {
    title: &'a str,
    href: &'a str,
    date: Option<DateView<'a>>,
    summary: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct CiteView<'a> {
    organisation: &'a str,
    title: &'a str,
    date: Option<DateView<'a>>,
    url: Option<&'a str>,
    files: Vec<DownloadView>,
}

#[derive(Debug, Serialize)]
struct IndicatorView<'a> {
    name: &'a str,
    definition: Option<&'a str>,
    unit: Option<&'a str>,
    first_period: Option<&'a str>,
    last_period: Option<&'a str>,
    coverage: Option<&'a str>,
    method: Option<&'a str>,
    source: Option<&'a str>,
    dataset: LinkView<'a>,
}

/// Where a script finds what it searches.
#[derive(Debug, Serialize)]
struct SearchView<'a> {
    texts: Option<&'a str>,
    places: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct IndexGroupView<'a> {
    letter: &'a str,
    /// The anchor of the letter.
    id: String,
    entries: Vec<IndexEntryView<'a>>,
}

#[derive(Debug, Serialize)]
struct IndexEntryView<'a> {
    name: &'a str,
    href: Option<&'a str>,
    within: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct ReleasesView<'a> {
    ahead: Vec<ReleaseView<'a>>,
    past: Vec<ReleaseView<'a>>,
    calendar: Option<DownloadView>,
}

#[derive(Debug, Serialize)]
pub(super) struct ReleaseView<'a> {
    id: &'a str,
    title: &'a str,
    when: &'a str,
    iso: Option<&'a str>,
    status: &'a str,
    status_word: &'a str,
    reason: Option<&'a str>,
    datasets: Vec<LinkView<'a>>,
    page: Option<LinkView<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct RevisionView<'a> {
    kind: &'a str,
    is_correction: bool,
    date: DateView<'a>,
    what: &'a str,
    why: &'a str,
    affected: &'a [String],
    dataset: LinkView<'a>,
    replaced: Option<LinkView<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct NotFoundView<'a> {
    language: &'a str,
    title: &'a str,
    advice: &'a str,
    links: Vec<LinkView<'a>>,
}

impl<'a> KindView<'a> {
    pub(super) fn new(kind: &'a KindInputs) -> KindView<'a> {
        let mut view = KindView::default();
        match kind {
            KindInputs::Home(latest) => view.latest = ListedView::all(latest),
            KindInputs::Article(cite) => view.cite = Some(CiteView::new(cite)),
            KindInputs::Indicator(told) => {
                view.indicator = told.as_deref().map(IndicatorView::new);
            }
            KindInputs::Topic(pages) => view.listed = ListedView::all(pages),
            KindInputs::Index(groups) => view.index = IndexGroupView::all(groups),
            KindInputs::Search(search) => {
                view.index = IndexGroupView::all(&search.pages);
                view.search = Some(SearchView {
                    texts: search.texts.as_deref(),
                    places: search.places.as_deref(),
                });
            }
            KindInputs::Methodology(checks) => {
                view.checks = checks.iter().map(ChecksView::new).collect();
            }
            KindInputs::Releases(releases) => view.releases = Some(ReleasesView::new(releases)),
            KindInputs::Corrections(revisions) => view.revisions = RevisionView::all(revisions),
            KindInputs::Changes(changes) => view.changes = Some(ChangesView::new(changes)),
            KindInputs::Edition(facts) => view.edition = Some(EditionFactsView::new(facts)),
            KindInputs::Page => {}
        }
        view
    }
}

impl<'a> ListedView<'a> {
    pub(super) fn all(pages: &'a [ListedPage]) -> Vec<ListedView<'a>> {
        let views = pages.iter().map(|page| ListedView {
            title: &page.title,
            href: &page.href,
            date: page.date.as_ref().map(DateView::new),
            summary: page.summary.as_deref(),
        });
        views.collect()
    }
}

impl<'a> CiteView<'a> {
    pub(super) fn new(cite: &'a CiteInputs) -> CiteView<'a> {
        CiteView {
            organisation: &cite.organisation,
            title: &cite.title,
            date: cite.date.as_ref().map(DateView::new),
            url: cite.url.as_deref(),
            files: cite.files.iter().map(DownloadView::new).collect(),
        }
    }
}

impl<'a> IndicatorView<'a> {
    fn new(told: &'a IndicatorInputs) -> IndicatorView<'a> {
        let periods = told.periods.as_ref();
        IndicatorView {
            name: &told.name,
            definition: told.definition.as_deref(),
            unit: told.unit.as_deref(),
            first_period: periods.map(|(first, _)| first.as_str()),
            last_period: periods.map(|(_, last)| last.as_str()),
            coverage: told.coverage.as_deref(),
            method: told.method.as_deref(),
            source: told.source.as_deref(),
            dataset: LinkView::new(&told.dataset),
        }
    }
}

impl<'a> IndexGroupView<'a> {
    fn all(groups: &'a [IndexGroup]) -> Vec<IndexGroupView<'a>> {
        let groups = groups.iter().enumerate();
        groups
            .map(|(position, group)| IndexGroupView::new(position, group))
            .collect()
    }

    fn new(position: usize, group: &'a IndexGroup) -> IndexGroupView<'a> {
        IndexGroupView {
            letter: &group.letter,
            // Headings of an author have no `--`.
            id: format!("letter--{}", position + 1),
            entries: group.entries.iter().map(IndexEntryView::new).collect(),
        }
    }
}

impl<'a> IndexEntryView<'a> {
    fn new(entry: &'a IndexEntry) -> IndexEntryView<'a> {
        IndexEntryView {
            name: &entry.name,
            href: entry.href.as_deref(),
            within: entry.within.as_deref(),
        }
    }
}

impl<'a> ReleasesView<'a> {
    fn new(releases: &'a ReleasesInputs) -> ReleasesView<'a> {
        ReleasesView {
            ahead: releases.ahead.iter().map(ReleaseView::new).collect(),
            past: releases.past.iter().map(ReleaseView::new).collect(),
            calendar: releases.file.as_ref().map(DownloadView::new),
        }
    }
}

impl<'a> ReleaseView<'a> {
    pub(super) fn new(release: &'a ReleaseInputs) -> ReleaseView<'a> {
        ReleaseView {
            id: &release.id,
            title: &release.title,
            when: &release.when,
            iso: release.iso.as_deref(),
            status: release.status,
            status_word: &release.status_word,
            reason: release.reason.as_deref(),
            datasets: release.datasets.iter().map(LinkView::new).collect(),
            page: release.page.as_ref().map(LinkView::new),
        }
    }
}

impl<'a> RevisionView<'a> {
    pub(super) fn all(revisions: &'a [RevisionInputs]) -> Vec<RevisionView<'a>> {
        let views = revisions.iter().map(|revision| RevisionView {
            kind: &revision.kind,
            is_correction: revision.is_correction,
            date: DateView::new(&revision.date),
            what: &revision.what,
            why: &revision.why,
            affected: &revision.affected,
            dataset: LinkView::new(&revision.dataset),
            replaced: revision.replaced.as_ref().map(|file| LinkView {
                title: &file.name,
                href: &file.href,
            }),
        });
        views.collect()
    }
}

impl<'a> NotFoundView<'a> {
    pub(super) fn new(version: &'a NotFoundInputs) -> NotFoundView<'a> {
        NotFoundView {
            language: &version.language,
            title: &version.title,
            advice: &version.advice,
            links: version.links.iter().map(LinkView::new).collect(),
        }
    }
}
