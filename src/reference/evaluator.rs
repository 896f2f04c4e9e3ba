//! Evaluation of expressions over decimals with status.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::print::{PrintedNumber, print};
use super::query::References;
use super::scope::{Row, Scope};
use super::value::{Display, FigureValue, Truth, Value};
use super::variable::Variable;
use crate::content::{Template, TemplatePart};
use crate::data::Catalog;
use crate::diag::{Code, Diagnostic, Report, listed};
use crate::expression::{Comparison, Expression, ExpressionKind, Operator};
use crate::locale::{Language, Locale};
use crate::stats::{Absence, Number, Observation, Reads, Status};

/// How many values may define each other in a chain.
const LONGEST_CHAIN: usize = 64;

/// The most decimals that a message shows of a compared number.
const SHOWN_DECIMALS: u32 = 4;

/// A value, or what is wrong.
pub type Evaluated<T> = Result<T, Diagnostic>;

/// What the expressions of a page are evaluated with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The data.
    pub catalog: &'a Catalog,
    /// The language in which numbers and names are printed.
    pub locale: &'a Locale,
    /// The language of names that are not there in the page's own.
    pub fallback: &'a Language,
    /// The codes that the page stands for.
    pub variables: &'a [Variable],
    /// What is read of the data.
    pub reads: &'a Reads,
    /// The references of the page's document and of the one that it translates, where they are known.
    pub references: [Option<&'a References<'a>>; 2],
}

/// Evaluates the expressions of one page.
pub struct Evaluator<'a> {
    /// What they are evaluated with.
    pub context: Context<'a>,
    scope: Scope<'a>,
    /// The names that are being evaluated, to notice one that is defined by itself.
    open: RefCell<Vec<String>>,
    /// The names that have been evaluated: a value may be used many times.
    known: RefCell<BTreeMap<String, Evaluated<Value>>>,
}

/// A piece of a text as it is printed.
pub enum Printed {
    /// A number.
    Number(PrintedNumber),
    /// Words.
    Words(String),
}

