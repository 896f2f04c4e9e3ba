//! What editors are told of texts that build and would still serve readers badly, and how it is waived.

use crate::project::Project;

/// A site of one page.
fn page(front: &str, text: &str) -> Project {
    let text = format!("+++\ntitle = \"A\"\nsummary = \"A.\"\n{front}+++\n{text}");
    Project::new().page("content/a.md", &text)
}

fn told(front: &str, text: &str) -> Vec<String> {
    let told = page(front, text).build().editorial();
    let codes = told.iter().filter_map(|line| line.split("; ").next());
    codes.map(str::to_owned).collect()
}

#[test]
fn a_level_of_headings_that_is_left_out_is_told() {
    assert_eq!(
        told("", "### First\n\n## Second\n\n#### Third\n\n## Last\n"),
        [
            "content/a.md:5:1: heading-order: this heading is of level 3 and the one before it of level 1",
            "content/a.md:9:1: heading-order: this heading is of level 4 and the one before it of level 2",
        ]
    );
    assert_eq!(
        told("", "# First\n\n## Second\n\n### Third\n\n## Last\n"),
        [""; 0]
    );
}

#[test]
fn a_link_must_say_where_it_leads() {
    assert_eq!(
        told("", "Look [here](a.md), *[read more…](a.md)*, [](a.md).\n"),
        [
            "content/a.md:5:6: vague-link: `here` does not say where this link leads",
            "content/a.md:5:21: vague-link: `read more…` does not say where this link leads",
            "content/a.md:5:42: vague-link: `` does not say where this link leads",
        ]
    );
    let sound = "[The wells here](a.md) [`a`](a.md) [{{ 2 }}](a.md) [![A well](../x.svg)](a.md) <https://example.org>\n";
    let built = page("", sound).file("x.svg", "").file("content/x.svg", "");
    let built = built.replaced("content/a.md", "../x.svg", "x.svg").build();
    assert_eq!(built.editorial(), [""; 0]);
    let vietnamese = Project::new().languages(&["vi"]).page(
        "content/a.md",
        "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nXem [tại đây](a.md).\n",
    );
    assert_eq!(vietnamese.build().editorial().len(), 1);
}

#[test]
fn an_image_needs_words() {
    let site =
        page("", "![](x.svg) ![ ](x.svg) ![{{ 2 }} wells](x.svg)\n").file("content/x.svg", "");
    assert_eq!(site.build().editorial().len(), 2);
}

#[test]
fn a_phrase_names_its_language() {
    let built = page("", "The [chỉ *tiêu*](lang:vi) of Hải Dương.\n").build();
    assert_eq!(built.editorial(), [""; 0]);
    assert_eq!(
        built.prose("a/"),
        "<p>The <span lang=\"vi\">chỉ <em>tiêu</em></span> of Hải Dương.</p>"
    );
    assert_eq!(
        told("", "The chỉ tiêu of `chỉ tiêu`.\n"),
        [
            "content/a.md:5:5: phrase-without-language: `chỉ tiêu` has letters that `en` does not write"
        ]
    );
    let wrong = page("", "[x](lang:%22%3E)\n").fails_with("bad-link-target");
    assert!(
        wrong.told().contains("is not a language tag"),
        "{}",
        wrong.told()
    );
    let english = Project::new().languages(&["vi"]).page(
        "content/a.md",
        "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nChỉ tiêu của tỉnh.\n",
    );
    assert_eq!(english.build().editorial(), [""; 0]);
}

#[test]
fn a_title_is_measured_as_it_is_printed() {
    let title = |text: &str| {
        let text =
            format!("+++\ntitle = \"{text}\"\nsummary = \"A.\"\n[values]\nn = \"1000000\"\n+++\n");
        let told = Project::new()
            .page("content/a.md", &text)
            .build()
            .editorial();
        told.into_iter()
            .map(|line| line.split(", ").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(title(&"ọ".repeat(70)), [""; 0]);
    assert_eq!(title(&format!("{}{{{{ n }}}}", "ọ".repeat(61))), [""; 0]);
    assert_eq!(
        title(&format!("{}{{{{ n }}}}", "ọ".repeat(62))),
        ["content/a.md:2:9: long-title: the title has 71 letters"]
    );
}

#[test]
fn every_rule_can_be_waived_with_a_reason_and_only_where_it_is_broken() {
    assert_eq!(
        told("waive = { vague-link = \"A poem.\" }\n", "[here](a.md)\n"),
        [""; 0]
    );
    let idle = page(
        "waive = { vague-link = \"A poem.\", long-title = \"A poem.\" }\n",
        "A\n",
    );
    assert_eq!(
        idle.build().warnings(),
        [
            "content/a.md:4:11: unused-waiver: `vague-link` is waived, and the document keeps it; remove the waiver",
            "content/a.md:4:35: unused-waiver: `long-title` is waived, and the document keeps it; remove the waiver",
        ]
    );
    let unknown =
        page("waive = { vague-links = \"A poem.\" }\n", "A\n").fails_with("bad-front-matter");
    assert!(
        unknown.told().contains("did you mean `vague-link`?"),
        "{}",
        unknown.told()
    );
    page("waive = { vague-link = \"\" }\n", "[here](a.md)\n").fails_with("bad-front-matter");
}

#[test]
fn a_figure_names_source_and_unit_or_says_why_not() {
    let figure = "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nvalues = [\"people\", { value = \"ratio(people, people)\", title = \"One\" }]\n```\n";
    let site = |front: &str| {
        let site = page(front, figure).data("x.csv", "area,people\nnorth,1\n");
        site.described(|descriptor| {
            let fields = &mut descriptor["resources"][0]["schema"]["fields"];
            if let Some(field) = fields[1].as_object_mut() {
                field.remove("yearbook");
            }
        })
    };
    let told = site("").build().editorial();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with(
            "content/a.md:6:6: missing-source: the figure `t` names no source; add `\"sources\""
        ),
        "{told:?}"
    );
    assert!(told[1].starts_with("content/a.md:6:6: missing-unit: the figure `t` shows numbers without a unit; add `\"yearbook\": { \"unit\": \"…\" }` to the field `people` of `x`"), "{told:?}");
    let waived =
        site("waive = { missing-source = \"Made up.\", missing-unit = \"An index.\" }\n").build();
    assert_eq!(
        (waived.editorial(), waived.warnings()),
        (Vec::new(), Vec::new())
    );
}

#[test]
fn raw_html_is_published_where_the_site_allows_it() {
    let text = "A <b>bold</b> word.\n\n<div>\n<p>{{ 2 }} *x*</p>\n</div>\n\n<!-- left out -->\n";
    let built = page("", text)
        .config("title = \"T\"\nlanguages = [\"en\"]\nraw_html = true\n")
        .build();
    assert_eq!(
        built.prose("a/"),
        "<p>A <b>bold</b> word.</p>\n<div>\n<p>{{ 2 }} *x*</p>\n</div>"
    );
    page("", text).fails_with("raw-html");
}
