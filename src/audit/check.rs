//! Ids that stand twice, and links within the site that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::summary::PageSummary;
use crate::config::BaseUrl;
use crate::diag::{Code, Diagnostic, Report};
use crate::markup::{is_allowed_scheme, percent_decode, scheme};

/// Checks all pages against each other and against the files that will be published.
pub fn check(
    pages: &[&PageSummary],
    files: &BTreeSet<&str>,
    base_url: &BaseUrl,
    report: &mut Report,
) {
    let ids: BTreeMap<String, BTreeSet<&str>> = pages
        .iter()
        .map(|page| {
            let path = base_url.path_to(&page.address);
            (path, page.ids.iter().map(String::as_str).collect())
        })
        .collect();
    // A mistake of a theme is on every page; it is told once.
    let mut broken: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for page in pages {
        report_repeated_ids(page, report);
        let own_path = base_url.path_to(&page.address);
        for link in &page.links {
            if !leads_somewhere(link, &own_path, &ids, files, base_url) {
                broken.entry(link).or_default().push(&page.address);
            }
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
    let mut seen = BTreeSet::new();
    for id in &page.ids {
        if !seen.insert(id) {
            report.push(Diagnostic::error(
                Code::DuplicateId,
                format!("the id `{id}` stands twice in the page /{}", page.address),
            ));
        }
    }
}

fn leads_somewhere(
    link: &str,
    own_path: &str,
    ids: &BTreeMap<String, BTreeSet<&str>>,
    files: &BTreeSet<&str>,
    base_url: &BaseUrl,
) -> bool {
    let local = match base_url.absolute("") {
        Some(root) if link.starts_with(&root) => {
            format!("{}{}", base_url.path(), &link[root.len()..])
        }
        Some(_) | None => link.to_owned(),
    };
    if !local.starts_with(['/', '#']) {
        // Other sites, mail and telephone are not ours to follow.
        return scheme(&local).is_some_and(|scheme| is_allowed_scheme(&scheme));
    }
    let (path, fragment) = match local.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (local.as_str(), None),
    };
    let path = if path.is_empty() { own_path } else { path };
    match (ids.get(path), fragment) {
        (Some(_), None) => true,
        (Some(ids), Some(fragment)) => ids.contains(fragment),
        (None, _) => path
            .strip_prefix(base_url.path())
            .is_some_and(|file| files.contains(percent_decode(file).as_str())),
    }
}
