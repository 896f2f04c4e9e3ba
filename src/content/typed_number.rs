//! Numbers that an author typed into a text. Which of them look like data, and what the data say, is
//! decided in `site`, which knows the language and the cells.

use std::ops::Range;

use crate::diag::Span;
use crate::expression::{Call, Expression, ExpressionKind, Function};

/// The space in the digits of a number, whichever was typed.
const SPACE: char = '\u{A0}';

/// Spaces that may stand between the thousands of a number, as Markdown writes them.
const SPACES: [&str; 12] = [
    " ", "\u{A0}", "\u{202F}", "\u{2009}", "&nbsp;", "&thinsp;", "&#160;", "&#8201;", "&#8239;",
    "&#xA0;", "&#x2009;", "&#x202F;",
];

/// How many digits are between two marks or spaces of a number.
const GROUP: usize = 3;

/// From how many digits on both sides of a slash on these are two numbers, and no date.
const RATIO: usize = 3;

/// How many bytes before and behind a number are looked at.
const CONTEXT: usize = 32;

/// A number in a text, with what stands around it. Digits that are a part of a word, a date, a time or
/// an identifier, such as `H1`, `05/09`, `320px` or `UTF-8`, are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedNumber {
    /// Its digits with the marks between them, as typed; every space is one that does not break.
    pub digits: String,
    /// Whether a minus sign stands before it.
    pub is_negative: bool,
    /// The word before it, if there is one.
    pub before: String,
    /// The text behind it, up to some letters.
    pub after: String,
    /// Where it stands, with its sign.
    pub span: Span,
}

/// The numbers in a part of a text. `place` turns a range of the text into its place in the file. Numbers below ten are not
/// looked for, unless a per cent sign follows: they are words as often as not.
pub(super) fn typed_numbers(
    text: &str,
    part: Range<usize>,
    place: &dyn Fn(Range<usize>) -> Span,
) -> Vec<TypedNumber> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(start) = text[at..part.end].find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        let (digits, length) = digits_at(&text[start..]);
        at = (start + length).min(part.end);
        if !continues(text, start) {
            found.extend(typed_number(text, digits, start..start + length, place));
        }
    }
    found
}

/// The numbers in the words that an expression prints: those of a claim, and those for an absent cell.
/// Their place is that of the words.
pub fn typed_in_words(expression: &Expression) -> Vec<TypedNumber> {
    let call = match &expression.kind {
        ExpressionKind::Call(call) => call,
        ExpressionKind::Comparison(sides) => {
            return [typed_in_words(&sides.left), typed_in_words(&sides.right)].concat();
        }
        ExpressionKind::Number(_) | ExpressionKind::Text(_) | ExpressionKind::Name(_) => {
            return Vec::new();
        }
    };
    let mut found: Vec<TypedNumber> = words_of(call)
        .filter_map(|words| match &words.kind {
            ExpressionKind::Text(text) => Some((text, words.span.clone())),
            _ => None,
        })
        .flat_map(|(text, span)| typed_numbers(text, 0..text.len(), &|_| span.clone()))
        .collect();
    found.extend(call.positional.iter().flat_map(typed_in_words));
    found
}

/// The arguments of a function that readers see.
fn words_of(call: &Call) -> impl Iterator<Item = &Expression> {
    let claimed = call
        .positional
        .get(1)
        .filter(|_| call.function == Some(Function::Claim));
    let mut named = call.named.iter();
    let absent = named.find(|argument| argument.name == "absent");
    claimed
        .into_iter()
        .chain(absent.map(|argument| &argument.value))
}

/// Whether the digits at a place are the end of a number that began in another part of the text.
fn continues(text: &str, start: usize) -> bool {
    let before = SPACES
        .iter()
        .filter_map(|space| text[..start].strip_suffix(space));
    before
        .filter(|before| before.ends_with(|c: char| c.is_ascii_digit()))
        .any(|before| {
            let is_part = |c: char| c.is_ascii_digit() || c == ';' || c == '&' || c == '#';
            let first = before.trim_end_matches(is_part).len();
            // From its beginning on it is one number.
            let digits = text[first..].find(|c: char| c.is_ascii_digit());
            digits.is_some_and(|at| first + at + digits_at(&text[first + at..]).1 > start)
        })
}

/// The number with which a text begins, and how many bytes it takes. Signs belong to it when digits
/// follow them, spaces when they part its thousands.
fn digits_at(text: &str) -> (String, usize) {
    let run = |at: usize| {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit);
        digits.count()
    };
    let mut digits = String::new();
    let (mut end, mut has_spaces) = (0, false);
    loop {
        let length = run(end);
        digits.push_str(&text[end..end + length]);
        end += length;
        let is_group = length == GROUP || (!has_spaces && length < GROUP);
        let rest = &text[end..];
        let mut spaces = SPACES.iter().filter(|_| is_group);
        let next = if rest.starts_with(['.', ',']) && run(end + 1) > 0 {
            digits.push_str(&rest[..1]);
            1
        } else if let Some(space) =
            spaces.find(|space| rest.starts_with(**space) && run(end + space.len()) == GROUP)
        {
            has_spaces = true;
            digits.push(SPACE);
            space.len()
        } else {
            return (digits, end);
        };
        end += next;
    }
}

