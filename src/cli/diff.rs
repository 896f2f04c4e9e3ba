//! `yearbook diff`: what changed between two states of the same data.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::DiffArguments;
use super::format::{DiffFormat, Format};
use super::{
    EXIT_PROBLEMS, EXIT_USAGE, diff_file, diff_markdown, diff_text, print, print_problems, say,
    use_threads,
};
use crate::DiffOutcome;
use crate::diag::limits::PRINTED_OF_A_CODE;
use crate::diag::{Diagnostic, Severity};
use crate::diff::{DataDiff, Fate, Unexplained};

pub(super) fn run(arguments: &DiffArguments) -> ExitCode {
    use_threads(arguments.jobs);
    let outcome = match crate::diff(&arguments.old, &arguments.new) {
        Ok(outcome) => outcome,
        Err(error) => {
            say(&format!("yearbook: {error}"));
            return ExitCode::from(EXIT_USAGE);
        }
    };
    tell_places_of_errors(&arguments.old, &outcome.old);
    tell_errors(&arguments.new, &outcome.new);
    let Some(diff) = &outcome.diff else {
        return ExitCode::from(EXIT_PROBLEMS);
    };
    for name in &diff.not_compared {
        say(&format!(
            "warning: `{name}` is not compared: what it was in {} has mistakes",
            arguments.old.display()
        ));
    }
    let files = outcome.files.as_ref();
    let printed = print(&match arguments.format {
        DiffFormat::Text => diff_text::text(diff, files, arguments.rows),
        DiffFormat::Json => diff_file::json(diff, files),
        DiffFormat::Markdown => diff_markdown::markdown(diff, files, arguments.rows),
    });
    if printed == ExitCode::SUCCESS && arguments.require_notes && !has_notes(diff, &outcome) {
        ExitCode::from(EXIT_PROBLEMS)
    } else {
        printed
    }
}

fn tell_errors(folder: &Path, diagnostics: &[Diagnostic]) {
    let mut errors = diagnostics.to_vec();
    errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if !errors.is_empty() {
        say(&format!("in {}:", folder.display()));
        print_problems(&errors, Format::Text, false);
    }
}

/// Where the errors of an older state are, without its lines: what they hold may be confidential now.
fn tell_places_of_errors(folder: &Path, diagnostics: &[Diagnostic]) {
    let errors = diagnostics.iter();
    let errors = errors.filter(|diagnostic| diagnostic.severity == Severity::Error);
    let errors: Vec<&Diagnostic> = errors.collect();
    for error in errors.iter().take(PRINTED_OF_A_CODE) {
        let place = error.location.as_ref().map(|place| {
            let (path, line, column) = (&place.path, place.line, place.column);
            format!("{path}:{line}:{column}: ")
        });
        let place = place.unwrap_or_default();
        say(&format!(
            "in {}: {place}error[{}]",
            folder.display(),
            error.code
        ));
    }
    if let Some(more) = errors.len().checked_sub(PRINTED_OF_A_CODE + 1) {
        say(&format!("… and {} more errors", more + 1));
    }
    if !errors.is_empty() {
        say(&format!(
            "`yearbook data check --root {}` shows them with their lines",
            folder.display()
        ));
    }
}

/// Whether every change of a published number is explained; says which are not.
fn has_notes(diff: &DataDiff, outcome: &DiffOutcome) -> bool {
    let unexplained = diff.unexplained(|dataset| outcome.is_gone(dataset));
    for changed in &unexplained {
        say_unexplained(changed);
    }
    let shortened = diff.shortened(|dataset| outcome.is_gone(dataset));
    for resource in &shortened {
        for entry in &resource.lost_entries {
            say(&format!(
                "error: the entry of {} is gone from the `revisions` of `{}`, or is about other cells; a register keeps all of them",
                entry.date, resource.name
            ));
        }
    }
    unexplained.is_empty() && shortened.is_empty()
}

fn say_unexplained(changed: &Unexplained<'_>) {
    let name = &changed.resource.name;
    if matches!(changed.resource.fate, Fate::Removed(_)) {
        say(&format!("error: `{name}` was published and is gone"));
        say(&format!(
            "  help: put it back, or name it with the reason under `[gone]` in yearbook.toml: \"/data/{name}/\" = \"why\""
        ));
        return;
    }
    for change in &changed.structure {
        say(&format!(
            "error: {} in `{name}`, and no new entry among its `revisions` is about that",
            diff_text::structure(change)
        ));
    }
    if let Some(first) = changed.cells.first() {
        let count = changed.cells.len();
        let cells = if count == 1 { "cell" } else { "cells" };
        say(&format!(
            "error: `{name}` has other numbers than were published ({count} {cells}), and no new entry among its `revisions` is about them"
        ));
        say(&format!("  the first is {}", diff_text::cell(first)));
    }
    say(
        "  help: add { \"kind\": \"revision\" or \"correction\", \"date\", \"what\", \"why\" } to its `revisions` in datapackage.json, and there which cells are `affected`",
    );
}
