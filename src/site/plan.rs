//! The plan: which pages exist, at which addresses, under which titles.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use super::active_content::report_active_content;
use super::address::Address;
use super::alias::report_aliases;
use super::changes::change_pages;
use super::clash::report_clashes;
use super::corrected::Corrected;
use super::data_file::report_workbooks;
use super::each;
use super::figure_file;
use super::finder::report_unsearched;
use super::page::{Page, PageKind, RawPage, document_group, group_of_codes};
use super::publications::publications;
use super::related::Relatives;
use super::typed_number::Suspect;
use crate::config::Config;
use crate::content::{Document, Documents};
use crate::data::{Catalog, PACKAGE_FILE};
use crate::diag::limits::{DOCUMENT_PAGES, SITE_PAGES};
use crate::diag::{Code, Diagnostic, Report};
use crate::diff::ChangeLog;
use crate::figure::DocumentPlan;
use crate::input::Inputs;
use crate::locale::Locale;
use crate::reference::Variable;
use crate::stats::Reads;

/// The folder of pages and files about data.
const DATA: &str = "data";

/// The page for addresses that lead nowhere: hosts look for it under this name.
const NOT_FOUND: &str = "404.html";

/// Decides every page and file of the site. `editions` is what changed in the data with each edition, if
/// that is known. Problems of one page do not hide those of others.
pub fn plan<'a>(
    config: &'a Config,
    inputs: &'a Inputs,
    catalog: &'a Catalog,
    documents: &'a Documents,
    locales: &'a [Locale],
    editions: Option<&'a ChangeLog>,
    report: &mut Report,
) -> Site<'a> {
    let mut site = Site {
        config,
        catalog,
        documents,
        locales,
        plans: BTreeMap::new(),
        pages: Vec::new(),
        raw_pages: raw_pages(inputs),
        positions: BTreeMap::new(),
        relatives: Relatives::default(),
        publications: BTreeMap::new(),
        ahead: BTreeMap::new(),
        change_pages: BTreeMap::new(),
        editions,
        corrected: Corrected::new(catalog),
        shared: Vec::new(),
    };
    site.shared = locales
        .iter()
        .map(|l| Arc::new(site.site_inputs(l)))
        .collect();
    let mut documents: Vec<&Document> = documents.iter().collect();
    if report_too_many(&site, &documents, report) {
        documents.clear();
    }
    let typed = plan_documents(&mut site, &documents, report);
    for locale in locales {
        data_pages(&mut site, locale);
    }
    for locale in locales {
        site_index_page(&mut site, locale);
    }
    not_found_page(&mut site, &locales[0]);
    site.pages.sort_by(|a, b| a.address.cmp(&b.address));
    site.positions = site
        .pages
        .iter()
        .enumerate()
        .map(|(position, page)| ((page.group.clone(), page.language.clone()), position))
        .collect();
    site.publications = publications(&site.pages);
    site.change_pages = change_pages(&site.pages);
    site.relatives = Relatives::new(&site.pages, &site.publications);
    site.ahead = site.releases_ahead();
    report_workbooks(catalog, report);
    report_aliases(site.documents.iter(), report);
    report_unsearched(site.documents.iter(), report);
    report_clashes(&site, report);
    report_active_content(&site, report);
    site.report_missing_translations(report);
    report_navigation(&site, report);
    site.report_kindless(report);
    site.report_topics(report);
    site.report_releases(report);
    site.report_superseded(report);
    site.report_typed_numbers(&typed, report);
    site
}

