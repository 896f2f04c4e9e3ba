//! How texts are compared by readers who search: without marks and capitals.

use icu_normalizer::DecomposingNormalizer;

/// The marks that stand on letters once these are taken apart.
const MARKS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36F}';

/// A text without marks and capitals: `Đồng Quỳnh Khê` and `dong quynh khe` are folded alike. A script
/// that folds what readers type does the same.
pub fn fold(text: &str) -> String {
    let apart = DecomposingNormalizer::new_nfd()
        .normalize(text)
        .to_lowercase();
    let letters = apart.chars().filter(|letter| !MARKS.contains(letter));
    letters
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
}

/// The words of a folded text: letters and digits that stand together.
pub fn folded_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_capitals_are_gone_and_words_stay_apart() {
        assert_eq!(fold("Đồng Quỳnh Khê"), "dong quynh khe");
        assert_eq!(fold("Ủy ban, thôn 10"), "uy ban, thon 10");
        assert_eq!(
            folded_words("P. Hải-Dương (cũ)"),
            ["p", "hai", "duong", "cu"]
        );
    }
}
