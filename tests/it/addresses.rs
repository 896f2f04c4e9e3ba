//! Addresses of pages and files, and sites below a path.

use crate::built::Built;
use crate::project::Project;

#[test]
fn every_page_and_file_has_its_place() {
    let built = Project::new()
        .languages(&["en", "vi"])
        .codes("areas.csv", "area,name_en,name_vi\nnorth,North,Bắc\n")
        .data("x.csv", "area,people\nnorth,1\n")
        .page("content/Đảng bộ Tỉnh.md", "A")
        .page("content/Đảng bộ Tỉnh.vi.md", "A")
        .page(
            "content/2024/index.md",
            "```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nvalues = [\"people\"]\n```\n",
        )
        .page("content/2024/index.vi.md", "```table\nid = \"t\"\n```\n")
        .file("content/2024/p.png", b"picture".to_vec())
        .file("static/favicon.ico", b"icon".to_vec())
        .build();
    assert!(built.warnings().is_empty(), "{:?}", built.warnings());
    let files: Vec<&str> = built
        .files()
        .into_iter()
        .filter(|path| !path.starts_with("assets/"))
        .collect();
    let expected = [
        "2024/index.html",
        "2024/p.png",
        "2024/t.csv",
        "2024/t.csv-metadata.json",
        "2024/t.excel.csv",
        "2024/t.json",
        "2024/t.xlsx",
        "2024/t.zip",
        "404.html",
        "api/index.json",
        "dang-bo-tinh/index.html",
        "data/areas.csv",
        "data/areas.csv-metadata.json",
        "data/areas.excel.csv",
        "data/areas/cite.bib",
        "data/areas/cite.json",
        "data/areas/cite.ris",
        "data/areas/index.html",
        "data/datapackage.json",
        "data/index.html",
        "data/x.csv",
        "data/x.csv-metadata.json",
        "data/x.excel.csv",
        "data/x.json",
        "data/x.xlsx",
        "data/x.zip",
        "data/x/cite.bib",
        "data/x/cite.json",
        "data/x/cite.ris",
        "data/x/index.html",
        "favicon.ico",
        "index.html",
        "robots.txt",
        "vi/2024/index.html",
        "vi/2024/t.csv",
        "vi/2024/t.csv-metadata.json",
        "vi/2024/t.excel.csv",
        "vi/2024/t.json",
        "vi/2024/t.xlsx",
        "vi/2024/t.zip",
        "vi/dang-bo-tinh/index.html",
        "vi/data/areas/cite.bib",
        "vi/data/areas/cite.json",
        "vi/data/areas/cite.ris",
        "vi/data/areas/index.html",
        "vi/data/index.html",
        "vi/data/x.json",
        "vi/data/x.xlsx",
        "vi/data/x.zip",
        "vi/data/x/cite.bib",
        "vi/data/x/cite.json",
        "vi/data/x/cite.ris",
        "vi/data/x/index.html",
        "vi/index.html",
    ];
    let made = |path: &&str| cfg!(feature = "xlsx") || !path.ends_with(".xlsx");
    assert_eq!(files, expected.into_iter().filter(made).collect::<Vec<_>>());
}

#[test]
fn two_documents_at_one_address_are_an_error() {
    Project::new()
        .page("content/a b.md", "A")
        .page("content/a-b.md", "B")
        .fails_with("duplicate-address")
        .is("content/a-b.md:1:1: duplicate-address: content/a-b.md and content/a b.md have the same address /a-b/; expected a different name for one of them");
    for reserved in ["content/data/x.md", "content/assets/x.md", "content/api.md"] {
        Project::new()
            .page(reserved, "A")
            .fails_with("duplicate-address");
    }
}

#[test]
fn a_name_of_which_nothing_can_stand_in_an_address_is_told() {
    let outcome = Project::new().page("content/a/—.md", "A").check();
    assert!(outcome.made.is_none(), "the page would be at /a//");
}

