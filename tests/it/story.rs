//! A data update arrives, from the file with a mistake to the published edition: what publishers, hosts
//! of repositories and readers see at each step. The site is a copy of the repository's own; the numbers
//! that arrive are made up, and are in this test alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::built::plain;
use crate::project::{Folder, Project, tree};

type Tree = BTreeMap<String, Vec<u8>>;

const CSV: &str = "data/admissions.csv";
const DESCRIPTOR: &str = "data/datapackage.json";
const ARTICLE: &str = "content/story.md";
const TRANSLATION: &str = "content/story.vi.md";

/// An article that is pointed at the newest number.
fn article(period: &str, words: &str) -> String {
    format!(
        "+++
title = \"How far\"
summary = \"Admissions against the target of the year.\"
[values]
latest = 'value(\"admissions.admitted\", area=\"hai-duong\", period=\"{period}\")'
target = 'value(\"targets.target\", area=\"hai-duong\", period=\"2024\")'
+++
{{{{ latest }}}} were admitted, {words} of {{{{ target }}}}.
"
    )
}

/// The same in Vietnamese, with the values of the first.
fn translation(words: &str) -> String {
    format!(
        "+++
title = \"Đến đâu\"
summary = \"Số kết nạp so với chỉ tiêu năm.\"
+++
Đã kết nạp {{{{ latest }}}} đảng viên, {words} chỉ tiêu {{{{ target }}}}.
"
    )
}

const BELOW: [&str; 2] = [
    "{{ claim(latest < target, \"below the target\") }}",
    "{{ claim(latest < target, \"dưới\") }}",
];
const ABOVE: [&str; 2] = [
    "{{ claim(latest > target, \"above the target\") }}",
    "{{ claim(latest > target, \"vượt\") }}",
];

/// Points the article at a period, with the words of both languages.
fn write_article(folder: &Folder, period: &str, [english, vietnamese]: [&str; 2]) {
    folder.put(ARTICLE, article(period, english));
    folder.put(TRANSLATION, translation(vietnamese));
}

/// What arrives: the full year, at the end of the file.
fn with_full_year(csv: &str, number: &str) -> String {
    format!(
        "{}\nhai-duong,2024,total,{number},,made up,số giả định\n",
        csv.trim_end()
    )
}

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.root.join(path)).expect("a text")
}

fn report(folder: &Folder) -> Value {
    serde_json::from_str(&read(folder, "report.json")).expect("JSON")
}

/// The paths of the files whose bytes or times differ between two states of one folder.
fn times(folder: &Folder) -> BTreeMap<String, SystemTime> {
    let root = folder.root.join("public");
    let paths = tree(&root).into_keys();
    let times = paths.map(|path| {
        let time = fs::metadata(root.join(&path)).and_then(|m| m.modified());
        (path, time.expect("a time"))
    });
    times.collect()
}

fn paths_beside(one: &Tree, other: &Tree) -> Vec<String> {
    let paths = one.keys().filter(|path| !other.contains_key(*path));
    paths.cloned().collect()
}

fn paths_of_other_bytes(old: &Tree, new: &Tree) -> Vec<String> {
    let both = new
        .iter()
        .filter(|(path, now)| old.get(*path).is_some_and(|then| then != *now));
    both.map(|(path, _)| path.clone()).collect()
}

fn pages(paths: &[String]) -> BTreeSet<&str> {
    let pages = paths
        .iter()
        .filter_map(|path| path.strip_suffix("index.html"));
    pages.filter(|page| !page.ends_with(".embed/")).collect()
}

/// Builds after what was published last, and keeps a copy of what is published now.
fn publish(folder: &Folder, copy: &str, previous: Option<&str>) -> Value {
    let mut arguments = vec!["build", "--deny-warnings", "--report", "report.json"];
    arguments.extend(
        previous
            .into_iter()
            .flat_map(|previous| ["--previous", previous]),
    );
    let run = folder.run(&arguments);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    for (path, content) in folder.published() {
        folder.put(&format!("{copy}/{path}"), content);
    }
    report(folder)
}

