//! Pages: what shows the same as in the last build is kept, everything else is rendered.

use std::sync::Arc;

use rayon::prelude::*;

use super::data_files::FileSizes;
use super::{Built, Sink};
use crate::audit::PageSummary;
use crate::cache::{
    Cache, Dependency, KeptPage, PublishedDependencies, Reason, SiteDependencies, dependencies_of,
};
use crate::diag::Report;
use crate::error::Error;
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

/// What decides whether a page of the last build is kept.
#[derive(Clone, Copy)]
pub struct Baseline<'k> {
    /// What the last build left.
    pub last: &'k Cache,
    /// What pages are made from now; nothing when no page is written.
    pub made_from: Option<&'k SiteDependencies>,
}

/// Renders and writes pages one by one on all threads; only small summaries stay in memory. Adds
/// them to what was built, and the problems of each to the report in its place.
pub fn render_pages(
    site: &Site<'_>,
    pages: &Pages,
    renderer: &Renderer<'_>,
    baseline: Baseline<'_>,
    sink: Sink<'_>,
) -> Result<Vec<(usize, Rendered)>, Error> {
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
            let rendered = render_page(site, page, sizes, renderer, baseline, sink)?;
            sink.watch.made_one();
            Ok((position, rendered))
        })
        .collect()
}

/// What came of rendering a page.
#[derive(Default)]
pub struct Rendered {
    kept: Option<Arc<KeptPage>>,
    /// Whether it shows the same as before and is made from something else.
    is_other: bool,
    report: Report,
}

/// Adds pages, each with its place among those of the site, to what was built. The problems of each
/// page, in the order of the site's pages.
pub fn add_pages(
    site: &Site<'_>,
    mut rendered: Vec<(usize, Rendered)>,
    built: &mut Built,
) -> Vec<Report> {
    rendered.sort_by_key(|(position, _)| *position);
    let mut reports = Vec::with_capacity(rendered.len());
    for (position, page) in rendered {
        reports.push(page.report);
        // The list of published files tells what each page is made from.
        built.is_changed |= page.is_other;
        if let Some(kept) = page.kept {
            built.add_page(site.pages[position].address.as_str(), kept);
        }
    }
    reports
}

fn render_page(
    site: &Site<'_>,
    page: &Page<'_>,
    sizes: Option<&FileSizes>,
    renderer: &Renderer<'_>,
    Baseline { last, made_from }: Baseline<'_>,
    sink: Sink<'_>,
) -> Result<Rendered, Error> {
    let mut report = Report::new();
    let address = page.address.as_str();
    if let Some(known) = made_from.and_then(|made_from| last.page_of(address, made_from))
        && let Some(kept) = keep(known, sink)?
    {
        return Ok(Rendered {
            kept: Some(kept),
            ..Rendered::default()
        });
    }
    let (inputs, reads) = site.inputs_and_reads(page, &mut report);
    let inputs = inputs.with_file_sizes(|path| sizes?.get(path).copied());
    if report.has_errors() {
        return Ok(Rendered::failed(report));
    }
    let is_document = matches!(page.kind, PageKind::Document { .. });
    // What was published before is no file of the site.
    let is_known_by_files = is_document && !site.tells_editions(page);
    let dependencies = dependencies_of(&inputs, renderer.theme_hash(&inputs));
    let published = published(page, made_from.map(|all| all.data(&reads)), &dependencies);
    let made_from = made_from
        .filter(|_| is_known_by_files && report.is_empty())
        .map(|made_from| made_from.page(&reads));
    if let Some(known) = last.page(address, &dependencies)
        && let Some(mut kept) = keep(known, sink)?
    {
        let is_other = kept.published != published;
        if is_other || kept.made_from != made_from {
            let kept = Arc::make_mut(&mut kept);
            (kept.made_from, kept.published) = (made_from, published);
        }
        return Ok(Rendered {
            kept: Some(kept),
            is_other,
            report,
        });
    }
    let document = page.document();
    let origin = document.map(|(document, _)| document.source.location(0..0));
    let rendered = match renderer.render(&inputs, origin.as_ref()) {
        Ok(rendered) => rendered,
        Err(diagnostics) => {
            for diagnostic in diagnostics {
                report.push(diagnostic);
            }
            return Ok(Rendered::failed(report));
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
    let reason: Reason = last.reason(address, &dependencies);
    let kept = KeptPage {
        dependencies,
        made_from,
        published,
        files,
        summaries,
        entry: rendered.entry,
        reason,
        is_kept: false,
    };
    Ok(Rendered {
        kept: Some(Arc::new(kept)),
        is_other: false,
        report,
    })
}

impl Rendered {
    fn failed(report: Report) -> Rendered {
        Rendered {
            report,
            ..Rendered::default()
        }
    }
}

/// What can change a page, given the hash of what it reads of datasets.
fn published(
    page: &Page<'_>,
    data: Option<[u8; 16]>,
    dependencies: &[Dependency],
) -> PublishedDependencies {
    let documents = page.document().into_iter();
    let documents = documents.flat_map(|(document, base)| base.into_iter().chain([document]));
    let documents: Vec<&[u8]> = documents.map(|document| document.source.bytes()).collect();
    PublishedDependencies::new(&documents, data.unwrap_or_default(), dependencies)
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
