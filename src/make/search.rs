//! The index of all texts: a step of its own, because it takes longer than the pages. It is left out
//! where no text that it holds has changed.

#[cfg(feature = "search")]
use std::sync::Arc;

use super::{Built, Sink};
use crate::cache::Cache;
#[cfg(feature = "search")]
use crate::cache::{KeptFile, KeptPage, hash};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Report};
use crate::error::Error;
use crate::site::Site;

/// The folder of everything that is asked for while somebody searches.
const FOLDER: &str = "find/";

/// Writes the index of all texts, or keeps it.
#[cfg(feature = "search")]
pub fn write_search(
    site: &Site<'_>,
    built: &mut Built,
    last: &Cache,
    sink: Sink<'_>,
) -> Result<(), Error> {
    let pages: Vec<(String, Arc<KeptPage>)> = site
        .searched_pages()
        .filter_map(|(address, href)| Some((href, Arc::clone(built.cache.pages.get(address)?))))
        .collect();
    let Some(draft) = sink.draft.filter(|_| !pages.is_empty()) else {
        return Ok(());
    };
    let texts = pages.iter().map(|(href, page)| (href, page.files[0].hash));
    let made_from = hash(&texts.collect::<Vec<_>>());
    if let Some(kept) = kept(last, made_from, sink)? {
        for file in kept {
            built.add_file(file);
        }
        return Ok(());
    }
    let mut indexed = Vec::with_capacity(pages.len());
    for (href, page) in &pages {
        let html = String::from_utf8_lossy(&draft.read(&page.files[0].path)?).into_owned();
        indexed.push(crate::render::IndexedPage {
            href: href.clone(),
            html,
        });
    }
    let files = crate::render::full_text(indexed).map_err(Error::Search)?;
    for (name, content) in files {
        for file in sink.write_all(&format!("{FOLDER}{name}"), &content)? {
            built.add_file(KeptFile {
                hash: made_from,
                file,
                description: None,
            });
        }
    }
    Ok(())
}

/// Without the feature there is no such index.
#[cfg(not(feature = "search"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
pub fn write_search(_: &Site<'_>, _: &mut Built, _: &Cache, _: Sink<'_>) -> Result<(), Error> {
    Ok(())
}

/// The index of the last build, if it was made from the same and all of it is as it was.
#[cfg(feature = "search")]
fn kept(last: &Cache, made_from: [u8; 16], sink: Sink<'_>) -> Result<Option<Vec<KeptFile>>, Error> {
    let known = last.files.values().filter(|known| known.hash == made_from);
    let known: Vec<&KeptFile> = known
        .filter(|known| known.file.path.starts_with(FOLDER))
        .collect();
    // Copies are there exactly where they are asked for. What is kept stays, also when all is made anew.
    let mut paths = known.iter().map(|known| &known.file.path);
    if paths.any(|path| crate::output::is_copy(path)) != sink.compresses {
        return Ok(None);
    }
    let mut kept = Vec::new();
    for known in known {
        let Some(file) = sink.keep(&known.file)? else {
            return Ok(None);
        };
        kept.push(KeptFile {
            file,
            ..known.clone()
        });
    }
    Ok(Some(kept).filter(|kept| !kept.is_empty()))
}

/// Reports an index that is too large for a phone: what a reader fetches for the first search.
pub fn report_large_search(built: &Built, config: &Config, report: &mut Report) {
    let files = built.cache.files.range(FOLDER.to_owned()..);
    let files = files.take_while(|(path, _)| path.starts_with(FOLDER));
    // The program and the words that all texts share are fetched once, of lists the one that is needed.
    let mut once = 0;
    let mut largest = 0;
    for (path, kept) in files {
        let (name, size) = (&path[FOLDER.len()..], kept.file.stamp.size);
        // Nobody fetches the licence in order to search.
        if crate::output::is_copy(path) || name.starts_with("fragment/") || name == "LICENSE.txt" {
            continue;
        }
        if name.contains('/') && !name.ends_with("/index.json") {
            largest = size.max(largest);
        } else {
            once += size;
        }
    }
    let most = config.search_budget * 1000;
    if once + largest > most {
        let mut diagnostic = Diagnostic::error(
            Code::LargeSearchIndex,
            format!(
                "a first search fetches {} kB, more than {} kB",
                (once + largest).div_ceil(1000),
                config.search_budget
            ),
        )
        .hint("leave pages out of it with `search = false` in their front matter, or set `search_budget` in yearbook.toml");
        if let Some(location) = &config.location {
            diagnostic = diagnostic.at(location.clone());
        }
        report.push(diagnostic);
    }
}
