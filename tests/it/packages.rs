//! Data packages that other programs could have made: the verdict on each, and the places of its
//! mistakes. `tests/packages/compare.py` holds verdicts and places against frictionless.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use yearbook::diag::{Diagnostic, Severity};
use yearbook::{DataOptions, load_data};

use crate::built::told;
use crate::project::repository;

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join("tests/packages")).expect("the cases");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("datapackage.json").is_file())
        .collect();
    cases.sort();
    cases
}

/// The cases whose verdict is not told by their name, with the program's verdict.
fn differences() -> BTreeMap<String, bool> {
    let file = repository().join("tests/packages/differences.toml");
    let table: toml::Table = fs::read_to_string(file)
        .expect("the differences")
        .parse()
        .expect("TOML");
    let verdict = |value: &toml::Value| value["program"].as_str() == Some("valid");
    table
        .iter()
        .map(|(case, value)| (case.clone(), verdict(value)))
        .collect()
}

fn errors(case: &Path) -> Vec<Diagnostic> {
    let options = DataOptions {
        root: case.to_owned(),
        now: None,
    };
    let outcome = load_data(&options).expect("the folder can be read");
    let errors = outcome.diagnostics.into_iter();
    errors.filter(|d| d.severity == Severity::Error).collect()
}

#[test]
fn every_package_has_its_verdict_and_every_mistake_its_line() {
    let differences = differences();
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let name = case.file_name().expect("a name").to_string_lossy();
        let errors = errors(&case);
        let lines: Vec<String> = errors.iter().map(told).collect();
        let is_valid = differences.get(name.as_ref()).copied();
        if is_valid.unwrap_or(name.starts_with("ok-")) != errors.is_empty() {
            wrong.push(format!("{name}: {}", lines.join("\n  ")));
            continue;
        }
        if errors.is_empty() {
            continue;
        }
        let places = fs::read_to_string(case.join("places.txt")).unwrap_or_default();
        for place in places.lines() {
            let parts: Vec<&str> = place.rsplitn(3, ':').collect();
            let (file, line) = (parts[2], parts[1]);
            let stands = |error: &Diagnostic| {
                error.location.as_ref().is_some_and(|location| {
                    *location.path == *file && (line == "-" || location.line.to_string() == line)
                })
            };
            if !errors.iter().any(stands) {
                wrong.push(format!(
                    "{name}: nothing at {place}:\n  {}",
                    lines.join("\n  ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
