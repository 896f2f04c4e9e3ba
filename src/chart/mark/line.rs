//! Lines over periods, broken where a number is absent.
//!
//! Where the texts at lines go is decided in `line_label`.

use super::DatumIndex;
use super::bar_shape::{BarPosition, Growth, SIGN, sign};
use super::category_axis::category_axis;
use super::column::absence_lines;
use super::line_label::{end_labels, end_labels_width, value_labels};
use super::point::{RADIUS, dot, point};
use super::row_label::widest;
use super::taken_areas::{Area, TakenAreas};
use super::{axis_text, data_of, frame, head, number_scale, series_token, target_shape};
use crate::chart::legend::legend;
use crate::chart::scale::{NumberScale, PeriodScale};
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape};
use crate::chart::sheet::{Sheet, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::{Absence, Cell};

/// From the ends of the plot to the first and last period.
const ROOM: f64 = 18.0;
/// The width that the symbol of an absence gets where several stand beside each other.
const SYMBOL: f64 = 30.0;
/// Markers nearer to each other than this would hide the line.
const LEAST_BETWEEN: f64 = 2.0 * RADIUS + 1.0;
/// How far apart the markers of a line stand that has too many points for a marker each.
const BETWEEN_MARKERS: f64 = 28.0;

/// A line chart with its scales, while it is laid out.
pub(super) struct Plot<'a> {
    /// What is drawn.
    pub(super) spec: &'a ChartSpec,
    /// On what.
    pub(super) sheet: &'a Sheet<'a>,
    /// The periods.
    pub(super) x: PeriodScale,
    /// The numbers.
    pub(super) y: NumberScale,
    /// Every how many points one is marked, from the last.
    marked: usize,
}

impl Plot<'_> {
    /// The points of a series that have a number, by category.
    pub(super) fn points(&self, series: usize) -> Vec<(usize, (f64, f64))> {
        let data = self.spec.series.get(series).map(|series| &series.data);
        let point = |(category, datum): (usize, &Datum)| {
            let value = datum.observation.value()?;
            let at = (self.x.position(category), self.y.position(value.to_f64()));
            Some((category, at))
        };
        data.into_iter()
            .flatten()
            .take(self.spec.categories.len())
            .enumerate()
            .filter_map(point)
            .collect()
    }

    /// Whether a point is marked. Where there are too many for that, only some are, by which the
    /// series can be distinguished, the last, and those that no line would show or that are unlike the
    /// others.
    fn has_marker(&self, category: usize, series: usize) -> bool {
        let last = self.spec.categories.len().saturating_sub(1);
        if (last - category).is_multiple_of(self.marked) {
            return true;
        }
        let at = |category: usize| self.spec.series.get(series)?.data.get(category);
        let has_number =
            |category: usize| at(category).is_some_and(|datum| datum.observation.value().is_some());
        let in_line = |from: usize, to: usize| {
            has_number(from) && has_number(to) && !self.spec.breaks_before(series, to)
        };
        let joins_before = category > 0 && in_line(category - 1, category);
        let is_alone = !joins_before && !in_line(category, category + 1);
        is_alone || at(category).is_some_and(|datum| datum.is_preliminary() || datum.part_of_year)
    }
}

/// The scene of a line chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let length = sheet.plot_height(190.0, 240.0);
    let y = number_scale(spec, sheet, 6);
    let left = axis_text::width_left(&y, sheet).ceil();
    let ends = end_labels_width(spec, sheet, length);
    let legend = legend(spec, sheet, ends.is_some());
    let top = legend.height + sheet.label(false).size * 1.5;
    let right = sheet.width() - 1.0 - ends.unwrap_or(0.0);
    let plot = Plot {
        spec,
        sheet,
        x: PeriodScale::new(&spec.categories, left, right, ROOM),
        y: y.over(top + length, top),
        marked: marked(spec.categories.len(), right - left),
    };
    let middles: Vec<f64> = (0..spec.categories.len())
        .map(|category| plot.x.position(category))
        .collect();
    let names = category_axis(spec, sheet, &middles);
    let frame = Area {
        across: (left, right),
        down: (legend.height, top + length),
    };
    let mut taken = TakenAreas::new(frame);
    let mut elements = legend.elements;
    elements.push(base_line(&plot, left, right));
    elements.extend(lines(&plot, &mut taken));
    elements.extend(data(&plot, &mut taken));
    if ends.is_some() {
        let last = |series| plot.points(series).last().map(|(_, (_, y))| *y);
        let lasts: Vec<Option<f64>> = (0..spec.series.len()).map(last).collect();
        elements.push(end_labels(spec, sheet, &lasts, right, top, top + length));
    }
    frame::columns(sheet, elements, Axis::Period(plot.x), plot.y, left, &names)
}

/// Every how many of some points over a width one can be marked.
fn marked(points: usize, width: f64) -> usize {
    let steps = points.saturating_sub(1).max(1);
    let pitch = width / steps as f64;
    if pitch >= LEAST_BETWEEN {
        return 1;
    }
    let apart = (1..=steps).find(|stride| *stride as f64 * pitch >= BETWEEN_MARKERS);
    apart.unwrap_or(steps)
}

