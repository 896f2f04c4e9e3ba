//! What a site may cost: figures, documents and messages have limits, and each says how to stay below.

use serde_json::{Value, json};

use crate::project::Project;

/// Records of so many areas.
fn areas(count: usize) -> String {
    let mut csv = "area,people\n".to_owned();
    for area in 0..count {
        csv.push_str(&format!("a{area:05},{}\n", count - area));
    }
    csv
}

fn page(block: &str) -> String {
    format!("+++\ntitle = \"A\"\nsummary = \"B.\"\n+++\nText.\n\n{block}")
}

const TABLE: &str = "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nvalues = [\"people\"]\ntitle = \"T\"\n```\n";
const BARS: &str = "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\ntitle = \"T\"\n```\n";

#[test]
fn a_table_and_a_bar_chart_show_a_thousand_rows_unless_more_are_asked_for() {
    for block in [TABLE, BARS] {
        let site = Project::new().data("x.csv", &areas(1203));
        let built = site.clone().page("content/p.md", &page(block)).build();
        let html = built.page("p/");
        let note = "The first 1,000 of 1,203 are shown; the files of the dataset have all of them.";
        assert!(html.contains(note), "{block}");
        // The table below a chart holds every bar that is drawn.
        assert!(
            html.contains("a00999") && !html.contains("a01000"),
            "{block}"
        );
        assert!(built.file("data/x.csv").contains("a01202"));
        let asked = block.replace("title = ", "limit = 1100\ntitle = ");
        let built = site.clone().page("content/p.md", &page(&asked)).build();
        let html = built.page("p/");
        assert!(
            html.contains("a01099") && !html.contains("a01100"),
            "{block}"
        );
        let fewer = site.page(
            "content/p.md",
            &page(&block.replace("title = ", "limit = 3\ntitle = ")),
        );
        let built = fewer.build();
        let html = built.page("p/");
        assert!(
            html.contains("a00002") && !html.contains("a00003"),
            "{block}"
        );
    }
}

#[test]
fn a_figure_of_too_many_cells_is_refused_before_it_is_made() {
    let mut csv = "area,group,part,people\n".to_owned();
    for number in 0..400 {
        csv.push_str(&format!("a{number},g{number},p{number},1\n"));
    }
    let heatmap = "```chart\nid = \"c\"\nmark = \"heatmap\"\ndata = \"x\"\nx = \"area\"\ny = \"group\"\ncolor = \"people\"\nwhere = { part = \"p1\" }\ntitle = \"T\"\n```\n";
    let bars = "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\ncolor = \"part\"\nfacet = \"group\"\ntitle = \"T\"\n```\n";
    let table = "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\ncolumns = \"group\"\nwhere = { part = \"p1\" }\nvalues = [\"people\"]\ntitle = \"T\"\n```\n";
    // 64 million combinations of rows, of which few are shown.
    let sparse = "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\", \"group\", \"part\"]\nvalues = [\"people\"]\nlimit = 5\ntitle = \"T\"\n```\n";
    let panels = "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"group\"\nfacet = \"area\"\nwhere = { group = [\"g1\", \"g2\"], part = \"p1\" }\ntitle = \"T\"\n```\n";
    let mut wide = "area,group,part,people\n".to_owned();
    for number in 0..501 {
        wide.push_str(&format!("a{number},g{},p1,1\n", number % 3));
    }
    let site = Project::new().data("x.csv", &wide);
    let site = site.page("content/p.md", &page(panels));
    let told = site.fails_with("too-large").told();
    assert!(
        told.contains("this chart would have 501 panels; at most 500 are allowed"),
        "{told}"
    );
    for block in [heatmap, bars, table, sparse] {
        let site = Project::new().data("x.csv", &csv);
        let site = site.page("content/p.md", &page(block));
        site.fails_with("too-large");
    }
}

