//! The order of rows, categories and series.

use crate::diag::{Code, Report};
use crate::input::value::Text;
use crate::locale::Locale;
use crate::stats::Number;

/// The order in which an author asks for rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// As the code list, or as `where` lists them.
    AsListed,
    /// Smallest number first.
    Ascending,
    /// Largest number first.
    Descending,
    /// By name, as the language sorts.
    Label,
}

impl Sort {
    /// Reads `sort`; `None` when it is no order.
    pub(super) fn read(text: Option<&Text>, report: &mut Report) -> Option<Sort> {
        let Some(text) = text else {
            return Some(Sort::AsListed);
        };
        let known = [
            ("value", Sort::Ascending),
            ("-value", Sort::Descending),
            ("label", Sort::Label),
        ];
        let found = known.iter().find(|(name, _)| *name == text.text);
        if found.is_none() {
            report.push(
                text.error(Code::BadBlock, format!("`{}` is not an order", text.text))
                    .expected("`value`, `-value` or `label`"),
            );
        }
        found.map(|(_, sort)| *sort)
    }

    /// Puts items in order. Absent numbers come last; equal numbers and absent ones are in order
    /// of labels.
    pub(super) fn apply<T>(
        self,
        items: &mut [T],
        locale: &Locale,
        number: impl Fn(&T) -> Option<Number>,
        label: impl Fn(&T) -> String,
    ) {
        use std::cmp::Ordering;
        let by_label = |a: &T, b: &T| locale.compare(&label(a), &label(b));
        let by_number = |a: &T, b: &T, descending: bool| match (number(a), number(b)) {
            (Some(a), Some(b)) if descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        match self {
            Sort::AsListed => {}
            Sort::Label => items.sort_by(by_label),
            Sort::Ascending => {
                items.sort_by(|a, b| by_number(a, b, false).then_with(|| by_label(a, b)));
            }
            Sort::Descending => {
                items.sort_by(|a, b| by_number(a, b, true).then_with(|| by_label(a, b)));
            }
        }
    }
}
