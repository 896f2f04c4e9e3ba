//! Everything that a site consists of, made or kept.

use super::{Baseline, Built, Loaded, Pages, Sink, Step};
use super::{add_pages, dependencies, render_pages, sizes_of};
use super::{write_other_files, write_search, write_site_files};
use crate::cache::Cache;
use crate::diag::Report;
use crate::error::Error;
use crate::input::InputHashes;
use crate::options::Options;
use crate::site::Site;

/// Makes the pages and files of a site, or keeps those of the last build: into a draft, or nowhere.
/// Problems of pages are reported.
pub fn make(
    options: &Options,
    loaded: &Loaded,
    site: &Site<'_>,
    hashes: &InputHashes,
    last: &Cache,
    sink: Sink<'_>,
    report: &mut Report,
) -> Result<Built, Error> {
    let renderer = loaded.renderer(sink.draft.is_some());
    // Two pages at one address would be written at once.
    let sink = Sink {
        draft: sink.draft.filter(|_| !report.has_errors()),
        ..sink
    };
    sink.watch.begins(Step::Pages, Some(site.pages.len()));
    let is_written = sink.draft.is_some();
    let all = is_written.then(|| dependencies(options, hashes, loaded, site));
    let baseline = Baseline {
        last,
        made_from: all.as_ref(),
    };
    let render = |pages: &Pages| render_pages(site, pages, &renderer, baseline, sink);
    let (pages, files) = rayon::join(
        || render(&Pages::Others),
        || {
            let files = write_other_files(site, loaded, hashes, last, sink)?;
            let of_data = render(&Pages::OfData(sizes_of(&files)))?;
            Ok::<_, Error>((files, of_data))
        },
    );
    let (mut built, of_data) = files?;
    let pages = pages?.into_iter().chain(of_data).collect();
    let reports = add_pages(site, pages, &mut built);
    site.report_of_pages(reports, report);
    write_site_files(site, &mut built, sink)?;
    sink.watch.begins(Step::Search, None);
    write_search(site, &mut built, last, sink)?;
    Ok(built)
}
