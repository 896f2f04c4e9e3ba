//! The report of a build: one JSON document of what it read, checked, let pass and published.

use std::collections::BTreeMap;

use serde::Serialize;

use super::count;
use super::json_file::DiagnosticFile;
use crate::diag::Severity;
use crate::site::{WaiverPlace, WaiverRecord};
use crate::{Outcome, RecordedFile};

/// A finished run, as reports describe it.
pub(super) struct FinishedRun<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) checked_only: bool,
    /// Whether the site was held against the one that was published last.
    pub(super) is_held_against_previous: bool,
    /// Each step with how many milliseconds it took and how many things it made.
    pub(super) steps: Vec<(&'static str, u128, Option<usize>)>,
}

#[derive(Serialize)]
struct ReportFile<'a> {
    /// The version of this format.
    format: u32,
    program: ProgramFile,
    /// `published`, `checked` or `refused`.
    result: &'static str,
    /// Whether earlier addresses and registers of revisions were `checked` or `not checked`.
    published_before: &'static str,
    steps: Vec<StepFile>,
    counts: CountsFile,
    datasets: Vec<DatasetFile<'a>>,
    diagnostics: Vec<DiagnosticFile<'a>>,
    waivers: Vec<WaiverFile<'a>>,
    inputs: Vec<PathFile<'a>>,
    outputs: Vec<PathFile<'a>>,
    /// Nothing when nothing was published.
    changes: Option<ChangesFile<'a>>,
}

#[derive(Serialize)]
struct ProgramFile {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct StepFile {
    name: &'static str,
    milliseconds: u64,
    /// How many things it made, if it counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<usize>,
}

#[derive(Serialize)]
struct CountsFile {
    errors: usize,
    warnings: usize,
    waivers: usize,
    inputs: usize,
    datasets: usize,
    records: usize,
    /// Nothing when nothing was made.
    pages: Option<usize>,
    /// Pages that were made anew; the others are as they were.
    rendered: Option<usize>,
    files: Option<usize>,
}

#[derive(Serialize)]
struct DatasetFile<'a> {
    name: &'a str,
    records: usize,
    updated: Option<String>,
}

#[derive(Serialize)]
struct WaiverFile<'a> {
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset: Option<&'a str>,
    /// The codes that it is for, by dimension.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    at: BTreeMap<&'a str, &'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct PathFile<'a> {
    path: &'a str,
    size: u64,
    blake3: String,
}

#[derive(Serialize)]
struct ChangesFile<'a> {
    /// `previous`, the site named with `--previous`; or `output`, what was published in the same folder.
    against: &'static str,
    added: &'a [String],
    changed: &'a [String],
    removed: &'a [String],
}

/// Whether a file is a report of this program, of whatever version.
pub(super) fn is_report(content: &[u8]) -> bool {
    let file: Result<serde_json::Value, _> = serde_json::from_slice(content);
    file.is_ok_and(|file| file["program"]["name"] == env!("CARGO_PKG_NAME"))
}

/// The report.
pub(super) fn json(run: &FinishedRun<'_>) -> String {
    let (outcome, record) = (run.outcome, &run.outcome.record);
    let made = outcome.made.as_ref();
    let file = ReportFile {
        format: 1,
        program: ProgramFile {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        result: match made {
            None => "refused",
            Some(_) if run.checked_only => "checked",
            Some(_) => "published",
        },
        published_before: if run.is_held_against_previous {
            "checked"
        } else {
            "not checked"
        },
        steps: run.steps.iter().map(step_file).collect(),
        counts: CountsFile {
            errors: count(&outcome.diagnostics, Severity::Error),
            warnings: count(&outcome.diagnostics, Severity::Warning),
            waivers: record.waivers.len(),
            inputs: record.inputs.len(),
            datasets: record.datasets.len(),
            records: record.datasets.iter().map(|dataset| dataset.records).sum(),
            pages: made.map(|made| made.pages),
            rendered: made.map(|made| made.rendered),
            files: made.map(|made| made.files),
        },
        datasets: record
            .datasets
            .iter()
            .map(|dataset| DatasetFile {
                name: &dataset.name,
                records: dataset.records,
                updated: dataset.updated.map(|date| date.to_string()),
            })
            .collect(),
        diagnostics: outcome
            .diagnostics
            .iter()
            .map(DiagnosticFile::new)
            .collect(),
        waivers: record.waivers.iter().map(waiver_file).collect(),
        inputs: record.inputs.iter().map(path_file).collect(),
        outputs: record.outputs.iter().map(path_file).collect(),
        changes: record.changes.as_ref().map(|changes| ChangesFile {
            against: if changes.is_against_previous {
                "previous"
            } else {
                "output"
            },
            added: &changes.paths.added,
            changed: &changes.paths.changed,
            removed: &changes.paths.removed,
        }),
    };
    let mut text = serde_json::to_string_pretty(&file).expect("texts and numbers are always JSON");
    text.push('\n');
    text
}

fn step_file((name, milliseconds, made): &(&'static str, u128, Option<usize>)) -> StepFile {
    StepFile {
        name,
        milliseconds: u64::try_from(*milliseconds).unwrap_or(u64::MAX),
        made: *made,
    }
}

fn waiver_file(waiver: &WaiverRecord) -> WaiverFile<'_> {
    let (location, dataset, at) = match &waiver.place {
        WaiverPlace::File(location) => (Some(location), None, BTreeMap::new()),
        WaiverPlace::Dataset(name, at) => {
            let at = at.iter().map(|(name, code)| (name.as_str(), code.as_str()));
            (None, Some(name.as_str()), at.collect())
        }
    };
    WaiverFile {
        rule: &waiver.rule,
        file: location.map(|location| location.path.as_ref()),
        line: location.map(|location| location.line),
        dataset,
        at,
        reason: &waiver.reason,
    }
}

fn path_file(file: &RecordedFile) -> PathFile<'_> {
    PathFile {
        path: &file.path,
        size: file.size,
        blake3: blake3::Hash::from_bytes(file.hash).to_hex().to_string(),
    }
}
