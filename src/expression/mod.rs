//! Expressions between double braces: a small language of names, texts, numbers and calls.
//!
//! ```text
//! expression = term [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) term ]
//! term       = number | text | call | name
//! call       = word "(" [ argument { "," argument } ] ")"
//! argument   = expression | word "=" term
//! name       = word { "." word }
//! ```
//!
//! Here they are only parsed; `reference` evaluates them. Text, data and figures speak this one language.

mod function;
mod parse;
mod token;

pub use function::Function;
pub use parse::parse;

use crate::diag::{Code, Diagnostic, Span};
use crate::stats::Number;

/// A parsed expression with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Its place, in bytes of the file.
    pub span: Span,
}

impl Expression {
    /// Every name that the expression uses.
    pub fn names(&self) -> Vec<&str> {
        match &self.kind {
            ExpressionKind::Number(_) | ExpressionKind::Text(_) => Vec::new(),
            ExpressionKind::Name(name) => vec![name],
            ExpressionKind::Call(call) => {
                let named = call.named.iter().map(|argument| &argument.value);
                let arguments = call.positional.iter().chain(named);
                arguments.flat_map(Expression::names).collect()
            }
            ExpressionKind::Comparison(comparison) => {
                let mut names = comparison.left.names();
                names.extend(comparison.right.names());
                names
            }
        }
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// A number literal.
    Number(Number),
    /// A text in single or double quotes.
    Text(String),
    /// A name, with dots between its words.
    Name(String),
    /// A function with arguments.
    Call(Call),
    /// Two terms compared.
    Comparison(Box<Comparison>),
}

/// A function with arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function; nothing where there is none of its name.
    pub function: Option<Function>,
    /// The function's name.
    pub name: String,
    /// The place of the function's name.
    pub function_span: Span,
    /// Arguments without name, in their order.
    pub positional: Vec<Expression>,
    /// Arguments with name, in their order.
    pub named: Vec<NamedArgument>,
}

impl Expression {
    /// Every call in the expression, with those among the arguments of others.
    pub fn calls(&self) -> Vec<&Call> {
        match &self.kind {
            ExpressionKind::Number(_) | ExpressionKind::Text(_) | ExpressionKind::Name(_) => {
                Vec::new()
            }
            ExpressionKind::Call(call) => {
                let named = call.named.iter().map(|argument| &argument.value);
                let arguments = call.positional.iter().chain(named);
                let inner = arguments.flat_map(Expression::calls);
                std::iter::once(call).chain(inner).collect()
            }
            ExpressionKind::Comparison(comparison) => {
                let sides = [&comparison.left, &comparison.right].into_iter();
                sides.flat_map(Expression::calls).collect()
            }
        }
    }
}

impl Call {
    /// That there is no function of the call's name.
    pub fn unknown(&self) -> Diagnostic {
        let names = Function::NAMES.map(|(name, _)| name);
        let message = format!("there is no function `{}`", self.name);
        self.function_span
            .error(Code::UnknownName, message)
            .expected(format!("one of {}", names.join(", ")))
            .did_you_mean(&self.name, names)
    }
}

/// An argument with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedArgument {
    /// The name.
    pub name: String,
    /// The place of the name.
    pub name_span: Span,
    /// The value.
    pub value: Expression,
}

/// Two terms compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The left term.
    pub left: Expression,
    /// How they are compared.
    pub operator: Operator,
    /// The right term.
    pub right: Expression,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}
