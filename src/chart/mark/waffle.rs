//! A share of a whole as squares of a hundred.

use super::bar_shape::{BarPosition, Growth, SIGN, is_solid, sign};
use super::{data_of, head};
use crate::chart::label::Wording;
use crate::chart::legend::legend;
use crate::chart::scale::BandScale;
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::{Number, ratio};

/// How many squares a side has.
const SIDE: usize = 10;
/// Between two squares.
const GAP: f64 = 2.0;
/// From the squares to the words.
const BESIDE: f64 = 16.0;
/// Between two wholes.
const BELOW: f64 = 16.0;
/// Distance of hatch lines.
const HATCH: f64 = 32.0;
/// Beside more wholes than this the table alone has the numbers.
const MANY: usize = 20;
/// A share below so many per cent is also given as one in so many.
const SMALL: u32 = 20;

/// The scene of a waffle chart: one square of squares for each category of the first series.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let legend = legend(spec, sheet, true);
    let square = sheet.plot_height(11.0, 13.0).max(8.0);
    let side = SIDE as f64 * (square + GAP) - GAP;
    let left = side + BESIDE + 1.0;
    let mut elements = legend.elements;
    let mut top = legend.height + 1.0;
    for category in 0..spec.categories.len() {
        let Some((series, datum)) = data_of(spec, category).next() else {
            continue;
        };
        let lines = words(spec, sheet, category, datum, sheet.width() - left - 1.0);
        let height = side.max(stack_height(&lines));
        let mut shapes = squares(datum, 1.0, top, square);
        if let Some(absence) = datum.observation.absence() {
            let middle = top + side / 2.0;
            let place = BarPosition {
                growth: Growth::Right,
                zero: 1.0 + (side - SIGN) / 2.0,
                edges: (middle - 4.0, middle + 4.0),
            };
            shapes.push(sign(absence, place));
        }
        if !is_solid(spec, category, datum) && datum.part_of_year {
            let far = (Coordinate::Fixed(1.0 + side), Coordinate::Fixed(top + side));
            shapes.push(Shape::Hatch(
                (Coordinate::Fixed(1.0), Coordinate::Fixed(top)),
                far,
                HATCH,
            ));
        }
        let edge = top + (height - stack_height(&lines)) / 2.0;
        shapes.extend(stack(&lines, Coordinate::Fixed(left), Anchor::Start, edge));
        elements.push(Element {
            datum: Some(head(spec, category, series, datum)),
            shapes,
        });
        top += height + BELOW;
    }
    let first = legend.height + 1.0;
    elements.push(upright_gaps(1.0, first, square, top - BELOW));
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    Scene {
        height: (top - BELOW).max(1.0).ceil() + 1.0,
        x: none(),
        y: none(),
        elements,
    }
}

/// A hundred squares, filled from the top left; the last one only as far as the share reaches. The
/// gaps between them are drawn over few large boxes, which keeps the drawing small.
fn squares(datum: &Datum, left: f64, top: f64, square: f64) -> Vec<Shape> {
    let filled = datum
        .derived
        .share
        .map_or(0.0, |share| share.to_f64().clamp(0.0, 100.0));
    let is_preliminary = datum.is_preliminary();
    let full = Token::new(Role::Bar)
        .with(Trait::Highlight)
        .when(is_preliminary, Trait::Provisional);
    let pitch = square + GAP;
    let side = SIDE as f64 * pitch - GAP;
    let area = |x: f64, y: f64, width: f64, height: f64, token: Token| {
        let corner = |x: f64, y: f64| (Coordinate::Fixed(x), Coordinate::Fixed(y));
        Shape::Box(corner(x, y), corner(x + width, y + height), token)
    };
    let mut shapes = vec![area(left, top, side, side, Token::new(Role::Cell))];
    let rows = (filled / SIDE as f64).floor();
    if rows > 0.0 {
        shapes.push(area(left, top, side, rows * pitch - GAP, full));
    }
    let rest = filled - rows * SIDE as f64;
    if rest > 0.0 {
        let width = rest.floor() * pitch + rest.fract() * square;
        shapes.push(area(left, top + rows * pitch, width, square, full));
    }
    let gaps = gaps(square).map(|at| {
        let ends = [left, left + side].map(|x| (Coordinate::Fixed(x), Coordinate::Fixed(top + at)));
        (ends[0], ends[1])
    });
    shapes.push(Shape::Strokes(gaps.collect(), Token::new(Role::Gap)));
    shapes
}

/// The upright gaps of all squares below each other.
fn upright_gaps(left: f64, top: f64, square: f64, bottom: f64) -> Element {
    let gaps = gaps(square).map(|at| {
        let ends = [top, bottom].map(|y| (Coordinate::Fixed(left + at), Coordinate::Fixed(y)));
        (ends[0], ends[1])
    });
    Element {
        datum: None,
        shapes: vec![Shape::Strokes(gaps.collect(), Token::new(Role::Gap))],
    }
}

/// The middles of the gaps, from the edge of the first square.
fn gaps(square: f64) -> impl Iterator<Item = f64> {
    (1..SIDE).map(move |index| index as f64 * (square + GAP) - GAP / 2.0)
}

/// The name, the number and its whole, the share, and for a small one: one in so many.
fn words(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    category: usize,
    datum: &Datum,
    width: f64,
) -> Vec<TextLine> {
    let Some(named) = spec.categories.get(category) else {
        return Vec::new();
    };
    let locale = sheet.locale;
    let mut lines = super::row_label::row_label(named, sheet, width, 3);
    let mut add = |text: &str, token: Token, is_large: bool| {
        let lettering = if is_large {
            sheet.label(true)
        } else {
            sheet.small()
        };
        let fitted = sheet.fit(Wording::only(text), lettering, width, 2).lines;
        lines.extend(fitted.into_iter().map(|text| TextLine {
            text,
            token,
            lettering,
        }));
    };
    if let Some(absence) = datum.observation.absence() {
        add(&datum.text, Token::absent(absence), false);
        return lines;
    }
    let Some(target) = &datum.target else {
        add(&datum.text, Token::new(Role::Value), true);
        return lines;
    };
    if let Some(share) = datum.derived.share {
        let value = Token::new(Role::Value).with(Trait::Strong);
        add(&locale.percent(share.rounded(1)), value, true);
        let times = ratio(target.observation, datum.observation).value();
        let is_small = share < Number::from(SMALL) && spec.categories.len() <= MANY;
        if let Some(times) = times.filter(|_| is_small && share > Number::ZERO) {
            let count = locale.number(times.rounded(0));
            let text = locale.words().fill("chart.one_in", &[("count", &count)]);
            add(&text, Token::new(Role::Label), false);
        }
    }
    if spec.categories.len() > MANY {
        return lines;
    }
    let pair = [
        ("value", datum.text.as_str()),
        ("whole", target.text.as_str()),
    ];
    let text = locale.words().fill("chart.of_whole", &pair);
    add(&text, Token::new(Role::Note), false);
    lines
}
