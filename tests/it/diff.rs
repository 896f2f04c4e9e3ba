//! What changed between two states of the same data.

use serde_json::{Value, json};

use crate::project::{Folder, Project, tree};

type Tree = std::collections::BTreeMap<String, Vec<u8>>;

const AREAS: &str = "area,name_en\nnorth,North\nsouth,South\n";

const OLD: &str = "area,period,people,obs_status\nnorth,2022,10,\nnorth,2023,12,P\nsouth,2022,0,\nsouth,2023,,Q\n";

fn project(csv: &str) -> Project {
    Project::new().codes("areas.csv", AREAS).data("x.csv", csv)
}

fn with_entry(project: Project, what: &str) -> Project {
    project.described(|package| {
        let resources = package["resources"].as_array_mut().expect("resources");
        let dataset = resources.iter_mut().find(|r| r["name"] == "x").expect("the dataset");
        let entry = json!({ "kind": "correction", "date": "2024-08-01", "what": what, "why": "Typed wrong." });
        dataset["yearbook"]["revisions"] = json!([entry]);
    })
}

/// The exit status, what is printed, and what is said.
fn diff(old: &Folder, new: &Folder, options: &[&str]) -> (Option<i32>, String, String) {
    let place = old.root.to_string_lossy();
    let mut arguments = vec!["diff", &place, "."];
    arguments.extend(options);
    let run = new.run(&arguments);
    (run.status, run.stdout, run.stderr)
}

#[test]
fn every_kind_of_change_is_told_with_both_values() {
    let old = project(OLD).write();
    let new = project(
        "area,period,people,obs_status\nnorth,2022,9,\nnorth,2023,12,\nsouth,2022,3,\nsouth,2023,7,\nsouth,2024,5,\n",
    )
    .write();
    let (status, printed, said) = diff(&old, &new, &[]);
    assert_eq!((status, said.as_str()), (Some(0), ""));
    assert_eq!(
        printed,
        "x: 2 cells new, 2 cells revised, 1 cell status changed\n  \
         revised: area=north,period=2022 people: 10 → 9 (-1, -10.0 %)\n  \
         status changed: area=north,period=2023 people: 12 (provisional) → 12\n  \
         revised: area=south,period=2022 people: 0 → 3 (+3)\n  \
         new: area=south,period=2023 people: suppressed → 7\n  \
         new: area=south,period=2024 people: no record → 5\n\
         class: minor\n"
    );
    let (_, back, _) = diff(&new, &old, &["--rows", "1"]);
    assert_eq!(
        back,
        "x: 2 cells revised, 2 cells withdrawn, 1 cell status changed\n  \
         revised: area=north,period=2022 people: 9 → 10 (+1, +11.1 %)\n  … and 4 more\nclass: major\n"
    );
    let same = diff(&old, &project(OLD).write(), &["--require-notes"]);
    assert_eq!(
        same,
        (
            Some(0),
            "nothing changed in the data\n".into(),
            String::new()
        )
    );
}

#[test]
fn only_what_changed_is_told_whatever_the_order_of_records_and_columns() {
    let turned = "period,area,people,obs_status\n2023,south,,Q\n2022,south,0,\n2023,north,12,P\n2022,north,10,\n";
    let (_, printed, _) = diff(&project(OLD).write(), &project(turned).write(), &[]);
    assert_eq!(printed, "nothing changed in the data\n");
    // Numbers that are equal are the same number.
    let (old, new) = (
        "area,n\nnorth,2.0\nsouth,1\n",
        "area,n\nnorth,2.00\nsouth,1\n",
    );
    let (_, printed, _) = diff(&project(old).write(), &project(new).write(), &[]);
    assert_eq!(printed, "nothing changed in the data\n");
}