/// Plans the pages of all documents. What is returned are the numbers typed into each that look like data.
fn plan_documents<'a>(
    site: &mut Site<'a>,
    documents: &[&'a Document],
    report: &mut Report,
) -> Vec<(&'a Document, Vec<Suspect<'a>>)> {
    let catalog = site.catalog;
    let plans = documents.par_iter().map(|document| {
        let plan = DocumentPlan::of(document, catalog);
        (document.path.as_str(), plan)
    });
    site.plans = plans.collect();
    let planned: Vec<_> = documents
        .par_iter()
        .map(|document| {
            let mut report = Report::new();
            let pages = document_pages(site, document, &mut report);
            let typed = site.suspects(document, &mut report);
            (pages, (*document, typed), report)
        })
        .collect();
    let mut typed = Vec::new();
    for (pages, own_typed, own_report) in planned {
        site.pages.extend(pages);
        typed.push(own_typed);
        report.extend(own_report);
    }
    typed
}

/// Whether the documents become more pages together than a site may have, which is reported.
fn report_too_many(site: &Site<'_>, documents: &[&Document], report: &mut Report) -> bool {
    // Mostly the lists are so short that their filters need not be looked at.
    let most = documents.iter().fold(0_usize, |most, document| {
        let base = base_of(site, document);
        most.saturating_add(each::most_pages(document, base, site.catalog))
    });
    if most <= SITE_PAGES {
        return false;
    }
    let mut count = 0_usize;
    let too_many = documents.iter().find(|document| {
        let base = base_of(site, document);
        let own = each::count_of(document, base, site.catalog);
        // A document that is too large by itself is reported where its pages are made.
        count += if own > DOCUMENT_PAGES { 0 } else { own };
        count > SITE_PAGES
    });
    if let Some(document) = too_many {
        let message = format!("the documents of this site become more than {SITE_PAGES} pages");
        report.push(
            document
                .source
                .beginning()
                .error(Code::TooLarge, message)
                .hint("go through fewer lists in `each`, or narrow one with `where`"),
        );
    }
    too_many.is_some()
}

/// The document that another one translates.
fn base_of<'a>(site: &Site<'a>, document: &Document) -> Option<&'a Document> {
    let default = site.config.default_language();
    let base = site.documents.find(&document.stem, default);
    base.filter(|base| base.path != document.path)
}

/// The pages of a document: one, or one for each code that it goes through.
fn document_pages<'a>(
    site: &Site<'a>,
    document: &'a Document,
    report: &mut Report,
) -> Vec<Page<'a>> {
    let base = base_of(site, document);
    figure_file::report_unknown(document, report);
    let pages = each::pages_of(document, base, site.catalog, report).unwrap_or_default();
    let pages: Vec<(Page<'a>, Report)> = pages
        .into_par_iter()
        .enumerate()
        .map(|(order, variables)| {
            let mut report = Report::new();
            let page = document_page(site, document, base, order, variables, &mut report);
            (page, report)
        })
        .collect();
    let (pages, reports): (Vec<Page<'a>>, Vec<Report>) = pages.into_iter().unzip();
    super::page::report_of_pages(&pages, reports, report);
    pages
}

fn document_page<'a>(
    site: &Site<'a>,
    document: &'a Document,
    base: Option<&'a Document>,
    order: usize,
    variables: Vec<Variable>,
    report: &mut Report,
) -> Page<'a> {
    let (config, language) = (site.config, &document.language);
    // Titles are a part of the plan: whoever knows the plan knows all that was read for it.
    let reads = Reads::default();
    let evaluator = site.evaluator(document, base, &variables, &reads);
    let title = evaluator.text(&document.front.title, report);
    // Mistakes of the title are reported once; those of the short title are its own.
    let short_title = document.front.short_title.as_ref();
    let short_title = short_title.map_or_else(|| title.clone(), |t| evaluator.text(t, report));
    let codes = || variables.iter().map(Variable::code);
    let slugs = variables.iter().map(|variable| &*variable.slug);
    Page {
        address: Address::of_document(&document.stem, slugs, language, config),
        language: language.clone(),
        group: group_of_codes(&document.stem, codes()),
        short_title,
        title,
        kind: PageKind::Document { document, base },
        order,
        variables,
    }
}

