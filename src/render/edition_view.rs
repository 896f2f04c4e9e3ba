//! The views of pages about editions.

use serde::Serialize;

use super::view::{DateView, LinkView};
use crate::site::{ChangedCell, ChangesInputs, EditionFacts, EditionInputs};

/// What changed with each edition.
#[derive(Debug, Serialize)]
pub(super) struct ChangesView<'a> {
    /// Whether it is known what was published before.
    is_known: bool,
    file: Option<&'a str>,
    editions: Vec<EditionView<'a>>,
}

#[derive(Debug, Serialize)]
struct EditionView<'a> {
    id: &'a str,
    date: Option<DateView<'a>>,
    class: &'a str,
    resources: Vec<ChangedView<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangedView<'a> {
    dataset: LinkView<'a>,
    summary: &'a str,
    cells: Vec<CellView<'a>>,
    more: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct CellView<'a> {
    key: &'a str,
    measure: &'a str,
    before: &'a str,
    now: &'a str,
    difference: Option<&'a str>,
}

/// What an edition is made from and was held to.
#[derive(Debug, Serialize)]
pub(super) struct EditionFactsView<'a> {
    program: &'a str,
    counts: &'a str,
    package: Option<&'a str>,
    datasets: Vec<DatasetView<'a>>,
    waivers: Vec<WaiversView<'a>>,
}

#[derive(Debug, Serialize)]
struct DatasetView<'a> {
    dataset: LinkView<'a>,
    updated: Option<DateView<'a>>,
    records: &'a str,
    checks: &'a str,
}

#[derive(Debug, Serialize)]
struct WaiversView<'a> {
    page: LinkView<'a>,
    reasons: Vec<ReasonView<'a>>,
}

#[derive(Debug, Serialize)]
struct ReasonView<'a> {
    rule: &'a str,
    reason: &'a str,
}

impl<'a> ChangesView<'a> {
    pub(super) fn new(changes: &'a ChangesInputs) -> ChangesView<'a> {
        let editions = changes.editions.iter().flatten();
        ChangesView {
            is_known: changes.editions.is_some(),
            file: changes.file.as_deref(),
            editions: editions.map(EditionView::new).collect(),
        }
    }
}

impl<'a> EditionView<'a> {
    fn new(edition: &'a EditionInputs) -> EditionView<'a> {
        let resources = edition.resources.iter();
        EditionView {
            id: &edition.id,
            date: edition.date.as_ref().map(DateView::new),
            class: &edition.class,
            resources: resources
                .map(|changed| ChangedView {
                    dataset: LinkView::new(&changed.dataset),
                    summary: &changed.summary,
                    cells: changed.cells.iter().map(CellView::new).collect(),
                    more: changed.more.as_deref(),
                })
                .collect(),
        }
    }
}

impl<'a> CellView<'a> {
    fn new(cell: &'a ChangedCell) -> CellView<'a> {
        CellView {
            key: &cell.key,
            measure: &cell.measure,
            before: &cell.before,
            now: &cell.now,
            difference: cell.difference.as_deref(),
        }
    }
}

impl<'a> EditionFactsView<'a> {
    pub(super) fn new(facts: &'a EditionFacts) -> EditionFactsView<'a> {
        let datasets = facts.datasets.iter();
        let waivers = facts.waivers.iter();
        EditionFactsView {
            program: &facts.program,
            counts: &facts.counts,
            package: facts.package.as_deref(),
            datasets: datasets
                .map(|dataset| DatasetView {
                    dataset: LinkView::new(&dataset.dataset),
                    updated: dataset.updated.as_ref().map(DateView::new),
                    records: &dataset.records,
                    checks: &dataset.checks,
                })
                .collect(),
            waivers: waivers
                .map(|waivers| WaiversView {
                    page: LinkView::new(&waivers.page),
                    reasons: waivers
                        .reasons
                        .iter()
                        .map(|(rule, reason)| ReasonView { rule, reason })
                        .collect(),
                })
                .collect(),
        }
    }
}
