//! What machines find: structured data, cards, feeds, the list of pages, the list for programs.

use serde_json::{Value, json};

use crate::built::{Built, between};
use crate::project::{Project, has_ending, tree};

const HOST: &str = "https://example.org/stat/";

const TABLE: &str = "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nvalues = [\"people\"]\ntitle = \"People </script> & wells\"\nsource = \"The office\"\n```\n";

fn project() -> Project {
    Project::new()
        .codes("areas.csv", "area,name_en\nnorth,North\nsouth,South\n")
        .data("x.csv", "area,people\nnorth,3\nsouth,12\n")
        .described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            let dataset = resources.iter_mut().find(|r| r["name"] == "x").expect("the dataset");
            dataset["yearbook"]["updated"] = json!("2024-07-03");
            dataset["description"] = json!("The people of two areas, counted once.");
            dataset["yearbook"]["revisions"] = json!([
                { "kind": "correction", "date": "2024-08-01", "what": "North was 4.", "why": "Typed wrong." },
            ]);
        })
        .file(
            "content/news/one.md",
            format!("+++\ntitle = \"One & only\"\nsummary = \"There are {{{{ value(\\\"x.people\\\", area=\\\"north\\\") }}}}.\"\nkind = \"article\"\ndate = 2024-07-04\ntopics = [\"content/topic.md\"]\n+++\n{TABLE}"),
        )
        .file("content/topic.md", "+++\ntitle = \"A topic\"\nsummary = \"S.\"\nkind = \"topic\"\n+++\n")
}

fn hosted() -> Built {
    project().base_url(HOST).build()
}

/// The objects of the structured data of a page.
fn graph(page: &str) -> Vec<Value> {
    let text = between(page, "<script type=\"application/ld+json\">", "</script>");
    let data: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().expect("objects").clone()
}

fn object(page: &str, kind: &str) -> Value {
    let graph = graph(page);
    let found = graph.iter().find(|object| object["@type"] == kind);
    found
        .unwrap_or_else(|| panic!("no {kind} in {graph:?}"))
        .clone()
}

#[test]
fn a_dataset_is_described_with_all_that_searches_for_datasets_want() {
    let built = hosted();
    let dataset = object(built.page("data/x/"), "Dataset");
    assert_eq!(dataset["name"], "X");
    assert_eq!(dataset["url"], format!("{HOST}data/x/"));
    assert_eq!(dataset["dateModified"], "2024-07-03");
    assert_eq!(
        dataset["variableMeasured"],
        json!([{ "@type": "PropertyValue", "propertyID": "people", "name": "People", "unitText": "persons", "minValue": 3, "maxValue": 12 }])
    );
    let files = dataset["distribution"].as_array().expect("files");
    for file in files {
        let path = file["contentUrl"].as_str().expect("an address");
        let content = &built.tree()[path.strip_prefix(HOST).expect("below the site")];
        assert_eq!(
            file["contentSize"],
            format!("{} B", content.len()),
            "{path}"
        );
    }
    assert!(files.len() >= 5, "{files:?}");
    let way = object(built.page("data/x/"), "BreadcrumbList");
    let names = way["itemListElement"].as_array().expect("a way").iter();
    let names: Vec<&str> = names.filter_map(|step| step["name"].as_str()).collect();
    assert_eq!(names, ["Test", "Data", "X"]);
}

#[test]
fn an_article_and_its_figures_are_described_and_nothing_breaks_out() {
    let built = hosted();
    let page = built.page("news/one/");
    let article = object(page, "Article");
    assert_eq!(article["headline"], "One & only");
    assert_eq!(article["datePublished"], "2024-07-04");
    assert_eq!(
        article["isBasedOn"],
        json!([format!("{HOST}data/x/#dataset")])
    );
    let figure = object(page, "Dataset");
    assert_eq!(figure["name"], "People </script> & wells");
    assert_eq!(figure["@id"], format!("{HOST}news/one/#t"));
    assert_eq!(
        page.matches("</script>").count(),
        page.matches("<script").count()
    );
    for (property, content) in [
        ("og:type", "article"),
        ("og:title", "One &amp; only"),
        ("og:description", "There are 3."),
        ("og:url", "https://example.org/stat/news/one/"),
    ] {
        let meta = format!("<meta property=\"{property}\" content=\"{content}\">");
        assert!(page.contains(&meta), "{meta}\n{page}");
    }
}

