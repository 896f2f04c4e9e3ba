//! What a page depends on, where a cell is used, and the proof that nothing was forgotten.

use std::fs;

use yearbook::output::Proof;

use crate::project::{Folder, Project};

fn villages() -> Folder {
    Project::below_tests("villages", &["en", "vi"]).write()
}

#[track_caller]
fn answer(folder: &Folder, arguments: &[&str]) -> String {
    let run = folder.run(arguments);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    run.stdout
}

/// The line of an answer that begins with these words.
#[track_caller]
fn line<'a>(answer: &'a str, begin: &str) -> &'a str {
    let mut lines = answer.lines().map(str::trim);
    let found = lines.find_map(|line| line.strip_prefix(begin));
    found
        .unwrap_or_else(|| panic!("no `{begin}` in:\n{answer}"))
        .trim()
}

#[test]
fn a_page_says_what_it_is_made_of_and_why_it_was_made() {
    let folder = villages();
    let page = ["why", "/vi/villages/d1c1v2/"];
    assert!(line(&answer(&folder, &page), "last build").starts_with("none of this program"));
    folder.run(&["build"]);
    let first = answer(&folder, &page);
    for file in [
        "content/villages.vi.md",
        "content/villages.md",
        "data/targets.csv",
    ] {
        assert!(first.contains(file), "{first}");
    }
    assert!(
        line(&first, "depends on").contains("figure `course`"),
        "{first}"
    );
    assert!(line(&first, "last build").starts_with("rendered it, because no earlier"));
    assert!(line(&first, "next build").starts_with("keeps it"));
    let path = folder.root.join("content/villages.vi.md");
    let text = fs::read_to_string(&path).expect("a document");
    folder.put(
        "content/villages.vi.md",
        text.replace("so với chỉ tiêu", "và chỉ tiêu"),
    );
    assert_eq!(
        line(&answer(&folder, &page), "next build"),
        "renders it: changed since are figure `course`"
    );
    folder.run(&["build"]);
    assert_eq!(
        line(&answer(&folder, &page), "last build"),
        "rendered it, because these had changed: figure `course`"
    );
    let other = answer(&folder, &["why", "/villages/d1c1v2/"]);
    assert!(line(&other, "last build").starts_with("kept it"), "{other}");
    assert_eq!(folder.run(&["why", "/villages/d9/"]).status, Some(1));
}

#[test]
fn a_cell_says_where_it_is_used() {
    let folder = villages();
    let used = answer(&folder, &["why", "targets", "area=d1c1v2,period=2021"]);
    assert_eq!(
        used.trim(),
        "/vi/villages/d1c1v2/  figure `course`\n/villages/d1c1v2/  figure `course`"
    );
    // The number of a text without which the page cannot be made, and of the table of its parent.
    let used = answer(&folder, &["why", "targets", "area=d1c1v2,period=2024"]);
    assert!(
        used.contains("/villages/d1c1v2/  cannot be made without it"),
        "{used}"
    );
    assert!(used.contains("/communes/d1c1/  figure `parts`"), "{used}");
    for wrong in ["area=d1c1v9,period=2021", "aera=d1c1v2", "area=d1c1v2"] {
        assert_eq!(
            folder.run(&["why", "targets", wrong]).status,
            Some(1),
            "{wrong}"
        );
    }
    assert_eq!(folder.run(&["why", "targets", "d1c1v2"]).status, Some(2));
    assert_eq!(
        folder.run(&["why", "target", "area=d1c1v2"]).status,
        Some(1)
    );
}

#[test]
fn a_damaged_page_is_made_again_although_its_time_is_restored() {
    let folder = villages();
    let run = folder.run(&["build", "--verify"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(
        run.stderr.contains("verified: every byte"),
        "{}",
        run.stderr
    );
    // A change that nothing tells of: the same size, the same time.
    let page = folder.root.join("public/villages/d1c1v2/index.html");
    let modified = fs::metadata(&page)
        .and_then(|m| m.modified())
        .expect("a time");
    let text = fs::read_to_string(&page).expect("a page");
    fs::write(&page, text.replace("Synthetic", "Truthful!")).expect("written");
    let file = fs::File::options().write(true).open(&page).expect("a file");
    file.set_modified(modified).expect("a time");
    let run = folder.run(&["build", "--verify"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let repaired = fs::read_to_string(&page).expect("a page");
    assert_eq!(repaired, text);
    let left = fs::read_dir(&folder.root).expect("the site's folder");
    let left = left.filter(|entry| {
        let name = entry.as_ref().expect("an entry").file_name();
        name.to_string_lossy().contains("proof")
    });
    assert_eq!(left.count(), 0, "the proof is removed");
}

#[test]
fn a_proof_finds_every_file_that_is_not_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("public");
    let proof = Proof::of(&output).expect("a place");
    for (root, text) in [(&*output, "a"), (proof.place(), "b")] {
        fs::create_dir(root).expect("made");
        fs::write(root.join("same"), "x").expect("written");
        fs::write(root.join("other"), text).expect("written");
        fs::write(root.join(text), "x").expect("written");
    }
    let differ = proof.differences(&output).expect("compared");
    assert_eq!(differ, ["a", "b", "other"]);
}

#[test]
fn an_answer_is_that_of_the_build_that_is_asked_about() {
    let folder = villages();
    let built = folder.run(&["build", "--base-url", "https://example.org/stat/"]);
    assert_eq!(built.status, Some(0), "{}", built.stderr);
    let page = [
        "why",
        "/villages/d1c1v2/",
        "--base-url",
        "https://example.org/stat/",
    ];
    assert!(line(&answer(&folder, &page), "next build").starts_with("keeps it"));
    assert!(line(&answer(&folder, &page[..2]), "next build").starts_with("renders it"));
    fs::remove_file(folder.root.join("public/villages/d1c1v2/course.csv")).expect("removed");
    assert_eq!(
        line(&answer(&folder, &page), "next build"),
        "renders it: a file of it is not as it was left"
    );
    // Warnings do not hide that there is no such page.
    folder.put(
        "content/more.md",
        "+++\ntitle = \"More\"\ndraft = true\n+++\n\n```table\nid = \"t\"\ndata = \"admissions\"\nwhere = { area = \"p\", period = \"2030\" }\nrows = [\"area\"]\nvalues = [\"admitted\"]\n```\n",
    );
    let none = folder.run(&["why", "/more/"]);
    assert_eq!(none.status, Some(1));
    assert!(
        none.stderr.contains("there is no page /more/"),
        "{}",
        none.stderr
    );
    assert_eq!(folder.run(&["why", "/more/", "--drafts"]).status, Some(0));
    let twice = folder.run(&["why", "targets", "area=p,period=2021,area=d1"]);
    assert_eq!(twice.status, Some(2), "{}", twice.stderr);
}

#[test]
fn a_cell_in_a_sum_that_has_no_number_is_used() {
    let csv = "area,sex,people,people_status\nnorth,f,5,\nnorth,m,,C\n";
    let folder = Project::new()
        .data("x.csv", csv)
        .described(|package| {
            package["resources"][0]["schema"]["fields"][2]["yearbook"]["sumsOver"] =
                serde_json::json!(["sex"]);
        })
        .page(
            "content/a.md",
            "{{ value(\"x.people\", area=\"north\", absent=\"unknown\") }}\n",
        )
        .write();
    let used = answer(&folder, &["why", "x", "area=north,sex=f"]);
    assert!(used.contains("/a/  is made of it"), "{used}");
}
