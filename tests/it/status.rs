//! Zero, missing, suppressed, not applicable, provisional: five different things everywhere.

use crate::built::assert_text;
use crate::project::Project;

const DATA: &str = "\
item,period,people,obs_status
a,2024,0,
b,2024,,O
c,2024,,M
d,2024,,Q
e,2024,5,P
f,2024,7,E R
g,2024,9,
";

fn project() -> Project {
    Project::new().data("x.csv", DATA)
}

fn value(item: &str, more: &str) -> String {
    format!("{{{{ value(\"x.people\", item=\"{item}\", period=\"2024\"{more}) }}}}")
}

#[test]
fn in_prose() {
    let absent = ", absent=\"no number\"";
    let text = format!(
        "- {}\n- {}\n- {}\n- {}\n- {}\n- {}\n- {}\n",
        value("a", absent),
        value("b", absent),
        value("c", absent),
        value("d", ", absent='withheld <b>'"),
        value("e", ""),
        value("f", ""),
        value("g", absent),
    );
    let built = project().page("content/a.md", &text).build();
    assert_text(
        built.prose("a/"),
        "<ul>\n\
         <li><data value=\"0\">0</data></li>\n\
         <li>no number</li>\n\
         <li>no number</li>\n\
         <li>withheld &lt;b&gt;</li>\n\
         <li><data value=\"5\">5</data>\u{A0}<span class=\"mark\" title=\"provisional\"><span aria-hidden=\"true\">[p]</span><span class=\"visually-hidden\">provisional</span></span></li>\n\
         <li><data value=\"7\">7</data>\u{A0}<span class=\"mark\" title=\"estimated\"><span aria-hidden=\"true\">[e]</span><span class=\"visually-hidden\">estimated</span></span>\u{A0}<span class=\"mark\" title=\"revised\"><span aria-hidden=\"true\">[r]</span><span class=\"visually-hidden\">revised</span></span></li>\n\
         <li><data value=\"9\">9</data></li>\n\
         </ul>",
    );
}

#[test]
fn an_absent_number_in_prose_is_an_error_that_says_why_it_is_absent() {
    for (item, reason) in [
        ("b", "missing"),
        ("c", "not applicable"),
        ("d", "suppressed"),
    ] {
        let text = format!("+++\ntitle = \"A\"\n+++\nIt is {}.\n", value(item, ""));
        project()
            .page("content/a.md", &text)
            .fails_with("missing-cell")
            .is(&format!(
                "content/a.md:4:10: missing-cell: this figure has no number: it is {reason}; \
                 expected a number; write absent=\"words\" as its last argument to \
                 say in words that there is none"
            ));
    }
}

#[test]
fn a_key_without_record_is_missing_and_an_unknown_code_is_an_error() {
    let areas = "area,name_en\nnorth,North\nsouth,South\n";
    let site = Project::new()
        .codes("areas.csv", areas)
        .data("x.csv", "area,period,people\nnorth,2024,5\n");
    let built = site
        .clone()
        .page("content/a.md", "{{ value('x.people', area='south', period='2024', absent='none') }}, {{ value('x.people', area='north', period='1999', absent='none') }}")
        .build();
    assert_eq!(built.text("a/"), "none, none");
    site.page(
        "content/a.md",
        "{{ value('x.people', area='sout', period='2024', absent='none') }}",
    )
    .fails_with("unknown-code");
}

#[test]
fn what_is_computed_from_an_absent_number_is_absent_for_the_strongest_reason() {
    let cell = |item: &str| format!("value('x.people', item='{item}', period='2024')");
    let text = format!(
        "+++\ntitle = \"A\"\n+++\n{{{{ difference({}, {}) }}}}\n",
        cell("b"),
        cell("d")
    );
    let failure = project()
        .page("content/a.md", &text)
        .fails_with("missing-cell");
    assert!(
        failure.told().contains("it is suppressed"),
        "{}",
        failure.told()
    );
    let text = format!("{{{{ difference({}, {}) }}}}", cell("e"), cell("f"));
    let built = project().page("content/a.md", &text).build();
    assert_eq!(built.text("a/"), "−2 [p] [e] [r]");
}

