//! Tables: rows, columns, computed values, decimals.

use crate::project::Project;

fn project(block: &str) -> Project {
    Project::new()
        .codes("areas.csv", "area,name_en,parent\nland,Land,\nnorth,North,land\nsouth,South,land\n")
        .data(
            "x.csv",
            "area,period,people,money\nnorth,2023,10,1.5\nnorth,2024,1200,2.25\nsouth,2023,30,0\nsouth,2024,15,-3\n",
        )
        .page("content/a.md", &format!("```table\nid = \"t\"\ndata = \"x\"\n{block}\n```\n"))
}

#[test]
fn one_row_for_each_combination_of_the_row_dimensions_the_last_varying_fastest() {
    let built = project("rows = [\"area\", \"period\"]\nwhere = { area = { children_of = \"land\" } }\nvalues = [\"people\", \"money\"]").build();
    assert_eq!(
        built.table("a/", "t"),
        "Area | Period | People (persons) | Money (persons)\nNorth | 2023 | 10 | 1.50\nNorth | 2024 | 1,200 | 2.25\nSouth | 2023 | 30 | 0.00\nSouth | 2024 | 15 | −3.00"
    );
    assert_eq!(
        built.file("a/t.csv"),
        "area,period,people,people_status,money,money_status\nnorth,2023,10,,1.5,\nnorth,2024,1200,,2.25,\nsouth,2023,30,,0,\nsouth,2024,15,,-3,\n"
    );
}

#[test]
fn a_dimension_can_be_spread_over_columns() {
    let built = project("rows = [\"area\"]\ncolumns = \"period\"\nwhere = { area = { children_of = \"land\" } }\nvalues = [\"people\"]\nsort = \"-value\"").build();
    assert_eq!(
        built.table("a/", "t"),
        "Area | 2023 | 2024\nSouth | 30 | 15\nNorth | 10 | 1,200"
    );
    assert_eq!(
        built.file("a/t.csv"),
        "area,2023,2023_status,2024,2024_status\nsouth,30,,15,\nnorth,10,,1200,\n"
    );
    assert!(
        built
            .figure("a/", "t")
            .contains("<p class=\"figure-subtitle\">2023 to 2024 · People (persons)</p>")
    );
    let built = project("rows = [\"area\"]\ncolumns = \"period\"\nwhere = { area = \"north\" }\nvalues = [\"people\", \"money\"]").build();
    assert_eq!(
        built.table("a/", "t"),
        "Area | 2023: People (persons) | 2023: Money (persons) | 2024: People (persons) | 2024: Money (persons)\nNorth | 10 | 1.5 | 1,200 | 2.25"
    );
}

#[test]
fn columns_compute_from_the_measures_of_their_row() {
    let built = project("rows = [\"period\"]\nwhere = { area = \"north\" }\nvalues = [{ value = \"percent(money, people)\", title = \"Share {{ 1 }}\" }, { value = \"ratio(people, money, decimals=0)\" }]").build();
    assert_eq!(
        built.table("a/", "t"),
        "Period | Share 1 (%) | Computed\n2023 | 15.0 | 7\n2024 | 0.2 | 533"
    );
    // A file has six decimals of what a division gives.
    let csv = built.file("a/t.csv");
    assert!(
        csv.contains("6.666667,") && csv.contains("533.333333,"),
        "{csv}"
    );
}

#[test]
fn what_cannot_be_computed_is_marked() {
    let built = project(
        "rows = [\"period\"]\nwhere = { area = \"south\" }\nvalues = [\"percent(people, money)\"]",
    )
    .build();
    assert_eq!(
        built.table("a/", "t"),
        "Period | Computed (%)\n2023 | [z]\n2024 | −500.0"
    );
}

#[test]
fn declared_decimals_hold_for_the_whole_column() {
    let built = project("rows = [\"period\"]\nwhere = { area = \"north\" }\nvalues = [\"money\"]")
        .described(|descriptor| {
            let fields = &mut descriptor["resources"][1]["schema"]["fields"];
            fields[3]["yearbook"]["decimals"] = 1.into();
        })
        .build();
    assert_eq!(
        built.table("a/", "t"),
        "Period | Money (persons)\n2023 | 1.5\n2024 | 2.3"
    );
}

#[test]
fn absurd_numbers_of_decimals_do_no_harm() {
    for decimals in [29_u64, 4_294_967_295] {
        let outcome =
            project("rows = [\"period\"]\nwhere = { area = \"north\" }\nvalues = [\"money\"]")
                .described(|descriptor| {
                    let fields = &mut descriptor["resources"][1]["schema"]["fields"];
                    fields[3]["yearbook"]["decimals"] = decimals.into();
                })
                .check();
        drop(outcome);
    }
}

