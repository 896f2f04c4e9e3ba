//! Vertical bars, beside each other where there are several series.

use super::DatumIndex;
use super::bar_shape::{BarPosition, Growth, RING, SIGN, bar};
use super::category_axis::category_axis;
use super::{axis_text, category_bands, data_of, frame, head, number_scale, target_shape};
use crate::chart::label::Wording;
use crate::chart::legend::legend;
use crate::chart::scale::NumberScale;
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::{Absence, Cell};

/// The share of a band that its columns take.
const FILLED: f64 = 0.82;
/// The widest that a column is drawn.
const WIDEST: f64 = 72.0;
/// With more columns than this their values stand in the table alone.
const MOST_VALUES: usize = 12;
/// From a column to its value.
const VALUE_GAP: f64 = 3.0;

/// Where the columns of a band stand.
#[derive(Clone, Copy)]
struct Slots {
    count: usize,
    pitch: f64,
}

impl Slots {
    /// The edges of a slot in a band with this middle.
    fn edges(self, middle: f64, series: usize) -> (f64, f64) {
        let start = middle - self.pitch * self.count as f64 / 2.0;
        let from = start + self.pitch * series as f64;
        (from, from + self.pitch)
    }

    /// The edges of the column in a slot.
    fn column(self, middle: f64, series: usize) -> (f64, f64) {
        let (from, to) = self.edges(middle, series);
        let gap = if self.count > 1 {
            self.pitch * 0.06
        } else {
            0.0
        };
        (from + gap, to - gap)
    }
}

/// The scene of a column chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let length = sheet.plot_height(190.0, 230.0);
    let scale = number_scale(spec, sheet, 6);
    let left = axis_text::width_left(&scale, sheet).ceil();
    let bands = category_bands(spec, left, sheet.width() - 1.0);
    let (from, to) = bands.band(0);
    let count = spec.series.len();
    let slots = Slots {
        count,
        pitch: ((to - from) * FILLED / count as f64).min(WIDEST),
    };
    let legend = legend(spec, sheet, false);
    let top = legend.height + sheet.label(false).size * 1.5;
    let scale = scale.over(top + length, top);
    let middles: Vec<f64> = (0..spec.categories.len())
        .map(|c| bands.middle(c))
        .collect();
    let names = category_axis(spec, sheet, &middles);
    let with_values = values_fit(spec, sheet, slots);
    let mut elements = legend.elements;
    for (category, middle) in middles.iter().enumerate() {
        for (series, datum) in data_of(spec, category) {
            let mut shapes = column(
                spec,
                DatumIndex { category, series },
                datum,
                &scale,
                slots,
                *middle,
            );
            if with_values || datum.observation.value().is_none() {
                let room = match count {
                    1 => (to - from) * 0.96,
                    _ => slots.pitch,
                };
                let (from, to) = slots.edges(*middle, series);
                let middle = f64::midpoint(from, to);
                shapes.extend(text(spec, sheet, datum, category, room, middle, &scale));
            }
            elements.push(Element {
                datum: Some(head(spec, category, series, datum)),
                shapes,
            });
        }
    }
    elements.push(frame::zero_of_columns(left, sheet.width() - 1.0));
    frame::columns(sheet, elements, Axis::Band(bands), scale, left, &names)
}

fn column(
    spec: &ChartSpec,
    DatumIndex { category, series }: DatumIndex,
    datum: &Datum,
    scale: &NumberScale,
    slots: Slots,
    middle: f64,
) -> Vec<Shape> {
    let place = BarPosition {
        growth: Growth::Up,
        zero: scale.zero(),
        edges: slots.column(middle, series),
    };
    let mut shapes = bar(spec, DatumIndex { category, series }, datum, place);
    let (from, to) = slots.edges(middle, series);
    shapes.extend(target_shape(datum, from, to));
    shapes
}

fn values_fit(spec: &ChartSpec, sheet: &Sheet<'_>, slots: Slots) -> bool {
    let numbers = || {
        (0..spec.categories.len())
            .flat_map(|category| data_of(spec, category).map(move |(_, datum)| (category, datum)))
            .filter(|(_, datum)| datum.observation.value().is_some())
    };
    // Single columns give the space between them to their values.
    let room = match slots.count {
        1 => slots.pitch / FILLED - 2.0,
        _ => slots.pitch - 2.0,
    };
    let fits = |(category, datum): (usize, &Datum)| {
        let highlight = spec.categories.get(category).is_some_and(|c| c.highlight);
        sheet.measure(&datum.text, sheet.label(highlight)) <= room
    };
    numbers().count() <= MOST_VALUES && numbers().all(fits)
}

/// The value above a column, or the words for its absence above their sign.
fn text(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    datum: &Datum,
    category: usize,
    room: f64,
    middle: f64,
    scale: &NumberScale,
) -> Vec<Shape> {
    let highlight = spec.categories.get(category).is_some_and(|c| c.highlight);
    let (lines, bottom) = match datum.observation.cell {
        Cell::Number(number) => {
            let line = TextLine {
                text: datum.text.clone(),
                token: Token::new(Role::Value).when(highlight, Trait::Strong),
                lettering: sheet.label(highlight),
            };
            // The value of a column that hangs down stands on the line at zero.
            let ring = if number.is_zero() { RING } else { 0.0 };
            let end = scale.position(number.to_f64().max(0.0)) - ring;
            let target = datum.target.as_ref().and_then(|t| t.observation.value());
            let target = target.map(|target| scale.position(target.to_f64()));
            let height = line.height();
            let hidden = target.filter(|y| (end - VALUE_GAP - height..=end + 2.0).contains(y));
            (vec![line], hidden.unwrap_or(end) - VALUE_GAP)
        }
        Cell::Absent(absence) => (
            absence_lines(sheet, datum, absence, room, spec.series.len()),
            scale.zero() - SIGN - VALUE_GAP,
        ),
    };
    let top = bottom - stack_height(&lines);
    stack(&lines, Coordinate::Fixed(middle), Anchor::Middle, top)
}

/// The words for an absence in a narrow room: all of them, else the first, which is the symbol.
/// Beside other series words in several lines could not be distinguished from those of a neighbour.
pub(super) fn absence_lines(
    sheet: &Sheet<'_>,
    datum: &Datum,
    absence: Absence,
    room: f64,
    series: usize,
) -> Vec<TextLine> {
    let lettering = sheet.small();
    let symbol = datum.text.split(' ').next();
    let most = if series > 1 { 1 } else { 3 };
    let fitted = sheet.fit(
        Wording {
            full: &datum.text,
            short: symbol,
        },
        lettering,
        room,
        most,
    );
    let lines = if fitted.whole {
        fitted.lines
    } else {
        Vec::new()
    };
    let line = |text| TextLine {
        text,
        token: Token::absent(absence),
        lettering,
    };
    lines.into_iter().map(line).collect()
}
