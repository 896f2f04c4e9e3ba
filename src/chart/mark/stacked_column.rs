//! Vertical bars whose parts are put on each other.

use super::DatumIndex;
use super::bar_shape::{BarPosition, Growth, SIGN, sign};
use super::category_axis::category_axis;
use super::column::absence_lines;
use super::stacking::{PartPlace, part, segments};
use super::{axis_text, category_bands, data_of, frame, head, number_scale};
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Scene};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::ChartSpec;

/// The share of a band that its column takes.
const FILLED: f64 = 0.72;
/// The widest that a column is drawn.
const WIDEST: f64 = 72.0;
/// From a sign to its words.
const GAP: f64 = 3.0;

/// The scene of a stacked column chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let length = sheet.plot_height(210.0, 250.0);
    let scale = number_scale(spec, sheet, 6);
    let left = axis_text::width_left(&scale, sheet).ceil();
    let right = sheet.width() - 1.0;
    let bands = category_bands(spec, left, right);
    let words: Vec<Vec<TextLine>> = (0..spec.categories.len())
        .map(|category| absences(spec, sheet, &bands, category))
        .collect();
    let legend = legend(spec, sheet, false);
    // What the words above the known parts of a column need beyond the plot.
    let plot = scale.clone().over(length, 0.0);
    let above = words
        .iter()
        .enumerate()
        .map(|(category, lines)| match lines.as_slice() {
            [] => 0.0,
            lines => stack_height(lines) + SIGN + 2.0 * GAP - known_end(spec, &plot, category),
        })
        .fold(0.0, f64::max);
    let top = legend.height + above.max(sheet.small().size);
    let scale = scale.over(top + length, top);
    let middles: Vec<f64> = (0..spec.categories.len())
        .map(|category| bands.middle(category))
        .collect();
    let names = category_axis(spec, sheet, &middles);
    let mut elements = legend.elements;
    for (category, (middle, lines)) in middles.iter().zip(&words).enumerate() {
        elements.extend(column(spec, sheet, &scale, &bands, category));
        let low = known_end(spec, &scale, category) - SIGN - GAP;
        elements.push(Element {
            datum: None,
            shapes: stack(
                lines,
                Coordinate::Fixed(*middle),
                Anchor::Middle,
                low - stack_height(lines),
            ),
        });
    }
    elements.push(frame::zero_of_columns(left, right));
    frame::columns(sheet, elements, Axis::Band(bands), scale, left, &names)
}

fn column(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    scale: &NumberScale,
    bands: &BandScale,
    category: usize,
) -> Vec<Element> {
    let (from, to) = bands.band(category);
    let half = ((to - from) * FILLED).min(WIDEST) / 2.0;
    let middle = bands.middle(category);
    let edges = (middle - half, middle + half);
    let end = known_end(spec, scale, category);
    let parts = segments(spec, category);
    let absent = data_of(spec, category).filter(|(_, datum)| datum.observation.absence().is_some());
    let pitch = 2.0 * half / absent.count().max(1) as f64;
    let mut signs = 0.0;
    let mut elements = Vec::new();
    for ((series, datum), segment) in data_of(spec, category).zip(parts) {
        let shapes = match (segment, datum.observation.absence()) {
            (Some(segment), _) => {
                let (from, to) = (segment.from.to_f64(), segment.to.to_f64());
                let place = PartPlace {
                    growth: Growth::Up,
                    along: (scale.position(from), scale.position(to)),
                    edges,
                };
                part(spec, sheet, DatumIndex { category, series }, segment, place)
            }
            (None, Some(absence)) => {
                let start = edges.0 + pitch * signs;
                signs += 1.0;
                let place = BarPosition {
                    growth: Growth::Up,
                    zero: end,
                    edges: (start, start + pitch),
                };
                vec![sign(absence, place)]
            }
            (None, None) => Vec::new(),
        };
        elements.push(Element {
            datum: Some(head(spec, category, series, datum)),
            shapes,
        });
    }
    elements
}

/// The words for what is absent in a column: all of one, the symbols of several.
fn absences(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    bands: &BandScale,
    category: usize,
) -> Vec<TextLine> {
    let (from, to) = bands.band(category);
    let absent: Vec<_> = data_of(spec, category)
        .filter_map(|(_, datum)| Some((datum, datum.observation.absence()?)))
        .collect();
    let room = to - from - 4.0;
    let mut lines: Vec<TextLine> = Vec::new();
    for (datum, absence) in &absent {
        for line in absence_lines(sheet, datum, *absence, room, absent.len()) {
            let is_known = lines.iter().any(|known| known.text == line.text);
            if !is_known {
                lines.push(line);
            }
        }
    }
    lines
}

/// Where the known parts of a column end, in the view box.
fn known_end(spec: &ChartSpec, scale: &NumberScale, category: usize) -> f64 {
    let ends = segments(spec, category).into_iter().flatten();
    let ends = ends.map(|segment| scale.position(segment.to.to_f64()));
    ends.fold(scale.zero(), f64::min)
}
