//! Texts at lines: the name of a series at its end, and the values of first and last points.

use std::collections::BTreeMap;

use super::DatumIndex;
use super::line::Plot;
use super::point::marker;
use super::series_token;
use super::taken_areas::{Area, TakenAreas};
use crate::chart::Layout;
use crate::chart::label::Wording;
use crate::chart::scene::{Anchor, Coordinate, Element, Role, Shape, Token};
use crate::chart::sheet::{Sheet, TextLine, baseline_in_line, stack, stack_height};
use crate::chart::spec::{ChartSpec, Series};

/// The most of the sheet's width that names at line ends take.
const SHARE: f64 = 0.3;
/// From the plot to the point before a name.
const BEFORE: f64 = 8.0;
/// From that point to the name.
const AFTER: f64 = 9.0;
/// A single line of at most this many points shows every value.
const FEW: usize = 8;
/// From a point to its value.
const VALUE_GAP: f64 = 6.0;

/// The width that names at line ends take; `None` where a legend names the series instead: a
/// single series, the narrow layout, or names that do not fit below each other.
pub(super) fn end_labels_width(spec: &ChartSpec, sheet: &Sheet<'_>, length: f64) -> Option<f64> {
    if spec.series.len() < 2 || sheet.layout == Layout::Narrow || sheet.panel.is_some() {
        return None;
    }
    let names: Vec<Vec<TextLine>> = spec
        .series
        .iter()
        .enumerate()
        .filter(|(series, _)| !spec.is_mass(*series))
        .map(|(_, series)| name(series, sheet))
        .collect();
    let height: f64 = names.iter().map(|lines| stack_height(lines)).sum();
    let width = super::row_label::widest(&names, sheet);
    (height <= length).then_some((BEFORE + AFTER + width).ceil())
}

fn name(series: &Series, sheet: &Sheet<'_>) -> Vec<TextLine> {
    let lettering = sheet.label(false);
    let width = sheet.width() * SHARE - BEFORE - AFTER;
    let line = |text| TextLine {
        text,
        token: Token::new(Role::Label),
        lettering,
    };
    let fitted = sheet.fit(
        Wording {
            full: &series.label,
            short: series.short.as_deref(),
        },
        lettering,
        width,
        2,
    );
    fitted.lines.into_iter().map(line).collect()
}

/// The names of all series right of the plot, each as near to where it ends as the others let it.
pub(super) fn end_labels(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    lasts: &[Option<f64>],
    right: f64,
    top: f64,
    bottom: f64,
) -> Element {
    let mut ends: Vec<(f64, usize, Vec<TextLine>)> = spec
        .series
        .iter()
        .zip(lasts)
        .enumerate()
        // Of a mass behind what is set off no names are written; the table has them.
        .filter(|(series, _)| !spec.is_mass(*series))
        .map(|(series, (words, last))| {
            let lines = name(words, sheet);
            (last.unwrap_or(bottom), series, lines)
        })
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let heights: Vec<f64> = ends.iter().map(|(.., lines)| stack_height(lines)).collect();
    let wanted = ends
        .iter()
        .zip(&heights)
        .map(|((y, ..), height)| y - height / 2.0);
    let tops = spread(
        &wanted.collect::<Vec<f64>>(),
        &heights,
        top - 8.0,
        bottom + 8.0,
    );
    let mut shapes = Vec::new();
    for ((_, series, lines), top) in ends.iter().zip(tops) {
        let first = lines.first().map_or(0.0, |line| {
            top + baseline_in_line(line.lettering) - line.lettering.size * 0.355
        });
        let at = (Coordinate::Fixed(right + BEFORE), Coordinate::Fixed(first));
        shapes.push(marker(
            at,
            *series,
            series_token(spec, Role::Point, *series),
        ));
        let x = Coordinate::Fixed(right + BEFORE + AFTER);
        shapes.extend(stack(lines, x, Anchor::Start, top));
    }
    Element {
        datum: None,
        shapes,
    }
}

/// The top edges of blocks that want to be somewhere and may not overlap, between two edges.
pub(super) fn spread(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut tops = Vec::with_capacity(wanted.len());
    let mut edge = top;
    for (want, height) in wanted.iter().zip(heights) {
        let here = want.max(edge);
        tops.push(here);
        edge = here + height;
    }
    let mut edge = bottom;
    for (here, height) in tops.iter_mut().zip(heights).rev() {
        *here = here.min(edge - height);
        edge = *here;
    }
    tops
}

/// The values beside points, by category and series: of every point where a single line has few,
/// else of the first and the last. A value that has no room is left out; the table has it.
pub(super) fn value_labels(
    plot: &Plot<'_>,
    taken: &mut TakenAreas,
) -> BTreeMap<(usize, usize), Shape> {
    let mut labels = BTreeMap::new();
    for series in 0..plot.spec.series.len() {
        let points = plot.points(series);
        let all = plot.spec.series.len() == 1 && points.len() <= FEW;
        let last = points.len().saturating_sub(1);
        for (index, (category, (x, y))) in points.iter().enumerate() {
            let is_end = index == 0 || index == last;
            let wanted = (all || is_end) && !plot.spec.is_mass(series);
            let category = *category;
            let at = DatumIndex { category, series };
            if wanted && let Some(shape) = value_label(plot, taken, at, *x, *y) {
                labels.insert((category, series), shape);
            }
        }
    }
    labels
}

fn value_label(
    plot: &Plot<'_>,
    taken: &mut TakenAreas,
    DatumIndex { category, series }: DatumIndex,
    x: f64,
    y: f64,
) -> Option<Shape> {
    let datum = plot.spec.series.get(series)?.data.get(category)?;
    let lettering = plot.sheet.label(false);
    let width = plot.sheet.measure(&datum.text, lettering);
    let (left, right) = plot.x.range();
    let start = (x - width / 2.0).min(right - width).max(left);
    let gap = super::point::RADIUS + VALUE_GAP;
    let above = y - gap - lettering.size * 0.05;
    let below = y + gap + lettering.size * 0.8;
    // Letters fill less than the line that stacked capitals need, and values are mostly digits.
    let area = |baseline: f64| Area {
        across: (start, start + width),
        down: (
            baseline - lettering.size * 0.85,
            baseline + lettering.size * 0.2,
        ),
    };
    let index = taken.place(&[area(above), area(below)])?;
    let line = TextLine {
        text: datum.text.clone(),
        token: Token::new(Role::Value),
        lettering,
    };
    let baseline = if index == 0 { above } else { below };
    Some(line.at(Coordinate::Fixed(start), baseline, Anchor::Start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_overlap() {
        let tops = spread(&[50.0, 52.0, 95.0], &[20.0, 20.0, 20.0], 0.0, 100.0);
        assert_eq!(tops, [40.0, 60.0, 80.0]);
    }
}
