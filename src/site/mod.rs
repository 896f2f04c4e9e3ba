//! Which pages exist, where they are, and what each of them shows.
//!
//! [`plan`] decides pages and addresses; [`Site::inputs`] resolves one page's references into a
//! [`PageInputs`], which holds everything that the page can show. How it looks is decided in
//! `render`.

mod active_content;
mod active_markup;
mod address;
mod alias;
mod api;
mod assemble;
mod card;
mod catalogue;
mod changes;
mod citation;
mod clash;
mod code_index;
mod code_slug;
mod compressed_copy;
mod data_checks;
mod data_file;
mod data_page;
mod each;
mod edition;
mod editorial;
mod feed;
mod figure;
mod figure_file;
mod finder;
mod format_limit;
mod headline;
mod host_file;
mod image;
mod indicator;
mod inputs;
mod kind;
mod link;
mod page;
mod page_list;
mod plan;
mod publications;
mod published_path;
mod relatives;
mod releases;
mod revisions;
mod site_index;
mod topic;
mod translation;
mod typed_number;
mod waivers;

pub use address::{Address, encode};
pub use alias::Redirect;
pub use api::{ApiInputs, ROBOTS, SITEMAP};
pub use catalogue::{CatalogueInputs, FILES as CATALOGUE_FILES, ListedDataset};
pub use data_file::DataFile;
pub use editorial::LONGEST_TITLE;
pub use figure::chart;
pub use finder::FoundPlace;
pub use inputs::{
    AliasInputs, BodyPart, CardInputs, ChangedCell, ChangedResource, ChangesInputs, ChecksInputs,
    CiteInputs, Colophon, ContentsEntry, DataIndexEntry, DataIndexInputs, DatasetInputs,
    DocumentInputs, Download, EditionDataset, EditionFacts, EditionInputs, EditionWaivers,
    EmbedInputs, FeedEntry, FeedInputs, FieldInputs, FigureInputs, HeadlineInputs, IndexEntry,
    IndexGroup, IndicatorInputs, KindInputs, LanguageLink, Licence, ListedPage, MeasureInputs,
    NavigationLink, NextRelease, NotFoundInputs, PageContent, PageInputs, PageLink, PreviewCell,
    PreviewHead, PrintedDate, RelativesInputs, ReleaseInputs, ReleasesInputs, RevisionInputs,
    SearchInputs, SiteInputs, SourceInputs, WaiverInputs, WaiverReason,
};
pub use page::{Page, PageKind, RawPage};
pub use plan::plan;
pub use waivers::{WaiverPlace, WaiverRecord};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::content::{Document, Documents, Kind};
use crate::data::{Catalog, PACKAGE_FILE, PublishedFile, PublishedPackage};
use crate::diag::Report;
use crate::diff::ChangeLog;
use crate::figure::DocumentPlan;
use crate::locale::{Language, Locale};
use crate::reference::{Context, Evaluator, Scope, Variable};
use crate::stats::Reads;
use catalogue::FILES;
use relatives::Relatives;
use releases::AheadRelease;
use revisions::Corrected;

/// The plan of a site: every page and file with its address.
#[derive(Debug)]
pub struct Site<'a> {
    config: &'a Config,
    catalog: &'a Catalog,
    documents: &'a Documents,
    locales: &'a [Locale],
    /// What each document refers to, by its path.
    plans: BTreeMap<&'a str, DocumentPlan<'a>>,
    /// Every page, in order of addresses.
    pub pages: Vec<Page<'a>>,
    /// Every file that is published as it is, in order of addresses.
    pub raw_pages: Vec<RawPage<'a>>,
    /// The position of each page by what it shares with its translations, and its language.
    positions: BTreeMap<(String, Language), usize>,
    /// What stands around pages that stand for codes.
    relatives: Relatives,
    /// The positions of the articles of each language, the newest first.
    publications: BTreeMap<Language, Vec<usize>>,
    /// The releases to come by language, the next one first.
    ahead: BTreeMap<Language, Vec<AheadRelease>>,
    /// The position of the page of each language that lists what changed with each edition.
    change_pages: BTreeMap<Language, usize>,
    /// What changed in the data with each edition, if that is known.
    editions: Option<&'a ChangeLog>,
    /// Which cells corrections are about.
    corrected: Corrected,
    /// What all pages of a language share, in the order of the locales.
    shared: Vec<Arc<SiteInputs>>,
}

impl<'a> Site<'a> {
    fn locale(&self, language: &Language) -> &'a Locale {
        self.locales
            .iter()
            .find(|locale| locale.language() == language)
            .expect("every language of the site has a locale")
    }

    /// What evaluates the expressions of a page of a document.
    fn evaluator<'s>(
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
    fn plan_of(&self, document: &Document) -> Option<&DocumentPlan<'a>> {
        self.plans.get(document.path.as_str())
    }

    /// Adds what is wrong on the pages, one report for each. What is wrong on all pages that one
    /// document becomes is told once.
    pub fn report_of_pages(&self, reports: Vec<Report>, report: &mut Report) {
        plan::report_of_pages(&self.pages, reports, report);
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
    fn own_paths(&self) -> Vec<&'static str> {
        let map = self.root().map(|_| SITEMAP);
        let catalogue = FILES.into_iter().filter(|_| self.has_catalogue());
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
    fn page(&self, group: &str, language: &Language) -> Option<&Page<'a>> {
        let position = self.positions.get(&(group.to_owned(), language.clone()))?;
        self.pages.get(*position)
    }
}
