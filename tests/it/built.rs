//! A site that was built, and problems that stopped one.

use std::collections::BTreeMap;
use std::fmt::Write;

use yearbook::content::EDITORIAL_RULES;
use yearbook::diag::{Diagnostic, Severity};

use crate::project::{Folder, has_ending};

/// What the folder of a chart's own page ends with.
const EMBED: &str = ".embed/";

/// What hosts show where nothing else is.
const NOT_FOUND: &str = "404.html";

/// A published site.
pub struct Built {
    tree: BTreeMap<String, Vec<u8>>,
    warnings: Vec<Diagnostic>,
}

impl Built {
    pub fn new(folder: &Folder, warnings: Vec<Diagnostic>) -> Built {
        let tree = folder.published();
        Built { tree, warnings }
    }

    /// Every published file by its path.
    pub fn tree(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.tree
    }

    /// The paths of all published files but the manifest.
    pub fn files(&self) -> Vec<&str> {
        let paths = self.tree.keys().map(String::as_str);
        paths.filter(|path| *path != ".yearbook.json").collect()
    }

    /// Every page that has an address of its own: its path and its text.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_page = |path: &str| !path.contains(EMBED) && path != NOT_FOUND;
        self.html().filter(move |(path, _)| is_page(path))
    }

    /// Every page of one chart for the pages of others: its path and its text.
    pub fn embedded(&self) -> impl Iterator<Item = (&str, &str)> {
        self.html().filter(|(path, _)| path.contains(EMBED))
    }

    fn html(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tree
            .iter()
            .filter(|(path, _)| has_ending(path, "html"))
            .map(|(path, content)| (path.as_str(), text_of(content)))
    }

    /// The warnings in order, but for what only editors are told of a text: most sites of tests are
    /// as short as can be.
    pub fn warnings(&self) -> Vec<String> {
        let others = self
            .warnings
            .iter()
            .filter(|warning| !is_editorial(warning));
        others.map(told).collect()
    }

    /// What editors are told, in order.
    pub fn editorial(&self) -> Vec<String> {
        let editorial = self.warnings.iter().filter(|warning| is_editorial(warning));
        editorial.map(told).collect()
    }

    /// A published text file.
    #[track_caller]
    pub fn file(&self, path: &str) -> &str {
        let content = self.tree.get(path);
        let content = content.unwrap_or_else(|| panic!("no {path} among {:?}", self.files()));
        text_of(content)
    }

    /// The whole page at an address such as `targets/`.
    #[track_caller]
    pub fn page(&self, address: &str) -> &str {
        self.file(&format!("{address}index.html"))
    }

    /// What stands in `main`.
    #[track_caller]
    pub fn main(&self, address: &str) -> &str {
        let page = self.page(address);
        between(page, "<main id=\"content\">", "</main>").trim()
    }

    /// What stands in `main` below title and summary: what the document's text became.
    #[track_caller]
    pub fn prose(&self, address: &str) -> &str {
        let main = self.main(address);
        let end = main.find("</header>").expect("a page has a header");
        main[end + "</header>".len()..].trim()
    }

    /// The prose as a reader sees it: no markup, a line for each block, ` | ` between cells.
    #[track_caller]
    pub fn text(&self, address: &str) -> String {
        plain(self.prose(address))
    }

    /// The element of a figure.
    #[track_caller]
    pub fn figure(&self, address: &str, id: &str) -> &str {
        between(
            self.page(address),
            &format!("<figure id=\"{id}\""),
            "</figure>",
        )
    }

    /// The table of a figure as a reader sees it, a line for each row.
    #[track_caller]
    pub fn table(&self, address: &str, id: &str) -> String {
        let figure = self.figure(address, id);
        let head = between(figure, "<thead>", "</thead>");
        let body = between(figure, "<tbody>", "</tbody>");
        plain(&format!("{head}{body}"))
    }

    /// The drawing of a figure in one layout.
    #[track_caller]
    pub fn svg(&self, address: &str, id: &str, layout: &str) -> &str {
        let figure = self.figure(address, id);
        let is_of = |drawing: &&str| {
            let tag = &drawing[..drawing.find('>').unwrap_or(drawing.len())];
            tag.contains(&format!(" {layout}\""))
        };
        figure
            .match_indices("<svg ")
            .map(|(at, _)| {
                let end = figure[at..].find("</svg>").expect("a drawing ends");
                &figure[at..at + end + "</svg>".len()]
            })
            .find(is_of)
            .expect("a figure has both layouts")
    }
}

