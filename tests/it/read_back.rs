//! What is published reads back as the same data, whatever the source looked like.

use serde_json::{Value, json};

use crate::built::Built;
use crate::project::Project;

fn site(csv: &str, schema: &Value) -> Project {
    let resource = json!({ "name": "x", "path": "x.csv", "schema": schema });
    Project::new()
        .data("x.csv", csv)
        .descriptor(&json!({ "resources": [resource] }))
}

/// Builds, reads back what was published, and publishes it again.
#[track_caller]
fn reads_back(csv: &str, schema: &Value) -> Built {
    let first = site(csv, schema).build();
    let again = Project::new()
        .data("x.csv", first.file("data/x.csv"))
        .file("data/datapackage.json", first.file("data/datapackage.json"))
        .build();
    for file in ["data/x.csv", "data/datapackage.json"] {
        assert_eq!(again.file(file), first.file(file), "{file}");
    }
    first
}

#[test]
fn formats_symbols_and_limits_of_the_source_are_gone() {
    let fields = json!([
        { "name": "day", "type": "date", "format": "%d/%m/%Y",
          "constraints": { "minimum": "01/01/2021", "enum": ["03/04/2021", "05/04/2021"] } },
        { "name": "open", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"],
          "constraints": { "enum": ["ja"] } },
        { "name": "depth", "type": "number", "decimalChar": ",", "groupChar": ".",
          "yearbook": { "missing": { "..": "missing", "[c]": "suppressed" } } },
    ]);
    let csv = "day,open,depth\n03/04/2021,ja,\"1.234,50\"\n05/04/2021,ja,[c]\n";
    let built = reads_back(csv, &json!({ "fields": fields, "primaryKey": ["day"] }));
    assert_eq!(
        built.file("data/x.csv"),
        "day,open,depth,depth_status\n2021-04-03,true,1234.50,\n2021-04-05,true,,Q\n"
    );
}

#[test]
fn a_blank_text_stays_a_value_and_a_missing_one_missing() {
    let fields = json!([
        { "name": "item" }, { "name": "people", "type": "integer" },
        { "name": "note", "missingValues": ["-"] },
        { "name": "mark", "missingValues": [], "constraints": { "required": true } },
    ]);
    let csv = "item,people,note,mark\na,1,,\nb,2,-,\nc,3,n,m\n";
    let built = reads_back(csv, &json!({ "fields": fields, "primaryKey": "item" }));
    assert_eq!(built.file("data/x.csv"), csv);
}

#[test]
fn fields_that_the_file_does_not_have_leave_no_keys_behind() {
    let fields = json!([
        { "name": "item" }, { "name": "people", "type": "integer" },
        { "name": "code" }, { "name": "wells", "type": "integer" },
        { "name": "wells_status", "yearbook": { "status": "wells" } },
    ]);
    let schema = json!({
        "fields": fields, "primaryKey": "item", "fieldsMatch": "superset",
        "uniqueKeys": [["code"]],
        "foreignKeys": [{ "fields": "code", "reference": { "fields": "item" } }],
    });
    reads_back("item,people,wells_status\na,1,\nb,2,Q\n", &schema);
}

#[test]
fn the_status_of_a_table_without_a_key_is_a_text() {
    let fields = json!([
        { "name": "item" }, { "name": "people", "type": "integer" },
        { "name": "s", "yearbook": { "status": "people" } },
    ]);
    let built = reads_back("item,people,s\na,1,\nb,,Q\n", &json!({ "fields": fields }));
    assert_eq!(built.file("data/x.csv"), "item,people,s\na,1,\nb,,Q\n");
}

#[test]
fn no_published_file_begins_a_text_with_a_formula() {
    let fields = json!([
        { "name": "kind", "yearbook": { "formulas": "escape" } },
        { "name": "area", "yearbook": { "formulas": "escape" } },
        { "name": "people", "type": "integer" },
    ]);
    let csv = "kind,area,people\n=cmd,=1+1,1\n=cmd,@b,-2\n";
    let table = "```table\nid = \"t\"\ndata = \"x\"\nwhere = { kind = \"=cmd\" }\nrows = [\"kind\"]\ncolumns = \"area\"\nvalues = [\"people\"]\n```\n";
    let built = site(
        csv,
        &json!({ "fields": fields, "primaryKey": ["kind", "area"] }),
    )
    .page("content/a.md", table)
    .build();
    for file in ["data/x.csv", "a/t.csv"] {
        let cells = built.file(file).split(['\n', ',']);
        let formulas: Vec<&str> = cells
            .filter(|cell| cell.starts_with(['=', '@', '+']))
            .collect();
        assert!(formulas.is_empty(), "{file}: {formulas:?}");
    }
    let list = json!([{ "name": "item" }, { "name": "tags", "type": "list" }]);
    site(
        "item,tags\na,\"=x,y\"\n",
        &json!({ "fields": list, "primaryKey": "item" }),
    )
    .fails_with("formula-in-text");
}

#[test]
fn a_quote_within_a_cell_changes_no_record_on_any_number_of_threads() {
    let mut csv = String::from("item,people,note\nb,1,5\" pipe\n");
    for number in 0..20_000 {
        csv.push_str(&format!("a{number},1,\"line\nz{number},7,end\"\n"));
    }
    let folder = Project::new().data("x.csv", &csv).write();
    let shown = |jobs| {
        folder
            .run(&["data", "show", "x", "--rows", "0", "--jobs", jobs])
            .stdout
    };
    assert!(
        shown("1").starts_with("x (data/x.csv): 20001 records"),
        "{}",
        shown("1")
    );
    assert_eq!(shown("4"), shown("1"));
}
