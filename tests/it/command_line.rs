//! Arguments, exit statuses and what goes to stdout and stderr.

use std::fmt::Write;

use yearbook::diag::Code;

use crate::built::assert_text;
use crate::project::Project;

#[test]
fn a_build_says_what_it_made_on_stderr_and_nothing_on_stdout() {
    let folder = Project::new()
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nA",
        )
        .write();
    let run = folder.run(&["build"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), ""));
    assert_eq!(
        run.stderr,
        "3 pages and 10 files in ./public\naddresses and revisions published before: not checked (`--previous DIR` names the site published last)\n"
    );
    let run = folder.run(&["build", "--quiet"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn check_finds_the_same_problems_and_writes_nothing() {
    let sound = Project::new()
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nA",
        )
        .write();
    let run = sound.run(&["check"]);
    assert_eq!(run.status, Some(0));
    assert_eq!(run.stderr, "3 pages and 10 files in order\n");
    let broken = Project::new().page("content/a.md", "[x](y.md)").write();
    let (build, check) = (broken.run(&["build"]), broken.run(&["check"]));
    assert_eq!((build.status, check.status), (Some(1), Some(1)));
    assert_eq!(build.stderr, check.stderr);
    let fresh = Project::new().write();
    fresh.run(&["check"]);
    let mut names: Vec<String> = std::fs::read_dir(&fresh.root)
        .expect("the site")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names, ["content", "yearbook.toml"]);
}

