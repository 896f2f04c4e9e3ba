//! Periods to places along time: months apart are drawn as far apart as they are.

use crate::chart::spec::Category;

/// Categories along time, or evenly apart where they are not all periods.
#[derive(Clone, Debug)]
pub(in crate::chart) struct PeriodScale {
    places: Vec<f64>,
    range: (f64, f64),
}

impl PeriodScale {
    /// The scale of some categories over a range of the view box, with room between the range's
    /// ends and the first and last. A single one stands in the middle.
    pub(in crate::chart) fn new(
        categories: &[Category],
        start: f64,
        end: f64,
        room: f64,
    ) -> PeriodScale {
        let months: Option<Vec<f64>> = categories
            .iter()
            .map(|category| category.start_in_months.map(f64::from))
            .collect();
        let increasing = |months: &Vec<f64>| months.windows(2).all(|pair| pair[0] < pair[1]);
        let keys = months
            .filter(increasing)
            .unwrap_or_else(|| (0..categories.len()).map(|index| index as f64).collect());
        let first = keys.first().copied().unwrap_or(0.0);
        let span = keys.last().copied().unwrap_or(0.0) - first;
        let place = |key: f64| {
            let fraction = if span > 0.0 {
                (key - first) / span
            } else {
                0.5
            };
            start + room + fraction * (end - start - 2.0 * room)
        };
        PeriodScale {
            places: keys.into_iter().map(place).collect(),
            range: (start, end),
        }
    }

    /// The place of a category in the view box.
    pub(in crate::chart) fn position(&self, category: usize) -> f64 {
        self.places.get(category).copied().unwrap_or(self.range.1)
    }

    /// The first and the last position of the scale.
    pub(in crate::chart) fn range(&self) -> (f64, f64) {
        self.range
    }

    /// How much room a category has around it: twice the way to its nearer neighbour.
    pub(in crate::chart) fn room(&self, category: usize) -> f64 {
        let here = self.position(category);
        let before = category
            .checked_sub(1)
            .map(|index| here - self.position(index));
        let after = self.places.get(category + 1).map(|next| next - here);
        [before, after]
            .into_iter()
            .flatten()
            .fold(self.range.1 - self.range.0, f64::min)
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "the places are whole numbers, which are exact"
)]
mod tests {
    use super::*;
    use crate::chart::spec::Ground;

    fn category(months: Option<i32>) -> Category {
        Category {
            label: String::new(),
            note: None,
            short: None,
            start_in_months: months,
            highlight: false,
            is_rest: false,
            ground: Ground::None,
        }
    }

    #[test]
    fn a_gap_of_two_years_is_twice_as_wide() {
        let categories = [24000, 24012, 24036].map(|months| category(Some(months)));
        let scale = PeriodScale::new(&categories, 0.0, 90.0, 0.0);
        assert_eq!([0, 1, 2].map(|i| scale.position(i)), [0.0, 30.0, 90.0]);
    }

    #[test]
    fn without_periods_the_places_are_even() {
        let categories = [None, Some(5), None].map(category);
        let scale = PeriodScale::new(&categories, 0.0, 90.0, 0.0);
        assert_eq!([0, 1, 2].map(|i| scale.position(i)), [0.0, 45.0, 90.0]);
        assert_eq!(
            PeriodScale::new(&categories[..1], 0.0, 90.0, 5.0).position(0),
            45.0
        );
    }
}
