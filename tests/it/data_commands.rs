//! `yearbook data check`, `show` and `infer`, as a publisher runs them.

use serde_json::{Value, json};

use crate::project::{Folder, Project};

const WELLS: &str =
    "area,period,wells,obs_status\nnorth,2023,12,\nnorth,2024,,O\nsouth,2023,30,P\n";

fn site() -> Folder {
    Project::new().data("wells.csv", WELLS).write()
}

/// A folder without a site.
fn folder(files: &[(&str, &[u8])]) -> Folder {
    let folder = Project::new().write();
    for (path, content) in files {
        folder.put(&format!("elsewhere/{path}"), content);
    }
    folder
}

#[test]
fn a_folder_made_elsewhere_is_checked_without_a_site() {
    let package = json!({ "resources": [{
        "name": "wells", "path": "wells.csv", "encoding": "windows-1252",
        "dialect": { "delimiter": ";" },
        "schema": { "fields": [
            { "name": "area" }, { "name": "depth", "type": "number", "decimalChar": "," },
        ], "primaryKey": "area" },
    }] });
    let folder = folder(&[
        ("datapackage.json", package.to_string().as_bytes()),
        ("wells.csv", b"area;depth\nc\xF4te;12,5\nmont;8.x\n"),
    ]);
    let run = folder.run(&["data", "check", "--root", "elsewhere"]);
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.contains("wells.csv:3:6"), "{}", run.stderr);
    folder.put("elsewhere/wells.csv", b"area;depth\nc\xF4te;12,5\n");
    let run = folder.run(&["data", "check", "--root", "elsewhere"]);
    assert_eq!(run.stderr, "1 resource with 1 record in order\n");
    assert_eq!(run.status, Some(0));
    let run = folder.run(&[
        "data",
        "show",
        "wells",
        "--root",
        "elsewhere",
        "--format",
        "json",
    ]);
    let shown: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        shown["records"],
        json!([{ "area": "côte", "depth": "12.5" }])
    );
}

#[test]
fn only_what_is_wrong_in_the_named_files_is_told() {
    let folder = Project::new()
        .data("wells.csv", "area,period,wells\nnorth,2023,x1\n")
        .data("pumps.csv", "area,period,pumps\nnorth,2023,5\n")
        .described(|package| {
            package["resources"][1]["schema"]["primaryKey"] = json!(["area", "period"]);
            package["resources"][1]["schema"]["fields"][2]["type"] = json!("integer");
        })
        .write();
    let run = folder.run(&["data", "check", "data/pumps.csv"]);
    assert_eq!((run.status, run.stderr.contains("x1")), (Some(0), false));
    let run = folder.run(&["data", "check", "data/wells.csv"]);
    assert_eq!((run.status, run.stderr.contains("x1")), (Some(1), true));
    let run = folder.run(&["data", "check", "data/none.csv"]);
    assert_eq!(run.status, Some(2));
}

