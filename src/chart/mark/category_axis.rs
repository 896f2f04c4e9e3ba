//! The names of categories below a plot. Where they do not all fit, fewer are written; where hardly
//! any would be, they are cut instead.

use super::row_label::{row_label, widest};
use crate::chart::scene::{Anchor, Coordinate, Element};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{Category, ChartSpec};

/// From the plot to the names.
const ABOVE: f64 = 8.0;
/// Between two names.
const BETWEEN: f64 = 6.0;
/// Names below narrow columns get one line more than those beside rows.
const MOST_LINES: usize = 3;
/// Less width than this holds no name that says anything.
const LEAST_WIDTH: f64 = 40.0;

/// The names that are written, each with its middle.
pub(super) struct CategoryAxis {
    names: Vec<(f64, Vec<TextLine>)>,
}

/// The names of categories whose middles are given, in ascending order.
///
/// Of years, the firsts are written where not every month or quarter can be; else the last and of
/// the others every second, third and so on, until no name is cut and none touches its neighbour.
/// Names of which only one would be left are cut.
pub(super) fn category_axis(spec: &ChartSpec, sheet: &Sheet<'_>, middles: &[f64]) -> CategoryAxis {
    let axis = Names {
        spec,
        sheet,
        middles,
    };
    let every = |stride: usize| {
        let last = middles.len().saturating_sub(1);
        let shown = (0..middles.len()).filter(|index| (last - index).is_multiple_of(stride));
        shown.collect::<Vec<usize>>()
    };
    let strides = || 1..=middles.len();
    let years = year_starts(spec);
    let of_years = |stride: usize| {
        axis.fitted(
            &years
                .iter()
                .copied()
                .step_by(stride)
                .collect::<Vec<usize>>(),
        )
    };
    let names = axis
        .fitted(&every(1))
        .or_else(|| strides().find_map(of_years).filter(|names| names.len() > 2))
        .or_else(|| strides().find_map(|stride| axis.fitted(&every(stride))))
        .filter(|names| names.len() > 1 || middles.len() < 2)
        .or_else(|| strides().find_map(|stride| axis.cut(&every(stride))));
    CategoryAxis {
        names: names.unwrap_or_default(),
    }
}

/// The categories with which a year begins, where some are later parts of years.
fn year_starts(spec: &ChartSpec) -> Vec<usize> {
    let begins_year = |category: &Category| {
        let months = category.start_in_months;
        months.is_some_and(|months| months.rem_euclid(12) == 0)
    };
    let categories = spec.categories.iter().enumerate();
    let starts: Vec<usize> = categories
        .filter_map(|(index, category)| begins_year(category).then_some(index))
        .collect();
    if starts.len() == spec.categories.len() {
        return Vec::new();
    }
    starts
}

impl CategoryAxis {
    /// The height that the names take, with the gap to the plot, which has room for the
    /// lower half of the number left of the plot's end.
    pub(super) fn height(&self) -> f64 {
        let heights = self.names.iter().map(|(_, lines)| stack_height(lines));
        ABOVE + heights.fold(0.0, f64::max)
    }

    /// The names below a plot that ends at `bottom`.
    pub(super) fn element(&self, bottom: f64) -> Element {
        let name = |(middle, lines): &(f64, Vec<TextLine>)| {
            stack(
                lines,
                Coordinate::Fixed(*middle),
                Anchor::Middle,
                bottom + ABOVE,
            )
        };
        Element {
            datum: None,
            shapes: self.names.iter().flat_map(name).collect(),
        }
    }
}

/// The categories whose names are to be fitted below a plot.
struct Names<'n> {
    spec: &'n ChartSpec,
    sheet: &'n Sheet<'n>,
    middles: &'n [f64],
}

impl Names<'_> {
    /// Some names, each whole, if none touches its neighbour.
    fn fitted(&self, shown: &[usize]) -> Option<Vec<(f64, Vec<TextLine>)>> {
        // A single name is all that can be done: it may be cut.
        let alone = shown.len() == 1;
        let is_cut = |lines: &[TextLine]| lines.iter().any(|line| line.text.ends_with('…'));
        let mut names = Vec::new();
        let mut edge = f64::NEG_INFINITY;
        for (place, &index) in shown.iter().enumerate() {
            let here = self.middles[index];
            let lines = self.lines(index, self.room(shown, place))?;
            // Where some names are left out, the others need not be squeezed.
            let is_squeezed = shown.len() < self.middles.len() && lines.len() > 2;
            if !alone && (is_cut(&lines) || is_squeezed) {
                return None;
            }
            let width = widest(std::slice::from_ref(&lines), self.sheet);
            let middle = here.min(self.sheet.width() - width / 2.0).max(width / 2.0);
            if middle - width / 2.0 < edge + BETWEEN {
                return None;
            }
            edge = middle + width / 2.0;
            names.push((middle, lines));
        }
        (!names.is_empty()).then_some(names)
    }

    /// Some names, cut to the room that each has, if that is enough to say anything.
    fn cut(&self, shown: &[usize]) -> Option<Vec<(f64, Vec<TextLine>)>> {
        let name = |(place, &index): (usize, &usize)| {
            let here = self.middles[index];
            let to_edge = 2.0 * here.min(self.sheet.width() - here);
            let room = self.room(shown, place).min(to_edge);
            let lines = self.lines(index, room)?;
            (room >= LEAST_WIDTH || shown.len() == 1).then_some((here, lines))
        };
        shown.iter().enumerate().map(name).collect()
    }

    /// The width that a name has between its neighbours.
    fn room(&self, shown: &[usize], place: usize) -> f64 {
        let here = self.middles[shown[place]];
        let before = place
            .checked_sub(1)
            .map(|before| here - self.middles[shown[before]]);
        let after = shown.get(place + 1).map(|&next| self.middles[next] - here);
        let nearest = [before, after].into_iter().flatten();
        nearest.fold(self.sheet.width(), f64::min) - BETWEEN
    }

    fn lines(&self, index: usize, room: f64) -> Option<Vec<TextLine>> {
        let category = self.spec.categories.get(index)?;
        Some(row_label(category, self.sheet, room, MOST_LINES))
    }
}
