//! Cells: what a text must look like to be of a field's type, and what it then means.
//!
//! Where cells stand in a file is known in `csv`.

mod calendar;
mod constraint;
mod field;
mod json_file;
mod kind;
mod missing;
mod number;
mod pattern;
mod text;
mod value_list;

pub(super) use calendar::TimeFormat;
pub(super) use constraint::{Bound, Constraints};
pub(super) use field::{FieldDescriptor, MeasureMeaning, StatusColumn, StatusList};
pub(super) use kind::{FieldType, GeoFormat, ItemType, TextFormat};
pub(super) use missing::Missing;
pub(super) use number::{NumberFormat, checked_number};
pub(super) use pattern::{Pattern, PatternError, Patterns};
pub use text::escaped;
pub(super) use text::{
    CheckedText, Formulas, Role, checked_text, hides_formula, is_formula, letters, same_letters,
};
pub(super) use value_list::ValueList;

/// A cell as messages show it: long ones are cut.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// What was expected in place of a cell that is not of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    /// The name of the type, such as `a date`.
    pub(super) what: &'static str,
    /// What it looks like.
    pub(super) form: String,
    /// What would mend it.
    pub(super) hint: Option<String>,
}

impl Expected {
    fn new(what: &'static str, form: impl Into<String>) -> Expected {
        Expected {
            what,
            form: form.into(),
            hint: None,
        }
    }
}
