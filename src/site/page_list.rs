//! Every page of a language by the alphabet, for those who search the site.

use super::Site;
use super::code_index::by_letter;
use super::inputs::{IndexEntry, IndexGroup};
use super::page::{Page, PageKind};
use crate::content::Kind;
use crate::locale::Language;

/// How many pages a list holds before pages for every code of a list are left out of it: an index
/// of the code list leads to these.
const MOST_PAGES: usize = 2000;

impl Site<'_> {
    /// The pages of a language under the first letters of their titles.
    pub(super) fn all_pages(&self, language: &Language) -> Vec<IndexGroup> {
        let of_language = |page: &&Page<'_>| page.language == *language;
        let is_found = |page: &&Page<'_>| page.document_kind() != Some(Kind::Search);
        let mut pages: Vec<&Page<'_>> = self.pages.iter().filter(of_language).collect();
        pages.retain(|page| is_found(page) && !matches!(page.kind, PageKind::NotFound));
        if pages.len() > MOST_PAGES {
            pages.retain(|page| page.variables.is_empty());
        }
        let words = self.locale(language).words();
        let entries = pages.into_iter().map(|page| IndexEntry {
            name: page.title.clone(),
            href: Some(page.address.href(&self.config.base_url)),
            within: match (&page.kind, page.document_kind()) {
                (PageKind::Resource(_), _) => Some(words.get("data.title").to_owned()),
                (_, Some(Kind::Article)) => Some(words.get("page.article").to_owned()),
                (_, Some(Kind::Topic)) => Some(words.get("page.topic").to_owned()),
                (_, _) => {
                    let relatives = self.relatives(page);
                    let parents = relatives.map(|relatives| relatives.parents);
                    parents.and_then(|parents| parents.last().map(|parent| parent.title.clone()))
                }
            },
        });
        by_letter(entries.collect(), self.locale(language))
    }
}
