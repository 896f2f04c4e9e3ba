//! Options of charts: scales, what stands behind numbers, how many categories are shown, in which
//! order, and sums over what is not named.

use crate::built::Built;
use crate::project::Project;

const ASSEMBLED: &str = "sex,age,period,people\nwomen,young,2023,3\nmen,young,2023,4\nwomen,old,2023,5\nmen,old,2023,6\nwomen,young,2024,7\nmen,young,2024,8\nwomen,old,2024,9\nmen,old,2024,10\n";

const VILLAGES: &str =
    "village,houses,wells\nnorth,40,4\nsouth,1000,20\neast,200,30\nwest,8,1\nmiddle,75,5\n";

fn chart(mark: &str, more: &str) -> Project {
    let block = format!(
        "```chart\nid = \"c\"\nmark = \"{mark}\"\ndata = \"villages\"\nx = \"houses\"\ny = \"village\"\n{more}\n```\n"
    );
    Project::new()
        .data("villages.csv", VILLAGES)
        .page("content/a.md", &block)
}

fn summed(project: Project) -> Project {
    project.described(|package| {
        let fields = &mut package["resources"][0]["schema"]["fields"];
        fields[1]["yearbook"]["sumsOver"] = serde_json::json!(["village"]);
    })
}

/// The texts of the numbers along the axis.
fn ticks(built: &Built) -> Vec<String> {
    let svg = built.svg("a/", "c", "wide");
    let texts = svg.split("<text ").filter(|t| t.contains("class=\"tick\""));
    let inner =
        texts.filter_map(|text| Some(text.split_once('>')?.1.split_once('<')?.0.to_owned()));
    inner.collect()
}

#[test]
fn a_logarithmic_scale_has_powers_of_ten_and_is_only_for_places() {
    assert_eq!(
        ticks(&chart("dot", "scale = \"log\"").build()),
        ["3", "10", "30", "100", "300", "1,000"]
    );
    let linear = ticks(&chart("dot", "").build());
    assert_eq!(linear.first().map(String::as_str), Some("0"), "{linear:?}");
    chart("bar", "scale = \"log\"")
        .fails_with("bad-block")
        .is("content/a.md:10:9: bad-block: the lengths of a bar chart mean nothing on a logarithmic scale; expected `scale = \"log\"` in these charts only: dot, dumbbell, line, slope");
    chart("dot", "scale = \"logarithmic\"").fails_with("bad-block");
    chart("dot", "scale = [\"log\", \"linear\"]").fails_with("bad-block");
    chart("dot", "scale = \"log\"")
        .replaced("data/villages.csv", "west,8,", "west,0,")
        .fails_with("bad-block")
        .is("content/a.md:10:9: bad-block: 0 of west has no place on a logarithmic scale; expected numbers above zero");
    chart("dot", "scale = \"log\"\ndomain = [0, 1000]").fails_with("bad-block");
}

#[test]
fn a_domain_is_reached_and_numbers_beyond_it_are_told() {
    let built = chart("bar", "domain = [0, 2000]").build();
    assert_eq!(ticks(&built).last().map(String::as_str), Some("2,000"));
    let built = chart("bar", "domain = [0, 500]").build();
    let warnings = built.warnings().join("\n");
    assert!(
        warnings.contains("1,000 of south lies outside the domain"),
        "{warnings}"
    );
    assert_eq!(ticks(&built).last().map(String::as_str), Some("1,000"));
    chart("bar", "domain = [0.5, 0.5]").fails_with("bad-block");
    chart("bar", "domain = [0, \"a\"]").fails_with("bad-block");
    chart("bar", "domain = [100, 0]")
        .fails_with("bad-block")
        .is("content/a.md:10:10: bad-block: `domain` begins at 100 and ends at 0; expected a list of two numbers, the lower first, such as [0, 100]");
    chart("histogram", "domain = [0, 10]").fails_with("bad-block");
}

