//! Horizontal bars, one row per category, the value at the end of its bar.

use super::DatumIndex;
use super::bar_shape::{BarPosition, Growth, RING, SIGN, bar};
use super::row_label::{row_labels, widest};
use super::{data_of, frame, head, number_scale};
use crate::chart::Layout;
use crate::chart::font::LINE;
use crate::chart::label::Wording;
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Anchor, Coordinate, Element, Role, Scene, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::Cell;

/// The most of the sheet's width that labels take.
const LABEL_SHARE: f64 = 0.45;
/// From the labels to the bars.
const LABEL_GAP: f64 = 9.0;
/// From the end of a bar to its value.
const VALUE_GAP: f64 = 6.0;
/// The least share of what is right of the labels that the scale takes.
const LEAST_PLOT: f64 = 0.35;

/// The text at a bar, and where it begins once the scale is known.
struct ValueText {
    category: usize,
    series: usize,
    lines: Vec<TextLine>,
    width: f64,
}

/// The scene of a bar chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let labels = row_labels(spec, sheet, sheet.width() * LABEL_SHARE);
    let left = (widest(&labels, sheet) + LABEL_GAP).ceil();
    let room = sheet.width() - left - 1.0;
    let texts = value_texts(spec, sheet, room);
    let scale = fitted_scale(spec, sheet, &texts, left, room);
    let legend = legend(spec, sheet, false);
    let top = legend.height + 2.0;
    let heights = labels.iter().enumerate().map(|(category, label)| {
        let slots: f64 = slot_heights(spec, sheet, &texts, category).iter().sum();
        (stack_height(label) + 2.0).max(slots + row_gap(spec, sheet))
    });
    let bands = BandScale::stacked(top, heights);
    let bottom = bands.range().1;
    let mut elements = legend.elements;
    elements.push(frame::zero_of_rows(top, bottom));
    for (category, label) in labels.iter().enumerate() {
        let middle = bands.middle(category);
        elements.push(frame::beside(label, left - LABEL_GAP, middle));
        elements.extend(row(spec, sheet, &texts, &scale, &bands, category));
    }
    frame::rows(sheet, elements, scale, bands)
}

/// Space between two rows beyond their texts.
fn row_gap(spec: &ChartSpec, sheet: &Sheet<'_>) -> f64 {
    if spec.series.len() > 1 {
        return 12.0;
    }
    match sheet.layout {
        Layout::Narrow => 5.0,
        Layout::Wide => 6.0,
    }
}

fn thickness(spec: &ChartSpec, sheet: &Sheet<'_>) -> f64 {
    if spec.series.len() > 1 {
        return 14.0;
    }
    match sheet.layout {
        Layout::Narrow => 17.0,
        Layout::Wide => 16.0,
    }
}

fn value_texts(spec: &ChartSpec, sheet: &Sheet<'_>, room: f64) -> Vec<ValueText> {
    let text = |category: usize, (series, datum): (usize, &Datum)| {
        let highlight = spec.categories.get(category).is_some_and(|c| c.highlight);
        let (token, lettering, width, most) = match datum.observation.cell {
            Cell::Number(_) => (
                Token::new(Role::Value).when(highlight, Trait::Strong),
                sheet.label(highlight),
                room * (1.0 - LEAST_PLOT) - VALUE_GAP,
                1,
            ),
            Cell::Absent(absence) => (
                Token::absent(absence),
                sheet.small(),
                room - SIGN - VALUE_GAP,
                2,
            ),
        };
        let mut fitted = sheet.fit(Wording::only(&datum.text), lettering, width, most);
        if datum.observation.value().is_some() && !fitted.whole {
            // A part of a number is another number: this one stands in the title and the table.
            fitted.lines.clear();
        }
        let width = fitted.width(sheet.fonts, lettering);
        let line = |text: String| TextLine {
            text,
            token,
            lettering,
        };
        ValueText {
            category,
            series,
            lines: fitted.lines.into_iter().map(line).collect(),
            width,
        }
    };
    (0..spec.categories.len())
        .flat_map(|category| data_of(spec, category).map(move |datum| text(category, datum)))
        .collect()
}