/// Problems that stopped a build.
pub struct Failure {
    errors: Vec<Diagnostic>,
}

impl Failure {
    #[track_caller]
    pub fn new(code: &str, diagnostics: Vec<Diagnostic>) -> Failure {
        let errors: Vec<Diagnostic> = diagnostics
            .into_iter()
            .filter(|d| d.severity == Severity::Error)
            .collect();
        let all = errors.iter().all(|d| d.code.name() == code);
        let told: Vec<String> = errors.iter().map(told).collect();
        assert!(
            all && !errors.is_empty(),
            "expected {code}:\n{}",
            told.join("\n")
        );
        Failure { errors }
    }

    /// Every error on a line: place, code, message, what was expected, hints.
    pub fn told(&self) -> String {
        let lines: Vec<String> = self.errors.iter().map(told).collect();
        lines.join("\n")
    }

    /// The only error of the build must be this one.
    #[track_caller]
    pub fn is(&self, expected: &str) {
        assert_text(&self.told(), expected);
    }
}

fn is_editorial(diagnostic: &Diagnostic) -> bool {
    EDITORIAL_RULES.contains(&diagnostic.code)
}

/// A problem on one line.
pub fn told(diagnostic: &Diagnostic) -> String {
    let mut line = String::new();
    if let Some(place) = &diagnostic.location {
        write!(line, "{}:{}:{}: ", place.path, place.line, place.column).expect("written");
    }
    write!(line, "{}: {}", diagnostic.code, diagnostic.message).expect("written");
    if let Some(expected) = &diagnostic.expected {
        write!(line, "; expected {expected}").expect("written");
    }
    for hint in &diagnostic.hints {
        write!(line, "; {hint}").expect("written");
    }
    line
}

/// Compares two texts of several lines and shows both in full.
#[track_caller]
pub fn assert_text(actual: &str, expected: &str) {
    let (actual, expected) = (actual.trim(), expected.trim());
    if actual == expected {
        return;
    }
    let differing = actual
        .lines()
        .zip(expected.lines())
        .position(|(a, b)| a != b)
        .unwrap_or_else(|| actual.lines().count().min(expected.lines().count()));
    panic!(
        "the texts differ from line {}\n--- actual\n{actual}\n--- expected\n{expected}",
        differing + 1
    );
}

/// What stands between two texts.
#[track_caller]
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("no `{from}`")) + from.len();
    let end = text[start..]
        .find(to)
        .unwrap_or_else(|| panic!("no `{to}` behind `{from}`"));
    &text[start..start + end]
}

/// Markup as a reader sees it. Words for screen readers alone and drawings are left out.
pub fn plain(html: &str) -> String {
    const BLOCKS: [&str; 17] = [
        "p",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "tr",
        "table",
        "section",
        "figure",
        "pre",
        "br",
        "blockquote",
        "hr",
        "div",
    ];
    let html = without(html, "<span class=\"visually-hidden\">", "</span>");
    let html = without(&html, "<svg ", "</svg>");
    let html = html.replace(
        "<caption class=\"visually-hidden\">",
        "<caption id=\"hidden\" class=\"visually-hidden\">",
    );
    let html = without(&html, "<caption id=", "</caption>");
    let mut text = String::new();
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start].replace('\n', " "));
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') && matches!(name, "td" | "th") {
            text.push_str(" | ");
        } else if tag == "/dt" {
            text.push_str(": ");
        } else if BLOCKS.contains(&name) {
            text.push('\n');
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    let lines = text
        .lines()
        .map(|line| {
            let line = line.trim().trim_end_matches('|').trim();
            line.split(' ')
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|line| !line.is_empty());
    unescaped(&lines.collect::<Vec<_>>().join("\n"))
}

/// Character references as the characters that they stand for.
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace('\u{A0}', " ")
        .replace("&amp;", "&")
}

fn without(text: &str, from: &str, to: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(from) {
        kept.push_str(&rest[..start]);
        let end = rest[start..].find(to).expect("what begins also ends");
        rest = &rest[start + end + to.len()..];
    }
    kept.push_str(rest);
    kept
}

fn text_of(content: &[u8]) -> &str {
    std::str::from_utf8(content).expect("a text file is UTF-8")
}