#[test]
fn a_published_site_is_compared_as_its_data_were() {
    let folder = project(OLD).write();
    assert_eq!(folder.run(&["build", "--output", "public"]).status, Some(0));
    let published = folder.root.join("public");
    let place = published.to_string_lossy();
    let run = folder.run(&["diff", &place, "."]);
    assert_eq!(
        run.stdout, "nothing changed in the data\n",
        "{}",
        run.stderr
    );
    folder.put("data/x.csv", OLD.replace(",10,", ",11,"));
    let run = folder.run(&["diff", &place, "."]);
    assert!(
        run.stdout.contains("people: 10 → 11 (+1, +10.0 %)"),
        "{}",
        run.stdout
    );
}

#[test]
fn codes_and_columns_are_told_and_decide_the_class() {
    let old = project("area,people\nnorth,1\nsouth,2\n").write();
    let class = |new: Project, told: &[&str]| {
        let (status, printed, said) = diff(&old, &new.write(), &[]);
        assert_eq!(status, Some(0), "{said}");
        for told in told {
            assert!(printed.contains(told), "{told}: {printed}");
        }
        let class = printed.trim_end().rsplit(' ').next();
        class.expect("a class").to_owned()
    };
    let areas = |csv: &str, data: &str| Project::new().codes("areas.csv", csv).data("x.csv", data);
    let same = "area,people\nnorth,1\nsouth,2\n";
    let added = areas("area,name_en\nnorth,North\nsouth,South\nwest,West\n", same);
    assert_eq!(class(added, &["areas: 1 code new", "new: west"]), "minor");
    let renamed = areas("area,name_en\nnorth,The north\nsouth,South\n", same);
    assert_eq!(
        class(renamed, &["renamed: north: North → The north"]),
        "patch"
    );
    let gone = areas("area,name_en\nnorth,North\n", "area,people\nnorth,1\n");
    let told = ["gone: south", "withdrawn: area=south people: 2 → no record"];
    assert_eq!(class(gone, &told), "major");
    let measure = areas(AREAS, "area,houses,people\nnorth,1,1\nsouth,1,2\n");
    assert_eq!(class(measure, &["measure `houses` is new"]), "minor");
    let dimension = areas(AREAS, "area,period,people\nnorth,2023,1\nsouth,2023,2\n");
    assert_eq!(class(dimension, &["dimension `period` is new"]), "major");
    let unit = areas(AREAS, same).described(|_| ()).replaced(
        "data/datapackage.json",
        "\"unit\": \"persons\"",
        "\"unit\": \"thousands\"",
    );
    assert_eq!(class(unit, &["the unit of `people`"]), "major");
    let dataset = areas(AREAS, same).data("y.csv", "area,wells\nnorth,1\n");
    assert_eq!(class(dataset, &["y: new, with 1 record"]), "minor");
}

#[test]
fn a_published_number_that_changes_needs_a_new_entry() {
    let changed = OLD.replace("north,2022,10", "north,2022,9");
    let old = project(OLD).write();
    let (status, _, said) = diff(&old, &project(&changed).write(), &["--require-notes"]);
    assert_eq!(status, Some(1));
    assert!(
        said.starts_with("error: `x` has other numbers than were published"),
        "{said}"
    );
    assert!(
        said.contains("revised: area=north,period=2022 people: 10 → 9"),
        "{said}"
    );
    let explained = with_entry(project(&changed), "North was 10.").write();
    let (status, printed, said) = diff(&old, &explained, &["--require-notes"]);
    assert_eq!((status, said.as_str()), (Some(0), ""));
    assert!(
        printed.contains("entry of 2024-08-01: correction"),
        "{printed}"
    );
    // The entry of an earlier change explains no later one, and is kept.
    let again = with_entry(project(OLD), "North was 10.").write();
    assert_eq!(diff(&explained, &again, &["--require-notes"]).0, Some(1));
    let shortened = project(&changed).write();
    let (status, _, said) = diff(&explained, &shortened, &["--require-notes"]);
    assert_eq!(status, Some(1));
    assert!(
        said.contains("the entry of 2024-08-01 is gone from the `revisions` of `x`"),
        "{said}"
    );
    // New numbers need none.
    let more = project(&format!("{OLD}south,2024,5,\n")).write();
    assert_eq!(diff(&old, &more, &["--require-notes"]).0, Some(0));
}

