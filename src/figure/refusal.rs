//! What a chart may not be.

use crate::chart::{Grammar, Mark};
use crate::diag::{Code, Report, Reported};
use crate::input::value::Text;

/// In which charts a key has its place.
pub(super) fn among(key: &str, has: impl Fn(Grammar) -> bool) -> String {
    let names = Mark::ALL.into_iter().filter(|mark| has(mark.grammar()));
    let names: Vec<&str> = names.map(Mark::name).collect();
    format!("`{key}` in these charts only: {}", names.join(", "))
}

/// Reports what a channel may not be.
pub(super) fn refuse<T>(
    text: &Text,
    message: String,
    expected: &str,
    report: &mut Report,
) -> Result<T, Reported> {
    report.push(text.error(Code::BadBlock, message).expected(expected));
    Err(Reported)
}