#[test]
fn a_document_becomes_no_more_pages_than_a_site_may_have() {
    let list = |name: &str| {
        let mut csv = format!("{name},name\n");
        for code in 0..600 {
            csv.push_str(&format!("{name}{code},N{code}\n"));
        }
        csv
    };
    let text = "+++\ntitle = \"{{ one }} {{ two }}\"\nsummary = \"B.\"\neach = { one = \"ones\", two = \"twos\" }\n+++\nText.\n";
    let site = Project::new()
        .codes("ones.csv", &list("one"))
        .codes("twos.csv", &list("two"))
        .page("content/p.md", text);
    let failure = site.fails_with("too-large");
    let told = failure.told();
    assert!(
        told.contains("360000 pages") && told.contains("200000"),
        "{told}"
    );
}

#[test]
fn the_first_problems_of_a_code_are_printed_and_the_rest_is_counted() {
    let mut site = Project::new().data("x.csv", "area,people\nnorth,1000\n");
    for number in 0..50 {
        let text = format!("+++\ntitle = \"Page {number}\"\n+++\nText.\n");
        site = site.page(&format!("content/p{number}.md"), &text);
    }
    let folder = site.write();
    let lines = |arguments: &[&str], begin: &str| {
        let run = folder.run(arguments);
        let lines = run
            .stderr
            .lines()
            .filter(|line| line.starts_with(begin))
            .count();
        (lines, run.stderr)
    };
    let warning = "warning[missing-summary]";
    let (printed, text) = lines(&["check"], warning);
    assert_eq!(printed, 20, "{text}");
    assert!(
        text.contains("… and 30 more `missing-summary`; `--all` lists them"),
        "{text}"
    );
    assert_eq!(lines(&["check", "--all"], warning).0, 50);
    assert_eq!(lines(&["check", "--format", "github"], "::warning").0, 20);
    // Programs get every problem.
    let run = folder.run(&["check", "--format", "json"]);
    assert_eq!(run.stderr.matches("\"missing-summary\"").count(), 50);
}

/// A site whose page for addresses that are not there is made with this template.
fn with_template(template: &str) -> Project {
    Project::new()
        .config("title = \"T\"\nlanguages = [\"en\"]\ntheme = \"own\"\n")
        .file("themes/own/templates/not-found.html", template)
}

#[test]
fn a_template_that_prints_without_end_is_refused() {
    let site = with_template(
        "{% for a in range(end=99999) %}{% for b in range(end=99999) %}and so on {% endfor %}{% endfor %}",
    );
    let failure = site.fails_with("too-large");
    let told = failure.told();
    assert!(
        told.contains("the template `not-found.html` makes /404.html larger than 64 MB"),
        "{told}"
    );
}

