//! The extent of the numbers in a chart, and the scales over it.

use super::{draws_stacks, stacking};
use crate::chart::grammar::Stack;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::sheet::Sheet;
use crate::chart::spec::{AnnotationShape, ChartSpec, Datum};
use crate::chart::ticks::Extent;
use crate::stats::Number;

/// The lowest and the highest number of a chart; of all its panels, where it is one of several.
pub(super) fn extent(spec: &ChartSpec, sheet: &Sheet<'_>) -> Extent {
    let shared = sheet.panel.map(|panel| panel.extent);
    shared.unwrap_or_else(|| own_extent(spec))
}

/// The lowest and the highest of the numbers and targets in a chart, or of its stacks; zero where
/// there are none.
pub(super) fn own_extent(spec: &ChartSpec) -> Extent {
    let is_annotated = spec.mark.grammar().annotations;
    let lines = spec.annotations.iter().filter_map(|a| match a.shape {
        AnnotationShape::Line(number) if is_annotated => Some(number.to_f64()),
        _ => None,
    });
    if draws_stacks(spec) {
        let stacks = stacking::extent(spec);
        let all = lines.chain([stacks.low, stacks.high]);
        return Extent::of(all).unwrap_or(stacks);
    }
    let targets = |datum: &Datum| {
        let target = datum.target.as_ref().filter(|_| spec.mark.grammar().target);
        target.and_then(|target| target.observation.value())
    };
    let values = spec
        .series
        .iter()
        .flat_map(|series| series.data.iter().take(spec.categories.len()))
        .flat_map(|datum| [datum.observation.value(), targets(datum)])
        .flatten()
        .map(Number::to_f64)
        .chain(lines);
    Extent::of(values).unwrap_or(Extent {
        low: 0.0,
        high: 0.0,
    })
}

/// The scale of a chart's numbers with at most so many ticks: from zero where lengths are compared,
/// or as far as the author says.
pub(super) fn number_scale(spec: &ChartSpec, sheet: &Sheet<'_>, most: usize) -> NumberScale {
    let grammar = spec.mark.grammar();
    let extent = extent(spec, sheet);
    let is_share = spec.stack == Stack::Normalize && draws_stacks(spec);
    let integer = spec.integer || is_share;
    let is_log = spec.log && grammar.compares_places();
    let range = match domain(spec) {
        Some(domain) => extent.with(domain),
        None if is_log => extent,
        None if grammar.from_zero => extent.with_zero(),
        None => loose(extent),
    };
    if is_log {
        NumberScale::log(range, integer, most)
    } else {
        NumberScale::new(range, integer, most).in_percent(is_share)
    }
}

/// The ends of the scale that the author gives in `domain`.
pub(super) fn domain(spec: &ChartSpec) -> Option<Extent> {
    let (low, high) = spec.domain?;
    Extent::of([low.to_f64(), high.to_f64()])
}

/// The extent of a scale on which places are compared and not lengths: it starts at zero unless the
/// numbers are positive and close to each other.
fn loose(extent: Extent) -> Extent {
    /// They are close when they differ by less than this share.
    const CLOSE: f64 = 0.25;
    let span = extent.high - extent.low;
    if extent.low > 0.0 && span > 0.0 && span < extent.high * CLOSE {
        extent
    } else {
        extent.with_zero()
    }
}

/// The bands of categories that stand beside each other: as far apart as their periods, or even.
pub(super) fn category_bands(spec: &ChartSpec, left: f64, right: f64) -> BandScale {
    let categories = spec.categories.iter();
    let months: Option<Vec<i32>> = categories.map(|c| c.start_in_months).collect();
    let increase = |months: &Vec<i32>| months.windows(2).all(|pair| pair[0] < pair[1]);
    match months.filter(increase) {
        Some(months) => BandScale::along_time(left, right, &months),
        None => BandScale::even(left, right, spec.categories.len()),
    }
}