#[test]
fn programs_and_people_who_review_read_the_same_changes() {
    let text = "item,n\na|b <i>_@you_,1\n";
    let old = project(OLD).data("y.csv", text).write();
    let new = project(&OLD.replace(",10,", ",1234567890.125,"))
        .data("y.csv", &text.replace(",1\n", ",2\n"))
        .write();
    let (_, printed, _) = diff(&old, &new, &["--format", "json"]);
    let file: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(
        (&file["format"], &file["class"]),
        (&json!(1), &json!("patch"))
    );
    let resources = file["resources"].as_array().expect("resources");
    let dataset = resources
        .iter()
        .find(|r| r["resource"] == "x")
        .expect("the dataset");
    assert_eq!(
        dataset["cells"],
        json!([{
            "change": "revised",
            "key": { "area": "north", "period": "2022" },
            "measure": "people",
            "old": { "value": "10", "statuses": [] },
            "new": { "value": "1234567890.125", "statuses": [] },
            "difference": "1234567880.125",
            "percent": "12345678801.3",
        }])
    );
    let (_, printed, _) = diff(&old, &new, &["--format", "markdown"]);
    for told in [
        "Class of the change: **patch**",
        "| revised | north | 2022 | people | 10 | 1234567890.125 | +1234567880.125 | +12345678801.3 |",
        "| revised | a\\|b &lt;i\\>\\_&#64;<!-- -->you\\_ | n | 1 | 2 | +1 | +100.0 |",
    ] {
        assert!(printed.contains(told), "{told}\n{printed}");
    }
}

#[test]
fn data_with_mistakes_are_not_compared() {
    let broken = project(&OLD.replace(",10,", ",1O,")).write();
    let (status, printed, said) = diff(&project(OLD).write(), &broken, &[]);
    assert_eq!((status, printed.as_str()), (Some(1), ""));
    assert!(said.starts_with("in .:\nerror["), "{said}");
    assert!(said.contains("data/x.csv:2:"), "{said}");
    let run = broken.run(&["diff", "nowhere", "."]);
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
}

#[test]
fn what_had_mistakes_before_may_be_mended() {
    let other = "item,n\na,1\nb,2\n";
    let broken = project(&OLD.replace(",10,", ",1O,")).data("y.csv", other);
    let mended = project(OLD).data("y.csv", &other.replace(",2", ",3"));
    let (status, printed, said) = diff(&broken.write(), &mended.write(), &[]);
    assert_eq!(status, Some(0), "{said}");
    assert!(printed.contains("y: 1 cell revised"), "{printed}");
    let (_, alone, _) = diff(
        &project(&OLD.replace(",10,", ",1O,")).write(),
        &project(OLD).write(),
        &[],
    );
    assert!(
        alone.starts_with("nothing changed in the data that can be compared\n"),
        "{alone}"
    );
    assert!(
        printed.contains("x: not compared, since what it was has mistakes"),
        "{printed}"
    );
    assert!(said.contains("warning: `x` is not compared"), "{said}");
    let strict = &["--require-notes", "--format", "json"];
    let (status, printed, said) = diff(&broken.write(), &mended.write(), strict);
    assert_eq!(status, Some(1));
    assert!(said.contains("`y` has other numbers"), "{said}");
    assert!(!said.contains("`x` has other numbers"), "{said}");
    let file: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(file["not_compared"], json!(["x"]));
}

