//! The repository's own site: what is published of it, file by file, by a program with all its features.

#![cfg(all(feature = "png", feature = "search", feature = "xlsx"))]

use std::fmt::Write;

use crate::golden::assert_golden;
use crate::project::{Project, has_ending};

#[test]
fn the_site_is_published_as_it_was_accepted() {
    let built = Project::own().deny_warnings().build();
    let mut listed = String::new();
    for (path, content) in built.tree() {
        if has_ending(path, "png") {
            // Processors may round a colour differently.
            writeln!(listed, "{path}").expect("written");
        } else if path != ".yearbook.json" {
            let hash = blake3::hash(content).to_hex();
            writeln!(listed, "{path} {} {}", content.len(), &hash[..16]).expect("written");
        }
    }
    assert_golden(built.file("index.html"), "site/index.html");
    assert_golden(built.file("vi/targets/index.html"), "site/vi-targets.html");
    assert_golden(&listed, "site/manifest.txt");
}
