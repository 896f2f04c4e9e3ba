//! A part of a file's text that knows its file.

use std::fmt;
use std::ops::Range;

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::source::{Location, Source};

/// A part of a file's text that knows its file. Cheap to copy; line and column are counted only when a
/// message needs them.
#[derive(Clone)]
pub struct Span {
    source: Source,
    /// In bytes of the text, as are the ends: a file with a longer text than this holds is data, whose
    /// cells have places of their own.
    start: u32,
    end: u32,
}

impl Span {
    /// The file that it is a part of.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its bytes, counted in the whole text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its file, line and column.
    pub fn location(&self) -> Location {
        self.source.location(self.range())
    }

    /// The point where it begins.
    #[must_use]
    pub fn beginning(&self) -> Span {
        Span {
            end: self.start,
            ..self.clone()
        }
    }

    /// The point behind it.
    #[must_use]
    pub fn end(&self) -> Span {
        Span {
            start: self.end,
            ..self.clone()
        }
    }

    /// From its beginning to the end of another span of the same file.
    #[must_use]
    pub fn to(&self, other: &Span) -> Span {
        Span {
            end: other.end,
            ..self.clone()
        }
    }

    /// A problem here that stops the build.
    pub fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(self)
    }

    /// A problem here that does not stop the build.
    pub fn warning(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(code, message).at(self)
    }
}

impl Source {
    /// A range of bytes of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let bounded = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            source: self.clone(),
            start: bounded(range.start),
            end: bounded(range.end),
        }
    }

    /// The point where the text begins: the place of what concerns the whole file.
    pub fn beginning(&self) -> Span {
        self.span(0..0)
    }
}

impl PartialEq for Span {
    fn eq(&self, other: &Span) -> bool {
        self.range() == other.range() && self.source.path() == other.source.path()
    }
}

impl Eq for Span {}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.source.path(), self.start, self.end)
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Location {
        span.location()
    }
}

impl From<&Span> for Location {
    fn from(span: &Span) -> Location {
        span.location()
    }
}
