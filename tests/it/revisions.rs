//! Entries of the register of revisions: which cells they are about, who is told, and that none is lost.

use serde_json::{Value, json};

use crate::built::plain;
use crate::project::Project;

const PEOPLE: &str = "area,period,people,obs_status\nnorth,2022,10,\nnorth,2023,12,P\nsouth,2022,4,\nsouth,2023,5,\n";

const TABLE: &str = "```table\nid = \"t\"\ndata = \"x\"\nrows = \"period\"\nwhere = { area = \"north\" }\nvalues = [\"people\"]\ntitle = \"T\"\n```\n";

fn site(updated: &str, entries: &Value) -> Project {
    Project::new()
        .data("x.csv", PEOPLE)
        .page("content/north.md", TABLE)
        .page("content/south.md", &TABLE.replace("north", "south"))
        .page(
            "content/corrections.md",
            "+++\ntitle = \"Corrections\"\nkind = \"corrections\"\n+++\n",
        )
        .described(|package| {
            let dataset = &mut package["resources"][0];
            assert_eq!(dataset["name"], "x");
            dataset["yearbook"]["updated"] = json!(updated);
            dataset["yearbook"]["revisions"] = entries.clone();
        })
}

fn entry(affected: &Value) -> Value {
    json!([{
        "kind": "correction", "date": "2024-07-03", "what": "12 and not 11.", "why": "A slip.",
        "affected": affected,
    }])
}

#[test]
fn affected_cells_are_marked_in_the_first_edition_and_in_no_later_one() {
    let affected =
        json!([{ "measures": ["people"], "where": { "area": "north", "period": "2023" } }]);
    let first = site("2024-07-03", &entry(&affected)).build();
    let table = first.table("north/", "t");
    assert!(table.contains("2022 | 10\n2023 | 12[p][r]"), "{table}");
    assert!(first.main("north/").contains("revised"));
    // Every file says so too.
    assert!(
        first.file("north/t.csv").contains("north,2023,12,P R"),
        "{}",
        first.file("north/t.csv")
    );
    assert!(
        first.file("data/x.csv").contains("north,2023,12,P R"),
        "{}",
        first.file("data/x.csv")
    );
    let later = site("2024-10-01", &entry(&affected)).build();
    assert!(later.table("north/", "t").ends_with("2023 | 12[p]"));
    assert!(later.file("data/x.csv").contains("north,2023,12,P\n"));
}

#[test]
fn a_file_without_a_status_column_gets_one_for_the_mark() {
    let affected = json!([{ "where": { "area": ["north", "south"], "period": "2022" } }]);
    let csv = "area,period,people\nnorth,2022,10\nnorth,2023,12\nsouth,2022,4\nsouth,2023,5\n";
    let built = site("2024-07-03", &entry(&affected))
        .data("x.csv", csv)
        .described(|package| {
            let dataset = &mut package["resources"][0];
            dataset["yearbook"] = json!({ "updated": "2024-07-03", "revisions": entry(&affected) });
        });
    let built = built.build();
    assert_eq!(
        built.file("data/x.csv"),
        "area,period,people,people_status\nnorth,2022,10,R\nnorth,2023,12,\nsouth,2022,4,R\nsouth,2023,5,\n"
    );
}

