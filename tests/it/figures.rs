//! Charts: what a block selects, orders and says, whatever it looks like.

use crate::built::{between, plain};
use crate::project::Project;

const AREAS: &str = "\
area,name_en,short_en,level,parent
land,The whole land,Land,province,
north,The north,North,district,land
south,The south,South,district,land
east,The east,East,district,land
village,Village,,commune,north
";

fn project(block: &str) -> Project {
    Project::new()
        .codes("areas.csv", AREAS)
        .data(
            "x.csv",
            "area,period,people\nland,2023,60\nnorth,2023,10\nsouth,2023,30\neast,2023,20\nvillage,2023,3\nland,2024,66\nnorth,2024,12\n",
        )
        .page("content/a.md", &format!("```chart\n{block}\n```\n"))
}

const BARS: &str = "id = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\n";

fn bars(more: &str) -> Project {
    project(&format!("{BARS}{more}"))
}

fn rows(table: &str) -> Vec<String> {
    let rows = table.lines().skip(1);
    rows.map(|row| row.replace(" | ", " ")).collect()
}

#[test]
fn where_takes_codes_in_their_order_children_or_a_level() {
    for (filter, expected) in [
        (
            "area = [\"south\", \"north\"], period = \"2023\"",
            vec!["The south 30", "The north 10"],
        ),
        ("area = \"east\", period = \"2023\"", vec!["The east 20"]),
        (
            "area = { children_of = \"land\" }, period = \"2023\"",
            vec!["The north 10", "The south 30", "The east 20"],
        ),
        (
            "area = { level = \"commune\" }, period = \"2023\"",
            vec!["Village 3"],
        ),
        (
            "period = \"2024\"",
            vec![
                "The whole land 66",
                "The north 12",
                "The south [x]",
                "The east [x]",
                "Village [x]",
            ],
        ),
    ] {
        let built = bars(&format!("where = {{ {filter} }}")).build();
        assert_eq!(rows(&built.table("a/", "c")), expected, "{filter}");
    }
}

#[test]
fn sort_orders_by_number_with_absent_ones_last_or_by_name() {
    let sorted = |sort: &str| {
        let built = bars(&format!(
            "where = {{ period = \"2024\" }}\nsort = \"{sort}\""
        ))
        .build();
        rows(&built.table("a/", "c"))
    };
    assert_eq!(
        sorted("value"),
        [
            "The north 12",
            "The whole land 66",
            "The east [x]",
            "The south [x]",
            "Village [x]"
        ]
    );
    assert_eq!(
        sorted("-value"),
        [
            "The whole land 66",
            "The north 12",
            "The east [x]",
            "The south [x]",
            "Village [x]"
        ]
    );
    assert_eq!(
        sorted("label"),
        [
            "The east [x]",
            "The north 12",
            "The south [x]",
            "The whole land 66",
            "Village [x]"
        ]
    );
    bars("where = { period = \"2024\" }\nsort = \"size\"").fails_with("bad-block");
}

#[test]
fn a_highlighted_code_is_set_off_in_drawing_and_table() {
    let built = bars(
        "where = { area = { children_of = \"land\" }, period = \"2023\" }\nhighlight = \"south\"",
    )
    .build();
    let figure = built.figure("a/", "c");
    assert!(figure.contains("<tr class=\"highlight\"><th scope=\"row\">The south</th>"));
    assert_eq!(figure.matches("class=\"highlight\"").count(), 1);
    let svg = built.svg("a/", "c", "wide");
    assert_eq!(svg.matches("class=\"bar highlight\"").count(), 1);
    assert_eq!(svg.matches("class=\"bar mass\"").count(), 2);
    let failure =
        bars("where = { period = \"2023\" }\nhighlight = \"sauth\"").fails_with("unknown-code");
    assert!(
        failure.told().ends_with("did you mean `south`?"),
        "{}",
        failure.told()
    );
}

#[test]
fn a_figure_without_words_takes_those_of_its_data() {
    let built = bars("where = { area = { children_of = \"land\" }, period = \"2023\" }").build();
    let caption = between(built.figure("a/", "c"), "<figcaption>", "</figcaption>");
    assert_eq!(plain(caption), "Figure 1\nPeople\n2023 · People (persons)");
}

