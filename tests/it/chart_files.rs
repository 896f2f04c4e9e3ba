//! The files and the page of a chart: a drawing that stands alone, a picture, a page to embed.

use std::collections::BTreeSet;
use std::fs;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::built::{Built, between};
use crate::project::{Project, has_ending};

const BLOCK: &str = "id = \"c\"\nmark = \"bar\"\ndata = \"wells\"\nx = \"count\"\ny = \"area\"\nwhere = { period = \"2024\" }\n";

const WELLS: &str =
    "area,period,count,obs_status\nnorth,2024,12,\nsouth,2024,7,P\neast,2024,,O\nwest,2024,0,\n";

fn project(block: &str) -> Project {
    Project::new()
        .data("wells.csv", WELLS)
        .page("content/a.md", &format!("```chart\n{block}```\n"))
}

/// Classes that say what a shape stands for, and look like all of its kind.
const UNPAINTED: [&str; 4] = ["datum", "missing", "not-applicable", "suppressed"];

/// What is read of a drawing that stands alone.
#[derive(Default)]
struct Alone {
    width: u32,
    height: u32,
    style: String,
    classes: BTreeSet<String>,
    texts: Vec<String>,
}

fn alone(path: &str, svg: &str) -> Alone {
    let mut reader = Reader::from_str(svg);
    let mut alone = Alone::default();
    let mut open: Vec<String> = Vec::new();
    let mut words = String::new();
    loop {
        let event = reader.read_event();
        match event.unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Start(element) => {
                alone.element(path, &element, open.is_empty());
                open.push(element.name().as_ref().to_owned());
                words.clear();
            }
            Event::Empty(element) => alone.element(path, &element, false),
            Event::Text(part) => words.push_str(&part),
            Event::GeneralRef(reference) => words.extend(["&", &*reference, ";"]),
            Event::End(_) => {
                match open.pop().as_deref() {
                    Some("style") => alone.style.clone_from(&words),
                    Some("text") => alone.texts.push(crate::built::unescaped(&words)),
                    _ => {}
                }
                words.clear();
            }
            Event::Eof => return alone,
            other => panic!("{path}: {other:?} is neither an element nor a text"),
        }
    }
}

impl Alone {
    fn element(&mut self, path: &str, element: &BytesStart<'_>, is_root: bool) {
        let name = element.name().as_ref().to_owned();
        for forbidden in ["script", "image", "a", "use", "foreignObject"] {
            assert_ne!(name, forbidden, "{path}");
        }
        for attribute in element.attributes() {
            let attribute = attribute.expect("attributes are well-formed");
            let (key, value) = (attribute.key.as_ref(), &*attribute.value);
            assert!(!key.ends_with("href") && !key.starts_with("on"), "{path}");
            match key {
                "xmlns" => assert_eq!(value, "http://www.w3.org/2000/svg"),
                "class" if !is_root => {
                    self.classes.extend(value.split(' ').map(str::to_owned));
                }
                "width" if is_root => self.width = value.parse().expect("whole"),
                "height" if is_root => self.height = value.parse().expect("whole"),
                _ => assert!(!value.contains("url("), "{path}: {value}"),
            }
        }
    }
}

/// The width and height that a PNG states.
fn png_size(path: &str, png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{path}");
    assert_eq!(&png[12..16], b"IHDR", "{path}");
    let number = |at: usize| {
        let bytes = png[at..at + 4].try_into().expect("four bytes");
        u32::from_be_bytes(bytes)
    };
    (number(16), number(20))
}

#[test]
fn every_chart_stands_alone_and_is_painted() {
    let built = Project::own_built();
    let drawings: Vec<&str> = built
        .files()
        .into_iter()
        .filter(|path| has_ending(path, "svg") && !path.starts_with("assets/"))
        .collect();
    assert!(drawings.len() >= 20, "{drawings:?}");
    let mut pictures = 0;
    for path in drawings {
        let svg = built.file(path);
        assert_eq!(svg.matches("http").count(), 1, "{path}: an address");
        for unknown in ["var(", "@media", "@import", "url(", "display:"] {
            assert!(!svg.contains(unknown), "{path}: {unknown}");
        }
        let alone = alone(path, svg);
        for class in &alone.classes {
            let painted = alone.style.contains(&format!(".{class}"));
            assert!(
                painted || UNPAINTED.contains(&class.as_str()),
                "{path}: {class}"
            );
        }
        // Pages for every area have no pictures.
        let path = path.replace(".svg", ".png");
        if built.tree().contains_key(&path) {
            pictures += 1;
            let (width, height) = png_size(&path, &built.tree()[&path]);
            assert_eq!((width, height), (2 * alone.width, 2 * alone.height));
        }
    }
    assert!(pictures >= 20 || !cfg!(feature = "png"), "{pictures}");
}

