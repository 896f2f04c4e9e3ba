//! Bars of two series that grow away from each other, one row per category, as in a population
//! pyramid.

use super::DatumIndex;
use super::bar_shape::{self, BarPosition, Growth, RING, SIGN, sign, zero_ring};
use super::row_label::{labels_with_absences, widest};
use super::{axis_text, bar, data_of, domain, extent, frame, head};
use crate::chart::label::Wording;
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape, Token};
use crate::chart::sheet::{Sheet, TextLine, baseline_centred_on, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};
use crate::chart::ticks::Extent;

/// The most of the sheet's width that labels take.
const LABEL_SHARE: f64 = 0.36;
/// From the labels to the plot.
const LABEL_GAP: f64 = 8.0;
/// How thick a bar is.
const BAR: f64 = 18.0;
/// Between two rows.
const ROW_GAP: f64 = 5.0;
/// From the end of a bar to its value.
const VALUE_GAP: f64 = 4.0;
/// From the line at zero to the names of the series.
const NAME_GAP: f64 = 6.0;
/// From the names of the series to the plot.
const BELOW_NAMES: f64 = 2.0;

/// The two halves of a pyramid.
struct Halves<'a> {
    spec: &'a ChartSpec,
    sheet: &'a Sheet<'a>,
    /// The scale of each series, from the middle outwards.
    scales: [NumberScale; 2],
    with_values: bool,
}

/// The scene of a pyramid; of another number of series than two, plain bars.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    if spec.series.len() != 2 {
        return bar::scene(spec, sheet);
    }
    let labels = labels_with_absences(spec, sheet, sheet.width() * LABEL_SHARE);
    let left = (widest(&labels, sheet) + LABEL_GAP).ceil();
    let halves = halves(spec, sheet, left);
    let legend = legend(spec, sheet, true);
    let names = [0, 1].map(|series| halves.name(series));
    let heights = names.each_ref().map(|lines| stack_height(lines));
    let top = legend.height + heights[0].max(heights[1]) + BELOW_NAMES;
    let heights = labels
        .iter()
        .map(|label| stack_height(label).max(BAR) + ROW_GAP);
    let bands = BandScale::stacked(top, heights);
    let bottom = bands.range().1;
    let mut elements = legend.elements;
    elements.push(halves.grid(top, bottom));
    elements.push(halves.names(names, top));
    for (category, label) in labels.iter().enumerate() {
        let middle = bands.middle(category);
        elements.push(frame::beside(label, left - LABEL_GAP, middle));
        for (series, datum) in data_of(spec, category) {
            elements.push(Element {
                datum: Some(head(spec, category, series, datum)),
                shapes: halves.bar(DatumIndex { category, series }, datum, middle),
            });
        }
    }
    let centre = Coordinate::Fixed(halves.centre());
    elements.push(axis_text::zero_line(
        (centre, Coordinate::Fixed(top)),
        (centre, Coordinate::Fixed(bottom)),
    ));
    elements.push(halves.ticks(bottom));
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    Scene {
        height: (bottom + axis_text::height_below(sheet)).ceil() + 1.0,
        x: none(),
        y: none(),
        elements,
    }
}

fn halves<'a>(spec: &'a ChartSpec, sheet: &'a Sheet<'a>, left: f64) -> Halves<'a> {
    let extent = Extent {
        low: 0.0,
        high: extent(spec, sheet)
            .high
            .max(domain(spec).map_or(0.0, |domain| domain.high)),
    };
    let scale = NumberScale::new(extent, spec.integer, 4);
    let last = scale
        .ticks()
        .last()
        .map(|tick| scale.text(tick, sheet.locale));
    let half_tick = sheet.measure(&last.unwrap_or_default(), sheet.small()) / 2.0;
    let data = spec.series.iter().flat_map(|series| &series.data);
    let values = data.filter(|datum| datum.observation.value().is_some());
    let value = values
        .map(|datum| sheet.measure(&datum.text, sheet.label(false)) + VALUE_GAP + RING)
        .fold(0.0, f64::max);
    let room = sheet.width() - left - 1.0;
    let with_values = value <= room * 0.3;
    let edge = if with_values {
        value.max(half_tick)
    } else {
        half_tick
    };
    let edge = edge.max(SIGN).min(room * 0.45);
    let centre = left + room / 2.0;
    let length = room / 2.0 - edge;
    Halves {
        spec,
        sheet,
        scales: [
            scale.clone().over(centre, centre - length),
            scale.over(centre, centre + length),
        ],
        with_values,
    }
}

