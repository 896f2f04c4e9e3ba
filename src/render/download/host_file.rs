//! Files that tell a host with which headers it serves the site.

use crate::config::Host;
use crate::site::{Redirect, encode};

/// What a page may load: its own files and nothing else. Pages repeat it in a meta element, for hosts
/// that send no headers.
pub(in crate::render) const POLICY: &str = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'";

/// The same for pages on which readers search: the program that looks through texts is no JavaScript.
pub(in crate::render) const POLICY_OF_SEARCH: &str = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'";

/// The same for pages without a script.
pub(in crate::render) const POLICY_WITHOUT_SCRIPT: &str = "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'";

/// The headers of every file: a page may ask for less, and never for more.
const HEADERS: [(&str, &str); 5] = [
    ("Content-Security-Policy", POLICY_OF_SEARCH),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    ),
];

/// How long files are kept whose names change with their content: a year.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// What any page elsewhere may read, because all of it is public.
const SHARED: (&str, &str) = ("Access-Control-Allow-Origin", "*");

/// The names and the texts of the files for a host. The site lies below `base_path`, which has `/` at both
/// ends.
pub fn host_files(
    host: Host,
    base_path: &str,
    redirects: &[Redirect],
) -> Vec<(&'static str, String)> {
    let texts = match host {
        Host::Netlify => vec![
            addresses_with_headers(base_path),
            // Without the sign of force what is published at both places would be shown at the old one.
            redirect_lines(base_path, redirects, "301!"),
        ],
        Host::Cloudflare => vec![
            addresses_with_headers(base_path),
            // Redirects are followed there whether or not something is published.
            redirect_lines(base_path, redirects, "301"),
        ],
        Host::Apache => vec![apache(base_path, redirects)],
    };
    host.file_names().iter().copied().zip(texts).collect()
}

/// Former addresses, and where they lead. What lay below a page is published there too, and other pages
/// may lie below it now: no line is for more than one address.
fn redirect_lines(base_path: &str, redirects: &[Redirect], status: &str) -> String {
    let lines = redirects.iter().map(|redirect| {
        // These two signs stand for other texts there.
        let from = encode(&redirect.from)
            .replace('*', "%2A")
            .replace(':', "%3A");
        format!(
            "{base_path}{from} {base_path}{} {status}\n",
            encode(&redirect.to)
        )
    });
    lines.collect()
}

/// Netlify, Cloudflare Pages and others: addresses, and below each its headers.
fn addresses_with_headers(base_path: &str) -> String {
    let mut text = format!("{base_path}*\n");
    for (name, value) in HEADERS {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text.push_str(&format!(
        "{base_path}assets/*\n  Cache-Control: {FOREVER}\n"
    ));
    let (name, value) = SHARED;
    for folder in ["api", "data"] {
        text.push_str(&format!("{base_path}{folder}/*\n  {name}: {value}\n"));
    }
    text
}

/// Apache with `AllowOverride FileInfo`.
fn apache(base_path: &str, redirects: &[Redirect]) -> String {
    let mut text = format!(
        "ErrorDocument 404 {base_path}404.html\nAddDefaultCharset utf-8\nAddCharset utf-8 .bib .css .csv .geojson .ics .js .json .ris .svg .txt .xml\n\n<IfModule mod_headers.c>\n"
    );
    for (name, value) in HEADERS {
        text.push_str(&format!("  Header always set {name} \"{value}\"\n"));
    }
    // The names of assets hold ten letters of the hash of their content.
    text.push_str(&format!(
        "  <FilesMatch \"\\.[0-9a-f]{{10}}\\.[a-z0-9]+$\">\n    Header set Cache-Control \"{FOREVER}\"\n  </FilesMatch>\n"
    ));
    let (name, value) = SHARED;
    text.push_str(&format!(
        "  <FilesMatch \"\\.(csv|geojson|json|jsonld|png|svg|ttl|xlsx|xml|zip)$\">\n    Header set {name} \"{value}\"\n  </FilesMatch>\n</IfModule>\n"
    ));
    for Redirect { from, to } in redirects {
        // A plain `Redirect` would send on from everything below an address as well.
        text.push_str(&format!(
            "RedirectMatch 301 \"^{}$\" \"{base_path}{}\"\n",
            as_pattern(&format!("{base_path}{from}")),
            encode(to)
        ));
    }
    text
}

/// A path as a regular expression that fits it alone.
fn as_pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for sign in path.chars() {
        if sign.is_ascii_punctuation() && !"/-_".contains(sign) {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern
}
