//! Why a page is as it is: what it depends on, and where a cell of the data is used.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rayon::prelude::*;

use super::data_files::inputs_with_size;
use super::load::{Loaded, load};
use super::{Memory, StateOf};
use crate::cache::{Dependency, DependencyName, Reason, changed_dependencies, dependencies_of};
use crate::config::Overrides;
use crate::diag::{Diagnostic, Report, Severity};
use crate::error::Error;
use crate::input;
use crate::output;
use crate::stats::Record;

/// Which site is asked about.
#[derive(Clone, Debug)]
pub struct WhyOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// Where it is published.
    pub output: PathBuf,
    /// What the command line decides over `yearbook.toml`.
    pub overrides: Overrides,
    /// What the program is known by.
    pub program: Option<String>,
}

/// What a page depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWhy {
    /// The files that it is made of.
    pub sources: Vec<String>,
    /// The dependencies that its fingerprint has.
    pub dependencies: Vec<DependencyName>,
    /// What the last build did with it; nothing when no build is remembered.
    pub last: Option<LastBuild>,
    /// What has changed since the last build.
    pub changed: Vec<DependencyName>,
    /// Whether a published file of it is not as the last build left it.
    pub is_touched: bool,
}

/// What the last build did with a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBuild {
    /// Whether it was kept.
    pub is_kept: bool,
    /// Why it was rendered when it last was.
    pub reason: Reason,
}

/// A page that a cell is used on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellUse {
    /// The address of the page.
    pub address: String,
    /// Where on the page; nowhere when the page is made of it and shows the same without it.
    pub dependencies: Vec<DependencyName>,
    /// Whether the page could not be made without the number.
    pub is_needed: bool,
}

/// An answer, with every problem of the site.
#[derive(Debug)]
pub struct Answered<T> {
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
    /// The answer; nothing when there is no such thing, or the site has errors.
    pub answer: Option<T>,
}

/// What the page at an address depends on; the address begins with `/`.
pub fn why_page(options: &WhyOptions, address: &str) -> Result<Answered<PageWhy>, Error> {
    let mut report = Report::new();
    let loaded = read(options, &mut report)?;
    let memory = Memory::at(StateOf {
        root: &options.root,
        output: &options.output,
        program: options.program.as_deref(),
        vouches: false,
    })?;
    let answer = loaded.and_then(|loaded| {
        let site = loaded.plan(&mut report);
        let wanted = address.trim_start_matches('/');
        let page = site
            .pages
            .iter()
            .find(|page| page.address.as_str() == wanted)?;
        let (_, reads) = site.inputs_and_reads(page, &mut Report::new());
        let inputs = inputs_with_size(&site, page, &mut report);
        let sources = site.sources(page, &reads);
        let now = dependencies_of(&inputs, loaded.renderer(false).theme_hash(&inputs));
        let last = memory.recall();
        let known = last.pages.get(wanted);
        Some(PageWhy {
            sources,
            dependencies: now
                .iter()
                .map(|dependency| dependency.name.clone())
                .collect(),
            last: known.map(|page| LastBuild {
                is_kept: page.is_kept,
                reason: page.reason.clone(),
            }),
            changed: known.map_or_else(Vec::new, |page| {
                changed_dependencies(&page.dependencies, &now)
            }),
            is_touched: known.is_some_and(|page| {
                let mut files = page.files.iter();
                !files.all(|file| output::is_untouched(&options.output, file))
            }),
        })
    });
    Ok(Answered {
        diagnostics: report.sorted(),
        answer,
    })
}

/// The pages on which a cell is used: those that are made of it, and those that would be others if its
/// numbers were not there, or were there. Nothing can be forgotten that way: the whole site is
/// planned with the numbers and without.
pub fn why_cell(
    options: &WhyOptions,
    resource: &str,
    key: &[(String, String)],
) -> Result<Answered<Vec<CellUse>>, Error> {
    let mut report = Report::new();
    let Some(mut loaded) = read(options, &mut report)? else {
        return Ok(Answered {
            diagnostics: report.sorted(),
            answer: None,
        });
    };
    let record = match crate::reference::record_of(&loaded.catalog, resource, key) {
        Ok(record) => record,
        Err(diagnostic) => {
            return Ok(Answered {
                diagnostics: vec![diagnostic],
                answer: None,
            });
        }
    };
    let readers = readers(&loaded, resource, record);
    let before = all_parts(&loaded);
    if let Some(dataset) = loaded.catalog.dataset_mut(resource) {
        dataset.toggle(record);
    }
    let after = all_parts(&loaded);
    let uses = before.into_iter().zip(after).filter_map(|(before, after)| {
        let dependencies = changed_dependencies(&before.dependencies, &after.dependencies);
        let is_needed = after.errors > before.errors;
        let is_used = is_needed || !dependencies.is_empty() || readers.contains(&before.address);
        is_used.then(|| CellUse {
            address: format!("/{}", before.address),
            dependencies: if is_needed { Vec::new() } else { dependencies },
            is_needed,
        })
    });
    Ok(Answered {
        diagnostics: report.sorted(),
        answer: Some(uses.collect()),
    })
}

fn read(options: &WhyOptions, report: &mut Report) -> Result<Option<Loaded>, Error> {
    let inputs = input::read(&options.root)?;
    Ok(load(inputs, &options.overrides, None, &(), report))
}

/// The addresses of the pages that are made of a record, alone or in a sum, whether it shows or not.
fn readers(loaded: &Loaded, resource: &str, record: Record) -> BTreeSet<String> {
    let Some(dataset) = loaded.catalog.dataset(resource) else {
        return BTreeSet::new();
    };
    let site = loaded.plan(&mut Report::new());
    let pages = site.pages.par_iter();
    pages
        .filter(|page| site.reads_record(page, dataset, record))
        .map(|page| page.address.as_str().to_owned())
        .collect()
}

/// A page with its dependencies.
struct PageParts {
    address: String,
    dependencies: Vec<Dependency>,
    errors: usize,
}

fn all_parts(loaded: &Loaded) -> Vec<PageParts> {
    let site = loaded.plan(&mut Report::new());
    let renderer = loaded.renderer(false);
    site.pages
        .par_iter()
        .map(|page| {
            let mut report = Report::new();
            // Without the sizes of files: every record changes that of its own.
            let inputs = site.inputs(page, &mut report);
            PageParts {
                address: page.address.as_str().to_owned(),
                dependencies: dependencies_of(&inputs, renderer.theme_hash(&inputs)),
                errors: report.count(Severity::Error),
            }
        })
        .collect()
}
