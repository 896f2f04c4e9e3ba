//! What was published and became confidential: the number is in no file and no message any more.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use crate::project::{Folder, Project, tree};

/// The number of the south in 2023, as files and pages write it.
const NUMBERS: [&str; 3] = ["4177", "4,177", "4.177"];

const FIRST: &str = "area,period,people,conf\nnorth,2023,10000,F\nsouth,2023,4100,F\n";

fn site() -> Folder {
    Project::new()
        .languages(&["en", "vi"])
        .codes(
            "areas.csv",
            "area,name_en,name_vi\nnorth,The north,Miền bắc\nsouth,The south,Miền nam\n",
        )
        .data("x.csv", FIRST)
        .page(
            "content/changes.md",
            "+++\ntitle = \"What changed\"\nsummary = \"S.\"\nkind = \"changes\"\n+++\n",
        )
        .page(
            "content/changes.vi.md",
            "+++\ntitle = \"Thay đổi\"\nsummary = \"S.\"\n+++\n",
        )
        .described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let dataset = resources
                .iter_mut()
                .find(|r| r["name"] == "x")
                .expect("the dataset");
            dataset["yearbook"]["updated"] = json!("2024-07-03");
            let fields = dataset["schema"]["fields"].as_array_mut().expect("fields");
            let conf = fields
                .iter_mut()
                .find(|f| f["name"] == "conf")
                .expect("the field");
            conf["yearbook"] = json!({ "confidentiality": "people" });
        })
        .write()
}

#[track_caller]
fn holds_no_number(text: &str, what: &str) {
    for number in NUMBERS {
        assert!(!text.contains(number), "{what} holds {number}: {text}");
    }
}

