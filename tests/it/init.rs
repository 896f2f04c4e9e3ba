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

#[test]
fn a_host_of_repositories_gets_a_file_for_a_new_site_and_for_one_that_is_there() {
    let folder = Project::new().write();
    for (host, path) in [
        ("github", ".github/workflows/yearbook.yml"),
        ("gitlab", ".gitlab-ci.yml"),
    ] {
        let run = folder.run(&["init", host, "--ci", host]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let read =
            |root: &str| fs::read_to_string(folder.root.join(root).join(path)).expect("a file");
        let text = read(host);
        let install = format!(
            "cargo install --locked yearbook@{}\n",
            env!("CARGO_PKG_VERSION")
        );
        assert!(text.contains(&install), "{text}");
        assert!(
            !text.contains("{install}") && !text.contains("{version}"),
            "{text}"
        );
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
        let run = folder.run(&["init", ".", "--ci", host]);
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
fn this_repository_is_checked_and_published_by_the_same_files() {
    let folder = Project::new().write();
    for (host, path) in [
        ("github", ".github/workflows/yearbook.yml"),
        ("gitlab", ".gitlab-ci.yml"),
    ] {
        let own = [
            "init",
            ".",
            "--ci",
            host,
            "--install",
            "cargo install --locked --path .",
        ];
        assert_eq!(folder.run(&own).status, Some(0));
        let made = fs::read_to_string(folder.root.join(path)).expect("a file");
        let kept = fs::read_to_string(repository().join(path)).expect("a file");
        assert_eq!(
            made,
            kept,
            "{path}: write it anew with `yearbook {}`",
            own.join(" ")
        );
    }
}
