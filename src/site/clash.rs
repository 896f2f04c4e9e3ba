//! Addresses that clash: two at one place, a file where a folder must be, reserved folders, names of which
//! nothing can stand in an address.

use std::collections::BTreeMap;

use super::Site;
use super::address::Address;
use super::alias::aliases;
use super::compressed_copy;
use super::figure_file::FigureFiles;
use super::host_file::is_of_host;
use super::page::{Page, PageKind};
use super::published_path::{alike, folded, refused_on_windows};
use crate::content::{Document, slug};
use crate::diag::{Code, Diagnostic, Location, Report};
use crate::locale::Language;

/// Folders of the published tree that documents and static files may not use.
const RESERVED: [&str; 4] = ["api", "assets", "data", "find"];

/// Folders and files of the published tree that no former address may name: only the program writes there.
/// Pages of data may have moved.
const OWN: [&str; 4] = ["api", "assets", "find", "robots.txt"];

/// The beginning of the names of the list of what was published, of its copies, and of the one that is
/// being written.
const MANIFEST: &str = ".yearbook.json";

/// What the descriptor of data is called, in its folder and in every archive.
const DESCRIPTOR: &str = "datapackage";

/// Reports every clash.
pub(super) fn report_clashes(site: &Site<'_>, report: &mut Report) {
    report_reserved(site, report);
    report_descriptors(site, report);
    report_unnameable(site, report);
    let mut taken = Taken::default();
    taken.by_pages(site, report);
    taken.by_files(site, report);
    taken.report_folders(report);
    taken.report_alike(report);
    taken.report_refused(report);
    compressed_copy::report_copies(site, &taken.0, report);
}

/// The start of a document, or of the descriptor's entry of a resource.
fn place_of(page: &Page<'_>) -> Option<Location> {
    match &page.kind {
        PageKind::Document { document, .. } => Some(document.source.beginning().location()),
        PageKind::Resource(resource) => Some(resource.location.clone()),
        PageKind::DataIndex | PageKind::SiteIndex | PageKind::NotFound => None,
    }
}

fn report_reserved(site: &Site<'_>, report: &mut Report) {
    let reserved = |address: &Address, language: &Language| {
        let first = address.as_str().split('/').next().unwrap_or_default();
        let name = folded(first);
        // The pages of another language lie below its tag.
        let mut others = site.config.languages.iter().filter(|l| *l != language);
        let is_own = RESERVED.contains(&name.as_ref()) || name.starts_with(MANIFEST);
        let is_taken = is_own || others.any(|other| folded(other.tag()) == name);
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
            report.push(problem(&document.path, &folder).at(document.source.beginning()));
        }
    }
    for raw in &site.raw_pages {
        if let Some(folder) = reserved(&raw.address, default) {
            report.push(problem(raw.path, &folder));
        }
    }
    for document in site.documents.iter() {
        for alias in &document.front.aliases {
            let path = alias.text.trim_start_matches('/');
            let first = path.split('/').next().unwrap_or_default();
            let name = folded(first);
            let message = if OWN.contains(&name.as_ref()) || name.starts_with(MANIFEST) {
                Some(format!(
                    "nobody can be sent on from /{first}, which the program writes"
                ))
            } else if is_of_host(path) {
                Some(format!(
                    "nobody can be sent on from /{path}, which tells the host what to do"
                ))
            } else {
                None
            };
            if let Some(message) = message {
                report.push(
                    alias
                        .error(Code::DuplicateAddress, message)
                        .expected("an address where a page was"),
                );
            }
        }
    }
}

/// Reports figures and resources whose files would be called as the descriptor that lies beside them.
fn report_descriptors(site: &Site<'_>, report: &mut Report) {
    let mut report_at = |place: Location| {
        let message = format!("`{DESCRIPTOR}` is what the descriptor is called in every archive");
        report.push(
            Diagnostic::error(Code::DuplicateAddress, message)
                .at(place)
                .expected("another name"),
        );
    };
    for document in site.documents.iter() {
        for figure in &document.body.figures {
            if figure.id.text == DESCRIPTOR {
                report_at(figure.id.span.location());
            }
        }
    }
    let mut resources = site.catalog.resources.iter();
    if let Some(resource) = resources.find(|resource| resource.name == DESCRIPTOR) {
        report_at(resource.location.clone());
    }
}

/// A name of which no letter can stand in an address.
fn report_unnameable(site: &Site<'_>, report: &mut Report) {
    for document in site.documents.iter() {
        let mut parts = document.stem.split('/');
        if let Some(part) = parts.find(|part| slug(part).is_empty()) {
            report.push(
                document
                    .source
                    .beginning()
                    .error(
                        Code::DuplicateAddress,
                        format!("`{part}` leaves nothing for an address"),
                    )
                    .expected("a name with at least one letter or digit"),
            );
        }
    }
}