#[test]
fn words_of_the_author_take_their_place() {
    let built = bars("where = { period = \"2023\" }\ntitle = \"T {{ 1 }}\"\nsubtitle = \"S\"\nsource = \"Who\"\nnote = \"N\"\ndescription = \"D {{ 2 }}\"").build();
    let figure = built.figure("a/", "c");
    assert_eq!(
        plain(between(figure, "<figcaption>", "</figcaption>")),
        "Figure 1\nT 1\nS"
    );
    let foot = between(figure, "<div class=\"figure-foot\">", "</div>");
    assert_eq!(plain(foot), "Note: N\nSource: Who");
    for layout in ["narrow", "wide"] {
        let svg = built.svg("a/", "c", layout);
        assert!(
            svg.contains(&format!("<title id=\"c--{layout}-t\">T 1</title>")),
            "{svg}"
        );
        assert!(
            svg.contains(&format!("<desc id=\"c--{layout}-d\">D 2</desc>")),
            "{svg}"
        );
        assert!(
            svg.contains(&format!(
                "role=\"img\" aria-labelledby=\"c--{layout}-t c--{layout}-d\""
            )),
            "{svg}"
        );
    }
}

#[test]
fn every_drawing_has_the_numbers_of_its_table() {
    let built = Project::own_built();
    let mut drawings = 0;
    for (path, page) in built.pages() {
        for (at, _) in page.match_indices("<figure id=\"") {
            let figure = between(&page[at..], "<figure id=\"", "</figure>");
            if !figure.contains("<svg ") {
                continue;
            }
            let table = between(figure, "<tbody>", "</tbody>");
            for svg in figure.split("<svg ").skip(1) {
                let svg = format!("<svg {}", &svg[..svg.find("</svg>").expect("an end") + 6]);
                // Lines as large as words have a label instead of a title.
                if svg.starts_with("<svg class=\"spark\"") {
                    assert!(svg.contains(" role=\"img\" aria-label=\""), "{path}: {svg}");
                    continue;
                }
                crate::svg::check(path, &svg);
                let data = svg.split(" data-value=\"").skip(1);
                for value in data.filter_map(|rest| rest.split('"').next()) {
                    assert!(
                        table.contains(&format!("<data value=\"{value}\">")),
                        "{path}: {value}"
                    );
                }
                drawings += 1;
            }
        }
    }
    assert!(drawings >= 20, "{drawings}");
}

#[test]
fn charts_and_tables_are_counted_apart_in_reading_order() {
    let block = |id: &str| {
        format!(
            "```chart\n{}\nwhere = {{ period = \"2023\" }}\n```\n\n",
            BARS.replace("\"c\"", &format!("\"{id}\""))
        )
    };
    let table = "```table\nid = \"t\"\ndata = \"x\"\nwhere = { period = \"2023\" }\nrows = [\"area\"]\nvalues = [\"people\"]\n```\n\n";
    let built = project(BARS)
        .page(
            "content/a.md",
            &format!("{}{table}{}", block("one"), block("two")),
        )
        .build();
    let page = built.page("a/");
    for link in [
        "<a href=\"#one\">Figure 1</a>",
        "<a href=\"#t\">Table 1</a>",
        "<a href=\"#two\">Figure 2</a>",
    ] {
        assert!(page.contains(link), "{link}");
    }
}

