//! Rows of points: one at the end of a line from zero (lollipop), one for each series (dot), or
//! several joined by a line (dumbbell).

use super::DatumIndex;
use super::bar_shape::{BarPosition, Growth, SIGN, sign};
use super::point::{RADIUS, point};
use super::row_label::{labels_with_absences, widest};
use super::{data_of, extent, frame, head, number_scale};
use crate::chart::grammar::Mark;
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Anchor, Coordinate, Element, Role, Scene, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, baseline_centred_on, stack_height};
use crate::chart::spec::{ChartSpec, Datum};

/// The most of the sheet's width that labels take.
const LABEL_SHARE: f64 = 0.42;
/// From the labels to the plot.
const LABEL_GAP: f64 = 9.0;
/// The least height of a row.
const ROW: f64 = 20.0;
/// Between two rows.
const ROW_GAP: f64 = 8.0;
/// From a point to its value.
const VALUE_GAP: f64 = RADIUS + 5.0;
/// Values are left out where they would leave less than this share of the room for the scale.
const LEAST_PLOT: f64 = 0.3;

/// The rows of a chart, while they are laid out.
struct Rows<'a> {
    spec: &'a ChartSpec,
    sheet: &'a Sheet<'a>,
    scale: NumberScale,
    /// Where the plot begins, left of the scale.
    left: f64,
    with_values: bool,
}

/// The scene of a chart of points in rows.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let labels = labels_with_absences(spec, sheet, sheet.width() * LABEL_SHARE);
    let left = (widest(&labels, sheet) + LABEL_GAP).ceil();
    let (scale, with_values) = scale(spec, sheet, left);
    let rows = Rows {
        spec,
        sheet,
        scale,
        left,
        with_values,
    };
    let legend = legend(spec, sheet, false);
    let top = legend.height + 2.0;
    let heights = labels
        .iter()
        .map(|label| stack_height(label).max(ROW) + ROW_GAP);
    let bands = BandScale::stacked(top, heights);
    let bottom = bands.range().1;
    let mut elements = legend.elements;
    if rows.scale.ticks().iter().any(|tick| tick.plain == "0") {
        elements.push(frame::zero_of_rows(top, bottom));
    }
    for (category, label) in labels.iter().enumerate() {
        let middle = bands.middle(category);
        elements.push(frame::beside(label, left - LABEL_GAP, middle));
        elements.extend(rows.row(category, middle));
    }
    frame::rows(sheet, elements, rows.scale, bands)
}

/// The scale, and whether values have room beside their points.
fn scale(spec: &ChartSpec, sheet: &Sheet<'_>, left: f64) -> (NumberScale, bool) {
    let most = sheet.most_ticks_across();
    let scale = number_scale(spec, sheet, most);
    let tick_width = |tick: Option<&crate::chart::ticks::Tick>| {
        let text = tick.map_or_else(String::new, |tick| scale.text(tick, sheet.locale));
        sheet.measure(&text, sheet.small())
    };
    let first = tick_width(scale.ticks().first()) / 2.0;
    let last = tick_width(scale.ticks().last()) / 2.0;
    let data = || spec.series.iter().flat_map(|series| &series.data);
    let numbers = data().filter(|datum| datum.observation.value().is_some());
    let lettering = sheet.label(true);
    let value = numbers
        .map(|datum| sheet.measure(&datum.text, lettering) + VALUE_GAP)
        .fold(0.0, f64::max);
    let has_absent = data().any(|datum| datum.observation.absence().is_some());
    let sign = if has_absent { SIGN + 6.0 } else { 0.0 };
    let is_two_sided = spec.series.len() > 1 || extent(spec, sheet).low < 0.0;
    let before = |with_values: bool| {
        let value = if is_two_sided && with_values {
            value
        } else {
            0.0
        };
        // A line from zero to a point begins where the sign for no number does.
        let sign = if spec.mark == Mark::Lollipop {
            0.0
        } else {
            sign
        };
        (sign + value).max(first.min(LABEL_GAP)).max(RADIUS + 2.0)
    };
    let after = |with_values: bool| {
        let value = if with_values { value } else { 0.0 };
        value.max(last).max(RADIUS + 4.0)
    };
    let room = sheet.width() - left - 1.0;
    let with_values = room - before(true) - after(true) >= room * LEAST_PLOT;
    let start = left + before(with_values);
    let end = (sheet.width() - 1.0 - after(with_values)).max(start + room * LEAST_PLOT);
    (scale.over(start, end), with_values)
}

