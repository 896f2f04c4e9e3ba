//! Writes a scene as SVG: a drawing backend for plotters, and the tokens that become classes.
//!
//! What is drawn where is decided in `mark`; colours, fonts and stroke widths belong to the
//! theme's style sheet.

mod backend;
mod path;
mod text_style;
mod token;

pub(super) use backend::{Refused, SvgBackend};
pub(super) use path::tenths;
pub(super) use text_style::{Anchor, TextStyle};
pub(super) use token::{Role, Token, Trait};
