//! A number of the data changes: everything that states it or computes from it follows, in both
//! languages, and nothing else changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::project::{Project, has_ending, tree};

/// What each printed number becomes. The first is the number of the data.
const PAIRS: [(&str, &str); 7] = [
    ("848", "948"),
    // Below the target of the year: 2,200 − 848.
    ("1352", "1252"),
    ("1,352", "1,252"),
    ("1.352", "1.252"),
    // In per cent of the target: 100 · 848 / 2,200.
    ("38.5", "43.1"),
    ("38,5", "43,1"),
    ("38.545455", "43.090909"),
];

/// Every file that states 848 or computes from it.
const STATING: [&str; 36] = [
    "admissions/course.csv",
    "admissions/course.excel.csv",
    "admissions/course.json",
    "admissions/index.html",
    "attainment.csv",
    "attainment.embed/index.html",
    "attainment.excel.csv",
    "attainment.json",
    "attainment.svg",
    "data/admissions.csv",
    "data/admissions.excel.csv",
    "data/admissions.json",
    "data/admissions/index.html",
    "index.html",
    "methodology/index.html",
    "provinces/hai-duong/attainment.csv",
    "provinces/hai-duong/attainment.svg",
    "provinces/hai-duong/index.html",
    "shortage/index.html",
    "vi/admissions/course.csv",
    "vi/admissions/course.excel.csv",
    "vi/admissions/course.json",
    "vi/admissions/index.html",
    "vi/attainment.csv",
    "vi/attainment.embed/index.html",
    "vi/attainment.excel.csv",
    "vi/attainment.json",
    "vi/attainment.svg",
    "vi/data/admissions.json",
    "vi/data/admissions/index.html",
    "vi/index.html",
    "vi/methodology/index.html",
    "vi/provinces/hai-duong/attainment.csv",
    "vi/provinces/hai-duong/attainment.svg",
    "vi/provinces/hai-duong/index.html",
    "vi/shortage/index.html",
];

type Tree = BTreeMap<String, Vec<u8>>;

/// The site before and after, built once for all tests here.
fn both() -> &'static (Tree, Tree) {
    static BOTH: LazyLock<(Tree, Tree)> = LazyLock::new(build_both);
    &BOTH
}