#[test]
fn a_correction_stands_on_pages_that_show_what_it_is_about() {
    let affected =
        json!([{ "measures": ["people"], "where": { "area": "north", "period": "2023" } }]);
    let built = site("2024-07-03", &entry(&affected)).build();
    assert!(built.main("north/").contains("<aside class=\"correction\""));
    assert!(!built.main("south/").contains("<aside class=\"correction\""));
    assert!(
        built
            .text("corrections/")
            .contains("12 and not 11.\nWhy: A slip.\nAffected: People: north, 2023"),
        "{}",
        built.text("corrections/")
    );
    assert!(plain(built.main("data/x/")).contains("Affected: People: north, 2023."));
    // Only the cells that a page shows count, along every dimension and measure.
    let elsewhere = [
        json!({ "where": { "area": "north", "period": "2022" } }),
        json!({ "measures": ["houses"], "where": { "area": "north" } }),
        json!({ "measures": ["houses"] }),
    ];
    let csv = "area,period,people,houses\nnorth,2022,10,1\nnorth,2023,12,1\nsouth,2022,4,1\nsouth,2023,5,1\n";
    let of_2023 = TABLE
        .replace("area = \"north\"", "period = [\"2023\"]")
        .replace("\"period\"\nwhere", "\"area\"\nwhere");
    for affected in elsewhere {
        let told = entry(&json!([affected]));
        let project = Project::new()
            .data("x.csv", csv)
            .page("content/2023.md", &of_2023)
            .described(|package| {
                package["resources"][0]["yearbook"]["updated"] = json!("2024-07-03");
                package["resources"][0]["yearbook"]["revisions"] = told;
            });
        let built = project.build();
        assert!(
            !built.main("2023/").contains("class=\"correction\""),
            "{affected}"
        );
    }
    // An entry that does not say what it is about may be about all of it.
    let built = site("2024-07-03", &entry(&json!([]))).build();
    assert!(built.main("south/").contains("<aside class=\"correction\""));
}

#[test]
fn what_an_entry_names_must_be_there() {
    let fails = |affected: Value, code: &str| {
        site("2024-07-03", &entry(&affected))
            .fails_with(code)
            .told()
    };
    let told = fails(json!([{ "where": { "area": "nort" } }]), "unknown-code");
    assert!(
        told.contains("`nort` is not a code of `area`; did you mean `north`?"),
        "{told}"
    );
    let told = fails(json!([{ "where": { "aria": "north" } }]), "bad-package");
    assert!(
        told.contains("`aria` is no dimension of `x`; did you mean `area`?"),
        "{told}"
    );
    let told = fails(json!([{ "measures": ["peple"] }]), "bad-package");
    assert!(
        told.contains("`peple` is no measure of `x`; did you mean `people`?"),
        "{told}"
    );
    let affected = json!([{ "where": { "area": "north" } }]);
    let undated = Project::new().data("x.csv", PEOPLE).described(|package| {
        package["resources"][0]["yearbook"] = json!({ "revisions": entry(&affected) });
    });
    let told = undated.fails_with("bad-package").told();
    assert!(
        told.contains("`x` has no day by which its editions are known"),
        "{told}"
    );
    let told = fails(json!([{ "codes": {} }]), "unknown-key");
    assert!(told.contains("codes"), "{told}");
}

