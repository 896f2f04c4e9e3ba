//! Everything that depends on a language: numbers, dates, periods, plurals, sorting, words.
//!
//! Words come from a theme's `i18n/*.toml`; numbers, plurals and sorting from Unicode CLDR.

mod alphabet;
mod date;
mod fold;
mod language;
mod number;
mod period;
mod plural;
mod sort;
mod status;
mod text;
mod words;

pub use fold::{fold, folded_words};
pub use language::{Language, LanguageError};
pub use text::LocalText;
pub use words::Words;

use std::fmt;

use number::NumberFormat;
use plural::Plurals;
use sort::Sorter;

/// One language with everything needed to write in it. Shared between threads by reference.
pub struct Locale {
    language: Language,
    words: Words,
    numbers: NumberFormat,
    plurals: Plurals,
    sorter: Sorter,
}

impl Locale {
    /// The locale of a language, with the interface words of a theme.
    pub fn new(language: Language, words: Words) -> Locale {
        Locale {
            numbers: NumberFormat::new(&language),
            plurals: Plurals::new(&language),
            sorter: Sorter::new(&language),
            language,
            words,
        }
    }

    /// The language.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The interface words.
    pub fn words(&self) -> &Words {
        &self.words
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.language)
    }
}
