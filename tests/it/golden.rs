//! Texts that are kept beside the tests. `YEARBOOK_ACCEPT=1` writes them anew; what changed is
//! then read before it is committed.

use std::fs;
use std::path::PathBuf;

use crate::built::assert_text;

/// Compares a text with the file of a path below `tests/`.
#[track_caller]
pub fn assert_golden(actual: &str, path: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(path);
    if std::env::var_os("YEARBOOK_ACCEPT").is_some() {
        fs::write(&file, actual).expect("the golden file can be written");
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    if actual != expected {
        assert_text(actual, &expected);
        panic!("{path} differs in white space at its ends");
    }
}
