//! Transforms: what is derived from the numbers of a chart, once, before its mark draws them.

use super::grammar::Stack;
use super::spec::{ChartSpec, Series};
use crate::stats::{self, Number, Observation, Segment};

/// What transforms derive from a datum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Derived {
    /// Its part of the stack of its category; `None` where it is not drawn as one.
    pub segment: Option<Segment>,
    /// What share of its target it is, in per cent; `None` where either is not known.
    pub share: Option<Number>,
}

impl ChartSpec {
    /// The same chart with all that its mark derives from the numbers.
    #[must_use]
    pub fn transformed(mut self) -> ChartSpec {
        let (grammar, stacking) = (self.mark.grammar(), self.stack);
        let transform = |series: &mut [Series]| {
            if grammar.draws_stacks(stacking, series.len()) {
                stack(series, stacking == Stack::Normalize);
            }
            if grammar.whole {
                share(series);
            }
        };
        if self.panels.is_empty() {
            transform(&mut self.series);
        }
        for panel in &mut self.panels {
            transform(&mut panel.series);
        }
        self
    }
}

/// Puts the numbers of each category on each other, in the order of the series.
fn stack(series: &mut [Series], normalized: bool) {
    let categories = series.iter().map(|one| one.data.len()).max().unwrap_or(0);
    for category in 0..categories {
        let data = series.iter_mut().map(|one| one.data.get_mut(category));
        let data: Vec<_> = data.flatten().collect();
        let parts: Vec<Observation> = data.iter().map(|datum| datum.observation).collect();
        for (datum, segment) in data.into_iter().zip(stats::stack(&parts, normalized)) {
            datum.derived.segment = segment;
        }
    }
}

/// Takes the target of each datum for its whole.
fn share(series: &mut [Series]) {
    for datum in series.iter_mut().flat_map(|one| &mut one.data) {
        let whole = datum.target.as_ref().map(|target| target.observation);
        let share = whole.map(|whole| stats::percent(datum.observation, whole));
        datum.derived.share = share.and_then(|share| share.value());
    }
}
