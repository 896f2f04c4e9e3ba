//! What a host needs besides the site: compressed copies of text files, a file with headers.

use std::collections::BTreeSet;
use std::io::Read;

use crate::project::{Project, has_ending, tree};

fn site() -> Project {
    Project::new()
        .data("x.csv", "area,people\nnorth,1000\nsouth,2000\n")
        .page("content/a.md", "Text.\n\n```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\n```\n")
        .file("static/picture.webp", b"RIFF".to_vec())
        .file("static/robots.txt", "User-agent: *\n")
}

#[test]
fn every_text_file_has_two_copies_that_are_the_same_unpacked() {
    let plain = site().build();
    let built = site().precompress().build();
    let mut copies = BTreeSet::new();
    for (path, content) in built.tree() {
        let mut unpacked = Vec::new();
        let Some((original, ending)) = path.rsplit_once('.') else {
            continue;
        };
        match ending {
            "gz" => flate2::read::GzDecoder::new(content.as_slice())
                .read_to_end(&mut unpacked)
                .expect("gzip"),
            "br" => brotli::Decompressor::new(content.as_slice(), 4096)
                .read_to_end(&mut unpacked)
                .expect("Brotli"),
            _ => continue,
        };
        assert!(unpacked == built.tree()[original], "{path}");
        copies.insert(original.to_owned());
    }
    let texts = [
        "html", "css", "js", "svg", "csv", "json", "bib", "ris", "txt",
    ];
    let is_text = |path: &&str| texts.iter().any(|ending| has_ending(path, ending));
    let expected: BTreeSet<String> = plain
        .files()
        .into_iter()
        .filter(is_text)
        .map(str::to_owned)
        .collect();
    assert_eq!(copies, expected);
    assert!(
        expected.contains("a/c.csv")
            && expected.contains("data/x.csv")
            && expected.contains("robots.txt")
    );
    assert!(!copies.contains("picture.webp"));
}

#[test]
fn copies_come_and_go_with_the_option_and_are_kept_while_nothing_changes() {
    let with_search = "+++\ntitle = \"Find\"\nsummary = \"S.\"\nkind = \"search\"\n+++\n";
    let site = || site().page("content/searching.md", with_search);
    let folder = site().write();
    let build = |arguments: &[&str]| {
        let run = folder.run(&[&["build", "--quiet"], arguments].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        tree(&folder.root.join("public"))
    };
    let plain = build(&[]);
    let with = build(&["--precompress"]);
    assert_eq!(with, site().precompress().build().tree().clone());
    assert_eq!(build(&[]), plain);
    assert_eq!(build(&["--precompress"]), with);
    let time = |path: &str| {
        folder
            .root
            .join("public")
            .join(path)
            .metadata()
            .and_then(|m| m.modified())
            .expect("a file")
    };
    let before = (time("a/index.html.br"), time("data/x.csv.gz"));
    folder.put(
        "content/b.md",
        "+++\ntitle = \"B\"\nsummary = \"B.\"\n+++\n",
    );
    let more = build(&["--precompress"]);
    assert!(more.contains_key("b/index.html.gz"));
    assert_eq!(before, (time("a/index.html.br"), time("data/x.csv.gz")));
    std::fs::remove_file(folder.root.join("content/b.md")).expect("removed");
    assert_eq!(build(&[]), plain);
}

#[test]
fn a_host_is_told_the_headers_of_the_site() {
    let config = |hosts: &str| {
        format!(
            "title = \"T\"\nlanguages = [\"en\"]\nbase_url = \"https://example.org/stat/\"\nhosts = {hosts}\n"
        )
    };
    let built = site()
        .config(&config("[\"cloudflare\", \"apache\"]"))
        .build();
    let headers = built.file("_headers");
    assert!(
        headers.starts_with("/stat/*\n  Content-Security-Policy: default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'\n  X-Content-Type-Options: nosniff\n"),
        "{headers}"
    );
    assert!(
        headers.ends_with("/stat/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n/stat/api/*\n  Access-Control-Allow-Origin: *\n/stat/data/*\n  Access-Control-Allow-Origin: *\n"),
        "{headers}"
    );
    let apache = built.file(".htaccess");
    assert!(
        apache.starts_with("ErrorDocument 404 /stat/404.html\n"),
        "{apache}"
    );
    assert!(
        apache.contains(
            "  Header always set Content-Security-Policy \"default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval';"
        ),
        "{apache}"
    );
    assert!(!site().build().tree().contains_key("_headers"));
    let wrong = site()
        .config(&config("\"netlfy\""))
        .fails_with("bad-config")
        .told();
    assert!(
        wrong.contains("expected one of netlify, cloudflare, apache; did you mean `netlify`?"),
        "{wrong}"
    );
    let own = site()
        .config(&config("\"netlify\""))
        .file("static/_headers", "/*\n");
    own.fails_with("duplicate-address");
}

#[test]
fn the_policy_of_the_headers_allows_what_every_page_asks_for() {
    let built = Project::own()
        .replaced(
            "yearbook.toml",
            "languages = [\"en\", \"vi\"]",
            "languages = [\"en\", \"vi\"]\nhosts = [\"netlify\"]",
        )
        .build();
    let headers = built.file("_headers");
    let allowed: BTreeSet<&str> = headers
        .lines()
        .find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "))
        .expect("a policy")
        .split("; ")
        .collect();
    for (path, page) in built.pages().chain(built.embedded()) {
        let own = page
            .split("Content-Security-Policy\" content=\"")
            .nth(1)
            .expect("a policy");
        let own = own.split('"').next().unwrap_or_default();
        // A page may ask for less than the headers allow.
        let is_allowed = |part: &str| allowed.iter().any(|known| known.starts_with(part));
        assert!(own.split("; ").all(is_allowed), "{path}: {own}");
        // Nothing that the policy forbids stands on a page.
        for forbidden in ["<script>", "style=\"", "<style", " onclick", "javascript:"] {
            let without_snippets = page.replace("style=&quot;", "");
            assert!(!without_snippets.contains(forbidden), "{path}: {forbidden}");
        }
    }
}
