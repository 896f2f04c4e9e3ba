//! Numbers that an author typed into a text. Which of them look like data, and what the data say, is
//! decided in `site`, which knows the language and the cells.

use std::ops::Range;

/// How many bytes before and behind a number are looked at.
const CONTEXT: usize = 32;

/// A number in a text, with what stands around it. Digits that are a part of a word, a date, a time or
/// an identifier, such as `H1`, `05/09`, `320px` or `UTF-8`, are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedNumber {
    /// Its digits with the marks between them, as typed.
    pub digits: String,
    /// Whether a minus sign stands before it.
    pub is_negative: bool,
    /// The word before it, if there is one.
    pub before: String,
    /// The text behind it, up to some letters.
    pub after: String,
    /// Where it stands, with its sign.
    pub span: Range<usize>,
}

/// The numbers in a part of a text, with their places in the whole text. Numbers below ten are not
/// looked for, unless a per cent sign follows: they are words as often as not.
pub(super) fn typed_numbers(text: &str, part: Range<usize>) -> Vec<TypedNumber> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(start) = text[at..part.end].find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        let end = start + length_of_digits(&text[start..part.end]);
        at = end;
        found.extend(typed_number(text, start..end));
    }
    found
}

/// How long the number is with which a text begins. Signs belong to it when digits follow them.
fn length_of_digits(text: &str) -> usize {
    let is_sign = |c: char| matches!(c, '.' | ',' | '\u{A0}' | '\u{202F}');
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let before_digit = letters
            .peek()
            .is_some_and(|(_, next)| next.is_ascii_digit());
        if letter.is_ascii_digit() {
            end = at + 1;
        } else if !is_sign(letter) || !before_digit {
            break;
        }
    }
    end
}

fn typed_number(text: &str, span: Range<usize>) -> Option<TypedNumber> {
    let digits = &text[span.clone()];
    let is_of_hundred = text[span.end..].trim_start().starts_with('%');
    if (digits.len() < 2 && !is_of_hundred) || is_glued(text, &span) {
        return None;
    }
    let sign = text[..span.start].strip_suffix(['-', '\u{2212}']);
    let before = sign.unwrap_or(&text[..span.start]);
    let before_sign = before.len();
    let is_quote = |c: char| matches!(c, '(' | '[' | '"' | '\'' | '*' | '~' | '≈' | '$' | '€');
    let before = before[floor(before, before.len().saturating_sub(CONTEXT))..].trim_end();
    let word = before.trim_end_matches(is_quote).trim_end();
    let word = word.rsplit(char::is_whitespace).next().unwrap_or_default();
    let behind = &text[span.end..];
    Some(TypedNumber {
        digits: digits.to_owned(),
        is_negative: sign.is_some(),
        before: word.to_owned(),
        after: behind[..floor(behind, CONTEXT)].to_owned(),
        span: before_sign..span.end,
    })
}

/// Whether digits are a part of something longer that is no number.
fn is_glued(text: &str, span: &Range<usize>) -> bool {
    let mut before = text[..span.start].chars().rev();
    let (last, one_before) = (before.next(), before.next());
    let mut after = text[span.end..].chars();
    let (next, one_after) = (after.next(), after.next());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let joins = |c: Option<char>| matches!(c, Some('/' | ':' | '-' | '_' | '\\' | '=' | '@' | '.'));
    is_letter(last)
        || is_letter(next)
        || matches!(last, Some('_' | '#' | '&' | '/' | '\\' | '@'))
        || (joins(last) && is_letter(one_before))
        || (joins(next) && is_letter(one_after))
}

/// The nearest place at or before `at` between two characters.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<String> {
        let found = typed_numbers(text, 0..text.len());
        found.into_iter().map(|number| number.digits).collect()
    }

    #[test]
    fn numbers_are_found_and_parts_of_words_are_not() {
        assert_eq!(digits("848 of 2,200, or 38.5%."), ["848", "2,200", "38.5"]);
        assert_eq!(digits("(1.234,5) từ 12 đến 48"), ["1.234,5", "12", "48"]);
        assert_eq!(
            digits("H1 UTF-8 320px 05/09/2025 2024-07-03 12:30 v2 &#123;"),
            [""; 0]
        );
        assert_eq!(digits("05-CT/TW, 1st, a_12, #4711, 2.4.1-rc"), [""; 0]);
        assert_eq!(digits("2022–2024"), ["2022", "2024"]);
        assert_eq!(digits("5 of them, or 4% and 3 %"), ["4", "3"]);
    }

    #[test]
    fn what_stands_around_a_number_is_kept() {
        let text = "Điều lệ Đảng (≈ −848 người)";
        let [number] = typed_numbers(text, 0..text.len()).try_into().expect("one");
        assert!(number.is_negative);
        assert_eq!(number.before, "Đảng");
        assert_eq!(number.after, " người)");
        assert_eq!(&text[number.span], "−848");
    }
}
