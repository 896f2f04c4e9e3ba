//! What stands around a page that stands for one code: what it is a part of, its parts, and the
//! pages before and behind it.

use std::collections::BTreeMap;

use super::Site;
use super::inputs::{PageLink, RelativesInputs};
use super::page::{Page, PageKind};
use crate::data::Resource;
use crate::locale::Language;
use crate::reference::Variable;
use crate::stats::{CodeIndex, Dimension, DimensionKind};

/// The pages that stand for the codes of lists, by position.
#[derive(Debug, Default)]
pub(super) struct Relatives {
    /// The pages of single codes, by code list and language.
    of_codes: BTreeMap<String, BTreeMap<Language, BTreeMap<CodeIndex, usize>>>,
    /// Below the page of a single code, by its position: those of the code together with others.
    below: BTreeMap<usize, Vec<usize>>,
    /// The pages before and behind each page.
    neighbours: BTreeMap<usize, (Option<usize>, Option<usize>)>,
}

impl Relatives {
    /// The relatives of pages in order of addresses.
    pub(super) fn new(
        pages: &[Page<'_>],
        publications: &BTreeMap<Language, Vec<usize>>,
    ) -> Relatives {
        let mut relatives = Relatives::default();
        for positions in publications.values() {
            for pair in positions.windows(2) {
                let (newer, older) = (pair[0], pair[1]);
                relatives.neighbours.entry(newer).or_default().0 = Some(older);
                relatives.neighbours.entry(older).or_default().1 = Some(newer);
            }
        }
        let mut listed: Vec<usize> = (0..pages.len())
            .filter(|position| !pages[*position].variables.is_empty())
            .collect();
        listed.sort_by_key(|position| {
            let page = &pages[*position];
            (document_path(page), page.order)
        });
        let mut lasts: BTreeMap<Family<'_>, usize> = BTreeMap::new();
        for &position in &listed {
            let page = &pages[position];
            if let [variable] = page.variables.as_slice()
                && let DimensionKind::CodeList(list) = &variable.dimension.kind
            {
                let of_list = relatives.of_codes.entry(list.clone()).or_default();
                let of_language = of_list.entry(page.language.clone()).or_default();
                of_language.entry(variable.code).or_insert(position);
            }
            let before = lasts.insert(Family::of(page), position);
            relatives.neighbours.entry(position).or_default().0 = before;
            if let Some(before) = before {
                relatives.neighbours.entry(before).or_default().1 = Some(position);
            }
        }
        for &position in &listed {
            let page = &pages[position];
            if let [first, _, ..] = page.variables.as_slice()
                && let Some(above) = relatives.page_of(&first.dimension, first.code, &page.language)
            {
                relatives.below.entry(above).or_default().push(position);
            }
        }
        relatives
    }

    /// The page of a code of a list in a language.
    pub(super) fn page_of(
        &self,
        dimension: &Dimension,
        code: CodeIndex,
        language: &Language,
    ) -> Option<usize> {
        match &dimension.kind {
            DimensionKind::CodeList(list) => self.page_of_list(list, code, language),
            DimensionKind::Period(_) | DimensionKind::Text => None,
        }
    }

    fn page_of_list(&self, list: &str, code: CodeIndex, language: &Language) -> Option<usize> {
        let position = self.of_codes.get(list)?.get(language)?.get(&code)?;
        Some(*position)
    }
}

/// Pages that follow each other: of one document, with the same codes but for the last variable,
/// whose codes are parts of one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Family<'p> {
    path: &'p str,
    others: Vec<CodeIndex>,
    parent: Option<CodeIndex>,
}

impl<'p> Family<'p> {
    fn of(page: &'p Page<'_>) -> Family<'p> {
        let variables = page.variables.iter();
        let others = variables.take(page.variables.len().saturating_sub(1));
        Family {
            path: document_path(page),
            others: others.map(|variable| variable.code).collect(),
            parent: page.variables.last().and_then(Variable::parent),
        }
    }
}

fn document_path<'p>(page: &'p Page<'_>) -> &'p str {
    match &page.kind {
        PageKind::Document { document, .. } => &document.path,
        PageKind::Resource(_) | PageKind::DataIndex | PageKind::SiteIndex | PageKind::NotFound => {
            ""
        }
    }
}

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