/// What watches over templates ends the program, whatever it was asked to do.
#[test]
#[cfg(target_os = "linux")]
fn a_template_that_fills_the_memory_ends_the_program() {
    let doubling = "{% set text = \"and so on \" %}{% for a in range(end=99) %}{% set_global text = text ~ text %}{% endfor %}";
    let folder = with_template(doubling).write();
    for command in ["build", "check"] {
        let run = folder.run(&[command]);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        let told = "yearbook: the template `not-found.html` took more than 2 GB of memory for the page /404.html;";
        assert!(run.stderr.starts_with(told), "{}", run.stderr);
        assert!(!folder.root.join("public").exists());
    }
    // What is repaired is built, over what was left of it.
    folder.put("themes/own/templates/not-found.html", "Not found.");
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

/// The parts of nine dimensions have more combinations than could ever be gone through.
#[test]
fn a_sum_over_many_dimensions_takes_as_long_as_its_records() {
    let names: Vec<String> = (0..9).map(|dimension| format!("d{dimension}")).collect();
    let record = |code: usize| format!("{}{code}\n", format!("c{code},").repeat(9));
    let records: String = (0..300).map(record).collect();
    let csv = format!("{},people\n{records}", names.join(","));
    let site = Project::new().data("x.csv", &csv).described(|package| {
        package["resources"][0]["schema"]["fields"][9]["yearbook"]["sumsOver"] = json!(names);
    });
    let text = "+++\ntitle = \"A\"\nsummary = \"B.\"\n+++\nAll: {{ value(\"x.people\", absent=\"unknown\") }}; one: {{ value(\"x.people\", d0=\"c7\", d1=\"c7\", d2=\"c7\", d3=\"c7\", d4=\"c7\", d5=\"c7\", d6=\"c7\", d7=\"c7\", d8=\"c7\") }}.";
    let built = site.page("content/p.md", text).build();
    let text = built.text("p/");
    assert!(text.contains("All: unknown; one: 7."), "{text}");
}

/// Where every combination has a record the sum is a number, in whichever way it is found.
#[test]
fn a_sum_over_open_dimensions_is_that_of_all_its_records() {
    let mut csv = "one,two,three,people\n".to_owned();
    for number in 0..27 {
        let (one, two, three) = (number / 9, number / 3 % 3, number % 3);
        csv.push_str(&format!("a{one},b{two},c{three},{}\n", number + 1));
    }
    let site = |csv: &str| {
        let site = Project::new().data("x.csv", csv).described(|package| {
            let field = &mut package["resources"][0]["schema"]["fields"][3];
            field["yearbook"]["sumsOver"] = json!(["one", "two", "three"]);
        });
        let text = "+++\ntitle = \"A\"\nsummary = \"B.\"\n+++\n{{ value(\"x.people\", absent=\"none\") }}, {{ value(\"x.people\", two=\"b1\", absent=\"none\") }}, {{ value(\"x.people\", three=\"c2\", absent=\"none\") }}.";
        site.page("content/p.md", text).build().text("p/")
    };
    let text = site(&csv);
    assert!(text.contains("378, 126, 135."), "{text}");
    let without_last = csv.replace("a2,b2,c2,27\n", "");
    let text = site(&without_last);
    assert!(text.contains("none, 126, none."), "{text}");
}

#[test]
fn a_table_has_no_more_of_anything_than_it_may() {
    let site = || Project::new().data("x.csv", "area,people\nnorth,1\n");
    let told = |change: &dyn Fn(&mut Value)| {
        let failure = site().described(|package| change(&mut package["resources"][0]));
        failure.fails_with("too-large").told()
    };
    let keys = told(&|resource| resource["schema"]["uniqueKeys"] = json!(vec![["area"]; 101]));
    assert!(
        keys.contains("`x` has 101 unique keys; 100 is the most"),
        "{keys}"
    );
    let check = json!({ "check": "coverage", "over": ["area"] });
    let checks = told(&|resource| resource["yearbook"]["checks"] = json!(vec![check.clone(); 101]));
    assert!(
        checks.contains("`x` has 101 checks; 100 is the most"),
        "{checks}"
    );

    let entry = json!({ "kind": "revision", "date": "2024-01-01", "what": "W.", "why": "Y." });
    let register =
        told(&|resource| resource["yearbook"]["revisions"] = json!(vec![entry.clone(); 1001]));
    assert!(
        register.contains("`x` has 1001 entries in its register; 1000 is the most"),
        "{register}"
    );

    let mut codes = "area,name_en,parent\na0,A0,\n".to_owned();
    for code in 1..40 {
        codes.push_str(&format!("a{code},A{code},a{}\n", code - 1));
    }
    let failure = Project::new()
        .codes("areas.csv", &codes)
        .fails_with("too-large");
    let told = failure.told();
    assert!(
        told.contains("data/areas.csv:35:1")
            && told.contains("`a33` has more than 32 codes above it"),
        "{told}"
    );

    let mut site = Project::new().config("title = \"T\"\nlanguages = [\"en\"]\ntheme = \"own\"\n");
    for template in 0..101 {
        let path = format!("themes/own/templates/t{template:03}.html");
        site = site.file(&path, "{% include \"t000.html\" %}");
    }
    let told = site.fails_with("too-large").told();
    assert!(told.contains("more than 100 templates"), "{told}");
}