fn typed_number(
    text: &str,
    digits: String,
    span: Range<usize>,
    place: &dyn Fn(Range<usize>) -> Span,
) -> Option<TypedNumber> {
    let is_of_hundred = text[span.end..].trim_start().starts_with('%');
    if (digits.len() < 2 && !is_of_hundred) || is_glued(text, &span) {
        return None;
    }
    let sign = text[..span.start].strip_suffix(['-', '\u{2212}']);
    // Between two numbers it is the sign of a range.
    let sign = sign.filter(|before| !before.ends_with(|c: char| c.is_ascii_digit()));
    let before = sign.unwrap_or(&text[..span.start]);
    let before_sign = before.len();
    let is_quote = |c: char| matches!(c, '(' | '[' | '"' | '\'' | '*' | '~' | '≈' | '$' | '€');
    let before = before[floor(before, before.len().saturating_sub(CONTEXT))..].trim_end();
    let word = before.trim_end_matches(is_quote).trim_end();
    let word = word.rsplit(char::is_whitespace).next().unwrap_or_default();
    let behind = &text[span.end..];
    Some(TypedNumber {
        digits,
        is_negative: sign.is_some(),
        before: word.to_owned(),
        after: behind[..floor(behind, CONTEXT)].to_owned(),
        span: place(before_sign..span.end),
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
    // A number of thousands with its marks may be the end of a range, and is no part of a date.
    let mut groups = text[span.clone()].rsplit([',', '.']);
    let is_grouped =
        groups.next().is_some_and(|last| last.len() == GROUP) && groups.next().is_some();
    let is_ranged = |c: Option<char>, other: Option<char>| {
        is_grouped && c == Some('-') && other.is_some_and(|c| c.is_ascii_digit())
    };
    if is_half_of_ratio(text, span) || is_ranged(last, one_before) || is_ranged(next, one_after) {
        return false;
    }
    is_letter(last)
        || is_letter(next)
        || matches!(last, Some('_' | '#' | '&' | '/' | '\\' | '@'))
        || (joins(last) && is_letter(one_before))
        || (joins(next) && is_letter(one_after))
}

/// Whether a number is one of two with a slash between them that are too long for a date, such as
/// `848/2200`. Those with more behind them are the names of documents.
fn is_half_of_ratio(text: &str, span: &Range<usize>) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || "/-_".contains(c));
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let is_long = |digits: &str| digits.bytes().filter(u8::is_ascii_digit).count() >= RATIO;
    let is_own_long = is_long(&text[span.clone()]);
    let first_of = behind.strip_prefix('/').is_some_and(|rest| {
        let other = &rest[..rest.len() - rest.trim_start_matches(is_digit).len()];
        is_long(other) && is_end(&rest[other.len()..])
    });
    let second_of = before.strip_suffix('/').is_some_and(|rest| {
        let other = &rest[rest.trim_end_matches(is_digit).len()..];
        let is_start = !rest[..rest.len() - other.len()]
            .ends_with(|c: char| c.is_alphanumeric() || "/-_#".contains(c));
        is_long(other) && is_start && is_end(behind)
    });
    let is_start = !before.ends_with(|c: char| c.is_alphanumeric() || "/-_#&@\\".contains(c));
    is_own_long && ((first_of && is_start) || second_of)
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
    use crate::diag::Source;

    fn found(text: &str, part: Range<usize>) -> Vec<TypedNumber> {
        let source = Source::new("a.md", text);
        typed_numbers(text, part, &|range| source.span(range))
    }

    fn digits(text: &str) -> Vec<String> {
        let found = found(text, 0..text.len());
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
        assert_eq!(
            digits("848/2200, 848/2,200 of"),
            ["848", "2200", "848", "2,200"]
        );
        assert_eq!(digits("72,100-78,820"), ["72,100", "78,820"]);
        assert_eq!(digits("12.30-14.15"), [""; 0]);
        assert_eq!(
            digits("123/2024/NĐ-CP, 1234/QĐ, 12/2024, 848-strong"),
            [""; 0]
        );
        assert_eq!(
            digits("2 303, 1\u{A0}234\u{202F}567 and 2&#8239;303, in 2023 848 came, 12 5"),
            [
                "2\u{A0}303",
                "1\u{A0}234\u{A0}567",
                "2\u{A0}303",
                "2023",
                "848",
                "12"
            ]
        );
        assert_eq!(digits("5 of them, or 4% and 3 %"), ["4", "3"]);
    }

    #[test]
    fn a_number_in_two_parts_of_a_text_is_one() {
        let text = "2&#8239;303 of them, 5&nbsp;000&nbsp;123";
        let parts = [0..1, 8..text.len()];
        let found = parts.map(|part| found(text, part)).concat();
        let found: Vec<&str> = found
            .iter()
            .map(|number| &text[number.span.range()])
            .collect();
        assert_eq!(found, ["2&#8239;303", "5&nbsp;000&nbsp;123"]);
    }

    #[test]
    fn what_stands_around_a_number_is_kept() {
        let text = "Điều lệ Đảng (≈ −848 người)";
        let [number] = found(text, 0..text.len()).try_into().expect("one");
        assert!(number.is_negative);
        assert_eq!(number.before, "Đảng");
        assert_eq!(number.after, " người)");
        assert_eq!(&text[number.span.range()], "−848");
    }
}
