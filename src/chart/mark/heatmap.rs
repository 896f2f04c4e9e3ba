//! Cells of two dimensions, darker for higher numbers; the number stands in its cell where it fits.

use super::bar_shape::{BarPlace, Growth, SIGN, sign};
use super::row_label::{row_label, row_labels, widest};
use super::{data_of, domain, extent, frame, head};
use crate::chart::legend::{class_legend, legend};
use crate::chart::scale::BandScale;
use crate::chart::scene::{Anchor, Axis, Element, Place, Role, Scene, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, baseline_centred_on, stack, stack_height};
use crate::chart::spec::{Category, ChartSpec, Datum};
use crate::chart::ticks::{Tick, ticks};
use crate::stats::{Absence, Cell};

/// The most of the sheet's width that labels take.
const LABEL_SHARE: f64 = 0.36;
/// From the labels to the cells.
const LABEL_GAP: f64 = 8.0;
/// The least height of a row.
const ROW: f64 = 26.0;
/// Between two cells.
const GAP: f64 = 1.0;
/// The most classes.
const CLASSES: usize = 6;
/// In classes from this one on, light text stands on the colour.
const DARK: usize = 3;

/// The scene of a heatmap.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let labels = row_labels(spec, sheet, sheet.width() * LABEL_SHARE);
    let left = (widest(&labels, sheet) + LABEL_GAP).ceil();
    let columns = BandScale::even(left, sheet.width() - 1.0, spec.series.len());
    // One boundary more than classes.
    let extent = extent(spec, sheet);
    let reach = domain(spec).map_or(extent, |domain| extent.with(domain));
    let bounds = ticks(reach, spec.integer, CLASSES + 1);
    let classes = class_legend(&bounds, sheet, legend(spec, sheet, true));
    let heads = column_heads(spec, sheet, &columns);
    let head_height = heads
        .iter()
        .map(|lines| stack_height(lines))
        .fold(0.0, f64::max);
    let top = classes.height + head_height + 4.0;
    let heights = labels
        .iter()
        .map(|label| (stack_height(label) + 4.0).max(ROW));
    let rows = BandScale::stacked(top, heights);
    let mut elements = classes.elements;
    for (series, lines) in heads.iter().enumerate() {
        elements.push(Element {
            datum: None,
            shapes: stack(
                lines,
                Place::Fixed(columns.middle(series)),
                Anchor::Middle,
                top - 4.0 - stack_height(lines),
            ),
        });
    }
    for (category, label) in labels.iter().enumerate() {
        elements.push(frame::beside(
            label,
            left - LABEL_GAP,
            rows.middle(category),
        ));
        for (series, datum) in data_of(spec, category) {
            let corners = (columns.band(series), rows.band(category));
            elements.push(Element {
                datum: Some(head(spec, category, series, datum)),
                shapes: cell(sheet, datum, &bounds, corners),
            });
        }
    }
    Scene {
        height: rows.range().1.ceil() + 2.0,
        x: Axis::Band(columns),
        y: Axis::Band(rows),
        elements,
    }
}

/// The names of the columns. Where they do not all fit, every second, third and so on is written.
fn column_heads(spec: &ChartSpec, sheet: &Sheet<'_>, columns: &BandScale) -> Vec<Vec<TextLine>> {
    let (from, to) = columns.band(0);
    let width = to - from;
    let count = spec.series.len();
    let heads = |stride: usize| -> Option<Vec<Vec<TextLine>>> {
        let room = width * stride as f64 - 6.0;
        let head = |series: usize| {
            if !(count - 1 - series).is_multiple_of(stride) {
                return Some(Vec::new());
            }
            let category = Category {
                label: spec.series[series].label.clone(),
                note: None,
                short: None,
                start_in_months: None,
                highlight: false,
            };
            // A name is centred on its column, also on the first and last.
            let middle = columns.middle(series);
            let room = room.min(2.0 * (sheet.width() - middle)).min(2.0 * middle);
            let lines = row_label(&category, sheet, room, 2);
            let is_cut = lines.iter().any(|line| line.text.ends_with('…'));
            (!is_cut).then_some(lines)
        };
        (0..count).map(head).collect()
    };
    (1..=count)
        .find_map(heads)
        .unwrap_or_else(|| vec![Vec::new(); count])
}

fn cell(
    sheet: &Sheet<'_>,
    datum: &Datum,
    bounds: &[Tick],
    ((left, right), (top, bottom)): ((f64, f64), (f64, f64)),
) -> Vec<Shape> {
    let corner = |x: f64, y: f64| (Place::Fixed(x), Place::Fixed(y));
    let from = corner(left + GAP, top + GAP);
    let to = corner((right - GAP).max(left + GAP), (bottom - GAP).max(top + GAP));
    let (middle, centre) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    let room = right - left - 2.0 * GAP - 2.0;
    let (token, figure, text) = match datum.observation.cell {
        Cell::Number(number) => {
            let class = class_of(number.to_f64(), bounds);
            let is_preliminary = super::bar_shape::is_preliminary(datum);
            let token = Token::new(Role::Cell).of_series(class);
            let text = TextLine {
                text: datum.text.clone(),
                token: Token::new(Role::Value).when(class >= DARK, Trait::Inside),
                lettering: sheet.small(),
            };
            let figure = number.is_zero().then_some(Figure::Zero);
            (token.when(is_preliminary, Trait::Provisional), figure, text)
        }
        Cell::Absent(absence) => {
            let text = TextLine {
                text: datum.text.split(' ').next().unwrap_or_default().to_owned(),
                token: Token::absent(absence),
                lettering: sheet.small(),
            };
            (Token::new(Role::Cell), Some(Figure::Sign(absence)), text)
        }
    };
    let mut shapes = vec![Shape::Box(from, to, token)];
    // A figure comes first: it tells the kinds of nothing apart where its words have no room.
    let mut text = text;
    let mut text_width = sheet.measure(&text.text, text.lettering);
    if text_width > room
        && let Some((number, _)) = datum.text.split_once(' ')
    {
        // The symbol behind a number is told by the looks of its cell too.
        number.clone_into(&mut text.text);
        text_width = sheet.measure(&text.text, text.lettering);
    }
    let figure_width = figure.map_or(0.0, |_| SIGN + GAP);
    let with_text = figure_width + text_width <= room;
    let width = figure_width + if with_text { text_width } else { 0.0 };
    let start = middle - width / 2.0;
    match figure {
        Some(Figure::Zero) => {
            let at = corner(start + SIGN / 2.0, centre);
            shapes.push(Shape::Circle(at, 3.0, Token::new(Role::Zero)));
        }
        Some(Figure::Sign(absence)) => {
            let place = BarPlace {
                growth: Growth::Right,
                zero: start - 1.0,
                edges: (centre - 4.0, centre + 4.0),
            };
            shapes.push(sign(absence, place));
        }
        None => {}
    }
    if with_text {
        let baseline = baseline_centred_on(centre, text.lettering);
        let x = start + figure_width + text_width / 2.0;
        shapes.push(text.at(Place::Fixed(x), baseline, Anchor::Middle));
    }
    shapes
}

/// What stands in a cell before its text.
#[derive(Clone, Copy, Debug)]
enum Figure {
    Zero,
    Sign(Absence),
}

/// The class of a number: that of the last bound which it reaches, from 0.
fn class_of(value: f64, bounds: &[Tick]) -> usize {
    let reached = bounds.iter().filter(|bound| bound.value <= value).count();
    reached.clamp(1, bounds.len().saturating_sub(1).max(1)) - 1
}
