//! What an audit keeps of a rendered page.

use serde::{Deserialize, Serialize};

/// The ids and links of a rendered page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSummary {
    /// The page's path below the site's root, with `/` at its end.
    pub address: String,
    ids: Values,
    links: Values,
}

/// Values of attributes, in one text: a site has millions of them. Each ends with a double quote,
/// which none holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Values(Box<str>);

impl PageSummary {
    /// Reads a page of our own making: attribute values are in double quotes, and a double quote
    /// stands nowhere else but in tags.
    pub fn read(address: &str, html: &str) -> PageSummary {
        PageSummary {
            address: address.to_owned(),
            ids: Values::read(html, &[" id=\""]),
            links: Values::read(html, &[" href=\"", " src=\""]),
        }
    }

    /// Every id, in reading order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter()
    }

    /// Every address that the page leads to, and then every one that it loads, in reading order.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.links.iter()
    }
}

impl Values {
    fn read(html: &str, attributes: &[&str]) -> Values {
        let mut values = String::new();
        for attribute in attributes {
            for at in memchr::memmem::find_iter(html.as_bytes(), attribute) {
                let value = &html[at + attribute.len()..];
                let Some(end) = memchr::memchr(b'"', value.as_bytes()) else {
                    break;
                };
                let value = &value[..end];
                if memchr::memchr(b'&', value.as_bytes()).is_none() {
                    values.push_str(value);
                } else {
                    values.push_str(&value.replace("&amp;", "&").replace("&#39;", "'"));
                }
                values.push('"');
            }
        }
        Values(values.into_boxed_str())
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_links_are_those_of_tags() {
        let html =
            "<a id=\"x\" href=\"/a/?b&amp;c\">href=&quot;y&quot;</a><img src=\"\"><b id=\"\"></b>";
        let summary = PageSummary::read("a/", html);
        assert_eq!(summary.ids().collect::<Vec<_>>(), ["x", ""]);
        assert_eq!(summary.links().collect::<Vec<_>>(), ["/a/?b&c", ""]);
    }
}
