//! One bar by the status of its datum: solid, hatched, hollow, zero, or a sign for no number.

use super::DatumIndex;
use crate::chart::scene::{Coordinate, Role, Shape, Spot, Token, Trait};
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::{Absence, Cell};

/// How far the sign for an absent number reaches from the line at zero.
pub(super) const SIGN: f64 = 15.0;

/// The radius of the ring that stands for a zero: no bar, however short, looks like it.
const ZERO: f64 = 3.0;

/// How far the ring of a zero reaches from the line at zero.
pub(super) const RING: f64 = 2.0 * ZERO + 1.0;

/// Distance of hatch lines.
const HATCH: f64 = 6.5;

/// Which way bars grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// To the right, bars below each other.
    Right,
    /// To the left, away from bars to the right.
    Left,
    /// Upwards, bars beside each other.
    Up,
}

/// Where a bar stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct BarPosition {
    /// Which way it grows.
    pub(super) growth: Growth,
    /// The line at zero in the view box.
    pub(super) zero: f64,
    /// Its two long edges.
    pub(super) edges: (f64, f64),
}

impl BarPosition {
    /// A spot this far from the line at zero, across the bar at a place.
    fn off_zero(self, distance: f64, across: f64) -> Spot {
        match self.growth {
            Growth::Right => (
                Coordinate::Fixed(self.zero + distance),
                Coordinate::Fixed(across),
            ),
            Growth::Left => (
                Coordinate::Fixed(self.zero - distance),
                Coordinate::Fixed(across),
            ),
            Growth::Up => (
                Coordinate::Fixed(across),
                Coordinate::Fixed(self.zero - distance),
            ),
        }
    }

    fn value(self, value: f64, across: f64) -> Spot {
        match self.growth {
            Growth::Right | Growth::Left => (Coordinate::Value(value), Coordinate::Fixed(across)),
            Growth::Up => (Coordinate::Fixed(across), Coordinate::Value(value)),
        }
    }

    fn middle(self) -> f64 {
        f64::midpoint(self.edges.0, self.edges.1)
    }
}

/// Whether a bar is filled with its full colour, so that light text can stand in it.
pub(super) fn is_solid(spec: &ChartSpec, category: usize, datum: &Datum) -> bool {
    !(datum.part_of_year || datum.is_preliminary() || is_mass(spec, category))
}

fn is_mass(spec: &ChartSpec, category: usize) -> bool {
    let category = spec.categories.get(category);
    spec.sets_off_categories() && !category.is_some_and(|c| c.highlight)
}

/// The token with its series, where there are several.
fn of_series(token: Token, spec: &ChartSpec, series: usize) -> Token {
    if spec.series.len() > 1 {
        token
            .of_series(series)
            .when(spec.is_mass(series), Trait::Mass)
    } else {
        token
    }
}

/// The token of a bar.
pub(super) fn token(spec: &ChartSpec, category: usize, series: usize, datum: &Datum) -> Token {
    let token = of_series(Token::new(Role::Bar), spec, series);
    let highlight = spec.categories.get(category).is_some_and(|c| c.highlight);
    token
        .when(highlight, Trait::Highlight)
        .when(is_mass(spec, category), Trait::Mass)
        .when(datum.part_of_year, Trait::Part)
        .when(datum.is_preliminary(), Trait::Provisional)
}

/// The shapes of a bar.
pub(super) fn bar(
    spec: &ChartSpec,
    DatumIndex { category, series }: DatumIndex,
    datum: &Datum,
    place: BarPosition,
) -> Vec<Shape> {
    let number = match datum.observation.cell {
        Cell::Number(number) => number,
        Cell::Absent(absence) => return vec![sign(absence, place)],
    };
    let (one, other) = place.edges;
    if number.is_zero() {
        return vec![zero_ring(spec, series, place)];
    }
    let from = place.value(0.0, one);
    let to = place.value(number.to_f64(), other);
    let token = token(spec, category, series, datum);
    let mut shapes = vec![Shape::Box(from, to, token)];
    if datum.part_of_year {
        shapes.push(Shape::Hatch(from, to, hatch_distance(spec)));
    }
    shapes
}

/// The ring that stands for a zero.
pub(super) fn zero_ring(spec: &ChartSpec, series: usize, place: BarPosition) -> Shape {
    let centre = place.off_zero(ZERO + 1.0, place.middle());
    let token = of_series(Token::new(Role::Zero), spec, series);
    Shape::Circle(centre, ZERO, token)
}

/// Hatch lines lie further apart where many bars are hatched, so that the drawing stays small.
fn hatch_distance(spec: &ChartSpec) -> f64 {
    let hatched = spec
        .series
        .iter()
        .flat_map(|series| &series.data)
        .filter(|datum| datum.part_of_year && datum.observation.value().is_some())
        .count();
    HATCH * (hatched as f64 / 10.0).clamp(1.0, 2.5)
}

/// The sign for an absent number where it does not stand on a line at zero: its left end.
pub(in crate::chart) fn sign_at(absence: Absence, left: f64, middle: f64) -> Shape {
    let place = BarPosition {
        growth: Growth::Right,
        zero: left,
        edges: (middle - 4.0, middle + 4.0),
    };
    sign(absence, place)
}

/// Missing is a dashed line, not applicable a short dash, suppressed a cross: none is a length.
pub(super) fn sign(absence: Absence, place: BarPosition) -> Shape {
    let middle = place.middle();
    let stroke = |from: (f64, f64), to: (f64, f64)| {
        (
            place.off_zero(from.0, middle + from.1),
            place.off_zero(to.0, middle + to.1),
        )
    };
    let dash = |from: f64, to: f64| stroke((from, 0.0), (to, 0.0));
    let strokes = match absence {
        Absence::Missing => vec![dash(2.0, 5.0), dash(7.0, 10.0), dash(12.0, SIGN)],
        Absence::NotApplicable => vec![dash(4.0, 12.0)],
        Absence::Suppressed => vec![
            stroke((4.0, -4.0), (12.0, 4.0)),
            stroke((4.0, 4.0), (12.0, -4.0)),
        ],
    };
    Shape::Strokes(strokes, Token::absent(absence))
}