impl Rows<'_> {
    fn row(&self, category: usize, middle: f64) -> Vec<Element> {
        let y = Coordinate::Fixed(middle);
        let placed: Vec<(usize, &Datum, f64)> = data_of(self.spec, category)
            .filter_map(|(series, datum)| {
                let value = datum.observation.value()?.to_f64();
                Some((series, datum, self.scale.position(value)))
            })
            .collect();
        let by_place = |a: &&(usize, &Datum, f64), b: &&(usize, &Datum, f64)| a.2.total_cmp(&b.2);
        let lowest = placed.iter().min_by(by_place);
        let highest = placed.iter().max_by(by_place);
        let mut elements = Vec::new();
        if let (Mark::Dumbbell, Some(lowest), Some(highest)) = (self.spec.mark, lowest, highest)
            && lowest.0 != highest.0
        {
            let ends = [lowest.2, highest.2].map(|x| (Coordinate::Fixed(x), y));
            elements.push(Element {
                datum: None,
                shapes: vec![Shape::Path(ends.to_vec(), Token::new(Role::Stem))],
            });
        }
        let absent: Vec<usize> = data_of(self.spec, category)
            .filter(|(_, datum)| datum.observation.absence().is_some())
            .map(|(series, _)| series)
            .collect();
        for (series, datum) in data_of(self.spec, category) {
            let shapes = match datum.observation.absence() {
                Some(absence) => {
                    let index = absent.iter().position(|known| *known == series);
                    let half = (absent.len() as f64 - 1.0) / 2.0;
                    let pitch = (ROW / absent.len() as f64).min(9.0);
                    let middle = middle + (index.unwrap_or(0) as f64 - half) * pitch;
                    vec![sign(absence, self.sign_place(middle))]
                }
                None => {
                    let is_at = |end: Option<&(usize, &Datum, f64)>| {
                        end.is_some_and(|(known, ..)| *known == series)
                    };
                    let at = DatumIndex { category, series };
                    self.point(at, datum, middle, is_at(lowest), is_at(highest))
                }
            };
            elements.push(Element {
                datum: Some(head(self.spec, category, series, datum)),
                shapes,
            });
        }
        elements
    }

    fn sign_place(&self, middle: f64) -> BarPosition {
        let zero = match self.spec.mark {
            Mark::Lollipop => self.scale.zero(),
            _ => self.left,
        };
        BarPosition {
            growth: Growth::Right,
            zero,
            edges: (middle - 4.0, middle + 4.0),
        }
    }

    /// A point, its line from zero, and its value if it is the lowest or the highest of its row.
    fn point(
        &self,
        DatumIndex { category, series }: DatumIndex,
        datum: &Datum,
        middle: f64,
        is_lowest: bool,
        is_highest: bool,
    ) -> Vec<Shape> {
        let Some(value) = datum.observation.value() else {
            return Vec::new();
        };
        let at = (Coordinate::Value(value.to_f64()), Coordinate::Fixed(middle));
        let highlight = self
            .spec
            .categories
            .get(category)
            .is_some_and(|c| c.highlight);
        let mut shapes = Vec::new();
        if self.spec.mark == Mark::Lollipop && !value.is_zero() {
            let zero = (Coordinate::Value(0.0), Coordinate::Fixed(middle));
            shapes.push(Shape::Path(vec![zero, at], Token::new(Role::Stem)));
        }
        if self.spec.mark == Mark::Lollipop && value.is_zero() {
            shapes.push(Shape::Circle(at, RADIUS, Token::new(Role::Zero)));
        } else {
            shapes.extend(point(self.spec, at, series, datum));
        }
        if !self.with_values || !(is_lowest || is_highest) {
            return shapes;
        }
        let line = TextLine {
            text: datum.text.clone(),
            token: Token::new(Role::Value).when(highlight, Trait::Strong),
            lettering: self.sheet.label(highlight),
        };
        let baseline = baseline_centred_on(middle, line.lettering);
        let x = self.scale.position(value.to_f64());
        let is_left = if self.spec.series.len() > 1 {
            !is_highest
        } else {
            value.is_negative()
        };
        shapes.push(if is_left {
            line.at(Coordinate::Fixed(x - VALUE_GAP), baseline, Anchor::End)
        } else {
            line.at(Coordinate::Fixed(x + VALUE_GAP), baseline, Anchor::Start)
        });
        shapes
    }
}
