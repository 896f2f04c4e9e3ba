//! Texts of the front matter and of blocks, which may hold expressions.

use super::mask::{Part, mask};
use super::typed_number::{TypedNumber, typed_in_words, typed_numbers};
use crate::diag::Report;
use crate::expression::{Expression, parse};
use crate::input::value::Text;

/// A text with expressions in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    /// Its parts in order.
    pub parts: Vec<TemplatePart>,
    /// The numbers typed into it, with their places in the file.
    pub typed: Vec<TypedNumber>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePart {
    /// Plain text.
    Text(String),
    /// An expression.
    Expression(Expression),
}

impl Template {
    /// Its expressions.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.parts.iter().filter_map(|part| match part {
            TemplatePart::Text(_) => None,
            TemplatePart::Expression(expression) => Some(expression),
        })
    }

    /// Reads a text of the front matter or of a block. Mistakes are reported, and the expression
    /// is left out.
    pub fn read(text: &Text, report: &mut Report) -> Template {
        let masked = mask(&text.text);
        let (mut parts, mut in_words) = (Vec::new(), Vec::new());
        for part in masked.parts(&masked.text) {
            match part {
                Part::Text(plain) => {
                    let plain = plain.replace("\\{{", "{{");
                    parts.push(TemplatePart::Text(plain));
                }
                Part::Expression(number) => {
                    let span = masked.spans[number].clone();
                    let inner = span.start + 2..span.end - 2;
                    let place = |range: std::ops::Range<usize>| {
                        text.place(inner.start + range.start..inner.start + range.end)
                    };
                    match parse(&text.text[inner.clone()], &place) {
                        Ok(expression) => {
                            in_words.extend(typed_in_words(&expression));
                            parts.push(TemplatePart::Expression(expression));
                        }
                        Err(diagnostic) => report.push(diagnostic),
                    }
                }
            }
        }
        parts.shrink_to_fit();
        let place = |range| text.place(range);
        let mut typed = typed_numbers(&masked.text, 0..masked.text.len(), &place);
        typed.extend(in_words);
        Template { parts, typed }
    }

    /// A text without expressions.
    pub fn plain(text: &str) -> Template {
        Template {
            parts: vec![TemplatePart::Text(text.to_owned())],
            typed: Vec::new(),
        }
    }
}
