//! What the preview answers.

use super::FOLDER;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Here it is.
    Found,
    /// It is at another path.
    Moved,
    /// There is no such thing.
    NotFound,
    /// There should be such a thing, and the site has errors.
    Broken,
}

/// What is sent to a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How the request ended.
    pub status: Status,
    /// The type of the content; for [`Status::Moved`] the content is the other path.
    pub kind: &'static str,
    /// The content.
    pub content: Vec<u8>,
}

/// The fingerprint of a page that stands for one with errors.
pub(super) const BROKEN: &str = "broken";

/// The type of HTML.
pub(super) const HTML: &str = "text/html; charset=utf-8";

const SCRIPT: &[u8] = include_bytes!("client.js");
const STYLE: &[u8] = include_bytes!("client.css");

impl Answer {
    pub(super) fn found(path: &str, content: Vec<u8>) -> Answer {
        Answer {
            status: Status::Found,
            kind: kind(path),
            content,
        }
    }

    pub(super) fn moved(path: String) -> Answer {
        Answer {
            status: Status::Moved,
            kind: "text/plain",
            content: path.into_bytes(),
        }
    }

    /// A page of the preview's own: it says something, and is replaced when the site changes.
    pub(super) fn message(status: Status, title: &str, text: &str, base_path: &str) -> Answer {
        let mut escaped = crate::markup::Markup::new();
        escaped.text(text);
        let html = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             </head><body><h1>{title}</h1><p class=\"yearbook-message\">{}</p></body></html>\n",
            escaped.finish()
        );
        let seen = match status {
            Status::Broken => BROKEN,
            Status::Found | Status::Moved | Status::NotFound => "",
        };
        Answer {
            status,
            kind: HTML,
            content: with_client(&html, base_path, seen).into_bytes(),
        }
    }
}

/// The preview's own files.
pub(super) fn own_file(path: &str) -> Option<Answer> {
    match path.strip_prefix(FOLDER)? {
        "client.js" => Some(Answer::found(path, SCRIPT.to_vec())),
        "client.css" => Some(Answer::found(path, STYLE.to_vec())),
        _ => None,
    }
}

/// A page with the script that tells its reader of changes, and a policy that lets it.
pub(super) fn with_client(html: &str, base_path: &str, fingerprint: &str) -> String {
    let tags = format!(
        "<link rel=\"stylesheet\" href=\"{base_path}{FOLDER}client.css\">\
         <script src=\"{base_path}{FOLDER}client.js\" data-base=\"{base_path}{FOLDER}\" \
         data-seen=\"{fingerprint}\" defer></script></head>"
    );
    let html = html.replacen("</head>", &tags, 1);
    if html.contains("script-src 'self'; ") {
        html
    } else {
        html.replacen(
            "connect-src 'self'; ",
            "connect-src 'self'; script-src 'self'; ",
            1,
        )
    }
}

fn kind(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" | "" => HTML,
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "geojson" => "application/geo+json",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        _ if path.ends_with('/') => HTML,
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_the_script_and_a_policy_that_lets_it() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; style-src 'self'\"></head><body>";
        let html = with_client(page, "/stat/", "abc");
        assert!(
            html.contains("default-src 'none'; connect-src 'self'; script-src 'self'; style-src")
        );
        assert!(html.contains("<script src=\"/stat/.yearbook/client.js\""));
        let charts = page.replace("style-src", "script-src 'self'; style-src");
        let html = with_client(&charts, "/", "");
        assert_eq!(html.matches("script-src").count(), 1);
    }
}
