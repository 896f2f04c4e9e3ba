//! The names of categories below a plot. Where they do not all fit, fewer are written.

use super::row_label::row_label;
use crate::chart::scene::{Anchor, Element, Place};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::ChartSpec;

/// From the plot to the names.
const ABOVE: f64 = 8.0;
/// Between two names.
const BETWEEN: f64 = 6.0;
/// Names below narrow columns get one line more than those beside rows.
const MOST_LINES: usize = 3;

/// The names that are written, each with its middle.
pub(super) struct CategoryAxis {
    names: Vec<(f64, Vec<TextLine>)>,
}

/// The names of categories whose middles are given, in ascending order.
///
/// The last is always written, and of the others every second, third and so on, until no name is
/// cut and none touches its neighbour.
pub(super) fn category_axis(spec: &ChartSpec, sheet: &Sheet<'_>, middles: &[f64]) -> CategoryAxis {
    let names = (1..=middles.len())
        .find_map(|stride| names(spec, sheet, middles, stride))
        .unwrap_or_default();
    CategoryAxis { names }
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
            stack(lines, Place::Fixed(*middle), Anchor::Middle, bottom + ABOVE)
        };
        Element {
            datum: None,
            shapes: self.names.iter().flat_map(name).collect(),
        }
    }
}

fn names(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    middles: &[f64],
    stride: usize,
) -> Option<Vec<(f64, Vec<TextLine>)>> {
    let last = middles.len().checked_sub(1)?;
    let shown: Vec<usize> = (0..=last).filter(|i| (last - i) % stride == 0).collect();
    let alone = shown.len() == 1;
    let mut names = Vec::new();
    let mut edge = f64::NEG_INFINITY;
    for (place, &index) in shown.iter().enumerate() {
        let here = middles[index];
        let before = place
            .checked_sub(1)
            .map(|before| here - middles[shown[before]]);
        let after = shown.get(place + 1).map(|&next| middles[next] - here);
        let most = [before, after]
            .into_iter()
            .flatten()
            .fold(sheet.width(), f64::min)
            - BETWEEN;
        let lines = row_label(spec.categories.get(index)?, sheet, most, MOST_LINES);
        if !alone && lines.iter().any(|line| line.text.ends_with('…')) {
            return None;
        }
        let width = lines
            .iter()
            .map(|line| sheet.measure(&line.text, line.lettering))
            .fold(0.0, f64::max);
        let middle = here.min(sheet.width() - width / 2.0).max(width / 2.0);
        if middle - width / 2.0 < edge + BETWEEN {
            return None;
        }
        edge = middle + width / 2.0;
        names.push((middle, lines));
    }
    Some(names)
}
