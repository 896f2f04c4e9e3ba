//! Horizontal bars whose parts are put on each other, one row per category.

use super::DatumIndex;
use super::bar_shape::{BarPosition, Growth, sign};
use super::row_label::{labels_with_absences, widest};
use super::stacking::{PartPlace, part, segments};
use super::{data_of, frame, head, number_scale};
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Element, Scene};
use crate::chart::sheet::{Sheet, stack_height};
use crate::chart::spec::ChartSpec;

/// The most of the sheet's width that labels take.
const LABEL_SHARE: f64 = 0.4;
/// From the labels to the bars.
const LABEL_GAP: f64 = 9.0;
/// How thick a bar is.
const BAR: f64 = 22.0;
/// Between two rows.
const ROW_GAP: f64 = 8.0;

/// The scene of a stacked bar chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let labels = labels_with_absences(spec, sheet, sheet.width() * LABEL_SHARE);
    let left = (widest(&labels, sheet) + LABEL_GAP).ceil();
    let scale = scale(spec, sheet, left);
    let legend = legend(spec, sheet, false);
    let top = legend.height + 2.0;
    let heights = labels
        .iter()
        .map(|label| stack_height(label).max(BAR) + ROW_GAP);
    let bands = BandScale::stacked(top, heights);
    let bottom = bands.range().1;
    let mut elements = legend.elements;
    for (category, label) in labels.iter().enumerate() {
        let middle = bands.middle(category);
        elements.push(frame::beside(label, left - LABEL_GAP, middle));
        let edges = (middle - BAR / 2.0, middle + BAR / 2.0);
        let parts = segments(spec, category);
        for ((series, datum), segment) in data_of(spec, category).zip(parts) {
            let shapes = match (segment, datum.observation.absence()) {
                (Some(segment), _) => {
                    let (from, to) = (segment.from.to_f64(), segment.to.to_f64());
                    let place = PartPlace {
                        growth: Growth::Right,
                        along: (scale.position(from), scale.position(to)),
                        edges,
                    };
                    part(spec, sheet, DatumIndex { category, series }, segment, place)
                }
                (None, Some(absence)) => {
                    let place = BarPosition {
                        growth: Growth::Right,
                        zero: known_end(spec, &scale, category),
                        edges,
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
    }
    elements.push(frame::zero_of_rows(top, bottom));
    frame::rows(sheet, elements, scale, bands)
}

/// Where the known parts of a row end, in the view box.
fn known_end(spec: &ChartSpec, scale: &NumberScale, category: usize) -> f64 {
    let ends = segments(spec, category).into_iter().flatten();
    let ends = ends.map(|segment| scale.position(segment.to.to_f64()));
    ends.fold(scale.zero(), f64::max)
}

fn scale(spec: &ChartSpec, sheet: &Sheet<'_>, left: f64) -> NumberScale {
    let most = sheet.most_ticks_across();
    let scale = number_scale(spec, sheet, most);
    let last = scale.ticks().last();
    let last = last.map_or_else(String::new, |tick| scale.text(tick, sheet.locale));
    let half_tick = sheet.measure(&last, sheet.small()) / 2.0;
    let room = sheet.width() - left - 1.0;
    // The sign of an absent part stands behind the known ones.
    let sign = super::bar_shape::SIGN;
    scale.over(left, left + (room - half_tick.max(sign)).max(room * 0.5))
}