#[test]
fn a_published_number_cannot_leave_unnoticed() {
    let old = with_entry(project(OLD), "North was 9.").write();
    let fails = |new: Project, told: &str| {
        let (status, _, said) = diff(&old, &new.write(), &["--require-notes"]);
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(told), "{told}\n{said}");
    };
    let renamed = OLD.replace("people", "persons").replace(",10,", ",11,");
    let with_its_entry = |csv: &str| with_entry(project(csv), "North was 9.");
    fails(with_its_entry(&renamed), "measure `people` is gone in `x`");
    let narrowed = "period,people,obs_status\n2022,11,\n2023,12,P\n";
    fails(with_its_entry(narrowed), "dimension `area` is gone in `x`");
    let in_thousands = with_its_entry(OLD).replaced(
        "data/datapackage.json",
        "\"unit\": \"persons\"",
        "\"unit\": \"thousands\"",
    );
    fails(in_thousands, "the unit of `people`");
    // Where nobody names an area, another number is meant.
    let total = "areas.csv";
    let areas = "area,name_en\nnorth,North\nsouth,South\ntotal,All\n";
    let csv = "area,people\nnorth,1\nsouth,2\ntotal,3\n";
    let with_total = Project::new().codes(total, areas).data("x.csv", csv);
    let other = with_total.clone().described(|_| ()).replaced(
        "data/datapackage.json",
        "\"total\": \"total\"",
        "\"total\": \"south\"",
    );
    let (status, printed, said) = diff(&with_total.write(), &other.write(), &["--require-notes"]);
    assert_eq!(status, Some(1));
    let told = "the total of `area` was `total` and is `south`";
    assert!(
        printed.contains(told) && said.contains(told),
        "{printed}\n{said}"
    );
    assert!(printed.contains("class: major"), "{printed}");

    // A dataset that is gone takes its register with it.
    let gone = Project::new().codes("areas.csv", AREAS).write();
    let (status, printed, said) = diff(&old, &gone, &["--require-notes"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("`x` was published and is gone"), "{said}");
    assert!(said.contains("the entry of 2024-08-01 is gone"), "{said}");
    assert!(printed.contains("1 gone from the register"), "{printed}");
    let given_up = Project::new().codes("areas.csv", AREAS).config(
        "title = \"T\"\nlanguages = [\"en\"]\n[gone]\n\"/data/x/\" = \"nobody counts it any more\"\n",
    );
    let (status, _, said) = diff(&old, &given_up.write(), &["--require-notes"]);
    assert_eq!((status, said.as_str()), (Some(0), ""));
}

#[test]
fn entries_of_one_day_are_told_apart_by_what_they_are_about() {
    let changed = OLD.replace("south,2022,0", "south,2022,1");
    let with = |csv: &str, codes: &[(&str, &str)]| {
        let entries = codes.iter().map(|(area, period)| {
            json!({
                "kind": "correction", "date": "2024-08-01", "what": "Typed wrong.", "why": "A slip.",
                "affected": [{ "where": { "area": area, "period": period } }],
            })
        });
        let entries: Vec<Value> = entries.collect();
        project(csv).described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let dataset = resources
                .iter_mut()
                .find(|r| r["name"] == "x")
                .expect("the dataset");
            dataset["yearbook"]["updated"] = json!("2024-08-01");
            dataset["yearbook"]["revisions"] = Value::Array(entries);
        })
    };
    let (north, south) = (("north", "2022"), ("south", "2022"));
    let old = with(OLD, &[north]).write();
    for entries in [[north, south], [south, north]] {
        let (status, _, said) = diff(
            &old,
            &with(&changed, &entries).write(),
            &["--require-notes"],
        );
        assert_eq!((status, said.as_str()), (Some(0), ""));
    }
    // An entry that is now about something else is another one, and the first is lost.
    let (status, _, said) = diff(
        &old,
        &with(&changed, &[south]).write(),
        &["--require-notes"],
    );
    assert_eq!(status, Some(1));
    assert!(said.contains("the entry of 2024-08-01 is gone"), "{said}");
    // An entry that was there explains nothing new, whatever stands beside it.
    let (status, _, said) = diff(
        &with(OLD, &[north, south]).write(),
        &with(&changed, &[south, north, north]).write(),
        &["--require-notes"],
    );
    assert_eq!(status, Some(1));
    assert!(said.contains("(1 cell)"), "{said}");
}

