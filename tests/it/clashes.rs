//! Files and folders that stand in each other's way, inside the site and outside.

use std::fs;

use crate::project::{Folder, Project};

fn site() -> Folder {
    Project::new()
        .page("content/notes/rain.md", "Rain.")
        .write()
}

#[test]
fn a_file_cannot_stand_where_pages_need_a_folder() {
    let folder = site();
    folder.put("static/notes", "x");
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(1));
    assert!(
        run.stderr.contains(
            "static/notes would be a file where content/notes/rain.md needs the folder /notes/"
        ),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn links_in_the_published_folder_are_replaced_and_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = site();
    let victim = folder.root.join("victim");
    fs::create_dir(&victim).expect("a folder");
    let public = folder.root.join("public");
    for text in ["one", "two"] {
        folder.put("static/text.txt", text);
        assert_eq!(folder.run(&["build"]).status, Some(0));
    }
    for tree in ["public", ".public.spare"] {
        let tree = folder.root.join(tree);
        fs::remove_dir_all(tree.join("notes")).expect("removed");
        symlink(&victim, tree.join("notes")).expect("a link");
    }
    for _ in 0..2 {
        assert_eq!(folder.run(&["build"]).status, Some(0));
        assert!(public.join("notes/rain/index.html").is_file());
        assert!(!public.join("notes").is_symlink());
    }
    let written = fs::read_dir(&victim).expect("a folder").count();
    assert_eq!(written, 0, "nothing is written through a link");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_site_is_refused() {
    use std::os::unix::fs::symlink;
    let folder = site();
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.txt"), "secret").expect("a file");
    folder.put("static/here.txt", "x");
    symlink(
        outside.path().join("secret.txt"),
        folder.root.join("static/there.txt"),
    )
    .expect("a link");
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("leads out of the site"),
        "{}",
        run.stderr
    );
    fs::remove_file(folder.root.join("static/there.txt")).expect("removed");
    symlink(
        folder.root.join("static/here.txt"),
        folder.root.join("static/there.txt"),
    )
    .expect("a link");
    assert_eq!(folder.run(&["build"]).status, Some(0));
}

#[test]
fn an_output_among_the_inputs_is_refused() {
    let folder = site();
    for output in ["content/out", "static/out", "data/out", "static"] {
        folder.put("static/here.txt", "x");
        folder.put("data/none.txt", "x");
        let run = folder.run(&["build", "--output", output]);
        assert_eq!(run.status, Some(2), "{output}: {}", run.stderr);
        assert!(!folder.root.join(output).join("index.html").exists());
    }
}

#[test]
fn a_manifest_of_somebody_else_is_no_sign_of_ownership() {
    let folder = site();
    folder.put("public/.yearbook.json", "{}");
    folder.put("public/precious.txt", "x");
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("was not made by yearbook"),
        "{}",
        run.stderr
    );
    assert!(folder.root.join("public/precious.txt").is_file());
}

#[test]
fn hidden_files_of_the_static_folder_are_published() {
    let folder = site();
    folder.put("static/.nojekyll", "");
    folder.put("static/.well-known/security.txt", "x");
    folder.put("static/.gitkeep", "");
    assert_eq!(folder.run(&["build"]).status, Some(0));
    assert!(folder.root.join("public/.nojekyll").is_file());
    assert!(
        folder
            .root
            .join("public/.well-known/security.txt")
            .is_file()
    );
    assert!(!folder.root.join("public/.gitkeep").exists());
}