#[test]
fn a_limit_keeps_the_first_and_can_add_up_the_others() {
    let built = chart("bar", "sort = \"-value\"\nlimit = 2").build();
    let table = built.table("a/", "c");
    assert_eq!(
        table.lines().skip(1).collect::<Vec<_>>(),
        ["south | 1,000", "east | 200"]
    );
    assert!(built.figure("a/", "c").contains("2 of 5 are shown."));

    let other = "sort = \"-value\"\nlimit = { count = 2, other = true }";
    let built = summed(chart("bar", other)).build();
    let table = built.table("a/", "c");
    assert_eq!(table.lines().last(), Some("Other (3) | 123"), "{table}");
    assert!(
        built
            .file("a/c.csv")
            .lines()
            .any(|line| line.starts_with("_O,123"))
    );
    // All others together are no village that could have the most houses.
    let lowest = "sort = \"value\"\nlimit = { count = 2, other = true }";
    let built = summed(chart("bar", lowest)).build();
    let svg = built.svg("a/", "c", "wide");
    let described = svg
        .split("<desc")
        .nth(1)
        .and_then(|d| d.split("</desc>").next());
    assert!(
        described.is_some_and(|d| d.contains("Highest: north") && !d.contains("Other")),
        "{described:?}"
    );
    let failure = chart("bar", other).fails_with("bad-block");
    assert!(
        failure.told().contains("\"sumsOver\": [\"village\"]"),
        "{}",
        failure.told()
    );
    // What is absent in one of the others is absent in all of them together.
    let absent = VILLAGES
        .replace('\n', ",A\n")
        .replace("houses,wells,A", "houses,wells,houses_status")
        .replace("west,8,1,A", "west,,1,L");
    let built = summed(chart("bar", other).data("villages.csv", &absent)).build();
    let table = built.table("a/", "c");
    assert_eq!(table.lines().last(), Some("Other (3) | [x]"), "{table}");

    for wrong in ["limit = 0", "limit = \"two\"", "limit = { other = true }"] {
        chart("bar", wrong).fails_with("bad-block");
    }
}

#[test]
fn what_stands_behind_a_number_is_computed_and_stands_in_the_table() {
    let label = "label = { value = \"percent(wells, houses)\", title = \"Houses with a well\" }";
    let built = chart("bar", label).build();
    let svg = built.svg("a/", "c", "wide");
    assert!(svg.contains(">40 (10.0%)</text>"), "{svg}");
    assert!(svg.contains("<title>north: 40 (10.0%)</title>"), "{svg}");
    let table = built.table("a/", "c");
    assert_eq!(
        table.lines().take(2).collect::<Vec<_>>(),
        [
            "Village | Houses (persons) | Houses with a well (%)",
            "east | 200 | 15.0"
        ]
    );
    let csv = built.file("a/c.csv");
    assert!(
        csv.starts_with("village,houses,houses_status,percent_wells_houses,"),
        "{csv}"
    );
    chart("bar", "label = \"percent(wells, house)\"").fails_with("unknown-name");
    chart("bar", "label = 3").fails_with("bad-block");
}

#[test]
fn numbers_have_the_decimals_that_the_author_asks_for() {
    let format = |decimals: &str| chart("bar", &format!("format = {{ decimals = {decimals} }}"));
    let built = format("1").build();
    assert!(built.svg("a/", "c", "wide").contains(">40.0</text>"));
    assert!(
        built.table("a/", "c").contains("north | 40\n"),
        "the table has all decimals"
    );
    format("-1").fails_with("bad-block");
    format("\"one\"").fails_with("bad-block");
    chart("bar", "format = \"short\"").fails_with("bad-block");
    chart("bar", "format = { decimal = 1 }").fails_with("unknown-key");
}

fn people(block: &str) -> Project {
    let block = format!("```chart\nid = \"c\"\ndata = \"people\"\n{block}\n```\n");
    Project::new()
        .data("people.csv", ASSEMBLED)
        .page("content/a.md", &block)
}

fn adds_up(project: Project, dimensions: &[&str]) -> Project {
    project.described(|package| {
        let fields = package["resources"][0]["schema"]["fields"].as_array_mut();
        let measure = fields
            .and_then(|fields| fields.last_mut())
            .expect("a measure");
        measure["yearbook"]["sumsOver"] = serde_json::json!(dimensions);
    })
}

