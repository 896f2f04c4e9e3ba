//! Languages: numbers, dates and order as each writes them, and the same data in all of them.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::project::Project;

#[test]
fn numbers_dates_and_periods_are_written_as_the_language_does() {
    let page = "+++\ntitle = \"A\"\ndate = 2024-02-05\nkind = \"article\"\n+++\n\
{{ value('x.people', area='north', period='2024-H1') }}, {{ percent(1, 3) }}, {{ -0.5 }}, {{ 1000000 }}\n\n\
```table\nid = \"t\"\ndata = \"x\"\nwhere = { area = \"north\" }\nrows = [\"period\"]\nvalues = [\"people\"]\n```\n";
    let csv = "area,period,people\nnorth,2024,10\nnorth,2024-H1,1234.5\nnorth,2024-Q4,3\nnorth,2024-06,0.25\n";
    let built = Project::new()
        .languages(&["en", "vi"])
        .data("x.csv", csv)
        .page("content/a.md", page)
        .page("content/a.vi.md", "{{ value('x.people', area='north', period='2024-H1') }}, {{ percent(1, 3) }}, {{ -0.5 }}, {{ 1000000 }}\n\n```table\nid = \"t\"\n```\n")
        .build();
    let first_line = |address: &str| {
        let text = built.text(address);
        text.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(first_line("a/"), "1,234.5, 33.3%, −0.5, 1,000,000");
    assert_eq!(first_line("vi/a/"), "1.234,5, 33,3%, −0,5, 1.000.000");
    assert!(built.main("a/").contains(">5 February 2024</time>"));
    // Decree 30/2020: days below 10 and the months January and February take a zero.
    assert!(
        built
            .main("vi/a/")
            .contains(">ngày 05 tháng 02 năm 2024</time>")
    );
    assert_eq!(
        built.table("a/", "t"),
        "Period | People (persons)\n2024 | 10.00\nfirst half of 2024 | 1,234.50\nJune 2024 | 0.25\nfourth quarter of 2024 | 3.00"
    );
    assert_eq!(
        built.table("vi/a/", "t"),
        "Period | People (người)\n2024 | 10,00\n6 tháng đầu năm 2024 | 1.234,50\ntháng 6 năm 2024 | 0,25\nquý IV năm 2024 | 3,00"
    );
}

/// The order of Unicode CLDR for Vietnamese with numbers by their value.
const IN_ORDER: [&str; 33] = [
    "An Lão",
    "Ăn",
    "Ân Thi",
    "Dương Xá",
    "Đa Phúc",
    "Đông Hưng",
    "Em",
    "Êa",
    "Ha",
    "Hả",
    "Hã",
    "Há",
    "Hạ",
    "Hạ Long",
    "Hà Nam",
    "Hai",
    "Hải Dương",
    "Hải Phòng",
    "Oanh",
    "Ông",
    "Ơn",
    "Thôn 1",
    "Thôn 2",
    "Thôn 10",
    "Tổ 2",
    "Tổ 10",
    "Uông Bí",
    "Ủy",
    "Ứng Hòa",
    "Ý Yên",
    "Yên",
    "Zalo",
    "Zép",
];

#[test]
fn names_are_in_the_order_of_the_language() {
    let mut csv = String::from("place,people\n");
    for (position, place) in IN_ORDER.iter().enumerate() {
        // Numbers against the order, and bytes in another: neither may decide.
        writeln!(csv, "{place},{}", 1000 - position).expect("written");
    }
    let built = Project::new()
        .languages(&["vi"])
        .data("x.csv", &csv)
        .page("content/a.md", "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"place\"]\nvalues = [\"people\"]\nsort = \"label\"\n```\n\n```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"place\"\nsort = \"label\"\n```\n")
        .build();
    for figure in ["t", "c"] {
        let table = built.table("a/", figure);
        let rows: Vec<&str> = table
            .lines()
            .skip(1)
            .filter_map(|line| line.split(" | ").next())
            .collect();
        assert_eq!(rows, IN_ORDER, "{figure}");
    }
}

#[test]
fn both_languages_of_every_page_carry_the_same_numbers() {
    let built = Project::own_built();
    let numbers = |page: &str| {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for (at, tag) in page.match_indices("<data value=\"") {
            let rest = &page[at + tag.len()..];
            let end = rest.find('"').expect("an attribute ends");
            *counted.entry(rest[..end].to_owned()).or_default() += 1;
        }
        counted
    };
    let mut pairs = 0;
    for (path, page) in built.pages().filter(|(path, _)| !path.starts_with("vi/")) {
        let other = built.file(&format!("vi/{path}"));
        assert_eq!(numbers(page), numbers(other), "{path}");
        pairs += 1;
    }
    assert_eq!(built.pages().count(), 2 * pairs);
    assert!(
        numbers(built.page("")).len() >= 8,
        "the front page has numbers"
    );
}

#[test]
fn every_page_of_the_own_site_says_its_language_and_leads_to_the_other() {
    let built = Project::own_built();
    for (path, page) in built.pages() {
        let (own, stem) = match path.strip_prefix("vi/") {
            Some(stem) => ("vi", stem),
            None => ("en", path),
        };
        let stem = stem.trim_end_matches("index.html");
        assert!(page.contains(&format!("<html lang=\"{own}\">")), "{path}");
        for (language, prefix) in [("en", ""), ("vi", "vi/"), ("x-default", "")] {
            let link = format!(
                "<link rel=\"alternate\" hreflang=\"{language}\" href=\"/{prefix}{stem}\">"
            );
            assert!(page.contains(&link), "{path} lacks {link}");
        }
    }
}

#[test]
fn a_theme_may_bring_a_language_but_must_bring_all_words() {
    Project::new()
        .languages(&["en", "fr"])
        .fails_with("missing-words");
    let built = Project::new()
        .config("title = \"Test\"\nlanguages = [\"en\"]\ntheme = \"mine\"\n")
        .file("themes/mine/i18n/en.toml", "[page]\nskip = \"Jump\"\n")
        .build();
    assert!(
        built
            .page("")
            .contains("<a class=\"skip\" href=\"#content\">Jump</a>")
    );
}

#[test]
fn words_that_are_a_text_where_the_default_theme_has_a_group_are_told() {
    let outcome = Project::new()
        .config("title = \"Test\"\nlanguages = [\"en\"]\ntheme = \"mine\"\n")
        .file("themes/mine/i18n/en.toml", "page = \"Page\"\n")
        .check();
    assert!(outcome.made.is_none());
}

#[test]
fn a_misspelt_key_of_a_themes_words_is_told() {
    let folder = Project::new()
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\nA",
        )
        .config("title = \"T\"\nlanguages = [\"en\"]\ntheme = \"mine\"\n")
        .file(
            "themes/mine/i18n/en.toml",
            "[page]\narticl = \"Bulletin\"\nmotto = \"Own word\"\n",
        )
        .write();
    let run = folder.run(&["build"]);
    assert_eq!(run.status, Some(0));
    assert!(
        run.stderr.contains("themes/mine/i18n/en.toml:2:1")
            && run.stderr.contains("did you mean `page.article`?")
            && run.stderr.contains("1 warning"),
        "{}",
        run.stderr
    );
}

