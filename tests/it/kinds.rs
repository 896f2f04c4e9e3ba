//! What documents show besides their texts, by their kind: publications, topics, indexes, releases,
//! corrections, the page for addresses that lead nowhere.

use serde_json::{Value, json};

use crate::built::{Built, plain};
use crate::project::Project;

/// A site in two languages with two articles about one dataset.
fn site() -> Project {
    Project::new()
        .languages(&["en", "vi"])
        .codes(
            "areas.csv",
            "areas,name_en,name_vi,parent,level\nhd,Hải Dương,Hải Dương,,province\ndh,Đông Hưng,Đông Hưng,hd,district\nda,Dương Xá,Dương Xá,hd,district\nan,Ăn,Ăn,hd,district\nal,An Lão,An Lão,hd,district\n",
        )
        .data("x.csv", "areas,people\nhd,12\n")
        .described(|descriptor| {
            let resources = descriptor["resources"].as_array_mut().expect("resources");
            let x = resources.iter_mut().find(|r| r["name"] == "x").expect("x");
            x["yearbook"]["updated"] = "2024-07-03".into();
        })
        .page("content/index.md", "+++\ntitle = \"Front\"\nkind = \"home\"\n+++\nText.\n")
        .page("content/index.vi.md", "+++\ntitle = \"Đầu\"\n+++\nChữ.\n")
        .page(
            "content/first.md",
            "+++\ntitle = \"First & foremost\"\nsummary = \"It was {{ value(\\\"x.people\\\", areas=\\\"hd\\\") }}.\"\nkind = \"article\"\ndate = 2024-01-05\ntopics = [\"content/wells.md\"]\nmain_points = [\"There are {{ value(\\\"x.people\\\", areas=\\\"hd\\\") }} people.\", \"That is all.\"]\n+++\nText.\n",
        )
        .page("content/first.vi.md", "+++\ntitle = \"Một\"\nsummary = \"Là {{ value(\\\"x.people\\\", areas=\\\"hd\\\") }}.\"\nmain_points = [\"Có {{ value(\\\"x.people\\\", areas=\\\"hd\\\") }} người.\", \"Hết.\"]\n+++\nChữ.\n")
        .page("content/second.md", "+++\ntitle = \"Second\"\nkind = \"article\"\ndate = 2024-03-01\n+++\nText.\n")
        .page("content/second.vi.md", "+++\ntitle = \"Hai\"\n+++\nChữ.\n")
        .page("content/wells.md", "+++\ntitle = \"Wells\"\nkind = \"topic\"\n+++\nText.\n")
        .page("content/wells.vi.md", "+++\ntitle = \"Giếng\"\n+++\nChữ.\n")
}

fn json_of(built: &Built, path: &str) -> Value {
    serde_json::from_str(built.file(path)).expect("JSON")
}

#[test]
fn the_front_page_lists_the_latest_articles_with_their_summaries() {
    let built = site().build();
    assert_eq!(
        built.text(""),
        "Text.\nLatest publications\nSecond 1 March 2024\nFirst & foremost 5 January 2024\nIt was 12."
    );
    assert!(
        built.text("vi/").contains("Bài mới nhất\nHai"),
        "{}",
        built.text("vi/")
    );
    assert!(built.main("vi/").contains("<a href=\"/vi/first/\">Một</a>"));
}

#[test]
fn an_article_has_main_points_its_topic_and_the_articles_before_and_after() {
    let built = site().build();
    let main = built.main("first/");
    assert!(
        main.contains("· <a href=\"/wells/\">Wells</a></p>"),
        "{main}"
    );
    assert!(
        main.contains("<li>There are <data value=\"12\">12</data> people.</li>"),
        "{main}"
    );
    assert!(
        main.contains("<a href=\"/second/\" rel=\"next\">Second</a>"),
        "{main}"
    );
    assert!(!main.contains("rel=\"prev\""), "{main}");
    let second = built.main("vi/second/");
    assert!(
        second.contains("<a href=\"/vi/first/\" rel=\"prev\">Một</a>"),
        "{second}"
    );
}

