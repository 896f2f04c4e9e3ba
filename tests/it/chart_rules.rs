//! Rules of charts: what sets them off, and what readers are told where one is waived.

use crate::project::Project;

const DATA: &str = "period,kind,wells\n2022,dug,4\n2022,drilled,6\n2022,bored,1\n2023,dug,5\n2023,drilled,4\n2023,bored,2\n";

fn project(more: &str) -> Project {
    let block = format!(
        "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"wells\"\nx = \"period\"\ny = \"wells\"\ncolor = \"kind\"\n{more}\n```\n"
    );
    Project::new()
        .data("wells.csv", DATA)
        .page("content/a.md", &block)
}

#[test]
fn the_reason_of_a_waiver_stands_below_the_chart() {
    let more = "stack = \"normalize\"\nwhere = { kind = [\"dug\", \"drilled\"] }\nwaive = { incomplete-parts = \"bored wells are {{ 3 }} <few>\" }";
    let block = |mark: &str| {
        format!(
            "```chart\nid = \"c\"\nmark = \"{mark}\"\ndata = \"wells\"\nx = \"period\"\ny = \"wells\"\ncolor = \"kind\"\n{more}\n```\n"
        )
    };
    let built = Project::new()
        .data("wells.csv", DATA)
        .page("content/a.md", &block("column"))
        .build();
    let figure = built.figure("a/", "c");
    assert!(figure.contains("bored wells are 3 &lt;few&gt;"), "{figure}");
}

#[test]
fn what_is_set_off_is_named_and_the_others_are_a_mass() {
    let built = project("highlight = [\"drilled\"]").build();
    let svg = built.svg("a/", "c", "wide");
    assert_eq!(svg.matches("class=\"line s2\"").count(), 1, "{svg}");
    let masses = ["line s1 mass", "line s3 mass"].map(|class| svg.matches(class).count());
    assert_eq!(masses, [1, 1], "{svg}");
    let named = |name: &str| svg.contains(&format!(">{name}</text>"));
    assert!(
        named("drilled") && !named("dug") && !named("bored"),
        "{svg}"
    );
    assert!(named("others"), "{svg}");
    project("highlight = [\"drill\"]").fails_with("unknown-code");
}

#[test]
fn every_code_of_a_facet_has_a_panel_and_its_rows_in_the_table() {
    let block = "```chart\nid = \"c\"\nmark = \"column\"\ndata = \"wells\"\nx = \"period\"\ny = \"wells\"\nfacet = \"kind\"\n```\n";
    let page = |block: &str| {
        Project::new()
            .data("wells.csv", DATA)
            .page("content/a.md", block)
    };
    let built = page(block).build();
    let svg = built.svg("a/", "c", "narrow");
    for name in ["bored", "drilled", "dug"] {
        assert_eq!(svg.matches(&format!(">{name}</text>")).count(), 1, "{svg}");
        let title = format!("<title>{name}, 2022: ");
        assert_eq!(svg.matches(&title).count(), 1, "{svg}");
    }
    let table = built.table("a/", "c");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 7, "{table}");
    assert_eq!(rows[1], "bored | 2022 | 1");
    page(&block.replace("facet = \"kind\"", "facet = \"period\""))
        .fails_with("bad-block")
        .is("content/a.md:10:9: bad-block: `period` stands on two channels; expected a different dimension");
}
