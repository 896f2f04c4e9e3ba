//! What stands around the data of a plot: names beside rows, numbers and names along axes.

use super::axis_text;
use super::category_axis::CategoryAxis;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Scene};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};

/// The label of a row, which ends at a place and is centred on its row.
pub(super) fn beside(label: &[TextLine], end: f64, middle: f64) -> Element {
    let top = middle - stack_height(label) / 2.0;
    Element {
        datum: None,
        shapes: stack(label, Coordinate::Fixed(end), Anchor::End, top),
    }
}

/// The scene of rows whose numbers grow to the right, with the numbers of the scale below them.
pub(super) fn rows(
    sheet: &Sheet<'_>,
    mut elements: Vec<Element>,
    scale: NumberScale,
    bands: BandScale,
) -> Scene {
    let bottom = bands.range().1;
    elements.push(axis_text::below(&scale, bottom, sheet));
    Scene {
        height: (bottom + axis_text::height_below(sheet)).ceil() + 1.0,
        x: Axis::Numbers(scale),
        y: Axis::Band(bands),
        elements,
    }
}

/// The scene of categories beside each other whose numbers grow upwards, with the numbers of the
/// scale left of the plot, which begins at `left`, and the names of the categories below it.
pub(super) fn columns(
    sheet: &Sheet<'_>,
    mut elements: Vec<Element>,
    x: Axis,
    scale: NumberScale,
    left: f64,
    names: &CategoryAxis,
) -> Scene {
    let bottom = scale.range().0;
    elements.push(axis_text::left_of(&scale, left, sheet));
    elements.push(names.element(bottom));
    Scene {
        height: (bottom + names.height()).ceil() + 1.0,
        x,
        y: Axis::Numbers(scale),
        elements,
    }
}

/// The line at zero of a plot whose numbers grow to the right.
pub(super) fn zero_of_rows(top: f64, bottom: f64) -> Element {
    let zero = Coordinate::Value(0.0);
    axis_text::zero_line(
        (zero, Coordinate::Fixed(top)),
        (zero, Coordinate::Fixed(bottom)),
    )
}

/// The line at zero of a plot whose numbers grow upwards.
pub(super) fn zero_of_columns(left: f64, right: f64) -> Element {
    let zero = Coordinate::Value(0.0);
    axis_text::zero_line(
        (Coordinate::Fixed(left), zero),
        (Coordinate::Fixed(right), zero),
    )
}