#[test]
fn series_are_ordered_by_their_sums_or_names() {
    let block = |order: &str| {
        people(&format!(
            "mark = \"column\"\nx = \"period\"\ny = \"people\"\ncolor = \"age\"\nwhere = {{ sex = \"men\" }}\n{order}"
        ))
    };
    let heads = |order: &str| {
        let table = block(order).build().table("a/", "c");
        table.lines().next().expect("a heading").to_owned()
    };
    assert_eq!(heads(""), "Period | old (persons) | young (persons)");
    assert_eq!(
        heads("order = \"-value\""),
        "Period | old (persons) | young (persons)"
    );
    assert_eq!(
        heads("order = \"label\""),
        "Period | old (persons) | young (persons)"
    );
    assert_eq!(
        heads("order = \"value\""),
        "Period | young (persons) | old (persons)"
    );
    block("order = \"size\"").fails_with("bad-block");
    people("mark = \"bar\"\nx = \"people\"\ny = \"age\"\nwhere = { sex = \"men\", period = \"2023\" }\norder = \"label\"")
        .fails_with("bad-block");
}

#[test]
fn what_is_not_named_is_added_up_where_the_data_say_so() {
    let block = "mark = \"bar\"\nx = \"people\"\ny = \"age\"\nwhere = { period = \"2023\" }";
    people(block).fails_with("dimension-not-fixed").is(
        "content/a.md:6:8: dimension-not-fixed: the dimension `sex` of `people` is not fixed; expected one code of every dimension without a total; name its code, for example sex = \"men\"",
    );
    let built = adds_up(people(block), &["sex"]).build();
    let rows = built.table("a/", "c");
    assert_eq!(
        rows.lines().skip(1).collect::<Vec<_>>(),
        ["old | 11", "young | 7"]
    );
    assert!(
        built.file("a/c.csv").contains("_T,2023,young,7"),
        "{}",
        built.file("a/c.csv")
    );
    // Prose and tables add up alike, over several dimensions too.
    let prose = "{{ value(\"people.people\", period=\"2024\") }}\n\n```table\nid = \"t\"\ndata = \"people\"\nrows = [\"period\"]\nvalues = [\"people\"]\n```\n";
    let page = Project::new()
        .data("people.csv", ASSEMBLED)
        .page("content/a.md", prose);
    page.fails_with("dimension-not-fixed");
    let built = adds_up(page, &["sex", "age"]).build();
    assert!(built.text("a/").contains("34"), "{}", built.text("a/"));
    assert!(built.table("a/", "t").ends_with("2023 | 18\n2024 | 34"));
    // A record that is not there is absent, and so is the sum.
    let gap = ASSEMBLED.replace("men,old,2023,6\n", "");
    let gap = adds_up(people(block).data("people.csv", &gap), &["sex"]);
    assert!(gap.build().table("a/", "c").contains("old | [x]"));
    adds_up(people(block), &["age", "people"]).fails_with("bad-package");
    adds_up(people(block), &["town"]).fails_with("bad-package");
}

#[test]
fn codes_of_which_one_holds_another_are_not_added_up() {
    let project = Project::new()
        .codes(
            "areas.csv",
            "area,name_en,parent\nall,All,\nnorth,North,all\nsouth,South,all\n",
        )
        .data("wells.csv", "area,wells\nall,3\nnorth,1\nsouth,2\n");
    let adds_up = project.described(|package| {
        let resources = package["resources"].as_array_mut().expect("resources");
        let wells = resources
            .iter_mut()
            .find(|r| r["name"] == "wells")
            .expect("wells");
        wells["schema"]["fields"][1]["yearbook"]["sumsOver"] = serde_json::json!(["area"]);
    });
    adds_up.fails_with("overlapping-parts");
}

