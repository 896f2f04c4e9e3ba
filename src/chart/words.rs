//! Words around a chart that stands alone: paragraphs below each other, wrapped into a width.

use super::font::{FontMetrics, LINE};
use super::label::{Lettering, Wording, fit};
use super::sheet::baseline_in_line;
use crate::markup::Markup;

/// Paragraphs below each other.
pub(super) struct Words<'a> {
    fonts: &'a FontMetrics,
    /// Where every line begins.
    left: f64,
    /// How wide a line is at most.
    pub(super) width: f64,
    lines: Vec<Line>,
    /// Where the next line begins, from the top.
    pub(super) edge: f64,
}

/// A line of words at its place.
struct Line {
    words: String,
    class: &'static str,
    baseline: f64,
    lettering: Lettering,
}

impl<'a> Words<'a> {
    /// No words yet, in a column that begins at a place from the left and the top.
    pub(super) fn new(fonts: &'a FontMetrics, left: f64, edge: f64, width: f64) -> Words<'a> {
        Words {
            fonts,
            left,
            width,
            lines: Vec::new(),
            edge,
        }
    }

    /// Adds a text of a class in so many lines at most; a longer one is cut.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        class: &'static str,
        lettering: Lettering,
        most: usize,
    ) {
        let fitted = fit(self.fonts, Wording::only(text), lettering, self.width, most);
        for words in fitted.lines {
            let baseline = self.edge + baseline_in_line(lettering);
            self.edge += lettering.size * LINE;
            self.lines.push(Line {
                words,
                class,
                baseline,
                lettering,
            });
        }
    }

    /// Writes all of them.
    pub(super) fn write(&self, markup: &mut Markup) {
        for line in &self.lines {
            markup.element(
                "text",
                &[
                    ("class", line.class),
                    ("x", &self.left.to_string()),
                    ("y", &format!("{:.1}", line.baseline)),
                    ("font-size", &line.lettering.size.to_string()),
                ],
                &line.words,
            );
        }
    }
}
