//! The pages about datasets and code lists.

use std::fmt::Write;

use crate::built::assert_text;
use crate::project::Project;

fn project() -> Project {
    let mut csv = String::from("area,period,people,obs_status,note_en,note_vi\n");
    for year in 2010..2025 {
        writeln!(csv, "north,{year},{},,,", year - 1010).expect("written");
    }
    csv.push_str("north,2025-H1,,Q,\"withheld, for now\",chưa công bố\n");
    Project::new()
        .languages(&["en", "vi"])
        .codes("areas.csv", "area,name_en,name_vi\nnorth,North,Miền Bắc\n")
        .data("x.csv", &csv)
        .described(|descriptor| {
            descriptor["description"] = "All that there is.".into();
            let resource = &mut descriptor["resources"][1];
            resource["description"] = "People & places.".into();
            resource["sources"] = serde_json::json!([{ "title": "The office" }]);
            resource["licenses"] =
                serde_json::json!([{ "name": "CC0-1.0", "path": "https://example.org/cc0" }]);
            resource["yearbook"]["updated"] = "2024-07-03".into();
            let fields = resource["schema"]["fields"].as_array_mut().expect("fields");
            fields[4]["yearbook"] = serde_json::json!({ "language": "en" });
            fields[5]["yearbook"] = serde_json::json!({ "language": "vi" });
        })
}

#[test]
fn a_dataset_is_told_with_its_fields_and_first_records() {
    let built = project().build();
    // Without workbooks archives are smaller.
    let is_everywhere = |line: &&str| {
        cfg!(feature = "xlsx") || !(line.starts_with("XLSX") || line.starts_with("ZIP"))
    };
    let made = |text: &str| {
        text.lines()
            .filter(is_everywhere)
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_text(
        &made(&crate::built::plain(built.main("data/x/"))),
        &made(
            "\
Dataset
X
People & places.
Download the data
16 records · Data last updated: 3 July 2024 · CC0-1.0
CSV: numbers for programs 385 bytes
CSV: numbers for spreadsheet programs 388 bytes
XLSX: workbook with notes 9.2 kB
JSON-stat: numbers with their words 1.0 kB
CSVW: description of the columns 3.9 kB
ZIP: all files together 11 kB
About the data
Name: x
Records: 16 records
Periods: 2010 to first half of 2025
Source: The office
Licence: CC0-1.0
Fields
Column | Meaning | Role | Type | Unit
area | Area
Codes: Areas | dimension | text | –
period | Period | dimension | period | –
people | People | measure | whole number | persons
obs_status | Obs_status | status | text | –
note_en | Note_en | attribute | text | –
note_vi | Note_vi | attribute | text | –
First records
Area | Period | People (persons) | Note_en
North | 2010 | 1,000 | –
North | 2011 | 1,001 | –
North | 2012 | 1,002 | –
North | 2013 | 1,003 | –
North | 2014 | 1,004 | –
North | 2015 | 1,005 | –
North | 2016 | 1,006 | –
North | 2017 | 1,007 | –
North | 2018 | 1,008 | –
North | 2019 | 1,009 | –
6 more records in the file. The file holds all records.
Versions
Valid from | Kind | Change | File
3 July 2024 | Current version | 16 records | x (CSV, 385 bytes)
How to cite
Test (3 July 2024). X.
For reference managers: BibTeX RIS CSL-JSON
",
        ),
    );
}

#[test]
fn all_datasets_are_listed_apart_from_code_lists() {
    let built = project().build();
    assert_text(
        &crate::built::plain(built.main("data/")),
        "Data\nAll that there is.\nDatasets\nX 16 records\nPeople & places.\nCode lists\nAreas 1 record",
    );
}

#[test]
fn the_file_holds_every_record_and_every_text() {
    let built = project().build();
    let file = built.file("data/x.csv");
    assert!(
        file.starts_with("area,period,people,obs_status,note_en,note_vi\nnorth,2010,1000,,,\n"),
        "{file}"
    );
    assert!(
        file.ends_with("north,2025-H1,,Q,\"withheld, for now\",chưa công bố\n"),
        "{file}"
    );
    assert_eq!(file.lines().count(), 17);
    assert_eq!(
        built.file("data/areas.csv"),
        "area,name_en,name_vi\nnorth,North,Miền Bắc\n"
    );
}

#[test]
fn pages_say_when_their_data_were_updated() {
    let built = project()
        .page(
            "content/a.md",
            "{{ value('x.people', area='north', period='2020') }}",
        )
        .page(
            "content/a.vi.md",
            "{{ value('x.people', area='north', period='2020') }}",
        )
        .page("content/b.md", "Nothing")
        .page("content/b.vi.md", "Nothing")
        .build();
    assert!(
        built
            .page("a/")
            .contains("Data last updated: <time datetime=\"2024-07-03\">3 July 2024</time>")
    );
    assert!(
        built
            .page("vi/a/")
            .contains("<time datetime=\"2024-07-03\">ngày 03 tháng 7 năm 2024</time>")
    );
    assert!(built.page("data/x/").contains("Data last updated"));
    assert!(!built.page("b/").contains("Data last updated"));
    assert!(!built.page("data/areas/").contains("Data last updated"));
}
