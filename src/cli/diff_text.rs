//! What changed between two states of data, for people at a terminal.

use crate::diff::{
    CellChange, ChangeKind, CodeChange, CodeFate, DataDiff, Fate, ResourceDiff, StructureChange,
};
use crate::output::FilesDiff;
use crate::stats::{Number, Observation};

/// What is said of a resource that cannot be compared.
pub(super) const NOT_COMPARED: &str = "not compared, since what it was has mistakes";

/// What is printed in place of a number that is withheld.
pub(super) fn withheld(change: &CellChange) -> String {
    let now = if change.is_confidential() {
        "was published, is now confidential"
    } else {
        "was published, is no longer"
    };
    now.to_owned()
}

/// Prints every resource that changed, each with at most `rows` of its cells and of its codes.
/// Where the files of both are known, those that changed follow.
pub(super) fn text(diff: &DataDiff, files: Option<&FilesDiff>, rows: usize) -> String {
    let mut text = String::new();
    if diff.is_empty() {
        text.push_str(match diff.not_compared.len() {
            0 => "nothing changed in the data\n",
            _ => "nothing changed in the data that can be compared\n",
        });
    } else {
        resources(&mut text, diff, rows);
    }
    for name in &diff.not_compared {
        text.push_str(&format!("{name}: {NOT_COMPARED}\n"));
    }
    if let Some(files) = files {
        text.push_str(&format!("{}\n", files_summary(files)));
        for (word, pages) in changed_pages(files) {
            let lines = pages.iter().map(|page| format!("{word}: {page}"));
            for line in limited(lines, rows, pages.len()) {
                text.push_str(&format!("  {line}\n"));
            }
        }
    }
    text
}