#[test]
fn an_article_and_a_dataset_are_cited_in_three_formats() {
    let built = site().base_url("https://example.org/stat/").build();
    let main = built.main("first/");
    assert!(
        main.contains("<p>Test (5 January 2024). <cite>First &amp; foremost</cite>. <span class=\"address\">https://example.org/stat/first/</span></p>"),
        "{main}"
    );
    assert_eq!(
        built.file("first/cite.bib"),
        "@techreport{first-2024,\n  author = {{Test}},\n  institution = {Test},\n  title = {{First \\& foremost}},\n  date = {2024-01-05},\n  year = {2024},\n  month = {1},\n  url = {https://example.org/stat/first/},\n  langid = {en},\n}\n"
    );
    assert_eq!(
        built.file("vi/first/cite.ris"),
        "TY  - RPRT\r\nID  - vi-first-2024\r\nAU  - Test\r\nPB  - Test\r\nTI  - Một\r\nPY  - 2024\r\nDA  - 2024/01/05/\r\nLA  - vi\r\nUR  - https://example.org/stat/vi/first/\r\nER  - \r\n"
    );
    assert_eq!(
        json_of(&built, "data/x/cite.json"),
        json!([{
            "id": "data-x-2024", "type": "dataset", "title": "X",
            "author": [{ "literal": "Test" }], "publisher": "Test",
            "issued": { "date-parts": [[2024, 7, 3]] },
            "URL": "https://example.org/stat/data/x/", "language": "en",
        }])
    );
}

#[test]
fn a_topic_lists_the_documents_that_name_it() {
    let built = site().build();
    assert_eq!(
        built.text("wells/"),
        "Text.\nOn this topic\nFirst & foremost 5 January 2024\nIt was 12."
    );
    assert!(
        built.text("vi/wells/").contains("Một"),
        "{}",
        built.text("vi/wells/")
    );
    let wrong = |path: &str| {
        let to = format!("topics = [\"{path}\"]");
        let project = site().replaced("content/first.md", "topics = [\"content/wells.md\"]", &to);
        project.fails_with("bad-front-matter").told()
    };
    assert_eq!(
        wrong("content/well.md"),
        "content/first.md:6:11: bad-front-matter: there is no document `content/well.md`; expected one of content/wells.md; did you mean `content/wells.md`?"
    );
    assert!(wrong("content/second.md").contains("is no page about a topic"));
}

#[test]
fn an_index_follows_the_alphabet_of_its_language() {
    let index = "+++\ntitle = \"Areas\"\nkind = \"index\"\nlist = \"areas\"\n+++\n";
    let built = site()
        .page("content/areas.md", index)
        .page("content/areas.vi.md", "+++\ntitle = \"Địa bàn\"\n+++\n")
        .page(
            "content/area.md",
            "+++\ntitle = \"{{ areas }}\"\neach = \"areas\"\nwhere = { areas = { level = \"district\" } }\n+++\n",
        )
        .page("content/area.vi.md", "+++\ntitle = \"{{ areas }}\"\n+++\n")
        .build();
    assert_eq!(
        built.text("vi/areas/"),
        "A\nĂ\nD\nĐ\nH\nA\nAn Lão Hải Dương\nĂ\nĂn Hải Dương\nD\nDương Xá Hải Dương\nĐ\nĐông Hưng Hải Dương\nH\nHải Dương"
    );
    assert_eq!(
        built.text("areas/"),
        "A\nĂn Hải Dương\nAn Lão Hải Dương\nD\nĐông Hưng Hải Dương\nDương Xá Hải Dương\nH\nHải Dương"
    );
    assert!(
        built
            .main("vi/areas/")
            .contains("<a href=\"/vi/area/dh/\">Đông Hưng</a>")
    );
    let levels = site()
        .page(
            "content/areas.md",
            &index.replace("list", "levels = [\"village\"]\nlist"),
        )
        .fails_with("unknown-code");
    assert!(
        levels.told().contains("expected one of district, province"),
        "{}",
        levels.told()
    );
    let none = site().page("content/areas.md", &index.replace("list = \"areas\"\n", ""));
    none.fails_with("bad-front-matter");
    let other = site().page("content/areas.md", &index.replace("\"areas\"\n", "\"x\"\n"));
    other.fails_with("unknown-resource");
}

