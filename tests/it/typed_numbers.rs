//! Numbers that an author typed: those that look like data are found, with the cell that they are.

use crate::project::Project;

const ADMITTED: &str = "\
area,period,admitted
north,2023,2303
north,2024,848
south,2023,1234567.5
south,2024,-40.25
";

fn told(text: &str) -> Vec<String> {
    of_project(&Project::new().page("content/a.md", text))
}

fn of_project(project: &Project) -> Vec<String> {
    let outcome = project.clone().data("x.csv", ADMITTED).check();
    let typed = outcome.diagnostics.iter();
    let typed = typed.filter(|d| d.code.name() == "typed-number");
    typed
        .map(|d| {
            let place = d.location.as_deref().expect("a place");
            let hint = d.hints.first().expect("a hint");
            format!("{}:{} {}: {hint}", place.line, place.column, d.message)
        })
        .collect()
}

#[test]
fn what_looks_like_data_is_found_with_the_expression_to_write() {
    let text = "In 2023 there were 2,303, then 848 (−40.25 in the south), and once 1,234,568.";
    let found = told(text);
    let expected = [
        r#"`2,303` looks like data and is typed by hand: the data have this number: write `{{ value("x.admitted", area="north", period="2023") }}`"#,
        r#"`848` looks like data and is typed by hand: the data have this number: write `{{ value("x.admitted", area="north", period="2024") }}`"#,
        r#"`−40.25` looks like data and is typed by hand: the data have this number: write `{{ value("x.admitted", area="south", period="2024") }}`"#,
        r#"`1,234,568` looks like data and is typed by hand: the data have this number: write `{{ value("x.admitted", area="south", period="2023", decimals=0) }}`"#,
    ];
    let told: Vec<&str> = found
        .iter()
        .map(|t| t.split_once(' ').expect("a place").1)
        .collect();
    assert_eq!(told, expected);
    // Three lines of front matter stand before.
    assert!(found[0].starts_with("4:20 "), "{}", found[0]);

    // What it says to write builds, prints the same, and is no longer told.
    let project = Project::new().page(
        "content/a.md",
        r#"It was {{ value("x.admitted", area="south", period="2023", decimals=0) }}."#,
    );
    assert_eq!(of_project(&project), [""; 0]);
    let built = project.data("x.csv", ADMITTED).build();
    assert_eq!(built.text("a/"), "It was 1,234,568.");
}

#[test]
fn a_code_with_quotes_is_quoted_by_others() {
    let csv = "area,people\n\"the \"\"old\"\" north\",1234\n";
    let page = |text: &str| Project::new().data("y.csv", csv).page("content/a.md", text);
    let outcome = page("It is 1,234.").check();
    let hints = outcome.diagnostics.iter().flat_map(|d| &d.hints);
    let hint = hints
        .into_iter()
        .find_map(|hint| hint.split_once("write `"));
    let expression = hint.expect("an expression").1.trim_end_matches('`');
    assert_eq!(
        expression,
        r#"{{ value("y.people", area='the "old" north') }}"#
    );
    assert_eq!(page(expression).build().text("a/"), "1,234");
}

#[test]
fn years_dates_list_numbers_and_parts_of_words_pass() {
    let text = "\
1. On 12 March 2024, on 2024-07-03, at 12:30, in 1999–2024
2. Article 340, page 120, No. 4711, version 2.4, WCAG 2.2, H1, 05-CT/TW, 320px, `2303`
3. 12 of 48 people, 100% of them, and #848, and [a link of 2024](https://example.org/848)

```
848 in a block of code
```
";
    assert_eq!(told(text), [""; 0]);
}

#[test]
fn a_sentence_or_a_part_of_it_may_end_before_a_number() {
    let text = "It was May. 848 came, as WCAG; 2,303 went. In the USA, 1,000 and 4%.";
    let numbers: Vec<String> = told(text)
        .iter()
        .filter_map(|told| Some(told.split('`').nth(1)?.to_owned()))
        .collect();
    assert_eq!(numbers, ["848", "2,303", "1,000", "4"]);
}

#[test]
fn each_language_writes_its_own_numbers() {
    let project = Project::new()
        .languages(&["en", "vi"])
        .page("content/a.md", "Then 2,303 in article 340.")
        .page(
            "content/a.vi.md",
            "Có 2.303 người, số 848, năm 2024, 40,25 và 2.2.",
        );
    let found = of_project(&project);
    let numbers: Vec<&str> = found.iter().filter_map(|t| t.split('`').nth(1)).collect();
    assert_eq!(numbers, ["2,303", "2.303", "40,25"]);
}

#[test]
fn named_values_and_their_percentages_come_first() {
    let text = "+++\ntitle = \"Then 848\"\nsummary = \"It is 36.8%, or 37%.\"\n[values]\nold = 'value(\"x.admitted\", area=\"north\", period=\"2023\")'\nnew = 'value(\"x.admitted\", area=\"north\", period=\"2024\")'\n+++\n## That is 1,455 less\n\n| A | B |\n|---|---|\n| 2,303 | 2,300 |\n";
    let found = told(text);
    assert_eq!(found.len(), 6, "{found:#?}");
    for (position, expression) in [
        (0, "write `{{ new }}`"),
        (1, "write `{{ percent(new, old) }}`"),
        (2, "write `{{ percent(new, old, decimals=0) }}`"),
        (3, "write `{{ difference(old, new) }}`"),
        (4, "write `{{ old }}`"),
        (
            5,
            "the nearest is 2303: `{{ value(\"x.admitted\", area=\"north\", period=\"2023\") }}`",
        ),
    ] {
        assert!(found[position].ends_with(expression), "{}", found[position]);
    }
}

