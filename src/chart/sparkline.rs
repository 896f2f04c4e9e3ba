//! Sparklines: a line as large as a word, without axis and names, for a table or a key figure.
//!
//! It says which way numbers went, not how high they are: it reaches from the lowest to the highest
//! of its own numbers. The numbers themselves are in its text alternative.

use super::describe::describe_points;
use super::font::FontMetrics;
use super::scale::{BandScale, NumberScale, PeriodScale};
use super::scene::{self, Axis, Coordinate, Element, Role, Scene, Shape, Token, Trait};
use super::spec::{ChartSpec, Datum};
use super::ticks::{Extent, Tick};
use crate::locale::Locale;
use crate::markup::Markup;

/// The size of the view box.
const SIZE: (f64, f64) = (96.0, 24.0);
/// From the edges of the view box to the line.
const MARGIN: f64 = 3.5;
/// The radius of the last point.
const RADIUS: f64 = 2.5;

/// Draws the first series of a chart as a sparkline: an `svg` element with a text alternative that
/// says its numbers; empty when it has none. The categories are its periods.
pub fn sparkline(spec: &ChartSpec, locale: &Locale, fonts: &FontMetrics) -> String {
    let points = points(spec);
    let Some(&last) = points.last() else {
        return String::new();
    };
    let mut shapes = Vec::new();
    for run in points.chunk_by(|a, b| a.0 + 1 == b.0 && !spec.breaks_before(0, b.0)) {
        let spots = run.iter().map(|(_, (x, y))| spot(*x, *y));
        match run {
            // A number between two gaps is a point, or it would not be seen.
            [(_, at)] if *at != last.1 => {
                shapes.push(Shape::Circle(
                    spot(at.0, at.1),
                    1.0,
                    Token::new(Role::Point),
                ));
            }
            [_] | [] => {}
            [_, _, ..] => shapes.push(Shape::Path(spots.collect(), Token::new(Role::Line))),
        }
    }
    let datum = spec.series.first().and_then(|s| s.data.get(last.0));
    let is_preliminary = datum.is_some_and(Datum::is_preliminary);
    let token = Token::new(Role::Point).when(is_preliminary, Trait::Provisional);
    shapes.push(Shape::Circle(spot(last.1.0, last.1.1), RADIUS, token));
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    let scene = Scene {
        height: SIZE.1,
        x: none(),
        y: none(),
        elements: vec![Element {
            datum: None,
            shapes,
        }],
    };
    let mut markup = Markup::new();
    markup.open(
        "svg",
        &[
            ("class", "spark"),
            ("role", "img"),
            ("aria-label", &describe_points(spec, locale)),
            ("viewBox", &format!("0 0 {} {}", SIZE.0, SIZE.1)),
            ("focusable", "false"),
        ],
    );
    markup.finished(&scene::draw(&scene, SIZE.0, fonts));
    markup.close();
    markup.finish()
}

fn spot(x: f64, y: f64) -> (Coordinate, Coordinate) {
    (Coordinate::Fixed(x), Coordinate::Fixed(y))
}

/// Where the numbers are, by category.
fn points(spec: &ChartSpec) -> Vec<(usize, (f64, f64))> {
    let data = spec.series.first().map_or(&[][..], |series| &series.data);
    let numbers = data
        .iter()
        .take(spec.categories.len())
        .enumerate()
        .filter_map(|(category, datum)| Some((category, datum.observation.value()?.to_f64())));
    let numbers: Vec<(usize, f64)> = numbers.collect();
    let Some(extent) = Extent::of(numbers.iter().map(|(_, number)| *number)) else {
        return Vec::new();
    };
    let end = |value: f64| Tick {
        value,
        plain: String::new(),
    };
    // Equal numbers lie in the middle.
    let room = if extent.high > extent.low { 0.0 } else { 1.0 };
    let ends = vec![end(extent.low - room), end(extent.high + room)];
    let y = NumberScale::of_ticks(ends).over(SIZE.1 - MARGIN, MARGIN);
    let x = PeriodScale::new(&spec.categories, 0.0, SIZE.0, MARGIN);
    let place =
        |(category, number): (usize, f64)| (category, (x.position(category), y.position(number)));
    numbers.into_iter().map(place).collect()
}