#[test]
fn usage_and_environment_end_with_status_2() {
    let folder = Project::new().write();
    for arguments in [
        vec![],
        vec!["biuld"],
        vec!["build", "--nonsense"],
        vec!["build", "--format", "xml"],
        vec!["build", "--jobs", "0"],
        vec!["build", "--base-url", "ftp://example.org/"],
        vec!["build", "--base-url", "relative/"],
        vec!["build", "--root", "does-not-exist"],
        vec!["build", "--root", "yearbook.toml"],
        vec!["explain", "no-such-code"],
    ] {
        let run = folder.run(&arguments);
        assert_eq!(run.status, Some(2), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
    assert!(
        !folder.root.join("does-not-exist").exists(),
        "a folder was made for a wrong root"
    );
}

#[test]
fn a_folder_without_a_site_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = crate::process::run(folder.path(), &["build"], &[]);
    assert_eq!(run.status, Some(1));
    assert_text(
        &run.stderr,
        "error[bad-config]: there is no yearbook.toml in .\n |\n = help: name the site's folder with `--root DIR`\n1 error; nothing was published",
    );
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn help_and_version_go_to_stdout() {
    let folder = Project::new().write();
    for arguments in [["--help"], ["--version"]] {
        let run = folder.run(&arguments);
        assert_eq!(
            (run.status, run.stderr.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
        assert!(run.stdout.contains("yearbook"), "{arguments:?}");
    }
}

#[test]
fn explain_tells_about_every_code_on_stdout() {
    let folder = Project::new().write();
    for code in ["unknown-code", "missing-cell"] {
        let run = folder.run(&["explain", code]);
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
        assert!(
            run.stdout.starts_with(&format!("{code}: ")),
            "{}",
            run.stdout
        );
        assert!(run.stdout.len() > 100, "{}", run.stdout);
    }
    for code in Code::all() {
        assert!(code.explanation().len() > 60, "{code} is not explained");
    }
    let run = folder.run(&["explain", "unknown-cod"]);
    assert_eq!(
        run.stderr,
        "yearbook: there is no diagnostic `unknown-cod`; did you mean `unknown-code`?\n"
    );
}

#[test]
fn warnings_stop_the_build_only_on_request() {
    let folder = Project::new()
        .languages(&["en", "vi"])
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nA",
        )
        .write();
    let warned = folder.run(&["build"]);
    assert_eq!(warned.status, Some(0));
    assert_text(
        &warned.stderr,
        "\
warning[missing-translation]: content/a.md has no version in `vi`
 --> content/a.md:1:1
  |
1 | +++
  | ^
  |
  = help: add content/a.vi.md
4 pages and 11 files in ./public, 1 warning
addresses and revisions published before: not checked (`--previous DIR` names the site published last)",
    );
    let before = folder.published();
    let denied = folder.run(&["build", "--deny-warnings", "--output", "other"]);
    assert_eq!(denied.status, Some(1));
    assert!(
        denied
            .stderr
            .ends_with("0 errors, 1 warning; nothing was published\n"),
        "{}",
        denied.stderr
    );
    assert!(!folder.root.join("other").exists());
    assert_eq!(folder.published(), before);
}

#[test]
fn drafts_are_built_on_request() {
    let site = Project::new().page(
        "content/a.md",
        "+++\ntitle = \"A\"\ndraft = true\n+++\nDraft\n",
    );
    assert!(!site.build().files().contains(&"a/index.html"));
    assert!(
        site.clone()
            .drafts()
            .build()
            .files()
            .contains(&"a/index.html")
    );
    let folder = site.write();
    assert_eq!(
        folder.run(&["build", "--drafts", "--quiet"]).status,
        Some(0)
    );
    assert!(folder.root.join("public/a/index.html").exists());
    assert_eq!(folder.run(&["build", "--quiet"]).status, Some(0));
    assert!(
        !folder.root.join("public/a").exists(),
        "an earlier draft is taken away"
    );
}

#[test]
fn a_draft_cannot_be_linked() {
    Project::new()
        .page("content/a.md", "+++\ntitle = \"A\"\ndraft = true\n+++\n")
        .page("content/b.md", "[a](a.md)")
        .fails_with("broken-link");
}

#[test]
fn mistakes_in_a_draft_do_not_stop_the_build() {
    Project::new()
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\ndraft = true\n+++\n{{ later }}\n",
        )
        .build();
}

#[test]
fn root_output_and_base_url_are_taken_from_the_command_line() {
    let folder = Project::new()
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nA",
        )
        .write();
    let outside = tempfile::tempdir().expect("a folder");
    let output = outside.path().join("the site/public");
    let run = crate::process::run(
        outside.path(),
        &[
            "build",
            "--root",
            folder.root.to_str().expect("a path"),
            "--output",
            output.to_str().expect("a path"),
            "--base-url",
            "/sub/path",
        ],
        &[],
    );
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(!folder.root.join("public").exists());
    let page = std::fs::read_to_string(output.join("a/index.html")).expect("the page");
    assert!(page.contains("<a class=\"brand\" href=\"/sub/path/\">"));
}

#[test]
fn colours_are_for_terminals() {
    let folder = Project::new().page("content/a.md", "{{ x }}").write();
    for variables in [
        vec![],
        vec![("NO_COLOR", "1")],
        vec![("TERM", "xterm-256color")],
    ] {
        let run = crate::process::run(&folder.root, &["build"], &variables);
        assert!(!run.stderr.contains('\u{1B}'), "{variables:?}");
    }
}

/// However deep an author nests, the program tells what is wrong or builds.
#[track_caller]
fn does_not_crash(site: &Project) {
    let run = site.write().run(&["check", "--format", "github"]);
    let told: String = run.stderr.chars().take(300).collect();
    assert!(
        matches!(run.status, Some(0 | 1)),
        "{:?}: {told}",
        run.status
    );
}

fn nested(before: &str, after: &str, times: usize) -> String {
    format!("{}1{}", before.repeat(times), after.repeat(times))
}

fn page(text: &str) -> Project {
    Project::new().page("content/a.md", text)
}

#[test]
fn calls_may_be_nested_deeply() {
    does_not_crash(&page(&format!(
        "{{{{ {} }}}}",
        nested("percent(", ", 2)", 20_000)
    )));
}

#[test]
fn values_may_build_on_each_other_deeply() {
    let mut front = String::from("+++\ntitle = \"A\"\n[values]\nv0 = '1'\n");
    for number in 1..3_000 {
        writeln!(front, "v{number} = 'v{}'", number - 1).expect("written");
    }
    does_not_crash(&page(&format!("{front}+++\n{{{{ v2999 }}}}\n")));
}

#[test]
fn markdown_may_be_nested_deeply() {
    let notes: Vec<String> = (0..2_000).map(|n| format!("[^{n}]: ")).collect();
    for text in [
        "> ".repeat(5_000),
        "- ".repeat(2_000),
        notes.concat(),
        "[".repeat(20_000),
        "![".repeat(5_000),
        "**a _b ".repeat(5_000),
    ] {
        does_not_crash(&page(&text));
    }
}

#[test]
fn configuration_and_descriptor_may_be_nested_deeply() {
    let toml = format!(
        "title = \"T\"\nlanguages = [\"en\"]\nx = {}\n",
        nested("[", "]", 20_000)
    );
    does_not_crash(&Project::new().config(&toml));
    does_not_crash(&Project::new().file("data/datapackage.json", nested("[", "]", 20_000)));
}

#[test]
fn the_licences_of_all_that_is_compiled_in_are_printed() {
    let folder = Project::new().write();
    let run = folder.run(&["licences"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let read = |name: &str| {
        std::fs::read_to_string(crate::project::repository().join(name)).expect("a text")
    };
    assert_eq!(run.stdout.trim_end(), read("THIRD-PARTY.md").trim_end());
    assert!(
        run.stdout
            .contains("- Noto Sans, the font in ttf-noto-sans ")
    );
    assert!(run.stdout.contains("Copyright 2022 CloudCannon"));
    // Every package that the program itself names, in its version.
    let (lock, manifest) = (read("Cargo.lock"), read("Cargo.toml"));
    let own = lock
        .split("[[package]]\n")
        .find(|package| package.starts_with("name = \"yearbook\"\n"))
        .expect("the program");
    let (_, for_tests) = manifest
        .split_once("[dev-dependencies]\n")
        .expect("those of the tests");
    let for_tests = for_tests.split("\n\n").next().unwrap_or_default();
    let (_, named) = own.split_once("dependencies = [\n").expect("a list");
    let mut count = 0;
    for name in named.lines().filter_map(|line| line.split('"').nth(1)) {
        let name = name.split(' ').next().unwrap_or_default();
        let is_for_tests = for_tests
            .lines()
            .any(|line| line.starts_with(&format!("{name} ")));
        let is_compiled =
            manifest.matches(&format!("\n{name} = ")).count() > usize::from(is_for_tests);
        if is_compiled {
            let package = format!("name = \"{name}\"\nversion = \"");
            let versions = lock.match_indices(&package).map(|(at, _)| {
                let rest = &lock[at + package.len()..];
                &rest[..rest.find('"').unwrap_or_default()]
            });
            let listed = |version: &str| run.stdout.contains(&format!("\n- {name} {version}: "));
            assert!(
                versions.into_iter().any(listed),
                "{name} is not listed: python3 tests/licences/collect.py > THIRD-PARTY.md"
            );
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}
