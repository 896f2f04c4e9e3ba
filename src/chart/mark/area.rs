//! Filled lines over periods, put on each other where there are several series.
//!
//! The whole is broken at a period of which a part is absent: how high it would be is not known.

use super::bar_shape::{BarPosition, Growth, SIGN, sign};
use super::category_axis::category_axis;
use super::column::absence_lines;
use super::line_label::{end_labels, end_labels_width};
use super::stacking::segments;
use super::{axis_text, data_of, frame, head, number_scale, series_token};
use crate::chart::legend::legend;
use crate::chart::scale::{NumberScale, PeriodScale};
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape, Spot, Trait};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::Segment;

/// From the ends of the plot to the first and last period.
const ROOM: f64 = 10.0;
/// Half the width of a period that has no neighbour.
const ALONE: f64 = 8.0;
/// From a sign to its words.
const GAP: f64 = 2.0;

/// The scene of an area chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let length = sheet.plot_height(190.0, 240.0);
    let y = number_scale(spec, sheet, 6);
    let left = axis_text::width_left(&y, sheet).ceil();
    let names_width = end_labels_width(spec, sheet, length);
    let legend = legend(spec, sheet, names_width.is_some());
    let top = legend.height + sheet.small().size;
    let right = sheet.width() - 1.0 - names_width.unwrap_or(0.0);
    let y = y.over(top + length, top);
    let x = PeriodScale::new(&spec.categories, left, right, ROOM);
    let stacks: Vec<Vec<Option<Segment>>> = (0..spec.categories.len())
        .map(|category| whole(spec, category))
        .collect();
    let middles: Vec<f64> = (0..spec.categories.len())
        .map(|category| x.position(category))
        .collect();
    let names = category_axis(spec, sheet, &middles);
    let mut elements = legend.elements;
    for series in 0..spec.series.len() {
        elements.push(Element {
            datum: None,
            shapes: band(spec, &x, &y, &stacks, series),
        });
    }
    elements.extend(data(spec, sheet, &x, &y, &stacks));
    elements.push(frame::zero_of_columns(left, right));
    if names_width.is_some() {
        let ends = (0..spec.series.len()).map(|series| {
            let last = stacks.iter().rev().find_map(|stack| *stack.get(series)?);
            last.map(|segment| {
                y.position(f64::midpoint(segment.from.to_f64(), segment.to.to_f64()))
            })
        });
        let ends: Vec<Option<f64>> = ends.collect();
        elements.push(end_labels(spec, sheet, &ends, right, top, top + length));
    }
    frame::columns(sheet, elements, Axis::Period(x), y, left, &names)
}

/// The segments of a period, or none of them where a part is absent.
fn whole(spec: &ChartSpec, category: usize) -> Vec<Option<Segment>> {
    let segments = segments(spec, category);
    if segments.len() == spec.series.len() && segments.iter().all(Option::is_some) {
        segments
    } else {
        vec![None; spec.series.len()]
    }
}

/// The area of a series: one polygon for each run of neighbouring periods.
fn band(
    spec: &ChartSpec,
    x: &PeriodScale,
    y: &NumberScale,
    stacks: &[Vec<Option<Segment>>],
    series: usize,
) -> Vec<Shape> {
    let points: Vec<(usize, Segment)> = stacks
        .iter()
        .enumerate()
        .filter_map(|(category, stack)| Some((category, (*stack.get(series)?)?)))
        .collect();
    let mut shapes = Vec::new();
    for run in points.chunk_by(|a, b| a.0 + 1 == b.0 && !spec.breaks_before(series, b.0)) {
        let spot = |x: f64, value: f64| -> Spot {
            (Coordinate::Fixed(x), Coordinate::Fixed(y.position(value)))
        };
        let at = |(category, segment): &(usize, Segment), end: fn(&Segment) -> f64| {
            spot(x.position(*category), end(segment))
        };
        let low = |segment: &Segment| segment.from.to_f64();
        let high = |segment: &Segment| segment.to.to_f64();
        let outline: Vec<Spot> = match run {
            // A single period has no neighbour to run to, and is as wide as a finger.
            [(category, segment)] => {
                let middle = x.position(*category);
                let sides = [middle - ALONE, middle + ALONE];
                let [one, other] = sides.map(|side| spot(side, high(segment)));
                let [third, fourth] = [sides[1], sides[0]].map(|side| spot(side, low(segment)));
                vec![one, other, third, fourth]
            }
            run => {
                let above = run.iter().map(|point| at(point, high));
                above
                    .chain(run.iter().rev().map(|point| at(point, low)))
                    .collect()
            }
        };
        let is_preliminary = run.iter().any(|(category, _)| {
            let datum = spec.series.get(series).and_then(|s| s.data.get(*category));
            datum.is_some_and(Datum::is_preliminary)
        });
        let token = series_token(spec, Role::Area, series).when(is_preliminary, Trait::Provisional);
        shapes.push(Shape::Polygon(outline, token));
    }
    shapes
}

/// What each datum says, with the signs and words of what is absent.
fn data(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    x: &PeriodScale,
    y: &NumberScale,
    stacks: &[Vec<Option<Segment>>],
) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut edge = f64::NEG_INFINITY;
    for (category, stack_of) in stacks.iter().enumerate() {
        let middle = x.position(category);
        let mut known: Vec<TextLine> = Vec::new();
        let mut is_signed = false;
        for (series, datum) in data_of(spec, category) {
            let mut shapes = Vec::new();
            if let Some(absence) = datum.observation.absence() {
                if !is_signed {
                    let place = BarPosition {
                        growth: Growth::Up,
                        zero: y.zero(),
                        edges: (middle - 4.0, middle + 4.0),
                    };
                    shapes.push(sign(absence, place));
                    is_signed = true;
                }
                let room = x.room(category).min(90.0) - 4.0;
                let lines = absence_lines(sheet, datum, absence, room, spec.series.len());
                let is_new = |line: &TextLine| known.iter().all(|known| known.text != line.text);
                let lines: Vec<TextLine> = lines.into_iter().filter(is_new).collect();
                known.extend(lines);
            } else if let Some(Some(segment)) = stack_of.get(series) {
                let at = (
                    Coordinate::Fixed(middle),
                    Coordinate::Fixed(y.position(segment.to.to_f64())),
                );
                let token = series_token(spec, Role::Point, series);
                let token = token.when(datum.is_preliminary(), Trait::Provisional);
                shapes.push(Shape::Circle(at, 2.0, token));
            }
            elements.push(Element {
                datum: Some(head(spec, category, series, datum)),
                shapes,
            });
        }
        let width = super::row_label::widest(std::slice::from_ref(&known), sheet);
        let (left, right) = x.range();
        let middle = middle.min(right - width / 2.0).max(left + width / 2.0);
        let low = y.zero() - SIGN - GAP;
        let is_inside = low - stack_height(&known) >= y.range().1;
        if !known.is_empty() && is_inside && middle - width / 2.0 > edge {
            edge = middle + width / 2.0 + 4.0;
            elements.push(Element {
                datum: None,
                shapes: stack(
                    &known,
                    Coordinate::Fixed(middle),
                    Anchor::Middle,
                    low - stack_height(&known),
                ),
            });
        }
    }
    elements
}
