//! The plan: which pages exist, at which addresses, under which titles.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use super::address::Address;
use super::data_file::report_workbooks;
use super::each;
use super::evaluate::Evaluator;
use super::figure_file::{self, FigureFiles};
use super::page::{Page, PageKind, RawPage, document_group, group_of_codes};
use super::publications::publications;
use super::relatives::Relatives;
use super::scope::Scope;
use super::variable::Variable;
use crate::config::Config;
use crate::content::{Document, Documents, slug};
use crate::data::{Catalog, PACKAGE_FILE};
use crate::diag::{Code, Diagnostic, Location, Report};
use crate::input::Inputs;
use crate::locale::{Language, Locale};
use crate::stats::Reads;

/// Folders of the published tree that documents and static files may not use.
const RESERVED: [&str; 4] = [".yearbook.json", "api", "assets", "data"];

/// The folder of pages and files about data.
const DATA: &str = "data";

/// The page for addresses that lead nowhere: hosts look for it under this name.
const NOT_FOUND: &str = "404.html";

/// Decides every page and file of the site. Problems of one page do not hide those of others.
pub fn plan<'a>(
    config: &'a Config,
    inputs: &'a Inputs,
    catalog: &'a Catalog,
    documents: &'a Documents,
    locales: &'a [Locale],
    report: &mut Report,
) -> Site<'a> {
    let mut site = Site {
        config,
        catalog,
        documents,
        locales,
        pages: Vec::new(),
        raw_pages: raw_pages(inputs),
        positions: BTreeMap::new(),
        relatives: Relatives::default(),
        publications: BTreeMap::new(),
        ahead: BTreeMap::new(),
        shared: Vec::new(),
    };
    site.shared = locales
        .iter()
        .map(|l| Arc::new(site.site_inputs(l)))
        .collect();
    let documents: Vec<&Document> = documents.iter().collect();
    let pages: Vec<(Vec<Page<'a>>, Report)> = documents
        .par_iter()
        .map(|document| {
            let mut report = Report::new();
            (document_pages(&site, document, &mut report), report)
        })
        .collect();
    for (pages, own_report) in pages {
        site.pages.extend(pages);
        report.extend(own_report);
    }
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
    site.relatives = Relatives::new(&site.pages, &site.publications);
    site.ahead = site.releases_ahead();
    report_workbooks(catalog, report);
    report_reserved(&site, report);
    report_unnameable(&site, report);
    report_duplicates(&site, report);
    site.report_missing_translations(report);
    report_navigation(&site, report);
    site.report_kindless(report);
    site.report_topics(report);
    site.report_releases(report);
    site.report_superseded(report);
    site
}

