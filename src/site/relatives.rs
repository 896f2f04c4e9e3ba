//! What stands around a page that stands for one code: what it is a part of, its parts, and the
//! pages before and behind it.

use super::Site;
use super::inputs::{PageLink, RelativesInputs};
use super::page::Page;
use crate::data::Resource;
use crate::locale::Language;
use crate::stats::{CodeIndex, Dimension};

impl Site<'_> {
    /// A link to a page, under its short title.
    pub(super) fn link_to(&self, page: &Page<'_>) -> PageLink {
        PageLink {
            title: page.short_title.clone(),
            href: page.address.href(&self.config.base_url),
        }
    }

    /// A link to the page about a resource, under its title.
    pub(super) fn link_to_data(
        &self,
        resource: &Resource,
        language: &Language,
    ) -> Option<PageLink> {
        let address = self.data_address(&resource.path, language)?;
        let title = resource.title_in(language, self.config.default_language());
        Some(PageLink {
            title: title.to_owned(),
            href: address.href(&self.config.base_url),
        })
    }

    /// The page that stands for a code of a dimension.
    pub(super) fn page_of_code(
        &self,
        dimension: &Dimension,
        code: CodeIndex,
        language: &Language,
    ) -> Option<&Page<'_>> {
        let position = self.relatives.page_of(dimension, code, language)?;
        self.pages.get(position)
    }

    /// The page that stands for a code of a list.
    pub(super) fn page_of_list(
        &self,
        list: &str,
        code: CodeIndex,
        language: &Language,
    ) -> Option<&Page<'_>> {
        let position = self.relatives.page_of_list(list, code, language)?;
        self.pages.get(position)
    }

    /// Whether a page stands for a part of what another page stands for.
    pub(super) fn has_parents(&self, page: &Page<'_>) -> bool {
        let relatives = self.relatives(page);
        relatives.is_some_and(|relatives| !relatives.parents.is_empty())
    }

    /// What stands around a page: a page that stands for a code is among the others of its list,
    /// an article between the one before it and the one after it.
    pub(super) fn relatives(&self, page: &Page<'_>) -> Option<RelativesInputs> {
        let key = (page.group.clone(), page.language.clone());
        let position = self.positions.get(&key)?;
        let Some(first) = page.variables.first() else {
            let (before, behind) = *self.relatives.neighbours.get(position)?;
            return Some(RelativesInputs {
                parents: Vec::new(),
                parts: Vec::new(),
                previous: before.map(|position| self.link_to(&self.pages[position])),
                next: behind.map(|position| self.link_to(&self.pages[position])),
            });
        };
        let of_code = |code: CodeIndex| {
            let position = self
                .relatives
                .page_of(&first.dimension, code, &page.language)?;
            self.pages.get(position)
        };
        let link = |page: &Page<'_>| self.link_to(page);
        let codes = &first.dimension.codes;
        let above = std::iter::successors(first.parent(), |code| codes.entry(*code).parent);
        let mut parents: Vec<PageLink> = above.filter_map(of_code).map(link).collect();
        parents.reverse();
        let is_single = page.variables.len() == 1;
        if !is_single {
            parents.extend(of_code(first.code).map(link));
        }
        let parts = codes.children(first.code).iter().filter(|_| is_single);
        let (before, behind) = self
            .relatives
            .neighbours
            .get(position)
            .copied()
            .unwrap_or_default();
        let at = |position: Option<usize>| position.and_then(|p| self.pages.get(p)).map(link);
        let below = self.relatives.below.get(position).into_iter().flatten();
        let below = below.filter_map(|position| self.pages.get(*position));
        let parts = parts.filter_map(|code| of_code(*code));
        Some(RelativesInputs {
            parents,
            parts: parts.chain(below).map(link).collect(),
            previous: at(before),
            next: at(behind),
        })
    }
}
