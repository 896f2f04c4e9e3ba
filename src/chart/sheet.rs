//! The sheet a chart is laid out on: its width, its text sizes, and how text becomes shapes.

use super::Layout;
use super::font::{ASCENT, DESCENT, FontMetrics, LINE};
use super::label::{Fitted, Lettering, Wording, fit, fit_line, measure};
use super::scene::{Anchor, Coordinate, Shape, Token};
use super::svg::TextStyle;
use super::ticks::Extent;
use crate::locale::Locale;

/// What every mark needs to lay out a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet<'a> {
    /// Which of the two layouts is drawn.
    pub(super) layout: Layout,
    /// The width that is drawn on: that of the view box, or of one of several panels.
    pub(super) width: f64,
    /// The panel that is drawn, if the chart has several.
    pub(super) panel: Option<Panelled>,
    /// The language of ticks and words.
    pub(super) locale: &'a Locale,
    /// The widths of text.
    pub(super) fonts: &'a FontMetrics,
}

/// What the panels of a chart have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panelled {
    /// The lowest and the highest number of all panels.
    pub(super) extent: Extent,
}

impl<'a> Sheet<'a> {
    /// The sheet of one panel.
    pub(super) fn panel(&self, width: f64, panel: Panelled) -> Sheet<'a> {
        Sheet {
            width,
            panel: Some(panel),
            ..*self
        }
    }

    /// The height of a plot whose numbers grow upwards: less in a panel.
    pub(super) fn plot_height(&self, narrow: f64, wide: f64) -> f64 {
        const PANEL_SHARE: f64 = 0.55;
        let height = match self.layout {
            Layout::Narrow => narrow,
            Layout::Wide => wide,
        };
        if self.panel.is_some() {
            (height * PANEL_SHARE).round()
        } else {
            height
        }
    }

    /// The most ticks of a scale that runs across.
    pub(super) fn most_ticks_across(&self) -> usize {
        match (self.layout, self.panel) {
            (Layout::Wide, None) => 6,
            (Layout::Wide | Layout::Narrow, _) => 4,
        }
    }
}

impl Sheet<'_> {
    /// The width of the view box.
    pub(super) fn width(&self) -> f64 {
        self.width
    }

    /// The size of labels and values. A narrow drawing is shown at 84 % of its size on the
    /// smallest phone, and its text must not fall below 12 pixels there.
    pub(super) fn label(&self, bold: bool) -> Lettering {
        let size = match self.layout {
            Layout::Narrow => 15.0,
            Layout::Wide => 14.0,
        };
        Lettering { size, bold }
    }

    /// The size of ticks, notes, targets and words for absence.
    pub(super) fn small(&self) -> Lettering {
        let size = match self.layout {
            Layout::Narrow => 14.5,
            Layout::Wide => 13.0,
        };
        Lettering { size, bold: false }
    }

    /// The width of a line of text.
    pub(super) fn measure(&self, text: &str, lettering: Lettering) -> f64 {
        measure(self.fonts, text, lettering)
    }

    /// A text, or its short form, in at most `most` lines of a width.
    pub(super) fn fit(
        &self,
        wording: Wording<'_>,
        lettering: Lettering,
        width: f64,
        most: usize,
    ) -> Fitted {
        fit(self.fonts, wording, lettering, width, most)
    }

    /// A text in one line of a width, cut where it must be.
    pub(super) fn fit_line(&self, text: &str, lettering: Lettering, width: f64) -> String {
        fit_line(self.fonts, text, lettering, width)
    }
}

/// One line of text with its looks.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    /// The words.
    pub(super) text: String,
    /// What they are.
    pub(super) token: Token,
    /// How large they are.
    pub(super) lettering: Lettering,
}

impl TextLine {
    /// The height that the line takes among others.
    pub(super) fn height(&self) -> f64 {
        self.lettering.size * LINE
    }

    /// The line as a shape, its baseline at a height.
    pub(super) fn at(&self, x: Coordinate, baseline: f64, anchor: Anchor) -> Shape {
        let style = TextStyle {
            token: self.token,
            lettering: self.lettering,
            anchor,
        };
        Shape::Text((x, Coordinate::Fixed(baseline)), self.text.clone(), style)
    }
}

/// The height of lines below each other.
pub(super) fn stack_height(lines: &[TextLine]) -> f64 {
    lines.iter().map(TextLine::height).sum()
}

/// Lines below each other, from a top edge down.
pub(super) fn stack(lines: &[TextLine], x: Coordinate, anchor: Anchor, top: f64) -> Vec<Shape> {
    let mut edge = top;
    lines
        .iter()
        .map(|line| {
            let baseline = edge + baseline_in_line(line.lettering);
            edge += line.height();
            line.at(x, baseline, anchor)
        })
        .collect()
}

/// How far below the top of a line its baseline is: room above for stacked capitals, and what a
/// line is higher than its letters is shared.
pub(super) fn baseline_in_line(lettering: Lettering) -> f64 {
    lettering.size * (ASCENT + (LINE - ASCENT - DESCENT) / 2.0)
}

/// The baseline of a line of text that looks centred on a height: capitals are 0.71 em high.
pub(super) fn baseline_centred_on(middle: f64, lettering: Lettering) -> f64 {
    middle + lettering.size * 0.355
}
