//! Links: paths of source files become addresses, and each is checked.

use crate::built::assert_text;
use crate::project::Project;

fn project(text: &str) -> Project {
    Project::new()
        .data("x.csv", "area,people\nnorth,1\n")
        .page("content/sub/b.md", "## First part\n")
        .page("content/a.md", text)
}

#[test]
fn links_to_sources_become_addresses() {
    let built = project(
        "## Own\n\n- [b](sub/b.md)\n- [part](sub/b.md#first-part)\n- [own](#own)\n- [data](../data/x.csv)\n- [all data](../data/datapackage.json)\n- [home](index.md)\n- [web](https://example.org/?a=1&b=2)\n- [mail](mailto:a@example.org)\n- <https://example.org/>\n- [note](note.pdf \"A \\\"note\\\"\")\n- [root](/robots.txt)\n",
    )
    .file("content/note.pdf", b"PDF".to_vec())
    .file("static/robots.txt", b"User-agent: *\n".to_vec())
    .build();
    assert_text(
        built.prose("a/"),
        "<h2 id=\"own\">Own</h2>\n<ul>\n\
         <li><a href=\"/sub/b/\">b</a></li>\n\
         <li><a href=\"/sub/b/#first-part\">part</a></li>\n\
         <li><a href=\"#own\">own</a></li>\n\
         <li><a href=\"/data/x/\">data</a></li>\n\
         <li><a href=\"/data/\">all data</a></li>\n\
         <li><a href=\"/\">home</a></li>\n\
         <li><a href=\"https://example.org/?a=1&amp;b=2\">web</a></li>\n\
         <li><a href=\"mailto:a@example.org\">mail</a></li>\n\
         <li><a href=\"https://example.org/\">https://example.org/</a></li>\n\
         <li><a href=\"/note.pdf\" title=\"A &quot;note&quot;\">note</a></li>\n\
         <li><a href=\"/robots.txt\">root</a></li>\n\
         </ul>",
    );
    assert_eq!(built.file("robots.txt"), "User-agent: *\n");
    assert_eq!(built.file("note.pdf"), "PDF");
}

#[test]
fn a_link_leads_to_the_readers_own_language() {
    let built = Project::new()
        .languages(&["en", "vi"])
        .data("x.csv", "area,people\nnorth,1\n")
        .page("content/a.md", "[b](b.md) [data](../data/x.csv)")
        .page(
            "content/a.vi.md",
            "[b](b.md) [b](b.vi.md) [data](../data/x.csv)",
        )
        .page("content/b.md", "B")
        .page("content/b.vi.md", "B")
        .build();
    assert_eq!(
        built.prose("a/"),
        "<p><a href=\"/b/\">b</a> <a href=\"/data/x/\">data</a></p>"
    );
    assert_eq!(
        built.prose("vi/a/"),
        "<p><a href=\"/vi/b/\">b</a> <a href=\"/vi/b/\">b</a> <a href=\"/vi/data/x/\">data</a></p>"
    );
}

#[test]
fn a_link_that_leads_nowhere_is_an_error_at_its_place() {
    let told = |text: &str, code: &str| {
        let text = format!("+++\ntitle = \"A\"\n+++\n\n{text}\n");
        project(&text).fails_with(code).told()
    };
    assert_eq!(
        told("Xem [trang](sub/bb.md).", "broken-link"),
        "content/a.md:5:5: broken-link: there is no `content/sub/bb.md`; expected the path of a document, image, CSV or file, relative to this document; did you mean `sub/b.md`?"
    );
    assert_eq!(
        told("[x](sub/b.md#frist-part)", "broken-link"),
        "content/a.md:5:1: broken-link: content/sub/b.md has no heading, figure or term `frist-part`; expected the id of a heading, figure or term; did you mean `first-part`?"
    );
    assert_eq!(
        told("[x](#own)", "broken-link"),
        "content/a.md:5:1: broken-link: this document has no heading, figure or term `own`; expected the id of a heading, figure or term"
    );
    assert_eq!(
        told("[x](../../etc/passwd)", "broken-link"),
        "content/a.md:5:1: broken-link: there is no `../../etc/passwd`; expected the path of a document, image, CSV or file, relative to this document"
    );
    assert_eq!(
        told("![x](p.png)", "broken-link"),
        "content/a.md:5:1: broken-link: there is no `content/p.png`; expected the path of a document, image, CSV or file, relative to this document"
    );
    for wrong in [
        "[x](javascript:alert%281%29)",
        "[x](<Java\tScript:alert(1)>)",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "[x](//example.org/)",
        "![x](javascript:1)",
        "[x](file:///etc/passwd)",
    ] {
        told(wrong, "bad-link-target");
    }
}

#[test]
fn files_with_any_name_are_published_and_found() {
    let built = project("![Ảnh](<Ảnh 1.png>)\n\n[plus](a+b.txt)\n")
        .file("content/Ảnh 1.png", b"picture".to_vec())
        .file("content/a+b.txt", b"text".to_vec())
        .build();
    assert_eq!(
        built.prose("a/"),
        "<p><img src=\"/%E1%BA%A2nh%201.png\" alt=\"Ảnh\" loading=\"lazy\"/></p>\n<p><a href=\"/a+b.txt\">plus</a></p>"
    );
    assert_eq!(built.file("Ảnh 1.png"), "picture");
}

#[test]
fn a_note_can_be_referred_to_twice() {
    let built = project("One[^n] and two[^n].\n\n[^n]: The note.\n").build();
    assert!(built.text("a/").contains("The note."));
}

#[test]
fn notes_stand_at_the_end_with_links_both_ways() {
    let built = project("One[^n] and[^m] two.\n\n[^m]: Second.\n\n[^n]: First {{ 5 }}.\n").build();
    assert_text(
        built.prose("a/"),
        "<p>One <a class=\"note-reference\" id=\"note-1-reference\" href=\"#note-1\">[note 1]</a> and <a class=\"note-reference\" id=\"note-2-reference\" href=\"#note-2\">[note 2]</a> two.</p>\n\
         <section class=\"notes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<ol>\n\
         <li id=\"note-1\" value=\"1\"><p>First <data value=\"5\">5</data>.</p>\n<a href=\"#note-1-reference\">Back to the text</a></li>\n\
         <li id=\"note-2\" value=\"2\"><p>Second.</p>\n<a href=\"#note-2-reference\">Back to the text</a></li>\n\
         </ol>\n</section>",
    );
}

#[test]
fn a_heading_may_have_any_words() {
    for heading in ["Content", "Notes", "内容", "…", "Content title"] {
        let text = format!("## {heading}\n\nText[^1].\n\n[^1]: A note.\n");
        let built = project(&text).build();
        assert!(built.text("a/").starts_with(heading), "{heading}");
    }
}

#[test]
fn a_link_to_a_draft_says_that_it_is_one() {
    Project::new()
        .page("content/a.md", "[x](b.md)")
        .page("content/b.md", "+++\ntitle = \"B\"\ndraft = true\n+++\n")
        .fails_with("broken-link")
        .is("content/a.md:4:1: broken-link: `content/b.md` is a draft; expected a document that is published; build with `--drafts`, or remove `draft = true` there");
}