#[test]
fn a_number_that_became_confidential_is_printed_nowhere() {
    let folder = site();
    folder.build_after("first", None);
    // An earlier edition lists it among its changes.
    folder.put("data/x.csv", FIRST.replace("4100", "4177"));
    folder.build_after("second", Some("first"));
    let log = std::fs::read_to_string(folder.root.join("second/api/changes.json")).expect("a log");
    assert!(log.contains("4177"), "{log}");
    for code in ["C", "N", "S"] {
        folder.put("data/x.csv", FIRST.replace("4100,F", &format!(",{code}")));
        folder.build_after("third", Some("second"));
        let third = tree(&folder.root.join("third"));
        for (path, content) in &third {
            // Hashes have any digits.
            if !path.ends_with(".yearbook.json") && !path.ends_with("datapackage.json") {
                holds_no_number(&String::from_utf8_lossy(content), path);
            }
        }
        let csv = String::from_utf8_lossy(&third["data/x.csv"]).into_owned();
        assert!(csv.contains("south,2023,,C\n"), "{csv}");
        let page = String::from_utf8_lossy(&third["changes/index.html"]).into_owned();
        assert!(
            page.contains("was published, is now confidential"),
            "{page}"
        );
        for format in ["text", "json", "markdown"] {
            let run = folder.run(&["diff", "second", "third", "--format", format]);
            holds_no_number(&run.stdout, format);
            let run = folder.run(&["diff", "second", ".", "--format", format, "--require-notes"]);
            holds_no_number(&format!("{}{}", run.stdout, run.stderr), format);
            assert_eq!(run.status, Some(1), "{}", run.stderr);
        }
        let run = folder.run(&["diff", "second", "third"]);
        let line = "withdrawn: area=south,period=2023 people: was published, is now confidential";
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
    // Later editions carry the list without it.
    folder.build_after("fourth", Some("third"));
    let log = std::fs::read_to_string(folder.root.join("fourth/api/changes.json")).expect("a log");
    holds_no_number(&log, "the log");
    assert_eq!(log.matches("\"withheld\": true").count(), 2, "{log}");
}

/// A file, what stands in it, and what takes its place.
type Change = (&'static str, &'static str, &'static str);

/// A name that changes together with the number hides it no less.
#[test]
fn a_number_that_became_confidential_under_another_name_is_printed_nowhere() {
    let folder = site();
    folder.build_after("first", None);
    folder.put("data/x.csv", FIRST.replace("4100", "4177"));
    folder.build_after("second", Some("first"));
    let descriptor = folder.text("data/datapackage.json");
    let areas = folder.text("data/areas.csv");
    let withheld = FIRST.replace("4100,F", ",C");
    let changes: [(&str, &[Change]); 4] = [
        (
            "code",
            &[
                ("data/x.csv", "south", "southern"),
                ("data/areas.csv", "south,", "southern,"),
            ],
        ),
        (
            "dimension",
            &[
                ("data/x.csv", "period,", "time,"),
                ("data/datapackage.json", "\"period\"", "\"time\""),
                // This is a property.
                (
                    "data/datapackage.json",
                    "\"time\": true",
                    "\"period\": true",
                ),
            ],
        ),
        (
            "measure",
            &[
                ("data/x.csv", "people,", "persons,"),
                ("data/datapackage.json", "\"people\"", "\"persons\""),
            ],
        ),
        (
            "resource",
            &[(
                "data/datapackage.json",
                "\"name\": \"x\"",
                "\"name\": \"y\"",
            )],
        ),
    ];
    for (what, changed) in changes {
        let mut files = BTreeMap::from([
            ("data/x.csv", withheld.clone()),
            ("data/areas.csv", areas.clone()),
            ("data/datapackage.json", descriptor.clone()),
        ]);
        for (path, from, to) in changed {
            let text = files.get_mut(path).expect("a file of the site");
            assert!(text.contains(from), "{what}: {path} has no {from}: {text}");
            *text = text.replace(from, to);
        }
        for (path, text) in &files {
            folder.put(path, text);
        }
        let config = folder.text("yearbook.toml");
        let endings = [
            "csv",
            "excel.csv",
            "csv-metadata.json",
            "json",
            "xlsx",
            "zip",
        ];
        let mut gone = "[gone]\n".to_owned();
        for language in ["", "/vi"] {
            for file in endings
                .map(|ending| format!("x.{ending}"))
                .iter()
                .chain([&"x/".to_owned()])
            {
                writeln!(gone, "\"{language}/data/{file}\" = \"Renamed.\"").expect("a text");
            }
        }
        if what == "resource" {
            folder.put("yearbook.toml", format!("{config}{gone}"));
        }
        folder.build_after(what, Some("second"));
        folder.build_after(&format!("{what}-later"), Some(what));
        folder.put("yearbook.toml", config);
        for output in [what.to_owned(), format!("{what}-later")] {
            for (path, content) in tree(&folder.root.join(&output)) {
                if !path.ends_with(".yearbook.json") && !path.ends_with("datapackage.json") {
                    let text = String::from_utf8_lossy(&content).into_owned();
                    holds_no_number(&text, &format!("{output}: {path}"));
                }
            }
        }
        for format in ["text", "json", "markdown"] {
            let run = folder.run(&["diff", "second", what, "--format", format]);
            holds_no_number(
                &format!("{}{}", run.stdout, run.stderr),
                &format!("{what} {format}"),
            );
        }
    }
}

/// Where the data withhold a number, one that is gone may be the same one at another place.
#[test]
fn a_number_that_is_gone_is_printed_nowhere_while_the_data_withhold_any() {
    let head = "area,period,people,conf\n";
    let (north, south) = ("north,2023,10000,F\n", "south,2023,4177,F\n");
    // The first state, the next one, and what else is there then.
    let moves: [(&str, String, String, &str); 3] = [
        (
            "into another dataset",
            format!("{head}{north}{south}"),
            format!("{head}{north}"),
            "area,period,people,conf\nsouth,2023,,C\n",
        ),
        (
            "into a code that was suppressed already",
            format!("{head}{north}{south}west,2023,,C\n"),
            format!("{head}{north}west,2023,,C\n"),
            "",
        ),
        (
            "into an absence",
            format!("{head}{north}{south}west,2023,,C\n"),
            format!("{head}{north}south,2023,-,F\nwest,2023,,C\n"),
            "",
        ),
    ];
    for (what, before, now, other) in moves {
        let folder = site();
        folder.put(
            "data/areas.csv",
            "area,name_en,name_vi\nnorth,N,N\nsouth,S,S\nwest,W,W\n",
        );
        folder.put("data/x.csv", before.replace("4177", "4100"));
        folder.build_after("first", None);
        folder.put("data/x.csv", &before);
        folder.build_after("second", Some("first"));
        folder.put("data/x.csv", &now);
        let mut package: serde_json::Value =
            serde_json::from_str(&folder.text("data/datapackage.json")).expect("JSON");
        let resources = package["resources"].as_array_mut().expect("resources");
        let dataset = resources
            .iter_mut()
            .find(|r| r["name"] == "x")
            .expect("the dataset");
        dataset["schema"]["missingValues"] = json!(["", "-"]);
        dataset["schema"]["yearbook"] = json!({ "missing": { "-": "missing" } });
        if !other.is_empty() {
            let mut copy = dataset.clone();
            copy["name"] = json!("z");
            copy["path"] = json!("z.csv");
            resources.push(copy);
            folder.put("data/z.csv", other);
        }
        folder.put("data/datapackage.json", package.to_string());
        folder.build_after("third", Some("second"));
        folder.build_after("fourth", Some("third"));
        for output in ["third", "fourth"] {
            for (path, content) in tree(&folder.root.join(output)) {
                if !path.ends_with(".yearbook.json") && !path.ends_with("datapackage.json") {
                    let text = String::from_utf8_lossy(&content).into_owned();
                    holds_no_number(&text, &format!("{what}: {output}/{path}"));
                    assert!(!text.contains("4100"), "{what}: {output}/{path}");
                }
            }
        }
        let page = folder.text("third/changes/index.html");
        assert!(
            page.contains("was published, is no longer"),
            "{what}: {page}"
        );
        for format in ["text", "json", "markdown"] {
            let run = folder.run(&["diff", "second", "third", "--format", format]);
            holds_no_number(&format!("{}{}", run.stdout, run.stderr), what);
        }
    }
}

/// A problem does not print a number that is or was to be confidential, nor the line that holds it.
#[test]
fn no_message_holds_a_number_that_is_confidential() {
    let folder = site();
    folder.put("data/x.csv", FIRST.replace("4100,F", "4177,C"));
    for format in ["text", "json", "github", "gitlab"] {
        let run = folder.run(&["check", "--format", format, "--report", "report.json"]);
        assert_eq!(run.status, Some(1), "{}", run.stderr);
        holds_no_number(&format!("{}{}", run.stdout, run.stderr), format);
        holds_no_number(&folder.text("report.json"), "the report");
    }
    folder.put("data/x.csv", FIRST);
    folder.build_after("first", None);
    folder.put("data/x.csv", FIRST.replace("4100", "4200"));
    folder.build_after("second", Some("first"));
    let data = folder.text("second/data/x.csv");
    folder.put("second/data/x.csv", data.replace("4200", "4177x"));
    let run = folder.run(&["build", "--output", "third", "--previous", "second"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    holds_no_number(&run.stderr, "the message about the data before");
    folder.put("second/data/x.csv", data);
    let log = folder.text("second/api/changes.json");
    folder.put(
        "second/api/changes.json",
        log.replace("\"editions\": [", "\"editions\": [\"4177\", "),
    );
    let run = folder.run(&["build", "--output", "third", "--previous", "second"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    holds_no_number(&run.stderr, "the message about the list of changes");
}

/// The lines of an older state are not shown, not even where it has mistakes.
#[test]
fn a_comparison_shows_no_line_of_an_older_state() {
    let folder = site();
    folder.put("data/x.csv", FIRST.replace("4100,F", "4177,ZZ"));
    let old = tree(&folder.root);
    for (path, content) in &old {
        folder.put(&format!("old/{path}"), content);
    }
    folder.put("data/x.csv", FIRST.replace("4100,F", ",C"));
    let run = folder.run(&["diff", "old", "."]);
    holds_no_number(&format!("{}{}", run.stdout, run.stderr), "the comparison");
    assert!(
        run.stderr
            .contains("in old: data/x.csv:3:17: error[unknown-status]"),
        "{}",
        run.stderr
    );
}

/// A file that stays published beside the data: the number of the north is confidential by now.
#[test]
fn a_replaced_file_with_the_number_is_refused_however_it_is_written() {
    let folder = Project::below_tests("../invalid/disclosed-value", &["en"]).write();
    let told = |csv: &str| {
        folder.put("static/wells-2023.csv", csv);
        let run = folder.run(&["check"]);
        (run.status, run.stderr)
    };
    for csv in [
        "Area,period,wells\nNORTH,2023,12\n",
        "area;period;wells\nnorth;2023;12\n",
        "area,period,wells,wells\nnorth,2023,,12\n",
        "area,period,wells\nnorth,2023,１２\n",
    ] {
        let (status, told) = told(csv);
        assert!(
            told.contains("still holds wells at area=north"),
            "{csv}: {told}"
        );
        assert_eq!(status, Some(1), "{csv}");
    }
    // What cannot be compared is for the publisher to look at.
    for csv in [
        "area,period,wells\nThe north,2023,12\nsouth,2023,1\n",
        "area,period,wells,wells_old\nnorth,2023,,12\n",
        "area,period,wells,Wells 2023\nnorth,2023,,12\n",
        "no table",
    ] {
        let (status, told) = told(csv);
        assert!(told.contains("warning[disclosed-value]"), "{csv}: {told}");
        assert_eq!(status, Some(0), "{csv}: {told}");
    }
    let (_, told) = told("area,period,wells\nnorth,2023,\n");
    assert!(!told.contains("disclosed-value"), "{told}");
}