fn data_pages(site: &mut Site<'_>, locale: &Locale) {
    if site.catalog.resources.is_empty() {
        return;
    }
    let (config, language) = (site.config, locale.language().clone());
    let title = locale.words().get("data.title").to_owned();
    site.pages.push(Page {
        address: Address::page(DATA, &language, config),
        language: language.clone(),
        group: PACKAGE_FILE.to_owned(),
        short_title: title.clone(),
        title,
        kind: PageKind::DataIndex,
        variables: Vec::new(),
        order: 0,
    });
    for resource in &site.catalog.resources {
        let title = resource
            .title_in(&language, config.default_language())
            .to_owned();
        site.pages.push(Page {
            address: Address::page(&format!("{DATA}/{}", resource.name), &language, config),
            language: language.clone(),
            group: resource.path.clone(),
            short_title: title.clone(),
            title,
            kind: PageKind::Resource(resource),
            variables: Vec::new(),
            order: 0,
        });
    }
}

/// A language without an `index` document gets a front page that lists its documents.
fn site_index_page(site: &mut Site<'_>, locale: &Locale) {
    let (config, language) = (site.config, locale.language());
    let address = Address::page("", language, config);
    if site.pages.iter().any(|page| page.address == address) {
        return;
    }
    let title = config
        .title
        .in_language(language, config.default_language());
    let title = title.unwrap_or_default().to_owned();
    site.pages.push(Page {
        address,
        language: language.clone(),
        group: document_group("index"),
        short_title: title.clone(),
        title,
        kind: PageKind::SiteIndex,
        variables: Vec::new(),
        order: 0,
    });
}

/// What hosts show where nothing else is, by the name that they look for.
fn not_found_page(site: &mut Site<'_>, locale: &Locale) {
    let title = locale.words().get("not_found.title").to_owned();
    site.pages.push(Page {
        address: Address::file(NOT_FOUND),
        language: locale.language().clone(),
        group: NOT_FOUND.to_owned(),
        short_title: title.clone(),
        title,
        kind: PageKind::NotFound,
        variables: Vec::new(),
        order: 0,
    });
}

/// Files beside documents, and the site's own static files.
fn raw_pages(inputs: &Inputs) -> Vec<RawPage<'_>> {
    let mut pages: Vec<RawPage<'_>> = ["content/", "static/"]
        .into_iter()
        .flat_map(|folder| {
            inputs
                .others_below(folder)
                .map(move |(path, file)| RawPage {
                    address: Address::file(path.strip_prefix(folder).unwrap_or(path)),
                    file,
                    path,
                })
        })
        .collect();
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    pages
}

fn report_navigation(site: &Site<'_>, report: &mut Report) {
    for entry in site.config.navigation.iter().chain(&site.config.footer) {
        let document = site.documents.at_path(&entry.path);
        if let Some(document) = document.filter(|document| document.front.each.is_some()) {
            report.push(
                Diagnostic::error(
                    Code::BadConfig,
                    format!("{} becomes many pages", document.path),
                )
                .at(entry.location.clone())
                .expected("a document that becomes one page, from which the others can be reached"),
            );
        }
        let known = site.documents.at_path(&entry.path).is_some()
            || site
                .data_address(&entry.path, site.config.default_language())
                .is_some();
        if !known {
            let paths = site.documents.iter().map(|document| document.path.as_str());
            if entry.path == PACKAGE_FILE {
                report.push(
                    Diagnostic::error(Code::BadConfig, "the site has no data to lead to")
                        .at(entry.location.clone())
                        .hint(format!("`yearbook data infer data/*.csv --merge {PACKAGE_FILE}` describes CSV files")),
                );
                continue;
            }
            report.push(
                Diagnostic::error(
                    Code::BadConfig,
                    format!("there is no document `{}`", entry.path),
                )
                .at(entry.location.clone())
                .expected("the path of a document from the site's root, such as content/targets.md")
                .did_you_mean(&entry.path, paths.chain([PACKAGE_FILE])),
            );
        }
    }
}
