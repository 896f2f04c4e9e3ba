//! Builds that use what the last one left: only what must be is made again, and the outcome is
//! that of a build from nothing.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use crate::project::{Folder, Project, tree};

fn villages() -> Folder {
    Project::below_tests("villages", &["en", "vi"]).write()
}

/// When each published file was last written.
fn times(folder: &Folder) -> BTreeMap<String, SystemTime> {
    let public = folder.root.join("public");
    let files = folder.published().into_keys();
    files
        .map(|path| {
            let metadata = fs::metadata(public.join(&path)).expect("a published file");
            (path, metadata.modified().expect("a time"))
        })
        .collect()
}

#[track_caller]
fn build(folder: &Folder, more: &[&str]) -> String {
    let arguments: Vec<&str> = ["build"].iter().chain(more).copied().collect();
    let run = folder.run(&arguments);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    run.stderr
}

/// The pages that are not as they were before, without the manifest.
fn changed(before: &BTreeMap<String, SystemTime>, folder: &Folder) -> Vec<String> {
    let now = times(folder);
    let all = now
        .iter()
        .filter(|(path, time)| before.get(*path) != Some(time));
    let changed = all.map(|(path, _)| path.clone());
    changed
        .filter(|path| !path.starts_with(".yearbook"))
        .collect()
}

/// The site as it is built from nothing, elsewhere.
fn from_nothing(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    build(folder, &["--no-cache", "--output", "fresh"]);
    let fresh = tree(&folder.root.join("fresh"));
    for name in ["fresh", ".fresh.spare"] {
        let _not_always_there = fs::remove_dir_all(folder.root.join(name));
    }
    fresh
}

#[track_caller]
fn assert_as_from_nothing(folder: &Folder, after: &str) {
    let (published, fresh) = (folder.published(), from_nothing(folder));
    let differ: Vec<&String> = published
        .keys()
        .chain(fresh.keys())
        .filter(|path| published.get(*path) != fresh.get(*path))
        .collect();
    assert!(differ.is_empty(), "after {after}: {differ:?}");
}

#[test]
fn one_changed_record_changes_the_pages_of_its_area_and_of_what_it_is_part_of() {
    let folder = villages();
    build(&folder, &[]);
    let before = times(&folder);
    let csv = fs::read_to_string(folder.root.join("data/targets.csv")).expect("the targets");
    // The target of 2021 of one village, its commune, district and province: sums stay right.
    let mut changed_csv = String::new();
    for line in csv.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let is_above = ["d1c1v2", "d1c1", "d1", "p"].contains(&fields[0]);
        if is_above && fields[1] == "2021" {
            let target: u32 = fields[2].parse().expect("a number");
            changed_csv.push_str(&format!("{},2021,{}\n", fields[0], target + 1));
        } else {
            changed_csv.push_str(line);
            changed_csv.push('\n');
        }
    }
    folder.put("data/targets.csv", changed_csv);
    build(&folder, &[]);
    let pages = changed(&before, &folder);
    let pages: Vec<&str> = pages
        .iter()
        .filter_map(|path| path.strip_suffix("index.html"))
        .filter(|path| !path.starts_with("vi/"))
        .collect();
    assert_eq!(
        pages,
        [
            "communes/d1c1/",
            "data/targets/",
            "districts/d1/",
            "provinces/p/",
            "villages/d1c1v2/"
        ]
    );
    assert_as_from_nothing(&folder, "a changed target");
}

#[test]
fn nothing_changed_writes_nothing() {
    let folder = villages();
    build(&folder, &[]);
    build(&folder, &[]);
    let spare = folder.root.join(".public.spare");
    let before = (times(&folder), tree(&spare));
    build(&folder, &[]);
    assert!((times(&folder), tree(&spare)) == before);
    // A file that says the same in other words changes no page; the list of files tells what each is
    // made from.
    let text = fs::read_to_string(folder.root.join("content/villages.md")).expect("a document");
    folder.put("content/villages.md", format!("{text}\n\n"));
    build(&folder, &[]);
    let (mut old, mut new) = (before.0, times(&folder));
    for times in [&mut old, &mut new] {
        times.remove(".yearbook.json");
    }
    assert!(old == new);
}

