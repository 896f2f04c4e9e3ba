//! The words of an expression.

use crate::diag::limits::WORD_BYTES;
use std::ops::Range;

use super::Operator;
use crate::stats::Number;

/// One word with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Word(String),
    Number(Number),
    Text(String),
    Open,
    Close,
    Comma,
    Assign,
    Operator(Operator),
}

/// What is wrong in a text, and where.
pub(super) type TokenError = (String, Range<usize>);

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, TokenError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        if character.is_whitespace() {
            at += character.len_utf8();
            continue;
        }
        let (kind, length) = token(&text[at..], character)
            .map_err(|(message, length)| (message, at..at + length))?;
        tokens.push(Token {
            kind,
            span: at..at + length,
        });
        at += length;
    }
    Ok(tokens)
}

/// The first token of a text that starts with `first`, and its length in bytes.
fn token(text: &str, first: char) -> Result<(TokenKind, usize), (String, usize)> {
    let simple = |kind, length| Ok((kind, length));
    match first {
        '(' => simple(TokenKind::Open, 1),
        ')' => simple(TokenKind::Close, 1),
        ',' => simple(TokenKind::Comma, 1),
        '=' if text.starts_with("==") => simple(TokenKind::Operator(Operator::Equal), 2),
        '=' => simple(TokenKind::Assign, 1),
        '!' if text.starts_with("!=") => simple(TokenKind::Operator(Operator::NotEqual), 2),
        '<' if text.starts_with("<=") => simple(TokenKind::Operator(Operator::LessOrEqual), 2),
        '<' => simple(TokenKind::Operator(Operator::Less), 1),
        '>' if text.starts_with(">=") => simple(TokenKind::Operator(Operator::GreaterOrEqual), 2),
        '>' => simple(TokenKind::Operator(Operator::Greater), 1),
        '"' | '\'' => match text[1..].find(first) {
            Some(end) if end > WORD_BYTES => Err((
                format!("this text has {end} bytes; {WORD_BYTES} is the most"),
                end + 2,
            )),
            Some(end) => simple(TokenKind::Text(text[1..=end].to_owned()), end + 2),
            None => Err(("this quote is never closed".into(), text.len())),
        },
        '-' | '0'..='9' => {
            let length = length_while(text, |c| c.is_ascii_digit() || c == '.' || c == '-');
            match Number::parse(&text[..length]) {
                Ok(number) => simple(TokenKind::Number(number), length),
                Err(_) => Err((format!("`{}` is not a number", &text[..length]), length)),
            }
        }
        c if c.is_alphabetic() || c == '_' => {
            let length = length_while(text, |c| c.is_alphanumeric() || "_-.".contains(c));
            simple(TokenKind::Word(text[..length].to_owned()), length)
        }
        '“' | '”' | '‘' | '’' => Err((
            "curly quotes do not open a text; write \" or '".into(),
            first.len_utf8(),
        )),
        other => Err((format!("`{other}` means nothing here"), other.len_utf8())),
    }
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
