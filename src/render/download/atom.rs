//! Feeds in the Atom format (RFC 4287). A day is written as its first second in universal time.

use crate::markup::Markup;
use crate::site::FeedInputs;

/// What stands before every file of XML.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// The file of a feed.
pub(in crate::render) fn atom(feed: &FeedInputs) -> Vec<u8> {
    let mut markup = Markup::new();
    let namespace = ("xmlns", "http://www.w3.org/2005/Atom");
    markup.open("feed", &[namespace, ("xml:lang", &feed.language)]);
    markup.element("id", &[], &feed.href);
    markup.element("title", &[], &feed.title);
    markup.element("updated", &[], &time(&feed.updated));
    let media_type = ("type", "application/atom+xml");
    markup.empty("link", &[("rel", "self"), media_type, ("href", &feed.href)]);
    markup.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &feed.page),
        ],
    );
    markup.open("author", &[]);
    markup.element("name", &[], &feed.author);
    markup.close();
    for entry in &feed.entries {
        markup.open("entry", &[]);
        markup.element("id", &[], &entry.id);
        markup.element("title", &[], &entry.title);
        markup.element("updated", &[], &time(&entry.updated));
        markup.element("published", &[], &time(&entry.updated));
        markup.empty(
            "link",
            &[
                ("rel", "alternate"),
                ("type", "text/html"),
                ("href", &entry.href),
            ],
        );
        if let Some(summary) = &entry.summary {
            markup.element("summary", &[], summary);
        }
        markup.close();
    }
    markup.close();
    format!("{DECLARATION}{}\n", markup.finish()).into_bytes()
}

fn time(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