#[test]
fn columns_stand_as_far_apart_as_their_periods_where_the_author_asks() {
    let page = |more: &str| {
        let block = format!(
            "```chart\nid = \"c\"\nmark = \"column\"\ndata = \"wells\"\nx = \"period\"\ny = \"wells\"\n{more}\n```\n"
        );
        Project::new()
            .data("wells.csv", "period,wells\n2019,4\n2020,5\n2024,6\n")
            .page("content/a.md", &block)
    };
    let middles = |more: &str| -> Vec<f64> {
        let built = page(more).build();
        let svg = built.svg("a/", "c", "wide").to_owned();
        let name = |year: &str| {
            let (before, _) = svg.split_once(&format!(">{year}</text>")).expect("a name");
            let (_, x) = before.rsplit_once(" x=\"").expect("a place");
            x.split('"')
                .next()
                .and_then(|x| x.parse().ok())
                .expect("a number")
        };
        ["2019", "2020", "2024"].map(name).to_vec()
    };
    let even = middles("");
    assert!(
        (even[2] - even[1] - (even[1] - even[0])).abs() < 0.3,
        "{even:?}"
    );
    let along = middles("scale = \"period\"");
    let ratio = (along[2] - along[1]) / (along[1] - along[0]);
    assert!((ratio - 4.0).abs() < 0.1, "{along:?}");
    page("scale = \"period\"\nsort = \"value\"").fails_with("bad-block");
    chart("bar", "scale = \"period\"").fails_with("bad-block");
}

#[test]
fn what_may_not_be_added_up_is_added_up_nowhere() {
    let data = "sex,period,people,share\nmen,2023,4,10.0\nwomen,2023,5,20.0\nmen,2024,6,30.0\nwomen,2024,7,40.0\n";
    let page = |block: &str| {
        let block =
            format!("```table\nid = \"t\"\ndata = \"people\"\nrows = [\"period\"]\n{block}\n```\n");
        Project::new()
            .data("people.csv", data)
            .page("content/a.md", &block)
            .described(|package| {
                let fields = &mut package["resources"][0]["schema"]["fields"];
                fields[2]["yearbook"]["sumsOver"] = serde_json::json!(["sex"]);
            })
    };
    page("values = [\"people\"]").build();
    page("values = [\"people\", \"target\"]\ntarget = \"people.share\"")
        .fails_with("dimension-not-fixed");
    let line = "sparklines = [{ value = \"share\", over = \"period\" }]";
    page(&format!("values = [\"people\"]\n{line}"))
        .replaced(
            "content/a.md",
            "rows = [\"period\"]",
            "rows = [\"sex\"]\nwhere = { period = \"2023\" }",
        )
        .build();
    let over_sex = "id = \"t\"\ndata = \"people\"\nrows = [\"area\"]\nvalues = [\"people\"]\nwhere = { period = \"2023\" }\n";
    let areas = data
        .replace("sex,", "area,sex,")
        .replace("\nmen", "\nnorth,men")
        .replace("\nwomen", "\nnorth,women");
    Project::new()
        .data("people.csv", &areas)
        .page(
            "content/a.md",
            &format!("```table\n{over_sex}{line}\n```\n"),
        )
        .described(|package| {
            let fields = &mut package["resources"][0]["schema"]["fields"];
            fields[3]["yearbook"]["sumsOver"] = serde_json::json!(["sex"]);
        })
        .fails_with("dimension-not-fixed");
    // A half of a year lies in its year.
    let mixed = ASSEMBLED.replace(",2024,", ",2023-H1,");
    let block = "mark = \"bar\"\nx = \"people\"\ny = \"age\"";
    adds_up(people(block).data("people.csv", &mixed), &["sex", "period"])
        .fails_with("overlapping-parts");
}

#[test]
fn time_runs_forwards_and_is_not_limited() {
    let block = |mark: &str, more: &str| {
        people(&format!(
            "mark = \"{mark}\"\nx = \"period\"\ny = \"people\"\nwhere = {{ sex = \"men\", age = \"old\", period = [\"2024\", \"2023\"] }}\n{more}"
        ))
    };
    let table = block("line", "").build().table("a/", "c");
    assert!(table.ends_with("2023 | 6\n2024 | 10"), "{table}");
    block("column", "limit = 1").fails_with("bad-block");
    chart("histogram", "limit = 2").fails_with("bad-block");
}

