//! Constraints of Table Schema: what a cell of the right type must also fulfil.

use super::pattern::{Pattern, TooSlow};
use super::shown;
use super::value_list::ValueList;
use crate::data::cell::FieldDescriptor;
use crate::diag::{Code, Diagnostic, listed};
use crate::stats::Number;

/// The constraints of a field.
#[derive(Clone, Debug, Default)]
pub(in crate::data) struct Constraints {
    /// Whether no cell may be missing.
    pub(in crate::data) required: bool,
    /// Whether no value may stand twice.
    pub(in crate::data) unique: bool,
    pub(in crate::data) minimum: Option<Bound>,
    pub(in crate::data) maximum: Option<Bound>,
    pub(in crate::data) exclusive_minimum: Option<Bound>,
    pub(in crate::data) exclusive_maximum: Option<Bound>,
    /// The only values, in their plain form; empty when any value may stand.
    pub(in crate::data) allowed: ValueList,
    /// A pattern that the whole cell must match.
    pub(in crate::data) pattern: Option<Pattern>,
    pub(in crate::data) min_length: Option<usize>,
    pub(in crate::data) max_length: Option<usize>,
    /// The categories, in their order; empty when there are none.
    pub(in crate::data) categories: ValueList,
}

/// A limit of a field: a value of its own type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct Bound {
    /// The plain form. Plain forms of dates and times are ordered as their texts are.
    plain: String,
    number: Option<Number>,
}

impl Bound {
    /// The limit of a field with this plain form.
    pub(in crate::data) fn new(plain: String, is_numeric: bool) -> Bound {
        Bound {
            number: Number::parse(&plain).ok().filter(|_| is_numeric),
            plain,
        }
    }

    fn order(&self, plain: &str) -> std::cmp::Ordering {
        match (Number::parse(plain), self.number) {
            (Ok(number), Some(bound)) => number.cmp(&bound),
            _ => plain.cmp(self.plain.as_str()),
        }
    }
}

impl Constraints {
    /// The limits that are set, by the name of their constraint, in their plain form.
    pub(in crate::data) fn plain_bounds(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("minimum", &self.minimum),
            ("maximum", &self.maximum),
            ("exclusiveMinimum", &self.exclusive_minimum),
            ("exclusiveMaximum", &self.exclusive_maximum),
        ]
        .into_iter()
        .filter_map(|(name, bound)| Some((name, bound.as_ref()?.plain.as_str())))
    }

    /// Whether nothing is to be checked but blanks and repetitions.
    pub(in crate::data) fn is_empty(&self) -> bool {
        let bounds = [
            &self.minimum,
            &self.maximum,
            &self.exclusive_minimum,
            &self.exclusive_maximum,
        ];
        bounds.iter().all(|bound| bound.is_none())
            && self.allowed.is_empty()
            && self.categories.is_empty()
            && self.pattern.is_none()
            && self.min_length.is_none()
            && self.max_length.is_none()
    }

    /// Whether a number fulfils all constraints; `false` where its digits must be looked at.
    pub(in crate::data) fn admit(&self, number: Number) -> bool {
        if self.is_empty() {
            return true;
        }
        let looks_at_digits = !self.allowed.is_empty()
            || !self.categories.is_empty()
            || self.pattern.is_some()
            || self.min_length.is_some()
            || self.max_length.is_some();
        let bound = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| bound.number);
        !looks_at_digits
            && bound(&self.minimum).is_none_or(|least| number >= least)
            && bound(&self.maximum).is_none_or(|most| number <= most)
            && bound(&self.exclusive_minimum).is_none_or(|least| number > least)
            && bound(&self.exclusive_maximum).is_none_or(|most| number < most)
    }

    /// Checks the plain form of a cell.
    pub(in crate::data) fn check(
        &self,
        plain: &str,
        field: &FieldDescriptor,
    ) -> Result<(), Diagnostic> {
        let wrong = |what: String| {
            let message = format!("`{}` in `{}` is {what}", shown(plain), field.name);
            Err(Diagnostic::error(Code::BrokenConstraint, message))
        };
        let below = |bound: &Bound| bound.order(plain).is_lt();
        let above = |bound: &Bound| bound.order(plain).is_gt();
        if let Some(bound) = self.minimum.as_ref().filter(|b| below(b)) {
            return wrong(format!("below {}, the minimum of the field", bound.plain));
        }
        if let Some(bound) = self.maximum.as_ref().filter(|b| above(b)) {
            return wrong(format!("above {}, the maximum of the field", bound.plain));
        }
        if let Some(bound) = self.exclusive_minimum.as_ref().filter(|b| !above(b)) {
            return wrong(format!("not above {}, as the field demands", bound.plain));
        }
        if let Some(bound) = self.exclusive_maximum.as_ref().filter(|b| !below(b)) {
            return wrong(format!("not below {}, as the field demands", bound.plain));
        }
        self.check_text(plain, field)
    }

    fn check_text(&self, plain: &str, field: &FieldDescriptor) -> Result<(), Diagnostic> {
        let wrong = |what: String| {
            let message = format!("`{}` in `{}` {what}", shown(plain), field.name);
            Diagnostic::error(Code::BrokenConstraint, message)
        };
        for (values, name) in [(&self.allowed, "value"), (&self.categories, "category")] {
            let is_allowed = values.is_empty()
                || values.holds(plain)
                || (field.kind.is_numeric() && values.holds_number(plain));
            if !is_allowed {
                return Err(wrong(format!("is not an allowed {name}"))
                    .expected(format!("one of {}", listed(values.iter())))
                    .did_you_mean(plain, values.iter()));
            }
        }
        if let Some(pattern) = &self.pattern {
            match pattern.matches(plain) {
                Ok(true) => {}
                Ok(false) => {
                    return Err(wrong("does not match the pattern of the field".to_owned())
                        .expected(format!("a text that matches {}", pattern.written())));
                }
                Err(TooSlow) => {
                    let message = format!(
                        "it takes too long to compare `{}` with the pattern of `{}`",
                        shown(plain),
                        field.name
                    );
                    return Err(Diagnostic::error(Code::TooLarge, message)
                        .hint("shorten the repetitions of the pattern, such as `{1,200}`, or put `minLength` and `maxLength` in their place"));
                }
            }
        }
        if self.min_length.is_none() && self.max_length.is_none() {
            return Ok(());
        }
        let (length, unit) = field.kind.length(plain);
        let characters = |count: usize| match count {
            1 => format!("1 {unit}"),
            many => format!("{many} {unit}s"),
        };
        if let Some(most) = self.max_length.filter(|most| length > *most) {
            return Err(wrong(format!("has {}", characters(length)))
                .expected(format!("at most {}", characters(most))));
        }
        if let Some(least) = self.min_length.filter(|least| length < *least) {
            return Err(wrong(format!("has {}", characters(length)))
                .expected(format!("at least {}", characters(least))));
        }
        Ok(())
    }
}
