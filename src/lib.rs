//! yearbook: a static site generator for public statistics.
//!
//! [`build`] is the whole program on one screen: read, load, plan, render, check, publish. Each
//! step reports every problem it finds and goes on; a barrier after it stops the build if there
//! were errors.

pub mod audit;
pub mod cache;
pub mod chart;
pub mod cli;
pub mod config;
pub mod content;
pub mod data;
pub mod diag;
pub mod diff;
pub mod disk;
mod error;
pub mod expression;
pub mod figure;
pub mod input;
pub mod locale;
pub mod machine;
mod make;
pub mod markup;
pub mod output;
pub mod preview;
pub mod reference;
pub mod render;
pub mod site;
pub mod stats;
pub mod table;

pub use error::Error;
pub use make::{
    Answered, CellUse, LastBuild, PageWhy, Record, RecordedChanges, RecordedDataset, RecordedFile,
    Step, Watch, WhyOptions, why_cell, why_page,
};

use std::path::{Path, PathBuf};

use config::{Config, FileFormat, Overrides};
use data::Catalog;
use diag::{Diagnostic, Report, Severity};
use diff::DataDiff;
use input::Inputs;
use locale::Language;
use make::{Built, Memory, Previous};
use output::{Draft, FilesDiff, Proof, WriteError};
use render::{Renderer, Theme};
use stats::Date;

/// Which cache a build uses and leaves.
#[derive(Clone, Debug)]
pub struct CacheUse {
    /// What the program is known by: a cache that another one left is not used.
    pub program: String,
    /// Whether a cache is used that was left in another folder than this one, such as one that a CI
    /// restored. Its author could put any page in the place of one that is built.
    pub is_restored: bool,
}

/// What a build is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site is published; `None` checks without writing.
    pub output: Option<PathBuf>,
    /// What the command line decides over `yearbook.toml`.
    pub overrides: Overrides,
    /// Whether compressed copies of text files are published beside them.
    pub precompress: bool,
    /// The site that was published last: an address of it that is gone is an error, and so is an
    /// entry of a register of revisions. Without it nothing is known of either.
    pub previous: Option<PathBuf>,
    /// Whether warnings stop the build too.
    pub deny_warnings: bool,
    /// The day of the build, for checks that no period lies in the future; without it they are
    /// not made. It never shows in what is published.
    pub now: Option<Date>,
    /// What is kept from one build to the next; nothing without it.
    pub cache: Option<CacheUse>,
    /// Whether it is recorded what was read and made.
    pub is_recorded: bool,
}

/// What came of a build.
#[derive(Debug)]
pub struct Outcome {
    /// Every problem, in order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// What was made; `None` when problems stopped the build.
    pub made: Option<Made>,
    /// What was read and made, as far as the build came, where that is recorded.
    pub record: Record,
}

/// What a build made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// How many pages.
    pub pages: usize,
    /// How many files, pages included.
    pub files: usize,
    /// How many pages were rendered; the others are as they were.
    pub rendered: usize,
}

impl Made {
    /// What was made by a build before, so many pages and files, and need not be made again.
    fn again((pages, files): (usize, usize)) -> Made {
        Made {
            pages,
            files,
            rendered: 0,
        }
    }
}

/// Builds a site, or checks it when there is no output folder. Nothing is published unless
/// everything is in order.
pub fn build(options: &Options) -> Result<Outcome, Error> {
    build_watched(options, &())
}

/// Builds a site as [`build`] does, and tells somebody what it is at.
pub fn build_watched(options: &Options, watch: &dyn Watch) -> Result<Outcome, Error> {
    diag::renew_suggestions();
    let (mut report, mut record) = (Report::new(), Record::default());
    let made = run(options, watch, &mut report, &mut record)?;
    Ok(Outcome {
        diagnostics: report.sorted(),
        made,
        record,
    })
}

/// Builds a site that was just built once more, from nothing and beside it, and compares them. The
/// paths of all files that are not the same; none when all are.
pub fn verify(options: &Options, watch: &dyn Watch) -> Result<Vec<String>, Error> {
    let Some(output) = &options.output else {
        return Ok(Vec::new());
    };
    let proof = Proof::of(output)?;
    let again = Options {
        output: Some(proof.place().to_owned()),
        cache: None,
        is_recorded: false,
        ..options.clone()
    };
    build_watched(&again, watch)?;
    Ok(proof.differences(output)?)
}

