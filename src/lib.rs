//! yearbook: a static site generator for public statistics.
//!
//! [`build`] is the whole program on one screen: read, load, plan, render, check, publish. Each
//! step reports every problem it finds and goes on; a barrier after it stops the build if there
//! were errors.

pub mod audit;
pub mod chart;
pub mod cli;
pub mod config;
pub mod content;
pub mod data;
pub mod diag;
pub mod disk;
mod error;
pub mod input;
pub mod locale;
pub mod markup;
pub mod output;
pub mod render;
pub mod site;
pub mod stats;
pub mod table;

pub use error::Error;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use audit::PageSummary;
use config::Overrides;
use data::Catalog;
use diag::{Diagnostic, Report, Severity};
use input::Inputs;
use locale::Language;
use output::{Draft, WriteError, Written};
use render::{Renderer, Theme};
use site::{FileFormat, Page, PageKind, Site};
use stats::Date;

/// What a build is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site is published; `None` checks without writing.
    pub output: Option<PathBuf>,
    /// What the command line decides over `yearbook.toml`.
    pub overrides: Overrides,
    /// Whether warnings stop the build too.
    pub deny_warnings: bool,
    /// The day of the build, for checks that no period lies in the future; without it they are
    /// not made. It never shows in what is published.
    pub now: Option<Date>,
}

/// What came of a build.
#[derive(Debug)]
pub struct Outcome {
    /// Every problem, in order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// What was made; `None` when problems stopped the build.
    pub made: Option<Made>,
}

/// What a build made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// How many pages.
    pub pages: usize,
    /// How many files, pages included.
    pub files: usize,
}

/// Builds a site, or checks it when there is no output folder. Nothing is published unless
/// everything is in order.
pub fn build(options: &Options) -> Result<Outcome, Error> {
    let mut report = Report::new();
    let made = run(options, &mut report)?;
    Ok(Outcome {
        diagnostics: report.sorted(),
        made,
    })
}

fn run(options: &Options, report: &mut Report) -> Result<Option<Made>, Error> {
    refuse_output_among_inputs(options)?;
    let inputs = input::read(&options.root)?;

    let Some(config) = config::resolve(&inputs, &options.overrides, report) else {
        return Ok(None);
    };
    let locales = config::load_locales(&inputs, &config, report);
    let theme = locales.and_then(|locales| {
        let theme = Theme::load(&inputs, &config, &locales, report)?;
        Some((theme, locales))
    });
    let catalog = data::load(
        &inputs,
        data::FOLDER,
        config.default_language(),
        options.now,
        report,
    );
    let documents = content::load(&inputs, &config, report);
    let Some((theme, locales)) = theme.filter(|_| !report.has_errors()) else {
        return Ok(None);
    };

    let draft = options.output.as_deref().map(Draft::start).transpose()?;
    let site = site::plan(&config, &inputs, &catalog, &documents, &locales, report);
    let sink = Sink {
        draft: draft.as_ref(),
    };
    let renderer = Renderer::new(&theme, &locales, draft.is_some());
    let (summaries, mut files) = render_pages(&site, &renderer, sink, report)?;
    files.extend(write_other_files(&site, &theme, sink)?);

    let paths: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    if !report.has_errors() {
        audit::check(&summaries, &paths, &config.base_url, report);
    }
    if report.has_errors() || (options.deny_warnings && report.count(Severity::Warning) > 0) {
        return Ok(None);
    }
    let made = Made {
        pages: site.pages.len(),
        files: files.len(),
    };
    if let Some(draft) = draft {
        draft.publish(&files)?;
    }
    Ok(Some(made))
}

/// Which data are read alone.
#[derive(Clone, Debug)]
pub struct DataOptions {
    /// A folder with `datapackage.json`, or a site.
    pub root: PathBuf,
    /// See [`Options::now`].
    pub now: Option<Date>,
}

/// What came of reading data alone.
#[derive(Debug)]
pub struct DataOutcome {
    /// Every problem, in order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// The resources that are in order.
    pub catalog: Catalog,
    /// The files that the descriptor names, relative to the root.
    pub described: Vec<String>,
}

/// Reads and checks data without a site: those of a folder with a descriptor, which may have been
/// made elsewhere, or those of a site.
pub fn load_data(options: &DataOptions) -> Result<DataOutcome, Error> {
    let mut report = Report::new();
    let (inputs, folder) = read_data_or_site(&options.root)?;
    let language = config::default_language(&inputs);
    let catalog = data::load(&inputs, folder, &language, options.now, &mut report);
    Ok(DataOutcome {
        diagnostics: report.sorted(),
        described: catalog.package.described.clone(),
        catalog,
    })
}

/// Which chart is drawn outside a site.
#[derive(Clone, Debug)]
pub struct ChartOptions {
    /// A file that holds what a chart block holds.
    pub file: PathBuf,
    /// Where the data are: a site, or a folder with a descriptor.
    pub root: PathBuf,
    /// The language of the words; by default that of the site.
    pub language: Option<Language>,
    /// As what it is drawn.
    pub format: FileFormat,
}

/// What came of drawing a chart.
#[derive(Debug)]
pub struct ChartOutcome {
    /// Every problem, in order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// The file; `None` when there were errors.
    pub content: Option<Vec<u8>>,
}

