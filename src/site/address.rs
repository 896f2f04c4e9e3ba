//! Addresses: paths of pages and files below the site's root.

use std::fmt;

use crate::config::{BaseUrl, Config};
use crate::content::slug;
use crate::locale::Language;

/// A path below the site's root, without a leading `/`. Pages end with `/` (the front page is
/// empty); files do not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// The part behind the last folder.
    pub fn file_name(&self) -> &str {
        let path = self.as_str();
        path.rsplit_once('/').map_or(path, |(_, name)| name)
    }

    /// The address of a document by its stem: `a/page` becomes `a/page/`, `index` its folder. A
    /// page for codes lies below it, at what stands for the codes: names may change.
    pub(super) fn of_document<'c>(
        stem: &str,
        codes: impl Iterator<Item = &'c str>,
        language: &Language,
        config: &Config,
    ) -> Address {
        let mut parts: Vec<String> = stem.split('/').map(slug).collect();
        if parts.last().is_some_and(|last| last == "index") {
            parts.pop();
        }
        parts.extend(codes.map(str::to_owned));
        Address::page(&parts.join("/"), language, config)
    }

    /// The address of a page at a path without slashes at its ends, in a language.
    pub(super) fn page(path: &str, language: &Language, config: &Config) -> Address {
        let mut address = String::new();
        if language != config.default_language() {
            address.push_str(language.tag());
            address.push('/');
        }
        if !path.is_empty() {
            address.push_str(path);
            address.push('/');
        }
        Address(address)
    }

    /// The address of a file.
    pub fn file(path: impl Into<String>) -> Address {
        Address(path.into())
    }

    /// The address of a file below this page.
    #[must_use]
    pub fn join(&self, file: &str) -> Address {
        Address(format!("{}{file}", self.0))
    }

    /// The path of the file in the published tree.
    pub fn output_path(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') {
            format!("{}index.html", self.0)
        } else {
            self.0.clone()
        }
    }

    /// The address as a link from any page of the site.
    pub fn href(&self, base_url: &BaseUrl) -> String {
        base_url.path_to(&encode(&self.0))
    }

    /// The absolute address, if the site's host is known.
    pub fn absolute(&self, base_url: &BaseUrl) -> Option<String> {
        base_url.absolute(&encode(&self.0))
    }

    /// The path itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// Percent-encodes what may not stand in the path of a URL (RFC 3986, section 3.3).
pub fn encode(path: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("writing to a text cannot fail");
        }
    }
    encoded
}
