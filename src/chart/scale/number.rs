//! Numbers to lengths: by their differences, or on a logarithmic scale by their ratios. The domain
//! begins and ends at a tick.

use crate::chart::ticks::{Extent, Tick, log_ticks, ticks};
use crate::locale::Locale;

/// What equal distances along an axis of numbers mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::chart) enum Spacing {
    /// Equal differences.
    #[default]
    Linear,
    /// Equal ratios. Every number is above zero.
    Log,
}

/// Numbers along an axis.
#[derive(Clone, Debug)]
pub(in crate::chart) struct NumberScale {
    ticks: Vec<Tick>,
    range: (f64, f64),
    spacing: Spacing,
    percent: bool,
}

impl NumberScale {
    /// The scale that covers an extent with 3 to `most` ticks, drawn over a range.
    pub(in crate::chart) fn new(extent: Extent, integer: bool, most: usize) -> NumberScale {
        NumberScale::of_ticks(ticks(extent, integer, most))
    }

    /// The scale of ratios that covers an extent; that of differences where it holds numbers that
    /// have no logarithm.
    pub(in crate::chart) fn log(extent: Extent, integer: bool, most: usize) -> NumberScale {
        match log_ticks(extent, integer, most) {
            None => NumberScale::new(extent, integer, most),
            Some(ticks) => NumberScale {
                spacing: Spacing::Log,
                ..NumberScale::of_ticks(ticks)
            },
        }
    }

    /// The scale that begins at the first tick and ends at the last.
    pub(in crate::chart) fn of_ticks(ticks: Vec<Tick>) -> NumberScale {
        NumberScale {
            ticks,
            range: (0.0, 1.0),
            spacing: Spacing::Linear,
            percent: false,
        }
    }

    /// The same scale with its ticks written as per cent.
    pub(in crate::chart) fn in_percent(self, percent: bool) -> NumberScale {
        NumberScale { percent, ..self }
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
    pub(in crate::chart) fn over(self, start: f64, end: f64) -> NumberScale {
        NumberScale {
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
        match self.spacing {
            Spacing::Linear => ((value - low) / (high - low)).clamp(0.0, 1.0),
            Spacing::Log => {
                let value = value.clamp(low, high);
                (value / low).ln() / (high / low).ln()
            }
        }
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
        let scale = NumberScale::new(extent, true, 6).over(200.0, 10.0);
        assert!(scale.position(-5.0) <= 200.0 && scale.position(17.0) >= 10.0);
        assert!(scale.zero() < scale.position(-5.0) && scale.zero() > scale.position(17.0));
    }

    #[test]
    fn equal_ratios_are_equal_distances() {
        let extent = Extent {
            low: 1.0,
            high: 10_000.0,
        };
        let scale = NumberScale::log(extent, true, 6).over(0.0, 400.0);
        for (value, place) in [(1.0, 0.0), (10.0, 100.0), (100.0, 200.0), (10_000.0, 400.0)] {
            assert!((scale.position(value) - place).abs() < 1e-9, "{value}");
        }
        assert!(scale.position(0.0).abs() < 1e-9, "zero has no place");
        let with_zero = Extent {
            low: 0.0,
            high: 5.0,
        };
        assert_eq!(
            NumberScale::log(with_zero, true, 6).spacing,
            Spacing::Linear
        );
    }
}
