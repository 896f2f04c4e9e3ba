//! The plan of a site, and what is asked of it everywhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ahead_release::AheadRelease;
use super::corrected::Corrected;
use super::related::Relatives;
use crate::config::Config;
use crate::content::{Document, Documents, Kind};
use crate::data::{Catalog, PACKAGE_FILE, PublishedFile, PublishedPackage};
use crate::diag::Report;
use crate::diff::ChangeLog;
use crate::figure::DocumentPlan;
use crate::locale::{Language, Locale};
use crate::reference::{Context, Evaluator, Scope, Variable};
use crate::stats::Reads;

use super::{Address, CATALOGUE_FILES, Page, PageKind, ROBOTS, RawPage, SITEMAP, SiteInputs};

/// The plan of a site: every page and file with its address.
#[derive(Debug)]
pub struct Site<'a> {
    pub(super) config: &'a Config,
    pub(super) catalog: &'a Catalog,
    pub(super) documents: &'a Documents,
    pub(super) locales: &'a [Locale],
    /// What each document refers to, by its path.
    pub(super) plans: BTreeMap<&'a str, DocumentPlan<'a>>,
    /// Every page, in order of addresses.
    pub pages: Vec<Page<'a>>,
    /// Every file that is published as it is, in order of addresses.
    pub raw_pages: Vec<RawPage<'a>>,
    /// The position of each page by what it shares with its translations, and its language.
    pub(super) positions: BTreeMap<(String, Language), usize>,
    /// What stands around pages that stand for codes.
    pub(super) relatives: Relatives,
    /// The positions of the articles of each language, the newest first.
    pub(super) publications: BTreeMap<Language, Vec<usize>>,
    /// The releases to come by language, the next one first.
    pub(super) ahead: BTreeMap<Language, Vec<AheadRelease>>,
    /// The position of the page of each language that lists what changed with each edition.
    pub(super) change_pages: BTreeMap<Language, usize>,
    /// What changed in the data with each edition, if that is known.
    pub(super) editions: Option<&'a ChangeLog>,
    /// Which cells corrections are about.
    pub(super) corrected: Corrected,
    /// What all pages of a language share, in the order of the locales.
    pub(super) shared: Vec<Arc<SiteInputs>>,
}

impl<'a> Site<'a> {
    pub(super) fn locale(&self, language: &Language) -> &'a Locale {
        self.locales
            .iter()
            .find(|locale| locale.language() == language)
            .expect("every language of the site has a locale")
    }

    /// What evaluates the expressions of a page of a document.
    pub(super) fn evaluator<'s>(
        &'s self,
        document: &'s Document,
        base: Option<&'s Document>,
        variables: &'s [Variable],
        reads: &'s Reads,
    ) -> Evaluator<'s> {
        let references = |document| Some(&self.plan_of(document)?.references);
        let context = Context {
            catalog: self.catalog,
            locale: self.locale(&document.language),
            fallback: self.config.default_language(),
            variables,
            reads,
            references: [Some(document), base].map(|document| references(document?)),
        };
        Evaluator::new(context, Scope::of_document(document, base))
    }

    /// What a document refers to.
    pub(super) fn plan_of(&self, document: &Document) -> Option<&DocumentPlan<'a>> {
        self.plans.get(document.path.as_str())
    }

    /// Adds what is wrong on the pages, one report for each. What is wrong on all pages that one
    /// document becomes is reported once.
    pub fn report_of_pages(&self, reports: Vec<Report>, report: &mut Report) {
        super::page::report_of_pages(&self.pages, reports, report);
    }

    /// What is published of the descriptor.
    pub fn package(&self) -> &PublishedPackage {
        &self.catalog.package.published
    }

    /// The descriptor of the published data files; nothing on a site without data.
    pub fn published_package(&self, files: &[PublishedFile]) -> Option<String> {
        let package = &self.catalog.package.published;
        (!files.is_empty()).then(|| package.text(files))
    }

    /// The absolute address of the site, where its host is known.
    pub fn root(&self) -> Option<String> {
        Address::file("").absolute(&self.config.base_url)
    }

    /// The paths of the files about the whole site that an author's files could take.
    pub(super) fn own_paths(&self) -> Vec<&'static str> {
        let map = self.root().map(|_| SITEMAP);
        let catalogue = CATALOGUE_FILES.into_iter().filter(|_| self.has_catalogue());
        let has_data = !self.catalog.resources.is_empty();
        let descriptor = has_data.then_some(PACKAGE_FILE);
        let robots = (!self.has_raw(ROBOTS)).then_some(ROBOTS);
        let others = catalogue.chain(descriptor).chain(robots);
        map.into_iter().chain(others).collect()
    }

    /// Whether a file of the author's own is published at a path.
    pub fn has_raw(&self, path: &str) -> bool {
        self.raw_pages
            .iter()
            .any(|raw| raw.address.as_str() == path)
    }

    /// Every page that is to be found, with its absolute address; none where the host is not known.
    pub fn public_pages(&self) -> impl Iterator<Item = (&Page<'_>, String)> {
        let pages = self.pages.iter();
        let public = pages.filter(|page| {
            // What is only a way to other pages says so to search engines.
            let is_search = page.document_kind() == Some(Kind::Search);
            !is_search && !matches!(page.kind, PageKind::NotFound)
        });
        public.filter_map(|page| Some((page, page.address.absolute(&self.config.base_url)?)))
    }

    /// The versions of a page that has several: the tag of the language and the absolute address of each.
    pub fn versions_of(&self, page: &Page<'_>) -> Vec<(&str, String)> {
        let languages = self.config.languages.iter();
        let found = languages.filter_map(|language| {
            let version = self.page(&page.group, language)?;
            let href = version.address.absolute(&self.config.base_url)?;
            Some((language.tag(), href))
        });
        let found: Vec<(&str, String)> = found.collect();
        if found.len() > 1 { found } else { Vec::new() }
    }

    /// The page of a group in a language.
    pub(super) fn page(&self, group: &str, language: &Language) -> Option<&Page<'a>> {
        let position = self.positions.get(&(group.to_owned(), language.clone()))?;
        self.pages.get(*position)
    }
}