#[test]
fn a_drawing_says_its_title_subtitle_notes_and_source_and_has_every_value() {
    let words = "title = \"Wells & <pumps> \\\"2024\\\"\"\nsubtitle = \"A subtitle\"\nnote = \"A note\"\nsource = \"A source\"\n";
    let built = project(&format!("{BLOCK}{words}")).build();
    let drawing = alone("a/c.svg", built.file("a/c.svg"));
    let texts = drawing.texts.join("|");
    for said in [
        "Wells & <pumps> \"2024\"",
        "A subtitle",
        "Note: A note",
        "Source: A source",
        "12",
        "north",
    ] {
        assert!(texts.contains(said), "{said}: {texts}");
    }
    for number in ["12", "7", "0"] {
        let datum = format!("data-value=\"{number}\"");
        assert!(built.file("a/c.svg").contains(&datum), "{number}");
        assert!(built.file("a/c.csv").contains(&format!(",{number},")));
    }
}

#[test]
fn long_words_are_wrapped_and_a_word_without_end_is_cut() {
    let title = "Một tiêu đề rất dài về số giếng và máy bơm ".repeat(8);
    let source = "x".repeat(400);
    let block = format!("{BLOCK}title = \"{title}\"\nsource = \"{source}\"\n");
    let built = project(&block).build();
    let drawing = alone("a/c.svg", built.file("a/c.svg"));
    let headings = drawing.texts.iter().filter(|t| t.contains("giếng"));
    assert!(headings.count() > 3);
    assert!(drawing.texts.iter().any(|text| text.ends_with("xx…")));
}

#[test]
fn the_paint_follows_the_theme() {
    let css = ":root { --x: #010203; } .chart .bar { fill: var(--x); }";
    let built = project(BLOCK)
        .config("title = \"T\"\nlanguages = [\"en\"]\ntheme = \"mine\"\n")
        .file("themes/mine/static/style.css", css)
        .build();
    let drawing = alone("a/c.svg", built.file("a/c.svg"));
    assert_eq!(drawing.style.trim(), ".chart .bar{fill:#010203}");
}

#[test]
fn equal_charts_give_equal_bytes_and_a_table_only_its_numbers() {
    let table = "```table\nid = \"t\"\ndata = \"wells\"\nrows = [\"area\"]\nwhere = { period = \"2024\" }\nvalues = [\"count\"]\n```\n";
    let site = project(BLOCK).page("content/b.md", table);
    let (one, other) = (site.build(), site.build());
    assert_eq!(one.tree(), other.tree());
    let files = one.files();
    let of_table: Vec<&&str> = files.iter().filter(|f| f.starts_with("b/")).collect();
    let drawn = |path: &&&str| has_ending(path, "svg") || has_ending(path, "png");
    assert_eq!(
        of_table.len(),
        if cfg!(feature = "xlsx") { 7 } else { 6 },
        "{of_table:?}"
    );
    assert_eq!(of_table.iter().copied().find(drawn), None);
    assert!(!one.page("b/").contains("<iframe") && !one.page("b/").contains("&lt;iframe"));
}

#[track_caller]
fn snippet(built: &Built) -> String {
    let page = built.page("a/");
    let escaped = between(page, "<pre>", "</pre>");
    let code = between(escaped, "<code>", "</code>");
    crate::built::unescaped(code)
}

