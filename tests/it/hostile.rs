//! Repositories of strangers: links, pipes and names that are meant to harm whoever builds them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::process::{Run, program};
use crate::project::{Folder, Project, tree};

/// A build of a small site that takes longer waits for something that never comes.
const PATIENCE: Duration = Duration::from_mins(1);

const SECRET: &str = "machine example.org password hunter2";

/// A repository, and files of the builder outside it.
struct Trap {
    site: Folder,
    outside: TempDir,
}

fn trap() -> Trap {
    let site = Project::new()
        .data("x.csv", "area,people\nnorth,1000\n")
        .file("static/plain.txt", "plain\n")
        .write();
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("netrc"), SECRET).expect("a file");
    fs::create_dir(outside.path().join("folder")).expect("a folder");
    fs::write(outside.path().join("folder/mine.txt"), SECRET).expect("a file");
    Trap { site, outside }
}

impl Trap {
    /// The names of the files that a build of this site keeps for itself.
    fn own_files() -> Vec<String> {
        let site = trap().site;
        assert_eq!(site.run(&["build"]).status, Some(0));
        let kept = fs::read_dir(site.root.join(".yearbook")).expect("the cache");
        let names = kept.map(|entry| entry.expect("an entry").file_name());
        let mut names = names.map(|name| name.into_string().expect("a text"));
        let stem = names
            .find_map(|name| name.strip_suffix(".cache").map(str::to_owned))
            .expect("a cache");
        let kept = ["{}.cache", "{}.now", "{}.new", ".{}.cache.new"];
        let kept = kept.map(|name| format!(".yearbook/{}", name.replace("{}", &stem)));
        let others = [
            ".yearbook/.gitignore",
            ".public.lock",
            ".public.spare",
            ".public.old",
            "public",
            ".yearbook",
        ];
        kept.into_iter().chain(others.map(str::to_owned)).collect()
    }

    /// Puts something in a place below the site's root that takes the place of what is there.
    fn place(&self, path: &str) -> PathBuf {
        let place = self.site.root.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        let _nothing_there = fs::remove_file(&place);
        place
    }

    fn netrc(&self) -> PathBuf {
        self.outside.path().join("netrc")
    }

    /// Commits everything and clones it, as a machine of a host of repositories does.
    fn cloned(&self) -> TempDir {
        let git = |folder: &Path, arguments: &[&str]| {
            let done = Command::new("git")
                .current_dir(folder)
                .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
                .args(arguments)
                .output()
                .expect("git runs");
            assert!(done.status.success(), "{done:?}");
        };
        git(&self.site.root, &["init", "--quiet"]);
        git(&self.site.root, &["add", "--all", "--force"]);
        git(&self.site.root, &["commit", "--quiet", "--message", "x"]);
        let clone = tempfile::tempdir().expect("a folder");
        let from = self.site.root.to_string_lossy().into_owned();
        git(clone.path(), &["clone", "--quiet", &from, "site"]);
        clone
    }

    /// What is outside is as it was.
    #[track_caller]
    fn holds(&self, run: &Run, what: &str) {
        let outside = tree(self.outside.path());
        let paths: Vec<&str> = outside.keys().map(String::as_str).collect();
        assert_eq!(
            paths,
            ["folder/mine.txt", "netrc"],
            "{what}: {}",
            run.stderr
        );
        assert!(
            outside.values().all(|content| content == SECRET.as_bytes()),
            "{what} changed a file outside: {}",
            run.stderr
        );
        assert!(
            !run.stderr.contains("hunter2") && !run.stdout.contains("hunter2"),
            "{what} prints a secret: {}",
            run.stderr
        );
    }
}