#[test]
fn terms_are_defined_and_can_be_led_to() {
    let built = Project::new()
        .page(
            "content/terms.md",
            "Well (*giếng*)\n: A hole with water.\n\nHouse\n: A building.\n: Also a family.\n",
        )
        .page("content/a.md", "A [well](terms.md#well-gieng).")
        .build();
    assert_eq!(
        built.prose("terms/"),
        "<dl class=\"terms\">\n<dt><dfn id=\"well-gieng\">Well (<em>giếng</em>)</dfn></dt>\n<dd>A hole with water.</dd>\n<dt><dfn id=\"house\">House</dfn></dt>\n<dd>A building.</dd>\n<dd>Also a family.</dd>\n</dl>"
    );
    assert!(built.main("a/").contains("href=\"/terms/#well-gieng\""));
}

fn calendar() -> Project {
    site()
        .page(
            "content/releases.md",
            "+++\ntitle = \"Releases\"\nkind = \"releases\"\n\n[[release]]\nid = \"x-2023\"\ntitle = \"People; houses, 2023\"\ndate = 2024-01-05\nstatus = \"published\"\ndatasets = [\"x\"]\npage = \"content/first.md\"\n\n[[release]]\nid = \"x-2025\"\ntitle = \"People, 2025\"\ndate = \"2026-01\"\ndatasets = [\"x\"]\n\n[[release]]\nid = \"x-2024\"\ntitle = \"People, 2024: a long title that must be folded, because no line of a calendar may be longer than 75 bytes\"\ndate = 2025-01-05\nstatus = \"postponed\"\nreason = \"The census is late\"\ndatasets = [\"x\"]\n+++\n",
        )
        .page(
            "content/releases.vi.md",
            "+++\ntitle = \"Lịch\"\n\n[[release]]\nid = \"x-2023\"\ntitle = \"Người, 2023\"\n\n[[release]]\nid = \"x-2024\"\ntitle = \"Người, 2024\"\nreason = \"Điều tra chậm\"\n\n[[release]]\nid = \"x-2025\"\ntitle = \"Người, 2025\"\n+++\n",
        )
}

#[test]
fn a_calendar_tells_what_is_to_come_and_what_was() {
    let built = calendar().base_url("https://example.org/").build();
    assert_eq!(
        built.text("vi/releases/"),
        "Sắp công bố\nngày 05 tháng 01 năm 2025 · hoãn\nNgười, 2024\nĐiều tra chậm\nBộ dữ liệu: X\ntháng 01 năm 2026 · dự kiến\nNgười, 2025\nBộ dữ liệu: X\nĐã công bố\nngày 05 tháng 01 năm 2024 · đã công bố\nNgười, 2023\nBộ dữ liệu: X\nThêm vào lịch (ICS)\nTệp lịch chỉ gồm những lần công bố đã biết ngày."
    );
    assert!(
        built
            .main("releases/")
            .contains("<a href=\"/first/\">People; houses, 2023</a>")
    );
    assert_eq!(
        built.file("releases/calendar.ics"),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//yearbook//releases//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Test\r\n\
         BEGIN:VEVENT\r\nUID:x-2023@releases.example.org\r\nDTSTAMP:20240105T000000Z\r\nDTSTART;VALUE=DATE:20240105\r\nSUMMARY:People\\; houses\\, 2023\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nUID:x-2024@releases.example.org\r\nDTSTAMP:20250105T000000Z\r\nDTSTART;VALUE=DATE:20250105\r\nSUMMARY:People\\, 2024: a long title that must be folded\\, because no line o\r\n f a calendar may be longer than 75 bytes\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nDESCRIPTION:postponed: The census is late\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
}

#[test]
fn pages_tell_the_next_release_of_their_own_datasets() {
    let built = calendar().build();
    let page = built.page("data/x/");
    assert!(
        page.contains("<p>Next release: <time datetime=\"2025-01-05\">5 January 2025</time> (postponed), <a href=\"/releases/#release--x-2024\">People, 2024: a long"),
        "{page}"
    );
    assert!(
        built
            .page("vi/first/")
            .contains("<a href=\"/vi/releases/#release--x-2024\">Người, 2024</a>")
    );
    assert!(!built.page("second/").contains("Next release"));
}

#[test]
fn a_wrong_release_is_told_at_its_place() {
    let told = |from: &str, to: &str, code: &str| {
        calendar()
            .replaced("content/releases.md", from, to)
            .fails_with(code)
            .told()
    };
    assert!(
        told("\"postponed\"", "\"delayed\"", "bad-front-matter")
            .contains("expected one of provisional, confirmed, postponed, cancelled, published")
    );
    assert!(
        told("reason = \"The census is late\"\n", "", "bad-front-matter")
            .contains("gives no `reason`")
    );
    assert!(
        told("\"2026-01\"", "\"next year\"", "bad-front-matter")
            .contains("`next year` is no day and no time")
    );
    assert!(
        told(
            "datasets = [\"x\"]\npage",
            "datasets = [\"areas\"]\npage",
            "unknown-resource"
        )
        .contains("`areas` is no dataset")
    );
    assert!(
        told("content/first.md\"", "content/frist.md\"", "broken-link")
            .contains("did you mean `content/first.md`?")
    );
    assert!(told("id = \"x-2025\"", "id = \"x-2023\"", "duplicate-id").contains("listed twice"));
    assert!(
        told("kind = \"releases\"", "kind = \"page\"", "bad-front-matter")
            .contains("belongs to documents of the kind `releases`")
    );
    let untranslated = calendar().replaced(
        "content/releases.vi.md",
        "\n[[release]]\nid = \"x-2025\"\ntitle = \"Người, 2025\"\n",
        "",
    );
    let warnings = untranslated.build().warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].contains("the release `x-2025` has no title in `vi`"),
        "{warnings:?}"
    );
}

