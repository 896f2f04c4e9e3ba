//! Escaping and writing of XML and HTML.
//!
//! Everything that enters markup passes through [`escape`] or [`Markup`]; text from a CSV or an
//! article can therefore never become an element or an attribute.

mod escape;
mod link;
mod writer;

pub use escape::{escape, escape_into, is_invisible, is_unprintable, is_unseen};
pub use link::{is_allowed_scheme, is_outside, is_whole, percent_decode, scheme};
pub use writer::Markup;
