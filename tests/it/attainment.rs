//! Targets: attainment, gap, and what is still required in a part of a year.

use crate::project::Project;

const ADMISSIONS: &str =
    "area,period,admitted\nnorth,2023,2303\nnorth,2024-H1,848\nsouth,2024-H1,3\nwest,2024-H1,4\n";
const TARGETS: &str = "area,period,target,target_status\nnorth,2023,2200,\nnorth,2024,2200,\nsouth,2024,0,\nwest,2024,,O\n";

fn site(page: &str) -> Project {
    Project::new()
        .data("admissions.csv", ADMISSIONS)
        .data("targets.csv", TARGETS)
        .page("content/a.md", page)
}

fn value(function: &str, area: &str, period: &str) -> String {
    format!(
        "{{{{ {function}(value(\"admissions.admitted\", area=\"{area}\", period=\"{period}\"), \
         value(\"targets.target\", area=\"{area}\", period=\"{}\"), absent=\"none\") }}}}",
        &period[..4]
    )
}

fn shown(function: &str, area: &str, period: &str) -> String {
    let built = site(&format!("So: {}.", value(function, area, period))).build();
    let text = built.text("a/");
    let start = text.find("So: ").expect("the sentence") + 4;
    let end = text[start..]
        .find(".\n")
        .map_or(text.len(), |end| start + end);
    text[start..end].trim_end_matches('.').to_owned()
}

#[test]
fn a_target_is_attained_missed_or_still_to_be_reached() {
    assert_eq!(shown("attainment", "north", "2023"), "104.7%");
    assert_eq!(shown("attainment", "north", "2024-H1"), "38.5%");
    assert_eq!(shown("gap", "north", "2023"), "103");
    assert_eq!(shown("gap", "north", "2024-H1"), "−1,352");
    assert_eq!(shown("required", "north", "2024-H1"), "225.3");
}

#[test]
fn a_target_of_zero_and_a_missing_target_are_two_things() {
    assert_eq!(shown("attainment", "south", "2024-H1"), "none");
    assert_eq!(shown("gap", "south", "2024-H1"), "3");
    assert_eq!(shown("required", "south", "2024-H1"), "0.0");
    for function in ["attainment", "gap", "required"] {
        assert_eq!(shown(function, "west", "2024-H1"), "none", "{function}");
    }
}

#[test]
fn a_table_computes_them_row_by_row() {
    let block = "```table\nid = \"t\"\ndata = \"admissions\"\nwhere = { period = \"2024-H1\" }\nrows = [\"area\"]\n\
                 target = { field = \"targets.target\", period = \"year\" }\n\
                 values = [\"admitted\", \"target\", { value = \"attainment(admitted, target)\", title = \"Attained\" }, \
                 { value = \"required(admitted, target)\", title = \"Required a month\" }]\n```\n";
    let built = site(block).build();
    let table = built.table("a/", "t");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "north | 848 | 2,200 | 38.5 | 225.3",
            "south | 3 | 0 | [z] | 0.0",
            "west | 4 | [x] | [x] | [x]",
        ]
    );
}

#[test]
fn a_figure_without_a_period_has_no_rest_of_the_year() {
    site("{{ required(5, 7) }}")
        .fails_with("bad-expression")
        .is("content/a.md:4:4: bad-expression: `required` takes an observed figure and a target, each of one period; expected two figures made with `value(…)` of datasets with periods");
}
