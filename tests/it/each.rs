//! Pages for every code of a list: which there are, what is on them, what leads to them.

use crate::built::between;
use crate::project::Project;

const AREAS: &str = "area,name_en,parent,level\nroot,Root,,top\nleft,Left side,root,part\nright,Right side,root,part\nlow,Low,left,leaf\n";
const PEOPLE: &str = "area,period,people\nroot,2023,30\nroot,2024,33\nleft,2023,10\nleft,2024,13\nright,2023,20\nright,2024,20\nlow,2024,10\n";

fn villages() -> Project {
    Project::below_tests("villages", &["en", "vi"])
}

/// A site with one document for all areas, its front matter and text given.
fn areas(front: &str, text: &str) -> Project {
    let document = format!("+++\ntitle = \"{{{{ area }}}}\"\n{front}\n+++\n{text}\n");
    Project::new()
        .codes("areas.csv", AREAS)
        .data("people.csv", PEOPLE)
        .page("content/places.md", &document)
}

#[test]
fn every_area_has_its_page_in_every_language_with_its_own_numbers() {
    let built = villages().build();
    assert!(built.warnings().is_empty(), "{:?}", built.warnings());
    for (address, name) in [
        ("provinces/p/", "Mẫu province (synthetic)"),
        ("districts/d2/", "Tây district"),
        ("communes/d1c2/", "Đông 2 commune"),
        ("villages/d2c2v3/", "Tây 2 village 3"),
        ("vi/villages/d2c2v3/", "Thôn 3 Tây 2"),
    ] {
        let page = built.page(address);
        assert!(page.contains(&format!("<h1>{name}</h1>")), "{page}");
    }
    let pages = built.files();
    let pages = pages.iter().filter(|path| path.ends_with("/index.html"));
    assert_eq!(
        pages.filter(|path| path.starts_with("villages/")).count(),
        12
    );
    // The numbers are those of the area.
    let table = built.table("villages/d1c1v2/", "course");
    assert_eq!(
        table.lines().nth(1),
        Some("2021 | 4 | 3 | 133.3"),
        "{table}"
    );
    let other = built.table("villages/d1c1v3/", "course");
    assert_ne!(table, other);
    let same = built.table("vi/villages/d1c1v2/", "course");
    assert!(same.contains("2021 | 4 | 3 | 133,3"), "{same}");
}

#[test]
fn a_page_leads_to_what_it_is_a_part_of_to_its_parts_and_to_its_neighbours() {
    let built = villages().build();
    let page = built.page("communes/d1c1/");
    let above = between(page, "<nav class=\"ancestry\"", "</nav>");
    let order = ["/provinces/p/", "/districts/d1/"].map(|href| above.find(href));
    assert!(order[0].is_some() && order[0] < order[1], "{above}");
    let parts = between(page, "<nav class=\"parts\"", "</nav>");
    for village in 1..=3 {
        assert!(
            parts.contains(&format!("href=\"/villages/d1c1v{village}/\"")),
            "{parts}"
        );
    }
    assert_eq!(parts.matches("href=").count(), 3);
    let around = between(page, "<nav class=\"neighbours\"", "</nav>");
    assert!(
        around.contains("href=\"/communes/d1c2/\" rel=\"next\""),
        "{around}"
    );
    assert!(!around.contains("rel=\"prev\""), "{around}");
    // Neighbours are parts of one area: the last commune of a district has none behind it.
    let last = built.page("communes/d1c2/");
    assert!(last.contains("rel=\"prev\"") && !last.contains("rel=\"next\""));
    // A table names its parts with links to their pages, but never the page itself.
    let table = between(page, "<figure id=\"parts\"", "</figure>");
    assert!(table.contains("<a href=\"/villages/d1c1v1/\">"), "{table}");
    let vietnamese = built.page("vi/communes/d1c1/");
    assert!(vietnamese.contains("href=\"/vi/districts/d1/\""));
    assert!(vietnamese.contains("<a href=\"/communes/d1c1/\" hreflang=\"en\""));
}

#[test]
fn codes_make_the_addresses_so_that_names_may_change() {
    let front = "each = \"areas\"";
    let before = areas(front, "").build();
    let renamed = areas(front, "").codes("areas.csv", &AREAS.replace("Left side", "Sinister"));
    let after = renamed.build();
    assert_eq!(before.files(), after.files());
    assert!(after.page("places/left/").contains("<h1>Sinister</h1>"));
}

#[test]
fn a_variable_is_a_name_in_texts_and_a_code_in_arguments() {
    let text = "{{ value(\"people.people\", area=area, period=\"2024\") }} in {{ area.parent }}, \
                a {{ area.level }}, {{ area.code }}, {{ area.short }}.";
    let front = "each = \"areas\"\nwhere = { area = { level = \"part\" } }";
    let built = areas(front, text).build();
    assert_eq!(
        built.text("places/left/"),
        "13 in Root, a part, left, Left side.\nNext: Right side"
    );
    let failure = areas("each = \"areas\"", "In {{ area.parent }}.").fails_with("unknown-name");
    failure.is(
        "content/places.md:5:7: unknown-name: `root` has no parent (on the page /places/root/); select with `where` in the front matter the codes that have one",
    );
    areas(front, "{{ area.size }}").fails_with("unknown-name");
    areas(front, "{{ place }}").fails_with("unknown-name");
    areas(
        front,
        "{{ value(\"people.people\", area=are, period=\"2024\") }}",
    )
    .fails_with("unknown-name");
}