/// The pages of a document: one, or one for each code that it goes through.
fn document_pages<'a>(
    site: &Site<'a>,
    document: &'a Document,
    report: &mut Report,
) -> Vec<Page<'a>> {
    let default = site.config.default_language();
    let base = site
        .documents
        .find(&document.stem, default)
        .filter(|base| base.path != document.path);
    figure_file::report_unknown(document, report);
    let pages = each::pages_of(document, base, site.catalog, report).unwrap_or_default();
    let pages: Vec<(Page<'a>, Report)> = pages
        .into_par_iter()
        .enumerate()
        .map(|(order, variables)| {
            let mut report = Report::new();
            let page = document_page(site, (document, base), (order, variables), &mut report);
            (page, report)
        })
        .collect();
    let (pages, reports): (Vec<Page<'a>>, Vec<Report>) = pages.into_iter().unzip();
    report_of_pages(&pages, reports, report);
    pages
}

/// Adds what is wrong on pages, told once where it is wrong on all pages of a document.
pub(super) fn report_of_pages(pages: &[Page<'_>], reports: Vec<Report>, report: &mut Report) {
    let pages = pages.iter().zip(reports);
    let (single, of_codes): (Vec<_>, Vec<_>) =
        pages.partition(|(page, _)| page.variables.is_empty());
    for (_, own) in single {
        report.extend(own);
    }
    let names = of_codes
        .iter()
        .map(|(page, _)| page.address.to_string())
        .collect::<Vec<_>>();
    let reports = of_codes.into_iter().map(|(_, report)| report);
    report.extend_with_pages(names.iter().map(String::as_str).zip(reports));
}

fn document_page<'a>(
    site: &Site<'a>,
    (document, base): (&'a Document, Option<&'a Document>),
    (order, variables): (usize, Vec<Variable>),
    report: &mut Report,
) -> Page<'a> {
    let (config, language) = (site.config, &document.language);
    // Titles are a part of the plan: whoever knows the plan knows all that was read for it.
    let reads = Reads::default();
    let evaluator = Evaluator::new(
        site.context(site.locale(language), &variables, &reads),
        Scope::of_document(document, base),
    );
    let title = evaluator.text(&document.front.title, &document.source, report);
    // Mistakes of the title are told once; those of the short title are its own.
    let short_title = document.front.short_title.as_ref();
    let short_title = short_title.map_or_else(
        || title.clone(),
        |t| evaluator.text(t, &document.source, report),
    );
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

/// The start of a document, or of the descriptor's entry of a resource.
fn place_of(page: &Page<'_>) -> Option<Location> {
    match &page.kind {
        PageKind::Document { document, .. } => Some(document.source.location(0..0)),
        PageKind::Resource(resource) => Some(resource.location.clone()),
        PageKind::DataIndex | PageKind::SiteIndex | PageKind::NotFound => None,
    }
}

fn report_reserved(site: &Site<'_>, report: &mut Report) {
    let reserved = |address: &Address, language: &Language| {
        let first = address.as_str().split('/').next().unwrap_or_default();
        // The pages of another language lie below its tag.
        let mut others = site.config.languages.iter().filter(|l| *l != language);
        let is_taken = RESERVED.contains(&first) || others.any(|other| other.tag() == first);
        is_taken.then(|| first.to_owned())
    };
    let default = site.config.default_language();
    let problem = |path: &str, folder: &str| {
        Diagnostic::error(
            Code::DuplicateAddress,
            format!("{path} would be published below /{folder}/, which is reserved"),
        )
        .hint("move it to another folder")
    };
    for page in &site.pages {
        if let PageKind::Document { document, .. } = &page.kind
            && let Some(folder) = reserved(&page.address, &page.language)
        {
            report.push(problem(&document.path, &folder).at(document.source.location(0..0)));
        }
    }
    for raw in &site.raw_pages {
        if let Some(folder) = reserved(&raw.address, default) {
            report.push(problem(raw.path, &folder));
        }
    }
}

/// A name of which no letter can stand in an address.
fn report_unnameable(site: &Site<'_>, report: &mut Report) {
    for document in site.documents.iter() {
        let mut parts = document.stem.split('/');
        if let Some(part) = parts.find(|part| slug(part).is_empty()) {
            report.push(
                Diagnostic::error(
                    Code::DuplicateAddress,
                    format!("`{part}` leaves nothing for an address"),
                )
                .at(document.source.location(0..0))
                .expected("a name with at least one letter or digit"),
            );
        }
    }
}

/// A page in words, for messages.
fn name_of(page: &Page<'_>) -> String {
    match &page.kind {
        PageKind::Document { document, .. } if page.variables.is_empty() => document.path.clone(),
        PageKind::Document { document, .. } => {
            let codes: Vec<String> = page
                .variables
                .iter()
                .map(|variable| format!("`{}`", variable.code()))
                .collect();
            format!("{} for {}", document.path, codes.join(" and "))
        }
        PageKind::Resource(resource) => format!("the page about `{}`", resource.name),
        PageKind::DataIndex => "the list of datasets".to_owned(),
        PageKind::SiteIndex => "the list of documents".to_owned(),
        PageKind::NotFound => "the page for addresses that lead nowhere".to_owned(),
    }
}

fn report_duplicates(site: &Site<'_>, report: &mut Report) {
    let mut taken: BTreeMap<String, (String, Option<Location>)> = BTreeMap::new();
    let mut take = |address: &Address, what: String, place: Option<Location>| {
        let output = address.output_path();
        if let Some((other, other_place)) = taken.get(&output) {
            let mut diagnostic = Diagnostic::error(
                Code::DuplicateAddress,
                format!("{what} and {other} have the same address {address}"),
            )
            .expected("a different name for one of them");
            diagnostic = match (place, other_place) {
                (Some(place), Some(other)) => {
                    diagnostic.at(place).related(other.clone(), "the other one")
                }
                (Some(place), None) => diagnostic.at(place),
                (None, Some(other)) => diagnostic.at(other.clone()),
                (None, None) => diagnostic,
            };
            report.push(diagnostic);
        } else {
            taken.insert(output, (what, place));
        }
    };
    for page in &site.pages {
        let what = name_of(page);
        take(&page.address, what, place_of(page));
        for file in site.own_files(page) {
            let what = format!("a file of {}", page.address);
            take(&Address::file(file.path), what, place_of(page));
        }
        // What lies below the pages of one document cannot meet, as they do not.
        if let PageKind::Document { document, base } = &page.kind
            && page.order == 0
        {
            let files = FigureFiles::of(document, *base);
            for figure in &document.body.figures {
                let place = document.source.location(figure.id.span.clone());
                // Two figures of one document with the same id are told as such.
                let first = document
                    .body
                    .figures
                    .iter()
                    .find(|f| f.id.text == figure.id.text);
                if first.is_some_and(|first| first.id.span == figure.id.span) {
                    for address in files.addresses(&page.address, figure) {
                        let what = format!("the figure `{}`", figure.id.text);
                        take(&address, what, Some(place.clone()));
                    }
                }
            }
        }
    }
    for file in site.data_files() {
        let what = format!("a file of `{}`", file.resource.name);
        take(&file.address, what, Some(file.resource.location.clone()));
    }
    for raw in &site.raw_pages {
        take(&raw.address, raw.path.to_owned(), None);
    }
    for host in &site.config.hosts {
        let what = "the file with headers that `hosts` asks for".to_owned();
        take(&Address::file(host.file_name()), what, None);
    }
    for (path, (what, place)) in &taken {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for folder in folders {
            if let Some((other, other_place)) = taken.get(folder) {
                let mut diagnostic = Diagnostic::error(
                    Code::DuplicateAddress,
                    format!("{other} would be a file where {what} needs the folder /{folder}/"),
                )
                .expected("a different name for one of them");
                if let Some(place) = place.as_ref().or(other_place.as_ref()) {
                    diagnostic = diagnostic.at(place.clone());
                }
                report.push(diagnostic);
            }
        }
    }
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
