//! Topics: pages that list the documents which name them.

use super::Site;
use super::inputs::{ListedPage, PageLink};
use super::page::Page;
use crate::content::{Document, Kind};
use crate::diag::{Code, Report, listed};
use crate::stats::Reads;

impl Site<'_> {
    /// The pages of a topic's language that name it: the newest first, those without date last and
    /// by title.
    pub(super) fn pages_of_topic(&self, topic: &Page<'_>, reads: &Reads) -> Vec<ListedPage> {
        let Some((own, _)) = topic.document() else {
            return Vec::new();
        };
        let locale = self.locale(&topic.language);
        let names_it = |page: &&Page<'_>| {
            let stems = self.topic_stems(page);
            page.language == topic.language
                && stems.is_some_and(|mut stems| stems.any(|stem| stem == own.stem))
        };
        let mut pages: Vec<&Page<'_>> = self.pages.iter().filter(names_it).collect();
        pages.sort_by(|a, b| {
            let newest_first = b.date().cmp(&a.date());
            newest_first.then_with(|| locale.compare(&a.title, &b.title))
        });
        pages
            .into_iter()
            .map(|page| self.listed(page, reads))
            .collect()
    }

    /// The pages of the topics that a page belongs to.
    pub(super) fn topics_of(&self, page: &Page<'_>) -> Vec<PageLink> {
        let topics = self.topic_stems(page).into_iter().flatten();
        let pages = topics.filter_map(|stem| {
            let group = super::page::document_group(stem);
            self.page(&group, &page.language)
        });
        pages.map(|topic| self.link_to(topic)).collect()
    }

    /// The stems of the topics that a page names, or the document that it translates. Pages for
    /// every code of a list would fill the list of a topic, and are not among it.
    fn topic_stems<'s>(&'s self, page: &'s Page<'_>) -> Option<impl Iterator<Item = &'s str>> {
        let (document, base) = page.document().filter(|_| page.variables.is_empty())?;
        let named = match base {
            Some(base) if document.front.topics.is_empty() => &base.front.topics,
            Some(_) | None => &document.front.topics,
        };
        let documents = named.iter().map(|path| self.documents.at_path(&path.text));
        Some(documents.flatten().map(|document| document.stem.as_str()))
    }

    /// Reports topics that are no documents of that kind.
    pub(super) fn report_topics(&self, report: &mut Report) {
        let is_topic = |document: &Document| document.front.kind == Some(Kind::Topic);
        let topics = self.documents.iter().filter(|document| is_topic(document));
        let topics: Vec<&str> = topics.map(|topic| topic.path.as_str()).collect();
        let known_topics = listed(topics.iter().copied());
        for document in self.documents.iter() {
            for path in &document.front.topics {
                let known = self.documents.at_path(&path.text);
                if known.is_some_and(is_topic) {
                    continue;
                }
                let message = match known {
                    Some(_) => format!("{} is no page about a topic", path.text),
                    None => format!("there is no document `{}`", path.text),
                };
                let diagnostic = path.error(Code::BadFrontMatter, message);
                report.push(if topics.is_empty() {
                    diagnostic.expected("a document with `kind = \"topic\"`; there is none yet")
                } else {
                    diagnostic
                        .expected(format!("one of {known_topics}"))
                        .did_you_mean(&path.text, topics.iter().copied())
                });
            }
        }
    }
}
