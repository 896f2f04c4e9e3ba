//! The report of a build, and what hosts of repositories are told.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::project::{Folder, Project, repository, tree};

const PEOPLE: &str = "area,period,people\nnorth,2022,10\nnorth,2023,12\n";

fn site() -> Folder {
    Project::new()
        .data("x.csv", PEOPLE)
        .page("content/a.md", "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\n{{ value('x.people', area='north', period='2022') }} and {{ typed('640', why='said so') }}\n")
        .page("content/b.md", "+++\ntitle = \"B\"\nwaive = { missing-summary = \"short\" }\n+++\nB.\n")
        .file("static/logo.bin", vec![0, 1, 2, 255])
        .write()
}

fn report(folder: &Folder) -> Value {
    let content = std::fs::read(folder.root.join("report.json")).expect("a report");
    serde_json::from_slice(&content).expect("JSON")
}

/// Path, size and hash of every file.
fn listed(files: &Value) -> BTreeMap<String, (u64, String)> {
    let files = files.as_array().expect("a list").iter();
    let told = files.map(|file| {
        let text = |name: &str| file[name].as_str().expect("a text").to_owned();
        let size = file["size"].as_u64().expect("a number");
        (text("path"), (size, text("blake3")))
    });
    told.collect()
}

fn hashed(content: &[u8]) -> (u64, String) {
    (
        content.len() as u64,
        blake3::hash(content).to_hex().to_string(),
    )
}

