//! The text of a document: finished markup between the places that only `site` can fill.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::block::FigureBlock;
use super::template::Template;
use super::typed_number::TypedNumber;
use crate::diag::Span;
use crate::expression::Expression;

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
    /// All anchors, once a link has asked for one: a document may have as many links as anchors.
    anchors: OnceLock<HashSet<String>>,
}

impl Body {
    /// A text that is one figure.
    pub(super) fn of_figure(figure: FigureBlock) -> Body {
        Body {
            pieces: vec![Piece::Figure(0)],
            figures: vec![figure],
            ..Body::default()
        }
    }

    /// All places that a link can lead to: headings, figures and terms.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| heading.id.as_str());
        let figures = self.figures.iter().map(|figure| figure.id.text.as_str());
        let terms = self.terms.iter().map(String::as_str);
        headings.chain(figures).chain(terms)
    }

    /// Whether a link can lead to a place of this name. Asked only once the document is complete.
    pub fn has_anchor(&self, name: &str) -> bool {
        let anchors = || self.anchors().map(str::to_owned).collect();
        self.anchors.get_or_init(anchors).contains(name)
    }
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
    pub span: Span,
}
