//! What changed in the data with each edition: on a page, and in the feeds.

use std::collections::BTreeMap;

use super::Site;
use super::address::Address;
use super::assemble::printed;
use super::inputs::{
    ChangedCell, ChangedResource, ChangesInputs, EditionInputs, FeedEntry, PageLink,
};
use super::page::Page;
use crate::content::Kind;
use crate::data::{Content, Resource};
use crate::diff::{CHANGES_FILE, ChangeLog, Edition, EditionCell, EditionNumber, EditionResource};
use crate::locale::{Language, Locale};
use crate::reference::label;
use crate::stats::{self, Absence};

/// How many editions a page shows; the file of all changes has every one.
const SHOWN_EDITIONS: usize = 50;

/// How many cells of a resource a page shows.
const SHOWN_CELLS: usize = 30;

/// What stands before the id of an edition on a page.
const ANCHOR: &str = "edition--";

impl Site<'_> {
    /// What changed in the data with each edition, if that is known.
    pub fn change_log(&self) -> Option<&ChangeLog> {
        self.editions
    }

    /// Whether some edition has a date.
    pub fn has_dated_editions(&self) -> bool {
        let mut editions = self.editions.into_iter().flat_map(|log| &log.editions);
        editions.any(|edition| edition.date.is_some())
    }

    /// Whether a page, or its feed, may tell of editions.
    pub fn tells_editions(&self, page: &Page<'_>) -> bool {
        let is_front = || page.address == Address::page("", &page.language, self.config);
        let own = self.change_pages.get(&page.language);
        own.is_some_and(|position| self.pages[*position].address == page.address || is_front())
    }

    /// Whether the feed of a language has editions.
    pub(super) fn has_editions(&self, language: &Language) -> bool {
        self.change_pages.contains_key(language) && self.has_dated_editions()
    }

    /// What changed with each edition, the newest first.
    pub(super) fn changes(&self, language: &Language) -> ChangesInputs {
        let editions: Option<Vec<EditionInputs>> = self.editions.map(|log| {
            let editions = log.editions.iter().take(SHOWN_EDITIONS);
            editions
                .map(|edition| self.edition(edition, language))
                .collect()
        });
        ChangesInputs {
            is_known: editions.is_some(),
            editions: editions.unwrap_or_default(),
            file: self
                .editions
                .map(|_| Address::file(CHANGES_FILE).href(&self.config.base_url)),
        }
    }

    fn edition(&self, edition: &Edition, language: &Language) -> EditionInputs {
        let locale = self.locale(language);
        let date = edition.date.as_deref().and_then(|date| date.parse().ok());
        let class = format!("changes.class.{}", edition.class);
        let words = locale.words();
        let resources = edition.resources.iter();
        EditionInputs {
            id: format!("{ANCHOR}{}", edition.id),
            date: date.map(|date| printed(date, locale)),
            class: if words.contains(&class) {
                words.get(&class).to_owned()
            } else {
                edition.class.clone()
            },
            resources: resources
                .map(|changed| self.changed_resource(changed, language))
                .collect(),
        }
    }

    fn changed_resource(&self, changed: &EditionResource, language: &Language) -> ChangedResource {
        let locale = self.locale(language);
        let resource = self.catalog.resource(&changed.resource);
        let link = resource.and_then(|resource| self.link_to_data(resource, language));
        let cells = changed.cells.iter().take(SHOWN_CELLS);
        let cells: Vec<ChangedCell> = cells
            .map(|cell| self.changed_cell(cell, resource, language))
            .collect();
        let more = changed.cell_count().saturating_sub(cells.len());
        ChangedResource {
            dataset: link.unwrap_or_else(|| PageLink {
                title: changed.resource.clone(),
                href: String::new(),
            }),
            summary: summary(changed, locale),
            cells,
            more: (more > 0).then(|| locale.counted("changes.more", more)),
        }
    }

    fn changed_cell(
        &self,
        cell: &EditionCell,
        resource: Option<&Resource>,
        language: &Language,
    ) -> ChangedCell {
        let (locale, fallback) = (self.locale(language), self.config.default_language());
        let field = resource.and_then(|resource| resource.field(&cell.measure));
        let measure = field.map_or(cell.measure.as_str(), |f| f.title_in(language, fallback));
        let dataset = resource.and_then(|resource| match &resource.content {
            Content::Dataset(dataset) => Some(dataset),
            Content::CodeList(_) | Content::Outlines(_) => None,
        });
        let codes = cell.key.iter().map(|(name, code)| match dataset {
            Some(dataset) => self.place(dataset, name, code, language),
            None => code.clone(),
        });
        let decimals = dataset.and_then(|dataset| {
            let measure = dataset.measure(&cell.measure)?;
            dataset.measures[measure].decimals
        });
        let shown = |number: &Option<EditionNumber>| match number {
            Some(number) => label(&number.observed(), decimals, locale),
            None => locale.words().get("changes.no_record").to_owned(),
        };
        let both = cell.old.as_ref().zip(cell.new.as_ref());
        let difference =
            both.and_then(|(old, new)| stats::difference(new.observed(), old.observed()).value());
        let difference = difference.filter(|difference| !difference.is_zero());
        ChangedCell {
            key: codes.collect::<Vec<_>>().join(", "),
            measure: measure.to_owned(),
            before: if cell.withheld {
                let is_confidential = cell
                    .new
                    .as_ref()
                    .is_some_and(|new| new.observed().absence() == Some(Absence::Suppressed));
                let key = if is_confidential { "withheld" } else { "gone" };
                locale.words().get(&format!("changes.{key}")).to_owned()
            } else {
                shown(&cell.old)
            },
            now: shown(&cell.new),
            difference: difference.map(|number| {
                let sign = if number.is_negative() { "" } else { "+" };
                format!("{sign}{}", locale.number(number))
            }),
        }
    }

    /// The editions as entries of a feed; none without a page that they lead to.
    pub(super) fn edition_entries(&self, language: &Language) -> Vec<FeedEntry> {
        let page = self.change_pages.get(language);
        let page = page.map(|position| &self.pages[*position]);
        let href = page.and_then(|page: &Page<'_>| page.address.absolute(&self.config.base_url));
        let (Some(page), Some(href)) = (page, href) else {
            return Vec::new();
        };
        let editions = self.editions.into_iter().flat_map(|log| &log.editions);
        let editions = editions.take(SHOWN_EDITIONS);
        let entries = editions.filter_map(|edition| {
            let shown = self.edition(edition, language);
            let date = shown.date?;
            let summaries = shown.resources.iter();
            let summaries =
                summaries.map(|changed| format!("{}: {}", changed.dataset.title, changed.summary));
            Some(FeedEntry {
                id: format!("{href}#{}", shown.id),
                title: format!("{}, {}", page.title, date.text),
                href: format!("{href}#{}", shown.id),
                summary: Some(summaries.collect::<Vec<_>>().join("; ")),
                updated: date.iso,
            })
        });
        entries.collect()
    }
}

