//! Escaping of text for element content and attribute values, in one form that is safe in both.

use std::borrow::Cow;

/// Replaces the five characters that mean something in markup. Safe in text and in attribute
/// values in either kind of quotes; borrows when there is nothing to replace.
///
/// Characters that XML 1.0 forbids (most control characters) are replaced by U+FFFD, so that one
/// of them in a cell cannot make a drawing unreadable.
pub fn escape(text: &str) -> Cow<'_, str> {
    if next_special(text, 0).is_none() {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    escape_into(text, &mut escaped);
    Cow::Owned(escaped)
}

/// Adds a text to markup, escaped as [`escape`] does.
pub fn escape_into(text: &str, markup: &mut String) {
    let mut done = 0;
    while let Some((at, length, replacement)) = next_special(text, done) {
        markup.push_str(&text[done..at]);
        markup.push_str(replacement);
        done = at + length;
    }
    markup.push_str(&text[done..]);
}

/// The next character that is replaced: where it stands, how many bytes it takes, and by what.
fn next_special(text: &str, from: usize) -> Option<(usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Nearly all bytes of a text are none of these.
        at += bytes[at..]
            .iter()
            .position(|byte| MAY_BE_SPECIAL[*byte as usize])?;
        let found = match bytes[at] {
            b'&' => Some((1, "&amp;")),
            b'<' => Some((1, "&lt;")),
            b'>' => Some((1, "&gt;")),
            b'"' => Some((1, "&quot;")),
            b'\'' => Some((1, "&#39;")),
            0xEF if bytes[at..].starts_with("\u{FFFE}".as_bytes())
                || bytes[at..].starts_with("\u{FFFF}".as_bytes()) =>
            {
                Some(("\u{FFFE}".len(), "\u{FFFD}"))
            }
            0xEF => None,
            _ => Some((1, "\u{FFFD}")),
        };
        match found {
            Some((length, replacement)) => return Some((at, length, replacement)),
            None => at += 1,
        }
    }
}

/// The bytes with which a character begins that may have to be replaced.
const MAY_BE_SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut control = 0;
    while control < b' ' {
        special[control as usize] = !matches!(control, b'\t' | b'\n' | b'\r');
        control += 1;
    }
    let others = *b"&<>\"'\xEF";
    let mut other = 0;
    while other < others.len() {
        special[others[other] as usize] = true;
        other += 1;
    }
    special
};

/// Whether a character has no place in a name: it controls something or is invisible.
pub fn is_unseen(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Whether nobody sees a character, or it turns the direction of what follows. In a name it hides what the
/// name is; some systems leave it out when they compare names.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a character has no place in a text: control characters, which markup forbids; those that turn
/// the direction of what follows, so that a name could change how a number behind it reads; and
/// those that are none.
pub fn is_unprintable(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_none = matches!(c, '\u{FFFE}' | '\u{FFFF}');
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) || turns || is_none
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
        assert!(matches!(escape("Hải Dương\n\u{FF21}"), Cow::Borrowed(_)));
        assert_eq!(
            escape("\u{FF21}\u{FFFE}\u{FFFF}\u{1F}\t\u{FFFD}"),
            "\u{FF21}\u{FFFD}\u{FFFD}\u{FFFD}\t\u{FFFD}"
        );
    }
}