/// Runs the program; a run that does not end is ended.
#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut started = program(folder, arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    while started.try_wait().expect("a process of ours").is_none() {
        if begun.elapsed() > PATIENCE {
            started.kill().expect("a process of ours can be killed");
            panic!("{arguments:?} waits for something that never comes");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = started.wait_with_output().expect("it has ended");
    Run {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn pipe(place: &Path) {
    let made = Command::new("mkfifo").arg(place).status().expect("mkfifo");
    assert!(made.success());
}

#[test]
fn a_committed_link_in_place_of_an_own_file_leads_nowhere() {
    for name in Trap::own_files() {
        for target in ["netrc", "folder"] {
            let trap = trap();
            let place = trap.place(&name);
            symlink(trap.outside.path().join(target), &place).expect("a link");
            let clone = trap.cloned();
            let root = clone.path().join("site");
            let run = run(&root, &["build"]);
            trap.holds(&run, &format!("{name} -> {target}"));
            // Names of earlier versions, and the parked site, are not opened at all.
            let is_ignored = name.ends_with(".new") && !name.contains("/.");
            let is_ignored = is_ignored || name == ".public.old";
            let expected = if is_ignored { 0 } else { 2 };
            assert_eq!(run.status, Some(expected), "{name}: {}", run.stderr);
            assert!(
                is_ignored || run.stderr.contains("a link"),
                "{}",
                run.stderr
            );
        }
    }
}

#[test]
fn a_pipe_in_place_of_an_own_file_is_not_waited_for() {
    for name in Trap::own_files() {
        let trap = trap();
        pipe(&trap.place(&name));
        let run = run(&trap.site.root, &["build"]);
        trap.holds(&run, &name);
        let is_ignored = (name.ends_with(".new") && !name.contains("/.")) || name == ".public.old";
        let expected = if is_ignored { 0 } else { 2 };
        assert_eq!(run.status, Some(expected), "{name}: {}", run.stderr);
    }
    for name in [
        "public/.yearbook.json",
        "public/index.html",
        ".public.spare/x",
    ] {
        let trap = trap();
        assert_eq!(trap.site.run(&["build"]).status, Some(0));
        trap.site.put("data/x.csv", "area,people\nnorth,1001\n");
        assert_eq!(trap.site.run(&["build"]).status, Some(0));
        pipe(&trap.place(name));
        let run = run(&trap.site.root, &["build"]);
        assert!(matches!(run.status, Some(0 | 2)), "{name}: {}", run.stderr);
    }
}

#[test]
fn what_the_user_asks_to_write_goes_through_no_link_of_the_repository() {
    let chart =
        "id = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\ntitle = \"T\"\n";
    let cases: [(&str, &[&str]); 5] = [
        ("report.json", &["check", "--report", "report.json"]),
        ("out", &["build", "--output", "out/public"]),
        ("report", &["check", "--report", "report/x.json"]),
        ("c.svg", &["chart", "c.toml", "--out", "c.svg"]),
        (
            "data/new.json",
            &["data", "infer", "data/x.csv", "--merge", "data/new.json"],
        ),
    ];
    for (link, arguments) in cases {
        let trap = trap();
        trap.site.put("c.toml", chart);
        let target = if link.contains('.') {
            "netrc"
        } else {
            "folder"
        };
        symlink(trap.outside.path().join(target), trap.place(link)).expect("a link");
        let run = run(&trap.site.root, arguments);
        trap.holds(&run, link);
        assert_eq!(run.status, Some(2), "{link}: {}", run.stderr);
        assert!(run.stderr.contains("link"), "{link}: {}", run.stderr);
    }
    // A pipe is refused and not waited for.
    let trap = trap();
    pipe(&trap.place("report.json"));
    let run = run(&trap.site.root, &["check", "--report", "report.json"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
}

#[test]
fn inputs_are_read_from_the_folders_of_the_site_alone() {
    let links = [
        ("static/config.txt", "../.git/config"),
        ("static/e", "../.env"),
        ("static/git", "../.git"),
        ("content/x.png", "../.env"),
        ("data/secret.csv", "../.hidden/x.csv"),
        ("content/deep.md", "../data/.cache/x.md"),
        ("yearbook.toml", ".env"),
        ("data/x.csv", "OUTSIDE"),
        ("yearbook.toml", "OUTSIDE"),
        ("content/y.md", "OUTSIDE"),
        ("themes", "OUTSIDE-FOLDER"),
    ];
    for (link, target) in links {
        let trap = trap();
        for file in [".env", ".git/config", ".hidden/x.csv", "data/.cache/x.md"] {
            trap.site.put(file, SECRET);
        }
        let target = match target {
            "OUTSIDE" => trap.netrc(),
            "OUTSIDE-FOLDER" => trap.outside.path().join("folder"),
            below => PathBuf::from(below),
        };
        symlink(&target, trap.place(link)).expect("a link");
        for command in ["build", "check"] {
            let run = run(&trap.site.root, &[command]);
            trap.holds(&run, link);
            assert_eq!(run.status, Some(2), "{link}: {}", run.stderr);
            assert!(run.stderr.contains(link), "{link}: {}", run.stderr);
        }
        assert!(!trap.site.root.join("public").exists());
    }
}

#[test]
fn a_link_within_the_folders_of_the_site_is_followed() {
    let trap = trap();
    symlink("../data/x.csv", trap.site.root.join("static/copy.csv")).expect("a link");
    fs::create_dir(trap.site.root.join("static/a")).expect("a folder");
    trap.site.put("static/a/b.txt", "b\n");
    symlink("a", trap.site.root.join("static/c")).expect("a link");
    let run = run(&trap.site.root, &["build"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let published = trap.site.published();
    assert_eq!(published["copy.csv"], b"area,people\nnorth,1000\n");
    assert_eq!(published["c/b.txt"], b"b\n");
}

#[test]
fn a_file_that_is_named_alone_is_read_through_no_link_that_leads_out() {
    let trap = trap();
    symlink(trap.netrc(), trap.site.root.join("c.toml")).expect("a link");
    symlink("../.env", trap.site.root.join("data/y.csv")).expect("a link");
    trap.site.put(".env", SECRET);
    for arguments in [
        &["chart", "c.toml", "--out", "c.svg"][..],
        &["data", "infer", "data/y.csv"],
    ] {
        let run = run(&trap.site.root, arguments);
        trap.holds(&run, arguments[0]);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
    }
}

#[test]
fn a_link_leads_out_of_no_repository_however_its_path_is_written() {
    let trap = trap();
    symlink(trap.netrc(), trap.site.root.join("l.csv")).expect("a link");
    symlink(trap.netrc(), trap.site.root.join("data/l.csv")).expect("a link");
    symlink(trap.outside.path(), trap.site.root.join("out")).expect("a link");
    symlink("../.env", trap.site.root.join("data/hidden.csv")).expect("a link");
    symlink("x.csv", trap.site.root.join("data/own.csv")).expect("a link");
    trap.site.put("sub/deep/x.txt", "x");
    trap.site.put(".env", SECRET);
    let clone = trap.cloned();
    let above = clone.path();
    let root = above.join("site");
    let elsewhere = Path::new("/");
    // The user's own link to a link of the repository.
    symlink(root.join("l.csv"), above.join("mine.csv")).expect("a link");
    let absolute = root.join("data/l.csv").to_string_lossy().into_owned();
    let (sub, deep) = (root.join("sub"), root.join("sub/deep"));
    for (folder, path) in [
        (&*root, "l.csv"),
        (&root, "./data/l.csv"),
        (&root, "sub/../l.csv"),
        (&root, "out/netrc"),
        (&root, "sub/../out/netrc"),
        (&root, "data/hidden.csv"),
        (&sub, "../data/l.csv"),
        (&sub, "../data/hidden.csv"),
        (&deep, "../../out/netrc"),
        (above, "site/data/l.csv"),
        (above, "site/sub/../out/netrc"),
        (above, "mine.csv"),
        (elsewhere, &absolute),
        (&sub, &absolute),
    ] {
        let run = run(folder, &["data", "infer", path]);
        trap.holds(&run, path);
        assert_eq!(run.status, Some(2), "{path}: {}", run.stderr);
        assert!(run.stderr.contains("the link "), "{path}: {}", run.stderr);
    }
    // Written through, neither.
    for merge in ["../out/new.json", "../sub/../out/new.json"] {
        let run = run(&sub, &["data", "infer", "../out/x.csv", "--merge", merge]);
        trap.holds(&run, merge);
        assert_eq!(run.status, Some(2), "{merge}: {}", run.stderr);
        let run = self::run(&sub, &["chart", "../c.toml", "--out", merge]);
        trap.holds(&run, merge);
        assert_eq!(run.status, Some(2), "{merge}: {}", run.stderr);
    }
    // Links that stay in the repository are followed, and the user's own outside of one.
    symlink(root.join("data/x.csv"), above.join("x.csv")).expect("a link");
    for (folder, path) in [(&*sub, "../data/own.csv"), (above, "site/data/own.csv")] {
        let run = run(folder, &["data", "infer", path]);
        assert_eq!(run.status, Some(0), "{path}: {}", run.stderr);
    }
    let run = run(&sub, &["data", "infer", "../../x.csv"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

#[test]
fn a_published_site_is_read_through_no_link() {
    let trap = trap();
    let changes =
        "+++\ntitle = \"What changed\"\nsummary = \"S.\"\nkind = \"changes\"\n+++\n\nText.\n";
    trap.site.put("content/changes.md", changes);
    assert_eq!(trap.site.run(&["build"]).status, Some(0));
    fs::rename(trap.site.root.join("public"), trap.site.root.join("prev")).expect("moved");
    let api = trap.site.root.join("prev/api");
    let outside = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(&api).expect("a folder");
    fs::rename(&api, outside.path().join("api")).expect("moved");
    fs::write(outside.path().join("api/changes.json"), SECRET).expect("a file");
    symlink(outside.path().join("api"), &api).expect("a link");
    for command in ["build", "check"] {
        let run = run(&trap.site.root, &[command, "--previous", "prev"]);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("a link"), "{}", run.stderr);
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
    }
}

#[test]
fn a_new_site_is_made_through_no_link() {
    let trap = trap();
    let empty = tempfile::tempdir().expect("a folder");
    symlink(empty.path(), trap.site.root.join("new")).expect("a link");
    let clone = trap.cloned();
    let (above, root) = (clone.path(), clone.path().join("site"));
    let absolute = root.join("new").to_string_lossy().into_owned();
    for (folder, place) in [
        (&*root, "new"),
        (&root, "new/deep"),
        (above, "site/new"),
        (&root.join("data"), "../new"),
        (Path::new("/"), &absolute),
    ] {
        let run = run(folder, &["init", place]);
        assert_eq!(run.status, Some(2), "{place}: {}", run.stderr);
        assert!(run.stderr.contains("it is a link"), "{}", run.stderr);
        assert!(tree(empty.path()).is_empty(), "{place}");
    }
    // A link elsewhere is the user's own.
    symlink(empty.path(), above.join("mine")).expect("a link");
    let mine = above.join("mine").to_string_lossy().into_owned();
    let run = run(Path::new("/"), &["init", &mine]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(empty.path().join("yearbook.toml").is_file());
}

#[test]
fn a_link_of_the_users_own_may_lead_to_what_is_written() {
    let above = tempfile::tempdir().expect("a folder");
    let target = tempfile::tempdir().expect("a folder");
    let site = trap().site;
    let root = above.path().join("site");
    fs::rename(&site.root, &root).expect("moved");
    symlink(target.path(), above.path().join("mine")).expect("a link");
    let text = |path: PathBuf| path.to_string_lossy().into_owned();
    let absolute_root = text(root.clone());
    let mine = text(above.path().join("mine"));
    let absolute = [format!("{mine}/new"), format!("{mine}/r.json")];
    for (folder, root, [output, report]) in [
        (
            Path::new("/"),
            &*absolute_root,
            absolute.each_ref().map(String::as_str),
        ),
        (
            above.path(),
            "site",
            absolute.each_ref().map(String::as_str),
        ),
        (above.path(), "site", ["mine/new", "mine/r.json"]),
        (&root, ".", ["../mine/new", "../mine/r.json"]),
        (
            &root.join("data"),
            "..",
            ["../../mine/new", "../../mine/r.json"],
        ),
        (&root, ".", ["data/../../mine/new", "./../mine/r.json"]),
    ] {
        let arguments = ["--root", root, "--output", output, "--report", report];
        let run = run(folder, &[&["build"], &arguments[..]].concat());
        assert_eq!(run.status, Some(0), "{output}: {}", run.stderr);
        let made = tree(target.path());
        assert!(made.contains_key("new/index.html") && made.contains_key("r.json"));
        fs::remove_dir_all(target.path().join("new")).expect("removed");
        fs::remove_file(target.path().join("r.json")).expect("removed");
    }
    // In the site, and in a repository that the site is in, links are not.
    symlink(target.path(), root.join("out")).expect("a link");
    fs::create_dir(above.path().join(".git")).expect("a folder");
    for (folder, root, output) in [
        (
            Path::new("/"),
            &*absolute_root,
            &*format!("{absolute_root}/out/new"),
        ),
        (above.path(), "site", "site/out/new"),
        (above.path(), "site", "mine/new"),
        (&root, ".", "data/../out/new"),
        (&root, ".", "out/../new"),
        (&root.join("data"), "..", "../out/new"),
    ] {
        let run = run(folder, &["build", "--root", root, "--output", output]);
        assert_eq!(run.status, Some(2), "{output}: {}", run.stderr);
        assert!(run.stderr.contains("it is a link"), "{}", run.stderr);
        let kept = [".new.lock"].map(str::to_owned);
        assert!(tree(target.path()).keys().all(|path| kept.contains(path)));
    }
}

#[test]
fn pipes_and_odd_names_among_the_inputs_are_errors() {
    for path in ["static/p", "content/p.md", "data/p.csv", "yearbook.toml"] {
        let trap = trap();
        pipe(&trap.place(path));
        let run = run(&trap.site.root, &["build"]);
        assert_eq!(run.status, Some(2), "{path}: {}", run.stderr);
        assert!(run.stderr.contains("a pipe"), "{path}: {}", run.stderr);
    }
    for path in [
        "static/a\nb.txt",
        "content/\u{1b}[2J.md",
        "static/x\u{7f}/y.txt",
        "static/a\u{202e}fdp.exe",
        "content/b\u{200b}.md",
        "static/x\u{2028}/y.txt",
        "static/\u{feff}c.txt",
    ] {
        let trap = trap();
        trap.site.put(path, "x");
        let run = run(&trap.site.root, &["build"]);
        assert_eq!(run.status, Some(1), "{path:?}: {}", run.stderr);
        assert!(run.stderr.contains("bad-file-name"), "{}", run.stderr);
        assert!(
            !run.stderr.contains([
                '\u{1b}', '\u{7f}', '\u{202e}', '\u{200b}', '\u{2028}', '\u{feff}'
            ]),
            "{:?}",
            run.stderr
        );
    }
    for folder in [".git", ".GIT", ".Git", "deep/.gIt", "GIT~1", ".g\u{200c}it"] {
        let trap = trap();
        trap.site.put(&format!("static/{folder}/config"), SECRET);
        let run = run(&trap.site.root, &["build"]);
        trap.holds(&run, folder);
        assert_eq!(run.status, Some(2), "{folder}: {}", run.stderr);
    }
}

#[test]
fn published_paths_that_are_one_on_some_systems_are_an_error() {
    for (one, other) in [
        ("static/Logo.png", "static/logo.png"),
        ("static/About/x.txt", "content/about.md"),
        ("static/e\u{301}.txt", "static/é.txt"),
        ("static/DATA/x.txt", "static/plain2.txt"),
        ("static/Api/x", "static/plain2.txt"),
        ("static/Assets/x", "static/plain2.txt"),
        ("static/FIND/x", "static/plain2.txt"),
        ("static/.Yearbook.json", "static/plain2.txt"),
        ("static/.yearbook.json.new", "static/plain2.txt"),
        ("static/Robots.txt", "static/plain2.txt"),
        ("static/straße/x", "static/STRASSE/y"),
        ("static/ΑΣ", "static/ας"),
        ("static/ſ.txt", "static/s.txt"),
    ] {
        let page = "+++\ntitle = \"A\"\nsummary = \"B.\"\n+++\nText.\n";
        let text = |path: &str| if path.ends_with(".md") { page } else { "x" };
        let project = Project::new()
            .data("x.csv", "area,people\nnorth,1000\n")
            .file(one, text(one))
            .file(other, text(other));
        project.fails_with("duplicate-address");
    }
}

/// What came with a repository or an archive does not say what need not be made.
#[test]
fn a_cache_that_was_not_left_in_this_folder_is_not_believed() {
    let folder = Project::new().write();
    let rendered = |root: &Path, arguments: &[&str]| {
        let arguments = [&["build", "--report", "report.json"], arguments].concat();
        let run = run(root, &arguments);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let report = fs::read(root.join("report.json")).expect("a report");
        let report: serde_json::Value = serde_json::from_slice(&report).expect("a report");
        report["counts"]["rendered"].as_u64().expect("a count")
    };
    assert!(rendered(&folder.root, &[]) > 0);
    assert_eq!(
        rendered(&folder.root, &[]),
        0,
        "what it left itself is used"
    );
    let copy = || {
        let copy = tempfile::tempdir().expect("a folder");
        let copied = Command::new("cp")
            .args(["--archive", "--", ".", &copy.path().to_string_lossy()])
            .current_dir(&folder.root)
            .status();
        assert!(copied.expect("cp is there").success());
        copy
    };
    let copied = copy();
    assert!(rendered(copied.path(), &[]) > 0);
    assert_eq!(rendered(copied.path(), &[]), 0, "it is its own now");
    assert_eq!(rendered(copy().path(), &["--restored-cache"]), 0);
    let git = |arguments: &[&str]| {
        let run = Command::new("git")
            .current_dir(&folder.root)
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .expect("git is there");
        let told = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{told}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "--force", "."]);
    git(&["commit", "--quiet", "--message", "x"]);
    git(&["clone", "--quiet", ".", "clone"]);
    assert!(rendered(&folder.root.join("clone"), &[]) > 0);
}

#[test]
fn pages_scripts_and_files_of_hosts_beside_documents_are_errors() {
    let hidden = "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\">\" onload=\"x()\"/>";
    let encoded = "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><svg><scr\u{1b}(Bipt/></svg>";
    for (path, text) in [
        ("e.js.gz", "x"),
        ("e.svg.gz", "\u{1f}\u{8b}"),
        ("e.html.vi", "x"),
        ("e.html.", "x"),
        ("e.php.jpg", "x"),
        // Hosts that do not know the last ending go by the one before.
        ("e.html.ipynb", "<script>"),
        ("e.js.geojson", "x"),
        ("e.svg.ipynb", hidden),
        ("page", "\n<p>x</p>"),
        ("page.foo", "<title>x</title>"),
        ("e.svg", hidden),
        ("f.svg", encoded),
        (
            "g.xml",
            "<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
        ),
        ("_headers", "/*"),
        ("CNAME", "example.org"),
        ("deep/web.config", "x"),
        ("robots.txt", "x"),
    ] {
        let project = Project::new().page("content/a.md", "Text.");
        let content = project.file(&format!("content/{path}"), text);
        content.fails_with("active-content");
    }
    let published = Project::new()
        .page("content/a.md", "Text.")
        .file("content/report.v1.2.pdf", "%PDF")
        .file("content/x.csv.gz", "\u{1f}")
        .file("content/notebook.ipynb", "{\"a\": \"<script>\"}")
        .file("content/drawing.svg.png", "\u{89}PNG")
        .file("content/font.ttf", "\0\u{1}\0\0")
        .file("static/_headers", "/*\n")
        .file("static/page.html", "<p>x</p>")
        .write();
    let run = run(&published.root, &["build"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

#[test]
fn nothing_takes_the_place_of_a_compressed_copy() {
    let site = || Project::new().data("x.csv", "area,people\nnorth,1000\n");
    for path in [
        "static/index.html.gz",
        "static/Index.HTML.br",
        "static/404.html.zst",
        "static/robots.txt.gz",
        "content/plain.txt.gz",
    ] {
        let file = site().file("static/plain.txt", "x").file(path, "x");
        file.fails_with("duplicate-address");
    }
    let page = site().file("content/index.html.gz", "x").write();
    let page = run(&page.root, &["build"]);
    assert!(page.stderr.contains("compressed copy"), "{}", page.stderr);
    let alias =
        "+++\ntitle = \"A\"\nsummary = \"B.\"\naliases = [\"/index.html.gz\"]\n+++\nText.\n";
    assert_eq!(
        site()
            .file("content/a.md", alias)
            .write()
            .run(&["build"])
            .status,
        Some(1)
    );
    // Who publishes the site may put there what it likes of its own files.
    let own = site()
        .file("static/own.csv", "a,b\n")
        .file("static/own.csv.gz", "x")
        .file("static/source.tar", "x")
        .file("static/source.tar.gz", "x")
        .write();
    let plain = run(&own.root, &["build"]);
    assert_eq!(plain.status, Some(0), "{}", plain.stderr);
    let copying = run(&own.root, &["build", "--precompress"]);
    assert_eq!(copying.status, Some(1), "{}", copying.stderr);
    assert!(
        copying
            .stderr
            .contains("static/own.csv.gz would be written over")
            && !copying.stderr.contains("tar"),
        "{}",
        copying.stderr
    );
}

#[test]
fn a_formula_behind_a_separator_is_an_error() {
    for text in ["x;=1+1", "\"x\t@a\"", "\"x;\"\"=1+1;\"\"\""] {
        let codes = format!("area,name_en\nnorth,{text}\n");
        let project = Project::new().codes("areas.csv", &codes);
        let project = project.data("x.csv", "area,people\nnorth,1000\n");
        project.fails_with("formula-in-text");
    }
}

/// Each folder holds two links to the next one: every level doubles the files.
#[test]
fn links_to_folders_do_not_multiply_files_without_end() {
    let folder = Project::new().write();
    for level in 0..18 {
        let place = folder.root.join(format!("static/d{level}"));
        fs::create_dir_all(&place).expect("a folder");
        for name in ["a", "b"] {
            symlink(format!("../d{}", level + 1), place.join(name)).expect("a link");
        }
    }
    folder.put("static/d18/f", "x");
    let run = folder.run(&["check"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    let told = "more than 100000 files are reached through links to folders";
    assert!(run.stderr.contains(told), "{}", run.stderr);
}

/// Hosts remove what is no longer in the list of published files.
#[test]
fn a_list_of_published_files_names_none_elsewhere() {
    let folder = Project::new().write();
    assert_eq!(folder.run(&["build", "--quiet"]).status, Some(0));
    let whole = folder.text("public/.yearbook.json");
    for path in [
        "../precious",
        "/etc/passwd",
        "a//b",
        "a/../../b",
        "a\\u0000b",
        "a\\nb",
    ] {
        let entry = format!("\"files\": {{ \"{path}\": {{ \"size\": 1, \"blake3\": \"00\" }},");
        let forged = whole.replacen("\"files\": {", &entry, 1);
        assert_ne!(forged, whole);
        folder.put("public/.yearbook.json", &forged);
        let run = folder.run(&["build", "--report", "report.json"]);
        let report = fs::read_to_string(folder.root.join("report.json")).unwrap_or_default();
        assert!(
            !report.contains("precious") && !report.contains("passwd"),
            "{report}"
        );
        let report: serde_json::Value = serde_json::from_str(&report).unwrap_or_default();
        let removed = report["changes"]["removed"].as_array();
        assert!(
            removed.is_none_or(Vec::is_empty),
            "{path}: {report} {}",
            run.stderr
        );
        folder.put("public/.yearbook.json", &whole);
    }
}
