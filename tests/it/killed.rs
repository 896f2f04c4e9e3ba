//! Builds that are killed, and builds that meet: a reader always finds one whole site, and the
//! next build is not refused.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::process::program;
use crate::project::{Folder, Project, tree};

type Tree = BTreeMap<String, Vec<u8>>;

const PAGES: usize = 100;

/// Files that only the second version of the site has: what a build has to take away takes time
/// too, in which it can be killed.
const FILES: usize = 120;

/// How many builds are killed, each at a moment of its own. `YEARBOOK_KILLS` asks for more.
const KILLS: usize = 50;

fn kills() -> usize {
    let asked = std::env::var("YEARBOOK_KILLS").ok();
    asked.map_or(KILLS, |kills| kills.parse().expect("a number of kills"))
}

fn site() -> Folder {
    let mut site = Project::new().data("x.csv", "area,people\nnorth,1000\n");
    for page in 0..PAGES {
        let front = "+++\ntitle = \"Page\"\nsummary = \"A number.\"\n+++\n";
        let text = format!("{front}Page {page}: {{{{ value('x.people', area='north') }}}}\n");
        site = site.page(&format!("content/p{page}.md"), &text);
    }
    for file in 0..FILES {
        site = site.file(&format!("static/f{file}/x.txt"), "x");
    }
    site.write()
}

/// Changes the inputs to one of the two versions.
fn become_version(folder: &Folder, version: usize) {
    folder.put(
        "data/x.csv",
        format!("area,people\nnorth,{}\n", 1000 + version),
    );
    let (there, away) = (folder.root.join("static"), folder.root.join("away"));
    match (version, there.exists()) {
        (0, true) => fs::rename(there, away).expect("moved away"),
        (1, false) => fs::rename(away, there).expect("moved back"),
        _ => {}
    }
}

/// The two complete sites.
fn whole(folder: &Folder) -> [Tree; 2] {
    [0, 1].map(|version| {
        become_version(folder, version);
        let output = format!("whole{version}");
        let run = folder.run(&["build", "--quiet", "--output", &output]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        tree(&folder.root.join(output))
    })
}

fn start(folder: &Folder) -> Child {
    program(&folder.root, &["build", "--quiet"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// How long a build takes that has to change everything.
fn time_of_a_build(folder: &Folder) -> Duration {
    let mut needed = Duration::ZERO;
    for version in [0, 0, 1] {
        become_version(folder, version);
        let begun = Instant::now();
        let run = folder.run(&["build", "--quiet", "--output", "probe"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        needed = begun.elapsed();
    }
    needed
}

/// Compares without printing hundreds of files.
#[track_caller]
fn is_one_of(published: &Tree, sites: &[Tree; 2], what: &str) {
    if sites.iter().any(|site| site == published) {
        return;
    }
    let differing = |site: &Tree| {
        let paths = site.keys().chain(published.keys());
        let differ = |path: &&String| site.get(*path) != published.get(*path);
        paths.filter(differ).take(3).cloned().collect::<Vec<_>>()
    };
    panic!(
        "{what}: {} files are neither site; {:?} differ from one, {:?} from the other",
        published.len(),
        differing(&sites[0]),
        differing(&sites[1])
    );
}

#[test]
fn a_killed_build_leaves_one_of_the_two_sites_whole_and_the_next_one_is_not_refused() {
    let folder = site();
    let sites = whole(&folder);
    assert_ne!(sites[0].len(), sites[1].len());
    let needed = time_of_a_build(&folder);
    let public = folder.root.join("public");
    let (mut killed, mut random) = (0, 0x9E37_79B9_7F4A_7C15_u64);
    let kills = kills();
    // Builds that are over before they are killed are no more than these.
    for round in 0..8 * kills {
        if killed == kills {
            break;
        }
        // xorshift: any spread of delays over the time of a build will do.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        become_version(&folder, usize::from(random >> 40 & 1 == 0));
        // Builds differ in length, and most are shorter than one that changes everything: the
        // square puts more kills at the beginning.
        let share = u32::try_from(random % 105).expect("a share of a hundred");
        let mut build = start(&folder);
        std::thread::sleep(needed * share * share / 10_000);
        build.kill().expect("a process of ours can be killed");
        let output = build.wait_with_output().expect("it has ended");
        let told = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            None => killed += 1,
            Some(0) => {}
            Some(status) => panic!("after {killed} kills a build ended with {status}: {told}"),
        }
        if public.exists() {
            is_one_of(&tree(&public), &sites, &format!("after kill {round}"));
        }
    }
    assert_eq!(killed, kills, "too few builds were killed in time");
    for (version, whole) in sites.iter().enumerate() {
        become_version(&folder, version);
        let run = folder.run(&["build", "--quiet"]);
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
        assert!(
            tree(&public) == *whole,
            "the build after the kills is not whole"
        );
    }
}

#[test]
fn a_build_that_could_not_even_begin_leaves_nothing_that_refuses_the_next_one() {
    let folder = site();
    let spare = folder.root.join(".public.spare");
    fs::create_dir(&spare).expect("a folder");
    // The disk was full, or the build was killed, before a sign of ownership was there.
    fs::write(spare.join(".yearbook.json.new"), "{\n  \"form").expect("a file");
    let run = folder.run(&["build", "--quiet"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert!(!folder.root.join("public/.yearbook.json.new").exists());
    let foreign = site();
    let spare = foreign.root.join(".public.spare");
    fs::create_dir(&spare).expect("a folder");
    for name in [".yearbook.json.new", "mine.txt"] {
        fs::write(spare.join(name), "mine").expect("a file");
    }
    let run = foreign.run(&["build", "--quiet"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("was not made by yearbook"),
        "{}",
        run.stderr
    );
    assert!(spare.join("mine.txt").exists());
}

#[test]
fn of_two_builds_at_once_one_wins_and_the_tree_is_whole() {
    let folder = site();
    let sites = whole(&folder);
    let public = folder.root.join("public");
    // From the second build on there is a spare tree.
    for _ in 0..2 {
        assert_eq!(folder.run(&["build", "--quiet"]).status, Some(0));
    }
    let mut refused = 0;
    // Whether two builds meet is up to the machine.
    for round in 0..20 {
        if round >= 4 && refused >= 1 {
            break;
        }
        become_version(&folder, round % 2);
        let builds = [start(&folder), start(&folder)];
        let mut succeeded = 0;
        for build in builds {
            let output = build.wait_with_output().expect("it ends");
            let told = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => succeeded += 1,
                Some(2) => {
                    assert!(told.contains("another build is writing"), "{told}");
                    refused += 1;
                }
                other => panic!("{other:?}: {told}"),
            }
        }
        assert!(succeeded >= 1);
        assert!(
            tree(&public) == sites[round % 2],
            "round {round} is not whole"
        );
    }
    assert!(refused >= 1, "the builds never met");
}
