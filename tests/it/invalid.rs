//! Every diagnostic code has a project that provokes it, with the whole message that authors see.

use std::fs;
use std::path::Path;
use std::process::Command;

use yearbook::diag::Code;

use crate::project::tree;

/// The projects, one folder a code.
const FOLDER: &str = "tests/invalid";

#[test]
fn every_code_has_a_project_and_its_message_is_as_accepted() {
    let mut wrong = Vec::new();
    // A program without the index of texts has none that is too large.
    let is_there = |code: &Code| *code != Code::LargeSearchIndex || cfg!(feature = "search");
    for code in Code::all().filter(is_there) {
        let project = format!("{FOLDER}/{code}");
        if let Err(problem) = check(&project, code.name()) {
            wrong.push(format!("{project}: {problem}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn put(file: &Path, content: &[u8]) -> Result<(), String> {
    let folder = file.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    fs::write(file, content).map_err(|error| error.to_string())
}

/// Runs `yearbook check` on a project and compares what it prints with `expected.txt`; `yearbook build`
/// where `command.txt` says that only a published site shows the problem. With `YEARBOOK_ACCEPT=1` the
/// file is written instead, to be read before it is committed.
fn check(project: &str, code: &str) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let more = fs::read_to_string(root.join(project).join("arguments.txt")).unwrap_or_default();
    let command = fs::read_to_string(root.join(project).join("command.txt"));
    let command = command.unwrap_or_else(|_| "check".to_owned());
    let place = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut site = root.join(project);
    // Names that a repository cannot hold on every system; `\n` is a line break.
    if let Ok(names) = fs::read_to_string(site.join("odd-names.txt")) {
        let copy = place.path().join("root");
        for (path, content) in tree(&site) {
            put(&copy.join(path), &content)?;
        }
        for name in names.lines() {
            put(&copy.join(name.replace("\\n", "\n")), b"")?;
        }
        site = copy;
    } else {
        site = project.into();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_yearbook"))
        .current_dir(root)
        // On a busy machine a step that takes long would be told too.
        .args([command.trim(), "--quiet", "--no-cache", "--root"])
        .arg(&site)
        .args(["--output".as_ref(), place.path().join("site").as_os_str()])
        .args(more.lines())
        .output()
        .map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.code() != Some(1) {
        return Err(format!(
            "ended with {} instead of 1:\n{printed}",
            output.status
        ));
    }
    if !printed.contains(&format!("[{code}]")) {
        return Err(format!("does not report {code}:\n{printed}"));
    }
    let file = root.join(project).join("expected.txt");
    if std::env::var_os("YEARBOOK_ACCEPT").is_some() {
        return fs::write(&file, printed).map_err(|error| error.to_string());
    }
    let expected = fs::read_to_string(&file).map_err(|error| error.to_string())?;
    if expected == printed {
        Ok(())
    } else {
        Err(format!("expected\n{expected}\nbut got\n{printed}"))
    }
}