fn corrected() -> Project {
    let project = site()
        .page(
            "content/corrections.md",
            "+++\ntitle = \"Corrections\"\nkind = \"corrections\"\n+++\n",
        )
        .page(
            "content/corrections.vi.md",
            "+++\ntitle = \"Đính chính\"\n+++\n",
        )
        .file("static/editions/x-1.csv", b"areas,people\nhd,11\n".to_vec());
    let mut descriptor: Value =
        serde_json::from_str(&project.text("data/datapackage.json")).expect("JSON");
    let resources = descriptor["resources"].as_array_mut().expect("resources");
    let x = resources.iter_mut().find(|r| r["name"] == "x").expect("x");
    x["yearbook"]["revisions"] = json!([
        { "kind": "revision", "date": "2024-02-01", "what": "Rounded anew.", "why": "A new rule." },
        {
            "kind": "correction", "date": "2024-07-03", "what": "12 and not 11.", "why": "A slip.",
            "replaced": "static/editions/x-1.csv",
            "translations": { "vi": { "what": "12, không phải 11.", "why": "Gõ nhầm." } },
        },
    ]);
    project.descriptor(&descriptor)
}

#[test]
fn a_correction_stands_on_the_pages_that_show_the_numbers_and_in_the_register() {
    let built = corrected().build();
    let banner = "<aside class=\"correction\" aria-label=\"Correction\">\n<p><strong>Correction, <time datetime=\"2024-07-03\">3 July 2024</time>.</strong> 12 and not 11. <a href=\"/data/x/#versions\">Versions of the data: X</a></p>";
    assert!(
        built.main("first/").starts_with(banner),
        "{}",
        built.main("first/")
    );
    // Its summary stands on the front page.
    assert!(built.main("").starts_with(banner));
    assert!(!built.main("second/").contains("correction"));
    assert_eq!(
        built.text("vi/corrections/"),
        "ngày 03 tháng 7 năm 2024 · Đính chính\nX\n12, không phải 11.\nLý do: Gõ nhầm.\nTệp đã thay thế: x-1.csv\nngày 01 tháng 02 năm 2024 · Điều chỉnh\nX\nRounded anew.\nLý do: A new rule."
    );
    let versions = plain(built.main("data/x/"));
    assert!(
        versions.contains("3 July 2024 | Correction | 12 and not 11. Why: A slip. | Replaced file: x-1.csv\n1 February 2024 | Revision | Rounded anew. Why: A new rule. | –"),
        "{versions}"
    );
    assert!(!built.main("data/x/").contains("<aside"));
    assert_eq!(built.file("editions/x-1.csv"), "areas,people\nhd,11\n");
}

