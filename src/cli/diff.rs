//! `yearbook diff`: what changed between two states of the same data.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::DiffArguments;
use super::format::{DiffFormat, Format};
use super::{
    EXIT_PROBLEMS, EXIT_USAGE, diff_file, diff_markdown, diff_text, print, print_problems, say,
    use_threads,
};
use crate::diag::{Diagnostic, Severity};
use crate::diff::{DataDiff, ResourceDiff};

pub(super) fn run(arguments: &DiffArguments) -> ExitCode {
    use_threads(arguments.jobs);
    let outcome = match crate::diff(&arguments.old, &arguments.new) {
        Ok(outcome) => outcome,
        Err(error) => {
            say(&format!("yearbook: {error}"));
            return ExitCode::from(EXIT_USAGE);
        }
    };
    let Some(diff) = outcome.diff else {
        tell_errors(&arguments.old, outcome.old);
        tell_errors(&arguments.new, outcome.new);
        return ExitCode::from(EXIT_PROBLEMS);
    };
    let files = outcome.files.as_ref();
    print(&match arguments.format {
        DiffFormat::Text => diff_text::text(&diff, files, arguments.rows),
        DiffFormat::Json => diff_file::json(&diff, files),
        DiffFormat::Markdown => diff_markdown::markdown(&diff, files, arguments.rows),
    });
    if arguments.require_notes && !has_notes(&diff) {
        ExitCode::from(EXIT_PROBLEMS)
    } else {
        ExitCode::SUCCESS
    }
}

fn tell_errors(folder: &Path, diagnostics: Vec<Diagnostic>) {
    let mut errors = diagnostics;
    errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if !errors.is_empty() {
        say(&format!("in {}:", folder.display()));
        print_problems(&errors, Format::Text);
    }
}

/// Whether every change of a published number is explained; says which are not.
fn has_notes(diff: &DataDiff) -> bool {
    let mut is_explained = true;
    for (resource, cells) in diff.unexplained() {
        is_explained = false;
        let cells_word = if cells.len() == 1 { "cell" } else { "cells" };
        say(&format!(
            "error: `{}` has other numbers than were published ({} {cells_word}), and no new entry among its `revisions` is about them",
            resource.name,
            cells.len(),
        ));
        say(&format!("  the first is {}", diff_text::cell(cells[0])));
        say(
            "  help: add { \"kind\": \"revision\" or \"correction\", \"date\", \"what\", \"why\" } to its `revisions` in datapackage.json, and there which cells are `affected`",
        );
    }
    let shortened: Vec<&ResourceDiff> = diff.shortened().collect();
    for resource in &shortened {
        for entry in &resource.lost_entries {
            say(&format!(
                "error: the entry of {} is gone from the `revisions` of `{}`; a register keeps all of them",
                entry.date, resource.name
            ));
        }
    }
    is_explained && shortened.is_empty()
}
