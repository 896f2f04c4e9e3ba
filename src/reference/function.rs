//! The functions of expressions.

use super::evaluator::{Evaluated, Evaluator};
use super::name::MeasureRef;
use super::query::no_code;
use super::value::{Display, FigureValue, Value};
use crate::diag::limits::PAGE_CELLS;
use crate::diag::{Code, Diagnostic};
use crate::expression::{Call, ExpressionKind, Function, NamedArgument};
use crate::stats::{self, CodeIndex, DimensionKind, Member, Period};

/// How many decimals percentages show when the author does not say.
const PERCENT_DECIMALS: u32 = 1;

/// How many decimals ratios show when the author does not say.
const RATIO_DECIMALS: u32 = 2;

/// How many decimals a rate a month shows when the author does not say.
const RATE_DECIMALS: u32 = 1;

/// The most decimals that an author can ask for.
const MOST_DECIMALS: u32 = 6;

impl Evaluator<'_> {
    /// Evaluates a call.
    pub fn call(&self, call: &Call) -> Evaluated<Value> {
        match call.function {
            Some(Function::Claim) => return self.claim(call).map(Value::Text),
            Some(Function::Typed) => return typed(call).map(Value::Text),
            Some(_) | None => {}
        }
        let mut options = Options::default();
        let mut dimensions: Vec<&NamedArgument> = Vec::new();
        for (position, argument) in call.named.iter().enumerate() {
            if call.named[..position]
                .iter()
                .any(|earlier| earlier.name == argument.name)
            {
                return Err(problem(
                    Code::BadExpression,
                    format!("`{}` is given twice", argument.name),
                )
                .at(&argument.name_span));
            }
            if !options.take(argument)? {
                dimensions.push(argument);
            }
        }
        if let Some(problem) = self.too_large_page() {
            return Err(problem.at(&call.function_span));
        }
        let mut figure = match call.function.ok_or_else(|| call.unknown())? {
            Function::Value => self.value(call)?,
            Function::Total => self.total(call, &options)?,
            function => {
                refuse_dimensions(call, &dimensions)?;
                self.derived(call, function)?
            }
        };
        if let Some(decimals) = options.decimals {
            figure.display = figure.display.with_decimals(decimals);
        }
        figure.absent = options.absent.or(figure.absent);
        Ok(Value::Figure(figure))
    }

    /// What is wrong where a page has already been made of as many cells as it may; it has no place.
    pub fn too_large_page(&self) -> Option<Diagnostic> {
        if self.context.reads.cells() <= PAGE_CELLS {
            return None;
        }
        let message =
            format!("the numbers of this page are chosen from more than {PAGE_CELLS} cells");
        Some(problem(Code::TooLarge, message).hint(
            "make several pages of it, or name the codes of more dimensions: then fewer are added up",
        ))
    }

    /// The words of a claim, while the data say so.
    fn claim(&self, call: &Call) -> Evaluated<String> {
        if let Some(argument) = call.named.first() {
            let message = format!("`claim` has no argument `{}`", argument.name);
            return Err(problem(Code::BadExpression, message).at(&argument.name_span));
        }
        let [comparison, words] = call.positional.as_slice() else {
            let message = "`claim` takes a comparison and the words that say it".to_owned();
            return Err(problem(Code::BadExpression, message)
                .at(&call.function_span)
                .expected("`claim(admitted > target, \"more than planned\")`"));
        };
        let ExpressionKind::Text(text) = &words.kind else {
            let message = "the words of a claim are not a text in quotes";
            return Err(problem(Code::BadExpression, message.into()).at(&words.span));
        };
        self.hold(comparison)?;
        Ok(text.clone())
    }

    fn derived(&self, call: &Call, function: Function) -> Evaluated<FigureValue> {
        let [first, second] = call.positional.as_slice() else {
            return Err(problem(
                Code::BadExpression,
                format!(
                    "`{}` takes two figures, not {}",
                    call.name,
                    call.positional.len()
                ),
            )
            .at(&call.function_span));
        };
        let (a, b) = (self.figure(first)?, self.figure(second)?);
        let (x, y) = (a.observation, b.observation);
        // A ratio of two units is a unit of its own, such as persons to an organisation.
        if function != Function::Ratio {
            a.refuse_other_unit(&b).map_err(|d| d.at(&second.span))?;
        }
        let (observation, display) = match function {
            Function::Difference => (stats::difference(x, y), a.display.of_difference(b.display)),
            Function::Ratio => (stats::ratio(x, y), Display::Plain(Some(RATIO_DECIMALS))),
            Function::Percent => (stats::percent(x, y), Display::Percent(PERCENT_DECIMALS)),
            Function::Attainment => (stats::attainment(x, y), Display::Percent(PERCENT_DECIMALS)),
            Function::Gap => (stats::gap(x, y), a.display.of_difference(b.display)),
            Function::Required => {
                let (elapsed, whole) = periods(&a, &b).map_err(|d| d.at(&call.function_span))?;
                let rate = stats::required_rate(x, y, elapsed, whole);
                (rate, Display::Plain(Some(RATE_DECIMALS)))
            }
            _ => (stats::change(x, y), Display::Percent(PERCENT_DECIMALS)),
        };
        let is_difference = matches!(function, Function::Difference | Function::Gap);
        let computable = x.value().is_some() && y.value().is_some();
        Ok(FigureValue {
            unit: a.unit.clone().filter(|_| is_difference),
            undefined: computable
                && observation.value().is_none()
                && function != Function::Required,
            ..FigureValue::new(observation, display)
        })
    }

    fn value(&self, call: &Call) -> Evaluated<FigureValue> {
        let reference = self.reference(call)?;
        let members = self.members(&reference)?;
        let query = Self::query(reference.measure, &members, call)?;
        Ok(FigureValue {
            unit: query.measure.unit(),
            period: query.period(),
            ..FigureValue::new(query.observe(self.context.reads), display(&query.measure))
        })
    }

    /// The sum over the codes directly below one code of a hierarchy. The whole itself, deeper
    /// levels and total codes are never among the parts.
    fn total(&self, call: &Call, options: &Options) -> Evaluated<FigureValue> {
        let reference = self.reference(call)?;
        let measure = reference.measure;
        let Some(parent) = reference.parts_of else {
            let message = "`total` does not say over which codes";
            let wrong = call.function_span.error(Code::BadExpression, message);
            return Err(wrong.expected("`children_of` with the code whose parts are added up"));
        };
        let mut members = self.members(&reference)?;
        let code = match self.code_value(parent)? {
            Value::Member(member) => member.text().to_owned(),
            Value::Text(text) => text,
            Value::Figure(_) | Value::Truth(_) => return Err(no_code(parent)),
        };
        let (dimension, index) = summed_over(&measure, &members, parent, &code)?;
        members[dimension] = Some(Member::Code(index));
        let mut query = Self::query(measure, &members, call)?;
        let period = query.period();
        let dataset = measure.dataset;
        let summed = &dataset.dimensions[dimension];
        let mut absent = Vec::new();
        let mut parts = Vec::new();
        for &child in summed.codes.children(index) {
            let validity = summed.codes.entry(child).validity;
            let is_in_force = period.is_none_or(|period| validity.touches(period));
            if summed.total == Some(child) || !is_in_force {
                continue;
            }
            query.members[dimension] = Member::Code(child);
            let part = query.observe(self.context.reads);
            if let Some(absence) = part.absence() {
                let status = stats::Status::from(absence);
                absent.push(format!("`{}` ({status})", summed.codes.code(child)));
            }
            parts.push(part);
        }
        if !absent.is_empty() && options.absent.is_none() {
            let code = summed.codes.code(index);
            return Err(problem(
                Code::AbsentPart,
                format!(
                    "the sum over `{code}` has no number for {}",
                    enumerate(&absent)
                ),
            )
            .at(call.function_span.to(&parent.value.span))
            .expected("a number for every part")
            .hint("write absent=\"words\" to say in words that there is no total"));
        }
        Ok(FigureValue {
            unit: measure.unit(),
            period,
            ..FigureValue::new(stats::sum(parts), display(&measure))
        })
    }
}

