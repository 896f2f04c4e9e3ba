//! Addresses that pages lead to: which they may be, and how they are read.

/// Schemes of addresses outside the site that a page may lead to; every other scheme, above all
/// `javascript:` and `data:`, can run code in the reader's browser.
const ALLOWED_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme of an address, in lower case; `None` for a path. White space and control characters
/// are passed over, as browsers do.
pub fn scheme(address: &str) -> Option<String> {
    let bare: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let end = bare.find([':', '/', '?', '#'])?;
    bare[end..]
        .starts_with(':')
        .then(|| bare[..end].to_lowercase())
}

/// Whether a page may lead to addresses of a scheme.
pub fn is_allowed_scheme(scheme: &str) -> bool {
    ALLOWED_SCHEMES.contains(&scheme)
}

/// Whether an address of a scheme names something. `http:` and `https:` need `//` and a host behind them:
/// browsers read `http:evil` as a path on the page's own host, or as another host.
pub fn is_whole(scheme: &str, address: &str) -> bool {
    let behind = address.split_once(':').map_or("", |(_, behind)| behind);
    match scheme {
        "http" | "https" => {
            let host = behind.strip_prefix("//").unwrap_or_default();
            host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        }
        _ => !behind.trim().is_empty(),
    }
}

/// Whether an address is one outside the site that a page may lead to.
pub fn is_outside(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| is_allowed_scheme(&scheme) && is_whole(&scheme, address))
}

/// Replaces `%41` by what it stands for; text that is then not UTF-8 is left as it was.
pub fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let decoded = (first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match decoded {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_cannot_be_hidden() {
        assert_eq!(
            scheme("Java\tScript:alert(1)").as_deref(),
            Some("javascript")
        );
        assert_eq!(scheme(" data:text/html,x").as_deref(), Some("data"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("targets.md#a:b"), None);
    }

    #[test]
    fn an_address_of_the_web_has_a_host() {
        for address in [
            "http:evil",
            "https:/evil",
            "https:///evil",
            "http:",
            "https://?q",
        ] {
            assert!(!is_whole("https", address), "{address}");
        }
        assert!(is_whole("https", "https://example.org"));
        assert!(is_whole("http", "http://[::1]/"));
        assert!(is_whole("mailto", "mailto:a@example.org"));
        assert!(!is_whole("tel", "tel:"));
    }

    #[test]
    fn broken_escapes_are_left_as_they_are() {
        assert_eq!(percent_decode("H%E1%BA%A3i%20%zz"), "Hải %zz");
    }
}
