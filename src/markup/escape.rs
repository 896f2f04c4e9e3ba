//! Escaping of text for element content and attribute values, in one form that is safe in both.

use std::borrow::Cow;

/// Replaces the five characters that mean something in markup. Safe in text and in attribute
/// values in either kind of quotes; borrows when there is nothing to replace.
///
/// Characters that XML 1.0 forbids (most control characters) are replaced by U+FFFD, so that one
/// of them in a cell cannot make a drawing unreadable.
pub fn escape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(needs_escape) else {
        return Cow::Borrowed(text);
    };
    let mut escaped = String::with_capacity(text.len() + 16);
    escaped.push_str(&text[..first]);
    for character in text[first..].chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other if needs_escape(other) => escaped.push('\u{FFFD}'),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

fn needs_escape(character: char) -> bool {
    match character {
        '&' | '<' | '>' | '"' | '\'' | '\u{FFFE}' | '\u{FFFF}' => true,
        '\t' | '\n' | '\r' => false,
        other => other < ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_can_open_markup() {
        assert_eq!(
            escape("<b a='x' c=\"y\">&\u{0}"),
            "&lt;b a=&#39;x&#39; c=&quot;y&quot;&gt;&amp;\u{FFFD}"
        );
        assert!(matches!(escape("Hải Dương\n"), Cow::Borrowed(_)));
    }
}
