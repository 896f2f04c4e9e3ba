//! Points of a line: each series has a shape of its own, so that colour is never alone.

use super::series_token;
use crate::chart::scene::{Role, Shape, Spot, Token, Trait};
use crate::chart::spec::{ChartSpec, Datum};

/// Half the width of a point.
pub(super) const RADIUS: f64 = 3.5;

/// A point; a ring around it says that it covers a part of a year.
pub(super) fn point(spec: &ChartSpec, at: Spot, series: usize, datum: &Datum) -> Vec<Shape> {
    let token =
        series_token(spec, Role::Point, series).when(datum.is_preliminary(), Trait::Provisional);
    let mut shapes = vec![marker(at, series, token)];
    if datum.part_of_year {
        let ring = series_token(spec, Role::Point, series).with(Trait::Part);
        shapes.push(Shape::Circle(at, RADIUS + 3.0, ring));
    }
    shapes
}

/// A point that is not marked, hidden in its line: it only holds what a pointer is shown.
pub(super) fn dot(spec: &ChartSpec, at: Spot, series: usize) -> Shape {
    Shape::Circle(at, 1.0, series_token(spec, Role::Point, series))
}

/// The point of a series at a spot.
pub(in crate::chart) fn marker(at: Spot, series: usize, token: Token) -> Shape {
    let corners: &[(f64, f64)] = match series % 6 {
        0 => return Shape::Circle(at, RADIUS, token),
        1 => &[(-3.3, -3.3), (3.3, -3.3), (3.3, 3.3), (-3.3, 3.3)],
        2 => &[(0.0, -4.6), (4.4, 3.4), (-4.4, 3.4)],
        3 => &[(0.0, -4.9), (4.9, 0.0), (0.0, 4.9), (-4.9, 0.0)],
        4 => &[(0.0, 4.6), (4.4, -3.4), (-4.4, -3.4)],
        _ => &[
            (-1.5, -4.5),
            (1.5, -4.5),
            (1.5, -1.5),
            (4.5, -1.5),
            (4.5, 1.5),
            (1.5, 1.5),
            (1.5, 4.5),
            (-1.5, 4.5),
            (-1.5, 1.5),
            (-4.5, 1.5),
            (-4.5, -1.5),
            (-1.5, -1.5),
        ],
    };
    Shape::Outline(at, corners.to_vec(), token)
}
