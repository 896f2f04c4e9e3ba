//! One resource's entry in the descriptor, for messages about it.

use super::descriptor::FieldDescriptor;
use crate::diag::{Code, Diagnostic, Location, Source};

/// Where the entry of a resource stands.
pub(super) struct Entry<'a> {
    pub(super) source: &'a Source,
    pub(super) name: &'a str,
    /// Where the name of the resource stands.
    start: usize,
}

impl<'a> Entry<'a> {
    pub(super) fn find(source: &'a Source, name: &'a str) -> Entry<'a> {
        let quoted = format!("\"{name}\"");
        // The value of a property `name`, however it is spaced; other places may hold the same word.
        let is_name = |at: &usize| {
            let before = source.bytes()[..*at].trim_ascii_end();
            let before = before.strip_suffix(b":").map(<[u8]>::trim_ascii_end);
            before.is_some_and(|before| before.ends_with(b"\"name\""))
        };
        // The package may have the same name as one of its resources.
        let resources = source.position("\"resources\"", 0).unwrap_or(0);
        let mut places = std::iter::successors(source.position(&quoted, resources), |at| {
            source.position(&quoted, at + 1)
        });
        let start = places.find(is_name);
        Entry {
            source,
            name,
            start: start.unwrap_or(0),
        }
    }

    pub(super) fn location(&self) -> Location {
        self.source
            .location(self.start..self.start + self.name.len() + 2)
    }

    /// The first place where `word` stands in quotes, from the resource's name on.
    pub(super) fn place_of(&self, word: &str) -> Location {
        match self.source.position(&format!("\"{word}\""), self.start) {
            Some(at) => self.source.location(at..at + word.len() + 2),
            None => self.location(),
        }
    }

    /// The first place where `word` stands in quotes behind another word.
    pub(super) fn place_behind(&self, other: &str, word: &str) -> Location {
        let other = self.source.position(&format!("\"{other}\""), self.start);
        let at = self
            .source
            .position(&format!("\"{word}\""), other.unwrap_or(self.start));
        match at {
            Some(at) => self.source.location(at..at + word.len() + 2),
            None => self.place_of(word),
        }
    }

    /// A problem at the first place where `word` stands in quotes, from the resource's name on.
    pub(super) fn wrong(&self, message: impl Into<String>, word: &str) -> Diagnostic {
        Diagnostic::error(Code::BadPackage, message).at(self.place_of(word))
    }

    pub(super) fn unknown_field(
        &self,
        role: &str,
        name: &str,
        fields: &[FieldDescriptor],
    ) -> Diagnostic {
        let message = format!("{role} `{name}` is not a field of `{}`", self.name);
        self.wrong(message, name)
            .did_you_mean(name, fields.iter().map(|field| field.name.as_str()))
    }
}
