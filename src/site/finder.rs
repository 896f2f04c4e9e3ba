//! The finder of places: what leads to the pages for every code, by names old and new, codes, and what
//! else their list tells of them.

use super::Site;
use super::address::Address;
use super::inputs::SearchInputs;
use super::page::{Page, PageKind};
use crate::content::{Document, Kind};
use crate::data::{Content, Resource};
use crate::diag::{Code, Report};
use crate::locale::Language;
use crate::stats::{CodeIndex, DimensionKind};

/// A page that stands for a code, as the finder knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPlace {
    /// Its title.
    pub name: String,
    /// Where it is.
    pub href: String,
    /// What it is a part of.
    pub within: Option<String>,
    /// Other names and codes by which it is found.
    pub keys: Vec<String>,
}

impl Site<'_> {
    /// The places of each language that can be found; none on a site without a page for searching.
    pub fn finders(&self) -> Vec<(&Language, Vec<FoundPlace>)> {
        let mut kinds = self.pages.iter().map(Page::document_kind);
        if !kinds.any(|kind| kind == Some(Kind::Search)) {
            return Vec::new();
        }
        let languages = self.config.languages.iter();
        let finders = languages.map(|language| (language, self.places_to_find(language)));
        finders.filter(|(_, places)| !places.is_empty()).collect()
    }

    /// What a page for searching shows.
    pub(super) fn search_inputs(&self, language: &Language) -> SearchInputs {
        let href = |path: String| Address::file(path).href(&self.config.base_url);
        let has_places = self
            .pages
            .iter()
            .any(|page| page.language == *language && !page.variables.is_empty());
        SearchInputs {
            pages: self.all_pages(language),
            texts: cfg!(feature = "search").then(|| href("find/pagefind.js".to_owned())),
            places: has_places.then(|| href(format!("find/{language}/"))),
        }
    }

    /// The pages whose texts are searched: address, and where results lead. Pages for every code are
    /// among them only where their document asks for it.
    pub fn searched_pages(&self) -> impl Iterator<Item = (&str, String)> {
        let mut kinds = self.pages.iter().map(Page::document_kind);
        let is_searched = kinds.any(|kind| kind == Some(Kind::Search));
        let pages = self
            .pages
            .iter()
            .filter(move |page| is_searched && has_text(page));
        pages.map(|page| {
            (
                page.address.as_str(),
                page.address.href(&self.config.base_url),
            )
        })
    }

    /// The pages of a language that stand for codes, in order of their addresses.
    fn places_to_find(&self, language: &Language) -> Vec<FoundPlace> {
        let own = |page: &&Page<'_>| page.language == *language && !page.variables.is_empty();
        let pages = self.pages.iter().filter(own);
        pages.map(|page| self.place_to_find(page)).collect()
    }

    fn place_to_find(&self, page: &Page<'_>) -> FoundPlace {
        let parents = self.relatives(page).map(|relatives| relatives.parents);
        let mut keys = Vec::new();
        for variable in &page.variables {
            keys.push(variable.code().to_owned());
            let DimensionKind::CodeList(name) = &variable.dimension.kind else {
                continue;
            };
            if let Some(resource) = self.catalog.resource(name) {
                keys.extend(other_names(resource, variable.code));
            }
        }
        keys.retain(|key| *key != page.title);
        keys.dedup();
        FoundPlace {
            name: page.title.clone(),
            href: page.address.href(&self.config.base_url),
            within: parents.and_then(|parents| parents.last().map(|parent| parent.title.clone())),
            keys,
        }
    }
}

/// Reports documents that ask for an index of texts which this program does not make.
pub(super) fn report_unsearched<'d>(
    documents: impl Iterator<Item = &'d Document>,
    report: &mut Report,
) {
    if cfg!(feature = "search") {
        return;
    }
    for document in documents.filter(|document| document.front.search == Some(true)) {
        report.push(
            document.source.beginning().error(
                Code::BadFrontMatter,
                "this program makes no index of texts: it was built without the feature `search`",
            )
            .hint("build it with `cargo build --release --features search`, or leave `search` out"),
        );
    }
}

/// Whether the text of a page is searched.
fn has_text(page: &Page<'_>) -> bool {
    match &page.kind {
        PageKind::NotFound | PageKind::SiteIndex => false,
        PageKind::Resource(_) | PageKind::DataIndex => true,
        PageKind::Document { document, base } => {
            let inherited = base.and_then(|base| base.front.search);
            let wanted = document.front.search.or(inherited);
            let is_list = page.document_kind() == Some(Kind::Search);
            !is_list && wanted.unwrap_or(page.variables.is_empty())
        }
    }
}

/// Everything that the list tells of a code in words or digits: names in other languages, shorter and
/// former ones, codes of other lists. What is a part of what, since when and at which level finds
/// nothing.
fn other_names(resource: &Resource, code: CodeIndex) -> Vec<String> {
    let Content::CodeList(list) = &resource.content else {
        return Vec::new();
    };
    // Records stand in the order of the codes.
    let Some(row) = list.rows.get(code.as_usize()) else {
        return Vec::new();
    };
    let cells = row.iter().zip(&resource.fields);
    let shown =
        cells.filter(|(cell, field)| !cell.is_empty() && !list.structure.contains(&field.name));
    shown.map(|(cell, _)| cell.to_string()).collect()
}