#[test]
fn a_wrong_revision_is_told_at_its_place() {
    let told = |from: &str, to: &str, code: &str| {
        let project = corrected().replaced("data/datapackage.json", from, to);
        project.fails_with(code).told()
    };
    assert!(
        told("\"correction\"", "\"erratum\"", "bad-package")
            .contains("expected one of revision, correction")
    );
    assert!(
        told("\"2024-02-01\"", "\"1 February\"", "bad-package")
            .contains("`1 February` is not a date")
    );
    assert!(told("\"A slip.\"", "\" \"", "bad-package").contains("`why` says nothing"));
    assert!(
        told("x-1.csv", "x-2.csv", "missing-file")
            .contains("did you mean `static/editions/x-1.csv`?")
    );
}

#[test]
fn a_dataset_tells_what_it_covers_and_how_it_was_made() {
    let built = Project::new()
        .data("x.csv", "area,people\nnorth,1\n")
        .config("title = \"Test\"\nlanguages = [\"en\"]\ncontact = \"office@example.org\"\n")
        .described(|descriptor| {
            let x = &mut descriptor["resources"][0]["yearbook"];
            x["coverage"] = "The north alone.".into();
            x["geography"] = "As of 2024.".into();
            x["method"] = "Counted.".into();
        })
        .build();
    let main = plain(built.main("data/x/"));
    assert!(
        main.contains("Coverage: The north alone.\nGeography: As of 2024."),
        "{main}"
    );
    assert!(
        main.contains("Method: Counted.\nContact: office@example.org"),
        "{main}"
    );
}

#[test]
fn an_indicator_tells_what_is_measured() {
    let page = "+++\ntitle = \"People\"\nkind = \"indicator\"\nindicator = \"x.people\"\n\n[[headline]]\nvalue = \"{{ value(\\\"x.people\\\", areas=\\\"hd\\\") }}\"\nlabel = \"people\"\nlink = \"content/first.md\"\n+++\n";
    let built = site()
        .page("content/people.md", page)
        .page("content/people.vi.md", "+++\ntitle = \"Số người\"\n\n[[headline]]\nvalue = \"{{ value(\\\"x.people\\\", areas=\\\"hd\\\") }}\"\nlabel = \"người\"\n+++\n")
        .build();
    let main = built.main("people/");
    assert!(
        main.contains("<p class=\"headline-label\"><a href=\"/first/\">people</a></p>"),
        "{main}"
    );
    assert!(
        built
            .main("vi/people/")
            .contains("<a href=\"/vi/first/\">người</a>")
    );
    assert_eq!(
        built.text("people/"),
        "12\npeople\nAbout this indicator\nMeasure: People (persons)\nDataset: X"
    );
    let wrong = site().page(
        "content/people.md",
        &page.replace("x.people\"\n\n", "x.peple\"\n\n"),
    );
    wrong.fails_with("unknown-field");
    let lost = site().page(
        "content/people.md",
        &page.replace("content/first.md", "content/frist.md"),
    );
    assert!(
        lost.fails_with("broken-link")
            .told()
            .contains("did you mean `content/first.md`?")
    );
}

#[test]
fn an_address_that_leads_nowhere_has_a_page_in_every_language() {
    let built = site().base_url("/stat/").build();
    let page = built.file("404.html");
    assert!(
        page.contains("<meta name=\"robots\" content=\"noindex\">"),
        "{page}"
    );
    assert!(page.contains("<h1>This page does not exist</h1>"), "{page}");
    assert!(
        page.contains("<section class=\"not-found\" lang=\"vi\">\n<h2>Không có trang này</h2>"),
        "{page}"
    );
    assert!(
        page.contains("<a href=\"/stat/vi/\" hreflang=\"vi\">Đầu</a>"),
        "{page}"
    );
    assert!(!page.contains("rel=\"canonical\"") && !page.contains("rel=\"alternate\""));
}

#[test]
fn the_foot_of_every_page_leads_to_what_the_site_names() {
    let built = Project::new()
        .config("title = \"Test\"\nlanguages = [\"en\"]\nfooter = [\"content/about.md\"]\n")
        .page("content/about.md", "A")
        .build();
    let page = built.page("");
    assert!(
        page.contains(
            "<nav aria-label=\"About this site\">\n<ul>\n<li><a href=\"/about/\">about</a></li>"
        ),
        "{page}"
    );
    assert!(
        built
            .page("about/")
            .contains("<a href=\"/about/\" aria-current=\"page\">about</a>")
    );
}

