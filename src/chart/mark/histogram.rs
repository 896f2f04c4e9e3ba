//! How many categories have numbers of about the same height: columns that touch, each for the
//! numbers from one bound to the next.

use super::bar_shape::{BarPosition, Growth, SIGN, sign};
use super::{axis_text, extent, frame};
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{
    Anchor, Axis, Coordinate, DatumHead, Element, Role, Scene, Shape, Token,
};
use crate::chart::sheet::{Sheet, TextLine, baseline_in_line};
use crate::chart::spec::{ChartSpec, Datum};
use crate::chart::ticks::{Extent, Tick, ticks};
use crate::stats::{Absence, Status};

/// The most columns.
const MOST: usize = 10;
/// From a column to its count.
const COUNT_GAP: f64 = 4.0;
/// How far the zero of the counts reaches below the plot, beside the first bound.
const ZERO_BELOW: f64 = 5.0;
/// Room for the sign before the words for absent numbers.
const SIGN_ROOM: f64 = SIGN + 6.0;

/// The scene of a histogram of the first series.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let data: Vec<&Datum> = spec.series.iter().take(1).flat_map(|s| &s.data).collect();
    let values: Vec<f64> = data
        .iter()
        .filter_map(|datum| Some(datum.observation.value()?.to_f64()))
        .collect();
    let bounds = ticks(extent(spec, sheet), spec.integer, MOST + 1);
    let counts = counts(&values, &bounds);
    let highest = counts.iter().copied().max().unwrap_or(0);
    let length = sheet.plot_height(180.0, 220.0);
    let extent = Extent {
        low: 0.0,
        high: highest as f64,
    };
    let scale = NumberScale::new(extent, true, 6);
    let left = axis_text::width_left(&scale, sheet).ceil();
    let legend = legend(spec, sheet, true);
    let top = legend.height + sheet.label(false).size * 1.5;
    let scale = scale.over(top + length, top);
    let last = bounds.last().map_or("", |bound| &bound.plain);
    let half_tick = sheet.measure(&sheet.locale.number(last), sheet.small()) / 2.0;
    let right = (sheet.width() - 1.0 - half_tick).max(left + 40.0);
    let bins = NumberScale::of_ticks(bounds).over(left, right);
    let mut elements = legend.elements;
    for (bin, count) in counts.iter().enumerate() {
        elements.push(column(sheet, &bins, &scale, bin, *count));
    }
    elements.push(frame::zero_of_columns(left, right));
    elements.push(axis_text::left_of(&scale, left, sheet));
    elements.push(axis_text::below(&bins, top + length + ZERO_BELOW, sheet));
    let mut bottom = top + length + ZERO_BELOW + axis_text::height_below(sheet);
    for absence in Absence::ALL {
        let absent = data
            .iter()
            .filter(|d| d.observation.absence() == Some(absence));
        let count = absent.count();
        if count > 0 {
            elements.push(absent_line(sheet, absence, count, bottom));
            bottom += sheet.small().size * 1.5;
        }
    }
    Scene {
        height: bottom.ceil() + 1.0,
        x: Axis::Band(BandScale::even(left, right, 1)),
        y: Axis::Numbers(scale),
        elements,
    }
}

/// How many values lie between each two bounds. A value on a bound belongs to what begins there,
/// and one on the last to what ends there.
fn counts(values: &[f64], bounds: &[Tick]) -> Vec<usize> {
    let bins = bounds.len().saturating_sub(1);
    let mut counts = vec![0; bins];
    for value in values {
        let reached = bounds.iter().filter(|bound| bound.value <= *value).count();
        let bin = reached.clamp(1, bins.max(1)) - 1;
        if let Some(count) = counts.get_mut(bin) {
            *count += 1;
        }
    }
    counts
}

fn column(
    sheet: &Sheet<'_>,
    bins: &NumberScale,
    scale: &NumberScale,
    bin: usize,
    count: usize,
) -> Element {
    let [from, to] = [bin, bin + 1].map(|bound| &bins.ticks()[bound]);
    let [start, end] = [from, to].map(|bound| bins.position(bound.value));
    let mut shapes = Vec::new();
    let words = sheet.locale.number(count);
    if count > 0 {
        let corners = [(start + 0.75, 0.0), (end - 0.75, count as f64)];
        let [one, other] =
            corners.map(|(x, value)| (Coordinate::Fixed(x), Coordinate::Value(value)));
        shapes.push(Shape::Box(one, other, Token::new(Role::Bar)));
        let line = TextLine {
            text: words.clone(),
            token: Token::new(Role::Value),
            lettering: sheet.label(false),
        };
        if sheet.measure(&line.text, line.lettering) <= end - start {
            let baseline = scale.position(count as f64) - COUNT_GAP;
            let middle = Coordinate::Fixed(f64::midpoint(start, end));
            shapes.push(line.at(middle, baseline, Anchor::Middle));
        }
    }
    let [low, high] = [from, to].map(|bound| sheet.locale.number(&bound.plain));
    Element {
        datum: Some(DatumHead {
            series: None,
            value: None,
            statuses: String::new(),
            title: format!("{low} – {high}: {words}"),
        }),
        shapes,
    }
}

/// How many categories have no number for a reason.
fn absent_line(sheet: &Sheet<'_>, absence: Absence, count: usize, top: f64) -> Element {
    let lettering = sheet.small();
    let name = Status::from(absence).name();
    let word = sheet.locale.words().get(&format!("status.{name}.word"));
    let text = format!("{}: {word}", sheet.locale.number(count));
    let line = TextLine {
        text: sheet.fit_line(&text, lettering, sheet.width() - SIGN_ROOM - 2.0),
        token: Token::absent(absence),
        lettering,
    };
    let baseline = top + baseline_in_line(lettering);
    let middle = baseline - lettering.size * 0.35;
    let place = BarPosition {
        growth: Growth::Right,
        zero: 1.0,
        edges: (middle - 4.0, middle + 4.0),
    };
    let words = line.at(Coordinate::Fixed(SIGN_ROOM), baseline, Anchor::Start);
    Element {
        datum: None,
        shapes: vec![sign(absence, place), words],
    }
}
