//! Nothing that an author or a file says can become markup, script or an address of a script.

use crate::project::Project;

/// Breaks out of text, of attributes in either quotes, of `title` and `style` elements.
const EVIL: &str = "\"><script>alert(1)</script>'&amp;</title><img src=x onerror=alert(2)>{{7}}";

fn csv_cell() -> String {
    format!("\"{}\"", EVIL.replace('"', "\"\""))
}

fn toml_text() -> String {
    format!("'''{}'''", EVIL.replace("{{7}}", "\\{{7}}"))
}

fn site() -> Project {
    let cell = csv_cell();
    let text = toml_text();
    Project::new()
        .languages(&["en", "vi"])
        .config(&format!("title = {text}\ndescription = {text}\nlanguages = [\"en\", \"vi\"]\npublisher = {text}\ncontact = {text}\nnavigation = [\"content/a.md\", \"data/datapackage.json\"]\n[licence]\nname = {text}\nurl = 'https://example.org/\"><script>'\n"))
        .codes("items.csv", &format!("item,name_en,short_en,name_vi\na,{cell},{cell},{cell}\nb,B,,B\n"))
        .data("x.csv", &format!("item,period,people,obs_status,note\na,2023,5,P,{cell}\nb,2023,6,,\na,2024,7,,\n"))
        .described(|descriptor| {
            for resource in 0..2 {
                let resource = &mut descriptor["resources"][resource];
                resource["title"] = EVIL.into();
                resource["description"] = EVIL.into();
                resource["sources"] = serde_json::json!([{ "title": EVIL }]);
                resource["licenses"] = serde_json::json!([{ "title": EVIL, "path": "https://example.org/" }]);
            }
            for field in 0..5 {
                let field = &mut descriptor["resources"][1]["schema"]["fields"][field];
                field["title"] = EVIL.into();
                field["description"] = EVIL.into();
            }
            descriptor["resources"][1]["schema"]["fields"][2]["yearbook"]["unit"] = EVIL.into();
        })
        .page("content/a.md", &document())
        .page("content/a.vi.md", &document().replace(&data_of_figures(), ""))
}

fn data_of_figures() -> String {
    "mark = \"bar\"\ndata = \"x\"\nwhere = { period = \"2023\" }\nx = \"people\"\ny = \"item\"\nhighlight = \"a\"\n".to_owned()
}

fn document() -> String {
    let text = toml_text();
    let words = format!(
        "title = {text}\nsubtitle = {text}\nsource = {text}\nnote = {text}\ndescription = {text}\n"
    );
    let escaped = EVIL
        .replace('<', "\\<")
        .replace("{{7}}", "\\{{7}}")
        .replace("&amp;", "\\&amp;");
    format!(
        "+++\ntitle = {text}\nshort_title = {text}\nsummary = {text}\nkind = \"home\"\n[[headline]]\nvalue = {text}\nlabel = {text}\nnote = {text}\n+++\n\
## {escaped}\n\n{escaped}\n\n`{EVIL}`\n\n    {EVIL}\n\n```{EVIL}\n{EVIL}\n```\n\n\
[{escaped}](https://example.org/\"><script>alert(3)</script>)\n\n\
{{{{ value('x.people', item='b', period='1999', absent='{}') }}}}\n\n\
```chart\nid = \"c\"\n{}{words}```\n",
        "\"><script>alert(4)</script>",
        data_of_figures(),
    )
}

/// The page without the one script that belongs to it, whose tag holds nothing else.
fn without_own_script(page: &str) -> String {
    let mut page = page.to_owned();
    for name in ["chart", "table"] {
        let start = format!("<script src=\"/assets/{name}.");
        let Some((before, rest)) = page.split_once(&start) else {
            continue;
        };
        let (hash, after) = rest.split_once(".js\" defer></script>").expect("a tag");
        assert!(hash.bytes().all(|b| b.is_ascii_alphanumeric()), "{hash}");
        page = format!("{before}{after}");
    }
    // What search engines read is no script, and holds no sign of markup.
    let start = "<script type=\"application/ld+json\">";
    if let Some((before, rest)) = page.split_once(start) {
        let (data, after) = rest.split_once("</script>").expect("an end");
        assert!(!data.contains(['<', '>', '&']), "{data}");
        page = format!("{before}{after}");
    }
    page
}

