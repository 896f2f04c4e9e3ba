//! Files beside documents that could run code on the pages' host. Whoever means them puts them into
//! `static/`.

use super::Site;
use crate::diag::{Code, Diagnostic, Report, Source};

/// Endings of files that browsers or hosts run.
const RUN: [&str; 26] = [
    "asp", "aspx", "cgi", "cjs", "hta", "htc", "htm", "html", "jar", "js", "jsp", "mht", "mhtml",
    "mjs", "phar", "php", "phtml", "pl", "shtml", "svgz", "swf", "wasm", "xht", "xhtml", "xsl",
    "xslt",
];

/// Endings of files that are markup and may be harmless.
const MARKUP: [&str; 8] = ["atom", "gpx", "kml", "mathml", "rdf", "rss", "svg", "xml"];

/// Endings of files that no browser looks into to find out what they are.
const PLAIN: [&str; 26] = [
    "7z", "avif", "csv", "css", "docx", "geojson", "gif", "ico", "jpeg", "jpg", "json", "mp3",
    "mp4", "ods", "odt", "ogg", "pdf", "png", "pptx", "tsv", "txt", "webm", "webp", "woff2",
    "xlsx", "zip",
];

/// How many bytes tell whether a file of no known kind is a page.
const LOOKED_AT: usize = 1024;

/// Elements that run code or hold a page of their own.
const ELEMENTS: [&str; 8] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "handler",
    "listener",
    "base",
];

/// Beginnings of addresses that run code.
const ADDRESSES: [&str; 5] = [
    "javascript:",
    "vbscript:",
    "data:text",
    "data:image/svg",
    "data:application",
];

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
                    is_page(&content).then(|| "begins as a page of HTML".to_owned())
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
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = ending.to_ascii_lowercase();
    let is_among = |endings: &[&str]| endings.contains(&ending.as_str());
    if is_among(&RUN) {
        Kind::Run
    } else if is_among(&MARKUP) {
        Kind::Markup
    } else if is_among(&PLAIN) {
        Kind::Plain
    } else {
        Kind::Unknown
    }
}

/// Whether a browser that looks into the file would take it for a page.
fn is_page(content: &[u8]) -> bool {
    let start = &content[..content.len().min(LOOKED_AT)];
    let text: String = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let tags = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<script",
        "<svg",
        "<?xml",
        "<!--",
        "<iframe",
    ];
    tags.iter().any(|tag| text.starts_with(tag))
}

/// What runs code in a file of markup.
fn code_in_markup(content: &[u8]) -> Option<String> {
    // Two bytes a letter, which hides every word.
    let Some(text) = std::str::from_utf8(content)
        .ok()
        .filter(|t| !t.contains('\0'))
    else {
        return Some("is markup that is not UTF-8, so that it cannot be checked".to_owned());
    };
    let text = text.to_lowercase();
    if text.contains("<!entity") {
        return Some("declares entities, which can hide code".to_owned());
    }
    if text.contains("<?xml-stylesheet") {
        return Some("names a style sheet, which can run code".to_owned());
    }
    let mut tags = text.split('<').skip(1);
    let element = tags.find_map(|tag| {
        let name: &str = tag
            .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .next()?;
        let local = name.rsplit(':').next().unwrap_or(name);
        ELEMENTS.iter().find(|element| **element == local)
    });
    if let Some(element) = element {
        return Some(format!("holds the element `{element}`"));
    }
    if has_handler(&text) {
        return Some("holds an event handler such as `onload`".to_owned());
    }
    let bare: String = without_references(&text)
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let address = ADDRESSES.iter().find(|address| bare.contains(**address));
    address.map(|address| format!("holds a `{address}` address"))
}

/// Whether an attribute in a tag begins with `on`.
fn has_handler(text: &str) -> bool {
    text.split('<').skip(1).any(|tag| {
        let tag = tag.split('>').next().unwrap_or(tag);
        tag.match_indices("on").any(|(at, _)| {
            let before = tag[..at].chars().next_back();
            let is_start = before.is_some_and(|c| c.is_whitespace() || "\"'/".contains(c));
            let behind = tag[at..].trim_start_matches(|c: char| c.is_ascii_lowercase());
            is_start && behind.trim_start().starts_with('=')
        })
    })
}

/// The text with numeric character references replaced by their characters.
fn without_references(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        plain.push_str(&rest[..at]);
        let body = &rest[at + 2..];
        let (digits, radix) = match body.strip_prefix('x') {
            Some(digits) => (digits, 16),
            None => (body, 10),
        };
        let length = digits
            .find(|c: char| !c.is_digit(radix))
            .unwrap_or(digits.len());
        let letter = u32::from_str_radix(&digits[..length], radix).ok();
        plain.extend(
            letter
                .and_then(char::from_u32)
                .map(|c| c.to_ascii_lowercase()),
        );
        rest = digits[length..]
            .strip_prefix(';')
            .unwrap_or(&digits[length..]);
    }
    plain.push_str(rest);
    // The words of HTML for characters that addresses may hold.
    for (word, sign) in [
        ("&colon;", ":"),
        ("&tab;", ""),
        ("&newline;", ""),
        ("&amp;", "&"),
    ] {
        plain = plain.replace(word, sign);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_drawings_is_found_however_it_is_written() {
        for svg in [
            "<svg><script>1</script></svg>",
            "<svg><x:SCRIPT/></svg>",
            "<svg onload=\"x()\"/>",
            "<svg/ONLOAD = 'x'>",
            "<svg><a href=\"java&#115;cript:x\"/></svg>",
            "<svg><a href=\"java\tscript&colon;x\"/></svg>",
            "<svg><set attributeName='href' to='javascript:x'/></svg>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>",
            "<svg><foreignObject/></svg>",
            "<svg><use href='data:image/svg+xml,x'/></svg>",
            "<?xml-stylesheet href='x.xsl'?><svg/>",
        ] {
            assert!(code_in_markup(svg.as_bytes()).is_some(), "{svg}");
        }
        assert!(code_in_markup(b"<\0s\0v\0g\0>\0").is_some());
        for svg in [
            "<svg viewBox=\"0 0 1 1\"><title>Contribution = on time</title><path d=\"M0 0\"/></svg>",
            "<svg><text font-size=\"3\">conversion=2 onload</text></svg>",
            "<svg><image href=\"data:image/png;base64,AAAA\"/></svg>",
        ] {
            assert_eq!(code_in_markup(svg.as_bytes()), None, "{svg}");
        }
    }

    #[test]
    fn pages_are_known_without_their_ending() {
        assert!(is_page(b"\xEF\xBB\xBF \n<!DOCTYPE html><p>"));
        assert!(is_page(b"<script>"));
        assert!(!is_page(b"PK\x03\x04"));
    }
}