#[test]
fn texts_of_the_data_are_no_links_beside_a_proposed_change() {
    let text = "item,n\nsee https://example.org or www.example.org and GH-1 #2 $x$,1\n";
    let old = Project::new().data("y.csv", text).write();
    let new = Project::new()
        .data("y.csv", &text.replace(",1\n", ",2\n"))
        .write();
    let (_, printed, _) = diff(&old, &new, &["--format", "markdown"]);
    let told = "see https:<!-- -->//example.org or www<!-- -->.example.org and GH<!-- -->-1 \\#<!-- -->2 &#36;x&#36;";
    assert!(printed.contains(told), "{printed}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_no_success() {
    let old = project(OLD).write();
    let place = old.root.to_string_lossy();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let full = full.expect("a device that is always full");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_yearbook"))
        .args(["diff", &place, &place])
        .stdout(full)
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("cannot write the result"), "{said}");
}

#[test]
fn a_damaged_list_of_files_is_told() {
    let folder = project(OLD).write();
    assert_eq!(folder.run(&["build", "--output", "first"]).status, Some(0));
    assert_eq!(folder.run(&["build", "--output", "second"]).status, Some(0));
    folder.put("first/.yearbook.json", "{");
    let run = folder.run(&["diff", "first", "second"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("first/.yearbook.json is damaged"),
        "{}",
        run.stderr
    );
}

#[test]
fn two_published_sites_tell_which_files_and_pages_changed() {
    let number = "{{ value('x.people', area='north', period='2022') }}";
    let folder = project(OLD)
        .page("content/a.md", "+++\ntitle = \"A\"\nsummary = \"{{ value('x.people', area='north', period='2022') }}.\"\n+++\n")
        .page("content/b.md", "+++\ntitle = \"B\"\nsummary = \"B.\"\n+++\n")
        .page("content/c.md", "+++\ntitle = \"C\"\nsummary = \"C.\"\n+++\n")
        .page("content/e.md", &format!("+++\ntitle = \"E\"\nsummary = \"E.\"\n+++\n{number}\n"))
        .page("content/f.md", "+++\ntitle = \"F\"\nsummary = \"F.\"\n+++\n")
        .page("content/g.md", "+++\ntitle = \"G\"\nsummary = \"G.\"\nkind = \"search\"\n+++\n")
        .write();
    assert_eq!(folder.run(&["build", "--output", "first"]).status, Some(0));
    folder.put("data/x.csv", OLD.replace(",10,", ",11,"));
    folder.put(
        "content/e.md",
        format!("+++\ntitle = \"E\"\nsummary = \"E.\"\n+++\nNow {number}\n"),
    );
    folder.put(
        "content/f.md",
        "+++\ntitle = \"F\"\nsummary = \"Other.\"\n+++\n",
    );
    std::fs::remove_file(folder.root.join("content/b.md")).expect("it is there");
    folder.put(
        "content/d.md",
        "+++\ntitle = \"D\"\nsummary = \"D.\"\n+++\n",
    );
    assert_eq!(folder.run(&["build", "--output", "second"]).status, Some(0));
    let run = folder.run(&["diff", "first", "second"]);
    assert!(
        run.stdout.contains("people: 10 → 11 (+1, +10.0 %)"),
        "{}",
        run.stdout
    );
    for told in [
        "page new: /d/",
        "page changed: /a/ (by data)",
        "page changed: /data/x/ (by data)",
        "page changed: /e/ (by data and text)",
        "page changed: /f/ (by text)",
        "page changed: /g/ (by other pages)",
        "page gone: /b/",
    ] {
        assert!(run.stdout.contains(told), "{told}: {}", run.stdout);
    }
    assert!(!run.stdout.contains("/c/"), "{}", run.stdout);
    let run = folder.run(&["diff", "first", "second", "--format", "json"]);
    let file: Value = serde_json::from_str(&run.stdout).expect("JSON");
    // The paths are those of a comparison by bytes.
    let (old, new) = (
        tree(&folder.root.join("first")),
        tree(&folder.root.join("second")),
    );
    let beside = |one: &Tree, other: &Tree| -> Vec<String> {
        one.keys()
            .filter(|path| !other.contains_key(*path))
            .cloned()
            .collect()
    };
    let others = old.iter().filter(|(path, bytes)| {
        *path != ".yearbook.json" && new.get(*path).is_some_and(|other| other != *bytes)
    });
    let changed: Vec<&String> = others.map(|(path, _)| path).collect();
    let files = &file["files"];
    assert_eq!(
        (&files["added"], &files["changed"], &files["removed"]),
        (
            &json!(beside(&new, &old)),
            &json!(changed),
            &json!(beside(&old, &new))
        )
    );
    assert_eq!(files["causes"]["e/index.html"], json!(["data", "text"]));
    // What the whole site is called stands on every page.
    folder.put(
        "yearbook.toml",
        "title = \"Renamed\"\nlanguages = [\"en\"]\n",
    );
    assert_eq!(folder.run(&["build", "--output", "third"]).status, Some(0));
    let run = folder.run(&["diff", "second", "third"]);
    assert!(
        run.stdout.contains("page changed: /c/ (by theme)"),
        "{}",
        run.stdout
    );
    let run = folder.run(&["diff", "first", "second", "--format", "markdown"]);
    assert!(
        run.stdout.contains("## What changed on the site"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("- page gone: /b/"), "{}", run.stdout);
    let run = folder.run(&["diff", "second", "second"]);
    assert_eq!(
        run.stdout,
        "nothing changed in the data\nno published file changed\n"
    );
}

#[test]
fn an_entry_explains_only_what_it_is_about() {
    let old = project(OLD).write();
    let changed = OLD
        .replace("2022,10", "2022,11")
        .replace("south,2022,0", "south,2022,1");
    let explained =
        |affected: Value| {
            let project = with_entry(project(&changed), "11 and not 10.");
            let project = project.described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let dataset = resources.iter_mut().find(|r| r["name"] == "x").expect("the dataset");
            dataset["yearbook"]["updated"] = json!("2024-08-01");
            dataset["yearbook"]["revisions"] = json!([{
                "kind": "correction", "date": "2024-08-01", "what": "11.", "why": "Typed wrong.",
                "affected": affected,
            }]);
        });
            diff(&old, &project.write(), &["--require-notes"])
        };
    let north = json!({ "measures": ["people"], "where": { "area": "north", "period": "2022" } });
    let (status, _, said) = explained(json!([north]));
    assert_eq!(status, Some(1));
    assert!(
        said.contains("`x` has other numbers than were published (1 cell)"),
        "{said}"
    );
    assert!(
        said.contains("the first is revised: area=south,period=2022 people: 0 → 1"),
        "{said}"
    );
    let south = json!({ "where": { "area": "south", "period": ["2022"] } });
    let (status, printed, said) = explained(json!([north, south]));
    assert_eq!((status, said.as_str()), (Some(0), ""), "{printed}");
}

#[test]
fn that_a_mark_of_a_revision_ends_is_no_change() {
    let marked = OLD.replace("2022,10,", "2022,10,R");
    let (status, printed, _) = diff(&project(&marked).write(), &project(OLD).write(), &[]);
    assert_eq!(
        (status, printed.as_str()),
        (Some(0), "nothing changed in the data\n")
    );
}
