//! The numbers along an axis. The grid lines themselves are drawn by the scene.

use crate::chart::font::{ASCENT, DESCENT};
use crate::chart::scale::NumberScale;
use crate::chart::scene::{Anchor, Coordinate, Element, Role, Shape, Token};
use crate::chart::sheet::{Sheet, TextLine, baseline_centred_on};

/// From the plot to the numbers below it.
const GAP: f64 = 5.0;
/// Between two numbers.
const BETWEEN: f64 = 8.0;

/// The height that numbers below a plot take.
pub(super) fn height_below(sheet: &Sheet<'_>) -> f64 {
    GAP + sheet.small().size * (ASCENT + DESCENT)
}

/// The numbers of a horizontal scale, below a plot that ends at `bottom`. Where they are too wide
/// for their distance only every second, third and so on is written.
pub(super) fn below(scale: &NumberScale, bottom: f64, sheet: &Sheet<'_>) -> Element {
    let lettering = sheet.small();
    let texts: Vec<(f64, f64, String)> = scale
        .ticks()
        .iter()
        .map(|tick| {
            let text = scale.text(tick, sheet.locale);
            let half = sheet.measure(&text, lettering) / 2.0;
            let middle = scale.position(tick.value);
            (middle, half, text)
        })
        .filter(|(middle, half, _)| {
            // A wide number at the edge is left out rather than moved off its line.
            middle + half <= sheet.width() && middle - half >= -half.min(8.0)
        })
        .collect();
    let stride = (1..=texts.len().max(1))
        .find(|&stride| {
            let shown: Vec<_> = texts.iter().step_by(stride).collect();
            shown
                .windows(2)
                .all(|pair| pair[0].0 + pair[0].1 + BETWEEN <= pair[1].0 - pair[1].1)
        })
        .unwrap_or(1);
    let baseline = bottom + GAP + lettering.size * ASCENT;
    let shapes = texts
        .into_iter()
        .step_by(stride)
        .map(|(middle, half, text)| {
            let line = tick_line(text, sheet);
            line.at(
                Coordinate::Fixed(middle.max(half)),
                baseline,
                Anchor::Middle,
            )
        })
        .collect();
    Element {
        datum: None,
        shapes,
    }
}

/// The width that numbers left of a plot take, with the gap to it; zero where they would take
/// more than a third of the sheet and are left out.
pub(super) fn width_left(scale: &NumberScale, sheet: &Sheet<'_>) -> f64 {
    let widest = scale
        .ticks()
        .iter()
        .map(|tick| sheet.measure(&scale.text(tick, sheet.locale), sheet.small()))
        .fold(0.0, f64::max);
    if widest > sheet.width() / 3.0 {
        0.0
    } else {
        widest + BETWEEN
    }
}

/// The numbers of a vertical scale, left of a plot that begins at `left`.
pub(super) fn left_of(scale: &NumberScale, left: f64, sheet: &Sheet<'_>) -> Element {
    let lettering = sheet.small();
    let shapes = if left < BETWEEN {
        Vec::new()
    } else {
        scale
            .ticks()
            .iter()
            .map(|tick| {
                let line = tick_line(scale.text(tick, sheet.locale), sheet);
                let baseline = baseline_centred_on(scale.position(tick.value), lettering);
                line.at(Coordinate::Fixed(left - BETWEEN), baseline, Anchor::End)
            })
            .collect()
    };
    Element {
        datum: None,
        shapes,
    }
}

/// The line at zero, across the direction in which numbers grow.
pub(super) fn zero_line(from: (Coordinate, Coordinate), to: (Coordinate, Coordinate)) -> Element {
    Element {
        datum: None,
        shapes: vec![Shape::Path(vec![from, to], Token::new(Role::Axis))],
    }
}

fn tick_line(text: String, sheet: &Sheet<'_>) -> TextLine {
    TextLine {
        text,
        token: Token::new(Role::Tick),
        lettering: sheet.small(),
    }
}
