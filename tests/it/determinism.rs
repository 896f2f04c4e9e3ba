//! Equal inputs give equal bytes, whatever surrounds the build.

use std::collections::BTreeMap;
use std::path::Path;

use crate::process::run;
use crate::project::{Project, tree};

fn build(root: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let arguments: Vec<&str> = ["build", "--quiet"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let run = run(root, &arguments, variables);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    tree(&root.join("public"))
}

/// Says which files differ instead of printing them all.
#[track_caller]
fn assert_same(actual: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    let paths = actual.keys().chain(expected.keys());
    let differing: Vec<&String> = paths
        .filter(|path| actual.get(*path) != expected.get(*path))
        .collect();
    assert!(differing.is_empty(), "{differing:?} differ");
}

#[test]
fn threads_surroundings_folder_and_repetition_change_nothing() {
    let folder = Project::own().write();
    let first = build(&folder.root, &[], &[]);
    assert!(first.len() > 40);
    assert_same(&build(&folder.root, &[], &[]), &first);
    assert_same(&build(&folder.root, &["--jobs", "1"], &[]), &first);
    assert_same(&build(&folder.root, &["--jobs", "7"], &[]), &first);
    let surroundings = [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "vi_VN.UTF-8"),
        ("LANGUAGE", "vi"),
        ("HOME", "/nonexistent"),
        ("COLUMNS", "20"),
    ];
    assert_same(&build(&folder.root, &[], &surroundings), &first);
    assert_same(
        &build(&folder.root, &[], &[("LC_ALL", "C"), ("TZ", "UTC")]),
        &first,
    );
    let elsewhere = tempfile::tempdir().expect("a folder");
    let root = elsewhere.path().join("ở một nơi khác/with space/deep/er");
    Project::own().write_into(&root);
    assert_same(&build(&root, &[], &[]), &first);
    let built = Project::own_built();
    assert_same(built.tree(), &first);
}

#[test]
fn the_order_of_records_changes_nothing() {
    let first = Project::own_built();
    let mut shuffled = Project::own();
    for name in ["admissions", "targets", "organisations", "context"] {
        let path = format!("data/{name}.csv");
        let csv = shuffled.text(&path);
        let (header, rest) = csv.split_once('\n').expect("a header");
        let mut lines: Vec<&str> = rest.lines().collect();
        lines.reverse();
        let middle = lines.len() / 3;
        lines.rotate_left(middle);
        shuffled = shuffled.file(&path, format!("{header}\n{}\n", lines.join("\n")));
    }
    assert_ne!(
        shuffled.text("data/targets.csv"),
        Project::own().text("data/targets.csv")
    );
    assert_same(shuffled.build().tree(), first.tree());
}

#[test]
fn line_ends_and_byte_order_marks_of_data_change_nothing() {
    let first = Project::own_built();
    let mut other = Project::own();
    for name in ["admissions", "targets", "areas"] {
        let path = format!("data/{name}.csv");
        let csv = other.text(&path).replace('\n', "\r\n");
        other = other.file(&path, format!("\u{FEFF}{csv}"));
    }
    assert_same(other.build().tree(), first.tree());
}

#[test]
fn the_order_in_which_files_were_made_changes_nothing() {
    let first = Project::own_built();
    let folder = Project::own().write();
    let mut content = tree(&folder.root.join("content"));
    std::fs::remove_dir_all(folder.root.join("content")).expect("removed");
    while let Some((path, text)) = content.pop_last() {
        folder.put(&format!("content/{path}"), text);
    }
    assert_same(&build(&folder.root, &[], &[]), first.tree());
}

#[test]
fn problems_are_told_in_the_same_order_by_any_number_of_threads() {
    let mut site = Project::new().data("x.csv", "area,people\nnorth,1\n");
    for page in 0..40 {
        let text = format!("{{{{ a{page} }}}} [x](y.md) {{{{ value('x.people', area='nort') }}}}");
        site = site.page(&format!("content/p{page}.md"), &text);
    }
    let folder = site.write();
    let one = folder.run(&["check", "--jobs", "1", "--format", "json"]);
    let many = folder.run(&["check", "--jobs", "7", "--format", "json"]);
    assert_eq!(one.status, Some(1));
    assert_eq!(one.stderr.matches("\"severity\"").count(), 160);
    assert!(
        one.stderr == many.stderr,
        "the order of problems depends on threads"
    );
}