#[test]
fn a_report_lists_what_was_read_checked_let_pass_and_published() {
    let folder = site();
    let run = folder.run(&["build", "--report", "report.json"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let told = report(&folder);
    assert_eq!(told["format"], 1);
    assert_eq!(
        told["program"],
        json!({ "name": "yearbook", "version": env!("CARGO_PKG_VERSION") })
    );
    assert_eq!(
        (&told["result"], &told["published_before"]),
        (&json!("published"), &json!("not checked"))
    );
    let counts = &told["counts"];
    assert_eq!(
        (&counts["datasets"], &counts["records"], &counts["errors"]),
        (&json!(1), &json!(2), &json!(0))
    );
    assert_eq!(counts["pages"], counts["rendered"]);
    let steps = told["steps"].as_array().expect("a list").iter();
    let steps: Vec<&str> = steps.filter_map(|step| step["name"].as_str()).collect();
    assert!(
        steps.contains(&"read") && steps.contains(&"pages") && steps.contains(&"publish"),
        "{steps:?}"
    );
    assert_eq!(
        told["waivers"],
        json!([
            { "rule": "typed-number", "file": "content/a.md", "line": 5, "reason": "said so" },
            { "rule": "missing-summary", "file": "content/b.md", "line": 3, "reason": "short" },
        ])
    );
    // Every input and every published file, by what is on disk.
    let inputs: BTreeMap<String, (u64, String)> = tree(&folder.root)
        .into_iter()
        .filter(|(path, _)| {
            ["content/", "data/", "static/", "yearbook.toml"]
                .iter()
                .any(|start| path.starts_with(start))
        })
        .map(|(path, content)| (path, hashed(&content)))
        .collect();
    assert_eq!(listed(&told["inputs"]), inputs);
    let mut published: BTreeMap<String, (u64, String)> = folder
        .published()
        .iter()
        .map(|(path, content)| (path.clone(), hashed(content)))
        .collect();
    published.remove(".yearbook.json");
    assert_eq!(listed(&told["outputs"]), published);
}

#[test]
fn the_changed_paths_are_those_of_a_comparison_by_bytes() {
    let folder = site();
    let changes = |arguments: &[&str]| {
        let run = folder.run(&[&["build", "--report", "report.json"], arguments].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        report(&folder)["changes"].clone()
    };
    let paths = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<String>>();
    let first = changes(&[]);
    let published = folder.published();
    assert_eq!(
        first,
        json!({ "against": "output", "added": paths(&published), "changed": [], "removed": [] })
    );
    // Nothing is touched, and that is what is told.
    let nothing =
        |against: &str| json!({ "against": against, "added": [], "changed": [], "removed": [] });
    assert_eq!(changes(&[]), nothing("output"));
    std::fs::rename(folder.root.join("public"), folder.root.join("last")).expect("renamed");
    assert_eq!(changes(&["--previous", "last"]), nothing("previous"));

    folder.put("data/x.csv", PEOPLE.replace(",10", ",11"));
    folder.put(
        "content/c.md",
        "+++\ntitle = \"C\"\nsummary = \"C.\"\n+++\n",
    );
    std::fs::remove_file(folder.root.join("static/logo.bin")).expect("it is there");
    folder.put(
        "yearbook.toml",
        "title = \"Test\"\nlanguages = [\"en\"]\n[gone]\n\"/logo.bin\" = \"unused\"\n",
    );
    let last = tree(&folder.root.join("last"));
    for (output, against) in [("public", "output"), ("elsewhere", "previous")] {
        let mut arguments = vec!["--output", output];
        if against == "previous" {
            arguments.extend(["--previous", "last"]);
        }
        let told = changes(&arguments);
        let now = tree(&folder.root.join(output));
        let beside =
            |one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
                one.keys()
                    .filter(|path| !other.contains_key(*path))
                    .cloned()
                    .collect()
            };
        let changed = now
            .iter()
            .filter(|(path, content)| last.get(*path).is_some_and(|old| old != *content));
        let changed: Vec<&String> = changed.map(|(path, _)| path).collect();
        assert!(changed.iter().any(|path| *path == ".yearbook.json"));
        assert_eq!(
            told,
            json!({ "against": against, "added": beside(&now, &last), "changed": changed, "removed": ["logo.bin"] })
        );
    }
}

#[test]
fn the_recipe_that_sends_changed_paths_is_safe_for_names_with_line_breaks() {
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("the README");
    let piped = |line: &&str| {
        ["xargs", "--files-from", "while read"]
            .iter()
            .any(|reader| line.contains(reader))
    };
    let recipes: Vec<&str> = readme.lines().filter(piped).collect();
    assert_eq!(recipes.len(), 2, "{recipes:#?}");
    for line in recipes {
        let (written, read) = line.split_once(" report.json | ").expect("a pipe");
        assert!(written.ends_with(" | ., \"\\u0000\"'"), "{line}");
        assert!(
            read.contains("rsync --from0 ") || read.contains("xargs --null "),
            "{line}"
        );
    }
}

#[test]
fn a_build_that_is_refused_is_reported_too() {
    let folder = site();
    folder.put("data/x.csv", PEOPLE.replace(",10", ",1O"));
    let run = folder.run(&["build", "--report", "report.json"]);
    assert_eq!(run.status, Some(1));
    let told = report(&folder);
    assert_eq!(
        (&told["result"], &told["changes"]),
        (&json!("refused"), &Value::Null)
    );
    assert_eq!(told["diagnostics"][0]["location"]["file"], "data/x.csv");
    assert!(!told["inputs"].as_array().expect("a list").is_empty());
    let run = folder.run(&["build", "--report", "nowhere/report.json"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("cannot write nowhere/report.json"),
        "{}",
        run.stderr
    );
    assert_eq!(
        folder.run(&["check", "--report", "report.json"]).status,
        Some(1)
    );
    folder.put("data/x.csv", PEOPLE);
    // A site that cannot be told of is not published, and a report without a build is none.
    let run = folder.run(&["build", "--report", "nowhere/report.json"]);
    assert_eq!(run.status, Some(2));
    assert!(!folder.root.join("public").exists());
    let failing = ["build", "--previous", "nowhere", "--report", "other.json"];
    assert_eq!(folder.run(&failing).status, Some(2));
    assert!(!folder.root.join("other.json").exists());
    // Nor is one of an earlier build, which would tell of another one.
    assert_eq!(
        folder.run(&["build", "--report", "other.json"]).status,
        Some(0)
    );
    assert_eq!(folder.run(&failing).status, Some(2));
    assert!(!folder.root.join("other.json").exists());
    // The site's own files are no reports.
    let run = folder.run(&["check", "--report", "data/x.csv"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr
            .contains("data/x.csv is no report of an earlier build"),
        "{}",
        run.stderr
    );
    assert_eq!(
        std::fs::read_to_string(folder.root.join("data/x.csv")).expect("a file"),
        PEOPLE
    );
    assert_eq!(
        folder.run(&["check", "--report", "report.json"]).status,
        Some(0)
    );
    let told = report(&folder);
    assert_eq!(
        (&told["result"], &told["outputs"]),
        (&json!("checked"), &json!([]))
    );
}

#[test]
fn gitlab_reads_problems_as_a_report_of_code_quality() {
    let folder = site();
    folder.put(
        "data/x.csv",
        "area,period,people\nnorth,2022,1O\nnorth,2023,1O\n",
    );
    let run = folder.run(&["check", "--format", "gitlab"]);
    assert_eq!(run.status, Some(1));
    let told: Value = serde_json::from_str(&run.stderr).expect("JSON");
    let issues = told.as_array().expect("a list");
    assert_eq!(issues.len(), 2, "{told:#}");
    assert_eq!(
        issues[0]["location"],
        json!({ "path": "data/x.csv", "lines": { "begin": 2 } })
    );
    assert_eq!(
        (&issues[0]["check_name"], &issues[0]["severity"]),
        (&json!("wrong-type"), &json!("blocker"))
    );
    assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
    // A line above does not make them other problems.
    folder.put(
        "data/x.csv",
        "area,period,people\nnorth,2021,9\nnorth,2022,1O\nnorth,2023,1O\n",
    );
    let run = folder.run(&["check", "--format", "gitlab"]);
    let later: Value = serde_json::from_str(&run.stderr).expect("JSON");
    assert_eq!(later[0]["fingerprint"], issues[0]["fingerprint"]);
}

#[test]
fn github_gets_annotations_and_a_summary_of_the_job() {
    let folder = site();
    folder.put("data/x.csv", PEOPLE.replace(",10", ",1|O"));
    let run = |arguments: &[&str]| {
        let summary = folder.root.join("summary.md");
        crate::process::run(
            &folder.root,
            arguments,
            &[("GITHUB_STEP_SUMMARY", &summary.to_string_lossy())],
        )
    };
    let failed = run(&["build", "--format", "github"]);
    assert_eq!(failed.status, Some(1));
    assert!(
        failed
            .stderr
            .starts_with("::error file=data/x.csv,line=2,col="),
        "{}",
        failed.stderr
    );
    folder.put("data/x.csv", PEOPLE);
    assert_eq!(run(&["build", "--format", "github"]).status, Some(0));
    let summary = std::fs::read_to_string(folder.root.join("summary.md")).expect("a summary");
    assert!(summary.starts_with("### Nothing was published: 1 error\n\n| | Problem | Where |\n|---|---|---|\n| error `wrong-type` | "), "{summary}");
    assert!(summary.contains("1\\|O"), "{summary}");
    assert!(summary.contains("data/x.csv:2:"), "{summary}");
    assert!(summary.contains("\n### Built: "), "{summary}");
    // Other formats leave it alone.
    assert_eq!(run(&["build"]).status, Some(0));
    assert_eq!(
        std::fs::read_to_string(folder.root.join("summary.md")).expect("a summary"),
        summary
    );
}
