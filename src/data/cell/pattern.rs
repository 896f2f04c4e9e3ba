//! Patterns of fields: regular expressions that come from a file, and cost no more than they may.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use regex::{Error, Regex, RegexBuilder};

use crate::diag::limits::{PATTERN_BYTES, PATTERN_TIME, PATTERNS_BYTES};
use crate::machine::Stopwatch;

/// A program of so many bytes is fast on any text.
const SMALL: usize = 32 << 10;

/// The most bytes that a thread keeps of what it finds out about one program.
const STATES: usize = 256 << 10;

/// The most bytes of a text that a larger program is tried on: it cannot be stopped within a text.
const LONGEST_TEXT: usize = 4 << 10;

/// A pattern that the whole cell must match.
#[derive(Clone, Debug)]
pub(in crate::data) struct Pattern {
    written: Arc<str>,
    regex: Regex,
    is_small: bool,
    /// The nanoseconds that all patterns of the site that are not small have taken.
    spent: Arc<AtomicU64>,
}

/// Why there is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum PatternError {
    /// It is no regular expression.
    Syntax,
    /// It is too large, alone or with all others.
    TooLarge,
}

/// That it takes too long to tell whether a text matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooSlow;

/// The patterns of a site, each compiled once.
#[derive(Debug, Default)]
pub(in crate::data) struct Patterns {
    known: RefCell<BTreeMap<String, Result<Pattern, PatternError>>>,
    /// The most bytes that the programs compiled so far can take.
    bytes: Cell<usize>,
    spent: Arc<AtomicU64>,
}

impl Patterns {
    /// The pattern as a descriptor writes it.
    pub(in crate::data) fn pattern(&self, written: &str) -> Result<Pattern, PatternError> {
        if let Some(known) = self.known.borrow().get(written) {
            return known.clone();
        }
        let compiled = self.compile(written);
        let mut known = self.known.borrow_mut();
        known.insert(written.to_owned(), compiled.clone());
        compiled
    }

    fn compile(&self, written: &str) -> Result<Pattern, PatternError> {
        // The standard's patterns are those of XML Schema, which match the whole text.
        let anchored = format!("^(?:{written})$");
        for bytes in [SMALL, PATTERN_BYTES] {
            if self.bytes.get() + bytes > PATTERNS_BYTES {
                break;
            }
            // What is tried takes time, whether it succeeds or not.
            self.bytes.set(self.bytes.get() + bytes);
            let mut builder = RegexBuilder::new(&anchored);
            match builder.size_limit(bytes).dfa_size_limit(STATES).build() {
                Ok(regex) => {
                    return Ok(Pattern {
                        written: written.into(),
                        regex,
                        is_small: bytes == SMALL,
                        spent: Arc::clone(&self.spent),
                    });
                }
                Err(Error::CompiledTooBig(_)) => {}
                Err(_) => return Err(PatternError::Syntax),
            }
        }
        Err(PatternError::TooLarge)
    }
}

impl Pattern {
    /// As it is written.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Whether the whole of a text matches.
    pub(super) fn matches(&self, text: &str) -> Result<bool, TooSlow> {
        if self.is_small {
            return Ok(self.regex.is_match(text));
        }
        let spent = self.spent.load(Ordering::Relaxed);
        if text.len() > LONGEST_TEXT || u128::from(spent) > PATTERN_TIME.as_nanos() {
            return Err(TooSlow);
        }
        let stopwatch = Stopwatch::start();
        let matches = self.regex.is_match(text);
        let took = u64::try_from(stopwatch.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.spent.fetch_add(took, Ordering::Relaxed);
        Ok(matches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_compiled_once_and_bounded() {
        let patterns = Patterns::default();
        let small = patterns.pattern("[a-z]+").expect("a pattern");
        assert_eq!(small.matches("abc"), Ok(true));
        assert_eq!(small.matches("abc1"), Ok(false));
        let taken = patterns.bytes.get();
        patterns.pattern("[a-z]+").expect("the same");
        assert_eq!(patterns.bytes.get(), taken);
        let error = |written: &str| patterns.pattern(written).err();
        assert_eq!(error("("), Some(PatternError::Syntax));
        assert_eq!(error("\\w{1000}"), Some(PatternError::TooLarge));
        let large = patterns.pattern("\\w{1,20}").expect("a pattern");
        assert_eq!(large.matches("Hải"), Ok(true));
        assert_eq!(large.matches(&"a".repeat(LONGEST_TEXT + 1)), Err(TooSlow));
        for number in 0..1000 {
            let _until_all_are_used = patterns.pattern(&format!("\\w{{1,20}}{number}"));
        }
        assert_eq!(error("a new one"), Some(PatternError::TooLarge));
    }
}
