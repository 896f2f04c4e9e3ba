//! Checks that need more than Rust: `cargo test` names each as ignored, with what it needs; `.ci/run`
//! installs that and runs them all. `cargo test -- --ignored` does the same here.

use std::process::Command;

use crate::project::repository;

#[track_caller]
fn run(check: &str) {
    let script = repository().join(".ci/run");
    let status = Command::new("bash").arg(script).arg(check).status();
    assert!(status.expect("bash").success(), ".ci/run {check} failed");
}

#[test]
#[ignore = "needs Python: packages against frictionless"]
fn packages() {
    run("packages");
}

#[test]
#[ignore = "needs Python: files to take away against the programs that read them"]
fn outputs() {
    run("outputs");
}

#[test]
#[ignore = "needs Python and npm: cells against csv-spectrum"]
fn spectrum() {
    run("spectrum");
}

#[test]
#[ignore = "needs Chromium and npm: the layout of every page at four widths"]
fn layout() {
    run("layout");
}

#[test]
#[ignore = "needs Chromium and npm: promises on every page, axe, journeys, weights"]
fn readers() {
    run("readers");
}

#[test]
#[ignore = "needs Chromium and npm: what is found by searching, and a figure in a page elsewhere"]
fn find() {
    run("find");
}

#[test]
#[ignore = "needs Chromium, npm and Java: vnu, html-validate, linkinator, Lighthouse"]
fn validators() {
    run("validators");
}

#[test]
#[ignore = "needs Chromium and npm: the site in another theme"]
fn theme() {
    run("theme");
}

#[test]
#[ignore = "needs Chromium and npm: every mark with odd data"]
fn marks() {
    run("marks");
}

#[test]
#[ignore = "needs Chromium and npm: the live preview"]
fn preview() {
    run("preview");
}
