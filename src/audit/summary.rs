//! What an audit keeps of a rendered page.

use serde::{Deserialize, Serialize};

/// The ids and links of a rendered page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSummary {
    /// The page's path below the site's root, with `/` at its end.
    pub address: String,
    /// Every id, in reading order.
    pub ids: Vec<String>,
    /// Every address that the page leads to or loads, in reading order.
    pub links: Vec<String>,
}

impl PageSummary {
    /// Reads a page of our own making: attribute values are in double quotes, and a double quote
    /// stands nowhere else but in tags.
    pub fn read(address: &str, html: &str) -> PageSummary {
        let mut links = values(html, " href=\"");
        links.extend(values(html, " src=\""));
        PageSummary {
            address: address.to_owned(),
            ids: values(html, " id=\""),
            links,
        }
    }
}

fn values(html: &str, attribute: &str) -> Vec<String> {
    memchr::memmem::find_iter(html.as_bytes(), attribute)
        .filter_map(|at| {
            let value = &html[at + attribute.len()..];
            let end = memchr::memchr(b'"', value.as_bytes())?;
            let value = &value[..end];
            if memchr::memchr(b'&', value.as_bytes()).is_none() {
                return Some(value.to_owned());
            }
            Some(value.replace("&amp;", "&").replace("&#39;", "'"))
        })
        .collect()
}