/// Draws one chart outside a site.
pub fn draw_chart(options: &ChartOptions) -> Result<ChartOutcome, Error> {
    let mut report = Report::new();
    let content = chart_file(options, &mut report)?;
    Ok(ChartOutcome {
        content: content.filter(|_| !report.has_errors()),
        diagnostics: report.sorted(),
    })
}

fn chart_file(options: &ChartOptions, report: &mut Report) -> Result<Option<Vec<u8>>, Error> {
    let source = input::read_file_alone(&options.file)?;
    let (inputs, folder) = read_data_or_site(&options.root)?;
    let wanted = options.language.as_ref();
    let Some((config, language)) = config::for_chart(&inputs, wanted, report) else {
        return Ok(None);
    };
    let Some(locales) = config::load_locales(&inputs, &config, report) else {
        return Ok(None);
    };
    let Some(theme) = Theme::load(&inputs, &config, &locales, report) else {
        return Ok(None);
    };
    let catalog = data::load(&inputs, folder, config.default_language(), None, report);
    let document = content::load_chart(&source, &language, report);
    let Some(document) = document.filter(|_| !report.has_errors()) else {
        return Ok(None);
    };
    let locale = locales.iter().find(|l| *l.language() == language);
    let locale = locale.expect("the locales of all languages are loaded");
    let figure = site::chart(&config, &catalog, &document, locale, report);
    let renderer = Renderer::new(&theme, &locales, true);
    Ok(figure.map(|figure| renderer.drawing(&figure, locale, options.format)))
}

/// The inputs in a folder, and the folder of the data in them.
fn read_data_or_site(root: &Path) -> Result<(Inputs, &'static str), Error> {
    Ok(if input::is_package(root) {
        (input::read_data(root)?, "")
    } else {
        (input::read(root)?, data::FOLDER)
    })
}

/// A site that was published among its own inputs would be part of the next one.
fn refuse_output_among_inputs(options: &Options) -> Result<(), Error> {
    match &options.output {
        Some(output) if input::is_read(&options.root, output) => {
            Err(WriteError::InsideInputs(output.clone()).into())
        }
        Some(_) | None => Ok(()),
    }
}

/// Where files go: into a draft, or nowhere when the site is only checked.
#[derive(Clone, Copy)]
struct Sink<'a> {
    draft: Option<&'a Draft>,
}

impl Sink<'_> {
    fn write(self, path: &str, content: &[u8]) -> Result<Written, Error> {
        match self.draft {
            Some(draft) => Ok(draft.write(path, content)?),
            None => Ok(Written::unwritten(path)),
        }
    }
}

/// What is kept of a page and of those of its charts.
type Rendered = (Vec<PageSummary>, Vec<Written>);

/// Renders and writes the pages one by one on all threads; only small summaries stay in memory.
fn render_pages(
    site: &Site<'_>,
    renderer: &Renderer<'_>,
    sink: Sink<'_>,
    report: &mut Report,
) -> Result<(Vec<PageSummary>, Vec<Written>), Error> {
    let rendered: Vec<(Option<Rendered>, Report)> = site
        .pages
        .par_iter()
        .map(|page| render_page(site, page, renderer, sink))
        .collect::<Result<_, Error>>()?;
    let mut summaries = Vec::with_capacity(rendered.len());
    let mut files = Vec::with_capacity(rendered.len());
    let mut reports = Vec::with_capacity(rendered.len());
    for (page, own_report) in rendered {
        reports.push(own_report);
        if let Some((own_summaries, written)) = page {
            summaries.extend(own_summaries);
            files.extend(written);
        }
    }
    site.report_of_pages(reports, report);
    Ok((summaries, files))
}

fn render_page(
    site: &Site<'_>,
    page: &Page<'_>,
    renderer: &Renderer<'_>,
    sink: Sink<'_>,
) -> Result<(Option<Rendered>, Report), Error> {
    let mut report = Report::new();
    let inputs = site.inputs(page, &mut report);
    if report.has_errors() {
        return Ok((None, report));
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
    let mut written = vec![sink.write(&page.address.output_path(), rendered.html.as_bytes())?];
    for (path, content) in &rendered.files {
        written.push(sink.write(path, content)?);
    }
    let mut summaries = vec![PageSummary::read(page.address.as_str(), &rendered.html)];
    for embedded in &rendered.embedded {
        written.push(sink.write(&embedded.path, embedded.html.as_bytes())?);
        summaries.push(PageSummary::read(&embedded.address, &embedded.html));
    }
    Ok((Some((summaries, written)), report))
}

/// Writes what is no page: data, the theme's assets, files that are published as they are.
fn write_other_files(
    site: &Site<'_>,
    theme: &Theme,
    sink: Sink<'_>,
) -> Result<Vec<Written>, Error> {
    let mut written = Vec::new();
    let mut described = Vec::new();
    for (address, resource) in site.data_files() {
        let content = render::data_file(resource);
        let path = address.file_name();
        described.push(render::described(&resource.name, path, &content));
        written.push(sink.write(address.as_str(), &content)?);
    }
    if let Some(descriptor) = site.published_package(&described) {
        written.push(sink.write(data::PACKAGE_FILE, descriptor.as_bytes())?);
    }
    for asset in theme.assets() {
        written.push(sink.write(&asset.path, &asset.content)?);
    }
    for raw in &site.raw_pages {
        let content = raw
            .file
            .bytes()
            .map_err(|error| Error::unreadable(Path::new(raw.path), &error))?;
        written.push(sink.write(raw.address.as_str(), &content)?);
    }
    Ok(written)
}
