//! What readers search: lists of places, and the index of texts. What is found is tried in a browser.

use serde_json::Value;

use crate::built::Built;
use crate::project::{Project, tree};

fn project() -> Project {
    Project::new()
        .codes(
            "areas.csv",
            "area,name_en,former,office\nnorth,Đồng Quỳnh Khê,Old Khê,VN-61\nsouth,Ninh Giang,,VN-62\n",
        )
        .data("x.csv", "area,people\nnorth,3\nsouth,12\n")
        .file(
            "content/search.md",
            "+++\ntitle = \"Search\"\nsummary = \"S.\"\nkind = \"search\"\n+++\n",
        )
        .file("content/a.md", "+++\ntitle = \"A\"\nsummary = \"S.\"\n+++\nWells and pumps.\n")
}

fn places(front: &str) -> String {
    format!(
        "+++\ntitle = \"{{{{ area }}}}\"\nsummary = \"S.\"\neach = \"areas\"\n{front}+++\nA village.\n"
    )
}

/// How many texts are in the index.
fn texts(built: &Built) -> usize {
    let files = built.files().into_iter();
    files
        .filter(|path| path.starts_with("find/fragment/"))
        .count()
}

#[test]
fn places_are_in_the_lists_of_their_names_old_and_new_and_of_their_codes() {
    let built = project().file("content/p.md", places("")).build();
    let index: Value = serde_json::from_str(built.file("find/en/index.json")).expect("JSON");
    assert_eq!(index["places"], 2);
    let list = |letters: &str| -> Vec<String> {
        let list: Value =
            serde_json::from_str(built.file(&format!("find/en/{letters}.json"))).expect("JSON");
        let entries = list.as_array().expect("entries").iter();
        entries
            .filter_map(|entry| Some(entry[0].as_str()?.to_owned()))
            .collect()
    };
    for letters in ["do", "qu", "kh", "ol", "61", "no"] {
        assert_eq!(list(letters), ["Đồng Quỳnh Khê"], "{letters}");
    }
    assert_eq!(list("vn"), ["Đồng Quỳnh Khê", "Ninh Giang"]);
    let page = built.page("search/");
    assert!(page.contains("data-folder=\"/find/en/\""), "{page}");
    // A site on which nobody can search has none of it.
    let without = Project::new()
        .file(
            "content/p.md",
            "+++\ntitle = \"P\"\nsummary = \"S.\"\n+++\n",
        )
        .build();
    assert!(!without.files().iter().any(|path| path.starts_with("find/")));
}

#[cfg(feature = "search")]
#[test]
fn texts_are_searched_unless_they_say_otherwise_and_pages_for_codes_only_if_they_ask() {
    let both = |front: &str| project().file("content/p.md", places(front)).build();
    let alone = texts(&both(""));
    // The front page, the other one, the pages of two resources and their list.
    assert_eq!(alone, 5);
    assert_eq!(texts(&both("search = true\n")), alone + 2);
    let without = project().replaced("content/a.md", "summary", "search = false\nsummary");
    assert_eq!(texts(&without.build()), alone - 1);
    assert!(
        both("")
            .page("search/")
            .contains("data-program=\"/find/pagefind.js\"")
    );
    assert!(both("").page("search/").contains("'wasm-unsafe-eval'"));
    assert!(!both("").page("a/").contains("wasm"));
}

#[cfg(feature = "search")]
#[test]
fn the_licence_of_the_search_program_is_published_beside_its_files() {
    let built = project().build();
    let licence = built.file("find/LICENSE.txt");
    assert!(built.files().contains(&"find/pagefind.js"));
    for part in [
        "Pagefind",
        "MIT License",
        "Copyright 2022 CloudCannon",
        "The above copyright notice and this permission notice shall be included",
    ] {
        assert!(licence.contains(part), "{part}: {licence}");
    }
    // A site on which nobody can search has none of these files.
    let without = Project::new().page("content/a.md", "Text.\n").build();
    assert!(!without.files().contains(&"find/LICENSE.txt"));
}

#[cfg(feature = "search")]
#[test]
fn the_index_is_that_of_a_build_from_nothing_whatever_was_kept() {
    let folder = project().file("content/p.md", places("")).write();
    let build = |output: &str, timings: bool| {
        let more: &[&str] = if timings { &["--timings"] } else { &[] };
        let run = folder.run(&[&["build", "--output", output], more].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(run.stderr.contains("search"), timings, "{}", run.stderr);
        tree(&folder.root.join(output))
    };
    let before = build("public", true);
    // A number that no searched text shows: the index is kept.
    folder.put(
        "content/b.md",
        "+++\ntitle = \"B\"\nsummary = \"S.\"\nsearch = false\n+++\nNothing.\n",
    );
    let after = build("public", false);
    let found = |tree: &std::collections::BTreeMap<String, Vec<u8>>| -> Vec<(String, Vec<u8>)> {
        let files = tree.iter().filter(|(path, _)| path.starts_with("find/"));
        files
            .map(|(path, content)| (path.clone(), content.clone()))
            .collect()
    };
    assert!(found(&before) == found(&after));
    folder.put(
        "content/a.md",
        "+++\ntitle = \"A\"\nsummary = \"S.\"\n+++\nOther words.\n",
    );
    let changed = build("public", false);
    assert!(found(&changed) != found(&after));
    assert!(
        changed == build("afresh", false),
        "kept files are those of a build from nothing"
    );
}

#[test]
fn an_index_that_is_too_large_stops_the_build() {
    let config = "title = \"T\"\nlanguages = [\"en\"]\nsearch_budget = \"much\"\n";
    let failure = project().config(config).fails_with("bad-config");
    failure
        .is("yearbook.toml:3:17: bad-config: `search_budget` is a text, not a whole number of kilobytes; expected a whole number of kilobytes");
}
