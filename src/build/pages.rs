//! Pages: what shows the same as in the last build is kept, everything else is rendered.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Built, Sink};
use crate::Error;
use crate::audit::PageSummary;
use crate::cache::{Basis, Cache, KeptPage, Reason, parts};
use crate::diag::Report;
use crate::output::Written;
use crate::render::Renderer;
use crate::site::{Page, PageKind, Site};

/// What is known of the last build and of this one.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// What the last build left.
    pub last: &'k Cache,
    /// What pages are made from now; nothing when no page is to be known by it.
    pub basis: Option<&'k Basis>,
}

/// Renders and writes the pages one by one on all threads; only small summaries stay in memory. With
/// the problems of each page.
pub fn render_pages(
    site: &Site<'_>,
    renderer: &Renderer<'_>,
    known: Known<'_>,
    sink: Sink<'_>,
) -> Result<(Built, Vec<Report>), Error> {
    let mut built = Built::default();
    let pages: Vec<(Option<Arc<KeptPage>>, Report)> = site
        .pages
        .par_iter()
        .map(|page| {
            let rendered = render_page(site, page, renderer, known, sink);
            sink.watch.made_one();
            rendered
        })
        .collect::<Result<_, Error>>()?;
    let mut reports = Vec::with_capacity(pages.len());
    for (page, (kept, own_report)) in site.pages.iter().zip(pages) {
        reports.push(own_report);
        if let Some(kept) = kept {
            built.add_page(page.address.as_str(), kept);
        }
    }
    Ok((built, reports))
}

fn render_page(
    site: &Site<'_>,
    page: &Page<'_>,
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
        PageKind::Resource(_) | PageKind::DataIndex | PageKind::SiteIndex => None,
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
    let mut files = vec![sink.write(&page.address.output_path(), rendered.html.as_bytes())?];
    for (path, content) in &rendered.files {
        files.push(sink.write(path, content)?);
    }
    let mut summaries = vec![PageSummary::read(address, &rendered.html)];
    for embedded in &rendered.embedded {
        files.push(sink.write(&embedded.path, embedded.html.as_bytes())?);
        summaries.push(PageSummary::read(&embedded.address, &embedded.html));
    }
    let reason: Reason = last.reason(address, &parts);
    let kept = KeptPage {
        parts,
        basis,
        files,
        summaries,
        reason,
        is_kept: false,
    };
    Ok((Some(Arc::new(kept)), report))
}

/// A page of the last build with its files as they are now; nothing when one is not as it was.
fn keep(known: &Arc<KeptPage>, sink: Sink<'_>) -> Result<Option<Arc<KeptPage>>, Error> {
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
