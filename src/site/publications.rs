//! Publications: the dated articles of a site, the newest first.

use std::collections::BTreeMap;

use super::Site;
use super::assemble::printed;
use super::inputs::ListedPage;
use super::page::Page;
use crate::content::Kind;
use crate::diag::Report;
use crate::locale::Language;
use crate::stats::Reads;

/// How many publications a front page lists.
pub(super) const LATEST: usize = 5;

/// The positions of the articles of each language, the newest first; those without date come last,
/// and those of one day in order of their addresses.
pub(super) fn publications(pages: &[Page<'_>]) -> BTreeMap<Language, Vec<usize>> {
    let mut found: BTreeMap<Language, Vec<usize>> = BTreeMap::new();
    for (position, page) in pages.iter().enumerate() {
        if page.document_kind() == Some(Kind::Article) && page.variables.is_empty() {
            found
                .entry(page.language.clone())
                .or_default()
                .push(position);
        }
    }
    for positions in found.values_mut() {
        // The order of addresses stays where dates are the same.
        positions.sort_by_key(|position| std::cmp::Reverse(pages[*position].date()));
    }
    found
}

impl Site<'_> {
    /// The latest publications, so many at most, with their summaries; what is read of the data for these is noted.
    pub(super) fn latest(
        &self,
        language: &Language,
        most: usize,
        reads: &Reads,
    ) -> Vec<ListedPage> {
        let positions = self.publications.get(language).into_iter().flatten();
        let latest = positions.take(most).map(|position| &self.pages[*position]);
        latest.map(|page| self.listed(page, reads)).collect()
    }

    /// A page as lists show it.
    pub(super) fn listed(&self, page: &Page<'_>, reads: &Reads) -> ListedPage {
        ListedPage {
            title: page.title.clone(),
            href: page.address.href(&self.config.base_url),
            date: page
                .date()
                .map(|date| printed(date, self.locale(&page.language))),
            summary: self.summary(page, reads),
        }
    }

    /// The printed summary of a page. Mistakes in it are reported where the page itself is made.
    fn summary(&self, page: &Page<'_>, reads: &Reads) -> Option<String> {
        let (document, base) = page.document()?;
        let summary = document.front.summary.as_ref()?;
        let evaluator = self.evaluator(document, base, &page.variables, reads);
        Some(evaluator.text(summary, &mut Report::new()))
    }
}
