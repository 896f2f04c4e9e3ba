//! Numbers to lengths. The domain begins and ends at a tick.

use crate::chart::ticks::{Extent, Tick, ticks};
use crate::locale::Locale;

/// Numbers along a straight axis.
#[derive(Clone, Debug)]
pub(in crate::chart) struct LinearScale {
    ticks: Vec<Tick>,
    range: (f64, f64),
    percent: bool,
}

impl LinearScale {
    /// The scale that covers an extent with 3 to `most` ticks, drawn over a range.
    pub(in crate::chart) fn new(extent: Extent, integer: bool, most: usize) -> LinearScale {
        LinearScale {
            ticks: ticks(extent, integer, most),
            range: (0.0, 1.0),
            percent: false,
        }
    }

    /// The scale that begins at the first tick and ends at the last.
    pub(in crate::chart) fn of_ticks(ticks: Vec<Tick>) -> LinearScale {
        LinearScale {
            ticks,
            range: (0.0, 1.0),
            percent: false,
        }
    }

    /// The same scale with its ticks written as per cent.
    pub(in crate::chart) fn in_percent(self, percent: bool) -> LinearScale {
        LinearScale { percent, ..self }
    }

    /// A tick in words.
    pub(in crate::chart) fn text(&self, tick: &Tick, locale: &Locale) -> String {
        if self.percent {
            locale.percent(&tick.plain)
        } else {
            locale.number(&tick.plain)
        }
    }

    /// The same scale over a range of the view box; the first end is where the domain begins.
    pub(in crate::chart) fn over(self, start: f64, end: f64) -> LinearScale {
        LinearScale {
            range: (start, end),
            ..self
        }
    }

    /// The ticks from the lowest on.
    pub(in crate::chart) fn ticks(&self) -> &[Tick] {
        &self.ticks
    }

    /// Where the domain begins and ends in the view box.
    pub(in crate::chart) fn range(&self) -> (f64, f64) {
        self.range
    }

    /// The place of a value within the domain, from 0 to 1.
    pub(in crate::chart) fn fraction(&self, value: f64) -> f64 {
        let low = self.ticks.first().map_or(0.0, |tick| tick.value);
        let high = self.ticks.last().map_or(1.0, |tick| tick.value);
        ((value - low) / (high - low)).clamp(0.0, 1.0)
    }

    /// The place of a value in the view box.
    pub(in crate::chart) fn position(&self, value: f64) -> f64 {
        self.range.0 + self.fraction(value) * (self.range.1 - self.range.0)
    }

    /// The place in the view box from which lengths are drawn.
    pub(in crate::chart) fn zero(&self) -> f64 {
        self.position(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_inside_the_range_in_order() {
        let extent = Extent {
            low: -5.0,
            high: 17.0,
        };
        let scale = LinearScale::new(extent, true, 6).over(200.0, 10.0);
        assert!(scale.position(-5.0) <= 200.0 && scale.position(17.0) >= 10.0);
        assert!(scale.zero() < scale.position(-5.0) && scale.zero() > scale.position(17.0));
    }
}