#[test]
fn a_later_build_cannot_shorten_the_register() {
    let entries = |dates: &[&str]| {
        let entries = dates.iter().map(|date| {
            json!({ "kind": "revision", "date": date, "what": "Other numbers.", "why": "Late data." })
        });
        Value::Array(entries.collect())
    };
    let old = site(
        "2024-07-03",
        &entries(&["2024-07-03", "2024-01-01", "2024-01-01"]),
    )
    .write();
    assert_eq!(old.run(&["build"]).status, Some(0));
    let published = old.root.join("public");
    let published = published.to_string_lossy();

    let shorter = site("2024-07-03", &entries(&["2024-07-03", "2024-01-01"])).write();
    let run = shorter.run(&["build", "--previous", &published]);
    assert_eq!(run.status, Some(1));
    let place = "data/datapackage.json:";
    assert!(
        run.stderr.contains(
            "error[shortened-register]: the revision of 2024-01-01 is gone from the register of `x`"
        ),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains(place), "{}", run.stderr);
    assert!(!shorter.root.join("public").exists());
    // Without it nothing is known, and that is said.
    let run = shorter.run(&["build"]);
    assert_eq!(run.status, Some(0));
    assert!(
        run.stderr
            .contains("addresses and revisions published before: not checked"),
        "{}",
        run.stderr
    );

    // Other words, and more entries, are fine.
    let longer = site(
        "2024-09-01",
        &entries(&["2024-09-01", "2024-01-01", "2024-07-03", "2024-01-01"]),
    )
    .replaced("data/datapackage.json", "Late data.", "Late numbers.")
    .write();
    let run = longer.run(&["build", "--previous", &published]);
    assert_eq!(
        (run.status, run.stderr.contains("not checked")),
        (Some(0), false),
        "{}",
        run.stderr
    );

    // A dataset that is given up takes its register with it, when the site says so.
    let without = Project::new()
        .page("content/north.md", "Nothing.")
        .page("content/south.md", "Nothing.")
        .page(
            "content/corrections.md",
            "+++\ntitle = \"Corrections\"\nkind = \"corrections\"\n+++\n",
        );
    let run = without.write().run(&["build", "--previous", &published]);
    assert!(run.stderr.contains("shortened-register"), "{}", run.stderr);
    let gone = "title = \"Test\"\nlanguages = [\"en\"]\n[gone]\n\"/data/\" = \"given up\"\n\"/north/\" = \"given up\"\n\"/south/\" = \"given up\"\n";
    let run = without
        .config(gone)
        .write()
        .run(&["build", "--previous", &published]);
    assert!(!run.stderr.contains("shortened-register"), "{}", run.stderr);
}

#[test]
fn an_entry_may_be_about_more_than_it_was_and_not_about_less() {
    let of = |affected: &Value| site("2024-07-03", &entry(affected));
    let north = json!([{ "measures": ["people"], "where": { "area": "north", "period": "2023" } }]);
    let published = of(&north).write();
    assert_eq!(published.run(&["build"]).status, Some(0));
    let place = published.root.join("public");
    let place = place.to_string_lossy();
    let build = |affected: &Value| of(affected).write().run(&["build", "--previous", &place]);
    let more = [
        json!([{ "measures": ["people"], "where": { "area": ["south", "north"], "period": "2023" } }]),
        json!([{ "where": { "area": "north" } }]),
        json!([]),
    ];
    for affected in more {
        let run = build(&affected);
        assert_eq!(run.status, Some(0), "{affected}: {}", run.stderr);
    }
    // One that does not say what it is about may be about every cell, which is more than any of them.
    let about_all = of(&json!([])).write();
    assert_eq!(about_all.run(&["build"]).status, Some(0));
    let all = about_all.root.join("public");
    let narrowed = of(&north).write();
    let run = narrowed.run(&["build", "--previous", &all.to_string_lossy()]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    for affected in [
        json!([{ "where": { "area": "south" } }]),
        json!([{ "where": { "area": "north", "period": "2022" } }]),
    ] {
        let run = build(&affected);
        assert_eq!(run.status, Some(1), "{affected}");
        assert!(
            run.stderr.contains(
                "the correction of 2024-07-03 is about other cells than it was, in the register of `x`"
            ),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn what_was_published_last_must_be_a_published_site() {
    let folder = site("2024-07-03", &json!([])).write();
    assert_eq!(folder.run(&["build"]).status, Some(0));
    std::fs::create_dir(folder.root.join("empty")).expect("a folder");
    let run = folder.run(&["build", "--previous", "empty"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("empty: no site was published here"),
        "{}",
        run.stderr
    );
    // Data alone are no site.
    folder.put("half/data/datapackage.json", "{}");
    let run = folder.run(&["build", "--previous", "half"]);
    assert_eq!(run.status, Some(2));
    // Without its descriptor nothing is known of its registers.
    std::fs::remove_file(folder.root.join("public/data/datapackage.json")).expect("a file");
    let run = folder.run(&["build", "--output", "next", "--previous", "public"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr
            .contains("public/data/datapackage.json: it is missing"),
        "{}",
        run.stderr
    );
}
