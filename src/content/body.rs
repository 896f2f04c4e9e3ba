//! The text of a document: finished markup between the places that only `site` can fill.

use std::ops::Range;
use std::sync::Arc;

use super::block::FigureBlock;
use super::expression::Expression;
use super::template::Template;
use super::typed_number::TypedNumber;

/// The text of a document.
#[derive(Debug, Default)]
pub struct Body {
    /// The text in pieces, in reading order.
    pub pieces: Vec<Piece>,
    /// The headings in reading order.
    pub headings: Vec<Heading>,
    /// The anchors of terms that are defined, in reading order.
    pub terms: Vec<String>,
    /// The figures in reading order; [`Piece::Figure`] counts into them.
    pub figures: Vec<FigureBlock>,
    /// The numbers typed into it, with their places in the file.
    pub typed: Vec<TypedNumber>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// From 2 to 6.
    pub level: u8,
    /// Its anchor, unique in the document.
    pub id: String,
    /// Its text.
    pub title: Template,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Finished markup.
    Markup(Arc<str>),
    /// An expression, printed in place.
    Expression(Expression),
    /// The start tag of a link; its end is markup.
    Link {
        /// Where it leads.
        target: LinkTarget,
        /// Its tooltip.
        title: String,
    },
    /// An image.
    Image {
        /// Where it lies.
        target: LinkTarget,
        /// What it shows.
        alt: Template,
        /// Its tooltip.
        title: String,
    },
    /// The figure of this number.
    Figure(usize),
    /// A word of the interface, as text.
    Word(&'static str),
}

/// Where a link leads, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// The address as written, with escapes resolved.
    pub address: String,
    /// The place of the whole link, in bytes of the file.
    pub span: Range<usize>,
}
