//! Problems in an author's files, each with its place, its code and a way to mend it.
//!
//! Steps of a build report every problem they find into a [`Report`] and go on. How a report is
//! printed is decided in `cli`.

mod code;
mod diagnostic;
pub mod limits;
mod line_index;
mod pages;
mod printable;
mod report;
mod source;
mod span;
mod suggest;

pub use code::Code;
pub use diagnostic::{Diagnostic, Related, Severity, listed};
pub use printable::printable;
pub use report::{Report, Reported};
pub use source::{Bytes, Excerpt, Location, Source, StoredAs};
pub use span::Span;
pub use suggest::{misspelt, nearest, renew_suggestions};
