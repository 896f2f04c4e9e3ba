//! Files about the whole site: what search engines, portals and programs read. They are made by every
//! build of what is kept of the pages, which is quicker than to know whether they must be.

use std::collections::BTreeMap;

use super::{Built, Sink};
use crate::cache::KeptFile;
use crate::diff::CHANGES_FILE;
use crate::error::Error;
use crate::render::{self, MappedPage, PageEntry};
use crate::site::{ROBOTS, Site};

/// Writes the files about the whole site, whose pages and data are there.
pub fn write_site_files(site: &Site<'_>, built: &mut Built, sink: Sink<'_>) -> Result<(), Error> {
    let mut files: Vec<(String, String)> = Vec::new();
    {
        let sizes: BTreeMap<&str, u64> = built
            .cache
            .files
            .iter()
            .map(|(path, kept)| (path.as_str(), kept.file.stamp.size))
            .collect();
        let size = |path: &str| usize::try_from(*sizes.get(path)?).ok();
        let pages: Vec<(&str, &PageEntry)> = built
            .cache
            .pages
            .iter()
            .map(|(address, kept)| (address.as_str(), &kept.entry))
            .collect();
        files.extend(render::api(&site.api(), &pages, size));
        if let Some(catalogue) = site.catalogue() {
            let made = render::catalogue(&catalogue, size);
            files.extend(made.map(|(path, text)| (path.to_owned(), text)));
        }
        let root = site.root();
        if let Some(root) = &root {
            files.extend(render::sitemap(&mapped(site, &pages), root));
        }
        if let Some(log) = site.change_log() {
            files.push((CHANGES_FILE.to_owned(), log.text()));
        }
        for (language, places) in site.finders() {
            let made = render::finder(&places).into_iter();
            files.extend(made.map(|(name, text)| (format!("find/{language}/{name}"), text)));
        }
        if !site.has_raw(ROBOTS) {
            files.push((ROBOTS.to_owned(), render::robots(root.as_deref())));
        }
    }
    for (path, text) in files {
        for file in sink.write_all(&path, text.as_bytes())? {
            built.add_file(KeptFile::new(file));
        }
    }
    Ok(())
}

/// The pages that search engines are to know, in order of their addresses.
fn mapped<'p>(site: &'p Site<'_>, pages: &[(&str, &'p PageEntry)]) -> Vec<MappedPage<'p>> {
    let entries: BTreeMap<&str, &PageEntry> = pages.iter().copied().collect();
    let mapped = site.public_pages().filter_map(|(page, href)| {
        let entry = entries.get(page.address.as_str())?;
        Some(MappedPage {
            href,
            changed: entry.last_changed(),
            versions: site.versions_of(page),
        })
    });
    mapped.collect()
}
