//! Names under `[values]` and what a translation takes from the document that it translates.

use crate::project::Project;

fn project() -> Project {
    Project::new()
        .languages(&["en", "vi"])
        .data("x.csv", "area,period,people\nnorth,2023,1234.5\nnorth,2024,7\n")
        .page(
            "content/a.md",
            "+++\ntitle = \"English {{ n }}\"\ndate = 2024-07-03\nkind = \"article\"\n[values]\nn = 'value(\"x.people\", area=\"north\", period=\"2023\")'\n+++\n\
There are {{ n }}.\n\n```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nwhere = { area = \"north\" }\nx = \"people\"\ny = \"period\"\ntitle = \"People, {{ n }}\"\n```\n",
        )
}

const VIETNAMESE: &str = "+++\ntitle = \"Tiếng Việt {{ n }}\"\n+++\nCó {{ n }}.\n\n```chart\nid = \"c\"\ntitle = \"Số người, {{ n }}\"\n```\n";

#[test]
fn a_translation_inherits_values_figures_date_and_kind() {
    let built = project().page("content/a.vi.md", VIETNAMESE).build();
    assert!(built.warnings().is_empty(), "{:?}", built.warnings());
    assert!(built.main("a/").contains("<h1>English 1,234.5</h1>"));
    assert!(built.main("vi/a/").contains("<h1>Tiếng Việt 1.234,5</h1>"));
    assert!(built.main("a/").contains(
        "<p class=\"kicker\">Article · <time datetime=\"2024-07-03\">3 July 2024</time></p>"
    ));
    assert!(built.main("vi/a/").contains(
        "<p class=\"kicker\">Bài viết · <time datetime=\"2024-07-03\">ngày 03 tháng 7 năm 2024</time></p>"
    ));
    assert!(built.text("vi/a/").starts_with("Có 1.234,5.\n"));
    assert!(
        built
            .figure("vi/a/", "c")
            .contains(">Số người, 1.234,5</p>")
    );
    assert_eq!(
        built.table("a/", "c"),
        "Period | People (persons)\n2023 | 1,234.5\n2024 | 7.0"
    );
    assert_eq!(
        built.table("vi/a/", "c"),
        "Period | People (người)\n2023 | 1.234,5\n2024 | 7,0"
    );
    assert_eq!(built.file("a/c.csv"), built.file("vi/a/c.csv"));
}

#[test]
fn a_translation_may_not_define_a_value_anew() {
    let vietnamese = VIETNAMESE.replace("+++\nCó", "[values]\nn = '5'\n+++\nCó");
    project()
        .page("content/a.vi.md", &vietnamese)
        .fails_with("bad-front-matter")
        .is(
            "content/a.vi.md:4:6: bad-front-matter: `n` is already defined in content/a.md; \
             leave it out: a translation inherits all values",
        );
}

#[test]
fn a_translation_may_not_change_the_data_of_a_figure() {
    let vietnamese = VIETNAMESE.replace(
        "id = \"c\"",
        "id = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"period\"",
    );
    project()
        .page("content/a.vi.md", &vietnamese)
        .fails_with("bad-block")
        .is(
            "content/a.vi.md:7:6: bad-block: the translation of `c` changes its data; expected \
             only `id` and words: the data come from the default language",
        );
}

#[test]
fn a_translation_of_a_figure_that_is_not_there_is_an_error() {
    let vietnamese = VIETNAMESE.replace("id = \"c\"", "id = \"cc\"");
    project()
        .page("content/a.vi.md", &vietnamese)
        .fails_with("bad-block")
        .is(
            "content/a.vi.md:7:6: bad-block: content/a.md has no figure `cc`; expected the id of a \
             figure of the document that is translated; did you mean `c`?",
        );
}

#[test]
fn a_document_without_translation_is_a_warning_and_is_linked_in_its_own_language() {
    let built = project()
        .page("content/index.vi.md", "[Trang](a.md)")
        .build();
    assert_eq!(
        built.warnings(),
        [
            "content/a.md:1:1: missing-translation: content/a.md has no version in `vi`; add content/a.vi.md"
        ]
    );
    assert!(built.prose("vi/").contains("<a href=\"/a/\""));
    assert!(!built.files().contains(&"vi/a/index.html"));
}