#[cfg(feature = "png")]
#[test]
fn a_page_has_a_card_and_pages_for_every_code_that_of_the_front_page() {
    let each = |files: &str| {
        let front = format!(
            "+++\ntitle = \"{{{{ area }}}}\"\nsummary = \"S.\"\neach = \"areas\"\n{files}+++\n"
        );
        project().file("content/a.md", front).base_url(HOST).build()
    };
    let card = |built: &Built, page: &str| {
        let page = built.page(page);
        let card = between(page, "<meta property=\"og:image\" content=\"", "\"").to_owned();
        let path = card.strip_prefix(HOST).expect("below the site").to_owned();
        let picture = &built.tree()[&path];
        assert_eq!(picture[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630");
        path
    };
    let built = each("");
    assert_eq!(card(&built, "news/one/"), "news/one/card.png");
    assert_eq!(card(&built, "data/x/"), "data/x/card.png");
    assert_eq!(card(&built, "a/north/"), "card.png");
    assert_eq!(
        card(&each("files = [\"card\"]\n"), "a/north/"),
        "a/north/card.png"
    );
}

#[test]
fn feeds_tell_of_the_site_of_a_topic_and_of_a_dataset() {
    let built = hosted();
    let entries = |path: &str| -> Vec<(String, String)> {
        let feed = built.file(path);
        let entries = feed.split("<entry>").skip(1);
        entries
            .map(|entry| {
                let title = between(entry, "<title>", "</title>");
                (
                    title.to_owned(),
                    between(entry, "<updated>", "T").to_owned(),
                )
            })
            .collect()
    };
    let told = |title: &str, day: &str| (title.to_owned(), day.to_owned());
    assert_eq!(entries("feed.xml"), [told("One &amp; only", "2024-07-04")]);
    assert_eq!(
        entries("topic/feed.xml"),
        [told("One &amp; only", "2024-07-04")]
    );
    assert_eq!(
        entries("data/x/feed.xml"),
        [
            told("Correction, 1 August 2024: X", "2024-08-01"),
            told("X", "2024-07-03")
        ]
    );
    assert!(
        built
            .file("feed.xml")
            .contains("<summary>There are 3.</summary>")
    );
    let link = |page: &str| {
        let page = built.page(page);
        page.matches("type=\"application/atom+xml\"").count()
    };
    assert_eq!(
        [link(""), link("topic/"), link("data/x/"), link("news/one/")],
        [1, 2, 2, 1]
    );
}

#[test]
fn without_a_dated_publication_there_is_no_feed_and_nothing_leads_to_one() {
    let built = project()
        .replaced("content/news/one.md", "date = 2024-07-04\n", "")
        .base_url(HOST)
        .build();
    assert!(!built.tree().contains_key("feed.xml"));
    assert!(!built.page("news/one/").contains("application/atom+xml"));
    assert!(built.tree().contains_key("data/x/feed.xml"));
}

#[test]
fn search_engines_get_every_page_with_its_versions_and_its_day() {
    let built = Project::own().base_url(HOST).build();
    let map = built.file("sitemap.xml");
    let pages = built
        .pages()
        .filter(|(_, text)| !text.contains("content=\"noindex\""));
    assert_eq!(map.matches("<url>").count(), pages.count());
    assert!(
        map.contains(
            "<loc>https://example.org/stat/vi/targets/</loc><lastmod>2024-07-03</lastmod>"
        ),
        "{map}"
    );
    let both = "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/stat/targets/\"/><xhtml:link rel=\"alternate\" hreflang=\"vi\" href=\"https://example.org/stat/vi/targets/\"/>";
    assert_eq!(map.matches(both).count(), 2);
    assert_eq!(
        built.file("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/stat/sitemap.xml\n"
    );
    let own = project()
        .file("static/robots.txt", "User-agent: *\nDisallow: /\n")
        .build();
    assert_eq!(own.file("robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn programs_get_a_list_of_everything_with_its_address() {
    let front = "+++\ntitle = \"{{ area }}\"\nsummary = \"S.\"\neach = \"areas\"\n+++\n";
    let built = project().file("content/a.md", front).base_url(HOST).build();
    let index: Value = serde_json::from_str(built.file("api/index.json")).expect("JSON");
    assert_eq!(index["schema_version"], "1.0");
    let pages = index["pages"].as_array().expect("pages");
    let article = pages
        .iter()
        .find(|page| page["kind"] == "article")
        .expect("the article");
    assert_eq!(
        article["figures"][0]["address"],
        format!("{HOST}news/one/t")
    );
    for ending in article["figures"][0]["files"].as_array().expect("endings") {
        let path = format!("news/one/t.{}", ending.as_str().expect("a text"));
        assert!(built.tree().contains_key(&path), "{path}");
    }
    assert_eq!(
        index["collections"],
        json!([{ "document": "a", "language": "en", "pages": 2, "address": format!("{HOST}api/pages/a.en.json") }])
    );
    let list: Value = serde_json::from_str(built.file("api/pages/a.en.json")).expect("JSON");
    assert_eq!(list["pages"][1]["address"], format!("{HOST}a/south/"));
    // Without a host addresses begin at the root.
    let index: Value =
        serde_json::from_str(project().build().file("api/index.json")).expect("JSON");
    assert_eq!(index["datasets"][0]["pages"]["en"], "/data/x/");
}

#[test]
fn without_a_host_nothing_names_it() {
    let built = project().build();
    for path in [
        "sitemap.xml",
        "feed.xml",
        "catalog.ttl",
        "catalog.jsonld",
        "card.png",
    ] {
        assert!(!built.tree().contains_key(path), "{path}");
    }
    let page = built.page("news/one/");
    for absent in [
        "og:url",
        "og:image",
        "application/atom+xml",
        "BreadcrumbList",
        "contentUrl",
    ] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert_eq!(built.file("robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn all_of_it_follows_a_change_as_a_build_from_nothing_does() {
    let folder = project().write();
    let build = |output: &str| {
        let run = folder.run(&["build", "--base-url", HOST, "--output", output]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        tree(&folder.root.join(output))
    };
    let before = build("public");
    folder.put("data/x.csv", "area,people\nnorth,5\nsouth,12\n");
    let after = build("public");
    assert!(
        after == build("afresh"),
        "kept files are those of a build from nothing"
    );
    let text = |path: &str| String::from_utf8(after[path].clone()).expect("UTF-8");
    assert!(text("feed.xml").contains("There are 5."));
    assert!(text("data/x/index.html").contains("\"minValue\":5"));
    let changed = before
        .iter()
        .filter(|(path, content)| after.get(*path) != Some(content));
    let changed: Vec<&str> = changed.map(|(path, _)| path.as_str()).collect();
    for kept in [
        "sitemap.xml",
        "robots.txt",
        "data/areas.csv",
        "data/areas/index.html",
    ] {
        assert!(!changed.contains(&kept), "{kept} in {changed:?}");
    }
    assert!(
        changed.iter().any(|path| has_ending(path, "ttl")),
        "sizes of files changed"
    );
}