/// Where a file or page below a page is published besides: at the former addresses of that page.
fn copies(address: &Address, page: &Page<'_>) -> Vec<Address> {
    let Some(below) = address.as_str().strip_prefix(page.address.as_str()) else {
        return Vec::new();
    };
    let folders = aliases(page).into_iter();
    let folders = folders.filter(|alias| alias.as_str().ends_with('/'));
    folders.map(|alias| alias.join(below)).collect()
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

/// What stands at each place of the published tree, in words, and where it is declared.
#[derive(Default)]
struct Taken(BTreeMap<String, (String, Option<Location>)>);

impl Taken {
    fn take(
        &mut self,
        address: &Address,
        what: String,
        place: Option<Location>,
        report: &mut Report,
    ) {
        let output = address.output_path();
        let Some((other, other_place)) = self.0.get(&output) else {
            self.0.insert(output, (what, place));
            return;
        };
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
    }

    fn by_pages(&mut self, site: &Site<'_>, report: &mut Report) {
        for page in &site.pages {
            self.take(&page.address, name_of(page), place_of(page), report);
            for alias in aliases(page) {
                let what = format!("a former address of {}", page.address);
                self.take(&alias, what, place_of(page), report);
            }
            for file in site.own_files(page) {
                let what = format!("a file of {}", page.address);
                let address = Address::file(file.path);
                for copy in copies(&address, page) {
                    let what = format!("a copy of {address} at a former address");
                    self.take(&copy, what, place_of(page), report);
                }
                self.take(&address, what, place_of(page), report);
            }
            // What lies below the pages of one document cannot meet, as they do not.
            if let PageKind::Document { document, base } = &page.kind
                && page.order == 0
            {
                self.by_figures(page, document, *base, report);
            }
        }
    }

    fn by_figures(
        &mut self,
        page: &Page<'_>,
        document: &Document,
        base: Option<&Document>,
        report: &mut Report,
    ) {
        let files = FigureFiles::of(document, base);
        let figures = &document.body.figures;
        for figure in figures {
            // Two figures of one document with the same id are reported as such.
            let first = figures.iter().find(|other| other.id.text == figure.id.text);
            if first.is_some_and(|first| first.id.span != figure.id.span) {
                continue;
            }
            let place = figure.id.span.location();
            for address in files.addresses(&page.address, figure) {
                let what = format!("the figure `{}`", figure.id.text);
                for copy in copies(&address, page) {
                    let what = format!("a copy of {address} at a former address");
                    self.take(&copy, what, Some(place.clone()), report);
                }
                self.take(&address, what, Some(place.clone()), report);
            }
        }
    }

    fn by_files(&mut self, site: &Site<'_>, report: &mut Report) {
        for file in site.data_files() {
            let what = format!("a file of `{}`", file.resource.name);
            let place = file.resource.location.clone();
            self.take(&file.address, what, Some(place), report);
        }
        for raw in &site.raw_pages {
            self.take(&raw.address, raw.path.to_owned(), None, report);
        }
        for path in site.own_paths() {
            let what = "a file about the whole site".to_owned();
            self.take(&Address::file(path), what, None, report);
        }
        for host in &site.config.hosts {
            let what = "the file with headers that `hosts` asks for".to_owned();
            for name in host.file_names() {
                self.take(&Address::file(*name), what.clone(), None, report);
            }
        }
    }

    /// The first path that is this one or is below it.
    fn at_or_below(&self, path: &str) -> Option<&(String, Option<Location>)> {
        let mut found = self.0.range(path.to_owned()..);
        found.next().map(|(_, entry)| entry)
    }

    /// Reports paths that are one on systems that do not tell case or Unicode normalisation apart.
    fn report_alike(&self, report: &mut Report) {
        for (path, other) in alike(&self.0) {
            let entries = (self.at_or_below(path), self.at_or_below(other));
            let (Some((what, place)), Some((other_what, other_place))) = entries else {
                continue;
            };
            let message = format!(
                "/{path} ({what}) and /{other} ({other_what}) differ only by case or accents, and are \
                 one file on many systems"
            );
            let mut diagnostic = Diagnostic::error(Code::DuplicateAddress, message)
                .expected("a different name for one of them");
            if let Some(place) = place.as_ref().or(other_place.as_ref()) {
                diagnostic = diagnostic.at(place.clone());
            }
            report.push(diagnostic);
        }
    }

    /// Warns of names that Windows refuses, once for each folder or file, and once for what names several.
    fn report_refused(&self, report: &mut Report) {
        let mut last = String::new();
        let mut places: Vec<&Location> = Vec::new();
        // A folder in which the path before is, whose names are sound.
        let mut sound = "";
        for (path, (what, place)) in &self.0 {
            let rest = path.strip_prefix(sound).unwrap_or(path);
            let Some(part) = refused_on_windows(rest) else {
                sound = &path[..path.rfind('/').map_or(0, |at| at + 1)];
                continue;
            };
            let at = path.split('/').take_while(|other| *other != part);
            let until: usize = at.map(|other| other.len() + 1).sum();
            let refused = &path[..until + part.len()];
            if refused == last {
                continue;
            }
            refused.clone_into(&mut last);
            if let Some(place) = place {
                if places.contains(&place) {
                    continue;
                }
                places.push(place);
            }
            let message = format!("`{part}` in /{path} ({what}) is no file name on Windows");
            let mut diagnostic = Diagnostic::warning(Code::PortableName, message)
                .hint("rename it, so that the site can be copied and built there");
            if let Some(place) = place {
                diagnostic = diagnostic.at(place.clone());
            }
            report.push(diagnostic);
        }
    }

    fn report_folders(&self, report: &mut Report) {
        for (path, (what, place)) in &self.0 {
            let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            for folder in folders {
                let Some((other, other_place)) = self.0.get(folder) else {
                    continue;
                };
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
