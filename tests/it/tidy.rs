//! The architecture, held by a test: floors, doors, file sizes, names, completeness.
//!
//! Each rule says why it exists, because a rule without its reason is soon worked around.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::source_files::{SourceFile, files_below, source_files};

/// A folder imports only folders of lower floors: the order in which a newcomer can read them.
const FLOORS: [(&str, u32); 26] = [
    ("diag", 0),
    ("disk", 0),
    ("machine", 0),
    ("markup", 0),
    ("stats", 0),
    ("input", 1),
    ("output", 1),
    ("locale", 1),
    ("config", 2),
    ("expression", 2),
    ("data", 3),
    ("content", 3),
    ("chart", 3),
    ("table", 3),
    ("diff", 4),
    ("reference", 4),
    ("figure", 5),
    ("site", 6),
    ("render", 7),
    ("audit", 8),
    ("cache", 9),
    ("error", 9),
    ("options", 9),
    ("make", 10),
    ("preview", 11),
    ("cli", 12),
];

/// A package is used behind one door, so that it can be replaced and its traps are met once.
const DOORS: [(&str, &[&str]); 17] = [
    ("csv::", &["data/csv/", "render/download/csv.rs"]),
    ("pulldown_cmark", &["content/markdown/"]),
    ("tera::", &["render/theme.rs", "render/template_error.rs"]),
    ("plotters", &["chart/scene/", "chart/svg/"]),
    ("resvg", &["render/download/png.rs"]),
    ("pagefind::", &["render/download/full_text.rs"]),
    ("rust_xlsxwriter", &["render/download/xlsx.rs"]),
    ("zip::", &["render/download/archive.rs"]),
    ("toml::", &["input/value/"]),
    ("jsonc_parser", &["input/value/"]),
    ("serde_json", &["_file.rs"]),
    (
        "std::fs",
        &["disk/", "machine/", "input/", "output/", "cli/"],
    ),
    ("std::env", &["cli/"]),
    ("std::process", &["cli/", "main.rs"]),
    (
        "std::time",
        &[
            "disk/",
            "machine/",
            "cli/",
            "preview/mod.rs",
            "diag/limits.rs",
        ],
    ),
    ("icu_collator", &["locale/"]),
    (
        "rayon::",
        &[
            "lib.rs",
            "audit/check.rs",
            "make/",
            "cache/cache_file.rs",
            "preview/",
            "input/",
            "output/",
            "content/mod.rs",
            "data/csv/plain.rs",
            "data/csv/records.rs",
            "data/dataset/",
            "stats/dataset.rs",
            "stats/order.rs",
            "cli/",
            "site/plan.rs",
            "render/download/csv.rs",
        ],
    ),
];

/// A file that is longer holds more than one concept.
const MOST_CODE_LINES: usize = 500;

/// A function that is longer cannot be seen at once.
const MOST_FUNCTION_LINES: usize = 80;

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: [&str; 8] = [
    "utils", "util", "common", "helpers", "manager", "info", "process", "misc",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn code_lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !is_comment(line))
}

fn report(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}\n{}", broken.join("\n"));
}

#[test]
fn a_folder_imports_only_lower_floors() {
    let floor = |name: &str| {
        FLOORS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, f)| *f)
    };
    let mut broken = Vec::new();
    for file in source_files() {
        let own = file.path.split('/').next().unwrap_or_default();
        let own = own.trim_end_matches(".rs");
        let Some(own_floor) = floor(own) else {
            if !matches!(own, "lib" | "main") {
                broken.push(format!("src/{}: the folder has no floor", file.path));
            }
            continue;
        };
        for (line, name) in imported(&file) {
            // What `lib.rs` shows of the whole program is for those who use it.
            let is_whole = floor(&name).is_none() && own_floor < LIBRARY;
            let is_lower = floor(&name).is_none_or(|floor| floor < own_floor) || name == own;
            if is_whole || !is_lower {
                broken.push(format!("src/{}:{line}: imports {name}", file.path));
            }
        }
    }
    report(
        "A folder imports only lower floors, siblings never: otherwise no part can be understood alone.",
        &broken,
    );
}

/// The floor from which on files use what `lib.rs` shows.
const LIBRARY: u32 = 11;

