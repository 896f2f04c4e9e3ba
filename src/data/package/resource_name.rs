//! The name of a resource: it is part of addresses and of names of files.

use super::entry::Entry;
use crate::diag::Diagnostic;

/// The most letters of the name of a resource. It is part of the names of files.
const LONGEST_NAME: usize = 100;

/// What is wrong with the name of a resource, if something is.
pub(super) fn wrong_name(name: &str, entry: &Entry<'_>) -> Option<Diagnostic> {
    if !is_plain_name(name) {
        let message = format!("`{name}` cannot be the name of a resource");
        let wrong = entry.wrong(message, &["name"], "");
        return Some(wrong.expected("lower-case letters, digits, `.`, `-` and `_`"));
    }
    let length = name.len();
    (length > LONGEST_NAME).then(|| {
        let message = format!(
            "the name of a resource has {length} letters; at most {LONGEST_NAME} are allowed"
        );
        entry
            .wrong(message, &["name"], "")
            .hint("shorten it: it names files, whose names may have 255 bytes on most systems")
    })
}

fn is_plain_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}
