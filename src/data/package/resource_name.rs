//! The name of a resource: it is part of addresses and of names of files.

use crate::diag::{Code, Diagnostic};
use crate::input::value::Text;

/// The most letters of the name of a resource. It is part of the names of files.
const LONGEST_NAME: usize = 100;

/// What is wrong with the name of a resource, if something is.
pub(super) fn wrong_name(name: &Text) -> Option<Diagnostic> {
    let text = &name.text;
    if !is_plain_name(text) {
        let message = format!("`{text}` cannot be the name of a resource");
        let wrong = name.error(Code::BadPackage, message);
        return Some(wrong.expected("lower-case letters, digits, `.`, `-` and `_`"));
    }
    let length = text.len();
    (length > LONGEST_NAME).then(|| {
        let message = format!(
            "the name of a resource has {length} letters; at most {LONGEST_NAME} are allowed"
        );
        name.error(Code::BadPackage, message)
            .hint("shorten it: it names files, whose names may have 255 bytes on most systems")
    })
}

fn is_plain_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}