/// What a file uses from the root of the crate, with the line: in a path, in a group of imports, and by as
/// many `super` as lead there.
fn imported(file: &SourceFile) -> Vec<(usize, String)> {
    let code: String = file
        .code
        .lines()
        .map(|line| {
            if is_comment(line) {
                "\n".to_owned()
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let parts = file.path.split('/').count();
    let depth = if file.path.ends_with("/mod.rs") {
        parts - 1
    } else {
        parts
    };
    let up = "super::".repeat(depth);
    let mut found = Vec::new();
    for root in ["crate::", &up] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            let rest = &code[at + root.len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => first_names(group),
                None => vec![word(rest)],
            };
            found.extend(names.into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// The first name of each path in a group of imports, behind its brace.
fn first_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut is_new) = (0, true);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_new = true,
            letter if is_new && (letter.is_alphanumeric() || letter == '_') => {
                names.push(word(&group[at..]));
                is_new = false;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> String {
    let letters = text.chars();
    letters
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn no_tuple_is_a_parameter() {
    let mut broken = Vec::new();
    for file in source_files() {
        for (line, text) in code_lines(&file.code) {
            let text = text.trim_start();
            // A closure may take a pair apart; a function says what travels together.
            let is_parameter = |text: &str| text.starts_with('(') && text.contains("): (");
            let own = text
                .find("fn ")
                .and_then(|at| Some(&text[at + text[at..].find('(')? + 1..]));
            let is_own = own.is_some_and(|own| {
                own.split(", (").any(|part| {
                    let part = format!("({}", part.trim_start_matches('('));
                    own.contains("): (") && part.contains("): (") && !text.contains('|')
                })
            });
            let is_alone = is_parameter(text) && text.ends_with(',');
            if is_own || is_alone {
                broken.push(format!("src/{}:{}: {text}", file.path, line + 1));
            }
        }
    }
    report(
        "A tuple as a parameter hides what a named type should say.",
        &broken,
    );
}

#[test]
fn packages_are_used_behind_their_doors() {
    let mut broken = Vec::new();
    for file in source_files() {
        for (line, text) in code_lines(&file.code) {
            for (package, doors) in DOORS {
                let used = text.match_indices(package).any(|(at, _)| {
                    let before = text[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                });
                let door = doors
                    .iter()
                    .any(|door| file.path.starts_with(door) || file.path.ends_with(door));
                if used && !door {
                    broken.push(format!("src/{}:{}: uses {package}", file.path, line + 1));
                }
            }
        }
    }
    report(
        "Each package has one door: it can then be replaced, and its traps are met in one place.",
        &broken,
    );
}

#[test]
fn pages_read_observations_by_key_alone() {
    const READERS: [&str; 6] = [
        ".observation(",
        ".occurring(",
        ".statuses(",
        ".cell_text(",
        ".text(record",
        ".records()",
    ];
    // The pages of data and their catalogue are made anew each time, and the plan is known as a whole.
    const DOORS: [&str; 3] = ["site/catalogue.rs", "site/data_page.rs", "site/each.rs"];
    let mut broken = Vec::new();
    for file in source_files() {
        let is_of_pages = ["site/", "figure/", "reference/"];
        let is_of_pages = is_of_pages
            .iter()
            .any(|folder| file.path.starts_with(folder));
        if !is_of_pages || DOORS.contains(&file.path.as_str()) {
            continue;
        }
        for (line, text) in code_lines(&file.code) {
            // Asked without a measure, an observation tells its own statuses.
            let text = text.replace(".statuses()", "");
            if READERS.iter().any(|reader| text.contains(reader)) {
                broken.push(format!("src/{}:{}: {}", file.path, line + 1, text.trim()));
            }
        }
    }
    report(
        "A page is kept while nothing changes that was noted as read: what is read otherwise would be out of date.",
        &broken,
    );
}

#[test]
fn files_and_functions_are_short_enough_to_be_read() {
    let mut broken = Vec::new();
    for file in source_files() {
        let lines = code_lines(&file.code).count();
        if lines > MOST_CODE_LINES {
            broken.push(format!("src/{}: {lines} code lines", file.path));
        }
        for (name, lines) in functions(&file.code) {
            if lines > MOST_FUNCTION_LINES {
                broken.push(format!(
                    "src/{}: `{name}` has {lines} code lines",
                    file.path
                ));
            }
        }
    }
    report(
        "A file is one concept and a function one thought; both must fit a reader's head.",
        &broken,
    );
}

/// Every function with its length, told by the indentation that rustfmt gives.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let Some(at) = trimmed.find("fn ").filter(|_| !is_comment(line)) else {
            continue;
        };
        let prefix = &trimmed[..at];
        if !prefix
            .split_whitespace()
            .all(|word| word.starts_with("pub") || word == "const" || word.ends_with(')'))
        {
            continue;
        }
        let indent = &line[..line.len() - trimmed.len()];
        let close = format!("{indent}}}");
        let Some(length) = lines[start..].iter().position(|line| *line == close) else {
            continue;
        };
        let name: String = trimmed[at + 3..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        let body = &lines[start..start + length];
        let count = body
            .iter()
            .filter(|line| !line.trim().is_empty() && !is_comment(line))
            .count();
        found.push((name, count));
    }
    found
}

#[test]
fn files_say_what_they_are_and_have_names_that_mean_something() {
    let mut broken = Vec::new();
    for file in source_files() {
        if !file.code.starts_with("//! ") {
            broken.push(format!("src/{}: does not open with `//!`", file.path));
        }
        let empty = file
            .path
            .trim_end_matches(".rs")
            .split('/')
            .find(|part| EMPTY_NAMES.contains(part));
        if let Some(name) = empty {
            broken.push(format!("src/{}: `{name}` says nothing", file.path));
        }
    }
    report(
        "A stranger opens a file because of its name, and stays because of its first line.",
        &broken,
    );
}

#[test]
fn every_explanation_belongs_to_a_code() {
    let known: BTreeSet<String> = yearbook::diag::Code::all()
        .map(|code| format!("{code}.md"))
        .collect();
    let pages: BTreeSet<String> = files_below(&root().join("src/diag/explain"))
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(
        pages, known,
        "each diagnostic has its page, and no page is left over"
    );
}

#[test]
fn the_top_level_holds_what_was_agreed() {
    let agreed = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "CHANGELOG.md",
        "THIRD-PARTY.md",
        "benches",
        "content",
        "data",
        "fuzz",
        "public",
        "rustfmt.toml",
        "src",
        "static",
        "target",
        "tests",
        "themes",
        "yearbook.toml",
    ];
    let entries = fs::read_dir(root()).expect("the folder can be read");
    let broken: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !name.starts_with('.') && !agreed.contains(&name.as_str()))
        .collect();
    report("The top level is what a visitor sees first.", &broken);
}
