//! Annotations: reference lines, bands, breaks and rings. Their words stand in the legend, where
//! they can never lie on a number.

use crate::chart::scene::{Axis, Coordinate, Element, Role, Scene, Shape, Spot, Token};
use crate::chart::spec::{Annotation, AnnotationShape, ChartSpec};

/// How far a ring is around a point.
const RING: f64 = 8.0;

/// Which way the numbers of a scene grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbers {
    Across,
    Up,
}

/// Adds the annotations of a chart to its scene; bands lie behind all else.
pub(super) fn annotate(spec: &ChartSpec, scene: &mut Scene) {
    if !spec.mark.grammar().annotations {
        return;
    }
    let numbers = match (&scene.x, &scene.y) {
        (Axis::Numbers(_), Axis::Band(_)) => Numbers::Across,
        (Axis::Band(_) | Axis::Period(_), Axis::Numbers(_)) => Numbers::Up,
        _ => return,
    };
    let is_band = |a: &&Annotation| matches!(a.shape, AnnotationShape::Band(..));
    let bands = spec.annotations.iter().filter(is_band).count();
    let (behind, before): (Vec<&Annotation>, Vec<&Annotation>) =
        spec.annotations.iter().partition(|a| is_band(a));
    for annotation in behind.into_iter().chain(before) {
        let shape = shape(spec, scene, numbers, &annotation.shape);
        let element = Element {
            datum: None,
            shapes: shape.into_iter().collect(),
        };
        // Numbers at points stay readable on a line behind them; filled shapes would hide it.
        let is_behind = spec.mark.grammar().points;
        match annotation.shape {
            AnnotationShape::Band(..) => scene.elements.insert(0, element),
            AnnotationShape::Line(_) if is_behind => scene.elements.insert(bands, element),
            _ => scene.elements.push(element),
        }
    }
}

fn shape(
    spec: &ChartSpec,
    scene: &Scene,
    numbers: Numbers,
    shape: &AnnotationShape,
) -> Option<Shape> {
    let (values, categories) = match numbers {
        Numbers::Across => (&scene.x, &scene.y),
        Numbers::Up => (&scene.y, &scene.x),
    };
    let spot = |value: Coordinate, category: Coordinate| -> Spot {
        match numbers {
            Numbers::Across => (value, category),
            Numbers::Up => (category, value),
        }
    };
    let fixed =
        |value: f64, category: f64| spot(Coordinate::Fixed(value), Coordinate::Fixed(category));
    let (low, high) = values.range();
    let (first, last) = categories.range();
    let count = spec.categories.len();
    let before = |category: usize| {
        let at = |category: usize| categories.resolve(Coordinate::Value(category as f64));
        match category {
            0 => first,
            category if category >= count => last,
            category => f64::midpoint(at(category - 1), at(category)),
        }
    };
    Some(match *shape {
        AnnotationShape::Line(number) => {
            let at = values.resolve(Coordinate::Value(number.to_f64()));
            let ends = vec![fixed(at, first), fixed(at, last)];
            Shape::Path(ends, Token::new(Role::Reference))
        }
        AnnotationShape::Band(from, to) => {
            let corners = (fixed(low, before(from)), fixed(high, before(to + 1)));
            Shape::Box(corners.0, corners.1, Token::new(Role::Band))
        }
        AnnotationShape::Break(category) => {
            let at = before(category);
            let ends = vec![fixed(low, at), fixed(high, at)];
            Shape::Path(ends, Token::new(Role::Break))
        }
        AnnotationShape::Point(category) => {
            let datum = spec.series.first()?.data.get(category)?;
            let value = datum.observation.value()?.to_f64();
            let at = spot(Coordinate::Value(value), Coordinate::Value(category as f64));
            Shape::Circle(at, RING, Token::new(Role::Ring))
        }
    })
}
