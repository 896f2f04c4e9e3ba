//! Feeds: what is new on the site, on a topic, or in a dataset. They name absolute addresses, so there
//! are none where the site's host is not known.

use super::Site;
use super::address::Address;
use super::inputs::{Download, FeedEntry, FeedInputs, ListedPage, PageLink};
use super::page::{Page, PageKind};
use super::revisions::VERSIONS_ID;
use crate::config::FileFormat;
use crate::content::{Kind, slug};
use crate::data::{Content, Resource};
use crate::locale::Language;
use crate::stats::Reads;

/// How a feed is called in the folder of its page.
const FILE_STEM: &str = "feed";

/// How many publications the feed of the site lists.
const LATEST: usize = 20;

impl Site<'_> {
    /// The feed that belongs to a page: that of the site to its front page. What is read of the data for
    /// summaries is noted.
    pub(super) fn feed(&self, page: &Page<'_>, reads: &Reads) -> Option<FeedInputs> {
        let entries = match &page.kind {
            PageKind::Resource(resource) => self.versions(page, resource),
            _ if page.address == self.front_page(&page.language) => {
                let latest = self.latest(&page.language, LATEST, reads);
                let mut entries = self.entries(&latest);
                entries.extend(
                    self.edition_entries(&page.language)
                        .into_iter()
                        .take(LATEST),
                );
                entries.sort_by(|a, b| b.updated.cmp(&a.updated));
                entries
            }
            _ if page.document_kind() == Some(Kind::Changes) => {
                self.edition_entries(&page.language)
            }
            _ if page.document_kind() == Some(Kind::Topic) => {
                self.entries(&self.pages_of_topic(page, reads))
            }
            _ => Vec::new(),
        };
        let file = feed_file(page);
        let base_url = &self.config.base_url;
        let shared = self.shared_inputs(&page.language);
        // No entry, and the feed would not say since when there is none.
        let updated = entries.iter().map(|entry| entry.updated.clone()).max()?;
        Some(FeedInputs {
            path: file.output_path(),
            href: file.absolute(base_url)?,
            page: page.address.absolute(base_url)?,
            title: match page.kind {
                _ if page.address == self.front_page(&page.language) => shared.title.clone(),
                _ => format!("{} · {}", page.title, shared.title),
            },
            author: shared
                .publisher
                .clone()
                .unwrap_or_else(|| shared.title.clone()),
            language: page.language.tag().to_owned(),
            updated,
            entries,
        })
    }

    /// The file of the feed that belongs to a page, if there is one.
    pub(super) fn feed_download(&self, page: &Page<'_>) -> Option<Download> {
        self.feed(page, &Reads::default())?;
        let name = (FILE_STEM.to_owned(), None);
        let file = feed_file(page);
        Some(Download::new(
            FileFormat::Atom,
            &file,
            &name,
            &self.config.base_url,
        ))
    }

    /// The feeds that a page points to: its own one, and that of the site.
    pub(super) fn feeds(&self, page: &Page<'_>, own: Option<&FeedInputs>) -> Vec<PageLink> {
        let link = |feed: &FeedInputs| PageLink {
            title: feed.title.clone(),
            href: feed.href.clone(),
        };
        let mut feeds: Vec<PageLink> = own.map(link).into_iter().collect();
        let front = self.front_page(&page.language);
        if page.address != front && self.has_dated(&page.language) {
            let file = front.join(&file_name());
            feeds.extend(file.absolute(&self.config.base_url).map(|href| PageLink {
                title: self.shared_inputs(&page.language).title.clone(),
                href,
            }));
        }
        feeds
    }

    /// Whether some publication or edition of a language has a date: without one the site has no feed.
    fn has_dated(&self, language: &Language) -> bool {
        // The newest come first, those without a date last.
        let newest = self.publications.get(language).and_then(|all| all.first());
        newest.is_some_and(|position| self.pages[*position].date().is_some())
            || self.has_editions(language)
    }

    fn front_page(&self, language: &Language) -> Address {
        Address::page("", language, self.config)
    }

    /// Pages with a date, each an entry.
    fn entries(&self, pages: &[ListedPage]) -> Vec<FeedEntry> {
        let dated = pages
            .iter()
            .filter_map(|page| Some((page, page.date.as_ref()?)));
        let entries = dated.filter_map(|(page, date)| {
            let href = format!("{}{}", self.config.base_url.origin()?, page.href);
            Some(FeedEntry {
                id: href.clone(),
                title: page.title.clone(),
                href,
                summary: page.summary.clone(),
                updated: date.iso.clone(),
            })
        });
        entries.collect()
    }

    /// What a dataset was at its last change, and everything that was changed after it was published.
    fn versions(&self, page: &Page<'_>, resource: &Resource) -> Vec<FeedEntry> {
        let Some(href) = page.address.absolute(&self.config.base_url) else {
            return Vec::new();
        };
        if !matches!(resource.content, Content::Dataset(_)) {
            return Vec::new();
        }
        let versions = format!("{href}#{VERSIONS_ID}");
        let revisions = self.revisions(resource, &page.language).into_iter();
        let revisions = revisions.map(|revision| FeedEntry {
            id: format!("{versions}-{}-{}", revision.date.iso, slug(&revision.what)),
            title: format!("{}, {}: {}", revision.kind, revision.date.text, page.title),
            href: versions.clone(),
            summary: Some(format!("{} {}", revision.what, revision.why)),
            updated: revision.date.iso.clone(),
        });
        let mut entries: Vec<FeedEntry> = revisions.collect();
        if let Some(updated) = resource.updated {
            let fallback = self.config.default_language();
            let description = resource.description.in_language(&page.language, fallback);
            let iso = updated.to_string();
            if entries.iter().all(|entry| entry.updated != iso) {
                entries.push(FeedEntry {
                    id: format!("{versions}-{iso}"),
                    title: page.title.clone(),
                    href: versions,
                    summary: description.map(str::to_owned),
                    updated: iso,
                });
            }
        }
        entries.sort_by(|a, b| b.updated.cmp(&a.updated));
        entries
    }
}

fn feed_file(page: &Page<'_>) -> Address {
    page.address.join(&file_name())
}

fn file_name() -> String {
    format!("{FILE_STEM}.{}", FileFormat::Atom.ending())
}