#[test]
fn what_is_wrong_on_all_pages_is_told_once() {
    let text = "{{ value(\"people.people\", area=area, period=\"2023\") }}";
    areas("each = \"areas\"", text)
        .replaced("data/people.csv", "right,2023,20\n", "")
        .fails_with("missing-cell")
        .is("content/places.md:5:4: missing-cell: this figure has no number: it is missing (on the page /places/low/ and 1 other); expected a number; write absent=\"words\" as its last argument to say in words that there is none");
}

#[test]
fn a_figure_of_parts_is_left_out_where_there_are_none() {
    let table = "```table\nid = \"parts\"\ndata = \"people\"\nwhere = { area = { children_of = \"$area\" }, period = \"2024\" }\nrows = [\"area\"]\nvalues = [\"people\"]\n```\n";
    let built = areas("each = \"areas\"", table).build();
    assert!(built.page("places/root/").contains("<figure id=\"parts\""));
    assert!(!built.page("places/low/").contains("<figure"));
    areas("each = \"areas\"", &table.replace("$area", "low")).fails_with("empty-figure");
    areas("each = \"areas\"", &table.replace("$area", "$aera"))
        .fails_with("unknown-name")
        .is("content/places.md:8:34: unknown-name: `$aera` is no variable of this page (on the page /places/left/ and 3 others); expected one of $area; did you mean `$area`?");
    // Everywhere where a code may be named.
    let chart = "```chart\nid = \"c\"\nmark = \"column\"\ndata = \"people\"\nx = \"period\"\ny = \"people\"\nwhere = { area = \"$area\" }\nhighlight = \"2024\"\n```\n";
    let built = areas("each = \"areas\"", chart).build();
    assert!(built.file("places/left/c.csv").contains("left,2024,13"));
    let bars = chart
        .replace(
            "x = \"period\"\ny = \"people\"\nwhere = { area = \"$area\" }\nhighlight = \"2024\"",
            "x = \"people\"\ny = \"area\"\nwhere = { period = \"2024\" }\nhighlight = \"$area\"",
        )
        .replace("column", "bar");
    let built = areas("each = \"areas\"", &bars).build();
    assert!(built.svg("places/left/", "c", "wide").contains("highlight"));
}

#[test]
fn a_document_goes_through_two_lists_or_the_codes_that_records_have() {
    let both = "each = [\"areas\", \"people.period\"]\nwhere = { area = [\"left\", \"right\"] }";
    let built = areas(both, "{{ area }} {{ period }}").build();
    let pages = built.files();
    let pages: Vec<&&str> = pages.iter().filter(|p| p.starts_with("places/")).collect();
    assert_eq!(pages.len(), 4, "{pages:?}");
    assert!(built.text("places/left/2024/").contains("Left side 2024"));
    let page = built.page("places/left/2024/");
    assert!(
        page.contains("href=\"/places/left/2023/\" rel=\"prev\""),
        "{page}"
    );
    let renamed = Project::new().data("people.csv", PEOPLE).page(
        "content/places.md",
        "+++\ntitle = \"{{ district }}\"\neach = { district = \"people.area\" }\n+++\n",
    );
    let built = renamed.build();
    assert!(built.page("places/low/").contains("<h1>low</h1>"));
}

#[test]
fn each_is_held_to_what_there_is() {
    for (front, code) in [
        ("each = \"area\"", "unknown-resource"),
        ("each = \"people.areas\"", "unknown-field"),
        ("each = 3", "bad-front-matter"),
        ("each = []", "bad-front-matter"),
        ("each = [\"areas\", \"areas\"]", "bad-front-matter"),
        ("where = { area = \"left\" }", "bad-front-matter"),
        (
            "each = \"areas\"\nwhere = { region = \"left\" }",
            "unknown-name",
        ),
        (
            "each = \"areas\"\nwhere = { area = \"middle\" }",
            "unknown-code",
        ),
        (
            "each = \"areas\"\nwhere = { area = { level = \"leaves\" } }",
            "unknown-code",
        ),
        ("each = { \"a b\" = \"areas\" }", "bad-front-matter"),
        ("each = \"areas\"\nfiles = [\"pdf\"]", "bad-front-matter"),
        (
            "each = \"areas\"\n[values]\narea = \"1\"",
            "bad-front-matter",
        ),
    ] {
        let title = "title = \"{{ area }}\"";
        areas(front, "")
            .replaced("content/places.md", title, "title = \"Places\"")
            .fails_with(code);
    }
    let vi = "+++\ntitle = \"{{ area }}\"\neach = \"areas\"\n+++\n";
    areas("each = \"areas\"", "")
        .languages(&["en", "vi"])
        .page("content/places.vi.md", vi)
        .fails_with("bad-front-matter");
}

