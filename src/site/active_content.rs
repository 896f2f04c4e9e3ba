//! Files beside documents that could run code on the pages' host. Whoever means them puts them into
//! `static/`.

use super::Site;
use super::active_markup::code_in_markup;
use super::host_file::is_of_host;
use crate::diag::{Code, Diagnostic, Report, Source};

/// Endings of files that hosts run. Some run a file when its name has such an ending anywhere.
const RUN_BY_HOSTS: [&str; 24] = [
    "ashx", "asa", "asax", "asmx", "asp", "aspx", "cfm", "cgi", "fcgi", "jsp", "jspx", "pht",
    "phar", "php", "php3", "php4", "php5", "php6", "php7", "php8", "phps", "phtml", "shtm",
    "shtml",
];

/// Endings of files that browsers run, or that a host may run at the end of a name.
const RUN: [&str; 29] = [
    "application",
    "cjs",
    "hta",
    "htc",
    "htm",
    "html",
    "jar",
    "jnlp",
    "js",
    "jse",
    "jsm",
    "mht",
    "mhtml",
    "mjs",
    "pl",
    "stm",
    "svgz",
    "swf",
    "vbs",
    "wasm",
    "wsf",
    "xbl",
    "xht",
    "xhtm",
    "xhtml",
    "xsl",
    "xslt",
    "xul",
    "xap",
];

/// Endings of files that are markup and may be harmless.
const MARKUP: [&str; 15] = [
    "atom", "gml", "gpx", "graphml", "kml", "mathml", "mml", "qml", "rdf", "rss", "sld", "svg",
    "xbrl", "xml", "xsd",
];

/// Endings of files that no browser looks into to find out what they are.
const PLAIN: [&str; 23] = [
    "7z", "csv", "css", "docx", "gif", "ico", "jpeg", "jpg", "json", "mp3", "mp4", "ods", "odt",
    "ogg", "pdf", "png", "pptx", "tsv", "txt", "webm", "woff", "xlsx", "zip",
];

/// Such endings that not every host knows: it goes by the ending before them.
const PLAIN_IF_KNOWN: [&str; 5] = ["avif", "geojson", "ipynb", "webp", "woff2"];

/// Endings of compressed files, which hosts and browsers take off.
const COMPRESSED: [&str; 3] = ["br", "gz", "zst"];

/// How many bytes tell whether a file of no known kind is a page.
const LOOKED_AT: usize = 1024;

/// Reports every such file below `content/`.
pub(super) fn report_active_content(site: &Site<'_>, report: &mut Report) {
    if site.config.raw_html {
        return;
    }
    for raw in &site.raw_pages {
        let Some(below) = raw.path.strip_prefix("content/") else {
            continue;
        };
        let found = match kind_of(below) {
            _ if is_of_host(below) => Some("tells the host what to do".to_owned()),
            Kind::Plain => None,
            Kind::Run => Some("is run by browsers or hosts".to_owned()),
            Kind::Markup | Kind::Unknown => {
                let Ok(content) = raw.file.bytes() else {
                    // That it cannot be read is an error when it is published.
                    continue;
                };
                if kind_of(below) == Kind::Markup {
                    code_in_markup(&content)
                } else {
                    is_page(&content).then(|| "may be shown as a page of HTML".to_owned())
                }
            }
        };
        if let Some(found) = found {
            report.push(
                Diagnostic::error(Code::ActiveContent, format!("{} {found}", raw.path))
                    .at(Source::new(raw.path, Vec::new()).location(0..0))
                    .hint(format!(
                        "move it to static/{below} if it is meant, or remove it"
                    )),
            );
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Run,
    Markup,
    Unknown,
}

fn kind_of(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    // Hosts look at every ending, some also behind `;`, and Windows drops what is behind `:`.
    let mut parts: Vec<&str> = name.split(['.', ';', ':']).map(str::trim).collect();
    while parts.len() > 2 && parts.last().is_some_and(|part| COMPRESSED.contains(part)) {
        parts.pop();
    }
    let endings = &parts[1..];
    let has = |kinds: &[&str]| endings.iter().any(|ending| kinds.contains(ending));
    let is_last = |kinds: &[&str]| endings.last().is_some_and(|ending| kinds.contains(ending));
    if has(&RUN_BY_HOSTS) {
        Kind::Run
    } else if is_last(&PLAIN) {
        Kind::Plain
    } else if is_last(&MARKUP) {
        Kind::Markup
    } else if has(&RUN) || is_last(&COMPRESSED) {
        // A compressed file of no known kind cannot be looked into.
        Kind::Run
    } else if has(&MARKUP) {
        Kind::Markup
    } else if is_last(&PLAIN_IF_KNOWN) {
        Kind::Plain
    } else {
        Kind::Unknown
    }
}

/// Whether a browser that looks into a file of no known kind would take it for a page: it begins with a
/// tag, or holds a script near its beginning.
fn is_page(content: &[u8]) -> bool {
    let start = &content[..content.len().min(LOOKED_AT)];
    // A letter may take two bytes.
    let letters: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&letters).to_lowercase();
    let text = text.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{FFFD}')
    });
    text.starts_with('<') || text.contains("<script")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_without_their_ending() {
        assert!(is_page(b"\xEF\xBB\xBF \n<!DOCTYPE html><p>"));
        assert!(is_page(b"<script>"));
        for tag in [
            "p", "div", "a", "h1", "style", "title", "b", "br", "!--", "h:html",
        ] {
            assert!(is_page(format!(" \r\n<{tag}>").as_bytes()), "{tag}");
        }
        assert!(is_page(b"x <SCRIPT>1</SCRIPT>"));
        assert!(is_page(b"\xFF\xFE<\0p\0>\0"));
        assert!(!is_page(b"PK\x03\x04"));
        assert!(!is_page(b"\0\x01\0\0\0\x0C\0\x80\0\x03 a < b"));
        assert!(!is_page(b"a < b, and b > c"));
    }

    #[test]
    fn every_ending_of_a_name_counts() {
        for name in [
            "e.xhtm",
            "e.HTML.vi",
            "e.html.",
            "e.html.bak",
            "e.htm.en",
            "e.php5",
            "e.pht",
            "e.shtm",
            "a/e.php.jpg",
            "e.asp;.jpg",
            "e.html ",
            "e.js.gz",
            "sw.js.br",
            "e.svgz.gz",
            "e.gz",
            "index.html.zst",
            "e.html.gz.br",
            "e.aspx::$data",
            "e.xul",
            "e.phtml.txt",
        ] {
            assert!(kind_of(name) == Kind::Run, "{name}");
        }
        for name in ["e.svg", "e.svg.gz", "e.svg.vi", "e.XML", "e.svg.en.bak"] {
            assert!(kind_of(name) == Kind::Markup, "{name}");
        }
        for name in [
            "report.v1.2.pdf",
            "x.csv",
            "x.csv.gz",
            "drawing.svg.png",
            "page.html.pdf",
            "chart.js.zip",
            "table.html-notes.txt",
            "x.ipynb",
            "report.pl.xlsx",
            "f.woff2",
        ] {
            assert!(kind_of(name) == Kind::Plain, "{name}");
        }
        for name in [
            "html",
            "x.tar.gz",
            "x.parquet",
            "f.ttf",
            "x.tar",
            "LICENSE",
            "x.dta",
            "x.py",
            "",
        ] {
            assert!(kind_of(name) == Kind::Unknown, "{name}");
        }
    }
}