fn run(
    options: &Options,
    watch: &dyn Watch,
    report: &mut Report,
    record: &mut Record,
) -> Result<Option<Made>, Error> {
    refuse_output_among_inputs(options)?;
    watch.begins(Step::Compare, None);
    let memory = Memory::of(options)?;
    let last = memory.recall();
    if let Some(run) = make::unchanged(options, &memory, &last)? {
        run.diagnostics.iter().for_each(|d| report.push(d.clone()));
        return Ok(Some(Made::again(run.made)));
    }
    watch.begins(Step::Read, None);
    let before = options.previous.as_deref().map(Previous::read);
    let before = before.transpose()?;
    let inputs = input::read(&options.root)?;
    record.read(options, &inputs)?;

    let loading = (&options.overrides, options.now);
    let loaded = make::load_after(inputs, before.as_ref(), loading, watch, report)?;
    let Some(loaded) = loaded else {
        return Ok(None);
    };

    watch.begins(Step::Plan, None);
    let start = || {
        let start = |output| Draft::start(&options.root, output);
        options.output.as_deref().map(start).transpose()
    };
    let (draft, site) = rayon::join(start, || loaded.plan(report));
    let draft = draft?;
    if options.precompress {
        site.report_own_copies(report);
    }
    if let Some(now) = options.now {
        site.report_overdue(now, report);
    }
    record.load(options, (&loaded, &site));
    let hashes = loaded.inputs.hashes();
    let (known, sink) = ((&hashes, &last), (draft.as_ref(), watch));
    let mut built = make::make(options, (&loaded, &site), known, sink, report)?;

    // Only what was made of it is needed from here on.
    let config = loaded.config.clone();
    let page_count = site.pages.len();
    drop(site);
    drop(loaded);

    watch.begins(Step::Audit, None);
    if !report.has_errors() {
        audit_all(&built, before.as_ref(), &config, report);
    }
    if report.has_errors() || (options.deny_warnings && report.count(Severity::Warning) > 0) {
        return Ok(None);
    }
    let made = Made {
        pages: page_count,
        files: built.files().len(),
        rendered: built.rendered,
    };
    if let Some(draft) = draft {
        watch.begins(Step::Publish, None);
        let told = report.clone().sorted();
        built.cache.run = Some(make::kept_run(options, &memory, hashes, told, made));
        record.make(options, &built)?;
        publish(draft, &built, &memory)?;
    }
    Ok(Some(made))
}

/// Checks what was made as a whole. `before` is what was published last.
fn audit_all(built: &Built, before: Option<&Previous>, config: &Config, report: &mut Report) {
    let files = built.files();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let all = paths.iter().copied();
    audit::check(&built.summaries(), all, &config.base_url, report);
    let addresses = before.map(|before| before.addresses.as_slice());
    audit::report_vanished(addresses, &paths, |address| config.is_gone(address), report);
    make::report_large_search(built, config, report);
}

/// Publishes what was made. What is remembered of the site is written only when the site is there.
fn publish(draft: Draft, built: &Built, memory: &Memory<'_>) -> Result<(), Error> {
    let publish = || draft.publish(&built.files(), &built.causes(), built.is_changed);
    let (published, remembered) = rayon::join(publish, || memory.prepare(&built.cache));
    memory.keep(remembered, published?);
    Ok(())
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
    /// The addresses that the site says are gone on purpose.
    pub gone: Vec<String>,
}

/// Reads and checks data without a site: those of a folder with a descriptor, which may have been
/// made elsewhere, or those of a site.
pub fn load_data(options: &DataOptions) -> Result<DataOutcome, Error> {
    let mut report = Report::new();
    let (inputs, folder) = read_data_or_site(&options.root)?;
    let language = config::default_language(&inputs);
    let catalog = data::load(&inputs, folder, &language, options.now, &mut report);
    let gone = config::readable(&inputs).map(|config| config.gone);
    let gone = gone.unwrap_or_default().into_iter();
    Ok(DataOutcome {
        gone: gone.map(|(address, _)| address).collect(),
        diagnostics: report.sorted(),
        described: catalog.package.described.clone(),
        catalog,
    })
}

/// What came of comparing two states of the same data.
#[derive(Debug)]
pub struct DiffOutcome {
    /// Every problem of the old state.
    pub old: Vec<Diagnostic>,
    /// Every problem of the new state.
    pub new: Vec<Diagnostic>,
    /// What changed; `None` when the new state has errors. What has errors in the old state is not compared.
    pub diff: Option<DataDiff>,
    /// What the new state says is gone on purpose.
    pub gone: Vec<String>,
    /// The files that changed, where both are published sites.
    pub files: Option<FilesDiff>,
}

impl DiffOutcome {
    /// Whether the new state says that a dataset is gone on purpose.
    pub fn is_gone(&self, dataset: &str) -> bool {
        config::is_gone(&self.gone, &format!("/{}{dataset}/", data::FOLDER))
    }
}

/// Compares the data of two folders: each a site, a published site, or a folder with a descriptor.
pub fn diff(old: &Path, new: &Path) -> Result<DiffOutcome, Error> {
    let load = |root: &Path| {
        load_data(&DataOptions {
            root: root.to_owned(),
            now: None,
        })
    };
    let files = FilesDiff::of_sites(old, new)?;
    let (before, now) = rayon::join(|| load(old), || load(new));
    let (before, now) = (before?, now?);
    let has_errors = |diagnostics: &[Diagnostic]| {
        let mut all = diagnostics.iter();
        all.any(|diagnostic| diagnostic.severity == Severity::Error)
    };
    let diff = (!has_errors(&now.diagnostics)).then(|| {
        let diff = DataDiff::new(&before.catalog, &now.catalog);
        let is_broken = |name: &str| {
            let path = now.catalog.resource(name).map(|resource| &resource.path);
            let is_described = path.is_some_and(|path| before.described.contains(path));
            before.catalog.resource(name).is_none() && (is_described || before.described.is_empty())
        };
        if has_errors(&before.diagnostics) {
            diff.without(is_broken)
        } else {
            diff
        }
    });
    Ok(DiffOutcome {
        diff,
        gone: now.gone,
        old: before.diagnostics,
        new: now.diagnostics,
        files,
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