#[test]
fn a_change_of_the_theme_changes_what_it_must() {
    let folder = villages();
    let theme = crate::project::repository().join("themes/default");
    for (path, content) in tree(&theme) {
        folder.put(&format!("themes/default/{path}"), content);
    }
    build(&folder, &[]);
    let replace = |path: &str, from: &str, to: &str| {
        let file = folder.root.join("themes/default").join(path);
        let text = fs::read_to_string(&file).expect("a file of the theme");
        assert!(text.contains(from), "{from}");
        fs::write(file, text.replace(from, to)).expect("written");
    };
    // The template of datasets: their pages and no other.
    let before = times(&folder);
    replace(
        "templates/dataset.html",
        "<h2 id=\"preview\">",
        "<h2 class=\"x\" id=\"preview\">",
    );
    build(&folder, &[]);
    let pages = changed(&before, &folder);
    assert!(!pages.is_empty());
    for page in &pages {
        assert!(
            page.contains("data/") && page.ends_with("index.html"),
            "{page}"
        );
    }
    assert_as_from_nothing(&folder, "a changed template");
    // Words of one language: its pages and no other.
    let before = times(&folder);
    replace("i18n/vi.toml", "\"Thuộc\"", "\"Trong\"");
    build(&folder, &[]);
    let pages = changed(&before, &folder);
    assert!(
        !pages.is_empty() && pages.iter().all(|page| page.starts_with("vi/")),
        "{pages:?}"
    );
    assert_as_from_nothing(&folder, "changed words");
    // A component is everywhere.
    let before = times(&folder);
    replace(
        "templates/components.html",
        "class=\"ancestry\"",
        "class=\"ancestry x\"",
    );
    build(&folder, &[]);
    assert!(changed(&before, &folder).len() > 30);
    assert_as_from_nothing(&folder, "a changed component");
}

#[test]
fn a_cache_that_is_damaged_gone_or_misled_changes_nothing() {
    let folder = villages();
    build(&folder, &[]);
    let first = folder.published();
    let kept = folder.root.join(".yearbook");
    let file = fs::read_dir(&kept)
        .expect("the folder of caches")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.extension().is_some_and(|ending| ending == "cache"))
        .expect("a cache");
    let sound = fs::read(&file).expect("a cache");
    for at in (0..sound.len()).step_by(sound.len() / 12) {
        let mut damaged = sound.clone();
        damaged[at] ^= 0x55;
        fs::write(&file, &damaged).expect("written");
        build(&folder, &[]);
        assert_eq!(folder.published(), first, "damaged at {at}");
    }
    fs::write(&file, &sound[..sound.len() / 2]).expect("written");
    build(&folder, &[]);
    assert_eq!(folder.published(), first, "cut");
    fs::remove_dir_all(&kept).expect("removed");
    build(&folder, &[]);
    assert_eq!(folder.published(), first, "gone");
    // Somebody changed, removed and added published files.
    let public = folder.root.join("public");
    fs::write(public.join("villages/d1c1v2/index.html"), "nonsense").expect("written");
    fs::remove_file(public.join("communes/d1c1/index.html")).expect("removed");
    fs::write(public.join("extra.txt"), "more").expect("written");
    build(&folder, &[]);
    assert_eq!(folder.published(), first, "touched");
    // The site was unpacked on another machine: times are others, the content is the same.
    for path in first.keys() {
        let file = fs::File::options()
            .write(true)
            .open(public.join(path))
            .expect("a file");
        file.set_modified(SystemTime::UNIX_EPOCH).expect("a time");
    }
    build(&folder, &[]);
    assert_eq!(folder.published(), first, "unpacked");
    // Its times are known from then on: nothing is read any more.
    build(&folder, &[]);
    let steps = build(&folder, &["--timings"]);
    assert!(
        steps.contains("compare") && !steps.contains("pages  "),
        "{steps}"
    );
    // A cache without its site.
    fs::remove_dir_all(&public).expect("removed");
    build(&folder, &[]);
    assert_eq!(folder.published(), first, "without its site");
}

#[test]
fn what_was_told_of_kept_pages_is_told_again() {
    let folder = Project::new()
        .data("x.csv", "area,people,people_status\nnorth,,L\nsouth,1,\n")
        .page(
            "content/a.md",
            "```table\nid = \"t\"\ndata = \"x\"\nwhere = { area = \"north\" }\nrows = [\"area\"]\nvalues = [\"people\"]\n```\n",
        )
        .write();
    let first = build(&folder, &[]);
    assert!(
        first.contains("no number is known for the figure `t`"),
        "{first}"
    );
    assert_eq!(build(&folder, &[]), first);
    assert_eq!(build(&folder, &["--no-cache"]), first);
    let run = folder.run(&["build", "--deny-warnings"]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
}

#[test]
fn data_are_made_anew_when_a_schema_in_a_file_of_its_own_changes() {
    let csv = "area,people\nnorth,..\nsouth,1\n";
    let folder = Project::new()
        .data("x.csv", csv)
        .described(|package| package["resources"][0]["schema"] = "x.schema.json".into())
        .write();
    let schema = |means: &str| {
        let text = format!(
            r#"{{ "fields": [
                {{ "name": "area", "type": "string" }},
                {{ "name": "people", "type": "integer", "yearbook": {{ "missing": {{ "..": "{means}" }} }} }}
            ], "primaryKey": ["area"], "missingValues": ["", ".."] }}"#
        );
        folder.put("data/x.schema.json", &text);
    };
    schema("missing");
    build(&folder, &[]);
    let before = folder.published()["data/x.csv"].clone();
    schema("suppressed");
    build(&folder, &[]);
    assert_as_from_nothing(&folder, "another meaning");
    assert_ne!(folder.published()["data/x.csv"], before);
}

