//! Cells of two dimensions, darker for higher numbers; the number stands in its cell where it fits.

use super::cell::{CellLook, class_bounds};
use super::row_label::{row_label, row_labels, widest};
use super::{data_of, frame, head};
use crate::chart::legend::{class_legend, legend};
use crate::chart::scale::BandScale;
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Scene, Shape};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{Category, ChartSpec, Datum, Ground};
use crate::chart::ticks::Tick;

/// The most of the sheet's width that labels take.
const LABEL_SHARE: f64 = 0.36;
/// From the labels to the cells.
const LABEL_GAP: f64 = 8.0;
/// The least height of a row.
const ROW: f64 = 26.0;
/// Between two cells.
const GAP: f64 = 1.0;

/// The scene of a heatmap.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let labels = row_labels(spec, sheet, sheet.width() * LABEL_SHARE);
    let left = (widest(&labels, sheet) + LABEL_GAP).ceil();
    let columns = BandScale::even(left, sheet.width() - 1.0, spec.series.len());
    let bounds = class_bounds(spec, sheet);
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
                Coordinate::Fixed(columns.middle(series)),
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
            let (across, down) = (columns.band(series), rows.band(category));
            elements.push(Element {
                datum: Some(head(spec, category, series, datum)),
                shapes: cell(sheet, datum, &bounds, across, down),
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
                is_rest: false,
                ground: Ground::None,
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
    across: (f64, f64),
    down: (f64, f64),
) -> Vec<Shape> {
    let ((left, right), (top, bottom)) = (across, down);
    let corner = |x: f64, y: f64| (Coordinate::Fixed(x), Coordinate::Fixed(y));
    let from = corner(left + GAP, top + GAP);
    let to = corner((right - GAP).max(left + GAP), (bottom - GAP).max(top + GAP));
    let look = CellLook::new(sheet, datum, bounds);
    let mut shapes = vec![Shape::Box(from, to, look.token)];
    let (middle, centre) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    shapes.extend(look.content(sheet, middle, centre, right - left - 2.0 * GAP - 2.0));
    shapes
}
