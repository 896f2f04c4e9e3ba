//! How problems are printed: for people, for programs, for CI.

use std::fmt::Write;

use serde_json::Value;

use crate::built::assert_text;
use crate::project::{Folder, Project};

/// A site with an unknown area in the third line of a file with a byte order mark, CRLF and
/// Vietnamese text before the place.
fn broken() -> Folder {
    Project::new()
        .codes("areas.csv", "area,name_en\nhai-duong,Hải Dương\nthanh-mien,Thanh Miện\n")
        .data("x.csv", "\u{FEFF}area,note,people\r\nhai-duong,Đảng,5\r\nthanh-mein,ủy,7\r\n")
        .described(|descriptor| {
            descriptor["resources"][1]["schema"] = serde_json::json!({
                "fields": [
                    { "name": "area" },
                    { "name": "note" },
                    { "name": "people", "type": "integer" },
                ],
                "primaryKey": "area",
                "foreignKeys": [{ "fields": "area", "reference": { "resource": "areas", "fields": "area" } }],
            });
        })
        .write()
}

#[test]
fn for_people_with_the_line_and_what_was_probably_meant() {
    let run = broken().run(&["build"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(run.stdout, "");
    assert_text(
        &run.stderr,
        "\
error[broken-foreign-key]: `thanh-mein` in `area` is not a code of `areas`
 --> data/x.csv:3:1
  |
3 | thanh-mein,ủy,7
  | ^^^^^^^^^^ expected a code of the list `areas`
  |
  = help: did you mean `thanh-mien`?
1 error; nothing was published",
    );
}

#[test]
fn for_programs_as_one_json_document_with_the_offset_in_the_file() {
    let folder = broken();
    let run = folder.run(&["build", "--format", "json"]);
    assert_eq!(run.status, Some(1));
    let printed: Value = serde_json::from_str(&run.stderr).expect("JSON and nothing else");
    let expected = serde_json::json!({
        "format": 1,
        "diagnostics": [{
            "severity": "error",
            "code": "broken-foreign-key",
            "message": "`thanh-mein` in `area` is not a code of `areas`",
            "location": { "file": "data/x.csv", "line": 3, "column": 1, "offset": 42, "length": 10 },
            "expected": "a code of the list `areas`",
            "related": [],
            "hints": ["did you mean `thanh-mien`?"],
        }],
    });
    assert_eq!(printed, expected);
    let file = std::fs::read(folder.root.join("data/x.csv")).expect("the file");
    assert_eq!(&file[42..52], b"thanh-mein");
}

#[test]
fn for_github_as_annotations_on_one_line_each() {
    let run = broken().run(&["build", "--format", "github"]);
    assert_eq!(run.status, Some(1));
    assert_text(
        &run.stderr,
        "::error file=data/x.csv,line=3,col=1,title=broken-foreign-key::`thanh-mein` in `area` is not a code of `areas`%0Aexpected a code of the list `areas`%0Adid you mean `thanh-mien`?",
    );
}

#[test]
fn without_problems_json_is_an_empty_list_and_github_says_nothing() {
    let folder = Project::new().write();
    let run = folder.run(&["build", "--format", "json"]);
    assert_eq!(run.status, Some(0));
    let printed: Value = serde_json::from_str(&run.stderr).expect("JSON and nothing else");
    assert_eq!(
        printed,
        serde_json::json!({ "format": 1, "diagnostics": [] })
    );
    let run = folder.run(&["build", "--format", "github"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn columns_are_counted_in_characters_and_offsets_in_bytes() {
    let folder = Project::new()
        .languages(&["vi"])
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nĐường về {{ nhà }}\n",
        )
        .write();
    let run = folder.run(&["check", "--format", "json"]);
    let printed: Value = serde_json::from_str(&run.stderr).expect("JSON");
    let location = &printed["diagnostics"][0]["location"];
    assert_eq!(location["column"], 13);
    let file = std::fs::read(folder.root.join("content/a.md")).expect("the file");
    let at = usize::try_from(location["offset"].as_u64().expect("an offset")).expect("small");
    let length = usize::try_from(location["length"].as_u64().expect("a length")).expect("small");
    assert_eq!(&file[at..at + length], "nhà".as_bytes());
}

#[test]
fn every_problem_of_a_build_is_told_at_once_in_order_of_places() {
    let folder = Project::new()
        .data("x.csv", "area,people\nnorth,1\n")
        .described(|_| {})
        .data("x.csv", "area,people\nnorth,1\nnorth,2\nsouth,x\n")
        .page("content/b.md", "[x](y.md) <b>")
        .page("content/a.md", "+++\ntitel = \"A\"\n+++\n")
        .write();
    let run = folder.run(&["build", "--format", "github"]);
    let places: Vec<&str> = run
        .stderr
        .lines()
        .filter_map(|line| line.split("::").nth(1))
        .collect();
    assert_eq!(
        places,
        [
            "error file=content/a.md,line=2,col=1,title=unknown-key",
            "warning file=content/b.md,line=1,col=1,title=missing-summary",
            "error file=content/b.md,line=4,col=11,title=raw-html",
            "error file=data/x.csv,line=3,col=1,title=duplicate-key",
            "error file=data/x.csv,line=4,col=7,title=wrong-type",
        ]
    );
}

#[test]
fn a_place_in_a_related_line_is_told_too() {
    let failure = Project::new().data("x.csv", "area,people\nnorth,1\nsouth,2\nnorth,3\n");
    let run = failure.write().run(&["build"]);
    assert_text(
        &run.stderr,
        "\
error[duplicate-key]: another record has the key north
 --> data/x.csv:4:1
  |
4 | north,3
  | ^^^^^ expected a key that no other record has
  |
 ::: data/x.csv:2:1
  |
2 | north,1
  | ----- the first record with this key
1 error; nothing was published",
    );
}

#[test]
fn many_problems_of_one_file_do_not_drown_the_rest() {
    let mut csv = String::from("area,people\nfirst,1\n");
    for line in 0..500 {
        writeln!(csv, "a{line},x{line}").expect("written");
    }
    let folder = Project::new()
        .data("x.csv", "area,people\nfirst,1\n")
        .described(|_| {})
        .data("x.csv", &csv)
        .write();
    let run = folder.run(&["build", "--format", "github"]);
    assert_eq!(run.stderr.lines().count(), 21);
    assert!(
        run.stderr
            .ends_with("::and 480 more problems in this file\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_descriptor_of_another_shape_is_an_error_at_the_value() {
    for (list, told) in [
        (
            serde_json::json!(true),
            ":26:21: bad-package: `codeList` is true or false, not a table",
        ),
        (
            serde_json::json!({ "label": "name" }),
            ": bad-package: `label` is a text, not a table",
        ),
    ] {
        let said = Project::new()
            .codes("areas.csv", "area,name_en\nnorth,North\n")
            .described(|package| package["resources"][0]["yearbook"]["codeList"] = list)
            .fails_with("bad-package")
            .told();
        assert!(said.contains(told), "{said}");
    }
}