#[test]
fn a_code_list_that_is_a_dataset_too_changes_the_names_on_pages() {
    let areas = "area,name_en,parent,people\nnorth,North,south,1\nsouth,South,,2\n";
    // The name of the parent is on a page that reads no record of it.
    let page = "+++\ntitle = \"{{ area }}\"\neach = \"areas\"\nwhere = { area = \"north\" }\n+++\nIn {{ area.parent }}: {{ value(\"people.people\", area=area) }}.\n";
    let project = Project::new()
        .codes("areas.csv", areas)
        .data("people.csv", "area,people\nnorth,1\nsouth,2\n")
        .page("content/a.md", page);
    let folder = project
        .described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let list = resources.iter().find(|r| r["name"] == "areas").cloned();
            let mut schema = list.expect("the list")["schema"].clone();
            schema["fields"][3] = serde_json::json!({ "name": "people", "type": "integer" });
            let people = resources
                .iter_mut()
                .find(|r| r["name"] == "people")
                .expect("data");
            people["path"] = "areas.csv".into();
            let keys = people["schema"]["foreignKeys"].clone();
            people["schema"] = schema;
            people["schema"]["primaryKey"] = serde_json::json!(["area"]);
            people["schema"]["foreignKeys"] = keys;
        })
        .write();
    fs::remove_file(folder.root.join("data/people.csv")).expect("removed");
    build(&folder, &[]);
    folder.put("data/areas.csv", areas.replace("South", "Far south"));
    build(&folder, &[]);
    let page = String::from_utf8(folder.published()["a/north/index.html"].clone()).expect("text");
    assert!(page.contains("Far south"), "{page}");
    assert_as_from_nothing(&folder, "another name");
}

#[test]
fn a_change_that_leaves_size_and_time_is_seen() {
    let folder = villages();
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let csv = folder.root.join("data/admissions.csv");
    let style = folder.root.join("themes/default/static/style.css");
    let theme = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/themes/default/static/style.css"
    );
    folder.put(
        "themes/default/static/style.css",
        fs::read_to_string(theme).expect("a sheet"),
    );
    let replace = |path: &std::path::Path, from: &str, to: &str| {
        let text = fs::read_to_string(path).expect("a file");
        assert!(text.contains(from) && from.len() == to.len());
        fs::write(path, text.replacen(from, to, 1)).expect("written");
        let file = fs::File::options().write(true).open(path).expect("a file");
        file.set_modified(long_ago).expect("a time");
    };
    replace(&csv, "p,2024,22,P", "p,2024,22,P");
    replace(&style, "margin", "margin");
    build(&folder, &[]);
    // Until what was written last is so old that its time tells something.
    std::thread::sleep(std::time::Duration::from_millis(2300));
    build(&folder, &[]);
    replace(&csv, "p,2024,22,P", "p,2024,22,E");
    replace(&style, "margin", "nigram");
    build(&folder, &[]);
    assert_as_from_nothing(&folder, "edits of the same size and time");
}

#[test]
#[cfg(unix)]
fn a_folder_of_the_site_that_is_a_link_is_not_taken_for_the_site() {
    let folder = villages();
    build(&folder, &[]);
    let (communes, elsewhere) = (
        folder.root.join("public/communes"),
        folder.root.join("elsewhere"),
    );
    fs::rename(&communes, &elsewhere).expect("moved");
    std::os::unix::fs::symlink(&elsewhere, &communes).expect("a link");
    build(&folder, &[]);
    let metadata = fs::symlink_metadata(&communes).expect("a folder");
    assert!(metadata.is_dir(), "the link is no longer there");
    assert!(elsewhere.join("d1c1/index.html").is_file());
    assert_as_from_nothing(&folder, "a link in the site");
}
