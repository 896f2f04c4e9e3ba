//! A new site: it builds as it is, passes its checks, and says that its figures are made up.

use std::fs;

use crate::project::{Project, tree};

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
