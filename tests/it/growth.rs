//! What grows, grows in one place: each closed set has one table, and a new member of it touches few files.

use std::collections::BTreeSet;

use crate::source_files::source_files;

/// A closed set of things of one kind.
struct Set {
    /// What its members are called in code, before `::`.
    name: &'static str,
    /// The file that names them all.
    table: &'static str,
    /// The files and folders that a new member changes, the table among them.
    grows_in: &'static [&'static str],
    /// How many of them it changes at the most.
    most: usize,
}

const SETS: [Set; 5] = [
    Set {
        name: "Mark",
        table: "chart/grammar.rs",
        grows_in: &["chart/grammar.rs", "chart/mark/"],
        most: 3,
    },
    Set {
        name: "FileFormat",
        table: "config/format.rs",
        grows_in: &["config/format.rs", "render/download/"],
        most: 3,
    },
    Set {
        name: "Kind",
        table: "content/kind.rs",
        grows_in: &["content/kind.rs", "site/kind.rs", "site/inputs/kind.rs"],
        most: 4,
    },
    Set {
        name: "Function",
        table: "expression/function.rs",
        grows_in: &["expression/function.rs", "reference/function.rs"],
        most: 2,
    },
    Set {
        name: "Status",
        table: "stats/status.rs",
        grows_in: &["stats/status.rs"],
        most: 2,
    },
];

/// A sparkline is a line, whatever chart it stands beside.
const SPARKLINES: &str = "figure/spark.rs";

/// So many members of a set in a file are another table of it.
const TABLE: usize = 7;

/// The path of every source file below `src/`, and its code.
fn sources() -> Vec<(String, String)> {
    let files = source_files().into_iter();
    files.map(|file| (file.path, file.code)).collect()
}

/// The members of an enum, as its definition lists them.
fn members(code: &str, name: &str) -> BTreeSet<String> {
    let start = code
        .find(&format!("pub enum {name} {{"))
        .expect("the table defines the set");
    let body = &code[start..];
    let body = &body[..body.find("\n}").expect("the definition ends")];
    let lines = body.lines().skip(1).map(str::trim);
    let lines = lines.filter(|line| line.starts_with(char::is_uppercase));
    let names = lines.map(|line| line.trim_end_matches(',').to_owned());
    names.collect()
}

/// Which members of a set a file names.
fn named(code: &str, name: &str, members: &BTreeSet<String>) -> usize {
    let is_named = |member: &&String| {
        let path = format!("{name}::{member}");
        code.match_indices(&path).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let after = code[at + path.len()..].chars().next();
            let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            !is_word(before) && !is_word(after)
        })
    };
    members.iter().filter(is_named).count()
}

#[test]
fn each_closed_set_has_one_table() {
    let sources = sources();
    let mut broken = Vec::new();
    for set in &SETS {
        let table = sources.iter().find(|(path, _)| path == set.table);
        let (_, table) = table.expect("the table is there");
        let members = members(table, set.name);
        assert!(members.len() > 4, "{}: {members:?}", set.name);
        // A new member has at most one file of its own below a folder.
        assert!(set.grows_in.len() <= set.most, "{}", set.name);
        for (path, code) in &sources {
            let grows = set.grows_in.iter().any(|place| path.starts_with(place));
            let count = named(code, set.name, &members);
            if !grows && count >= TABLE {
                let name = set.name;
                broken.push(format!("src/{path}: names {count} members of `{name}`"));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "A closed set has one table; what depends on a member asks it there.\n{}",
        broken.join("\n")
    );
}

#[test]
fn marks_are_told_apart_where_they_are_drawn() {
    let sources = sources();
    let (_, grammar) = sources
        .iter()
        .find(|(path, _)| path == "chart/grammar.rs")
        .expect("the grammar is there");
    let members = members(grammar, "Mark");
    let elsewhere = sources
        .iter()
        .filter(|(path, _)| !path.starts_with("chart/") && path != SPARKLINES);
    let broken: Vec<&str> = elsewhere
        .filter(|(_, code)| named(code, "Mark", &members) > 0)
        .map(|(path, _)| path.as_str())
        .collect();
    assert!(
        broken.is_empty(),
        "What a mark takes stands in its row of `chart/grammar.rs`: {broken:?}"
    );
}

#[test]
fn a_check_is_one_file_and_a_line() {
    let sources = sources();
    let (_, table) = sources
        .iter()
        .find(|(path, _)| path == "data/check/mod.rs")
        .expect("the checks have a table");
    let listed: Vec<&str> = table
        .lines()
        .filter_map(|line| line.trim().strip_suffix("::TYPE,")?.strip_prefix('&'))
        .collect();
    assert!(listed.len() > 4, "{listed:?}");
    let mut broken = Vec::new();
    for check in &listed {
        let own = format!("data/check/{check}.rs");
        let (_, code) = sources
            .iter()
            .find(|(path, _)| *path == own)
            .expect("a check has a file of its own");
        let name = code
            .split("name: \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let name = format!("\"{}\"", name.expect("a check has a name"));
        // `change` and `sum` are words of other things too; the longer names are those of checks.
        let elsewhere = sources
            .iter()
            .filter(|(path, code)| *path != own && name.contains('-') && code.contains(&name));
        broken.extend(elsewhere.map(|(path, _)| format!("src/{path}: names the check {name}")));
    }
    assert!(
        broken.is_empty(),
        "What depends on a check stands in its file.\n{}",
        broken.join("\n")
    );
}
