//! Pages: what shows the same as in the last build is kept, everything else is rendered.

use std::sync::Arc;

use rayon::prelude::*;

use super::data_files::FileSizes;
use super::{Built, Sink};
use crate::Error;
use crate::audit::PageSummary;
use crate::cache::{Basis, Cache, KeptPage, Reason, parts};
use crate::diag::Report;
use crate::output::{self, Written};
use crate::render::Renderer;
use crate::site::{Page, PageKind, Site};

/// Which pages are rendered.
pub enum Pages {
    /// Those about data, which tell the sizes of these files.
    OfData(FileSizes),
    /// All others.
    Others,
}

/// What is known of the last build and of this one.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// What the last build left.
    pub last: &'k Cache,
    /// What pages are made from now; nothing when no page is to be known by it.
    pub basis: Option<&'k Basis>,
}

/// Renders and writes pages one by one on all threads; only small summaries stay in memory. Adds
/// them to what was built, and the problems of each to the report in its place.
pub fn render_pages(
    (site, pages): (&Site<'_>, &Pages),
    renderer: &Renderer<'_>,
    known: Known<'_>,
    sink: Sink<'_>,
) -> Result<Vec<Rendered>, Error> {
    let is_of_data = |page: &Page<'_>| matches!(page.kind, PageKind::Resource(_));
    let wanted = site
        .pages
        .par_iter()
        .enumerate()
        .filter(|(_, page)| match pages {
            Pages::OfData(_) => is_of_data(page),
            Pages::Others => !is_of_data(page),
        });
    wanted
        .map(|(position, page)| {
            let sizes = match pages {
                Pages::OfData(sizes) => Some(sizes),
                Pages::Others => None,
            };
            let (kept, report) = render_page(site, (page, sizes), renderer, known, sink)?;
            sink.watch.made_one();
            Ok(Rendered {
                position,
                kept,
                report,
            })
        })
        .collect()
}

/// What came of rendering a page.
pub struct Rendered {
    /// Its place among the pages of the site.
    position: usize,
    kept: Option<Arc<KeptPage>>,
    report: Report,
}

/// Adds pages to what was built. The problems of each page, in the order of the site's pages.
pub fn add_pages(site: &Site<'_>, mut rendered: Vec<Rendered>, built: &mut Built) -> Vec<Report> {
    rendered.sort_by_key(|page| page.position);
    let mut reports = Vec::with_capacity(rendered.len());
    for page in rendered {
        reports.push(page.report);
        if let Some(kept) = page.kept {
            built.add_page(site.pages[page.position].address.as_str(), kept);
        }
    }
    reports
}

fn render_page(
    site: &Site<'_>,
    (page, sizes): (&Page<'_>, Option<&FileSizes>),
    renderer: &Renderer<'_>,
    Known { last, basis }: Known<'_>,
    sink: Sink<'_>,
) -> Result<(Option<Arc<KeptPage>>, Report), Error> {
    let mut report = Report::new();
    let address = page.address.as_str();
    if let Some(known) = basis.and_then(|basis| last.page_of(address, basis))
        && let Some(kept) = keep(known, sink)?
    {
        return Ok((Some(kept), report));
    }
    let (inputs, reads) = site.inputs_and_reads(page, &mut report);
    let inputs = inputs.with_file_sizes(|path| sizes?.get(path).copied());
    if report.has_errors() {
        return Ok((None, report));
    }
    let is_document = matches!(page.kind, PageKind::Document { .. });
    let basis = basis
        .filter(|_| is_document && report.is_empty())
        .map(|basis| basis.page(&reads));
    let parts = parts(&inputs, renderer.theme_hash(&inputs));
    if let Some(known) = last.page(address, &parts)
        && let Some(mut kept) = keep(known, sink)?
    {
        if kept.basis != basis {
            Arc::make_mut(&mut kept).basis = basis;
        }
        return Ok((Some(kept), report));
    }
    let origin = match &page.kind {
        PageKind::Document { document, .. } => Some(document.source.location(0..0)),
        PageKind::Resource(_) | PageKind::DataIndex | PageKind::SiteIndex | PageKind::NotFound => {
            None
        }
    };
    let rendered = match renderer.render(&inputs, origin.as_ref()) {
        Ok(rendered) => rendered,
        Err(diagnostics) => {
            for diagnostic in diagnostics {
                report.push(diagnostic);
            }
            return Ok((None, report));
        }
    };
    let mut files = sink.write_all(&page.address.output_path(), rendered.html.as_bytes())?;
    for (path, content) in &rendered.files {
        files.extend(sink.write_all(path, content)?);
    }
    let mut summaries = vec![PageSummary::read(address, &rendered.html)];
    for embedded in &rendered.embedded {
        files.extend(sink.write_all(&embedded.path, embedded.html.as_bytes())?);
        summaries.push(PageSummary::read(&embedded.address, &embedded.html));
    }
    let reason: Reason = last.reason(address, &parts);
    let kept = KeptPage {
        parts,
        basis,
        files,
        summaries,
        entry: rendered.entry,
        reason,
        is_kept: false,
    };
    Ok((Some(Arc::new(kept)), report))
}

/// A page of the last build with its files as they are now; nothing when one is not as it was.
fn keep(known: &Arc<KeptPage>, sink: Sink<'_>) -> Result<Option<Arc<KeptPage>>, Error> {
    // Every page is a text, so that one of them tells whether the last build compressed.
    if known.files.iter().any(|file| output::is_copy(&file.path)) != sink.compresses {
        return Ok(None);
    }
    let files: Option<Vec<Written>> = known
        .files
        .iter()
        .map(|file| sink.keep(file))
        .collect::<Result<_, Error>>()?;
    let Some(files) = files else {
        return Ok(None);
    };
    if known.is_kept && files == known.files {
        return Ok(Some(Arc::clone(known)));
    }
    Ok(Some(Arc::new(KeptPage {
        files,
        is_kept: true,
        ..KeptPage::clone(known)
    })))
}
