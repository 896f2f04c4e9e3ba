//! What pages tell of editions: what changed in the data with each, and what one was held to.

use serde_json::{Value, json};

use crate::built::plain;
use crate::project::{Folder, Project, tree};

const PEOPLE: &str = "area,period,people\nnorth,2022,1000\nnorth,2023,12\nsouth,2022,4\n";

fn site() -> Folder {
    Project::new()
        .languages(&["en", "vi"])
        .codes("areas.csv", "area,name_en,name_vi\nnorth,The north,Miền bắc\nsouth,The south,Miền nam\n")
        .data("x.csv", PEOPLE)
        .page("content/changes.md", "+++\ntitle = \"What changed\"\nsummary = \"S.\"\nkind = \"changes\"\n+++\n")
        .page("content/changes.vi.md", "+++\ntitle = \"Thay đổi\"\nsummary = \"S.\"\n+++\n")
        .page("content/edition.md", "+++\ntitle = \"This edition\"\nkind = \"edition\"\nwaive = { missing-summary = \"short enough\" }\n+++\n")
        .page("content/edition.vi.md", "+++\ntitle = \"Lần này\"\nsummary = \"S.\"\n+++\n")
        .described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let dataset = resources.iter_mut().find(|r| r["name"] == "x").expect("the dataset");
            dataset["title"] = json!("People");
            dataset["yearbook"]["updated"] = json!("2024-07-03");
        })
        .write()
}

fn main(folder: &Folder, page: &str) -> String {
    let page = std::fs::read_to_string(folder.root.join(page).join("index.html")).expect("a page");
    let main = page.split_once("<main").expect("a page has a main part").1;
    plain(main.split_once("</main>").expect("it ends").0)
}

#[test]
fn each_edition_of_the_data_is_listed_with_its_changes() {
    let folder = site();
    folder.build_after("first", None);
    let told = main(&folder, "first/changes");
    assert!(told.contains("none is listed yet"), "{told}");
    assert!(!folder.root.join("first/api/changes.json").exists());

    // A list begins with the first change: a run without one alters nothing, whether or not it is the
    // first that knows the site before.
    folder.build_after("second", Some("first"));
    assert_eq!(
        tree(&folder.root.join("first")),
        tree(&folder.root.join("second"))
    );
    folder.put(
        "data/x.csv",
        PEOPLE
            .replace("1000", "1003")
            .replace("south,2022,4", "south,2023,4"),
    );
    folder.build_after("third", Some("second"));
    let told = main(&folder, "third/changes");
    for words in [
        "3 July 2024\nSomething is gone or means something else.\nPeople\n1 new number, 1 revised number, 1 number withdrawn\n",
        "The north, 2022 | People | 1,000 | 1,003 | +3",
        "The south, 2023 | People | no record | 4 | –",
        "The south, 2022 | People | 4 | no record | –",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(
        main(&folder, "third/vi/changes").contains("Miền bắc, 2022 | People | 1.000 | 1.003 | +3")
    );
    // It is read by feeds: that of the site and its own.
    for feed in [
        "third/feed.xml",
        "third/changes/feed.xml",
        "third/vi/feed.xml",
    ] {
        let feed = std::fs::read_to_string(folder.root.join(feed)).expect("a feed");
        assert!(feed.contains("/changes/#edition--2024-07-03-"), "{feed}");
    }
    let english = std::fs::read_to_string(folder.root.join("third/feed.xml")).expect("a feed");
    assert!(
        english.contains("People: 1 new number, 1 revised number, 1 number withdrawn"),
        "{english}"
    );

    // The same once more touches nothing, whichever of both was published last.
    folder.build_after("fourth", Some("third"));
    assert_eq!(
        tree(&folder.root.join("third")),
        tree(&folder.root.join("fourth"))
    );
    folder.build_after("fourth", Some("second"));
    assert_eq!(
        tree(&folder.root.join("third")),
        tree(&folder.root.join("fourth"))
    );

    // The next edition stands before it, and what it was does not change.
    folder.put("data/x.csv", PEOPLE);
    folder.build_after("fifth", Some("third"));
    let log = |output: &str| -> Value {
        let file =
            std::fs::read(folder.root.join(output).join("api/changes.json")).expect("a file");
        serde_json::from_slice(&file).expect("JSON")
    };
    let (old, new) = (log("third"), log("fifth"));
    assert_eq!(new["editions"][1], old["editions"][0]);
    assert_ne!(new["editions"][0]["id"], old["editions"][0]["id"]);
    assert_eq!(new["editions"][0]["class"], "major");
    // The same change once more, on the same day, is another edition.
    folder.put(
        "data/x.csv",
        PEOPLE
            .replace("1000", "1003")
            .replace("south,2022,4", "south,2023,4"),
    );
    folder.build_after("sixth", Some("fifth"));
    folder.put("data/x.csv", PEOPLE);
    let again = log("sixth");
    assert_eq!(again["editions"][2], old["editions"][0]);
    assert_eq!(
        again["editions"][0]["resources"],
        old["editions"][0]["resources"]
    );
    assert_ne!(again["editions"][0]["id"], old["editions"][0]["id"]);
    assert_eq!(
        folder
            .run(&[
                "build",
                "--verify",
                "--output",
                "fifth",
                "--previous",
                "third",
                "--base-url",
                "https://example.org/"
            ])
            .status,
        Some(0)
    );
}

#[test]
fn a_list_of_changes_that_cannot_be_read_is_no_empty_one() {
    let folder = site();
    folder.build_after("first", None);
    folder.put("data/x.csv", PEOPLE.replace("1000", "1001"));
    folder.build_after("second", Some("first"));
    folder.put(
        "second/api/changes.json",
        "{\"format\": 9, \"editions\": []}",
    );
    let run = folder.run(&["build", "--previous", "second"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr
            .contains("second/api/changes.json: format 9 is not known"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_page_tells_what_an_edition_is_made_from_and_what_was_let_pass() {
    let folder = site();
    folder.build_after("first", None);
    let told = main(&folder, "first/edition");
    for words in [
        "1 dataset, 3 records.",
        "Dataset | Updated | Records | Checks\nPeople | 3 July 2024 | 3 | ",
        "This edition\nmissing-summary: short enough",
        &format!("Made with yearbook {}.", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let page =
        std::fs::read_to_string(folder.root.join("first/edition/index.html")).expect("a page");
    assert!(page.contains("href=\"/data/datapackage.json\""));
    assert!(main(&folder, "first/vi/edition").contains("1 bộ dữ liệu, 3 bản ghi."));
}