/// Every `href` and `src` of a page that leads into the site.
fn internal(page: &str) -> Vec<&str> {
    [" href=\"", " src=\""]
        .into_iter()
        .flat_map(|attribute| page.split(attribute).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| !link.starts_with("https://creativecommons.org/") && !link.starts_with('#'))
        .collect()
}

#[test]
fn below_a_path_every_link_begins_with_it() {
    let built = Project::own().base_url("/sub/path/").build();
    let mut links = 0;
    for (path, page) in built.pages() {
        for link in internal(page) {
            assert!(link.starts_with("/sub/path/"), "{path}: {link}");
            let file = link
                .trim_start_matches("/sub/path/")
                .split('#')
                .next()
                .unwrap_or_default();
            let file = if file.is_empty() || file.ends_with('/') {
                format!("{file}index.html")
            } else {
                file.to_owned()
            };
            assert!(built.tree().contains_key(&file), "{path}: {link}");
            links += 1;
        }
        assert!(!page.contains("rel=\"canonical\""), "the host is not known");
    }
    assert!(links > 300, "{links}");
    let root = Project::own_built();
    // What is searched names addresses, and its files their content.
    let files = |built: &Built| -> Vec<String> {
        let files = built.files().into_iter();
        let others = files.filter(|path| !path.starts_with("find/"));
        others.map(str::to_owned).collect()
    };
    assert_eq!(files(&built), files(root), "the tree itself does not move");
}

#[test]
fn with_a_host_canonical_and_alternate_addresses_are_absolute() {
    let built = Project::own()
        .base_url("https://example.org/yearbook")
        .build();
    for (path, page) in built.pages() {
        let address = path.trim_end_matches("index.html");
        let stem = address.strip_prefix("vi/").unwrap_or(address);
        for expected in [
            format!("<link rel=\"canonical\" href=\"https://example.org/yearbook/{address}\">"),
            format!(
                "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/yearbook/{stem}\">"
            ),
            format!(
                "<link rel=\"alternate\" hreflang=\"vi\" href=\"https://example.org/yearbook/vi/{stem}\">"
            ),
            format!(
                "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/yearbook/{stem}\">"
            ),
        ] {
            assert!(page.contains(&expected), "{path} lacks {expected}");
        }
        let body = page.split("<body ").nth(1).expect("a body");
        for link in internal(body) {
            assert!(link.starts_with("/yearbook/"), "{path}: {link}");
        }
    }
}

#[test]
fn the_base_address_of_the_file_is_used_and_the_command_line_wins() {
    let config = "title = \"Test\"\nlanguages = [\"en\"]\nbase_url = \"https://a.example/one/\"\n";
    let site = Project::new().config(config);
    assert!(
        site.build()
            .page("")
            .contains("<a class=\"brand\" href=\"/one/\">")
    );
    let built = site.clone().base_url("/two/").build();
    assert!(
        built
            .page("")
            .contains("<a class=\"brand\" href=\"/two/\">")
    );
    site.replaced("yearbook.toml", "https://a.example/one/", "a.example")
        .fails_with("bad-config")
        .is("yearbook.toml:3:12: bad-config: `a.example` is not a base address; expected an address such as https://example.org/statistics/ or a path such as /statistics/");
}

const CHART: &str =
    "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\n```\n";

fn moved(front: &str) -> Project {
    Project::new()
        .codes("areas.csv", "area,name_en\nnorth,North\nsouth,South\n")
        .data("x.csv", "area,people\nnorth,1\nsouth,2\n")
        .file(
            "content/new.md",
            format!("+++\ntitle = \"New\"\nsummary = \"S.\"\n{front}+++\n{CHART}"),
        )
}

