//! Which pages stand around which: what a code is a part of: what it is a part of, its parts, and the
//! pages before and behind it.

use std::collections::BTreeMap;

use super::page::{Page, PageKind};
use crate::locale::Language;
use crate::reference::Variable;
use crate::stats::{CodeIndex, Dimension, DimensionKind};

/// The pages that stand for the codes of lists, by position.
#[derive(Debug, Default)]
pub(super) struct Relatives {
    /// The pages of single codes, by code list and language.
    pub(super) of_codes: BTreeMap<String, BTreeMap<Language, BTreeMap<CodeIndex, usize>>>,
    /// Below the page of a single code, by its position: those of the code together with others.
    pub(super) below: BTreeMap<usize, Vec<usize>>,
    /// The pages before and behind each page.
    pub(super) neighbours: BTreeMap<usize, (Option<usize>, Option<usize>)>,
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

    pub(super) fn page_of_list(
        &self,
        list: &str,
        code: CodeIndex,
        language: &Language,
    ) -> Option<usize> {
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
    pub(super) fn of(page: &'p Page<'_>) -> Family<'p> {
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