/// The scale, as long as every value still fits at the end of its bar.
fn fitted_scale(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    texts: &[ValueText],
    left: f64,
    room: f64,
) -> NumberScale {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the room is a few hundred units"
    )]
    let most = ((room / 75.0) as usize).clamp(4, 7);
    let scale = number_scale(spec, sheet, most);
    let last = scale.ticks().last().map_or("", |tick| &tick.plain);
    let half_tick = sheet.measure(&sheet.locale.number(last), sheet.small()) / 2.0;
    let length = texts.iter().fold(room - half_tick, |length, text| {
        let (end, gap) = bar_end(spec, &scale, text);
        let needed = text.width + gap;
        if end > 0.0 {
            length.min((room - needed) / end)
        } else {
            length
        }
    });
    let length = length.max(room * LEAST_PLOT);
    scale.over(left, left + length)
}

/// The right end of a bar as a share of the scale, and the gap from there to its text.
fn bar_end(spec: &ChartSpec, scale: &NumberScale, text: &ValueText) -> (f64, f64) {
    let datum = spec
        .series
        .get(text.series)
        .and_then(|series| series.data.get(text.category));
    match datum.map(|datum| datum.observation.cell) {
        Some(Cell::Number(number)) if number.is_zero() => (scale.fraction(0.0), RING + VALUE_GAP),
        // The value of a bar to the left stands right of zero, where there is always room.
        Some(Cell::Number(number)) => (scale.fraction(number.to_f64().max(0.0)), VALUE_GAP),
        Some(Cell::Absent(_)) | None => (scale.fraction(0.0), SIGN + VALUE_GAP),
    }
}

/// The texts of a category; those of all are in the order of categories.
fn texts_of(texts: &[ValueText], category: usize) -> &[ValueText] {
    let from = texts.partition_point(|text| text.category < category);
    let to = texts.partition_point(|text| text.category <= category);
    &texts[from..to]
}

fn slot_heights(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    texts: &[ValueText],
    category: usize,
) -> Vec<f64> {
    let least = if spec.series.len() > 1 {
        sheet.label(false).size * LINE
    } else {
        thickness(spec, sheet) + 4.0
    };
    texts_of(texts, category)
        .iter()
        .map(|text| stack_height(&text.lines).max(least))
        .collect()
}

fn row(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    texts: &[ValueText],
    scale: &NumberScale,
    bands: &BandScale,
    category: usize,
) -> Vec<Element> {
    let slots = slot_heights(spec, sheet, texts, category);
    let mut edge = bands.middle(category) - slots.iter().sum::<f64>() / 2.0;
    let mut elements = Vec::new();
    let texts = texts_of(texts, category).iter();
    for ((text, slot), (series, datum)) in texts.zip(slots).zip(data_of(spec, category)) {
        let middle = edge + slot / 2.0;
        edge += slot;
        let half = thickness(spec, sheet) / 2.0;
        let place = BarPosition {
            growth: Growth::Right,
            zero: scale.zero(),
            edges: (middle - half, middle + half),
        };
        let mut shapes = bar(spec, DatumIndex { category, series }, datum, place);
        shapes.extend(value(spec, scale, text, middle, sheet));
        elements.push(Element {
            datum: Some(head(spec, category, series, datum)),
            shapes,
        });
    }
    elements
}

fn value(
    spec: &ChartSpec,
    scale: &NumberScale,
    text: &ValueText,
    middle: f64,
    sheet: &Sheet<'_>,
) -> Vec<Shape> {
    let (end, gap) = bar_end(spec, scale, text);
    let (from, to) = scale.range();
    let start = from + end * (to - from) + gap;
    let start = start.min(sheet.width() - text.width).max(0.0);
    let top = middle - stack_height(&text.lines) / 2.0;
    stack(&text.lines, Coordinate::Fixed(start), Anchor::Start, top)
}
