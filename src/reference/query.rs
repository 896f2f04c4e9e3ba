//! References of expressions to cells: looked up once, when a document is planned. What only a page knows,
//! the code that it stands for, is filled in there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::evaluator::{Evaluated, Evaluator};
use super::function::is_option;
use super::name::{self, MeasureRef, total_member};
use super::value::Value;
use crate::content::Document;
use crate::data::Catalog;
use crate::diag::{Code, Diagnostic};
use crate::expression::{Call, Expression, ExpressionKind, Function, NamedArgument};
use crate::stats::{Dimension, Member, Observation, Period, Reads};

/// A measure at one member of each dimension.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// The measure.
    pub measure: MeasureRef<'a>,
    /// One member for each dimension of the dataset, in its order.
    pub members: Vec<Member>,
}

impl Query<'_> {
    /// What is observed there.
    pub fn observe(&self, reads: &Reads) -> Observation {
        self.measure.observe(&self.members, reads)
    }

    /// The period, if one of the dimensions is of periods and fixed.
    pub fn period(&self) -> Option<Period> {
        let mut dimensions = self.measure.dataset.dimensions.iter().zip(&self.members);
        dimensions.find_map(|(dimension, member)| dimension.period_of(*member))
    }
}

/// The references of a document, by the places of the calls that make them.
#[derive(Clone, Debug)]
pub struct References<'a> {
    document: &'a Document,
    by_place: BTreeMap<usize, Evaluated<Reference<'a>>>,
}

/// A reference as far as its document decides it.
#[derive(Clone, Debug)]
pub(super) struct Reference<'a> {
    pub(super) measure: MeasureRef<'a>,
    /// For each dimension of the dataset, in its order, what the call says.
    given: Vec<Given<'a>>,
    /// The code whose parts are added up, if the call does that.
    pub(super) parts_of: Option<&'a NamedArgument>,
}

/// What a call says of a dimension.
#[derive(Clone, Copy, Debug)]
enum Given<'a> {
    /// Nothing: it takes its total.
    Nothing,
    /// This member.
    Member(Member),
    /// What this argument is on the page.
    OnPage(&'a NamedArgument),
}

/// The argument of `total` that says over which codes it goes.
pub(super) const PARTS_OF: &str = "children_of";

impl<'a> References<'a> {
    /// Looks up every reference of a document. What is wrong with one is reported where it is used.
    pub fn of(document: &'a Document, catalog: &'a Catalog) -> References<'a> {
        let calls = document.expressions().flat_map(Expression::calls);
        let cells = calls.filter(|call| refers(call));
        let by_place = cells.map(|call| (place(call), Reference::of(call, catalog)));
        References {
            document,
            by_place: by_place.collect(),
        }
    }

    /// The reference that a call of this document makes.
    fn find(&self, call: &Call) -> Option<&Evaluated<Reference<'a>>> {
        let is_here = self.document.source.is_same(call.function_span.source());
        self.by_place.get(&place(call)).filter(|_| is_here)
    }
}

/// Where a call stands in its file.
fn place(call: &Call) -> usize {
    call.function_span.range().start
}

/// Whether a call names cells.
fn refers(call: &Call) -> bool {
    matches!(call.function, Some(Function::Value | Function::Total))
}

impl<'a> Reference<'a> {
    fn of(call: &'a Call, catalog: &'a Catalog) -> Evaluated<Reference<'a>> {
        let measure = measure(call, catalog)?;
        let dimensions = &measure.dataset.dimensions;
        let mut given = vec![Given::Nothing; dimensions.len()];
        let mut parts_of = None;
        for argument in call.named.iter().filter(|argument| !is_option(argument)) {
            if call.function == Some(Function::Total) && argument.name == PARTS_OF {
                parts_of = Some(argument);
                continue;
            }
            let position = name::dimension_of(measure.dataset, &argument.name)
                .map_err(|d| d.at(&argument.name_span))?;
            given[position] = match &argument.value.kind {
                ExpressionKind::Text(text) => {
                    let member = name::member(catalog, &dimensions[position], text);
                    Given::Member(member.map_err(|d| d.at(&argument.value.span))?)
                }
                _ => Given::OnPage(argument),
            };
        }
        Ok(Reference {
            measure,
            given,
            parts_of,
        })
    }
}