/// A number that is not in the data, as it was typed. Why stands for those who read the document.
fn typed(call: &Call) -> Evaluated<String> {
    let expected = || "`typed(\"12,000\", why=\"from the text of the resolution\")`";
    let (text, why) = match (call.positional.as_slice(), call.named.as_slice()) {
        ([text], [why]) if why.name == "why" => (text, why),
        _ => {
            let message = "`typed` takes a number in quotes and `why`".to_owned();
            return Err(problem(Code::BadExpression, message)
                .at(&call.function_span)
                .expected(expected()));
        }
    };
    if text_argument(why)?.trim().is_empty() {
        let message = "`typed` does not say why".to_owned();
        return Err(problem(Code::BadExpression, message)
            .at(&why.value.span)
            .expected(expected()));
    }
    match &text.kind {
        ExpressionKind::Text(text) => Ok(text.clone()),
        _ => Err(problem(
            Code::BadExpression,
            "the number of `typed` is not a text in quotes".to_owned(),
        )
        .at(&text.span)
        .expected(expected())),
    }
}

/// The periods of an observed figure and of its target, for what is still required; the diagnostic
/// has no place.
fn periods(observed: &FigureValue, target: &FigureValue) -> Evaluated<(Period, Period)> {
    observed.period.zip(target.period).ok_or_else(|| {
        problem(
            Code::BadExpression,
            "`required` takes an observed figure and a target, each of one period".into(),
        )
        .expected("two figures made with `value(…)` of datasets with periods")
    })
}