impl Halves<'_> {
    fn centre(&self) -> f64 {
        self.scales[0].range().0
    }

    fn grid(&self, top: f64, bottom: f64) -> Element {
        let lines = self.scales.iter().flat_map(|scale| {
            scale.ticks().iter().skip(1).map(|tick| {
                let x = Coordinate::Fixed(scale.position(tick.value));
                (x, Coordinate::Fixed(top))
            })
        });
        let line = |(x, top): (Coordinate, Coordinate)| ((x, top), (x, Coordinate::Fixed(bottom)));
        Element {
            datum: None,
            shapes: vec![Shape::Strokes(
                lines.map(line).collect(),
                Token::new(Role::Grid),
            )],
        }
    }

    /// The name of a series in lines that its half has room for.
    fn name(&self, series: usize) -> Vec<TextLine> {
        let lettering = self.sheet.label(true);
        let (centre, end) = self.scales[series].range();
        let room = (end - centre).abs() + self.sheet.small().size - NAME_GAP;
        let words = &self.spec.series[series];
        let names = Wording {
            full: &words.label,
            short: words.short.as_deref(),
        };
        let fitted = self.sheet.fit(names, lettering, room, 3);
        let line = |text| TextLine {
            text,
            token: Token::new(Role::Label),
            lettering,
        };
        fitted.lines.into_iter().map(line).collect()
    }

    /// The names of the series, each above its half.
    fn names(&self, names: [Vec<TextLine>; 2], top: f64) -> Element {
        let places = [
            (self.centre() - NAME_GAP, Anchor::End),
            (self.centre() + NAME_GAP, Anchor::Start),
        ];
        let shapes = names
            .into_iter()
            .zip(places)
            .flat_map(|(lines, (x, anchor))| {
                let above = top - BELOW_NAMES - stack_height(&lines);
                stack(&lines, Coordinate::Fixed(x), anchor, above)
            });
        Element {
            datum: None,
            shapes: shapes.collect(),
        }
    }

    fn bar(
        &self,
        DatumIndex { category, series }: DatumIndex,
        datum: &Datum,
        middle: f64,
    ) -> Vec<Shape> {
        let Some(scale) = self.scales.get(series) else {
            return Vec::new();
        };
        let place = BarPosition {
            growth: if series == 0 {
                Growth::Left
            } else {
                Growth::Right
            },
            zero: self.centre(),
            edges: (middle - BAR / 2.0, middle + BAR / 2.0),
        };
        let Some(value) = datum.observation.value() else {
            let absence = datum.observation.absence();
            return absence
                .map(|absence| sign(absence, place))
                .into_iter()
                .collect();
        };
        let end = scale.position(value.to_f64());
        let mut shapes = if value.is_zero() {
            vec![zero_ring(self.spec, series, place)]
        } else {
            let corners = [(self.centre(), place.edges.0), (end, place.edges.1)];
            let [from, to] = corners.map(|(x, y)| (Coordinate::Fixed(x), Coordinate::Fixed(y)));
            let token = bar_shape::token(self.spec, category, series, datum);
            let mut shapes = vec![Shape::Box(from, to, token)];
            if datum.part_of_year {
                shapes.push(Shape::Hatch(from, to, 8.0));
            }
            shapes
        };
        if self.with_values {
            let line = TextLine {
                text: datum.text.clone(),
                token: Token::new(Role::Value),
                lettering: self.sheet.label(false),
            };
            let ring = if value.is_zero() { RING } else { 0.0 };
            let baseline = baseline_centred_on(middle, line.lettering);
            shapes.push(if series == 0 {
                line.at(
                    Coordinate::Fixed(end - ring - VALUE_GAP),
                    baseline,
                    Anchor::End,
                )
            } else {
                line.at(
                    Coordinate::Fixed(end + ring + VALUE_GAP),
                    baseline,
                    Anchor::Start,
                )
            });
        }
        shapes
    }

    /// Zero and the two ends of the scale.
    fn ticks(&self, bottom: f64) -> Element {
        let [one, other] = &self.scales;
        let text = |scale: &NumberScale, tick: Option<&crate::chart::ticks::Tick>| {
            let tick = tick?;
            let text = scale.text(tick, self.sheet.locale);
            Some((scale.position(tick.value), text))
        };
        let wanted = [
            text(one, one.ticks().last()),
            text(one, one.ticks().first()),
            text(other, other.ticks().last()),
        ];
        let lettering = self.sheet.small();
        let mut edge = f64::NEG_INFINITY;
        let mut shapes = Vec::new();
        for (middle, text) in wanted.into_iter().flatten() {
            let half = self.sheet.measure(&text, lettering) / 2.0;
            if middle - half < edge + VALUE_GAP
                || middle + half > self.sheet.width()
                || middle < half
            {
                continue;
            }
            edge = middle + half;
            let line = TextLine {
                text,
                token: Token::new(Role::Tick),
                lettering,
            };
            let baseline = bottom + axis_text::height_below(self.sheet) - lettering.size * 0.25;
            shapes.push(line.at(Coordinate::Fixed(middle), baseline, Anchor::Middle));
        }
        Element {
            datum: None,
            shapes,
        }
    }
}