#[test]
fn mistakes_in_a_table_are_told_at_their_place() {
    let told = |block: &str, code: &str| project(block).fails_with(code).told();
    assert_eq!(
        told(
            "rows = [\"area\"]\nwhere = { period = \"2023\" }\nvalues = [\"peple\"]",
            "unknown-name"
        ),
        "content/a.md:9:12: unknown-name: `peple` is no measure here; expected one of money, people; did you mean `people`?"
    );
    assert_eq!(
        told(
            "where = { period = \"2023\" }\nvalues = [\"people\"]",
            "bad-block"
        ),
        "content/a.md:5:1: bad-block: `rows` is missing: the dimensions of the rows"
    );
    assert_eq!(
        told(
            "rows = [\"area\"]\nwhere = { period = \"2023\" }\nvalues = [\"ratio(people, money, absent='x')\"]",
            "bad-expression"
        ),
        "content/a.md:9:12: bad-expression: a figure has no `absent`: it prints the mark of the status"
    );
    assert_eq!(
        told(
            "rows = [\"area\"]\nwhere = { area = \"nord\", period = \"2023\" }\nvalues = [\"people\"]",
            "unknown-code"
        ),
        "content/a.md:8:18: unknown-code: `nord` is not a code of `area`; expected a code of the list `areas`; did you mean `north`?"
    );
}

#[test]
fn one_dimension_in_two_places_is_an_error() {
    for block in [
        "rows = [\"area\", \"area\"]\nwhere = { period = \"2023\" }\nvalues = [\"people\"]",
        "rows = [\"period\"]\ncolumns = \"period\"\nwhere = { area = \"north\" }\nvalues = [\"people\"]",
    ] {
        assert!(project(block).check().made.is_none(), "{block}");
    }
}

#[test]
fn a_total_among_its_parts_is_set_off() {
    let built = Project::new()
        .codes(
            "areas.csv",
            "areas,name_en,parent\nland,Land,\nn,North,land\ns,South,land\n",
        )
        .data("x.csv", "areas,kind,people\nland,all,30\nn,all,10\ns,all,20\n")
        .page("content/a.md", "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"areas\"]\nvalues = [\"people\"]\nwhere = { kind = \"all\" }\n```\n\n```table\nid = \"parts\"\ndata = \"x\"\nrows = [\"areas\"]\nvalues = [\"people\"]\nwhere = { areas = { children_of = \"land\" }, kind = \"all\" }\n```\n\n```table\nid = \"one\"\ndata = \"x\"\nrows = [\"areas\"]\nvalues = [\"people\"]\nwhere = { areas = \"land\", kind = \"all\" }\n```\n")
        .build();
    let rows = |id: &str| {
        built
            .figure("a/", id)
            .matches("<tr class=\"total\">")
            .count()
    };
    assert!(
        built
            .figure("a/", "t")
            .contains("<tr class=\"total\"><th scope=\"row\">Land</th>")
    );
    assert_eq!((rows("t"), rows("parts"), rows("one")), (1, 0, 0));
}

#[test]
fn a_table_of_a_text_is_called_as_the_heading_above_it() {
    let table = "| A | B |\n|---|--:|\n| a | 1 |\n";
    let text = format!("{table}\n## Wells of {{{{ n }}}} & more\n\n{table}\nText.\n\n{table}");
    let page = format!("+++\ntitle = \"A\"\n[values]\nn = \"2024\"\n+++\n{text}");
    let built = Project::new().page("content/a.md", &page).build();
    let captions: Vec<&str> = built
        .main("a/")
        .split("class=\"visually-hidden\">")
        .skip(1)
        .filter_map(|rest| rest.split("</caption>").next())
        .collect();
    assert_eq!(
        captions,
        [
            "Table, can be scrolled sideways",
            "Wells of <data value=\"2024\">2,024</data> &amp; more",
            "Wells of <data value=\"2024\">2,024</data> &amp; more (2)",
        ]
    );
    let region = "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"table--1\"><table>\n<caption id=\"table--1\"";
    assert!(built.main("a/").contains(region), "{}", built.main("a/"));
}

#[test]
fn the_size_of_the_numbers_stands_at_their_file() {
    let built = Project::new()
        .data("x.csv", "area,people\nnorth,1\nsouth,2\n")
        .page(
            "content/a.md",
            "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nvalues = [\"people\"]\n```\n",
        )
        .build();
    let bytes = built.file("a/t.csv").len();
    let figure = built.figure("a/", "t");
    assert!(
        figure.contains(&format!(">Download (CSV, {bytes} bytes)</a>")),
        "{figure}"
    );
    let bytes = built.file("a/t.json").len();
    let told =
        format!("JSON-stat: numbers with their words</a> <span class=\"soft\">{bytes} bytes<");
    assert!(figure.contains(&told), "{figure}");
}

#[test]
fn a_table_of_more_rows_than_a_sheet_has_is_refused_and_the_csv_named() {
    // Eleven dimensions of a hundred codes: few records, and a row for each combination.
    let names: Vec<String> = (0..11).map(|dimension| format!("d{dimension}")).collect();
    let mut csv = format!("{},n\n", names.join(","));
    for record in 0..100 {
        csv.push_str(&format!("{}{record}\n", format!("c{record},").repeat(11)));
    }
    let rows = names
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(", ");
    let page =
        format!("```table\nid = \"t\"\ndata = \"x\"\nrows = [{rows}]\nvalues = [\"n\"]\n```\n");
    let site = Project::new().data("x.csv", &csv);
    let told = site
        .clone()
        .page("content/a.md", &page)
        .fails_with("too-large")
        .told();
    assert!(
        told.contains("this figure would be chosen from more than 5000000 cells")
            && told.contains("data/x.csv holds all records"),
        "{told}"
    );
    // The dataset itself has no file in which each combination has a place.
    let built = site.build();
    assert!(!built.tree().contains_key("data/x.json"));
    assert!(built.tree().contains_key("data/x.csv"));
}