#[test]
fn a_logarithmic_scale_stays_one() {
    let low = ticks(&chart("dot", "scale = \"log\"\ndomain = [0.1, 1000]").build());
    assert_eq!(low.first().map(String::as_str), Some("0.1"), "{low:?}");
    chart(
        "dot",
        "scale = \"log\"\nannotations = [{ line = \"0\", text = \"none\" }]",
    )
    .fails_with("bad-block");
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    chart("bar", "sort = \"-value\"\nlimit = 2\nhighlight = \"west\"")
        .fails_with("bad-block")
        .is("content/a.md:11:9: bad-block: `west` is highlighted and beyond the limit; expected a limit that shows what is set off");
    people("mark = \"column\"\nx = \"period\"\ny = \"people\"\ncolor = \"age\"\nwhere = { sex = \"men\" }\nstack = \"normalize\"\ndomain = [0, 50]")
        .fails_with("bad-block");
    let csv = chart("bar", "label = \"houses\"").build();
    let header = csv.file("a/c.csv").lines().next().map(str::to_owned);
    assert_eq!(
        header.as_deref(),
        Some("village,houses,houses_status,houses_2,houses_2_status")
    );
}

#[test]
fn a_pyramid_reaches_its_domain_on_both_sides() {
    let block = |domain: &str| {
        people(&format!(
            "mark = \"pyramid\"\nx = \"people\"\ny = \"age\"\ncolor = \"sex\"\nwhere = {{ period = \"2023\" }}\n{domain}"
        ))
    };
    let without = ticks(&block("").build());
    assert!(!without.contains(&"60".to_owned()), "{without:?}");
    let with = ticks(&block("domain = [0, 60]").build());
    assert_eq!(
        with.iter().filter(|tick| *tick == "60").count(),
        2,
        "{with:?}"
    );
}

/// A line is broken where nobody counted, and goes on where the author left a period out.
#[test]
fn a_line_is_broken_by_missing_periods_and_not_by_those_left_out() {
    let line = |periods: &str| {
        let block = format!(
            "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"x\"\nx = \"period\"\ny = \"people\"\nwhere = {{ period = {periods} }}\n```\n"
        );
        let built = Project::new()
            .data(
                "x.csv",
                "period,people\n2019,1\n2020,2\n2021,3\n2022,4\n2024,5\n",
            )
            .page("content/a.md", &block)
            .build();
        let periods = built.table("a/", "c");
        let periods = periods.lines().skip(1);
        let periods = periods.filter_map(|row| row.split(' ').next().map(str::to_owned));
        periods.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("[\"2020\", \"2022\"]"), "2020 2022");
    assert_eq!(
        line("[\"2019\", \"2022\", \"2024\"]"),
        "2019 2022 2023 2024"
    );
}

#[test]
fn a_number_that_is_not_known_is_not_ranked_by_its_small_denominator() {
    let block = "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"shares\"\nx = \"period\"\ny = \"share\"\ncolor = \"village\"\norder = \"-value\"\n```\n";
    let project = |north: &str| {
        let csv = format!(
            "village,period,share,share_status,houses\nnorth,2023,{north},4\nsouth,2023,10.0,A,80\n"
        );
        Project::new()
            .data("shares.csv", &csv)
            .page("content/a.md", block)
            .described(|package| {
                let share = &mut package["resources"][0]["schema"]["fields"][2]["yearbook"];
                share["denominator"] = serde_json::json!("houses");
                share["leastDenominator"] = serde_json::json!(30);
            })
    };
    project("50.0,A").fails_with("small-denominator");
    project(",L").build();
}

#[test]
fn a_rate_of_an_unknown_number_is_not_ranked_either() {
    let project = |data: &str, more: &str| {
        let block = format!(
            "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"shares\"\nx = \"period\"\ny = \"share\"\ncolor = \"village\"\n{more}\n```\n"
        );
        Project::new()
            .data("shares.csv", data)
            .page("content/a.md", &block)
            .described(|package| {
                let share = &mut package["resources"][0]["schema"]["fields"][2]["yearbook"];
                share["denominator"] = serde_json::json!("houses");
                share["leastDenominator"] = serde_json::json!(30);
            })
    };
    let data =
        "village,period,share,houses,houses_status\nnorth,2023,50.0,4,A\nsouth,2023,10.0,80,A\n";
    project(data, "").build();
    project(data, "order = \"label\"").build();
    project(data, "order = \"-value\"").fails_with("small-denominator");
    let unknown = data.replace("50.0,4,A", "50.0,,L");
    project(&unknown, "order = \"-value\"").fails_with("small-denominator");
    let large = data.replace("50.0,4,A", "50.0,40,A");
    project(&large, "order = \"-value\"").build();
}