/// What changed in a resource, in words.
fn summary(changed: &EditionResource, locale: &Locale) -> String {
    let words = locale.words();
    let mut phrases: Vec<String> = match changed.fate.as_str() {
        "added" => vec![words.get("changes.added").to_owned()],
        "removed" => vec![words.get("changes.removed").to_owned()],
        _ => Vec::new(),
    };
    for (key, count) in [
        ("changes.new", changed.new),
        ("changes.revised", changed.revised),
        ("changes.withdrawn", changed.withdrawn),
        ("changes.status", changed.status),
        ("changes.codes_added", changed.codes.added),
        ("changes.codes_removed", changed.codes.removed),
        ("changes.codes_changed", changed.codes.changed),
        ("changes.structure", changed.structure),
    ] {
        if count > 0 {
            phrases.push(locale.counted(key, count));
        }
    }
    if phrases.is_empty() {
        phrases.push(words.get("changes.register").to_owned());
    }
    phrases.join(", ")
}

/// The position of the page of each language that lists what changed with each edition.
pub(super) fn change_pages(pages: &[Page<'_>]) -> BTreeMap<Language, usize> {
    let pages = pages.iter().enumerate().rev();
    let of_changes = pages.filter(|(_, page)| page.document_kind() == Some(Kind::Changes));
    // The first of several.
    of_changes
        .map(|(position, page)| (page.language.clone(), position))
        .collect()
}
