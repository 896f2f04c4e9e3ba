//! Sparklines in tables and key figures.

use crate::project::Project;

const WELLS: &str = "area,period,wells,wells_status\nnorth,2020,4,A\nnorth,2021,6,A\nnorth,2023,9,P\nsouth,2020,7,A\nsouth,2021,,L\nsouth,2023,2,A\nisle,2020,,L\nisle,2021,,L\nisle,2023,,L\n";

fn table(sparkline: &str, more: &str) -> Project {
    let block = format!(
        "```table\nid = \"t\"\ndata = \"wells\"\nwhere = {{ period = \"2023\" }}\nrows = [\"area\"]\nvalues = [\"wells\"]\nsparklines = [{sparkline}]\n{more}\n```\n"
    );
    Project::new()
        .data("wells.csv", WELLS)
        .page("content/a.md", &block)
}

const COURSE: &str = "{ value = \"wells\", over = \"period\" }";

#[test]
fn each_row_has_a_line_with_its_numbers_in_words() {
    let built = table(COURSE, "sort = \"-value\"").build();
    let figure = built.figure("a/", "t");
    assert!(figure.contains("<th scope=\"col\">Course</th>"), "{figure}");
    let labels: Vec<&str> = figure
        .split("class=\"spark\" role=\"img\" aria-label=\"")
        .skip(1)
        .map(|line| line.split('"').next().unwrap_or_default())
        .collect();
    // A year without record is absent and breaks the line.
    assert_eq!(
        labels,
        [
            "2020: 4; 2021: 6; 2022: not available; 2023: 9 (provisional)",
            "2020: 7; 2021: not available; 2022: not available; 2023: 2",
        ]
    );
    let (_, north) = figure.split_once(">north</th>").expect("the north");
    let north = &north[..north.find("</tr>").expect("an end")];
    assert_eq!(north.matches("class=\"line\"").count(), 1, "{north}");
    assert!(north.contains("class=\"point provisional\""), "{north}");
    let (_, isle) = figure.split_once(">isle</th>").expect("the isle");
    assert!(isle.contains("<td class=\"spark-cell\">–</td>"), "{isle}");
}

#[test]
fn the_numbers_of_a_line_stand_in_the_file() {
    let built = table(COURSE, "").build();
    let csv = built.file("a/t.csv");
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some(
            "period,area,wells,wells_status,wells_2020,wells_2020_status,wells_2021,wells_2021_status,wells_2022,wells_2022_status,wells_2023,wells_2023_status"
        )
    );
    assert!(csv.contains("2023,south,2,,7,,,O,,O,2,"), "{csv}");
    // They are no columns of the table.
    assert_eq!(
        built.table("a/", "t").lines().next(),
        Some("Area | Wells (persons) | Course")
    );
}

#[test]
fn mistakes_in_a_sparkline_are_told_at_their_place() {
    let told = |sparkline: &str, code: &str| table(sparkline, "").fails_with(code).told();
    assert_eq!(
        told("{ value = \"wells\", over = \"area\" }", "bad-block"),
        "content/a.md:10:41: bad-block: `area` has no periods; expected a dimension of periods: a sparkline runs through time"
    );
    told("{ value = \"well\", over = \"period\" }", "unknown-field");
    told("{ over = \"period\" }", "bad-block");
    told("\"wells\"", "bad-block");
    told(
        "{ value = \"wells\", over = \"period\", where = { area = \"north\" } }",
        "bad-block",
    );
    told(
        "{ value = \"wells\", over = \"period\", where = { period = \"twenty\" } }",
        "unknown-code",
    );
    table(COURSE, "")
        .replaced(
            "content/a.md",
            "rows = [\"area\"]",
            "rows = [\"area\", \"period\"]",
        )
        .fails_with("bad-block");
}

#[test]
fn a_key_figure_has_its_course_in_every_language() {
    let front = |words: &str| {
        format!(
            "+++\ntitle = \"Home\"\nkind = \"home\"\n\n[[headline]]\nvalue = \"9\"\nlabel = \"{words}\"\n"
        )
    };
    let line = "sparkline = { value = \"wells.wells\", over = \"period\", where = { area = \"north\", period = [\"2020\", \"2021\"] } }\n+++\n";
    let site = |line: &str| {
        Project::new()
            .languages(&["en", "vi"])
            .data("wells.csv", WELLS)
            .page("content/index.md", &format!("{}{line}", front("wells")))
            .page("content/index.vi.md", &format!("{}+++\n", front("giếng")))
    };
    let built = site(line).build();
    for (address, words) in [("", "wells"), ("vi/", "giếng")] {
        let main = built.main(address);
        assert!(
            main.contains(words) && main.contains("aria-label=\"2020: 4; 2021: 6\""),
            "{main}"
        );
    }
    let wrong = |from: &str, to: &str| site(&line.replace(from, to));
    wrong("wells.wells", "wells").fails_with("unknown-field");
    wrong("area = \"north\", ", "").fails_with("dimension-not-fixed");
}