#[test]
fn a_former_address_sends_on_and_keeps_the_files_of_figures() {
    let built = moved("aliases = [\"/old/name/\", \"/page.html\", \"/cũ xưa/\"]\n")
        .config("title = \"Test\"\nlanguages = [\"en\"]\nhosts = [\"netlify\", \"apache\"]\n")
        .base_url("https://example.org/stat/")
        .build();
    for path in ["old/name/index.html", "page.html"] {
        let page = built.file(path);
        assert!(
            page.contains("<meta http-equiv=\"refresh\" content=\"0; url=/stat/new/\">"),
            "{page}"
        );
        assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/stat/new/\">"));
        assert!(page.contains("<a href=\"/stat/new/\">New</a>"));
        assert!(page.contains("noindex"));
    }
    let files = ["c.csv", "c.svg", "c.zip", "c.embed/index.html", "card.png"];
    for file in files {
        let (now, then) = (format!("new/{file}"), format!("old/name/{file}"));
        assert_eq!(built.tree()[&now], built.tree()[&then], "{file}");
    }
    assert!(!built.file("sitemap.xml").contains("old/name"));
    let index: serde_json::Value =
        serde_json::from_str(built.file("api/index.json")).expect("JSON");
    let host = "https://example.org/stat";
    assert_eq!(
        index["redirects"][format!("{host}/old/name/")],
        format!("{host}/new/")
    );
    assert_eq!(
        built.file("_redirects"),
        "/stat/old/name/ /stat/new/ 301!\n/stat/page.html /stat/new/ 301!\n/stat/c%C5%A9%20x%C6%B0a/ /stat/new/ 301!\n"
    );
    for line in [
        "RedirectMatch 301 \"^/stat/old/name/$\" \"/stat/new/\"\n",
        "RedirectMatch 301 \"^/stat/page\\.html$\" \"/stat/new/\"\n",
        "RedirectMatch 301 \"^/stat/cũ xưa/$\" \"/stat/new/\"\n",
    ] {
        assert!(built.file(".htaccess").contains(line), "{line}");
    }
}

#[test]
fn a_former_address_may_lie_above_the_page_that_it_leads_to() {
    let config = |host: &str| format!("title = \"Test\"\nlanguages = [\"en\"]\nhosts = [{host}]\n");
    let site = |host: &str| {
        let site = Project::new().page(
            "content/b/c.md",
            "+++\ntitle = \"C\"\nsummary = \"S.\"\naliases = [\"/b/\"]\n+++\n",
        );
        site.config(&config(host))
    };
    // No rule fits an address at which something is published, so that nothing goes round in circles.
    let built = site("\"cloudflare\"").build();
    assert_eq!(built.file("_redirects"), "/b/ /b/c/ 301\n");
    site("\"cloudflare\", \"netlify\"").fails_with("bad-config");
    assert!(
        site("\"apache\"")
            .build()
            .file(".htaccess")
            .contains("\"^/b/$\" \"/b/c/\"")
    );
}

#[test]
fn nobody_is_sent_on_from_what_the_program_writes() {
    for own in [
        "/.yearbook.json/",
        "/robots.txt",
        "/api/x/",
        "/assets/x/",
        "/data/datapackage.json/",
    ] {
        moved(&format!("aliases = [\"{own}\"]\n")).fails_with("duplicate-address");
    }
}

#[test]
fn what_is_published_at_a_former_address_is_nobody_elses() {
    for aliases in ["\"/old/\"", "\"/old/\", \"/old/c.csv/\""] {
        let site = moved(&format!("aliases = [{aliases}]\n"));
        let site = match aliases {
            "\"/old/\"" => site.file("static/old/c.csv", "my own\n"),
            _ => site,
        };
        site.fails_with("duplicate-address");
    }
}

#[test]
fn signs_that_mean_something_to_a_host_are_encoded() {
    let built = moved("aliases = [\"/Special:Map*/\"]\n")
        .config("title = \"Test\"\nlanguages = [\"en\"]\nhosts = [\"cloudflare\"]\n")
        .build();
    assert_eq!(built.file("_redirects"), "/Special%3AMap%2A/ /new/ 301\n");
}

#[test]
fn figures_and_data_are_not_called_as_their_descriptor() {
    let figure = moved("").replaced("content/new.md", "\"c\"", "\"datapackage\"");
    let told = figure.fails_with("duplicate-address").told();
    assert!(
        told.contains(
            "content/new.md:6:6: duplicate-address: `datapackage` is what the descriptor is called"
        ),
        "{told}"
    );
    Project::new()
        .data("datapackage.csv", "area,people\nnorth,1\n")
        .fails_with("duplicate-address");
}