#[test]
fn a_page_of_one_chart_holds_the_figure_and_leads_back() {
    let site = project(&format!("{BLOCK}title = \"A \\\"b\\\"\"\n"));
    let built = site.clone().base_url("https://a.example/x/").build();
    let pages: Vec<(&str, &str)> = built.embedded().collect();
    let [("a/c.embed/index.html", page)] = pages.as_slice() else {
        panic!("{pages:?}");
    };
    assert_eq!(page.matches("<svg ").count(), 2);
    for part in [
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://a.example/x/a/\">",
        "<figure id=\"c\"",
        "href=\"/x/a/#c\"",
        "A &quot;b&quot;",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(
        !page.contains("<script") && !page.contains("<nav"),
        "{page}"
    );
    // The title is escaped once for the frame that is copied, and once more to be shown.
    let snippet = snippet(&built);
    assert!(
        snippet.starts_with(
            "<iframe src=\"https://a.example/x/a/c.embed/\" title=\"A &quot;b&quot;\""
        ),
        "{snippet}"
    );
    assert!(self::snippet(&site.build()).starts_with("<iframe src=\"/a/c.embed/\""));
}

#[test]
fn a_file_beside_the_page_cannot_take_the_place_of_a_charts_file() {
    project(BLOCK)
        .file("content/a/c.svg", "<svg/>")
        .fails_with("duplicate-address");
}

#[test]
fn a_chart_is_drawn_outside_a_site_as_in_its_page() {
    let site = project(BLOCK);
    let built = site.build();
    let folder = site.write();
    folder.put("c.toml", BLOCK);
    let run = folder.run(&["chart", "c.toml", "--out", "c.svg"]);
    assert_eq!((run.status, &*run.stdout), (Some(0), ""), "{}", run.stderr);
    assert_eq!(run.stderr, "c.svg is drawn\n");
    let drawn = fs::read_to_string(folder.root.join("c.svg")).expect("a drawing");
    assert_eq!(drawn, built.file("a/c.svg"));
    if cfg!(feature = "png") {
        let run = folder.run(&["chart", "c.toml", "--out", "c.PNG", "--quiet"]);
        assert_eq!((run.status, &*run.stderr), (Some(0), ""));
        let picture = fs::read(folder.root.join("c.PNG")).expect("a picture");
        assert_eq!(picture, built.tree()["a/c.png"]);
    }
}

#[test]
fn a_chart_is_drawn_from_a_folder_of_data_without_an_id_and_in_vietnamese() {
    let folder = project(BLOCK).write();
    let block = BLOCK.replace(
        "id = \"c\"\n",
        "title = \"Giếng ở {{ value('wells.count', area='north', period='2024') }} nơi\"\n",
    );
    folder.put("c.toml", block.replace('\'', "\\\""));
    let run = folder.run(&[
        "chart", "c.toml", "--root", "data", "--out", "c.svg", "--lang", "vi",
    ]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let drawn = fs::read_to_string(folder.root.join("c.svg")).expect("a drawing");
    let drawing = alone("c.svg", &drawn);
    assert!(
        drawing.texts.iter().any(|t| t == "Giếng ở 12 nơi"),
        "{drawn}"
    );
    assert!(
        drawn.contains("lang=\"vi\"") && drawn.contains("(người)"),
        "{drawn}"
    );
}

#[test]
fn mistakes_in_a_charts_file_are_told_at_their_place_and_nothing_is_written() {
    let folder = project(BLOCK).write();
    for (wrong, told) in [
        (BLOCK.replace("2024", "1/2"), " --> c.toml:6:20"),
        (BLOCK.replace("wells", "well"), " --> c.toml:3:8"),
        (
            BLOCK.replace("mark = \"bar\"", "mark = \"pie\""),
            " --> c.toml:2:8",
        ),
        (BLOCK.replace("x =", "x"), " --> c.toml:4:"),
        ("title = \"T\"\n".to_owned(), "does not say what it shows"),
        (format!("{BLOCK}colour = \"area\"\n"), " --> c.toml:7:1"),
    ] {
        folder.put("c.toml", &wrong);
        let run = folder.run(&["chart", "c.toml", "--out", "c.svg"]);
        assert_eq!(run.status, Some(1), "{wrong}\n{}", run.stderr);
        assert!(run.stderr.contains(told), "{told}\n{}", run.stderr);
        assert!(
            run.stderr.ends_with("nothing was drawn\n"),
            "{}",
            run.stderr
        );
        assert!(!folder.root.join("c.svg").exists());
    }
    let run = folder.run(&["chart", "c.toml", "--out", "c.svg", "--format", "github"]);
    assert!(
        run.stderr.starts_with("::error file=c.toml,line=7,"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_wrong_use_of_the_chart_command_says_what_is_right() {
    let folder = project(BLOCK).write();
    folder.put("c.toml", BLOCK);
    for (arguments, told) in [
        (
            ["chart", "c.toml", "--out", "c.gif"].as_slice(),
            "expected a name that ends with .svg",
        ),
        (
            &["chart", "c.toml", "--out", "svg"],
            "expected a name that ends with .svg",
        ),
        (&["chart", "c.toml"], "--out"),
        (
            &["chart", "none.toml", "--out", "c.svg"],
            "cannot read none.toml",
        ),
        (
            &["chart", "c.toml", "--out", "none/c.svg"],
            "cannot write none/c.svg",
        ),
        (
            &["chart", "c.toml", "--out", "c.svg", "--lang", "V!"],
            "a language tag",
        ),
        (
            &["chart", "c.toml", "--out", "c.svg", "--root", "none"],
            "cannot read",
        ),
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.status, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(told), "{arguments:?}: {}", run.stderr);
    }
    let run = folder.run(&["chart", "c.toml", "--out", "c.svg", "--lang", "fr"]);
    assert_eq!(run.status, Some(1));
    assert!(
        run.stderr
            .contains("`fr` is not one of the site's languages (en)")
    );
}