const FIGURES: &str = "\
```table
id = \"t\"
data = \"x\"
where = { period = \"2024\" }
rows = [\"item\"]
values = [\"people\"]
```

```chart
id = \"c\"
mark = \"bar\"
data = \"x\"
where = { period = \"2024\" }
x = \"people\"
y = \"item\"
```
";

#[test]
fn in_a_table_with_a_legend_of_exactly_the_marks_that_occur() {
    let built = project().page("content/a.md", FIGURES).build();
    for figure in ["t", "c"] {
        assert_eq!(
            built.table("a/", figure),
            "Item | People (persons)\na | 0\nb | [x]\nc | [z]\nd | [c]\ne | 5[p]\nf | 7[e][r]\ng | 9"
        );
        let legend =
            crate::built::between(built.figure("a/", figure), "<p class=\"symbols\">", "</p>");
        assert_eq!(
            crate::built::plain(legend),
            "Symbols: [p] provisional, [e] estimated, [r] revised, [x] not available, [z] not applicable, [c] confidential"
        );
    }
    let some = FIGURES.replace(
        "where = { period",
        "where = { item = [\"a\", \"b\", \"g\"], period",
    );
    let built = project().page("content/a.md", &some).build();
    let legend = crate::built::between(built.figure("a/", "t"), "<p class=\"symbols\">", "</p>");
    assert_eq!(crate::built::plain(legend), "Symbols: [x] not available");
    let none = FIGURES.replace(
        "where = { period",
        "where = { item = [\"a\", \"g\"], period",
    );
    let built = project().page("content/a.md", &none).build();
    assert!(!built.figure("a/", "t").contains("symbols"));
}

#[test]
fn in_a_chart_by_class_and_in_words() {
    let built = project().page("content/a.md", FIGURES).build();
    for layout in ["narrow", "wide"] {
        let svg = built.svg("a/", "c", layout);
        crate::svg::check(layout, svg);
        let datum = |category: usize| {
            let data = svg.split("<g class=\"datum\"").nth(category + 1);
            let (datum, _) = data
                .and_then(|rest| rest.split_once("</g>"))
                .expect("a datum");
            datum.to_owned()
        };
        // A zero is a mark and the number 0, never an empty place.
        assert!(
            datum(0).starts_with(" data-value=\"0\"><title>a: 0</title>"),
            "{}",
            datum(0)
        );
        assert!(
            datum(0).contains("class=\"zero\"") && datum(0).contains(">0</text>"),
            "{}",
            datum(0)
        );
        for (category, class, words) in [
            (1, "absent missing", "[x] not available"),
            (2, "absent not-applicable", "[z] not applicable"),
            (3, "absent suppressed", "[c] confidential"),
        ] {
            let datum = datum(category);
            assert!(
                !datum.contains("data-value") && !datum.contains("class=\"bar"),
                "{datum}"
            );
            assert!(datum.contains(&format!("class=\"{class}\"")), "{datum}");
            assert!(datum.contains(words), "{datum}");
        }
        assert!(
            datum(4).contains("class=\"bar provisional\""),
            "{}",
            datum(4)
        );
        assert!(datum(4).contains("5 [p]"), "{}", datum(4));
        assert!(
            datum(5).contains("class=\"bar provisional\""),
            "{}",
            datum(5)
        );
        assert!(
            datum(6).contains("class=\"bar\"") && datum(6).contains(">9</text>"),
            "{}",
            datum(6)
        );
        assert!(
            svg.contains(">provisional, estimated</text>"),
            "the legend says what hollow means"
        );
    }
    assert_eq!(
        crate::built::between(
            built.svg("a/", "c", "wide"),
            "<desc id=\"c--wide-d\">",
            "</desc>"
        ),
        "Bar chart: People (persons); 7 rows. Highest: g at 9; lowest: a at 0. Note: no number for b (not available); no number for d (confidential); no number for c (not applicable)."
    );
}

#[test]
fn in_files_to_take_away() {
    let built = project().page("content/a.md", FIGURES).build();
    let figure = "period,item,people,people_status\n2024,a,0,\n2024,b,,O\n2024,c,,M\n2024,d,,Q\n2024,e,5,P\n2024,f,7,E R\n2024,g,9,\n";
    assert_eq!(built.file("a/t.csv"), figure);
    assert_eq!(built.file("a/c.csv"), figure);
    assert_eq!(
        built.file("data/x.csv"),
        "item,period,people,obs_status\na,2024,0,\nb,2024,,O\nc,2024,,M\nd,2024,,Q\ne,2024,5,P\nf,2024,7,E R\ng,2024,9,\n"
    );
}

#[test]
fn on_the_page_about_the_data() {
    let built = project().build();
    let preview = crate::built::between(built.prose("data/x/"), "<h2 id=\"preview\">", "</table>");
    assert_eq!(
        crate::built::plain(preview),
        "First records\nItem | Period | People (persons)\na | 2024 | 0\nb | 2024 | [x]\nc | 2024 | [z]\nd | 2024 | [c]\ne | 2024 | 5[p]\nf | 2024 | 7[e][r]\ng | 2024 | 9"
    );
}

#[test]
fn a_blank_number_needs_a_reason_and_a_reason_needs_a_blank() {
    let told = |csv: &str, code: &str| Project::new().data("x.csv", csv).fails_with(code).told();
    assert_eq!(
        told(
            "item,people,obs_status\na,1,\nb,,\n",
            "blank-without-reason"
        ),
        "data/x.csv:3:3: blank-without-reason: `people` is blank and nothing says why; expected a \
         number, or a reason in the status column; write the number, or `O` (missing), `M` (not \
         applicable) or `Q` (suppressed) in the status column"
    );
    assert_eq!(
        told("item,people\na,1\nb,\n", "blank-without-reason"),
        "data/x.csv:3:3: blank-without-reason: `people` is blank and nothing says why; expected a \
         number, or a reason in the status column; write the number, or add a status column with \
         `\"yearbook\": { \"status\": \"people\" }` to the schema; if every blank means the same, add \
         `\"yearbook\": { \"missing\": { \"\": \"missing\" } }` to the field"
    );
    assert_eq!(
        told("item,people,obs_status\na,1,\nb,4,Q\n", "value-and-reason"),
        "data/x.csv:3:3: value-and-reason: `people` has a number, but its status says that \
         there is none (suppressed); expected a number or a reason for its absence, not both"
    );
    assert_eq!(
        told("item,people,obs_status\na,1,\nb,4,X\n", "unknown-status"),
        "data/x.csv:3:5: unknown-status: `X` in `obs_status` is not a status; expected P provisional, E estimated, R revised, B break, F forecast, U of low reliability, D defined differently, O missing, M not applicable, Q suppressed; several with spaces between"
    );
}
