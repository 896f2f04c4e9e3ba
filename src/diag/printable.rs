//! Names of strangers in messages.

/// A text in which control characters are written as `\n` or `\u{1b}`, so that no terminal obeys them.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign.is_control() {
            shown.extend(sign.escape_default());
        } else {
            shown.push(sign);
        }
    }
    shown
}
