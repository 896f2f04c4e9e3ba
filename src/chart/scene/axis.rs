//! The two axes of a scene, as plotters sees them.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use crate::chart::scale::{BandScale, NumberScale, PeriodScale};
use crate::chart::svg::tenths;

/// A place along one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::chart) enum Coordinate {
    /// A value of the scale: a number, or the index of a category.
    Value(f64),
    /// A fixed place in the view box.
    Fixed(f64),
}

/// One axis of a scene.
#[derive(Clone, Debug)]
pub(in crate::chart) enum Axis {
    /// Numbers. Its ticks are the grid.
    Numbers(NumberScale),
    /// Categories as bands; a value is the index of one and means its middle.
    Band(BandScale),
    /// Categories along time; a value is the index of one.
    Period(PeriodScale),
}

impl Axis {
    /// Where a place is in the view box.
    pub(in crate::chart) fn resolve(&self, place: Coordinate) -> f64 {
        let value = match place {
            Coordinate::Fixed(fixed) => return fixed,
            Coordinate::Value(value) => value,
        };
        match self {
            Axis::Numbers(scale) => scale.position(value),
            Axis::Band(scale) => scale.middle(index(value)),
            Axis::Period(scale) => scale.position(index(value)),
        }
    }

    /// The two ends of the axis in the view box.
    pub(in crate::chart) fn range(&self) -> (f64, f64) {
        match self {
            Axis::Numbers(scale) => scale.range(),
            Axis::Band(scale) => scale.range(),
            Axis::Period(scale) => scale.range(),
        }
    }

    /// Where its ticks are in the view box.
    pub(super) fn ticks(&self) -> Vec<f64> {
        match self {
            Axis::Numbers(scale) => {
                let ticks = scale.ticks().iter();
                ticks.map(|tick| scale.position(tick.value)).collect()
            }
            Axis::Band(_) | Axis::Period(_) => Vec::new(),
        }
    }

    /// The two ends of the axis on the canvas.
    pub(super) fn canvas_range(&self) -> Range<i32> {
        let (start, end) = self.range();
        tenths(start)..tenths(end)
    }
}

fn index(value: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value is the index of a category"
    )]
    let index = value as usize;
    index
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = Coordinate;

    /// The scales know their own range, which is the one that plotters was given.
    fn map(&self, place: &Coordinate, _: (i32, i32)) -> i32 {
        tenths(self.resolve(*place))
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<Coordinate> {
        match self {
            Axis::Numbers(scale) => scale
                .ticks()
                .iter()
                .map(|tick| Coordinate::Value(tick.value))
                .collect(),
            Axis::Band(_) | Axis::Period(_) => Vec::new(),
        }
    }

    fn range(&self) -> Range<Coordinate> {
        let range = self.canvas_range();
        let place = |tenths: i32| Coordinate::Fixed(f64::from(tenths) / 10.0);
        place(range.start)..place(range.end)
    }
}
