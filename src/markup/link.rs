//! Which addresses a page may lead to.

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
}
