//! `period = "year"`: a part of a year held against the target of its year, and told as such.

use crate::project::Project;

const NOTE: &str = "A part of a year is held against the target of its whole year.";

fn project(figure: &str) -> Project {
    Project::new()
        .data(
            "x.csv",
            "area,period,people\nnorth,2023,90\nnorth,2024-H1,30\n",
        )
        .data(
            "goals.csv",
            "area,period,goal\nnorth,2023,80\nnorth,2024,120\n",
        )
        .page("content/a.md", figure)
}

const CHART: &str = "```chart\nid = \"c\"\nmark = \"bullet\"\ndata = \"x\"\nwhere = { area = \"north\" }\nx = \"people\"\ny = \"period\"\ntarget = { field = \"goals.goal\", period = \"year\" }\n```\n";

const TABLE: &str = "```table\nid = \"c\"\ndata = \"x\"\nwhere = { area = \"north\" }\nrows = [\"period\"]\ntarget = { field = \"goals.goal\", period = \"year\" }\nvalues = [\"people\", \"target\", \"percent(people, target)\"]\n```\n";

#[test]
fn a_chart_its_table_and_its_description_say_so() {
    let built = project(CHART).build();
    assert_eq!(
        built.table("a/", "c"),
        "Period | People (persons) | Goal (persons) | Attained (%)\n2023 | 90 | 80 | 112.5\nfirst half of 2024 | 30 | 120 | 25.0"
    );
    assert!(
        built
            .figure("a/", "c")
            .contains(&format!("<p>Note: {NOTE}</p>"))
    );
    let svg = built.svg("a/", "c", "wide");
    assert_eq!(
        crate::built::between(svg, "<desc id=\"c--wide-d\">", "</desc>"),
        format!(
            "Bullet chart: People (persons) against targets; 2 rows. 2023 (full year): 90 against a target of 80 (112.5%); 2024 (first half): 30 against a target of 120 (25.0%). Note: only part of a year: 2024 (first half). {NOTE}"
        )
    );
    assert!(
        svg.contains("class=\"bar part\""),
        "the part of a year is drawn in another way"
    );
    assert_eq!(
        built.file("a/c.csv"),
        "area,period,people,people_status,target_of_year,target_of_year_status,attained_percent,attained_percent_status\nnorth,2023,90,,80,,112.5,\nnorth,2024-H1,30,,120,,25,\n"
    );
}

#[test]
fn a_table_says_so() {
    let built = project(TABLE).build();
    assert_eq!(
        built.table("a/", "c"),
        "Period | People (persons) | Goal (persons) | Computed (%)\n2023 | 90 | 80 | 112.5\nfirst half of 2024 | 30 | 120 | 25.0"
    );
    assert!(built.figure("a/", "c").contains(NOTE));
}

#[test]
fn without_it_a_part_of_a_year_has_no_target() {
    let plain = "target = \"goals.goal\"";
    let long = "target = { field = \"goals.goal\", period = \"year\" }";
    for figure in [CHART, TABLE] {
        let built = project(&figure.replace(long, plain)).build();
        let table = built.table("a/", "c");
        assert!(
            table.contains("first half of 2024 | 30 | [x] | [x]"),
            "{table}"
        );
        assert!(!built.page("a/").contains(NOTE));
    }
    let built = project(&CHART.replace(long, plain)).build();
    let svg = built.svg("a/", "c", "wide");
    assert!(svg.contains(">target [x] not available</text>"), "{svg}");
}

#[test]
fn whole_years_alone_need_no_note() {
    let built = project(&CHART.replace(
        "{ area = \"north\" }",
        "{ area = \"north\", period = \"2023\" }",
    ))
    .build();
    assert!(!built.page("a/").contains(NOTE));
}

#[test]
fn another_rule_is_an_error() {
    project(&CHART.replace("\"year\"", "\"half\""))
        .fails_with("bad-block")
        .is("content/a.md:11:43: bad-block: `period` cannot be `half`; expected `year`");
}

#[test]
fn dimensions_that_the_target_has_alone_take_their_total() {
    let figure = |goals: &str| {
        Project::new()
            .codes("groups.csv", "group,name_en\ntotal,All\nyoung,Young\n")
            .data("x.csv", "area,people\nnorth,90\n")
            .data("goals.csv", goals)
            .page("content/a.md", "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\ntarget = \"goals.goal\"\nvalues = [\"people\", \"target\"]\n```\n")
    };
    let built = figure("area,group,goal\nnorth,total,100\nnorth,young,7\n").build();
    assert_eq!(
        built.table("a/", "t"),
        "Area | People (persons) | Goal (persons)\nnorth | 90 | 100"
    );
    let failure = figure("area,kind,goal\nnorth,any,100\n").fails_with("dimension-not-fixed");
    assert!(
        failure.told().contains("`kind` of `goals` is not fixed"),
        "{}",
        failure.told()
    );
}