#[test]
fn a_former_address_of_pages_for_codes_lies_above_theirs() {
    let built = moved("")
        .file(
            "content/b.md",
            "+++\ntitle = \"{{ area }}\"\nsummary = \"S.\"\neach = \"areas\"\naliases = [\"/places/\"]\n+++\n",
        )
        .build();
    assert!(
        built
            .file("places/north/index.html")
            .contains("url=/b/north/")
    );
}

#[test]
fn former_addresses_are_paths_that_nothing_else_has() {
    for wrong in ["old/", "/a?b/", "/a//b/", "/../x/"] {
        let failure = moved(&format!("aliases = [\"{wrong}\"]\n")).fails_with("bad-front-matter");
        failure.is(&format!(
            "content/new.md:4:12: bad-front-matter: `{wrong}` is no address of this site; expected a path from the site's front page, such as \"/old/name/\""
        ));
    }
    for wrong in ["/.git/", "/.GIT/x/", "/a/git~1/", "/.github/"] {
        let failure = moved(&format!("aliases = [\"{wrong}\"]\n")).fails_with("bad-front-matter");
        let told = format!("`{wrong}` would be a folder of version control");
        assert!(failure.told().contains(&told), "{}", failure.told());
    }
    moved("aliases = [\"/data/x/\"]\n").fails_with("duplicate-address");
    let told = moved("aliases = [\"/data/old.csv\"]\n")
        .fails_with("bad-front-matter")
        .told();
    assert!(told.contains("`/data/old.csv` was a file"), "{told}");
}

#[test]
fn a_path_that_no_file_can_have_was_never_published() {
    let folder = moved("").write();
    let run = folder.run(&["build", "--output", "before"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let list = folder.root.join("before/.yearbook.json");
    let text = std::fs::read_to_string(&list).expect("the list");
    let mut list: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let files = list["files"].as_object_mut().expect("files by their paths");
    let (_, file) = files.iter().next().expect("a file");
    let file = file.clone();
    files.insert(format!("{}b", "a/".repeat(200_000)), file);
    folder.put("before/.yearbook.json", list.to_string());
    let run = folder.run(&["build", "--output", "after", "--previous", "before"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("a/a/a/"));
}

#[test]
fn an_address_that_was_published_before_leads_somewhere() {
    let folder = moved("").write();
    let root = folder.root.clone();
    let before = |arguments: &[&str]| folder.run(arguments);
    let run = before(&["build", "--output", "before"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.ends_with("addresses and revisions published before: not checked (`--previous DIR` names the site published last)\n"), "{}", run.stderr);
    std::fs::rename(root.join("content/new.md"), root.join("content/newer.md")).expect("renamed");
    let build = ["build", "--output", "after", "--previous", "before"];
    let run = before(&build);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    assert!(
        run.stderr
            .contains("error[vanished-address]: /new/ was published before and is gone, and "),
        "{}",
        run.stderr
    );
    assert!(!root.join("after").exists());
    let page = std::fs::read_to_string(root.join("content/newer.md")).expect("the page");
    folder.put(
        "content/newer.md",
        page.replace("summary", "aliases = [\"/new/\"]\nsummary"),
    );
    let run = before(&build);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("not checked"), "{}", run.stderr);
    // Whatever else lies in the folder was not published by the site.
    std::fs::write(root.join("before/lost.csv"), "a\n").expect("written");
    let run = before(&build);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    // In a folder that does not say what was published, everything was.
    std::fs::remove_file(root.join("before/.yearbook.json")).expect("removed");
    let run = before(&build);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    let config = std::fs::read_to_string(root.join("yearbook.toml")).expect("the configuration");
    folder.put(
        "yearbook.toml",
        config + "\n[gone]\n\"/lost.csv\" = \"Merged.\"\n",
    );
    assert_eq!(before(&build).status, Some(0));
    assert_eq!(before(&["build", "--previous", "nowhere"]).status, Some(2));
}
