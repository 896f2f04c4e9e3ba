//! Elements of a scene: shapes that belong together, such as all that shows one datum.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::axis::Coordinate;
use crate::chart::svg::{Refused, Role, SvgBackend, TextStyle, Token, tenths};

/// A place on both axes: across, then down.
pub(in crate::chart) type Spot = (Coordinate, Coordinate);

/// One shape. Its spots are mapped through the axes when it is drawn.
#[derive(Clone, Debug)]
pub(in crate::chart) enum Shape {
    /// A rectangle between two corners.
    Box(Spot, Spot, Token),
    /// Diagonal lines clipped to a rectangle, this far apart.
    Hatch(Spot, Spot, f64),
    /// A line through points.
    Path(Vec<Spot>, Token),
    /// Unconnected lines, drawn as one.
    Strokes(Vec<(Spot, Spot)>, Token),
    /// A closed outline around a spot, by its corners' distances from it.
    Outline(Spot, Vec<(f64, f64)>, Token),
    /// A filled area between points.
    Polygon(Vec<Spot>, Token),
    /// A filled area between closed lines, each with so many of the spots.
    Region(Vec<Spot>, Vec<usize>, Token),
    /// A circle of a radius.
    Circle(Spot, f64, Token),
    /// A line of text.
    Text(Spot, String, TextStyle),
}

/// What a group says about its datum.
#[derive(Clone, Debug)]
pub(in crate::chart) struct DatumHead {
    /// Index of the series, where there are several.
    pub(in crate::chart) series: Option<usize>,
    /// The plain number, if there is one.
    pub(in crate::chart) value: Option<String>,
    /// The names of its statuses, separated by spaces.
    pub(in crate::chart) statuses: String,
    /// The full label and the text.
    pub(in crate::chart) title: String,
}

/// Shapes that belong together.
#[derive(Clone, Debug)]
pub(in crate::chart) struct Element {
    /// The datum that they show, if they show one.
    pub(in crate::chart) datum: Option<DatumHead>,
    /// The shapes in drawing order.
    pub(in crate::chart) shapes: Vec<Shape>,
}

impl Shape {
    fn spots(&self) -> Vec<Spot> {
        match self {
            Shape::Box(from, to, _) | Shape::Hatch(from, to, _) => vec![*from, *to],
            Shape::Path(points, _) | Shape::Polygon(points, _) | Shape::Region(points, ..) => {
                points.clone()
            }
            Shape::Strokes(strokes, _) => {
                strokes.iter().flat_map(|(from, to)| [*from, *to]).collect()
            }
            Shape::Outline(at, ..) | Shape::Circle(at, ..) | Shape::Text(at, ..) => vec![*at],
        }
    }

    fn draw(
        &self,
        points: &[BackendCoord],
        backend: &mut SvgBackend<'_>,
    ) -> Result<(), DrawingErrorKind<Refused>> {
        match (self, points) {
            (Shape::Box(_, _, token), [from, to]) => backend.draw_rect(*from, *to, token, true),
            (Shape::Hatch(_, _, distance), [from, to]) => {
                let token = Token::new(Role::Hatch);
                backend.draw_strokes(hatch(*from, *to, tenths(*distance)), token);
                Ok(())
            }
            (Shape::Path(_, token), points) => backend.draw_path(points.iter().copied(), token),
            (Shape::Polygon(_, token), points) => {
                backend.fill_polygon(points.iter().copied(), token)
            }
            (Shape::Region(_, lengths, token), points) => {
                let mut rest = points;
                let rings = lengths.iter().map(|length| {
                    let (ring, behind) = rest.split_at(*length);
                    rest = behind;
                    ring
                });
                backend.draw_region(rings, *token);
                Ok(())
            }
            (Shape::Strokes(_, token), points) => {
                let strokes = points.chunks_exact(2).map(|pair| (pair[0], pair[1]));
                backend.draw_strokes(strokes, *token);
                Ok(())
            }
            (Shape::Outline(_, corners, token), [(x, y)]) => {
                let corner = |&(dx, dy): &(f64, f64)| (x + tenths(dx), y + tenths(dy));
                backend.fill_polygon(corners.iter().map(corner), token)
            }
            (Shape::Circle(_, radius, token), [at]) => {
                backend.draw_circle(*at, tenths(*radius).unsigned_abs(), token, true)
            }
            (Shape::Text(_, text, style), [at]) => backend.draw_text(text, style, *at),
            (
                Shape::Box(..)
                | Shape::Hatch(..)
                | Shape::Outline(..)
                | Shape::Circle(..)
                | Shape::Text(..),
                _,
            ) => unreachable!("a shape is drawn with as many points as it has spots"),
        }
    }
}