/// The measure that a call names.
fn measure<'a>(call: &Call, catalog: &'a Catalog) -> Evaluated<MeasureRef<'a>> {
    let [
        Expression {
            kind: ExpressionKind::Text(reference),
            span,
        },
    ] = call.positional.as_slice()
    else {
        let message = format!("`{}` takes one reference in quotes", call.name);
        let wrong = call.function_span.error(Code::BadExpression, message);
        return Err(wrong.expected("a reference such as \"admissions.admitted\""));
    };
    name::measure(catalog, reference).map_err(|diagnostic| diagnostic.at(span))
}

impl<'a> Evaluator<'a> {
    /// The reference that a call makes: as its document looked it up, else looked up now.
    pub(super) fn reference<'c>(&self, call: &'c Call) -> Evaluated<Cow<'c, Reference<'c>>>
    where
        'a: 'c,
    {
        let known = self.context.references.iter();
        let reference = match known.flatten().find_map(|references| references.find(call)) {
            Some(reference) => Cow::Borrowed(reference.as_ref().map_err(Diagnostic::clone)?),
            None => Cow::Owned(Reference::of(call, self.context.catalog)?),
        };
        self.context.reads.name(&reference.measure.resource.name);
        Ok(reference)
    }

    /// The members that a reference fixes, those that only the page knows among them.
    pub(super) fn members(&self, reference: &Reference<'_>) -> Evaluated<Vec<Option<Member>>> {
        let dimensions = &reference.measure.dataset.dimensions;
        let members = reference.given.iter().zip(dimensions);
        let members = members.map(|(given, dimension)| match given {
            Given::Nothing => Ok(None),
            Given::Member(member) => Ok(Some(*member)),
            Given::OnPage(argument) => self.member_of_argument(argument, dimension).map(Some),
        });
        members.collect()
    }

    /// A reference with a member for every dimension: what is not fixed takes its total.
    pub(super) fn query<'m>(
        measure: MeasureRef<'m>,
        members: &[Option<Member>],
        call: &Call,
    ) -> Evaluated<Query<'m>> {
        let members = members.iter().enumerate();
        let members = members.map(|(dimension, member)| match member {
            Some(member) => Ok(*member),
            None => total_member(measure.dataset, dimension, &[measure.position])
                .map_err(|d| d.at(&call.function_span)),
        });
        Ok(Query {
            members: members.collect::<Evaluated<_>>()?,
            measure,
        })
    }

    /// The member that an argument is on the page.
    fn member_of_argument(
        &self,
        argument: &NamedArgument,
        dimension: &Dimension,
    ) -> Evaluated<Member> {
        let member = match self.code_value(argument)? {
            Value::Member(value) => self.member_of_value(dimension, &value),
            Value::Text(text) => name::member(self.context.catalog, dimension, &text),
            Value::Figure(_) | Value::Truth(_) => return Err(no_code(argument)),
        };
        member.map_err(|d| d.at(&argument.value.span))
    }

    /// The value of an argument that is a code: in quotes or by a variable of the page.
    pub(super) fn code_value(&self, argument: &NamedArgument) -> Evaluated<Value> {
        match argument.value.kind {
            ExpressionKind::Text(_) | ExpressionKind::Name(_) => self.evaluate(&argument.value),
            ExpressionKind::Number(_) | ExpressionKind::Call(_) | ExpressionKind::Comparison(_) => {
                Err(no_code(argument))
            }
        }
    }
}

/// That an argument is no code.
pub(super) fn no_code(argument: &NamedArgument) -> Diagnostic {
    let message = format!("`{}` is no code", argument.name);
    let wrong = argument.value.span.error(Code::BadExpression, message);
    wrong.expected("a code in quotes, or a variable of the page")
}