#[test]
fn a_resource_is_shown_with_its_fields_and_first_records() {
    let run = site().run(&["data", "show", "wells", "--rows", "2"]);
    assert_eq!(
        run.stdout,
        "\
wells (data/wells.csv): 3 records

field       role       type     values  least  most   no value
area        dimension  string   2       north  south
period      dimension  period   2       2023   2024
wells       measure    integer  2       12     30     1 missing
obs_status  status     string   2       O      P      1 blank

area   period  wells  obs_status
north  2023    12
north  2024           O
… and 1 more
"
    );
    let run = site().run(&["data", "show", "well"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("did you mean `wells`?"),
        "{}",
        run.stderr
    );
}

const INFERRED: &str = "Wells by area;;;;\nin numbers;;;;\narea;period;depth;wells;wells_status\n001;2023;12,5;3;\n001;2024;13,0;..;\n002;2023;7,25;4;P\n002;2024;8;[c];\n";

#[test]
fn a_proposal_describes_a_file_so_that_it_is_read() {
    let folder = folder(&[
        ("wells.csv", INFERRED.as_bytes()),
        (
            "areas.csv",
            "code,name_vi,parent\n001,Bắc,\n002,Nam,001\n".as_bytes(),
        ),
    ]);
    let files = ["elsewhere/wells.csv", "elsewhere/areas.csv"];
    let run = folder.run(&["data", "infer", files[0], files[1]]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    for reason in [
        "wells.csv: its cells are separated by `;`",
        "wells.csv: its header stands in row 3",
        "wells.csv: `area` is a text: some values have leading zeros",
        "wells.csv: `depth` is a number: so are all its values, with `,` before decimals",
        "wells.csv: `[c]` in `wells` stands for no number: suppressed",
        "wells.csv: the key is area, period: no two records share it",
        "wells.csv: `area` holds codes of `areas`",
        "areas.csv: it lists codes",
    ] {
        assert!(run.stderr.contains(reason), "{reason}\n{}", run.stderr);
    }
    folder.put("elsewhere/datapackage.json", &run.stdout);
    let check = folder.run(&["data", "check", "--root", "elsewhere", "--deny-warnings"]);
    assert_eq!(check.stderr, "2 resources with 6 records in order\n");
}

#[test]
fn a_proposal_is_made_of_no_table_that_is_far_too_wide() {
    let names = |count: usize| -> String {
        let names: Vec<String> = (0..count).map(|column| format!("c{column}_flag")).collect();
        names.join(",") + "\n"
    };
    let folder = folder(&[
        ("wide.csv", names(5_001).as_bytes()),
        ("broad.csv", names(5_000).as_bytes()),
        ("twice.csv", b"a,b,a\n"),
    ]);
    let run = folder.run(&["data", "infer", "elsewhere/wide.csv"]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    let problem = "wide.csv has 5001 columns, and a table has at most 5000";
    assert!(run.stderr.contains(problem), "{}", run.stderr);
    let run = folder.run(&["data", "infer", "elsewhere/broad.csv"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 101);
    assert!(run.stderr.contains("more guesses are not listed"));
    let run = folder.run(&["data", "infer", "elsewhere/twice.csv"]);
    assert!(run.stderr.contains("two columns are named `a`"));
}

#[test]
fn files_of_the_same_name_become_resources_of_other_names() {
    let csv: &[u8] = b"a,b\nx,1\n";
    let folder = folder(&[("x.csv", csv), ("d/x.csv", csv), ("e/x.csv", csv)]);
    let files = [
        "elsewhere/x.csv",
        "elsewhere/d/x.csv",
        "elsewhere/./x.csv",
        "elsewhere/e/x.csv",
    ];
    let run = folder.run(&[&["data", "infer"][..], &files].concat());
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let package: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let resources = package["resources"].as_array().expect("a list");
    let names: Vec<&Value> = resources.iter().map(|resource| &resource["name"]).collect();
    assert_eq!(names, ["x", "x-2", "x-3"]);
}

#[test]
fn a_proposal_changes_nothing_that_is_written() {
    let folder = folder(&[
        ("wells.csv", WELLS.as_bytes()),
        ("pumps.csv", b"area,period,pumps\nnorth,2023,5\n"),
        (
            "datapackage.json",
            br#"{
  "name": "mine",
  "custom": { "kept": [2.50, 1e400] },
  "resources": [{
    "name": "springs", "path": "wells.csv", "title": "Springs", "x-own": true,
    "schema": { "fields": [{ "name": "area", "type": "any", "title": "Area" }], "primaryKey": ["area", "period"] }
  }]
}"#,
        ),
    ]);
    let merge = [
        "data",
        "infer",
        "elsewhere/wells.csv",
        "elsewhere/pumps.csv",
        "--merge",
        "elsewhere/datapackage.json",
    ];
    let run = folder.run(&merge);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let text = std::fs::read_to_string(folder.root.join("elsewhere/datapackage.json")).expect("it");
    let package: Value = serde_json::from_str(&text).expect("JSON");
    assert!(text.contains("2.50,\n      1e+400"), "{text}");
    let springs = &package["resources"][0];
    assert_eq!(
        (&springs["name"], &springs["x-own"]),
        (&json!("springs"), &json!(true))
    );
    assert_eq!(
        springs["schema"]["fields"][0],
        json!({ "name": "area", "type": "any", "title": "Area" })
    );
    assert_eq!(
        springs["schema"]["fields"][3]["yearbook"],
        json!({ "status": "wells" })
    );
    assert_eq!(package["resources"][1]["name"], "pumps");
    folder.run(&merge);
    let again =
        std::fs::read_to_string(folder.root.join("elsewhere/datapackage.json")).expect("it");
    assert_eq!(again, text);
}
