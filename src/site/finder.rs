//! The finder of places: what leads to the pages for every code, by names old and new, codes, and what
//! else their list tells of them.

use super::Site;
use super::page::Page;
use crate::content::Kind;
use crate::data::{Content, Resource};
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
    let told =
        cells.filter(|(cell, field)| !cell.is_empty() && !list.structure.contains(&field.name));
    told.map(|(cell, _)| cell.to_string()).collect()
}
