//! Drawings that are kept: one case is a chart block and a CSV in `tests/charts/`, drawn through
//! a whole build.
//!
//! A case without a CSV of its own draws the repository's data. With a table `vi` it is drawn in
//! Vietnamese with the words of that table.

use std::fs;
use std::path::PathBuf;

use crate::golden::assert_golden;
use crate::project::{Project, repository};

const CASES: [&str; 17] = [
    "absent",
    "attainment",
    "committees-en",
    "committees-vi",
    "grouped-columns",
    "line-several",
    "line-with-gap",
    "long-labels",
    "many-categories",
    "missing",
    "negative",
    "one-value",
    "pham-kha",
    "provisional",
    "suppressed",
    "target-of-year",
    "zero",
];

fn folder() -> PathBuf {
    repository().join("tests/charts")
}

fn case(name: &str) {
    let toml = fs::read_to_string(folder().join(format!("{name}.toml"))).expect("a case");
    let table: toml::Table = toml.parse().expect("TOML");
    let block = toml::to_string(&table["chart"]).expect("a block");
    let data = fs::read_to_string(folder().join(format!("{name}.csv")));
    let mut site = match data {
        Ok(csv) => Project::new()
            .languages(&["en", "vi"])
            .data(&format!("{name}.csv"), &csv),
        Err(_) => own_data(),
    };
    site = site.page("content/a.md", &format!("```chart\n{block}```\n"));
    let (address, words) = match table.get("vi") {
        Some(words) => ("vi/a/", toml::to_string(words).expect("words")),
        None => ("a/", format!("id = {}\n", table["chart"]["id"])),
    };
    let built = site
        .page("content/a.vi.md", &format!("```chart\n{words}```\n"))
        .build();
    let id = table["chart"]["id"].as_str().expect("an id");
    for layout in ["narrow", "wide"] {
        let svg = built.svg(address, id, layout);
        crate::svg::check(&format!("{name}.{layout}"), svg);
        let lines = svg.replace("><", ">\n<");
        assert_golden(
            &format!("{lines}\n"),
            &format!("charts/{name}.{layout}.svg"),
        );
    }
}

fn own_data() -> Project {
    let mut site = Project::new().languages(&["en", "vi"]);
    for (path, content) in crate::project::tree(&repository().join("data")) {
        site = site.file(&format!("data/{path}"), content);
    }
    site
}

#[test]
fn every_case_is_drawn_as_it_was_accepted() {
    for name in CASES {
        case(name);
    }
}

#[test]
fn every_file_belongs_to_a_case() {
    for entry in fs::read_dir(folder()).expect("the cases") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        let stem = name.split('.').next().unwrap_or_default();
        assert!(CASES.contains(&stem), "{name} belongs to no case");
    }
}