impl<'a> Evaluator<'a> {
    /// Evaluates with the names of a scope.
    pub fn new(context: Context<'a>, scope: Scope<'a>) -> Evaluator<'a> {
        Evaluator {
            context,
            scope,
            open: RefCell::new(Vec::new()),
            known: RefCell::new(BTreeMap::new()),
        }
    }

    /// Evaluates an expression.
    pub fn evaluate(&self, expression: &Expression) -> Evaluated<Value> {
        match &expression.kind {
            ExpressionKind::Number(number) => Ok(Value::Figure(FigureValue {
                literal_decimals: Some(number.decimals()),
                ..FigureValue::new(Observation::number(*number), Display::Plain(None))
            })),
            ExpressionKind::Text(text) => Ok(Value::Text(text.clone())),
            ExpressionKind::Name(name) => self.name(name, expression),
            ExpressionKind::Call(call) => self.call(call),
            ExpressionKind::Comparison(comparison) => self.comparison(comparison).map(Value::Truth),
        }
    }

    /// Evaluates an expression over the measures of a row, which prints the mark of an absence and never
    /// words.
    pub fn figure_of_row(&self, row: Row<'_>, expression: &Expression) -> Evaluated<FigureValue> {
        let mut figure = Evaluator::new(self.context, Scope::Row(row)).figure(expression)?;
        match figure.absent.take() {
            None => Ok(figure),
            Some(_) => Err(expression.span.error(
                Code::BadExpression,
                "a figure has no `absent`: it prints the mark of the status",
            )),
        }
    }

    /// Evaluates an expression that must be a figure.
    pub fn figure(&self, expression: &Expression) -> Evaluated<FigureValue> {
        match self.evaluate(expression)? {
            Value::Figure(figure) => Ok(figure),
            Value::Text(_) | Value::Member(_) | Value::Truth(_) => Err(expression
                .span
                .error(Code::BadExpression, "this is not a figure")
                .expected("a name, a number or a function such as `value(…)`")),
        }
    }

    fn name(&self, name: &str, expression: &Expression) -> Evaluated<Value> {
        let place = || expression.span.location();
        let unknown = |message: String| Diagnostic::error(Code::UnknownName, message).at(place());
        match &self.scope {
            Scope::Row(row) => match row.value(name, self.context.reads) {
                Some(value) => Ok(Value::Figure(value)),
                None => Err(unknown(format!("`{name}` is no measure here"))
                    .expected(format!("one of {}", listed(self.scope.names())))
                    .did_you_mean(name, self.scope.names())),
            },
            Scope::Document(names) => {
                if let Some(value) = self.variable(name) {
                    return value.map_err(|diagnostic| diagnostic.at(place()));
                }
                let Some(definition) = names.get(name) else {
                    let variables = self
                        .context
                        .variables
                        .iter()
                        .map(|variable| &*variable.name);
                    return Err(unknown(format!("`{name}` is not defined"))
                        .expected("a name under `[values]` of this document")
                        .did_you_mean(name, self.scope.names().into_iter().chain(variables)));
                };
                if self.open.borrow().iter().any(|open| open == name) {
                    return Err(unknown(format!("`{name}` is defined by itself")));
                }
                if self.open.borrow().len() == LONGEST_CHAIN {
                    return Err(unknown(format!(
                        "`{name}` stands at the end of {LONGEST_CHAIN} values that define each other"
                    )));
                }
                if let Some(known) = self.known.borrow().get(name) {
                    return known.clone();
                }
                self.open.borrow_mut().push(name.to_owned());
                let value = self.evaluate(definition);
                self.open.borrow_mut().pop();
                self.known
                    .borrow_mut()
                    .insert(name.to_owned(), value.clone());
                value
            }
        }
    }

    /// Makes sure that a comparison is true of the data.
    pub fn hold(&self, claim: &Expression) -> Evaluated<()> {
        let place = || claim.span.location();
        match self.evaluate(claim)? {
            Value::Truth(truth) if truth.holds => Ok(()),
            Value::Truth(truth) => Err(Diagnostic::error(
                Code::ClaimDoesNotHold,
                format!("this claim is not true of the data: {}", truth.shown),
            )
            .at(place())
            .hint("read the text that rests on it again, then change the claim")),
            Value::Figure(_) | Value::Text(_) | Value::Member(_) => Err(Diagnostic::error(
                Code::BadExpression,
                "this is not a comparison",
            )
            .at(place())
            .expected("a comparison such as `admitted > target`")),
        }
    }

    fn comparison(&self, comparison: &Comparison) -> Evaluated<Truth> {
        let left = self.figure(&comparison.left)?;
        let right = self.figure(&comparison.right)?;
        let number = |figure: &FigureValue, expression: &Expression| {
            let number = figure.observation.value();
            number.ok_or_else(|| absent(figure, expression))
        };
        let (mut a, mut b) = (
            number(&left, &comparison.left)?,
            number(&right, &comparison.right)?,
        );
        left.refuse_other_unit(&right)
            .map_err(|d| d.at(&comparison.right.span))?;
        let equality = matches!(comparison.operator, Operator::Equal | Operator::NotEqual);
        let literal = left.literal_decimals.or(right.literal_decimals);
        if let Some(decimals) = literal.filter(|_| equality) {
            (a, b) = (a.rounded(decimals), b.rounded(decimals));
        }
        let (holds, sign) = match comparison.operator {
            Operator::Equal => (a == b, "=="),
            Operator::NotEqual => (a != b, "!="),
            Operator::Less => (a < b, "<"),
            Operator::LessOrEqual => (a <= b, "<="),
            Operator::Greater => (a > b, ">"),
            Operator::GreaterOrEqual => (a >= b, ">="),
        };
        let short = |number: Number| number.rounded(number.decimals().min(SHOWN_DECIMALS));
        Ok(Truth {
            holds,
            shown: format!("{} {sign} {}", short(a), short(b)),
        })
    }

    /// Evaluates an expression for printing.
    pub fn printed(&self, expression: &Expression) -> Evaluated<Printed> {
        match self.evaluate(expression)? {
            Value::Text(text) => Ok(Printed::Words(text)),
            Value::Member(member) => {
                let Context {
                    catalog,
                    locale,
                    fallback,
                    ..
                } = self.context;
                let label = catalog.label(&member.dimension, member.code, locale, fallback);
                Ok(Printed::Words(label))
            }
            Value::Truth(_) => Err(expression.span.error(
                Code::BadExpression,
                "a comparison has nothing to print",
            )
            .hint("write `claim(…, \"words\")` for words that stand while it is true, or put it under `holds` in the front matter: the build then fails when it is not true")),
            Value::Figure(figure) => match (print(&figure, self.context.locale), figure.absent.clone()) {
                (Some(number), _) => Ok(Printed::Number(number)),
                (None, Some(words)) => Ok(Printed::Words(words)),
                (None, None) => {
                    Err(hinted(absent(&figure, expression), expression))
                }
            },
        }
    }

    /// Fills a text; mistakes are reported and left out.
    pub fn parts(&self, template: &Template, report: &mut Report) -> Vec<Printed> {
        let printed = template.parts.iter().map(|part| match part {
            TemplatePart::Text(text) => Ok(Printed::Words(text.clone())),
            TemplatePart::Expression(expression) => self.printed(expression),
        });
        let reported = printed.map(|part| part.map_err(|diagnostic| report.push(diagnostic)));
        reported.filter_map(Result::ok).collect()
    }

    /// Fills a text for a place that holds no markup.
    pub fn text(&self, template: &Template, report: &mut Report) -> String {
        let parts = self.parts(template, report).into_iter();
        let texts = parts.map(|part| match part {
            Printed::Words(words) => words,
            Printed::Number(number) => number.plain(),
        });
        texts.collect()
    }
}

/// That a figure has no number, and why.
fn absent(figure: &FigureValue, expression: &Expression) -> Diagnostic {
    let absence = figure.observation.absence().unwrap_or(Absence::Missing);
    let message = if figure.undefined {
        "this figure cannot be computed: it divides by zero or grows too large".to_owned()
    } else {
        format!("this figure has no number: it is {}", Status::from(absence))
    };
    expression
        .span
        .error(Code::MissingCell, message)
        .expected("a number")
}

/// Says how a text can do without the number.
fn hinted(diagnostic: Diagnostic, expression: &Expression) -> Diagnostic {
    diagnostic.hint(match &expression.kind {
        ExpressionKind::Name(name) => format!(
            "write absent=\"words\" as the last argument of `{name}` under [values] to say in words that there is none"
        ),
        ExpressionKind::Number(_)
        | ExpressionKind::Text(_)
        | ExpressionKind::Call(_)
        | ExpressionKind::Comparison(_) => {
            "write absent=\"words\" as its last argument to say in words that there is none".to_owned()
        }
    })
}
