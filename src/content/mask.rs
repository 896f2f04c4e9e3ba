//! Masks: expressions are hidden from the Markdown parser behind letters of equal length.
//!
//! Markdown would otherwise tear them apart at quotes, `[`, `<`, `|` or a leading `>`. Each
//! expression becomes one private-use character and enough letters `x` to keep every later place
//! of the file; where the parser gives the text back, the mask is found by that character.

use std::borrow::Cow;
use std::ops::Range;

/// The first private-use characters of two planes; the n-th of a plane stands for the n-th
/// expression. The second plane is used when the author's own text has letters of the first.
const PLANES: [u32; 2] = [0xF_0000, 0x10_0000];

/// How many expressions one document can have: the size of that private-use plane.
const MOST: usize = 0xFFFD;

/// The most bytes of one expression. Without a bound, many unclosed braces would each be followed
/// to the end of the text.
const LONGEST: usize = 4000;

/// How many bytes such a character takes in UTF-8.
const MARKER_LENGTH: usize = 4;

/// A text with its expressions hidden.
#[derive(Debug)]
pub(super) struct Masked<'t> {
    /// The text with masks, byte for byte as long as the original.
    pub(super) text: Cow<'t, str>,
    /// The places of the expressions in the original, braces included.
    pub(super) spans: Vec<Range<usize>>,
    /// The first character of the plane that stands for expressions.
    first: u32,
}

/// A part of a text that the parser gave back.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Plain text.
    Text(&'a str),
    /// The expression of this number.
    Expression(usize),
}

/// Hides every `{{ … }}` of `text` that no backslash precedes and that is closed before the next
/// blank line. Braces within quotes belong to the quote.
pub(super) fn mask(text: &str) -> Masked<'_> {
    let unmasked = || Masked {
        text: Cow::Borrowed(text),
        spans: Vec::new(),
        first: PLANES[0],
    };
    let Some(open) = memchr::memmem::find(text.as_bytes(), b"{{") else {
        return unmasked();
    };
    let is_free = |first: &u32| {
        let plane = *first..=*first + 0xFFFF;
        !text.contains(|c| plane.contains(&u32::from(c)))
    };
    let Some(first) = PLANES.into_iter().find(is_free) else {
        return unmasked();
    };
    let mut masked = String::with_capacity(text.len());
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut done = 0;
    let mut from = open;
    while let Some(found) = text[from..].find("{{") {
        let start = from + found;
        let escapes = text[..start]
            .bytes()
            .rev()
            .take_while(|b| *b == b'\\')
            .count();
        let end = if escapes % 2 == 1 {
            None
        } else {
            end_of_expression(text, start + 2)
        };
        let Some(end) = end.filter(|_| spans.len() < MOST) else {
            from = start + 2;
            continue;
        };
        let number = u32::try_from(spans.len()).expect("fewer than a plane of characters");
        masked.push_str(&text[done..start]);
        masked.push(char::from_u32(first + number).expect("a private-use character"));
        masked.extend(std::iter::repeat_n('x', end - start - MARKER_LENGTH));
        spans.push(start..end);
        done = end;
        from = end;
    }
    masked.push_str(&text[done..]);
    Masked {
        text: Cow::Owned(masked),
        spans,
        first,
    }
}

/// The end behind `}}`, or `None` when a blank line or the end of the text comes first.
fn end_of_expression(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let within = &bytes[start..bytes.len().min(start + LONGEST)];
    let mut quote = None;
    for (byte, at) in within.iter().zip(start..) {
        match (*byte, quote) {
            (b'\n', _) => {
                let rest = &bytes[at + 1..];
                if rest.starts_with(b"\n") || rest.starts_with(b"\r\n") {
                    return None;
                }
            }
            (byte, Some(open)) if byte == open => quote = None,
            (b'"' | b'\'', None) => quote = Some(*byte),
            (b'}', None) if bytes[at..].starts_with(b"}}") => return Some(at + 2),
            _ => {}
        }
    }
    None
}

impl Masked<'_> {
    /// Splits a text that the parser gave back into plain text and expressions.
    pub(super) fn parts<'a>(&self, text: &'a str) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((at, number)) = self.first_mask(rest) {
            if at > 0 {
                parts.push(Part::Text(&rest[..at]));
            }
            parts.push(Part::Expression(number));
            let length = self.spans[number].len();
            rest = rest.get(at + length..).unwrap_or_default();
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest));
        }
        parts
    }

    /// The text as it stood in the original.
    pub(super) fn unmask(&self, text: &str, original: &str) -> String {
        self.parts(text)
            .into_iter()
            .map(|part| match part {
                Part::Text(text) => text,
                Part::Expression(number) => &original[self.spans[number].clone()],
            })
            .collect()
    }

    fn first_mask(&self, text: &str) -> Option<(usize, usize)> {
        if self.spans.is_empty() {
            return None;
        }
        text.char_indices().find_map(|(at, character)| {
            let number = u32::from(character).checked_sub(self.first)? as usize;
            (number < self.spans.len()).then_some((at, number))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_and_text_survive() {
        let text = "a {{ b }} \\{{ c {{ f(\"}}\", 'ư') }}{{d}} {{ e\n\n}}";
        let masked = mask(text);
        assert_eq!(masked.text.len(), text.len());
        assert_eq!(masked.unmask(&masked.text, text), text);
        let expressions: Vec<&str> = masked
            .spans
            .iter()
            .map(|span| &text[span.clone()])
            .collect();
        assert_eq!(expressions, ["{{ b }}", "{{ f(\"}}\", 'ư') }}", "{{d}}"]);
        let parts = masked.parts(&masked.text[2..]);
        assert_eq!(parts[0], Part::Expression(0));
    }
}