#[test]
fn all_pages_are_listed_for_those_who_search() {
    let search = "+++\ntitle = \"All\"\nkind = \"search\"\n+++\n";
    let built = site()
        .page("content/search.md", search)
        .page("content/search.vi.md", "+++\ntitle = \"Mọi trang\"\n+++\n")
        .build();
    let texts = if cfg!(feature = "search") {
        "Trong bài viết\n"
    } else {
        ""
    };
    assert_eq!(
        built.text("vi/search/").replace(texts, ""),
        "Tìm trang\nA\nĐ\nG\nH\nM\nS\nX\nA\nAreas Số liệu\nĐ\nĐầu\nG\nGiếng Chủ đề\nH\nHai Bài viết\nM\nMột Bài viết\nS\nSố liệu\nX\nX Số liệu"
    );
    let page = built.page("search/");
    assert!(
        page.contains("<meta name=\"robots\" content=\"noindex\">"),
        "{page}"
    );
    assert!(
        page.contains("search.") && page.contains("script-src 'self'"),
        "{page}"
    );
    assert!(built.file("404.html").contains("<a href=\"/search/\""));
}

#[test]
fn a_page_names_the_datasets_that_its_numbers_come_from_and_their_sources() {
    let built = site()
        .described(|descriptor| {
            let resources = descriptor["resources"].as_array_mut().expect("resources");
            let x = resources.iter_mut().find(|r| r["name"] == "x").expect("x");
            x["sources"] = json!([{ "title": "The office" }]);
            x["yearbook"]["translations"]["vi"]["source"] = "Văn phòng".into();
        })
        .build();
    let foot = "<p>Data on this page: <a href=\"/data/x/\">X</a> (The office)</p>";
    assert!(built.page("first/").contains(foot));
    assert!(
        built
            .page("vi/first/")
            .contains("<a href=\"/vi/data/x/\">X</a> (Văn phòng)</p>")
    );
    assert!(!built.page("second/").contains("Data on this page"));
    assert!(!built.page("data/x/").contains("Data on this page"));
}

#[test]
fn a_release_is_held_against_the_day_of_the_build() {
    let told = |now: &str| {
        let built = calendar().now(now).build();
        let warnings = built.warnings().into_iter();
        warnings
            .filter(|line| line.contains("overdue-release"))
            .collect::<Vec<_>>()
    };
    assert_eq!(told("2025-01-05"), [""; 0]);
    let late = told("2025-01-06");
    assert_eq!(late.len(), 1, "{late:?}");
    assert!(
        late[0].contains("the release `x-2024` was due on 2025-01-05"),
        "{late:?}"
    );
    assert_eq!(told("2026-02-01").len(), 2);
    assert!(told("2024-01-04")[0].contains("the release `x-2023` is out before 2024-01-05"));
}

#[test]
fn texts_that_say_nothing_and_names_that_cannot_stand_in_an_address_are_told() {
    let told = |from: &str, to: &str| {
        let project = calendar().replaced("content/releases.md", from, to);
        project.fails_with("bad-front-matter").told()
    };
    assert!(told("\"People, 2025\"", "\" \"").contains("`title` says nothing"));
    assert!(told("\"People, 2025\"", "\"{{ 1 }}\"").contains("it holds no expression"));
    assert!(
        told("\"x-2025\"", "\"x 2025\"")
            .contains("expected lower-case letters, digits and single hyphens")
    );
    let translated = calendar().replaced(
        "content/releases.vi.md",
        "id = \"x-2025\"",
        "id = \"x-2052\"",
    );
    let wrong = translated.fails_with("bad-front-matter").told();
    assert!(
        wrong.contains("content/releases.md has no release `x-2052`; did you mean"),
        "{wrong}"
    );
    let points = site().replaced("content/first.md", "\"That is all.\"", "\"\"");
    assert!(
        points
            .fails_with("bad-front-matter")
            .told()
            .contains("`main_points` says nothing")
    );
    let kindless = Project::new()
        .codes("areas.csv", "areas,name_en\nn,North\n")
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\nlist = \"areas\"\n+++\n",
        );
    assert!(
        kindless
            .fails_with("bad-front-matter")
            .told()
            .contains("write `kind = \"index\"` before it")
    );
}