#[test]
fn whatever_is_not_said_in_every_language_is_told() {
    let built = Project::new()
        .languages(&["en", "vi"])
        .config("title = \"T\"\ndescription = \"D.\"\nlanguages = [\"en\", \"vi\"]\n[translations.vi]\ntitle = \"T\"\n")
        .codes("areas.csv", "areas,name_en,name_vi\nn,North,Bắc\ns,South,\n")
        .data("x.csv", "areas,people\nn,1\n")
        .described(|descriptor| {
            let resources = descriptor["resources"].as_array_mut().expect("resources");
            let x = resources.iter_mut().find(|r| r["name"] == "x").expect("x");
            x["description"] = "People.".into();
            x["yearbook"]["method"] = "Counted.".into();
            x["yearbook"]["translations"]["vi"]["title"] = "Số người".into();
            x["schema"]["fields"][1]["yearbook"]["translations"]["vi"]["title"] = "Số người".into();
            x["yearbook"]["revisions"] = serde_json::json!([
                { "kind": "correction", "date": "2024-07-03", "what": "A.", "why": "B." },
            ]);
        })
        .page("content/a.md", "+++\ntitle = \"A\"\nsummary = \"A.\"\nmain_points = [\"One.\", \"Two.\"]\n+++\n")
        .page("content/a.vi.md", "+++\ntitle = \"A\"\nsummary = \"A.\"\nmain_points = [\"Một.\"]\n+++\n")
        .build();
    let told: Vec<String> = built
        .warnings()
        .iter()
        .filter_map(|line| line.split("missing-translation: ").nth(1))
        .map(|line| line.split("; ").next().unwrap_or_default().to_owned())
        .collect();
    for expected in [
        "content/a.vi.md has 1 main points, and content/a.md has 2",
        "the site has no description in `vi`",
        "the resource `x` has no description, method in `vi`",
        "the correction of 2024-07-03 has no words in `vi`",
        "`s` of `areas` have no name in `vi`",
    ] {
        assert!(
            told.iter().any(|line| line == expected),
            "{expected}: {told:#?}"
        );
    }
}
