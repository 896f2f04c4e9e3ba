//! What a build does to the folder that it publishes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::project::{Folder, Project, has_ending, tree};

fn site() -> Folder {
    Project::new()
        .codes("areas.csv", "area,name_en\nnorth,North\n")
        .data("x.csv", "area,people\nnorth,1\n")
        .page("content/a.md", "{{ value('x.people', area='north') }}")
        .write()
}

/// When each file and folder below a folder was last written.
fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let mut times = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let metadata = fs::metadata(&path).expect("metadata");
            let time = metadata.modified().expect("a time");
            times.insert(path.to_string_lossy().into_owned(), time);
            if metadata.is_dir() {
                open.push(path);
            }
        }
    }
    times
}

#[test]
fn a_failed_build_leaves_the_published_site_as_it_is() {
    let folder = site();
    assert_eq!(folder.run(&["build"]).status, Some(0));
    let public = folder.root.join("public");
    let (before, written) = (folder.published(), times(&public));
    std::thread::sleep(Duration::from_millis(20));
    for csv in [
        "area,people\nnorht,2\n",
        "area,people\nnorth,x\n",
        "area\n",
        "area,people\nsouth,2\n",
    ] {
        folder.put("data/x.csv", csv);
        let run = folder.run(&["build"]);
        assert_eq!(run.status, Some(1));
        assert!(run.stderr.contains("--> data/x.csv:"), "{}", run.stderr);
        assert_eq!(folder.published(), before);
        assert_eq!(times(&public), written, "files were written again");
    }
    folder.put("data/x.csv", "area,people\nnorht,2\n");
    let run = folder.run(&["build"]);
    assert!(
        run.stderr.contains("did you mean `north`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_failure_after_rendering_leaves_it_too() {
    let folder = site();
    assert_eq!(folder.run(&["build"]).status, Some(0));
    let before = folder.published();
    folder.put(
        "content/a.md",
        "+++\ntitle = \"New title\"\n+++\n[x](nowhere.md)\n",
    );
    assert_eq!(folder.run(&["build"]).status, Some(1));
    assert_eq!(folder.published(), before);
    folder.put("content/a.md", "+++\ntitle = \"New title\"\n+++\n");
    assert_eq!(folder.run(&["build"]).status, Some(0));
    assert!(
        folder.published()["a/index.html"]
            .windows(9)
            .any(|w| w == b"New title")
    );
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let folder = site();
    folder.put("public/thesis.txt", "ten years of work");
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr
            .contains("was not made by yearbook and is left as it is"),
        "{}",
        run.stderr
    );
    assert_eq!(
        folder.published().keys().collect::<Vec<_>>(),
        ["thesis.txt"]
    );
    folder.put(".other.spare/thesis.txt", "ten years of work");
    let run = folder.run(&["build", "--output", "other"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    let kept = tree(&folder.root.join(".other.spare"));
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["thesis.txt"]);
}

#[test]
fn the_sites_own_folder_is_refused() {
    let folder = site();
    for output in [".", "content", "data"] {
        let before = tree(&folder.root);
        let run = folder.run(&["build", "--output", output]);
        assert_eq!(run.status, Some(2), "{output}: {}", run.stderr);
        let after: BTreeMap<String, Vec<u8>> = tree(&folder.root)
            .into_iter()
            .filter(|(path, _)| !has_ending(path, "lock") && !path.contains(".spare/"))
            .collect();
        assert_eq!(after, before, "{output}");
    }
}

#[test]
fn an_empty_folder_and_an_earlier_site_are_taken() {
    let folder = site();
    fs::create_dir(folder.root.join("public")).expect("a folder");
    assert_eq!(folder.run(&["build"]).status, Some(0));
    let first = folder.published();
    assert!(first.contains_key("index.html"));
    for _ in 0..3 {
        assert_eq!(folder.run(&["build"]).status, Some(0));
        assert_eq!(folder.published(), first);
    }
}

#[cfg(unix)]
#[test]
fn a_link_or_a_file_in_place_of_the_folder_is_refused() {
    let folder = site();
    let real = folder.root.join("real");
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, folder.root.join("public")).expect("a link");
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("is a link, which cannot be exchanged"),
        "{}",
        run.stderr
    );
    assert!(tree(&real).is_empty());
    folder.put("file", "text");
    let run = folder.run(&["build", "--output", "file"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("is a file, which cannot be exchanged"),
        "{}",
        run.stderr
    );
    assert_eq!(
        fs::read_to_string(folder.root.join("file")).expect("the file"),
        "text"
    );
}

#[test]
fn what_is_no_longer_of_the_site_goes_and_kinds_may_change() {
    let folder = site();
    folder.put("static/x", "a file");
    folder.put("static/y/z", "below a folder");
    for _ in 0..2 {
        assert_eq!(folder.run(&["build"]).status, Some(0));
    }
    fs::remove_file(folder.root.join("static/x")).expect("gone");
    fs::remove_dir_all(folder.root.join("static/y")).expect("gone");
    folder.put("static/x/inner", "now a folder");
    folder.put("static/y", "now a file");
    fs::remove_file(folder.root.join("content/a.md")).expect("gone");
    let fresh = {
        let run = folder.run(&["build", "--output", "fresh"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        tree(&folder.root.join("fresh"))
    };
    for _ in 0..3 {
        let run = folder.run(&["build"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(folder.published(), fresh);
    }
    assert!(
        !folder.root.join("public/a").exists(),
        "an empty folder was left"
    );
}

#[test]
fn what_somebody_changed_in_the_spare_tree_is_not_published() {
    let folder = site();
    let title = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n");
    for text in ["One", "Two"] {
        folder.put("content/b.md", title(text));
        assert_eq!(folder.run(&["build"]).status, Some(0));
    }
    let spare = folder.root.join(".public.spare");
    let page = fs::read_to_string(spare.join("index.html")).expect("the spare page");
    fs::write(spare.join("index.html"), page.replace("Home", "Hole")).expect("changed");
    fs::write(spare.join("more.txt"), "more").expect("added");
    fs::remove_file(spare.join("a/index.html")).expect("removed");
    folder.put("content/b.md", title("Three"));
    assert_eq!(folder.run(&["build"]).status, Some(0));
    let run = folder.run(&["build", "--output", "fresh"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(folder.published(), tree(&folder.root.join("fresh")));
}

#[test]
fn the_manifest_lists_every_file_with_size_and_hash() {
    let folder = site();
    assert_eq!(folder.run(&["build"]).status, Some(0));
    let published = folder.published();
    let manifest: serde_json::Value =
        serde_json::from_slice(&published[".yearbook.json"]).expect("JSON");
    let listed = manifest["files"].as_object().expect("an object");
    let files: Vec<&String> = published
        .keys()
        .filter(|p| *p != ".yearbook.json")
        .collect();
    assert_eq!(listed.keys().collect::<Vec<_>>(), files);
    for (path, entry) in listed {
        let content = &published[path];
        assert_eq!(entry["size"], content.len());
        assert_eq!(entry["blake3"], blake3::hash(content).to_hex().as_str());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = site();
    let closed = folder.root.join("closed");
    fs::create_dir(&closed).expect("a folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("closed");
    // The superuser may write everywhere, and then there is nothing to tell.
    if fs::write(closed.join("probe"), "").is_ok() {
        return;
    }
    let run = folder.run(&["build", "--output", "closed/public"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.starts_with("yearbook: cannot write "),
        "{}",
        run.stderr
    );
}