fn build_both() -> (Tree, Tree) {
    let folder = Project::own().write();
    let run = folder.run(&["build", "--output", "before"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let csv = std::fs::read_to_string(folder.root.join("data/admissions.csv")).expect("the data");
    assert_eq!(
        csv.matches("848").count(),
        1,
        "the number stands in one line"
    );
    folder.put("data/admissions.csv", csv.replace("848", "948"));
    let run = folder.run(&["build", "--output", "after"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    (
        tree(&folder.root.join("before")),
        tree(&folder.root.join("after")),
    )
}

fn changed<'a>(before: &'a Tree, after: &Tree) -> Vec<&'a str> {
    before
        .iter()
        .filter(|(path, content)| after.get(*path) != Some(content))
        .map(|(path, _)| path.as_str())
        .filter(|path| !UNSTATED.contains(path) && !is_packed(path))
        .collect()
}

/// Whether a file is no text. What is searched in texts is packed too, with names after its content.
fn is_packed(path: &str) -> bool {
    if path.starts_with("find/") {
        return true;
    }
    ["png", "xlsx", "zip"]
        .iter()
        .any(|ending| has_ending(path, ending))
}

/// Files that hold sizes and hashes of others instead of their numbers.
const UNSTATED: [&str; 3] = [".yearbook.json", "api/index.json", "data/datapackage.json"];

#[test]
fn exactly_the_files_that_state_the_number_change() {
    let (before, after) = both();
    let places = |tree: &Tree| -> Vec<String> {
        let paths = tree.keys().filter(|path| !path.starts_with("find/"));
        paths.cloned().collect()
    };
    assert_eq!(places(before), places(after));
    assert_eq!(changed(before, after), STATING);
    let stating: BTreeSet<&str> = before
        .iter()
        .filter(|(path, _)| !path.starts_with("assets/") && !UNSTATED.contains(&path.as_str()))
        .filter(|(path, _)| !is_packed(path))
        .filter(|(_, content)| {
            let text = std::str::from_utf8(content).expect("text");
            numbers(&without_geometry(text)).any(|n| matches!(n, "848" | "38.5" | "38,5"))
        })
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(stating.into_iter().collect::<Vec<_>>(), STATING);
}

#[test]
fn in_each_file_every_statement_changes_to_its_counterpart() {
    let (before, after) = both();
    for file in [
        "attainment.png",
        "attainment.xlsx",
        "attainment.zip",
        "vi/data/admissions.xlsx",
    ] {
        let is_made = cfg!(feature = "xlsx") || !has_ending(file, "xlsx");
        assert!(!is_made || before[file] != after[file], "{file}");
    }
    let mut seen = BTreeSet::new();
    for path in changed(before, after) {
        let old = std::str::from_utf8(&before[path]).expect("text");
        let new = std::str::from_utf8(&after[path]).expect("text");
        let (old, new) = (without_geometry(old), without_geometry(new));
        let (old_words, new_words) = (words(&old), words(&new));
        assert_eq!(
            old_words, new_words,
            "{path}: words changed with the numbers"
        );
        let (old_numbers, new_numbers) = (numbers(&old), numbers(&new));
        for (was, is) in old_numbers.zip(new_numbers) {
            if was == is {
                let stated = ["848", "1,352", "1.352", "38.5", "38,5"].contains(&was);
                assert!(!stated, "{path}: {was} did not change");
                continue;
            }
            let pair = PAIRS.iter().find(|pair| **pair == (was, is));
            let pair = pair.unwrap_or_else(|| panic!("{path}: {was} became {is}"));
            seen.insert(pair.0);
        }
    }
    for needed in ["848", "1352", "1,352", "1.352", "38.5", "38,5", "38.545455"] {
        assert!(seen.contains(needed), "{needed} was nowhere: {seen:?}");
    }
}

#[test]
fn drawings_change_only_where_the_number_is_drawn() {
    let (before, after) = both();
    for path in ["index.html", "vi/index.html"] {
        let old = std::str::from_utf8(&before[path]).expect("text");
        let new = std::str::from_utf8(&after[path]).expect("text");
        // The datum of 2023 and the axes keep their places.
        for part in [
            "<g class=\"datum\" data-value=\"2303\"",
            "<path class=\"grid\"",
            "<text class=\"tick\"",
        ] {
            let lines = |text: &str| {
                let found = text.match_indices(part).map(|(at, _)| {
                    let end = text[at..].find(if part.starts_with("<g") { "</g>" } else { ">" });
                    text[at..at + end.expect("an end")].to_owned()
                });
                found.collect::<Vec<_>>()
            };
            assert!(!lines(old).is_empty(), "{path}: {part}");
            assert_eq!(lines(old), lines(new), "{path}: {part}");
        }
        let datum = "<g class=\"datum\" data-value=\"948\">";
        assert_eq!(new.matches(datum).count(), 2, "{path}");
    }
}

#[test]
fn a_claim_that_the_new_number_breaks_stops_the_build() {
    let site = Project::own();
    let csv = site.text("data/admissions.csv").replace(",2303,", ",2199,");
    let failure = site
        .file("data/admissions.csv", csv)
        .fails_with("claim-does-not-hold");
    assert!(
        failure.told().contains("content/index.md:7:"),
        "{}",
        failure.told()
    );
}

/// The text without the numbers that only say where something is drawn.
fn without_geometry(text: &str) -> String {
    const GEOMETRY: [&str; 12] = [
        "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height",
    ];
    let mut kept = String::new();
    // Sizes of files follow their numbers in their own way.
    let text = without_sizes(text);
    let mut rest = text.as_str();
    while let Some(start) = rest.find("<svg ") {
        let end = start + rest[start..].find("</svg>").expect("a drawing ends");
        kept.push_str(&rest[..start]);
        // The lines of a hatching have as many numbers as the bar is long.
        let mut in_geometry = false;
        for part in rest[start..end].split_inclusive('"') {
            let name = part
                .trim_end_matches("=\"")
                .rsplit(' ')
                .next()
                .unwrap_or_default();
            if in_geometry {
                kept.push('"');
                in_geometry = false;
                continue;
            }
            kept.push_str(part);
            in_geometry = part.ends_with("=\"") && GEOMETRY.contains(&name);
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

/// The numbers of a text with their marks, in order.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .flat_map(|number| {
            // In a CSV a comma also parts cells.
            let is_grouped = number
                .split(',')
                .skip(1)
                .all(|part| part.len() == 3 || part.len() == 1);
            let parts: Vec<&str> = if is_grouped {
                vec![number]
            } else {
                number.split(',').collect()
            };
            parts
        })
        .map(|number| number.trim_matches(['.', ',']))
        .filter(|number| number.contains(|c: char| c.is_ascii_digit()))
}

/// A text with every number replaced by `#`.
fn words(text: &str) -> String {
    let mut words = String::new();
    for character in text.chars() {
        match character {
            '0'..='9' => {
                if !words.ends_with('#') {
                    words.push('#');
                }
            }
            '.' | ',' if words.ends_with('#') => {}
            other => words.push(other),
        }
    }
    words
}

/// A text without the lists of files.
fn without_sizes(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("<ul class=\"downloads\">") {
        let end = start + rest[start..].find("</ul>").expect("a list ends");
        kept.push_str(&rest[..start]);
        rest = &rest[end..];
    }
    kept + rest
}