#[test]
fn nothing_of_it_becomes_markup() {
    let built = site().build();
    for (path, page) in built.pages() {
        let lower = without_own_script(page).to_lowercase();
        for wrong in ["<script", "<img", "onerror=alert(2)>", "href=\"javascript"] {
            assert!(!lower.contains(wrong), "{path} holds {wrong}");
        }
        assert_eq!(
            page.matches("</title>").count(),
            page.matches("<title").count(),
            "{path}"
        );
        every_tag_is_plain(path, page);
    }
    for layout in ["narrow", "wide"] {
        crate::svg::check(layout, built.svg("a/", "c", layout));
    }
    // Where it is text it is the whole text, brace for brace.
    let main = built.main("a/");
    let expected = tera_or_own(EVIL);
    assert!(
        expected
            .iter()
            .any(|escaped| main.contains(&format!("<h1>{escaped}</h1>"))),
        "{main}"
    );
    assert!(
        built
            .file("a/c.csv")
            .starts_with("period,item,people,people_status\n2023,a,5,P\n")
    );
}

#[test]
fn codes_and_keys_of_any_text_are_only_text() {
    let cell = csv_cell();
    let built = Project::new()
        .data("x.csv", &format!("item,period,people\n{cell},2024,5\nb,2024,6\n"))
        .page("content/a.md", "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nwhere = { period = \"2024\" }\nx = \"people\"\ny = \"item\"\n```\n")
        .build();
    for (path, page) in built.pages() {
        assert!(
            !without_own_script(page).contains("<script") && !page.contains("<img"),
            "{path}"
        );
        every_tag_is_plain(path, page);
    }
    for layout in ["narrow", "wide"] {
        crate::svg::check(layout, built.svg("a/", "c", layout));
    }
    assert!(
        built.file("a/c.csv").contains(&cell),
        "the file keeps the text as it is"
    );
}

/// They run a script, or are read by browsers as paths or as other hosts.
const NO_ADDRESSES: [&str; 5] = [
    "javascript:alert(1)",
    "http:evil",
    "https:/evil",
    "https:\\evil",
    "https:///evil",
];

#[test]
fn a_licence_cannot_lead_to_a_script() {
    for address in NO_ADDRESSES {
        let outcome = Project::new()
            .config(&format!(
                "title = \"T\"\nlanguages = [\"en\"]\n[licence]\nname = \"L\"\nurl = '{address}'\n"
            ))
            .check();
        assert!(
            outcome.made.is_none(),
            "the footer of every page would lead to {address}"
        );
    }
}

#[test]
fn a_licence_of_the_data_cannot_lead_to_a_script() {
    for address in NO_ADDRESSES {
        let outcome = Project::new()
            .data("x.csv", "area,people\nnorth,1\n")
            .described(|descriptor| {
                descriptor["licenses"] = serde_json::json!([{ "title": "L", "path": address }]);
            })
            .check();
        assert!(
            outcome.made.is_none(),
            "the page about the data would lead to {address}"
        );
    }
}

#[test]
fn raw_html_is_reported_and_comments_are_left_out() {
    let told = |text: &str| {
        let text = format!("+++\ntitle = \"A\"\n+++\n{text}\n");
        Project::new()
            .page("content/a.md", &text)
            .fails_with("raw-html")
            .told()
    };
    assert_eq!(
        told("A <b>bold</b> word"),
        "content/a.md:4:3: raw-html: raw HTML is not published: `<b>`; expected Markdown; write `\\<` for a literal `<`; `raw_html = true` in yearbook.toml publishes it as it is\n\
         content/a.md:4:10: raw-html: raw HTML is not published: `</b>`; expected Markdown; write `\\<` for a literal `<`; `raw_html = true` in yearbook.toml publishes it as it is"
    );
    told("<div onclick=\"x\">\n\n</div>");
}

#[test]
fn comments_are_left_out() {
    let built = Project::new()
        .page(
            "content/a.md",
            "One <!-- not --> two\n\n<!-- nor\nthis\nmuch -->\n\nThree\n",
        )
        .build();
    assert_eq!(built.text("a/"), "One two\nThree");
}

#[test]
fn what_follows_a_comment_on_its_line_is_not_lost_without_a_word() {
    for text in [
        "<!-- a comment --> An important sentence.",
        "<!-- a --> <script>alert(1)</script>",
    ] {
        let site = Project::new().page("content/a.md", text);
        if site.check().made.is_some() {
            assert_eq!(site.build().text("a/"), "An important sentence.");
        }
    }
}

