//! The letters under which an index lists names. They are words of the theme: `Đ` is a letter of its
//! own in Vietnamese and a D with a mark elsewhere.

use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};

use super::Locale;

/// Where names are listed that begin with no letter of the alphabet.
const OTHERS: &str = "#";

/// The marks of the five tones of Vietnamese, which make no letter of their own.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

impl Locale {
    /// The letter of the language's alphabet that a name begins with: with its marks where these
    /// make a letter, else without. `#` for names that begin with none.
    pub fn initial(&self, name: &str) -> String {
        let alphabet: Vec<&str> = self.words().get("index.alphabet").split(' ').collect();
        let Some(first) = name.chars().find(|sign| sign.is_alphanumeric()) else {
            return OTHERS.to_owned();
        };
        let upper: String = first.to_uppercase().collect();
        let decomposed = DecomposingNormalizer::new_nfd()
            .normalize(&upper)
            .into_owned();
        let without_tone: String = decomposed.chars().filter(|c| !TONES.contains(c)).collect();
        let composed = ComposingNormalizer::new_nfc().normalize(&without_tone);
        let plain = any_ascii::any_ascii_char(first).to_uppercase();
        let plain = plain.get(..1).unwrap_or_default();
        let candidates = [&*upper, &*composed, plain];
        let letter = candidates
            .into_iter()
            .find(|letter| alphabet.contains(letter));
        letter.unwrap_or(OTHERS).to_owned()
    }
}
