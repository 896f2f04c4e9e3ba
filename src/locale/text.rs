//! A text in several languages.

use std::collections::BTreeMap;

use super::language::Language;

/// The same text in every language that it is given in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText(BTreeMap<Language, String>);

impl LocalText {
    /// A text without any language.
    pub fn new() -> LocalText {
        LocalText::default()
    }

    /// Sets the text of one language.
    pub fn insert(&mut self, language: Language, text: String) {
        self.0.insert(language, text);
    }

    /// The text in exactly this language.
    pub fn get(&self, language: &Language) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// The text in this language, else in the fallback language, else in the first by tag.
    pub fn in_language(&self, language: &Language, fallback: &Language) -> Option<&str> {
        self.get(language)
            .or_else(|| self.get(fallback))
            .or_else(|| self.0.values().next().map(String::as_str))
    }

    /// The languages in which the text is given, in order of their tags.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.0.keys()
    }

    /// Whether the text is given in no language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