/// The dimension and the code whose parts `children_of` adds up.
fn summed_over(
    measure: &MeasureRef<'_>,
    members: &[Option<Member>],
    parent: &NamedArgument,
    code: &str,
) -> Evaluated<(usize, CodeIndex)> {
    let dataset = measure.dataset;
    let value_place = || parent.value.span.location();
    let found = dataset
        .dimensions
        .iter()
        .enumerate()
        .find_map(|(position, dimension)| {
            let listed = matches!(dimension.kind, DimensionKind::CodeList(_));
            let index = dimension.codes.find(code).filter(|_| listed)?;
            Some((position, index))
        });
    let Some((position, index)) = found else {
        let codes = dataset.dimensions.iter().filter(|d| d.codes.is_hierarchy());
        let codes = codes.flat_map(|d| d.codes.codes().map(stats::Code::as_str));
        let message = format!("`{code}` is not a code of `{}`", dataset.name);
        return Err(problem(Code::UnknownCode, message)
            .at(value_place())
            .did_you_mean(code, codes));
    };
    let dimension = &dataset.dimensions[position];
    if members[position].is_some() {
        let name = &dimension.name;
        let message = format!("`{name}` is fixed and also added up over");
        return Err(problem(Code::BadExpression, message)
            .at(&parent.name_span)
            .expected(format!("either `{name}` or `children_of`")));
    }
    if dimension.codes.children(index).is_empty() {
        let message = format!("`{code}` has no parts to add up");
        return Err(problem(Code::AbsentPart, message)
            .at(value_place())
            .expected("a code with parts below it"));
    }
    Ok((position, index))
}

/// Whether an argument says how a value is printed, and nothing of which it is.
pub(super) fn is_option(argument: &NamedArgument) -> bool {
    match argument.name.as_str() {
        "absent" => true,
        "decimals" => matches!(argument.value.kind, ExpressionKind::Number(_)),
        _ => false,
    }
}

/// What can be said of every function.
#[derive(Default)]
struct Options {
    absent: Option<String>,
    decimals: Option<u32>,
}

impl Options {
    /// Takes an argument that is an option; `false` when it is none.
    fn take(&mut self, argument: &NamedArgument) -> Evaluated<bool> {
        match (argument.name.as_str(), &argument.value.kind) {
            ("absent", _) => self.absent = Some(text_argument(argument)?.to_owned()),
            ("decimals", ExpressionKind::Number(number)) => {
                let decimals = number.to_string().parse().ok();
                self.decimals = decimals.filter(|decimals| *decimals <= MOST_DECIMALS);
                if self.decimals.is_none() {
                    return Err(problem(
                        Code::BadExpression,
                        format!("`{number}` is not a number of decimals"),
                    )
                    .at(&argument.value.span)
                    .expected(format!("a whole number from 0 to {MOST_DECIMALS}")));
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn display(measure: &MeasureRef<'_>) -> Display {
    Display::Plain(measure.measure().decimals)
}

fn text_argument(argument: &NamedArgument) -> Evaluated<&str> {
    match &argument.value.kind {
        ExpressionKind::Text(text) => Ok(text),
        _ => Err(problem(
            Code::BadExpression,
            format!("`{}` is not a text in quotes", argument.name),
        )
        .at(&argument.value.span)
        .expected("a text in quotes")),
    }
}

fn refuse_dimensions(call: &Call, dimensions: &[&NamedArgument]) -> Evaluated<()> {
    match dimensions.first() {
        None => Ok(()),
        Some(argument) => Err(problem(
            Code::BadExpression,
            format!("`{}` has no argument `{}`", call.name, argument.name),
        )
        .at(&argument.name_span)
        .expected("`decimals` or `absent`")),
    }
}

/// The first few of many, and how many more there are.
fn enumerate(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn problem(code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, message)
}
