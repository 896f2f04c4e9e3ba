//! Files to take away: what lies in archives and workbooks, and which pages have which.

use serde_json::Value;

use crate::project::Project;
use crate::workbook::{Cell, names, sheet, unpacked};

const TABLE: &str =
    "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nvalues = [\"people\"]\n```\n";

fn project() -> Project {
    Project::new()
        .languages(&["en", "vi"])
        .codes(
            "areas.csv",
            "area,name_en,name_vi\nnorth,North,Bắc\nsouth,South,Nam\neast,East,Đông\n",
        )
        .data(
            "x.csv",
            "area,people,obs_status\nnorth,1200,P\nsouth,,Q\neast,0,\n",
        )
        .page("content/a.md", TABLE)
        .page("content/a.vi.md", "```table\nid = \"t\"\n```\n")
}

#[test]
fn an_archive_holds_the_files_beside_it_and_describes_them() {
    let built = project().build();
    for (archive, own) in [
        ("a/t.zip", "t."),
        ("data/x.zip", "x."),
        ("vi/data/x.zip", "x."),
    ] {
        let content = &built.tree()[archive];
        let (folder, _) = archive.rsplit_once('/').expect("a folder");
        let names = names(content);
        assert_eq!(names[0], "README.txt", "{archive}");
        let readme = String::from_utf8(unpacked(content, "README.txt")).expect("UTF-8");
        for name in names.iter().filter(|name| *name != "README.txt") {
            assert!(
                readme.contains(&format!("- {name}: ")),
                "{archive}: {name}\n{readme}"
            );
            if name == "datapackage.json" {
                continue;
            }
            let beside = [format!("{folder}/{name}"), format!("data/{name}")];
            let beside = beside.iter().find_map(|path| built.tree().get(path));
            assert_eq!(Some(&unpacked(content, name)), beside, "{archive}: {name}");
        }
        let package: Value =
            serde_json::from_slice(&unpacked(content, "datapackage.json")).expect("JSON");
        for resource in package["resources"].as_array().expect("resources") {
            let path = resource["path"].as_str().expect("a path");
            assert_eq!(
                resource["bytes"],
                unpacked(content, path).len(),
                "{archive}: {path}"
            );
        }
        let own: Vec<&String> = names.iter().filter(|name| name.starts_with(own)).collect();
        assert_eq!(
            own.len(),
            if cfg!(feature = "xlsx") { 5 } else { 4 },
            "{archive}: {own:?}"
        );
    }
    let names = names(&built.tree()["data/x.zip"]);
    assert!(names.contains(&"areas.csv".to_owned()), "{names:?}");
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_keeps_zero_missing_and_suppressed_apart_and_computes_no_text() {
    let built = project().build();
    let text = |text: &str| Cell::Text(text.to_owned());
    let number = |digits: &str| Cell::Number(digits.to_owned());
    let workbook = &built.tree()["data/x.xlsx"];
    let rows = sheet(workbook, 4);
    assert_eq!(
        rows[2..],
        [
            ["Area (code)", "Area", "People (persons)", "People (status)"]
                .map(text)
                .to_vec(),
            vec![text("north"), text("North"), number("1200"), text("P")],
            vec![text("south"), text("South"), text("[c]"), text("Q")],
            vec![text("east"), text("East"), number("0")],
        ]
        .map(|row: Vec<Cell>| row)
    );
    let sheet_files =
        String::from_utf8(unpacked(workbook, "xl/worksheets/sheet4.xml")).expect("UTF-8");
    assert!(!sheet_files.contains("<f>"), "no formula");
    let notes: Vec<Vec<Cell>> = sheet(workbook, 3);
    let notes: Vec<&str> = notes.iter().map(|row| row[0].text()).collect();
    assert_eq!(
        notes,
        ["Notes", "[p] (P): provisional", "[c] (Q): confidential"]
    );
    let names = String::from_utf8(unpacked(workbook, "xl/workbook.xml")).expect("UTF-8");
    for name in ["Cover", "Contents", "Notes", "Table"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{names}");
    }
    let vietnamese =
        String::from_utf8(unpacked(&built.tree()["vi/data/x.xlsx"], "xl/workbook.xml"));
    assert!(vietnamese.expect("UTF-8").contains("name=\"Bảng\""));
}

#[test]
fn json_stat_tells_each_kind_of_nothing_by_its_status() {
    let built = project().build();
    let file: Value = serde_json::from_str(built.file("vi/a/t.json")).expect("JSON");
    assert_eq!(file["value"].to_string(), "[1200,null,0]");
    assert_eq!(file["status"].to_string(), r#"{"0":"P","1":"Q"}"#);
    assert_eq!(
        file["dimension"]["area"]["category"]["label"]["north"],
        "Bắc"
    );
}

#[test]
fn a_reader_keeps_files_under_names_that_tell_page_and_day() {
    let built = Project::own_built();
    let page = built.page("targets/");
    for name in [
        "targets-committees_2024-07-03.csv",
        "targets-committees_2024-07-03.zip",
    ] {
        assert!(page.contains(&format!("download=\"{name}\"")), "{name}");
    }
    let page = built.page("vi/data/admissions/");
    assert!(
        page.contains("href=\"/vi/data/admissions.zip\" download=\"admissions_2024-07-03.zip\"")
    );
    assert!(page.contains("href=\"/data/admissions.csv\" download=\"admissions_2024-07-03.csv\""));
}

#[test]
fn pages_for_every_code_have_what_they_ask_for() {
    let each = |files: &str| {
        let front = format!(
            "title = \"{{{{ area }}}}\"\nsummary = \"A summary.\"\neach = \"areas\"\n{files}"
        );
        let block = TABLE.replace("values", "where = { area = \"$area\" }\nvalues");
        let site = project().file("content/b.md", format!("+++\n{front}+++\n{block}"));
        let built = site.build();
        let files = built
            .files()
            .into_iter()
            .filter_map(|path| path.strip_prefix("b/north/"));
        files.map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(each(""), ["index.html", "t.csv"]);
    assert_eq!(
        each("files = [\"json\", \"zip\", \"excel.csv\"]\n"),
        ["index.html", "t.csv", "t.excel.csv", "t.json", "t.zip"]
    );
    let wrong = project()
        .file(
            "content/b.md",
            "+++\ntitle = \"B\"\nfiles = [\"xls\"]\n+++\n",
        )
        .fails_with("bad-front-matter");
    wrong.is("content/b.md:3:10: bad-front-matter: figures have no file `xls`; expected some of csv, excel.csv, xlsx, json, csv-metadata.json, svg, png, zip, card, embed; did you mean `xlsx`?");
}

#[test]
fn files_in_words_follow_the_words_and_plain_ones_stay() {
    let folder = Project::own().write();
    let tree = |output: &str| {
        let run = folder.run(&["build", "--output", output]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        crate::project::tree(&folder.root.join(output))
    };
    let before = tree("public");
    let config =
        std::fs::read_to_string(folder.root.join("yearbook.toml")).expect("the configuration");
    let publisher = "The yearbook project, as an example of its use";
    folder.put("yearbook.toml", config.replace(publisher, "The office"));
    let after = tree("public");
    for (file, stays) in [
        ("data/admissions.csv", true),
        ("data/admissions.excel.csv", true),
        ("data/admissions.csv-metadata.json", true),
        ("data/admissions.zip", false),
        ("data/admissions.xlsx", cfg!(not(feature = "xlsx"))),
        ("targets/committees.zip", false),
        ("targets/committees.svg", true),
    ] {
        if before.contains_key(file) {
            assert_eq!(before[file] == after[file], stays, "{file}");
        }
    }
    assert_eq!(
        after,
        tree("afresh"),
        "kept files are those of a build from nothing"
    );
}

#[test]
fn a_descriptor_decides_which_files_a_dataset_has() {
    let files = |files: &Value| {
        project().described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let dataset = resources
                .iter_mut()
                .find(|r| r["name"] == "x")
                .expect("the dataset");
            dataset["yearbook"]["files"] = files.clone();
        })
    };
    let built = files(&serde_json::json!(["json"])).build();
    let own = built
        .files()
        .into_iter()
        .filter(|path| path.contains("data/x."));
    assert_eq!(
        own.collect::<Vec<_>>(),
        [
            "data/x.csv",
            "data/x.csv-metadata.json",
            "data/x.excel.csv",
            "data/x.json",
            "vi/data/x.json"
        ]
    );
    let told = files(&serde_json::json!(["jsn"]))
        .fails_with("bad-package")
        .told();
    assert!(
        told.contains(
            "`files` cannot be `jsn`; expected one of xlsx, json, zip; did you mean `json`?"
        ),
        "{told}"
    );
}

#[test]
fn no_format_rounds_a_number_that_was_published() {
    let built = Project::new()
        .codes("areas.csv", "area,name_en\nnorth,North\nsouth,South\n")
        .data(
            "x.csv",
            "area,depth\nnorth,0.0000057\nsouth,12345.123456789\n",
        )
        .described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let dataset = resources
                .iter_mut()
                .find(|r| r["name"] == "x")
                .expect("the dataset");
            dataset["description"] =
                serde_json::json!("The depth of two wells, measured once, to the last decimal.");
        })
        .page("content/a.md", &TABLE.replace("people", "depth"))
        .base_url("https://example.org/")
        .build();
    for (csv, json) in [("data/x.csv", "data/x.json"), ("a/t.csv", "a/t.json")] {
        let file: Value = serde_json::from_str(built.file(json)).expect("JSON");
        assert_eq!(
            file["value"].to_string(),
            "[0.0000057,12345.123456789]",
            "{json}"
        );
        for number in ["0.0000057", "12345.123456789"] {
            assert!(built.file(csv).contains(number), "{csv}: {number}");
        }
        #[cfg(feature = "xlsx")]
        {
            let workbook = &built.tree()[&json.replace(".json", ".xlsx")];
            let cells = sheet(workbook, 4).concat();
            let numbers = cells.iter().filter_map(|cell| match cell {
                Cell::Number(digits) => digits.parse::<f64>().ok(),
                Cell::Text(_) | Cell::Blank => None,
            });
            assert_eq!(
                numbers.collect::<Vec<_>>(),
                [0.000_005_7, 12_345.123_456_789]
            );
        }
    }
    assert!(
        built
            .page("data/x/")
            .contains("\"minValue\":0.0000057,\"maxValue\":12345.123456789")
    );
}

