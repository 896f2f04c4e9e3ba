//! A text in several languages.

use std::sync::Arc;

use super::language::Language;

/// The same text in every language that it is given in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText(
    /// In order of tags, each once: a text has few languages, and large code lists many texts.
    Vec<(Language, Arc<str>)>,
);

impl LocalText {
    /// A text without any language.
    pub fn new() -> LocalText {
        LocalText::default()
    }

    /// Sets the text of one language.
    pub fn insert(&mut self, language: Language, text: impl Into<Arc<str>>) {
        let text = text.into();
        match self.0.binary_search_by(|(known, _)| known.cmp(&language)) {
            Ok(position) => self.0[position].1 = text,
            Err(position) => {
                self.0.reserve_exact(1);
                self.0.insert(position, (language, text));
            }
        }
    }

    /// The text in exactly this language.
    pub fn get(&self, language: &Language) -> Option<&str> {
        let mut texts = self.0.iter();
        texts.find_map(|(known, text)| (known == language).then_some(&**text))
    }

    /// The text in this language, else in the fallback language, else in the first by tag.
    pub fn in_language(&self, language: &Language, fallback: &Language) -> Option<&str> {
        self.get(language)
            .or_else(|| self.get(fallback))
            .or_else(|| self.0.first().map(|(_, text)| &**text))
    }

    /// The text in each language in which it is given, in order of their tags.
    pub fn iter(&self) -> impl Iterator<Item = (&Language, &str)> {
        self.0.iter().map(|(language, text)| (language, &**text))
    }

    /// The languages in which the text is given, in order of their tags.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.0.iter().map(|(language, _)| language)
    }

    /// Whether the text is given in no language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
