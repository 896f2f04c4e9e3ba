//! One problem.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::limits::{EXPECTED_NAMES, MESSAGE_LETTERS};
use super::source::{Excerpt, Location};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// The site is published; the author should look.
    Warning,
    /// Something was put in order; nothing needs to be done.
    Notice,
}

impl Severity {
    /// The lower-case word that every output format uses.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        }
    }
}

/// A second place that explains the first, such as the earlier of two equal records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Where it is.
    pub location: Location,
    /// What stands there.
    pub label: String,
}

/// A problem in an author's files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its kind; `yearbook explain` tells about each.
    pub code: Code,
    /// What is wrong, with the offending value, in one sentence without a full stop.
    pub message: String,
    /// Where it is, unless it lies in no file. Boxed because a diagnostic is often an `Err`.
    pub location: Option<Box<Location>>,
    /// What was expected at that place.
    pub expected: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What would mend it.
    pub hints: Vec<String>,
}

/// Names with commas between them, for what is expected at a place; of very many the first ones, and
/// how many others there are.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names = names.into_iter();
    let first: Vec<&str> = names.by_ref().take(EXPECTED_NAMES).collect();
    let listed = first.join(", ");
    match names.count() {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

/// A text of a message, without the end of one that nobody would read: it may name what is as long as a
/// file.
fn cut(mut text: String) -> String {
    if text.len() > MESSAGE_LETTERS
        && let Some((end, _)) = text.char_indices().nth(MESSAGE_LETTERS)
    {
        text.truncate(end);
        text.push('…');
        text.shrink_to_fit();
    }
    text
}

impl Diagnostic {
    /// A problem that stops the build.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: cut(message.into()),
            location: None,
            expected: None,
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// A problem that does not stop the build.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(code, message)
        }
    }

    /// What an author may like to know.
    pub fn notice(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Notice,
            ..Diagnostic::error(code, message)
        }
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Location>) -> Diagnostic {
        let mut location = place.into();
        if self.code.hides_line() {
            location.excerpt = Excerpt::default();
        }
        self.location = Some(Box::new(location));
        self
    }

    /// The same problem with what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Diagnostic {
        self.expected = Some(cut(expected.into()));
        self
    }

    /// The same problem with one more place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: impl Into<Location>, label: impl Into<String>) -> Diagnostic {
        self.related.push(Related {
            location: place.into(),
            label: label.into(),
        });
        self
    }

    /// The same problem with one more way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(cut(hint.into()));
        self
    }

    /// The same problem with "did you mean" when a candidate is near to `wrong`.
    #[must_use]
    pub fn did_you_mean<'a>(
        self,
        wrong: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Diagnostic {
        match super::suggest::nearest(wrong, candidates) {
            Some(near) => self.hint(format!("did you mean `{near}`?")),
            None => self,
        }
    }
}
