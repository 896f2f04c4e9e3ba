//! Numbers in prose: expressions become numbers of the data, and nothing else.

use crate::project::Project;

const ADMITTED: &str = "\
area,period,admitted
north,2023,2303
north,2024,848
south,2023,1234567.5
south,2024,-40.25
";

fn project() -> Project {
    Project::new().data("x.csv", ADMITTED)
}

#[test]
fn a_value_carries_its_machine_form() {
    let built = project()
        .page(
            "content/a.md",
            "It is {{ value(\"x.admitted\", area=\"south\", period=\"2023\") }} and {{ value('x.admitted', area='south', period='2024') }}.",
        )
        .build();
    assert_eq!(
        built.prose("a/"),
        "<p>It is <data value=\"1234567.5\">1,234,567.5</data> and <data value=\"-40.25\">−40.25</data>.</p>"
    );
}

#[test]
fn every_function_computes_from_unrounded_numbers_and_rounds_half_away_from_zero() {
    let built = project()
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\n[values]\na = 'value(\"x.admitted\", area=\"north\", period=\"2023\")'\nb = 'value(\"x.admitted\", area=\"north\", period=\"2024\")'\n+++\n\
- {{ a }} and {{ b }}\n\
- {{ difference(a, b) }}, {{ difference(b, a) }}\n\
- {{ percent(b, a) }}, {{ percent(b, a, decimals=0) }}, {{ percent(b, a, decimals=3) }}\n\
- {{ ratio(b, a) }}, {{ ratio(b, a, decimals=4) }}\n\
- {{ change(b, a) }}\n\
- {{ difference(percent(b, a), percent(a, a)) }}\n\
- {{ percent(1, 8) }}, {{ percent(5, 1000, decimals=0) }}, {{ percent(-5, 1000, decimals=0) }}\n\
- {{ 2.50 }}, {{ -3 }}, {{ value('x.admitted', area='south', period='2023', decimals=0) }}\n",
        )
        .build();
    // 848 / 2303 = 0.368215…; 1 / 8 = 12.5 %; 5 / 1000 = 0.5 %, which rounds to 1.
    assert_eq!(
        built.text("a/"),
        "2,303 and 848\n\
         1,455, −1,455\n\
         36.8%, 37%, 36.822%\n\
         0.37, 0.3682\n\
         −63.2%\n\
         −63.2 percentage points\n\
         12.5%, 1%, −1%\n\
         2.50, −3, 1,234,568"
    );
}

