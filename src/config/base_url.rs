//! Where a site is published: at a root, or below a path as project pages are.

use std::fmt;

/// An absolute `http` or `https` address that ends with `/`, or only a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// Scheme and host, such as `https://example.org`; empty when they are not known.
    origin: String,
    /// The path from the host's root, with `/` at both ends.
    path: String,
}

/// The text is not a base address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseUrlError;

impl BaseUrl {
    /// Reads `https://host/`, `https://host/path/` or `/path/`. A missing `/` at the end is added.
    pub fn parse(text: &str) -> Result<BaseUrl, BaseUrlError> {
        let (origin, path) = match text.find("://") {
            Some(scheme) if matches!(&text[..scheme], "http" | "https") => {
                let host = scheme + 3;
                let end = text[host..]
                    .find('/')
                    .map_or(text.len(), |slash| host + slash);
                if end == host {
                    return Err(BaseUrlError);
                }
                text.split_at(end)
            }
            Some(_) => return Err(BaseUrlError),
            None => ("", text),
        };
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%:".contains(c);
        if !origin.chars().chain(path.chars()).all(allowed)
            || path.contains("//")
            || path.split('/').any(|part| part == "..")
        {
            return Err(BaseUrlError);
        }
        if origin.is_empty() && !path.starts_with('/') {
            return Err(BaseUrlError);
        }
        let path = format!("/{}/", path.trim_matches('/'));
        Ok(BaseUrl {
            origin: origin.to_owned(),
            path: if path == "//" { "/".into() } else { path },
        })
    }

    /// The root of an unknown host.
    pub fn root() -> BaseUrl {
        BaseUrl {
            origin: String::new(),
            path: "/".into(),
        }
    }

    /// The path from the host's root to a file of the site, given without a leading `/`.
    pub fn path_to(&self, file: &str) -> String {
        format!("{}{file}", self.path)
    }

    /// The absolute address of a file of the site; `None` when the host is not known.
    pub fn absolute(&self, file: &str) -> Option<String> {
        (!self.origin.is_empty()).then(|| format!("{}{}{file}", self.origin, self.path))
    }

    /// Scheme and host, such as `https://example.org`, where they are known.
    pub fn origin(&self) -> Option<&str> {
        Some(self.origin.as_str()).filter(|origin| !origin.is_empty())
    }

    /// The path below which the site lies, with `/` at both ends.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_roots_and_paths() {
        let show = |text| BaseUrl::parse(text).map(|url| url.to_string());
        assert_eq!(show("https://a.example"), Ok("https://a.example/".into()));
        assert_eq!(
            show("https://a.example/b"),
            Ok("https://a.example/b/".into())
        );
        assert_eq!(show("/b/c/"), Ok("/b/c/".into()));
        assert_eq!(show("/"), Ok("/".into()));
        for wrong in [
            "",
            "b",
            "ftp://a/",
            "https://",
            "https:///x",
            "/a b/",
            "/a\"b",
        ] {
            assert_eq!(show(wrong), Err(BaseUrlError), "{wrong}");
        }
    }
}
