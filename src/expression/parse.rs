//! From words to a tree.

use std::ops::Range;

use super::token::{Token, TokenKind, tokens};
use super::{Call, Comparison, Expression, ExpressionKind, Function, NamedArgument};
use crate::diag::{Code, Diagnostic, Span};

/// Parses the text between two braces. `place` turns a range of the text into its place in the
/// file.
pub fn parse(text: &str, place: &dyn Fn(Range<usize>) -> Span) -> Result<Expression, Diagnostic> {
    let wrong = |(message, range): (String, Range<usize>)| {
        place(range)
            .error(Code::BadExpression, message)
            .expected("an expression such as `admitted_2023` or `percent(farmers, admitted)`")
    };
    let tokens = tokens(text).map_err(wrong)?;
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        depth: 0,
        end: text.trim_end().len(),
        place,
    };
    let expression = parser.expression().map_err(wrong)?;
    match parser.next() {
        None => Ok(expression),
        Some(token) => Err(wrong((
            "the expression should end here".into(),
            token.span.start..parser.end,
        ))),
    }
}

/// How many calls may stand within each other.
const DEEPEST: usize = 32;

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    /// How many calls are open.
    depth: usize,
    end: usize,
    place: &'a dyn Fn(Range<usize>) -> Span,
}

type Parsed<T> = Result<T, (String, Range<usize>)>;

impl<'a> Parser<'a> {
    fn next(&mut self) -> Option<&'a Token> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    fn next_is(&mut self, kind: &TokenKind) -> bool {
        let is = self
            .tokens
            .get(self.at)
            .is_some_and(|token| token.kind == *kind);
        self.at += usize::from(is);
        is
    }

    /// The place behind the last word that was read.
    fn here(&self) -> usize {
        self.tokens
            .get(self.at.wrapping_sub(1))
            .map_or(0, |token| token.span.end)
    }

    fn expression(&mut self) -> Parsed<Expression> {
        let left = self.term()?;
        let Some(TokenKind::Operator(operator)) = self.tokens.get(self.at).map(|t| t.kind.clone())
        else {
            return Ok(left);
        };
        self.at += 1;
        let right = self.term()?;
        let span = left.span.to(&right.span);
        Ok(Expression {
            kind: ExpressionKind::Comparison(Box::new(Comparison {
                left,
                operator,
                right,
            })),
            span,
        })
    }

    fn term(&mut self) -> Parsed<Expression> {
        let Some(token) = self.next() else {
            return Err(("something is missing at the end".into(), self.end..self.end));
        };
        let kind = match &token.kind {
            TokenKind::Number(number) => ExpressionKind::Number(*number),
            TokenKind::Text(text) => ExpressionKind::Text(text.clone()),
            TokenKind::Word(word) if self.next_is(&TokenKind::Open) => {
                if self.depth == DEEPEST {
                    return Err((
                        "calls stand too deep within each other".into(),
                        token.span.clone(),
                    ));
                }
                self.depth += 1;
                let call = self.call(word, &token.span)?;
                self.depth -= 1;
                ExpressionKind::Call(call)
            }
            TokenKind::Word(word) => ExpressionKind::Name(word.clone()),
            TokenKind::Open
            | TokenKind::Close
            | TokenKind::Comma
            | TokenKind::Assign
            | TokenKind::Operator(_) => {
                return Err((
                    "a name, number, text or call should stand here".into(),
                    token.span.clone(),
                ));
            }
        };
        Ok(Expression {
            kind,
            span: (self.place)(token.span.start..self.here()),
        })
    }

    fn call(&mut self, function: &str, span: &Range<usize>) -> Parsed<Call> {
        let mut call = Call {
            function: Function::parse(function),
            name: function.to_owned(),
            function_span: (self.place)(span.clone()),
            positional: Vec::new(),
            named: Vec::new(),
        };
        if self.next_is(&TokenKind::Close) {
            return Ok(call);
        }
        loop {
            match self.tokens.get(self.at..self.at + 2) {
                Some(
                    [
                        Token {
                            kind: TokenKind::Word(name),
                            span,
                        },
                        Token {
                            kind: TokenKind::Assign,
                            ..
                        },
                    ],
                ) => {
                    self.at += 2;
                    call.named.push(NamedArgument {
                        name: name.clone(),
                        name_span: (self.place)(span.clone()),
                        value: self.term()?,
                    });
                }
                Some(_) | None if call.named.is_empty() => call.positional.push(self.expression()?),
                Some(_) | None => {
                    let here = self.here();
                    return Err((
                        "an argument without name stands behind one with name".into(),
                        here..self.end,
                    ));
                }
            }
            if self.next_is(&TokenKind::Close) {
                return Ok(call);
            }
            if !self.next_is(&TokenKind::Comma) {
                let here = self.here();
                return Err(("`,` or `)` should stand here".into(), here..here));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Source;

    fn parsed(text: &str) -> Result<Expression, String> {
        let source = Source::new("a.md", text.as_bytes());
        parse(text, &|range| source.span(range)).map_err(|diagnostic| {
            let column = diagnostic.location.map_or(0, |l| l.column);
            format!("{column}: {}", diagnostic.message)
        })
    }

    #[test]
    fn calls_have_positional_then_named_arguments() {
        let expression =
            parsed(" percent( a, value('x.y', area=\"b\"), decimals=1 ) ").expect("parses");
        assert_eq!(expression.span.range(), 1..49);
        let ExpressionKind::Call(call) = expression.kind else {
            panic!("a call");
        };
        assert_eq!((call.positional.len(), call.named.len()), (2, 1));
        assert_eq!(call.named[0].name, "decimals");
    }

    #[test]
    fn mistakes_are_told_at_their_place() {
        for (text, expected) in [
            ("", "1: something is missing at the end"),
            ("a b", "3: the expression should end here"),
            ("f(a", "4: `,` or `)` should stand here"),
            (
                "f(a=1, b)",
                "7: an argument without name stands behind one with name",
            ),
            ("'x", "1: this quote is never closed"),
            ("a > ", "4: something is missing at the end"),
            ("1-2", "1: `1-2` is not a number"),
            ("a $", "3: `$` means nothing here"),
        ] {
            assert_eq!(parsed(text), Err(expected.to_owned()), "{text}");
        }
    }
}