#[test]
fn mistakes_in_a_block_are_told_at_their_place() {
    let told = |block: &str, code: &str| project(block).fails_with(code).told();
    assert_eq!(
        told(&BARS.replace("bar", "bars"), "unknown-mark"),
        "content/a.md:6:8: unknown-mark: there is no mark `bars`; expected one of bullet, bar, lollipop, dot, dumbbell, pyramid, column, line, area, slope, heatmap, histogram, waffle, choropleth, tilemap; did you mean `bar`?"
    );
    assert_eq!(
        told(
            &BARS
                .replace("\"people\"", "\"area\"")
                .replacen("y = \"area\"", "y = \"people\"", 1),
            "bad-block"
        ),
        "content/a.md:8:5: bad-block: `x` and `y` are the wrong way round; expected `x` is the measure and `y` the dimension in a bar chart"
    );
    assert_eq!(
        told(BARS, "dimension-not-fixed"),
        "content/a.md:7:8: dimension-not-fixed: the dimension `period` of `x` is not fixed; expected one code of every dimension without a total; name its code, for example period = \"2023\""
    );
    assert_eq!(
        told(
            &format!("{BARS}where = {{ period = [\"2023\", \"2024\"] }}"),
            "dimension-not-fixed"
        ),
        "content/a.md:10:11: dimension-not-fixed: `period` is given 2 codes but stands on no channel; expected one code, or the dimension as `x`, `y`, `color`, in `rows` or as `columns`"
    );
    assert_eq!(
        told(&format!("{BARS}wehre = 1"), "unknown-key"),
        "content/a.md:10:1: unknown-key: unknown key `wehre`; expected one of annotations, area, color, data, description, domain, facet, format, highlight, id, label, limit, map, mark, note, order, scale, sort, source, stack, subtitle, target, texts, title, titles, waive, where, x, y; did you mean `where`?"
    );
    assert_eq!(
        told(
            &format!("{BARS}where = {{ period = \"2023\", area = [] }}"),
            "empty-figure"
        ),
        "content/a.md:10:28: empty-figure: no code of `area` is selected; expected at least one code of every dimension"
    );
    assert_eq!(
        told(
            &format!(
                "{}where = {{ period = \"2023\" }}\ncolor = \"period\"",
                BARS.replace("bar", "bullet")
            ),
            "bad-block"
        ),
        "content/a.md:11:9: bad-block: a bullet chart has no `color`; expected `color` in these charts only: bar, dot, dumbbell, pyramid, column, line, area, slope, heatmap"
    );
}

#[test]
fn one_dimension_on_two_channels_is_an_error() {
    let block = "id = \"c\"\nmark = \"column\"\ndata = \"x\"\nwhere = { area = \"land\" }\nx = \"period\"\ny = \"people\"\ncolor = \"period\"";
    let outcome = project(block).check();
    assert!(
        outcome.made.is_none(),
        "every column would be drawn for every series"
    );
}

#[test]
fn a_code_that_is_named_twice_is_an_error_or_shown_once() {
    let outcome = bars("where = { area = [\"north\", \"north\"], period = \"2023\" }").check();
    if outcome.made.is_some() {
        let built = bars("where = { area = [\"north\", \"north\"], period = \"2023\" }").build();
        assert_eq!(rows(&built.table("a/", "c")), ["The north 10"]);
    }
}

#[test]
fn two_figures_with_one_id_are_an_error() {
    let block = format!("{BARS}where = {{ period = \"2023\" }}");
    project(&format!("{block}\n```\n\n```chart\n{block}"))
        .fails_with("duplicate-id")
        .is("content/a.md:14:6: duplicate-id: the id `c` stands twice in this document; expected an id that no other figure or heading has");
}

#[test]
fn a_line_joins_only_periods_of_one_length() {
    Project::new()
        .data("x.csv", "period,people\n2022,5\n2023,6\n2024-H1,4\n")
        .page("content/a.md", "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"x\"\nx = \"period\"\ny = \"people\"\n```\n")
        .fails_with("bad-block")
        .is("content/a.md:8:5: bad-block: a line cannot join periods of different lengths; expected years only, or quarters only; select them with `where`");
}

#[test]
fn every_point_has_the_colour_of_a_series_in_plot_and_legend() {
    let built = Project::new()
        .data("x.csv", "period,people,obs_status\n2022,5,\n2023,6,P\n2024,4,\n")
        .page("content/a.md", "```chart\nid = \"c\"\nmark = \"line\"\ndata = \"x\"\nx = \"period\"\ny = \"people\"\n```\n")
        .build();
    // The style sheet gives stroke and fill by series alone: without one a hollow point is not
    // there to be seen.
    let svg = built.svg("a/", "c", "wide");
    let points = svg.split("class=\"point").skip(1);
    let classes: Vec<&str> = points.filter_map(|rest| rest.split('"').next()).collect();
    assert!(classes.len() > 3, "{classes:?}");
    for class in &classes {
        assert!(class.contains(" s1"), "{classes:?}");
    }
}