#[test]
fn expressions_survive_what_markdown_would_do_to_them() {
    let text = "\
> {{ value(\"x.admitted\", area=\"north\", period=\"2023\") }} quoted

| Area | Number |
|---|--:|
| a \\| b | {{ value(\"x.admitted\",
area=\"north\", period=\"2024\") }} |

**{{ value('x.admitted', area='north', period='2024') }}** [{{ value('x.admitted', area='north', period='2024') }}](a.md)
";
    let one_line = text.replace(",\narea", ", area");
    let built = project().page("content/a.md", &one_line).build();
    assert_eq!(
        built.text("a/"),
        "2,303 quoted\nArea | Number\na | b | 848\n848 848"
    );
}

#[test]
fn code_and_escaped_braces_stay_as_they_are() {
    let text = "`{{ nothing }}` and \\{{ x }}\n\n    {{ indented }}\n\n```\n{{ fenced }}\n```\n";
    let built = project().page("content/a.md", text).build();
    assert_eq!(
        built.text("a/"),
        "{{ nothing }} and {{ x }}\n{{ indented }}\n{{ fenced }}"
    );
}

#[test]
fn titles_summaries_headings_and_alternative_texts_hold_numbers() {
    let built = project()
        .file("content/p.png", b"no picture".to_vec())
        .page(
            "content/a.md",
            "+++\ntitle = \"Of {{ n }}\"\nsummary = \"All {{ n }}\"\n[values]\nn = 'value(\"x.admitted\", area=\"north\", period=\"2023\")'\n+++\n## Part of {{ n }}\n\n![{{ n }} people](p.png)\n",
        )
        .build();
    let page = built.page("a/");
    assert!(page.contains("<title>Of 2,303 · Test</title>"), "{page}");
    assert!(
        page.contains("<meta name=\"description\" content=\"All 2,303\">"),
        "{page}"
    );
    assert!(built.main("a/").contains("<h1>Of 2,303</h1>"));
    assert_eq!(
        built.prose("a/"),
        "<h2 id=\"part-of\">Part of <data value=\"2303\">2,303</data></h2>\n\
         <p><img src=\"/p.png\" alt=\"2,303 people\" loading=\"lazy\"/></p>"
    );
}

#[test]
fn a_claim_that_is_not_true_stops_the_build() {
    let page = |claim: &str| {
        let front = format!(
            "+++\ntitle = \"A\"\nholds = ['{claim}']\n[values]\na = 'value(\"x.admitted\", area=\"north\", period=\"2023\")'\nb = 'value(\"x.admitted\", area=\"north\", period=\"2024\")'\n+++\n"
        );
        project().page("content/a.md", &front)
    };
    for claim in [
        "a > b",
        "b < a",
        "a != b",
        "a >= 2303",
        "a <= 2303",
        "percent(b, a) == 36.8",
        "difference(a, b) == 1455",
    ] {
        page(claim).build();
    }
    for (claim, shown) in [
        ("a < b", "2303 < 848"),
        ("a == b", "2303 == 848"),
        ("percent(b, a) == 36.9", "36.8 == 36.9"),
        ("a > 2303", "2303 > 2303"),
    ] {
        page(claim).fails_with("claim-does-not-hold").is(&format!(
            "content/a.md:3:11: claim-does-not-hold: this claim is not true of the data: {shown}; \
             read the text that rests on it again, then change the claim",
        ));
    }
}

#[test]
fn the_words_of_a_claim_stand_while_the_data_say_so() {
    let north = "value(\"x.admitted\", area=\"north\", period=\"2023\")";
    let page = |claim: &str| {
        let text = format!(
            "+++\ntitle = \"A\"\n[values]\nn = '{north}'\n+++\n\nThe north {{{{ claim({claim}) }}}}.\n"
        );
        project().page("content/a.md", &text)
    };
    let built = page("n > 2000, \"exceeded <2,000> & more\"").build();
    let said = "The north exceeded &lt;2,000&gt; &amp; more.";
    assert!(built.page("a/").contains(said));
    assert_eq!(
        page("n > 2400, \"exceeded it\"")
            .fails_with("claim-does-not-hold")
            .told(),
        "content/a.md:7:20: claim-does-not-hold: this claim is not true of the data: 2303 > 2400; \
         read the text that rests on it again, then change the claim"
    );
    for (claim, told) in [
        (
            "n > 2000",
            "7:14: bad-expression: `claim` takes a comparison and the words that say it",
        ),
        (
            "n, \"exceeded it\"",
            "7:20: bad-expression: this is not a comparison",
        ),
        (
            "n > 2000, n",
            "7:30: bad-expression: the words of a claim are not a text in quotes",
        ),
        (
            "n > 2000, \"a\", decimals=1",
            "7:35: bad-expression: `claim` has no argument `decimals`",
        ),
        (
            "difference(n > 1, 2) > 1, \"a\"",
            "7:31: bad-expression: this is not a figure",
        ),
    ] {
        let said = page(claim).fails_with("bad-expression").told();
        assert!(said.contains(told), "{claim}: {said}");
    }
}

#[test]
fn a_claim_of_the_default_language_is_checked_for_its_translation_too() {
    let front = "+++\ntitle = \"A\"\nholds = ['value(\"x.admitted\", area=\"north\", period=\"2023\") > 3000']\n+++\n";
    project()
        .languages(&["en", "vi"])
        .page("content/a.md", front)
        .page("content/a.vi.md", "Một")
        .fails_with("claim-does-not-hold")
        .is(
            "content/a.md:3:11: claim-does-not-hold: this claim is not true of the data: 2303 > 3000; \
             read the text that rests on it again, then change the claim",
        );
}

#[test]
fn mistakes_are_told_at_their_place_with_what_was_probably_meant() {
    let wrong = |expression: &str, code: &str| {
        let text = format!("+++\ntitle = \"A\"\n+++\n\nĐây là {{{{ {expression} }}}}.\n");
        project()
            .page("content/a.md", &text)
            .fails_with(code)
            .told()
    };
    assert_eq!(
        wrong(
            "value(\"x.admited\", area=\"north\", period=\"2023\")",
            "unknown-field"
        ),
        "content/a.md:5:17: unknown-field: `x` has no measure `admited`; expected one of its \
         measures: admitted; did you mean `admitted`?"
    );
    assert_eq!(
        wrong(
            "value(\"x.admitted\", area=\"nort\", period=\"2023\")",
            "unknown-code"
        ),
        "content/a.md:5:36: unknown-code: `nort` is not a code of `area`; expected a value that occurs in the data; did you mean `north`?"
    );
    assert_eq!(
        wrong(
            "value(\"y.admitted\", area=\"north\", period=\"2023\")",
            "unknown-resource"
        ),
        "content/a.md:5:17: unknown-resource: there is no dataset `y`; expected the name of a \
         dataset of datapackage.json"
    );
    assert_eq!(
        wrong("valeu(\"x.admitted\")", "unknown-name"),
        "content/a.md:5:11: unknown-name: there is no function `valeu`; expected one of value, claim, \
         typed, difference, ratio, percent, change, total, attainment, gap, required; did you mean `value`?"
    );
    assert_eq!(
        wrong("admitted_2023", "unknown-name"),
        "content/a.md:5:11: unknown-name: `admitted_2023` is not defined; expected a name under \
         `[values]` of this document"
    );
    assert_eq!(
        wrong("1 > 2", "bad-expression"),
        "content/a.md:5:11: bad-expression: a comparison has nothing to print; write \
         `claim(…, \"words\")` for words that stand while it is true, or put it under `holds` in the front matter: the build then fails when it is not true"
    );
    assert_eq!(
        wrong("percent(1, 0)", "missing-cell"),
        "content/a.md:5:11: missing-cell: this figure cannot be computed: it divides by zero \
         or grows too large; expected a number; write absent=\"words\" as its last argument to say in \
         words that there is none"
    );
}

#[test]
fn a_name_that_is_defined_by_itself_is_an_error() {
    let front = "+++\ntitle = \"A\"\n[values]\na = 'b'\nb = 'a'\n+++\n{{ a }}\n";
    project()
        .page("content/a.md", front)
        .fails_with("unknown-name")
        .is("content/a.md:4:6: unknown-name: `b` is defined by itself");
}

#[test]
fn braces_that_are_never_closed_are_an_error() {
    project()
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\n+++\nSo {{ much\n\nmore }}\n",
        )
        .fails_with("bad-expression")
        .is(
            "content/a.md:4:4: bad-expression: these braces are never closed; expected `}}` \
             before the end of the paragraph; write `\\{{` for two braces",
        );
}

#[test]
fn a_figure_with_more_digits_than_a_float_keeps_all_of_them() {
    let built = Project::new()
        .data("x.csv", "area,money\nall,12345678901234567890.12\n")
        .page("content/a.md", "{{ value('x.money', area='all') }}, {{ difference(value('x.money', area='all'), 0.01) }}")
        .build();
    assert_eq!(
        built.text("a/"),
        "12,345,678,901,234,567,890.12, 12,345,678,901,234,567,890.11"
    );
}
