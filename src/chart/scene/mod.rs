//! A scene: everything that a chart shows, placed on its axes but not yet written.
//!
//! Marks build a scene; this draws it through plotters. Where a shape follows the data its place
//! is a value of a scale; where it follows text it is a fixed place in the view box.

mod axis;
mod element;

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;

pub(super) use super::svg::{Anchor, Role, Token, Trait};
pub(super) use axis::{Axis, Coordinate};
pub(super) use element::{DatumHead, Element, Shape, Spot};

use super::font::FontMetrics;
use super::svg::SvgBackend;

/// A chart, placed.
#[derive(Debug)]
pub(super) struct Scene {
    /// Height of the view box; its width is the layout's.
    pub(super) height: f64,
    /// The horizontal axis.
    pub(super) x: Axis,
    /// The vertical axis.
    pub(super) y: Axis,
    /// What stands on the grid, in drawing order.
    pub(super) elements: Vec<Element>,
}

impl Scene {
    /// The elements of the scene, its grid among them, moved by a distance: for a part of a larger
    /// scene, which has no axes of its own.
    pub(super) fn moved(self, right: f64, down: f64) -> Vec<Element> {
        let Scene { x, y, elements, .. } = self;
        let fix = |(across, along): Spot| -> Spot {
            (
                Coordinate::Fixed(x.resolve(across) + right),
                Coordinate::Fixed(y.resolve(along) + down),
            )
        };
        let grid = grid(&x, &y);
        std::iter::once(grid)
            .chain(elements)
            .map(|element| element.with_spots(fix))
            .collect()
    }
}

fn grid(x: &Axis, y: &Axis) -> Element {
    Element {
        datum: None,
        shapes: vec![Shape::Strokes(grid_lines(x, y), Token::new(Role::Grid))],
    }
}

/// A line at each tick of either axis, over the range of the other.
fn grid_lines(x: &Axis, y: &Axis) -> Vec<(Spot, Spot)> {
    let fixed = |(x, y): (f64, f64)| (Coordinate::Fixed(x), Coordinate::Fixed(y));
    let (across, down) = (x.range(), y.range());
    let upright = x.ticks().into_iter().map(|at| [(at, down.0), (at, down.1)]);
    let level = y
        .ticks()
        .into_iter()
        .map(|at| [(across.0, at), (across.1, at)]);
    let lines = upright.chain(level).map(|ends| ends.map(fixed));
    lines.map(|[from, to]| (from, to)).collect()
}

/// Draws a scene. Returns what belongs inside the `svg` element.
pub(super) fn draw(scene: &Scene, width: f64, fonts: &FontMetrics) -> String {
    let backend = Rc::new(RefCell::new(SvgBackend::new((width, scene.height), fonts)));
    let root: DrawingArea<SvgBackend<'_>, Shift> = (&backend).into();
    let coordinates = Cartesian2d::<Axis, Axis>::new(
        scene.x.clone(),
        scene.y.clone(),
        (scene.x.canvas_range(), scene.y.canvas_range()),
    );
    let area = root.apply_coord_spec(coordinates);
    // One path for the whole grid, which a mesh would draw line by line.
    let grid = grid(&scene.x, &scene.y);
    area.draw(&grid)
        .expect("a backend that writes to memory draws every line");
    for element in &scene.elements {
        area.draw(element)
            .expect("a backend that writes to memory draws every element");
    }
    drop(area);
    drop(root);
    Rc::into_inner(backend)
        .expect("the drawing areas that shared the backend are gone")
        .into_inner()
        .finish()
}
