//! The list of all documents of a language: the front page of a site that has none of its own.

use super::Site;
use super::assemble::printed;
use super::inputs::ListedPage;
use super::page::PageKind;
use crate::locale::Language;

impl Site<'_> {
    /// The documents of a language, the newest first, those without date last and by title.
    pub(super) fn site_index(&self, language: &Language) -> Vec<ListedPage> {
        let locale = self.locale(language);
        let mut listed: Vec<_> = self
            .pages
            .iter()
            .filter(|page| page.language == *language)
            // Parts are found on the pages of what they are parts of.
            .filter(|page| !self.has_parents(page))
            .filter_map(|page| match &page.kind {
                PageKind::Document { .. } => Some((page, page.date())),
                PageKind::Resource(_)
                | PageKind::DataIndex
                | PageKind::SiteIndex
                | PageKind::NotFound => None,
            })
            .collect();
        listed.sort_by(|(a, a_date), (b, b_date)| {
            b_date
                .cmp(a_date)
                .then_with(|| locale.compare(&a.title, &b.title))
        });
        listed
            .into_iter()
            .map(|(page, date)| ListedPage {
                title: page.title.clone(),
                href: page.address.href(&self.config.base_url),
                date: date.map(|date| printed(date, locale)),
                summary: None,
            })
            .collect()
    }
}
