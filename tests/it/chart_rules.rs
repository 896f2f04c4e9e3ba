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

fn annotated(annotations: &str) -> Project {
    let block = format!(
        "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"wells\"\nwhere = {{ kind = \"dug\" }}\nx = \"period\"\ny = \"wells\"\nannotations = [{annotations}]\n```\n"
    );
    Project::new()
        .data("wells.csv", DATA)
        .page("content/a.md", &block)
}

#[test]
fn annotations_are_drawn_and_told_in_the_legend() {
    let built = annotated(
        "{ line = \"10 \", text = \"Goal <{{ 10 }}>\" }, { band = [\"2022\", \"2022\"], text = \"Drought\" }, { point = \"2023\", text = \"Rain\" }",
    )
    .build();
    let svg = built.svg("a/", "c", "wide");
    for part in [
        "class=\"reference\"",
        "class=\"band\"",
        "class=\"ring\"",
        ">Goal &lt;10&gt;</text>",
        ">Drought</text>",
        ">Rain</text>",
        // The scale reaches the goal.
        ">10</text>",
    ] {
        assert!(svg.contains(part), "{part}: {svg}");
    }
}

#[test]
fn a_line_does_not_run_across_a_break() {
    let lines = |annotations: &str| {
        let built = annotated(annotations).build();
        let svg = built.svg("a/", "c", "wide");
        svg.matches("class=\"line s1\"").count()
    };
    assert_eq!(lines(""), 1);
    assert_eq!(lines("{ break = \"2023\", text = \"New method\" }"), 0);
}

#[test]
fn annotations_that_have_no_place_are_told() {
    annotated("{ break = \"2032\", text = \"x\" }")
        .fails_with("unknown-code")
        .is("content/a.md:11:26: unknown-code: `2032` is no category of this chart; expected a code that the chart shows; did you mean `2023`?");
    annotated("{ line = \"1\", point = \"2023\", text = \"x\" }").fails_with("bad-block");
    annotated("{ line = \"ratio(1, 0)\", text = \"x\" }").fails_with("bad-block");
    annotated("{ brake = \"2023\", text = \"x\" }")
        .fails_with("unknown-key")
        .is("content/a.md:11:18: unknown-key: unknown key `brake`; expected one of band, break, line, point, text; did you mean `break`?");
    annotated("{ line = \"nothing\", text = \"x\" }").fails_with("unknown-name");
}

#[test]
fn the_script_of_charts_is_small_and_only_where_charts_are() {
    let built = Project::new()
        .data("wells.csv", DATA)
        .page("content/a.md", "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"wells\"\nx = \"period\"\ny = \"wells\"\ncolor = \"kind\"\n```\n")
        .page("content/b.md", "No chart.\n")
        .build();
    let (with, without) = (built.page("a/"), built.page("b/"));
    assert!(with.contains("script-src 'self'; ") && with.contains(" defer></script>"));
    assert!(!without.contains("script"), "{without}");
    let tree = built.tree();
    let scripts = tree.iter().filter(|(path, _)| path.ends_with(".js"));
    let sizes: Vec<usize> = scripts.map(|(_, content)| content.len()).collect();
    // That of charts, that of the page for searching, that of tables.
    let most = [4096, 8192, 4096];
    let are_small = sizes.iter().zip(most).all(|(size, most)| *size <= most);
    assert!(sizes.len() == 3 && are_small, "{sizes:?}");
    // Neither attributes nor handlers that the policy would refuse.
    for refused in [" style=\"", " onclick", " onload", "<script>"] {
        assert!(!with.contains(refused), "{refused}");
    }
}

#[test]
fn a_column_or_line_is_held_against_its_target() {
    let page = |mark: &str, more: &str| {
        let block = format!(
            "```chart\nid = \"c\"\nmark = \"{mark}\"\ndata = \"wells\"\nx = \"period\"\ny = \"wells\"\ntarget = \"goals.goal\"\n{more}\n```\n"
        );
        Project::new()
            .data("wells.csv", "period,kind,wells\n2022,dug,4\n2023,dug,5\n")
            .data("goals.csv", "period,goal\n2022,6\n2023,5\n")
            .page("content/a.md", &block)
    };
    for mark in ["column", "line"] {
        let built = page(mark, "where = { kind = \"dug\" }").build();
        let svg = built.svg("a/", "c", "wide");
        assert!(svg.matches("class=\"target\"").count() >= 2, "{svg}");
        let table = built.table("a/", "c");
        assert!(table.contains("2022 | 4 | 6"), "{table}");
    }
    page("line", "color = \"kind\"")
        .fails_with("bad-block")
        .is("content/a.md:10:10: bad-block: targets of several series cannot be told apart; expected `target` in a chart without `color`");
}
