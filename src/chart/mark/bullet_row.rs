//! What a bullet row has along its scale: where its bar ends, where its target is.
//!
//! Where its texts stand beside them is decided in `bullet_text`.

use super::bar_shape::is_solid;
use crate::chart::scale::NumberScale;
use crate::chart::sheet::Sheet;
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::Number;

/// Which targets get a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Labelled {
    /// All targets are the same number, so that one label says it.
    pub(super) once: bool,
}

/// Whether one label is enough for the targets of a chart.
pub(super) fn labelled_targets(spec: &ChartSpec) -> Labelled {
    let targets: Vec<Option<Number>> = spec
        .series
        .iter()
        .flat_map(|series| &series.data)
        .map(|datum| datum.target.as_ref().and_then(|t| t.observation.value()))
        .collect();
    let once = targets
        .windows(2)
        .all(|pair| pair[0].is_some() && pair[0] == pair[1]);
    Labelled { once }
}

/// A row along its scale.
pub(super) struct Along<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) datum: &'a Datum,
    /// Where the bar ends, at least the line at zero.
    pub(super) end: f64,
    pub(super) zero: f64,
    pub(super) edges: (f64, f64),
    pub(super) target: Option<f64>,
    pub(super) solid: bool,
    pub(super) highlight: bool,
    /// Some row of the chart has a target, so that a row without one must say so.
    pub(super) targets_matter: bool,
}

impl<'a> Along<'a> {
    /// A datum along a scale.
    pub(super) fn new(
        scale: &NumberScale,
        sheet: &'a Sheet<'a>,
        datum: &'a Datum,
        category: usize,
        spec: &ChartSpec,
    ) -> Along<'a> {
        let position = |number: Number| scale.position(number.to_f64());
        let zero = scale.zero();
        let target = datum.target.as_ref().and_then(|t| t.observation.value());
        Along {
            sheet,
            datum,
            end: datum.observation.value().map_or(zero, position).max(zero),
            zero,
            edges: (scale.range().0, sheet.width() - 1.0),
            target: target.map(position),
            solid: is_solid(spec, category, datum),
            highlight: spec.categories.get(category).is_some_and(|c| c.highlight),
            targets_matter: spec
                .series
                .iter()
                .flat_map(|series| &series.data)
                .any(|datum| datum.target.is_some()),
        }
    }
}