/// The addresses of the pages that are new, are others (and by what), or are gone.
pub(super) fn changed_pages(files: &FilesDiff) -> [(&'static str, Vec<String>); 3] {
    const PAGE: &str = "index.html";
    let pages = |paths: &[String]| -> Vec<String> {
        let pages = paths.iter().filter_map(|path| {
            let causes = files.causes.get(path).map(|causes| {
                let names: Vec<&str> = causes.iter().map(|cause| cause.name()).collect();
                format!(" (by {})", names.join(" and "))
            });
            let address = path.strip_suffix(PAGE)?;
            Some(format!("/{address}{}", causes.unwrap_or_default()))
        });
        pages.collect()
    };
    [
        ("page new", pages(&files.added)),
        ("page changed", pages(&files.changed)),
        ("page gone", pages(&files.removed)),
    ]
}

/// How many files are new, are others, or are gone.
pub(super) fn files_summary(files: &FilesDiff) -> String {
    if files.is_empty() {
        return "no published file changed".to_owned();
    }
    let (added, changed, removed) = (&files.added, &files.changed, &files.removed);
    let (added, changed, removed) = (added.len(), changed.len(), removed.len());
    format!("published files: {added} new, {changed} changed, {removed} gone")
}

fn resources(text: &mut String, diff: &DataDiff, rows: usize) {
    for resource in &diff.resources {
        text.push_str(&format!("{}: {}\n", resource.name, summary(resource)));
        let lines = resource.structure.iter().map(structure);
        let entries = resource
            .entries
            .iter()
            .map(|entry| format!("entry of {}: {}", entry.date, entry.kind.name()));
        let lost = resource
            .lost_entries
            .iter()
            .map(|entry| format!("entry of {} is gone: {}", entry.date, entry.kind.name()));
        let codes = limited(resource.codes.iter().map(code), rows, resource.codes.len());
        let cells = limited(resource.cells.iter().map(cell), rows, resource.cells.len());
        for line in lines.chain(entries).chain(lost).chain(codes).chain(cells) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text.push_str(&format!("class: {}\n", diff.class().name()));
}

/// The first lines, and how many more there are.
fn limited(
    lines: impl Iterator<Item = String>,
    rows: usize,
    all: usize,
) -> impl Iterator<Item = String> {
    let more = (all > rows).then(|| format!("… and {} more", all - rows));
    lines.take(rows).chain(more)
}

/// What changed in a resource, in numbers.
pub(super) fn summary(resource: &ResourceDiff) -> String {
    let records = |count: usize| match count {
        1 => "1 record".to_owned(),
        many => format!("{many} records"),
    };
    let mut parts: Vec<String> = Vec::new();
    match resource.fate {
        Fate::Kept => {}
        Fate::Added(count) => parts.push(format!("new, with {}", records(count))),
        Fate::Removed(count) => parts.push(format!("gone, with {}", records(count))),
    }
    if !resource.structure.is_empty() {
        parts.push("other columns".to_owned());
    }
    let counts = ChangeKind::ALL.map(|kind| {
        let cells = resource.cells.iter().filter(|cell| cell.kind() == kind);
        (kind.name(), cells.count(), ("cell", "cells"))
    });
    let count_codes =
        |is: fn(&CodeFate) -> bool| resource.codes.iter().filter(|code| is(&code.fate)).count();
    let codes = [
        ("new", count_codes(|fate| matches!(fate, CodeFate::Added))),
        (
            "gone",
            count_codes(|fate| matches!(fate, CodeFate::Removed)),
        ),
        (
            "renamed",
            count_codes(|fate| matches!(fate, CodeFate::Renamed { .. })),
        ),
        (
            "moved",
            count_codes(|fate| matches!(fate, CodeFate::Moved { .. })),
        ),
    ];
    let codes = codes.map(|(name, count)| (name, count, ("code", "codes")));
    for (name, count, (one, many)) in counts.into_iter().chain(codes) {
        match count {
            0 => {}
            1 => parts.push(format!("1 {one} {name}")),
            _ => parts.push(format!("{count} {many} {name}")),
        }
    }
    match (resource.entries.len(), resource.lost_entries.len()) {
        (0, 0) => {}
        (1, 0) => parts.push("1 entry of the register".to_owned()),
        (new, 0) => parts.push(format!("{new} entries of the register")),
        (_, gone) => parts.push(format!("{gone} gone from the register")),
    }
    parts.join(", ")
}

/// A change of columns in words.
pub(super) fn structure(change: &StructureChange) -> String {
    match change {
        StructureChange::DimensionAdded(name) => format!("dimension `{name}` is new"),
        StructureChange::DimensionRemoved(name) => format!("dimension `{name}` is gone"),
        StructureChange::MeasureAdded(name) => format!("measure `{name}` is new"),
        StructureChange::MeasureRemoved(name) => format!("measure `{name}` is gone"),
        StructureChange::Total {
            dimension,
            old,
            new,
        } => {
            let code = |code: &Option<String>| match code {
                Some(code) => format!("`{code}`"),
                None => "none".to_owned(),
            };
            let (old, new) = (code(old), code(new));
            format!("the total of `{dimension}` was {old} and is {new}")
        }
        StructureChange::Unit { measure, old, new } => {
            format!("the unit of `{measure}` was {old:?} and is {new:?}")
        }
    }
}

/// A change of a code in words.
pub(super) fn code(change: &CodeChange) -> String {
    let code = &change.code;
    let place = |parent: &Option<String>| parent.clone().unwrap_or_else(|| "the top".to_owned());
    match &change.fate {
        CodeFate::Added => format!("new: {code}"),
        CodeFate::Removed => format!("gone: {code}"),
        CodeFate::Renamed { old, new } => format!("renamed: {code}: {old} → {new}"),
        CodeFate::Moved { old, new } => {
            format!("moved: {code}: {} → {}", place(old), place(new))
        }
    }
}

/// A change of a cell in a line.
pub(super) fn cell(change: &CellChange) -> String {
    let key = change
        .key
        .iter()
        .map(|(name, code)| format!("{name}={code}"));
    let key = key.collect::<Vec<_>>().join(",");
    let mut line = format!(
        "{}: {key} {}: {}",
        change.kind().name(),
        change.measure,
        if change.is_withheld {
            withheld(change)
        } else {
            format!("{} → {}", shown(change.old), shown(change.new))
        }
    );
    if let Some(difference) = change
        .difference()
        .filter(|difference| !difference.is_zero())
    {
        let percent = change.percent();
        let percent = percent.map(|percent| format!(", {} %", signed(percent)));
        line.push_str(&format!(
            " ({}{})",
            signed(difference),
            percent.unwrap_or_default()
        ));
    }
    line
}

/// A number with its sign.
pub(super) fn signed(number: Number) -> String {
    if number.is_negative() || number.is_zero() {
        number.to_string()
    } else {
        format!("+{number}")
    }
}

/// A number with what is said of it, or why there is none.
pub(super) fn shown(observation: Option<Observation>) -> String {
    let Some(observation) = observation else {
        return "no record".to_owned();
    };
    let statuses: Vec<String> = observation.statuses().map(|s| s.to_string()).collect();
    let statuses = statuses.join(", ");
    match observation.value() {
        Some(number) if statuses.is_empty() => number.to_string(),
        Some(number) => format!("{number} ({statuses})"),
        None => statuses,
    }
}