#[test]
fn characters_that_xml_forbids_do_not_break_a_drawing() {
    let built = Project::new()
        .data("x.csv", "item,people\n\"a\u{85}\u{200F}c\",5\nd,6\n")
        .page("content/a.md", "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"item\"\n```\n")
        .build();
    for layout in ["narrow", "wide"] {
        let svg = built.svg("a/", "c", layout);
        crate::svg::check(layout, svg);
    }
}

#[test]
fn control_characters_in_a_cell_are_refused() {
    for control in ['\0', '\u{1}', '\u{B}', '\u{1B}', '\u{7F}', '\u{202E}'] {
        Project::new()
            .data("x.csv", &format!("item,people\na{control}b,5\n"))
            .fails_with("bad-utf8")
            .is(&format!(
                "data/x.csv:2:2: bad-utf8: the control character 0x{:02X} has no place in a text; \
                 the file may be UTF-16 or damaged; save it as UTF-8",
                u32::from(control)
            ));
    }
}

fn tera_or_own(text: &str) -> [String; 2] {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;");
    [
        escaped.replace('\'', "&#39;"),
        escaped.replace('\'', "&#x27;"),
    ]
}

/// Every `<` opens a tag whose name and attribute names are of our own making, and quotes close.
fn every_tag_is_plain(path: &str, page: &str) {
    for (at, _) in page.match_indices('<') {
        let tag = &page[at..];
        let end = tag
            .find('>')
            .unwrap_or_else(|| panic!("{path}: a tag never ends"));
        let tag = &tag[1..end];
        let known = tag.starts_with('!')
            || tag
                .trim_start_matches('/')
                .starts_with(|c: char| c.is_ascii_lowercase());
        assert!(known, "{path}: <{tag}>");
        assert_eq!(tag.matches('"').count() % 2, 0, "{path}: <{tag}>");
        let names = tag.split('"').step_by(2).flat_map(str::split_whitespace);
        for name in names {
            assert!(!name.starts_with("on"), "{path}: <{tag}>");
        }
    }
}

#[test]
fn an_image_must_lie_in_the_site_and_has_its_room_kept() {
    let page = |image: &str| {
        let text = format!("+++\ntitle = \"A\"\n+++\n{image}\n");
        Project::new().page("content/a.md", &text)
    };
    for elsewhere in [
        "https://example.org/x.png",
        "//example.org/x.png",
        "data:image/png;base64,AA",
    ] {
        let told = page(&format!("![A well]({elsewhere})"))
            .fails_with("bad-link-target")
            .told();
        assert!(
            told.starts_with("content/a.md:4:1: bad-link-target: the image `"),
            "{told}"
        );
        assert!(told.contains("save it beside the document"), "{told}");
    }
    // The head of a picture of 3 by 2 pixels.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 0, 3, 0, 0, 0, 2, 8, 6, 0, 0, 0]);
    let built = page("![A well](x.png)").file("content/x.png", png).build();
    assert!(
        built.main("a/").contains(
            "<img src=\"/x.png\" alt=\"A well\" loading=\"lazy\" width=\"3\" height=\"2\""
        ),
        "{}",
        built.main("a/")
    );
}

#[test]
fn characters_that_turn_or_break_a_text_are_refused_wherever_they_stand() {
    let told = |project: Project| project.fails_with("bad-utf8").told();
    let turned = "\u{202E}North";
    let cell = Project::new().data("x.csv", &format!("area,people\n{turned},1\n"));
    assert!(told(cell).starts_with("data/x.csv:2:1: bad-utf8"));
    let prose = Project::new().page(
        "content/a.md",
        &format!("+++\ntitle = \"A\"\n+++\nIn {turned}.\n"),
    );
    assert!(told(prose).starts_with("content/a.md:4:4: bad-utf8: the character U+202E"));
    let front = Project::new().page("content/a.md", "+++\ntitle = \"A\\u0007\"\n+++\n");
    assert!(told(front).starts_with("content/a.md:2:9: bad-utf8: the character U+0007"));
    let described = Project::new()
        .data("x.csv", "area,people\nnorth,1\n")
        .described(|descriptor| descriptor["resources"][0]["title"] = "T\u{0}".into());
    assert!(told(described).contains("bad-utf8: the character U+0000"));
}
