//! Drawings that are kept: one case is a chart block and a CSV in `tests/charts/`, drawn through
//! a whole build.
//!
//! A case without a CSV of its own draws the repository's data. With a table `vi` it is drawn in
//! Vietnamese with the words of that table.

use std::fs;
use std::path::PathBuf;

use crate::golden::assert_golden;
use crate::project::{Project, repository};

const CASES: [&str; 26] = [
    "absent",
    "attainment",
    "committees-en",
    "committees-vi",
    "grouped-columns",
    "line-several",
    "line-with-gap",
    "long-labels",
    "many-categories",
    "mark-area",
    "mark-dot",
    "mark-dumbbell",
    "mark-heatmap",
    "mark-histogram",
    "mark-lollipop",
    "mark-pyramid",
    "mark-slope",
    "mark-waffle",
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
        is_drawn_as_accepted(built.svg(address, id, layout), name, layout);
    }
}

/// Compares a drawing with the one that is kept in `tests/charts/`.
#[track_caller]
pub fn is_drawn_as_accepted(svg: &str, name: &str, layout: &str) {
    crate::svg::check(&format!("{name}.{layout}"), svg);
    let lines = svg.replace("><", ">\n<");
    assert_golden(
        &format!("{lines}\n"),
        &format!("charts/{name}.{layout}.svg"),
    );
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

/// Drawings whose data are made in a test of their own.
pub const MAPS: [&str; 2] = ["mark-choropleth", "mark-tilemap"];

#[test]
fn every_mark_has_a_drawing_that_a_person_can_read() {
    let of_case = |name: &str| {
        let toml = fs::read_to_string(folder().join(format!("{name}.toml"))).expect("a case");
        let table: toml::Table = toml.parse().expect("TOML");
        table["chart"]["mark"].as_str().expect("a mark").to_owned()
    };
    let maps = MAPS.iter().filter_map(|name| name.strip_prefix("mark-"));
    let drawn: Vec<String> = CASES
        .iter()
        .map(|name| of_case(name))
        .chain(maps.map(str::to_owned))
        .collect();
    for mark in yearbook::chart::Mark::ALL {
        let name = mark.name().to_owned();
        assert!(drawn.contains(&name), "{name} has no case in tests/charts/");
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
        let is_known = CASES.contains(&stem) || MAPS.contains(&stem);
        assert!(is_known, "{name} belongs to no case");
    }
}