#[test]
fn records_that_nothing_tells_apart_are_no_cube() {
    let schema =
        serde_json::json!({ "fields": [{ "name": "k" }, { "name": "v", "type": "integer" }] });
    let resource = serde_json::json!({ "name": "x", "path": "x.csv", "schema": schema });
    let built = Project::new()
        .data("x.csv", "k,v\na,1\na,2\n")
        .descriptor(&serde_json::json!({ "resources": [resource] }))
        .build();
    assert!(!built.tree().contains_key("data/x.json"));
    assert!(built.tree().contains_key("data/x.zip"));
    assert_eq!(built.file("data/x.csv"), "k,v\na,1\na,2\n");
}

#[test]
fn a_column_has_one_name_in_every_file_whatever_codes_and_fields_are_called() {
    let built = Project::below_tests("odd", &["en"]).build();
    let json = |path: &str| -> Value { serde_json::from_str(built.file(path)).expect("JSON") };
    let list = |value: &Value, member: &str| -> Vec<String> {
        let values = value.as_array().expect("a list").iter();
        values
            .map(|v| v[member].as_str().expect("a text").to_owned())
            .collect()
    };
    for figure in ["both", "kinds", "areas"] {
        let csv = built.file(&format!("{figure}.csv"));
        let head: Vec<String> = csv
            .lines()
            .next()
            .expect("a head")
            .split(',')
            .map(str::to_owned)
            .collect();
        let distinct: std::collections::BTreeSet<&String> = head.iter().collect();
        assert_eq!(distinct.len(), head.len(), "{head:?}");
        let schema = &json(&format!("{figure}.csv-metadata.json"))["tables"][0]["tableSchema"];
        assert_eq!(list(&schema["columns"], "titles"), head);
        let metric = &json(&format!("{figure}.json"))["dimension"]["measure"]["category"]["index"];
        let measures = head.iter().skip(1).step_by(2);
        let metric = metric.as_array().expect("a list").iter();
        assert!(
            metric
                .map(|name| name.as_str().expect("a name"))
                .eq(measures)
        );
    }
    assert!(
        built
            .file("kinds.csv")
            .starts_with("mã vùng,a,a_status,a_status_2,a_status_2_status\n")
    );
    assert!(
        built
            .file("areas.csv")
            .starts_with("loại,'=1+1,'=1+1_status,b,b_status\n")
    );
}
