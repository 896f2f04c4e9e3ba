//! `yearbook data`: work with data alone.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{
    DataCheckArguments, DataCommand, DataInferArguments, DataShowArguments, FolderArguments,
};
use super::format::{DataFormat, Format};
use super::{
    EXIT_PROBLEMS, EXIT_USAGE, count, now, print, print_problems, problems, say, show, show_file,
    use_threads, warned,
};
use crate::data::{Resource, ResourceProfile, infer};
use crate::diag::{Diagnostic, Severity, nearest};
use crate::disk::Unfinished;
use crate::input;
use crate::{DataOptions, DataOutcome, load_data};

pub(super) fn run(command: &DataCommand) -> ExitCode {
    match command {
        DataCommand::Check(arguments) => check(arguments),
        DataCommand::Show(arguments) => show(arguments),
        DataCommand::Infer(arguments) => propose(arguments),
    }
}

fn load(root: &Path, arguments: &FolderArguments) -> Result<DataOutcome, ExitCode> {
    use_threads(arguments.jobs);
    let options = DataOptions {
        root: root.to_owned(),
        now: Some(now::decide(arguments.now)),
    };
    load_data(&options).map_err(|error| {
        say(&format!("yearbook: {error}"));
        ExitCode::from(EXIT_USAGE)
    })
}

fn check(arguments: &DataCheckArguments) -> ExitCode {
    for file in &arguments.files {
        if !file.is_file() {
            say(&format!("yearbook: {} is not a file", file.display()));
            return ExitCode::from(EXIT_USAGE);
        }
    }
    let root = &arguments.root();
    let outcome = match load(root, &arguments.folder) {
        Ok(outcome) => outcome,
        Err(code) => return code,
    };
    for file in &arguments.files {
        if !outcome
            .described
            .iter()
            .any(|path| is_same(file, &root.join(path)))
        {
            say(&format!(
                "yearbook: no datapackage.json describes {}; `yearbook data infer` proposes how",
                file.display()
            ));
            return ExitCode::from(EXIT_PROBLEMS);
        }
    }
    let all_errors = count(&outcome.diagnostics, Severity::Error);
    let diagnostics: Vec<Diagnostic> = outcome
        .diagnostics
        .into_iter()
        .filter(|diagnostic| is_about(diagnostic, &arguments.files, root))
        .collect();
    print_problems(&diagnostics, arguments.format, arguments.all);
    let (errors, warnings) = (
        count(&diagnostics, Severity::Error),
        count(&diagnostics, Severity::Warning),
    );
    let elsewhere = all_errors - errors;
    if elsewhere > 0 {
        say(&format!(
            "other files have {elsewhere} {}; what refers to them was not checked",
            if elsewhere == 1 { "error" } else { "errors" }
        ));
    }
    // A resource that refers to one with mistakes is not in order either.
    let is_loaded = |file: &std::path::PathBuf| {
        let mut resources = outcome.catalog.resources.iter();
        resources.any(|resource| is_same(file, &root.join(&resource.path)))
    };
    let fails = errors > 0
        || !arguments.files.iter().all(is_loaded)
        || (arguments.deny_warnings && warnings > 0);
    if arguments.format == Format::Text {
        if fails {
            say(&problems(errors, warnings));
        } else if !arguments.quiet {
            let is_asked = |resource: &&Resource| {
                let place = root.join(&resource.path);
                let files = &arguments.files;
                files.is_empty() || files.iter().any(|file| is_same(file, &place))
            };
            let checked = || outcome.catalog.resources.iter().filter(is_asked);
            let (resources, records) = (checked().count(), checked().map(Resource::count).sum());
            let records: usize = records;
            say(&format!(
                "{resources} {} with {records} {} in order{}",
                if resources == 1 {
                    "resource"
                } else {
                    "resources"
                },
                if records == 1 { "record" } else { "records" },
                warned(warnings)
            ));
        }
    }
    if fails {
        ExitCode::from(EXIT_PROBLEMS)
    } else {
        ExitCode::SUCCESS
    }
}

/// Whether a problem lies in one of the files, or in any when none is named.
fn is_about(diagnostic: &Diagnostic, files: &[std::path::PathBuf], root: &Path) -> bool {
    let Some(location) = &diagnostic.location else {
        return files.is_empty();
    };
    let place = root.join(location.path.as_ref());
    files.is_empty() || files.iter().any(|file| is_same(file, &place))
}

/// Whether two paths lead to the same file.
fn is_same(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn show(arguments: &DataShowArguments) -> ExitCode {
    let root = arguments.folder.root();
    let outcome = match load(&root, &arguments.folder) {
        Ok(outcome) => outcome,
        Err(code) => return code,
    };
    let name = arguments.resource.as_str();
    let Some(resource) = outcome.catalog.resource(name) else {
        print_problems(&outcome.diagnostics, Format::Text, false);
        let names = outcome.catalog.resources.iter().map(|r| r.name.as_str());
        let hint = nearest(name, names)
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        let errors = count(&outcome.diagnostics, Severity::Error);
        if errors == 0 {
            say(&format!("yearbook: there is no resource `{name}`{hint}"));
            return ExitCode::from(EXIT_USAGE);
        }
        say(&format!(
            "yearbook: `{name}` is not in order, or does not exist{hint}"
        ));
        return ExitCode::from(EXIT_PROBLEMS);
    };
    let profile = ResourceProfile::new(resource);
    print(&match arguments.format {
        DataFormat::Text => show::text(&profile, resource, arguments.rows),
        DataFormat::Json => show_file::json(&profile, resource, arguments.rows),
    })
}

fn propose(arguments: &DataInferArguments) -> ExitCode {
    let read = |path: &Path| match input::read_bytes_alone(path) {
        Ok(bytes) => Ok((*bytes).as_ref().to_vec()),
        Err(error) => {
            say(&format!("yearbook: {error}"));
            Err(ExitCode::from(EXIT_USAGE))
        }
    };
    let merge = arguments.merge.as_deref();
    let folder = merge
        .or(arguments.files.first().map(std::path::PathBuf::as_path))
        .and_then(Path::parent)
        .unwrap_or(Path::new(""));
    let mut files = Vec::new();
    for path in &arguments.files {
        let Ok(below) = path.strip_prefix(folder) else {
            say(&format!(
                "yearbook: {} does not lie in the folder of the descriptor",
                path.display()
            ));
            return ExitCode::from(EXIT_USAGE);
        };
        let name = below.to_string_lossy().replace('\\', "/");
        match read(path) {
            Ok(bytes) => files.push((name, bytes)),
            Err(code) => return code,
        }
    }
    let existing = match merge.filter(|path| path.exists()).map(read).transpose() {
        Ok(existing) => existing,
        Err(code) => return code,
    };
    let proposal = match infer::propose(&files, existing.as_deref()) {
        Ok(proposal) => proposal,
        Err(why) => {
            say(&format!("yearbook: {why}"));
            return ExitCode::from(EXIT_PROBLEMS);
        }
    };
    for reason in &proposal.reasons {
        say(reason);
    }
    match merge {
        None => return print(&proposal.json),
        Some(path) => {
            let unfinished = Unfinished::alone(path);
            if let Err(error) = unfinished.and_then(|file| file.finish(&[&proposal.json])) {
                say(&format!(
                    "yearbook: cannot write {}: {error}",
                    path.display()
                ));
                return ExitCode::from(EXIT_USAGE);
            }
            say(&format!(
                "{} is written; read it before you publish",
                path.display()
            ));
        }
    }
    ExitCode::SUCCESS
}
