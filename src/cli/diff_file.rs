//! What changed between two states of data, for programs: one JSON document. Every number is a text,
//! so that no digit is lost.

use std::collections::BTreeMap;

use serde::Serialize;

use super::diff_text::structure;
use crate::data::Revision;
use crate::diff::{CellChange, CodeChange, CodeFate, DataDiff, Fate, ResourceDiff};
use crate::output::FilesDiff;
use crate::stats::{Number, Observation};

#[derive(Serialize)]
struct DiffFile<'a> {
    /// The version of this format.
    format: u32,
    class: &'a str,
    resources: Vec<ResourceFile<'a>>,
    /// Resources whose earlier state has mistakes.
    not_compared: &'a [String],
    /// Nothing where one of the two is no published site.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<PathsFile<'a>>,
}

/// The paths of published files.
#[derive(Serialize)]
struct PathsFile<'a> {
    added: &'a [String],
    changed: &'a [String],
    removed: &'a [String],
    /// What changed the pages among them, by their paths: `data`, `text`, `theme`, `other pages`.
    causes: BTreeMap<&'a str, Vec<&'static str>>,
}

#[derive(Serialize)]
struct ResourceFile<'a> {
    resource: &'a str,
    /// `kept`, `added` or `removed`.
    fate: &'a str,
    class: &'a str,
    structure: Vec<String>,
    codes: Vec<CodeFile<'a>>,
    cells: Vec<CellFile<'a>>,
    new_entries: Vec<EntryFile<'a>>,
    lost_entries: Vec<EntryFile<'a>>,
}

#[derive(Serialize)]
struct CodeFile<'a> {
    code: &'a str,
    change: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct CellFile<'a> {
    change: &'a str,
    key: BTreeMap<&'a str, &'a str>,
    measure: &'a str,
    /// Nothing where there was no record, or where its number is withheld.
    old: Option<ObservationFile>,
    /// Nothing where the record is gone.
    new: Option<ObservationFile>,
    /// `true` where a number was published that is confidential now, or may be at another place.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<String>,
}

#[derive(Serialize)]
struct ObservationFile {
    /// Nothing where there is no number: its statuses say why.
    value: Option<String>,
    statuses: Vec<String>,
}

#[derive(Serialize)]
struct EntryFile<'a> {
    kind: &'a str,
    date: String,
    what: BTreeMap<String, &'a str>,
}

/// Prints everything that changed.
pub(super) fn json(diff: &DataDiff, files: Option<&FilesDiff>) -> String {
    let file = DiffFile {
        format: 1,
        class: diff.class().name(),
        resources: diff.resources.iter().map(resource_file).collect(),
        not_compared: &diff.not_compared,
        files: files.map(|files| PathsFile {
            added: &files.added,
            changed: &files.changed,
            removed: &files.removed,
            causes: files
                .causes
                .iter()
                .map(|(path, causes)| (path.as_str(), causes.iter().map(|c| c.name()).collect()))
                .collect(),
        }),
    };
    serde_json::to_string_pretty(&file).expect("texts are always JSON")
}

fn resource_file(resource: &ResourceDiff) -> ResourceFile<'_> {
    ResourceFile {
        resource: &resource.name,
        fate: match resource.fate {
            Fate::Kept => "kept",
            Fate::Added(_) => "added",
            Fate::Removed(_) => "removed",
        },
        class: resource.class().name(),
        structure: resource.structure.iter().map(structure).collect(),
        codes: resource.codes.iter().map(code_file).collect(),
        cells: resource.cells.iter().map(cell_file).collect(),
        new_entries: resource.entries.iter().map(entry_file).collect(),
        lost_entries: resource.lost_entries.iter().map(entry_file).collect(),
    }
}

fn code_file(change: &CodeChange) -> CodeFile<'_> {
    let (word, old, new) = match &change.fate {
        CodeFate::Added => ("added", None, None),
        CodeFate::Removed => ("removed", None, None),
        CodeFate::Renamed { old, new } => ("renamed", Some(old.as_str()), Some(new.as_str())),
        CodeFate::Moved { old, new } => ("moved", old.as_deref(), new.as_deref()),
    };
    CodeFile {
        code: &change.code,
        change: word,
        old,
        new,
    }
}

fn cell_file(change: &CellChange) -> CellFile<'_> {
    let key = change.key.iter();
    let plain = |number: Option<Number>| number.map(|number| number.to_string());
    CellFile {
        change: change.kind().name(),
        key: key
            .map(|(name, code)| (name.as_str(), code.as_str()))
            .collect(),
        measure: &change.measure,
        old: change
            .old
            .filter(|_| !change.is_withheld)
            .map(observation_file),
        withheld: change.is_withheld.then_some(true),
        new: change.new.map(observation_file),
        difference: plain(change.difference()),
        percent: plain(change.percent()),
    }
}

fn observation_file(observation: Observation) -> ObservationFile {
    ObservationFile {
        value: observation.value().map(|number| number.to_string()),
        statuses: observation.statuses().map(|s| s.to_string()).collect(),
    }
}

fn entry_file(entry: &Revision) -> EntryFile<'_> {
    let what = entry.what.iter();
    EntryFile {
        kind: entry.kind.name(),
        date: entry.date.to_string(),
        what: what
            .map(|(language, what)| (language.to_string(), what))
            .collect(),
    }
}
