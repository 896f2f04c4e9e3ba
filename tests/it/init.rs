//! A new site: it builds as it is, passes its checks, and says that its figures are made up.

use std::fs;

use crate::project::{Project, repository, tree};

#[test]
fn a_new_site_builds_and_passes_its_checks() {
    for (language, made_up) in [("en", "made up"), ("vi", "giả định")] {
        let folder = Project::new().write();
        let run = folder.run(&["init", "new/site", "--language", language]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let checked = folder.run(&["check", "--deny-warnings", "--root", "new/site"]);
        assert_eq!(checked.status, Some(0), "{}", checked.stderr);
        let built = folder.run(&["build", "--root", "new/site"]);
        assert_eq!(built.status, Some(0), "{}", built.stderr);
        let site = tree(&folder.root.join("new/site/public"));
        let text = |path: &str| String::from_utf8(site[path].clone()).expect("text");
        assert!(text("index.html").contains(&format!("<html lang=\"{language}\"")));
        for page in ["index.html", "visits/index.html", "data/visits/index.html"] {
            assert!(text(page).contains(made_up), "{page} says nothing of it");
        }
        let article = text("visits/index.html");
        assert!(
            article.contains("<svg") && article.contains("<table"),
            "{article}"
        );
    }
}

#[test]
fn a_folder_with_files_is_left_alone() {
    let folder = Project::new().write();
    let before = tree(&folder.root);
    let run = folder.run(&["init", "."]);
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("is not empty"), "{}", run.stderr);
    assert_eq!(tree(&folder.root), before);
    // A repository that was just made is as good as empty.
    fs::create_dir_all(folder.root.join("fresh/.git")).expect("a folder");
    assert_eq!(folder.run(&["init", "fresh"]).status, Some(0));
    fs::write(folder.root.join("file"), "").expect("written");
    let run = folder.run(&["init", "file"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
}

/// The hosts of repositories with the files that they read.
const HOSTS: [(&str, &str); 2] = [
    ("github", ".github/workflows/yearbook.yml"),
    ("gitlab", ".gitlab-ci.yml"),
];

/// A command that installs the program, as a publisher would type it.
const INSTALL: &str = "cargo install --locked --git https://example.org/yearbook --rev 0123456789";

/// The file that a host gets.
fn file_of(host: &str, path: &str) -> String {
    let folder = Project::new().write();
    let run = folder.run(&["init", ".", "--ci", host, "--install", INSTALL]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    fs::read_to_string(folder.root.join(path)).expect("a file")
}

/// A job of a GitHub workflow, from its name to the next one.
fn job<'a>(workflow: &'a str, name: &str) -> &'a str {
    let begin = format!("\n  {name}:\n");
    let at = workflow.find(&begin).expect("the job is there") + begin.len();
    let rest = &workflow[at..];
    let next = rest.match_indices("\n  ").find(|(at, _)| {
        let line = rest[at + 3..].lines().next().unwrap_or_default();
        line.starts_with(char::is_alphanumeric) && line.ends_with(':')
    });
    &rest[..next.map_or(rest.len(), |(at, _)| at)]
}

#[test]
fn a_host_of_repositories_gets_a_file_for_a_new_site_and_for_one_that_is_there() {
    let folder = Project::new().write();
    for (host, path) in HOSTS {
        let run = folder.run(&["init", host, "--ci", host, "--install", INSTALL]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let read =
            |root: &str| fs::read_to_string(folder.root.join(root).join(path)).expect("a file");
        let text = read(host);
        assert!(text.contains(&format!(" {INSTALL}\n")), "{text}");
        for part in ["{install}", "{key}", "{rust}"] {
            assert!(!text.contains(part), "{text}");
        }
        assert_eq!(
            folder
                .run(&["check", "--deny-warnings", "--root", host])
                .status,
            Some(0)
        );
        // A site that is there gets the file alone, as often as it is asked for.
        let before = tree(&folder.root.join("content"));
        for _ in 0..2 {
            let run = folder.run(&["init", ".", "--ci", host, "--install", "make install"]);
            assert_eq!(run.status, Some(0), "{}", run.stderr);
        }
        assert!(read(".").contains("make install\n"));
        assert_eq!(tree(&folder.root.join("content")), before);
        // What somebody changed is not overwritten.
        fs::write(folder.root.join(path), "mine").expect("written");
        let run = folder.run(&["init", ".", "--ci", host, "--install", INSTALL]);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        assert!(
            run.stderr.contains(&format!("there is another {path}")),
            "{}",
            run.stderr
        );
        assert_eq!(read("."), "mine");
    }
    let run = folder.run(&["init", "x", "--ci", "github", "--install", "a\nb"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    assert!(!folder.root.join("x").exists());
}

#[test]
fn the_installation_is_never_guessed() {
    // A packager's program has a command of its own.
    if option_env!("YEARBOOK_INSTALL").is_some() {
        return;
    }
    let folder = Project::new().write();
    for (host, _) in HOSTS {
        let run = folder.run(&["init", "new", "--ci", host]);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        for part in [
            "--ci needs --install COMMAND",
            "sha256sum --check",
            "cargo install --locked --git URL --rev COMMIT",
            "#sha256=SHA256",
        ] {
            assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
        }
        assert!(!folder.root.join("new").exists());
    }
}

#[test]
fn the_file_of_a_host_takes_nothing_that_others_can_exchange() {
    for (host, path) in HOSTS {
        let text = file_of(host, path);
        for line in text.lines().filter(|line| line.contains("install ")) {
            assert!(!line.contains("yearbook@"), "{line}");
        }
        let settings = text.lines().filter(|line| !line.trim().starts_with('#'));
        for line in settings {
            assert!(!line.contains("CARGO_HOME"), "{line}");
        }
        for line in text.lines() {
            let line = line.trim().trim_start_matches("- ");
            // A moving tag can become other code.
            if let Some(action) = line.strip_prefix("uses: ") {
                let (hash, version) = action
                    .split_once('@')
                    .and_then(|(_, pin)| pin.split_once(" # v"))
                    .unwrap_or_else(|| panic!("{line}: a hash and a comment"));
                let is_hash = hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit());
                assert!(is_hash && !version.is_empty(), "{line}");
            }
            if let Some(image) = line.strip_prefix("image: rust:") {
                assert_eq!(image.split('.').count(), 3, "{line}");
                assert!(image.starts_with(env!("CARGO_PKG_RUST_VERSION")), "{line}");
            }
            assert!(!line.ends_with("-latest"), "{line}");
        }
    }
    // The key of a cache of the program is that of its command.
    let key = |install: &str| {
        let folder = Project::new().write();
        folder.run(&["init", ".", "--ci", "github", "--install", install]);
        let text = fs::read_to_string(folder.root.join(HOSTS[0].1)).expect("a file");
        let keys = text.lines().filter(|line| line.contains("key: program-"));
        let keys: Vec<String> = keys.map(str::to_owned).collect();
        assert_eq!(keys.len(), 2, "{text}");
        assert_eq!(keys[0], keys[1]);
        keys[0].clone()
    };
    assert_ne!(key("make install"), key("make other"));
}

#[test]
fn a_job_of_github_that_reads_a_proposal_or_installs_can_write_nothing() {
    let text = file_of("github", HOSTS[0].1);
    assert!(text.contains("\npermissions: {}\n"), "{text}");
    let checkouts = text.matches("uses: actions/checkout@").count();
    assert_eq!(checkouts, 2);
    assert_eq!(
        text.matches("persist-credentials: false").count(),
        checkouts
    );
    for name in ["check", "build"] {
        let job = job(&text, name);
        assert!(
            !job.contains(": write") && job.contains("contents: read"),
            "{job}"
        );
        // Before the checkout, in a folder without files.
        let install = job.find(INSTALL).expect("it installs");
        assert!(
            install < job.find("actions/checkout@").expect("a checkout"),
            "{job}"
        );
        assert!(
            job.contains("Install the program\n        working-directory: ${{ runner.temp }}\n")
        );
    }
    let check = job(&text, "check");
    assert!(
        !check.contains("github.token") && !check.contains("secrets."),
        "{check}"
    );
    assert!(check.contains("actions/cache/restore@") && !check.contains("actions/cache@"));
    for (name, permission) in [("comment", "pull-requests"), ("publish", "contents")] {
        let job = job(&text, name);
        let permissions = format!("\n    permissions:\n      {permission}: write # ");
        assert!(job.contains(&permissions), "{job}");
        assert_eq!(job.matches(": write").count(), 1, "{job}");
        for part in [
            "actions/checkout",
            "actions/cache",
            "yearbook build",
            INSTALL,
        ] {
            assert!(!job.contains(part), "{part}: {job}");
        }
    }
    // The token is there for the step that needs it, never for a whole job.
    for line in text
        .lines()
        .filter(|line| line.contains("${{ github.token }}"))
    {
        assert!(line.starts_with("          "), "{line}");
    }
}

#[test]
fn only_the_default_branch_is_published_and_no_results_are_taken_from_a_repository() {
    let github = file_of("github", HOSTS[0].1);
    assert!(job(&github, "build").contains("if: github.event_name != 'pull_request' && (github.event_name == 'schedule' || github.ref == format('refs/heads/{0}', github.event.repository.default_branch))\n"));
    assert!(job(&github, "publish").contains("\n    needs: build\n"));
    let gitlab = file_of("gitlab", HOSTS[1].1);
    let pages = &gitlab[gitlab.find("\npages:\n").expect("the job")..];
    assert!(pages.contains("- if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n"));
    assert_eq!(gitlab.matches("cache:\n").count(), 1, "{gitlab}");
    assert!(pages.contains("cache:\n"), "{pages}");
    let refused = "git ls-files -- .yearbook public '.public.*'";
    assert_eq!(github.matches(refused).count(), 2, "{github}");
    assert!(gitlab.contains("git ls-files -- .yearbook public published '.public.*'"));
    // The comment of GitLab is made where no file of the proposal is, with a token of that job.
    let comment = &gitlab[gitlab.find("\ncomment:\n").expect("the job")..];
    let comment = &comment[..comment.find("\npages:").expect("the next one")];
    assert!(comment.contains("GIT_STRATEGY: none\n") && comment.contains("COMMENT_TOKEN"));
    assert!(!comment.contains(".program") && !comment.contains(INSTALL));
    assert_eq!(
        gitlab.matches("$COMMENT_TOKEN").count(),
        comment.matches("$COMMENT_TOKEN").count()
    );
}

#[test]
fn this_repository_is_checked_and_published_by_the_same_files() {
    let folder = Project::new().write();
    for ((host, path), install) in HOSTS.into_iter().zip([
        "cargo install --locked --git \"$GITHUB_SERVER_URL/$GITHUB_REPOSITORY\" --rev \"$GITHUB_SHA\"",
        "cargo install --locked --git \"$CI_PROJECT_URL\" --rev \"$CI_COMMIT_SHA\"",
    ]) {
        let own = ["init", ".", "--ci", host, "--install", install];
        assert_eq!(folder.run(&own).status, Some(0));
        let made = fs::read_to_string(folder.root.join(path)).expect("a file");
        let kept = fs::read_to_string(repository().join(path)).expect("a file");
        assert_eq!(
            made, kept,
            "{path}: write it anew with `yearbook init . --ci {host} --install '{install}'`"
        );
    }
}
