//! Everything that stands in a descriptor, known or not, for publishing it again.

use serde_json::{Map, Value};

/// Everything that stands in a descriptor or a part of it, known or not.
pub(in crate::data) type Properties = Map<String, Value>;

/// A descriptor with everything that stands in it.
pub(in crate::data) fn properties(json: &[u8]) -> Properties {
    serde_json::from_slice(without_mark(json)).unwrap_or_default()
}

/// A text without the byte order mark that some editors write before it.
pub(in crate::data) fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(json)
}
