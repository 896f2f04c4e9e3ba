//! The list of all pages for search engines (<https://www.sitemaps.org/protocol.html>), and what programs
//! may look at.

use crate::markup::Markup;
use crate::site::SITEMAP;

/// The most pages of one list.
const MOST_PAGES: usize = 50_000;

/// What stands before every file of XML.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// A page of the list. All addresses are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedPage<'a> {
    /// Its address.
    pub href: String,
    /// When it last changed, as ISO 8601 writes it.
    pub changed: Option<&'a str>,
    /// Its versions by the tags of their languages, itself among them; none for a page in one language.
    pub versions: Vec<(&'a str, String)>,
}

/// The files of the list, the one that names the others first. `root` is the absolute address of the
/// site.
pub fn sitemap(pages: &[MappedPage<'_>], root: &str) -> Vec<(String, String)> {
    let parts: Vec<&[MappedPage<'_>]> = pages.chunks(MOST_PAGES).collect();
    if let [one] = parts.as_slice() {
        return vec![(SITEMAP.to_owned(), list(one))];
    }
    let name = |part: usize| format!("sitemap-{}.xml", part + 1);
    let mut markup = Markup::new();
    markup.open("sitemapindex", &[NAMESPACE]);
    for part in 0..parts.len() {
        markup.open("sitemap", &[]);
        markup.element("loc", &[], &format!("{root}{}", name(part)));
        markup.close();
    }
    markup.close();
    let index = (
        SITEMAP.to_owned(),
        format!("{DECLARATION}{}\n", markup.finish()),
    );
    let parts = parts.into_iter().enumerate();
    let parts = parts.map(|(part, pages)| (name(part), list(pages)));
    std::iter::once(index).chain(parts).collect()
}

fn list(pages: &[MappedPage<'_>]) -> String {
    let mut markup = Markup::new();
    markup.open(
        "urlset",
        &[NAMESPACE, ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")],
    );
    for page in pages {
        markup.open("url", &[]);
        markup.element("loc", &[], &page.href);
        if let Some(changed) = page.changed {
            markup.element("lastmod", &[], changed);
        }
        for (language, href) in &page.versions {
            let attributes = [
                ("rel", "alternate"),
                ("hreflang", *language),
                ("href", href),
            ];
            markup.empty("xhtml:link", &attributes);
        }
        markup.close();
    }
    markup.close();
    format!("{DECLARATION}{}\n", markup.finish())
}

/// The text for programs: all may look at everything, and where the list is.
pub fn robots(root: Option<&str>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(root) = root {
        text.push_str(&format!("\nSitemap: {root}{SITEMAP}\n"));
    }
    text
}
