//! Ids that stand twice, and links within the site that lead nowhere.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::summary::PageSummary;
use crate::config::BaseUrl;
use crate::diag::{Code, Diagnostic, Report};
use crate::markup::{is_allowed_scheme, percent_decode, scheme};

/// What links can lead to.
struct Targets<'t> {
    /// The ids of each page by its path.
    ids: HashMap<String, HashSet<&'t str>>,
    /// The paths of all files.
    files: HashSet<&'t str>,
    base_url: &'t BaseUrl,
    /// The absolute address of the site, if the host is known.
    root: Option<String>,
}

/// Checks all pages against each other and against the files that will be published.
pub fn check<'t>(
    pages: &[&'t PageSummary],
    files: impl Iterator<Item = &'t str>,
    base_url: &'t BaseUrl,
    report: &mut Report,
) {
    let ids = pages.iter().map(|page| {
        let path = base_url.path_to(&page.address);
        (path, page.ids().collect())
    });
    let targets = Targets {
        ids: ids.collect(),
        files: files.collect(),
        base_url,
        root: base_url.absolute(""),
    };
    let broken_of_pages: Vec<Vec<&str>> = pages
        .par_iter()
        .map(|page| {
            let own_path = base_url.path_to(&page.address);
            let links = page.links();
            let broken = links.filter(|link| !targets.has(link, &own_path));
            broken.collect()
        })
        .collect();
    // A mistake of a theme is on every page; it is reported once.
    let mut broken: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (page, links) in pages.iter().zip(broken_of_pages) {
        report_repeated_ids(page, report);
        for link in links {
            broken.entry(link).or_default().push(&page.address);
        }
    }
    for (link, pages) in broken {
        let more = match pages.len() - 1 {
            0 => String::new(),
            1 => " and 1 other page".to_owned(),
            more => format!(" and {more} other pages"),
        };
        report.push(Diagnostic::error(
            Code::BrokenLink,
            format!(
                "the page /{}{more} leads to `{link}`, which does not exist",
                pages[0]
            ),
        ));
    }
}

fn report_repeated_ids(page: &PageSummary, report: &mut Report) {
    let mut seen = HashSet::new();
    for id in page.ids() {
        if !seen.insert(id) {
            report.push(Diagnostic::error(
                Code::DuplicateId,
                format!("the id `{id}` stands twice in the page /{}", page.address),
            ));
        }
    }
}

impl Targets<'_> {
    /// Whether a link of the page at `own_path` leads somewhere.
    fn has(&self, link: &str, own_path: &str) -> bool {
        let root = self.root.as_deref();
        // With a query it is no file of this site, but of a program on the same host.
        let has_query = |link: &str| link.split('#').next().is_some_and(|l| l.contains('?'));
        let own = root.filter(|_| !has_query(link));
        let local = match own.and_then(|root| link.strip_prefix(root)) {
            Some(below) => Cow::Owned(format!("{}{below}", self.base_url.path())),
            None => Cow::Borrowed(link),
        };
        if !local.starts_with(['/', '#']) {
            // Other sites, mail and telephone are not ours to follow.
            return scheme(&local).is_some_and(|scheme| is_allowed_scheme(&scheme));
        }
        let (path, fragment) = match local.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (&*local, None),
        };
        let path = if path.is_empty() { own_path } else { path };
        match (self.ids.get(path), fragment) {
            (Some(_), None) => true,
            (Some(ids), Some(fragment)) => ids.contains(fragment),
            (None, _) => path
                .strip_prefix(self.base_url.path())
                .is_some_and(|file| self.files.contains(percent_decode(file).as_str())),
        }
    }
}