#[test]
fn links_name_one_of_the_pages() {
    let site =
        |link: &str| areas("each = \"areas\"", "").page("content/a.md", &format!("[x]({link})\n"));
    let built = site("places.md#area=left").build();
    assert!(built.page("a/").contains("<a href=\"/places/left/\">x</a>"));
    site("places.md").fails_with("broken-link").is(
        "content/a.md:4:1: broken-link: content/places.md becomes a page for each code, and the link names none of them; expected one of its pages, such as `#area=left`",
    );
    site("places.md#area=middle").fails_with("broken-link");
    site("places.md#region=left").fails_with("broken-link");
    site("places.md#area=$area").fails_with("unknown-name");
    let config = "title = \"T\"\nnavigation = [\"content/places.md\"]\n";
    areas("each = \"areas\"", "")
        .config(config)
        .fails_with("bad-config");
}

#[test]
fn pages_for_every_code_have_the_files_that_are_asked_for() {
    let chart = "```chart\nid = \"c\"\nmark = \"column\"\ndata = \"people\"\nx = \"period\"\ny = \"people\"\nwhere = { area = \"$area\" }\n```\n";
    let files = |front: &str| {
        let built = areas(front, chart).build();
        let files = built.files();
        let below = files.iter().filter_map(|f| f.strip_prefix("places/left/"));
        below.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(files("each = \"areas\""), ["c.csv", "c.svg", "index.html"]);
    assert_eq!(
        files("each = \"areas\"\nfiles = [\"csv\", \"embed\", \"png\"]"),
        ["c.csv", "c.embed/index.html", "c.png", "index.html"]
    );
}

#[test]
fn codes_that_have_no_readable_address_of_their_own_get_one() {
    let list = "area,name_en,parent,level\nAB,Large,,\nab,Small,,\n***,Stars,,\n";
    let project = Project::new()
        .codes("areas.csv", list)
        .data("people.csv", "area,period,people\nAB,2023,1\n")
        .page(
            "content/a.md",
            "+++\ntitle = \"{{ area }}\"\neach = \"areas\"\n+++\n[Stars](a.md#area=***)\n",
        );
    let built = project.build();
    assert!(built.page("a/ab/").contains("<h1>Small</h1>"));
    let files = built.files();
    let pages: Vec<&&str> = files
        .iter()
        .filter(|path| path.starts_with("a/") && path.ends_with("index.html"))
        .collect();
    assert_eq!(pages.len(), 3, "{pages:?}");
    assert!(
        pages.iter().any(|path| path.starts_with("a/code-")),
        "{pages:?}"
    );
    assert!(
        pages.iter().any(|path| path.starts_with("a/ab-")),
        "{pages:?}"
    );
    // A longer list leaves them as they are.
    let longer = project
        .codes("areas.csv", &format!("{list}zz,More,,\n"))
        .build();
    assert!(pages.iter().all(|path| longer.files().contains(*path)));
    // A code may not take the place of another language.
    let list = "area,name_en,parent,level\nvi,Six,,\n";
    let front = "+++\ntitle = \"{{ area }}\"\neach = \"areas\"\n+++\n";
    Project::new()
        .languages(&["en", "vi"])
        .codes("areas.csv", list)
        .page("content/index.md", front)
        .page("content/index.vi.md", "+++\ntitle = \"{{ area }}\"\n+++\n")
        .fails_with("duplicate-address");
}

#[test]
fn an_unknown_level_is_told_with_those_that_there_are() {
    let folder = areas(
        "each = \"areas\"\nwhere = { area = { level = \"leaves\" } }",
        "",
    )
    .write();
    let told = folder.run(&["check"]).stderr;
    assert!(told.contains("`area` has no level `leaves`"), "{told}");
    assert!(told.contains("one of top, part, leaf"), "{told}");
}

#[test]
fn where_narrows_the_codes_that_records_have() {
    let document = "+++\ntitle = \"{{ area }}\"\neach = \"people.area\"\nwhere = { area = { level = \"leaf\" } }\n+++\n";
    let built = Project::new()
        .codes("areas.csv", &format!("{AREAS}none,None,left,leaf\n"))
        .data("people.csv", PEOPLE)
        .page("content/places.md", document)
        .build();
    assert!(built.files().contains(&"places/low/index.html"));
    assert!(
        !built.files().contains(&"places/none/index.html"),
        "it has no record"
    );
}

#[test]
fn a_page_leads_to_those_of_its_code_together_with_others() {
    let built = areas("each = \"areas\"", "")
        .page(
            "content/years.md",
            "+++\ntitle = \"{{ area }} in {{ period }}\"\neach = [\"areas\", \"people.period\"]\n+++\n",
        )
        .build();
    let page = built.page("places/left/");
    assert!(page.contains("href=\"/years/left/2023/\""), "{page}");
    assert!(page.contains("Left side in 2024"), "{page}");
    assert!(
        built
            .page("years/left/2023/")
            .contains("href=\"/places/left/\"")
    );
}