#[test]
fn a_data_update_arrives() {
    let folder = Project::own().write();
    write_article(&folder, "2024-H1", BELOW);
    publish(&folder, "edition-0", None);
    publish(&folder, "edition-1", Some("edition-0"));

    a_planted_mistake_is_told_at_its_line(&folder);
    the_differences_are_exactly_what_arrived(&folder);
    a_claim_that_became_false_stops_the_build(&folder);
    exactly_the_pages_concerned_are_rewritten(&folder);
    a_past_value_needs_an_entry_of_the_register(&folder);
}

fn a_planted_mistake_is_told_at_its_line(folder: &Folder) {
    let csv = read(folder, CSV);
    folder.put(CSV, with_full_year(&csv, "2,250"));
    let wrong = folder.run(&["check", "--format", "github"]);
    assert_eq!(wrong.status, Some(1));
    folder.put(CSV, with_full_year(&csv, "225O"));
    let run = folder.run(&["check", "--format", "github"]);
    assert_eq!(run.status, Some(1));
    let line = csv.trim_end().lines().count() + 1;
    let place = format!("::error file={CSV},line={line},col=22,title=wrong-type::");
    assert!(run.stderr.starts_with(&place), "{}", run.stderr);
    // One error, one line: the other places of the site are not told of what follows from it.
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    folder.put(CSV, with_full_year(&csv, "2250"));
    let run = folder.run(&["check", "--deny-warnings", "--format", "github"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
}

fn the_differences_are_exactly_what_arrived(folder: &Folder) {
    let run = folder.run(&[
        "diff",
        "edition-1",
        ".",
        "--format",
        "markdown",
        "--require-notes",
    ]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "## What changed in the data\n\nClass of the change: **minor**\n\n### admissions\n\n1 cell new\n\n\
         |  | area | period | occupation | measure | before | now | difference | per cent |\n\
         |---|---|---|---|---|--:|--:|--:|--:|\n\
         | new | hai-duong | 2024 | total | admitted | no record | 2250 |  |  |\n"
    );
}

fn a_claim_that_became_false_stops_the_build(folder: &Folder) {
    // The article is pointed at the full year.
    write_article(folder, "2024", BELOW);
    let run = folder.run(&["build", "--previous", "edition-1"]);
    assert_eq!(run.status, Some(1));
    assert!(
        run.stderr.contains(
            "error[claim-does-not-hold]: this claim is not true of the data: 2250 < 2200"
        ),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains(&format!("{ARTICLE}:8:")),
        "{}",
        run.stderr
    );
    assert!(
        folder.published() == tree(&folder.root.join("edition-1")),
        "nothing was published"
    );
    write_article(folder, "2024", ABOVE);
}

fn exactly_the_pages_concerned_are_rewritten(folder: &Folder) {
    let before = times(folder);
    let told = publish(folder, "edition-2", Some("edition-1"));
    let (old, new) = (
        tree(&folder.root.join("edition-1")),
        tree(&folder.root.join("edition-2")),
    );
    // The report lists what a comparison by bytes finds.
    let (added, changed, removed) = (
        paths_beside(&new, &old),
        paths_of_other_bytes(&old, &new),
        paths_beside(&old, &new),
    );
    assert_eq!(
        told["changes"],
        json!({ "against": "previous", "added": added, "changed": changed, "removed": removed })
    );
    // A file that has the same bytes is the same file: it has its time.
    let now = times(folder);
    let rewritten: Vec<String> = now
        .iter()
        .filter(|(path, time)| before.get(*path).is_some_and(|then| then != *time))
        .map(|(path, _)| path.clone())
        .collect();
    assert_eq!(rewritten, changed);
    assert_eq!(pages(&changed), CONCERNED.into_iter().collect(),);
    // Each of them was changed by the data; the article besides by its words.
    let run = folder.run(&["diff", "edition-1", "edition-2", "--rows", "1000"]);
    for page in CONCERNED {
        let cause = match page {
            "story/" | "vi/story/" => "data and text",
            _ => "data",
        };
        let line = format!("page changed: /{page} (by {cause})\n");
        assert!(run.stdout.contains(&line), "{line}{}", run.stdout);
    }
    let again = publish(folder, "again", Some("edition-2"));
    let nothing = json!({ "against": "previous", "added": [], "changed": [], "removed": [] });
    assert_eq!(again["changes"], nothing);
    assert!(times(folder) == now, "a repeated run touches nothing");
}

/// The pages that the number of the full year stands on, or that tell that it is there.
const CONCERNED: [&str; 12] = [
    "admissions/",
    "changes/",
    "data/",
    "data/admissions/",
    "edition/",
    "story/",
    "vi/admissions/",
    "vi/changes/",
    "vi/data/",
    "vi/data/admissions/",
    "vi/edition/",
    "vi/story/",
];

fn a_past_value_needs_an_entry_of_the_register(folder: &Folder) {
    let csv = read(folder, CSV);
    folder.put(
        CSV,
        csv.replace(
            "hai-duong,2024-H1,total,848,",
            "hai-duong,2024-H1,total,851,",
        ),
    );
    let notes = ["diff", "edition-2", ".", "--require-notes"];
    let run = folder.run(&notes);
    assert_eq!(run.status, Some(1));
    assert!(
        run.stderr
            .contains("`admissions` has other numbers than were published (1 cell)"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("period=2024-H1,occupation=total admitted: 848 → 851 (+3, +0.4 %)"),
        "{}",
        run.stderr
    );

    change_dataset(folder, |dataset| {
        dataset["yearbook"]["updated"] = json!("2025-01-15");
        dataset["yearbook"]["revisions"] = json!([{
            "kind": "revision", "date": "2025-01-15",
            "what": "851 and not 848 in the first half of 2024.", "why": "Three forms came late.",
            "affected": [{ "measures": ["admitted"], "where": { "area": "hai-duong", "period": "2024-H1", "occupation": "total" } }],
            "translations": { "vi": { "what": "Sáu tháng đầu năm 2024 là 851, không phải 848.", "why": "Ba hồ sơ đến muộn." } },
        }]);
    });
    let run = folder.run(&notes);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (Some(0), ""),
        "{}",
        run.stdout
    );

    publish(folder, "edition-3", Some("edition-2"));
    let main = |page: &str| {
        let page = read(folder, &format!("edition-3/{page}/index.html"));
        plain(page.split_once("<main").expect("a main part").1)
    };
    let register = main("corrections");
    for words in [
        "15 January 2025 · Revision",
        "851 and not 848",
        "Why: Three forms came late.",
        "Affected: ",
    ] {
        assert!(register.contains(words), "{words}: {register}");
    }
    let changes = main("changes");
    assert!(
        changes.contains("15 January 2025\nNumbers or words were mended; nothing is gone."),
        "{changes}"
    );
    assert!(changes.contains("| 848 | 851 [r] | +3"), "{changes}");
    // Whoever takes the file is told too.
    assert!(
        read(folder, "edition-3/data/admissions.csv").contains("hai-duong,2024-H1,total,851,R,")
    );

    // The entry cannot be taken back without a word.
    let register = read(folder, DESCRIPTOR);
    change_dataset(folder, |dataset| {
        dataset["yearbook"]["revisions"] = json!([]);
    });
    let run = folder.run(&["build", "--previous", "edition-3"]);
    assert_eq!(run.status, Some(1));
    assert!(
        run.stderr
            .contains("error[shortened-register]: the revision of 2025-01-15 is gone"),
        "{}",
        run.stderr
    );
    folder.put(DESCRIPTOR, register);
    let run = folder.run(&[
        "build",
        "--verify",
        "--deny-warnings",
        "--previous",
        "edition-3",
    ]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

/// Changes what the descriptor says of the admissions.
fn change_dataset(folder: &Folder, change: impl FnOnce(&mut Value)) {
    let mut descriptor: Value = serde_json::from_str(&read(folder, DESCRIPTOR)).expect("JSON");
    let resources = descriptor["resources"].as_array_mut().expect("resources");
    let mut all = resources.iter_mut();
    change(
        all.find(|r| r["name"] == "admissions")
            .expect("the dataset"),
    );
    folder.put(
        DESCRIPTOR,
        serde_json::to_string_pretty(&descriptor).expect("JSON"),
    );
}
