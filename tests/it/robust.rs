//! Builds in surroundings that fail them: a disk that takes no more, a place that cannot be written, a
//! file that goes while it is read. What was published stays whole, and the next build is not refused.
#![cfg(unix)]

use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::process::program;
use crate::project::{Folder, Project, tree};

/// Sizes at which a file takes no more, in blocks of 512 bytes: at once, in the first page, in the list of
/// all files.
const FULL_AT: [usize; 5] = [0, 2, 6, 10, 16];

/// How many builds meet a file that comes and goes.
const MEETINGS: usize = 40;

fn site(number: u32) -> Project {
    let mut site = Project::new().data("x.csv", &format!("area,people\nnorth,{number}\n"));
    for page in 0..40 {
        let front = "+++\ntitle = \"Page\"\nsummary = \"A number.\"\n+++\n";
        let text = format!("{front}Page {page}: {{{{ value('x.people', area='north') }}}}\n");
        site = site.page(&format!("content/p{page}.md"), &text);
    }
    site.file("static/table.bin", vec![7; 9000])
}

/// Makes a folder hold another site.
fn become_site(folder: &Folder, number: u32) {
    site(number).write_into(&folder.root);
}

/// Builds while every file that is written can only grow to some size, as on a disk that is full: the
/// system refuses what is more.
fn build_on_full_disk(folder: &Folder, blocks: usize) -> (Option<i32>, String) {
    let path = env!("CARGO_BIN_EXE_yearbook");
    // The signal that comes with the refusal is ignored, so that the refusal is seen.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{path}' build");
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(&folder.root)
        .output()
        .expect("a shell");
    let said = String::from_utf8(output.stderr).expect("stderr is UTF-8");
    (output.status.code(), said)
}

#[test]
fn on_a_full_disk_the_old_site_stays_and_the_next_build_publishes() {
    let folder = site(1).write();
    // Nothing was ever published there.
    let (status, said) = build_on_full_disk(&folder, 2);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("cannot write"), "{said}");
    assert!(!folder.root.join("public").exists());
    assert_eq!(folder.run(&["build"]).status, Some(0));
    let old = folder.published();
    become_site(&folder, 2);
    for blocks in FULL_AT {
        let (status, said) = build_on_full_disk(&folder, blocks);
        assert_eq!(status, Some(2), "{blocks}: {said}");
        assert!(said.contains("cannot write"), "{blocks}: {said}");
        assert!(folder.published() == old, "{blocks}: the old site is whole");
    }
    let run = folder.run(&["build", "--verify"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(folder.published() != old);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = site(1).write();
    // Nobody can make a folder there, whoever they are.
    for place in ["/proc/yearbook-test/public", "/dev/null/public"] {
        let run = folder.run(&["build", "--output", place]);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        let above = place.rsplit_once('/').expect("a folder").0;
        assert!(run.stderr.contains(above), "{}", run.stderr);
        assert!(
            run.stderr.starts_with("yearbook: cannot "),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_file_that_goes_while_it_is_read_is_there_or_is_not() {
    let folder = site(1).write();
    let coming_and_going = [
        (
            "content/late.md",
            "+++\ntitle = \"Late\"\nsummary = \"S.\"\n+++\n",
        ),
        ("static/late.txt", "late"),
    ];
    assert_eq!(
        folder.run(&["build", "--output", "without"]).status,
        Some(0)
    );
    let without = tree(&folder.root.join("without"));
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let root = folder.root.clone();
        scope.spawn(|| {
            let root = root;
            while !is_over.load(Ordering::Relaxed) {
                for (path, text) in coming_and_going {
                    fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("made");
                    fs::write(root.join(path), text).expect("written");
                }
                for (path, _) in coming_and_going {
                    fs::remove_file(root.join(path)).expect("removed");
                }
            }
        });
        let mut last = None;
        for _ in 0..MEETINGS {
            let output = program(&folder.root, &["build", "--quiet"])
                .output()
                .expect("it runs");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            match output.status.code() {
                Some(0) => last = Some(folder.published()),
                Some(2) => {
                    // It says which file it was, and what was published stays.
                    assert!(said.contains("late"), "{said}");
                    let now = folder
                        .root
                        .join("public")
                        .exists()
                        .then(|| folder.published());
                    assert!(now == last, "{said}");
                }
                // A document that was half written has no end of its front matter.
                Some(1) => assert!(said.contains("late"), "{said}"),
                other => panic!("{other:?}: {said}"),
            }
        }
        is_over.store(true, Ordering::Relaxed);
    });
    for (path, _) in coming_and_going {
        assert!(!folder.root.join(path).exists());
    }
    let run = folder.run(&["build", "--verify"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(folder.published() == without);
}