/// The line at zero, if the scale has it.
fn base_line(plot: &Plot<'_>, left: f64, right: f64) -> Element {
    let has_zero = plot.y.ticks().iter().any(|tick| tick.plain == "0");
    let ends = [left, right].map(|x| (Coordinate::Fixed(x), Coordinate::Value(0.0)));
    if has_zero {
        axis_text::zero_line(ends[0], ends[1])
    } else {
        Element {
            datum: None,
            shapes: Vec::new(),
        }
    }
}

/// The line of each series, one path for each run of neighbouring numbers.
fn lines(plot: &Plot<'_>, taken: &mut TakenAreas) -> Vec<Element> {
    let mut elements = Vec::new();
    // What is set off lies on the mass of the others.
    let mut order: Vec<usize> = (0..plot.spec.series.len()).collect();
    order.sort_by_key(|series| !plot.spec.is_mass(*series));
    for series in order {
        let points = plot.points(series);
        let mut shapes = Vec::new();
        for run in points.chunk_by(|a, b| a.0 + 1 == b.0 && !plot.spec.breaks_before(series, b.0)) {
            for pair in run.windows(2) {
                taken.take_line(pair[0].1, pair[1].1);
            }
            if run.len() > 1 {
                let spots = run
                    .iter()
                    .map(|(_, (x, y))| (Coordinate::Fixed(*x), Coordinate::Fixed(*y)));
                shapes.push(Shape::Path(
                    spots.collect(),
                    series_token(plot.spec, Role::Line, series),
                ));
            }
        }
        for (_, (x, y)) in points {
            taken.take(Area::around(x, y, RADIUS + 1.5));
        }
        elements.push(Element {
            datum: None,
            shapes,
        });
    }
    elements
}

/// The points with their values, and the signs of what is absent.
fn data(plot: &Plot<'_>, taken: &mut TakenAreas) -> Vec<Element> {
    let mut labels = value_labels(plot, taken);
    let mut elements = Vec::new();
    for category in 0..plot.spec.categories.len() {
        for (series, datum) in data_of(plot.spec, category) {
            let x = plot.x.position(category);
            let mut shapes: Vec<Shape> = target_shape(datum, x - 12.0, x + 12.0)
                .into_iter()
                .collect();
            match datum.observation.cell {
                Cell::Number(number) => {
                    let at = (
                        Coordinate::Value(category as f64),
                        Coordinate::Value(number.to_f64()),
                    );
                    shapes.extend(if plot.has_marker(category, series) {
                        point(plot.spec, at, series, datum)
                    } else {
                        vec![dot(plot.spec, at, series)]
                    });
                }
                Cell::Absent(absence) => {
                    shapes.extend(absent(
                        plot,
                        taken,
                        DatumIndex { category, series },
                        datum,
                        absence,
                    ));
                }
            }
            shapes.extend(labels.remove(&(category, series)));
            elements.push(Element {
                datum: Some(head(plot.spec, category, series, datum)),
                shapes,
            });
        }
    }
    elements
}

/// The sign and words for an absent number, standing on the bottom of the plot.
fn absent(
    plot: &Plot<'_>,
    taken: &mut TakenAreas,
    DatumIndex { category, series }: DatumIndex,
    datum: &Datum,
    absence: Absence,
) -> Vec<Shape> {
    let bottom = plot.y.range().0;
    let count = plot.spec.series.len();
    let x = absent_place(plot, category, series);
    let place = BarPosition {
        growth: Growth::Up,
        zero: bottom,
        edges: (x - 4.0, x + 4.0),
    };
    taken.take(Area {
        across: (x - 4.0, x + 4.0),
        down: (bottom - SIGN, bottom),
    });
    let mut shapes = vec![sign(absence, place)];
    // Of several series only the symbols have room; the titles and the table have the words.
    let room = if count > 1 {
        SYMBOL
    } else {
        plot.x.room(category).min(2.0 * ROOM + 60.0) - 4.0
    };
    let (left, right) = plot.x.range();
    let words = absence_lines(plot.sheet, datum, absence, room, count);
    let symbol = absence_lines(plot.sheet, datum, absence, SYMBOL, count);
    for (lines, level) in [(&words, 0.0), (&symbol, 0.0), (&words, 1.0), (&words, 2.0)] {
        let width = widest(std::slice::from_ref(lines), plot.sheet);
        let height = stack_height(lines);
        let middle = x.min(right - width / 2.0).max(left + width / 2.0);
        let low = bottom - SIGN - 2.0 - level * height;
        let area = Area {
            across: (middle - width / 2.0, middle + width / 2.0),
            down: (low - height, low),
        };
        if !lines.is_empty() && taken.place(&[area]).is_some() {
            let x = Coordinate::Fixed(middle);
            shapes.extend(stack(lines, x, Anchor::Middle, low - height));
            break;
        }
    }
    shapes
}

/// Where the sign of an absent number stands: those of several series beside each other.
fn absent_place(plot: &Plot<'_>, category: usize, series: usize) -> f64 {
    let absent: Vec<usize> = data_of(plot.spec, category)
        .filter(|(_, datum)| datum.observation.value().is_none())
        .map(|(series, _)| series)
        .collect();
    let index = absent.iter().position(|known| *known == series);
    let half = (absent.len() as f64 - 1.0) / 2.0;
    let (left, right) = plot.x.range();
    let pitch = SYMBOL.min((right - left) / absent.len().max(1) as f64);
    let middle = plot.x.position(category);
    let middle = middle
        .min(right - pitch * (half + 0.5))
        .max(left + pitch * (half + 0.5));
    middle + (index.unwrap_or(0) as f64 - half) * pitch
}
