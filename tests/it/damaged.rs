//! Damaged files of a published site and of the cache: none stays, whatever its times say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{Folder, Project, tree};

/// How many bits are flipped, at most one a file and build.
const FLIPS: usize = 300;

/// How many files are damaged before each build.
const AT_ONCE: usize = 12;

fn site() -> Folder {
    let mut site = Project::new().data("x.csv", "area,people\nnorth,1000\nsouth,12\n");
    for page in 0..8 {
        let front = format!("+++\ntitle = \"Page {page}\"\nsummary = \"A number.\"\n+++\n");
        let chart = "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\ntitle = \"T\"\n```\n";
        site = site.page(&format!("content/p{page}.md"), &format!("{front}{chart}"));
    }
    site.file("static/a/b.txt", "plain\n").write()
}

/// xorshift: any spread will do.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).expect("small")).expect("small")
    }
}

/// Flips a bit; the time of the file is what it was, if that is wanted.
fn flip(file: &Path, random: &mut Random, is_restored: bool) {
    let modified = fs::metadata(file)
        .and_then(|m| m.modified())
        .expect("a time");
    let mut content = fs::read(file).expect("a file");
    if content.is_empty() {
        return;
    }
    let at = random.below(content.len());
    content[at] ^= 1 << random.below(8);
    fs::write(file, content).expect("written");
    if is_restored {
        let file = fs::File::options().write(true).open(file).expect("a file");
        file.set_modified(modified).expect("a time");
    }
}

fn files(folder: &Folder) -> Vec<PathBuf> {
    let public = tree(&folder.root.join("public")).into_keys();
    let cache = tree(&folder.root.join(".yearbook")).into_keys();
    let public = public.map(|path| folder.root.join("public").join(path));
    let cache = cache.filter(|path| path.ends_with(".cache"));
    let cache = cache.map(|path| folder.root.join(".yearbook").join(path));
    public.chain(cache).collect()
}

fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths = one.keys().chain(other.keys());
    let differ = paths.filter(|path| one.get(*path) != other.get(*path));
    differ.cloned().collect()
}

#[test]
fn a_flipped_bit_never_stays_published() {
    let folder = site();
    assert_eq!(folder.run(&["build", "--quiet"]).status, Some(0));
    let whole = folder.published();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let (mut flipped, mut refused) = (0, 0);
    for round in 0.. {
        if flipped >= FLIPS {
            break;
        }
        let files = files(&folder);
        let mut damaged = Vec::new();
        for _ in 0..AT_ONCE {
            let file = &files[random.below(files.len())];
            if !damaged.contains(file) {
                flip(file, &mut random, round % 3 > 0);
                damaged.push(file.clone());
            }
        }
        flipped += damaged.len();
        let run = folder.run(&["build", "--quiet"]);
        match run.status {
            Some(0) => {
                let differ = differing(&folder.published(), &whole);
                assert!(differ.is_empty(), "{differ:?} of {damaged:?}");
            }
            // The list by which the folder is known as a site of this program is damaged.
            Some(2) => {
                refused += 1;
                assert!(
                    run.stderr.contains("was not made by yearbook"),
                    "{}",
                    run.stderr
                );
                fs::remove_dir_all(folder.root.join("public")).expect("removed");
                assert_eq!(folder.run(&["build", "--quiet"]).status, Some(0));
                assert!(differing(&folder.published(), &whole).is_empty());
            }
            other => panic!("{other:?}: {}", run.stderr),
        }
    }
    assert!(
        refused * 10 < flipped,
        "{refused} of {flipped} were refused"
    );
}

#[test]
fn a_site_that_was_unpacked_elsewhere_is_kept_by_its_content() {
    let folder = site();
    assert_eq!(folder.run(&["build", "--quiet"]).status, Some(0));
    let whole = folder.published();
    // Other inodes and times, as when a cache is restored.
    let public = folder.root.join("public");
    for (path, content) in &whole {
        fs::remove_file(public.join(path)).expect("removed");
        fs::write(public.join(path), content).expect("written");
    }
    fs::write(public.join("a/b.txt"), "plaim\n").expect("written");
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(differing(&folder.published(), &whole).is_empty());
    let run = folder.run(&["why", "/p1/"]);
    assert!(run.stdout.contains("kept"), "{}", run.stdout);
}

#[test]
fn a_list_of_files_that_was_changed_is_written_again() {
    let folder = site();
    assert_eq!(folder.run(&["build", "--quiet"]).status, Some(0));
    let list = folder.root.join("public/.yearbook.json");
    let whole = fs::read_to_string(&list).expect("the list");
    for arguments in [
        &["build", "--quiet"][..],
        &["build", "--quiet", "--no-cache"],
    ] {
        fs::write(&list, whole.replace("a/b.txt", "a/c.txt")).expect("written");
        assert_eq!(folder.run(arguments).status, Some(0));
        assert_eq!(fs::read_to_string(&list).expect("the list"), whole);
    }
}