impl Element {
    /// The same element with every spot replaced.
    pub(super) fn with_spots(mut self, replace: impl Fn(Spot) -> Spot) -> Element {
        for shape in &mut self.shapes {
            match shape {
                Shape::Box(from, to, _) | Shape::Hatch(from, to, _) => {
                    (*from, *to) = (replace(*from), replace(*to));
                }
                Shape::Path(spots, _) | Shape::Polygon(spots, _) | Shape::Region(spots, ..) => {
                    for spot in spots {
                        *spot = replace(*spot);
                    }
                }
                Shape::Strokes(strokes, _) => {
                    for (from, to) in strokes {
                        (*from, *to) = (replace(*from), replace(*to));
                    }
                }
                Shape::Outline(at, ..) | Shape::Circle(at, ..) | Shape::Text(at, ..) => {
                    *at = replace(*at);
                }
            }
        }
        self
    }
}

/// Lines from lower left to upper right, clipped to a rectangle.
fn hatch(
    one: BackendCoord,
    other: BackendCoord,
    distance: i32,
) -> Vec<(BackendCoord, BackendCoord)> {
    let (left, right) = (one.0.min(other.0), one.0.max(other.0));
    let (top, bottom) = (one.1.min(other.1), one.1.max(other.1));
    let step = usize::try_from(distance.max(1)).unwrap_or(1);
    // Along such a line x + y stays the same.
    (left + top..right + bottom)
        .step_by(step)
        .skip(1)
        .map(|sum| {
            let low = ((sum - bottom).max(left), (sum - left).min(bottom));
            let high = ((sum - top).min(right), (sum - right).max(top));
            (low, high)
        })
        .collect()
}

impl<'e> PointCollection<'e, Spot> for &'e Element {
    type Point = Spot;
    type IntoIter = Vec<Spot>;

    fn point_iter(self) -> Vec<Spot> {
        self.shapes.iter().flat_map(Shape::spots).collect()
    }
}

impl<'f> Drawable<SvgBackend<'f>> for Element {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        backend: &mut SvgBackend<'f>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Refused>> {
        let points: Vec<BackendCoord> = points.collect();
        if let Some(datum) = &self.datum {
            open(datum, backend);
        }
        let mut taken = 0;
        for shape in &self.shapes {
            let end = taken + shape.spots().len();
            shape.draw(&points[taken..end], backend)?;
            taken = end;
        }
        if self.datum.is_some() {
            backend.close_group();
        }
        Ok(())
    }
}

fn open(datum: &DatumHead, backend: &mut SvgBackend<'_>) {
    let series = datum.series.map(|series| series.to_string());
    let mut attributes = vec![("class", "datum")];
    if let Some(series) = &series {
        attributes.push(("data-series", series));
    }
    if let Some(value) = &datum.value {
        attributes.push(("data-value", value));
    }
    if !datum.statuses.is_empty() {
        attributes.push(("data-status", &datum.statuses));
    }
    backend.open_group(&attributes, &datum.title);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatch_lines_stay_inside_their_box() {
        let lines = hatch((100, 50), (300, 90), 60);
        assert!(lines.len() >= 3);
        for ((x0, y0), (x1, y1)) in lines {
            for (x, y) in [(x0, y0), (x1, y1)] {
                assert!(
                    (100..=300).contains(&x) && (50..=90).contains(&y),
                    "{x} {y}"
                );
            }
            assert_eq!(x0 + y0, x1 + y1);
        }
        assert!(hatch((5, 5), (5, 5), 0).is_empty());
    }
}