#[test]
fn a_number_can_be_typed_with_a_reason_or_the_rule_waived() {
    let typed = "It says {{ typed(\"12,000\", why=\"from the text of the resolution\") }}.";
    let project = Project::new().page("content/a.md", typed);
    assert_eq!(of_project(&project), [""; 0]);
    let built = project.data("x.csv", ADMITTED).build();
    assert_eq!(built.text("a/"), "It says 12,000.");

    let waived = "+++\ntitle = \"A\"\nwaive = { typed-number = \"history\" }\n+++\nIt says 12,000.";
    assert_eq!(told(waived), [""; 0]);
    let idle = "+++\ntitle = \"A\"\nwaive = { typed-number = \"history\" }\n+++\nIt says nothing.";
    let project = Project::new().page("content/a.md", idle);
    let outcome = project.data("x.csv", ADMITTED).check();
    let mut codes = outcome.diagnostics.iter().map(|d| d.code.name());
    assert!(codes.any(|code| code == "unused-waiver"));

    for wrong in [
        "typed(\"12\")",
        "typed(\"12\", why=\" \")",
        "typed(12, why=\"x\")",
        "typed(\"12\", reason=\"x\")",
    ] {
        let page = format!("{{{{ {wrong} }}}}");
        let project = Project::new()
            .page("content/a.md", &page)
            .data("x.csv", ADMITTED);
        project.fails_with("bad-expression");
    }
}

#[test]
fn without_data_nothing_is_told() {
    let outcome = Project::new().page("content/a.md", "It is 848.").check();
    let mut codes = outcome.diagnostics.iter().map(|d| d.code.name());
    assert!(codes.all(|code| code != "typed-number"));
}

#[test]
fn of_very_many_the_first_are_told_and_the_others_counted() {
    let text = "It is 12,345 and 23,456.\n\n".repeat(150);
    let outcome = Project::new()
        .page("content/a.md", &text)
        .data("x.csv", ADMITTED)
        .check();
    let typed = outcome.diagnostics.iter();
    let typed: Vec<_> = typed.filter(|d| d.code.name() == "typed-number").collect();
    assert_eq!(typed.len(), 201);
    let more = typed.iter().filter(|d| d.location.is_none());
    let more: Vec<&str> = more.map(|d| d.message.as_str()).collect();
    assert_eq!(
        more,
        ["100 more numbers look like data and are typed by hand"]
    );
}

#[test]
fn numbers_behind_names_in_capitals_and_in_all_words_are_found() {
    let numbers = |text: &str| -> Vec<String> {
        let told = told(text);
        let digits = told.iter().filter_map(|told| told.split('`').nth(1));
        digits.map(str::to_owned).collect()
    };
    assert_eq!(
        numbers("CPV 2,303, HẢI DƯƠNG 2,303; WCAG 2.2, ISO 8601, RFC 4180, and 848/2303."),
        ["2,303", "2,303", "848", "2303"]
    );
    // Numbers of pages and acts have no marks between thousands, and a range is no date.
    assert_eq!(
        numbers("In December 78,820 came, from 72,100-78,820; chapters 101, in 1789."),
        ["78,820", "72,100", "78,820"]
    );
    let chart = "```chart\nid = \"c\"\nmark = \"column\"\ndata = \"x\"\nwhere = { area = \"north\" }\nx = \"period\"\ny = \"admitted\"\ntitle = \"T\"\nannotations = [{ line = \"2000\", text = \"more than 2,303\" }]\n```\n";
    assert_eq!(numbers(chart), ["2,303"]);
    let spaced = told("They were 2 303, or 2&#8239;303.");
    assert_eq!(spaced.len(), 2, "{spaced:#?}");
    for told in &spaced {
        assert!(told.contains("`2\u{A0}303` looks like data"), "{told}");
        assert!(told.contains("period=\"2023\""), "{told}");
    }
    let value = "value(\"x.admitted\", area=\"north\", period=\"2023\")";
    let in_words = format!(
        "{{{{ claim({value} > 5, \"more than 2,200\") }}}}, {{{{ value(\"x.admitted\", area=\"south\", period=\"2023\", absent=\"not 848\") }}}}."
    );
    assert_eq!(numbers(&in_words), ["2,200", "848"]);
    let front = format!(
        "+++\ntitle = \"A\"\n[values]\nold = '{}'\n+++\n",
        value.replace(')', ", absent=\"some 3,000\")")
    );
    assert_eq!(numbers(&front), ["3,000"]);
    let table = "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nwhere = { period = \"2023\" }\nvalues = [{ value = \"admitted\", title = \"All 2,303\" }]\ntitle = \"T\"\nsource = \"Page 3, 848 tables\"\n```\n";
    assert_eq!(numbers(table), ["2,303", "848"]);
}
