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
mod options;
pub mod output;
pub mod preview;
pub mod reference;
pub mod render;
pub mod site;
pub mod stats;
pub mod table;

pub use error::Error;
pub use make::{
    Answered, CellUse, DataOutcome, LastBuild, Made, PageWhy, Record, RecordedChanges,
    RecordedDataset, RecordedFile, Step, Watch, WhyOptions, load_data, why_cell, why_page,
};
pub use options::{CacheUse, ChartOptions, DataOptions, Options};

use std::path::Path;

use config::Config;
use diag::{Diagnostic, Report, Severity};
use diff::DataDiff;
use make::{Built, Memory, Previous, Sink};
use output::{Draft, FilesDiff, Proof, WriteError};
use render::{Renderer, Theme};

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
        let (pages, files) = run.made;
        return Ok(Some(Made::again(pages, files)));
    }
    watch.begins(Step::Read, None);
    let before = options.previous.as_deref().map(Previous::read);
    let before = before.transpose()?;
    let inputs = input::read(&options.root)?;
    record.read(options, &inputs)?;

    let loaded = make::load_after(inputs, before.as_ref(), options, watch, report)?;
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
    record.load(options, &loaded, &site);
    let hashes = loaded.inputs.hashes();
    let sink = Sink {
        draft: draft.as_ref(),
        compresses: options.precompress,
        watch,
    };
    let mut built = make::make(options, &loaded, &site, &hashes, &last, sink, report)?;

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
        let problems = report.clone().sorted();
        built.cache.run = Some(make::kept_run(options, &memory, hashes, problems, made));
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
    let (inputs, folder) = make::read_data_or_site(&options.root)?;
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

/// A site that was published among its own inputs would be part of the next one.
fn refuse_output_among_inputs(options: &Options) -> Result<(), Error> {
    match &options.output {
        Some(output) if input::is_read(&options.root, output) => {
            Err(WriteError::InsideInputs(output.clone()).into())
        }
        Some(_) | None => Ok(()),
    }
}
