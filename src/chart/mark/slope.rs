//! Lines from a first to a last period, with every name at its line's end.

use super::bar_shape::{BarPosition, Growth, SIGN, sign};
use super::line_label::spread;
use super::point::point;
use super::{data_of, head, number_scale, series_token};
use crate::chart::label::Wording;
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape, Token};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};

/// The most of the sheet's width that names take.
const NAME_SHARE: f64 = 0.38;
/// The most of the sheet's width that first values take.
const VALUE_SHARE: f64 = 0.25;
/// From a line's end to its text, where the sign for no number has room.
const GAP: f64 = SIGN + 4.0;
/// From the plot to the names of the periods.
const BELOW: f64 = 8.0;

/// One end of a line: its series, its text, and where it wants to stand.
struct End<'a> {
    series: usize,
    datum: &'a Datum,
    lines: Vec<TextLine>,
}

impl End<'_> {
    fn height(&self) -> f64 {
        const BETWEEN: f64 = 6.0;
        let between = if self.lines.len() > 1 { BETWEEN } else { 0.0 };
        stack_height(&self.lines) + between
    }
}

/// The scene of a slope chart. Of more than two periods it shows the first and the last.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let last = spec.categories.len() - 1;
    let firsts = ends(spec, sheet, 0, false);
    let lasts = ends(spec, sheet, last, true);
    let heights = |ends: &[End<'_>]| -> f64 { ends.iter().map(End::height).sum() };
    let widest = |ends: &[End<'_>]| {
        let lines = ends.iter().flat_map(|end| &end.lines);
        let widths = lines.map(|line| sheet.measure(&line.text, line.lettering));
        widths.fold(0.0, f64::max)
    };
    let least = sheet.plot_height(200.0, 260.0);
    let length = heights(&firsts).max(heights(&lasts)).max(least);
    let legend = legend(spec, sheet, true);
    let top = legend.height + sheet.label(false).size;
    let y = number_scale(spec, sheet, 6).over(top + length, top);
    let left = widest(&firsts) + GAP + 1.0;
    let right = sheet.width() - widest(&lasts) - GAP - 1.0;
    let mut elements = legend.elements;
    let bottom = top + length;
    elements.push(axes(left, right, top, bottom));
    elements.extend(lines(spec, &y, left, right, last));
    let side = |category, ends, x, anchor| Side {
        category,
        ends,
        x,
        anchor,
    };
    let sides = [
        side(0, firsts, left, Anchor::End),
        side(last, lasts, right, Anchor::Start),
    ];
    // With one period both sides are the same.
    for side in sides.iter().take(last + 1) {
        elements.extend(side.texts(spec, &y, top, bottom));
    }
    let (names, height) = periods(spec, sheet, left, right, bottom);
    elements.push(names);
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    Scene {
        height: (bottom + BELOW + height).ceil() + 1.0,
        x: none(),
        y: none(),
        elements,
    }
}

/// One of the two upright lines, with the ends of all lines there.
struct Side<'a> {
    category: usize,
    ends: Vec<End<'a>>,
    x: f64,
    /// Where the texts stand beside it.
    anchor: Anchor,
}

/// The ends of all lines at a period, each with its number and, behind the last, its name.
fn ends<'a>(
    spec: &'a ChartSpec,
    sheet: &Sheet<'_>,
    category: usize,
    with_names: bool,
) -> Vec<End<'a>> {
    let share = if with_names { NAME_SHARE } else { VALUE_SHARE };
    let width = sheet.width() * share - GAP;
    let lettering = sheet.label(false);
    data_of(spec, category)
        .map(|(series, datum)| {
            let absence = datum.observation.absence();
            let shown = match absence {
                // The symbol stands here, its words in the title, the description and the table.
                Some(_) => datum.text.split(' ').next().unwrap_or_default(),
                None => &datum.text,
            };
            let token = absence.map_or(Token::new(Role::Value), Token::absent);
            let line = |text: String, token| TextLine {
                text,
                token,
                lettering,
            };
            // A part of a number is another number: one that does not fit stands in the table.
            let fits = absence.is_some() || sheet.measure(shown, lettering) <= width;
            let value = line(sheet.fit_line(shown, lettering, width), token);
            let mut lines: Vec<TextLine> = fits.then_some(value).into_iter().collect();
            if let Some(name) = spec.series.get(series).filter(|_| with_names) {
                let both = format!("{shown} {}", name.label);
                if sheet.measure(&both, lettering) <= width {
                    lines = vec![line(both, token)];
                } else {
                    let names = Wording {
                        full: &name.label,
                        short: name.short.as_deref(),
                    };
                    let names = sheet.fit(names, lettering, width, 2).lines.into_iter();
                    lines.extend(names.map(|text| line(text, Token::new(Role::Label))));
                }
            }
            End {
                series,
                datum,
                lines,
            }
        })
        .collect()
}

/// The two upright lines on which the periods stand.
fn axes(left: f64, right: f64, top: f64, bottom: f64) -> Element {
    let line = |x: f64| {
        let ends = [top, bottom].map(|y| (Coordinate::Fixed(x), Coordinate::Fixed(y)));
        Shape::Path(ends.to_vec(), Token::new(Role::Grid))
    };
    Element {
        datum: None,
        shapes: vec![line(left), line(right)],
    }
}

fn lines(spec: &ChartSpec, y: &NumberScale, left: f64, right: f64, last: usize) -> Vec<Element> {
    let line = |(series, words): (usize, &crate::chart::spec::Series)| {
        let value = |category: usize| Some(words.data.get(category)?.observation.value()?.to_f64());
        let (first, second) = (value(0)?, value(last)?);
        let spots = [(left, first), (right, second)]
            .map(|(x, value)| (Coordinate::Fixed(x), Coordinate::Fixed(y.position(value))));
        Some(Element {
            datum: None,
            shapes: vec![Shape::Path(
                spots.to_vec(),
                series_token(spec, Role::Line, series),
            )],
        })
    };
    spec.series.iter().enumerate().filter_map(line).collect()
}

impl Side<'_> {
    /// The points at the period with their texts, as near to them as the others let them.
    fn texts(&self, spec: &ChartSpec, y: &NumberScale, top: f64, bottom: f64) -> Vec<Element> {
        let Side {
            category,
            ends,
            x,
            anchor,
        } = self;
        let (category, x, anchor) = (*category, *x, *anchor);
        let place = |end: &End<'_>| {
            let value = end.datum.observation.value();
            value.map_or(bottom, |value| y.position(value.to_f64()))
        };
        let mut order: Vec<&End<'_>> = ends.iter().collect();
        order.sort_by(|a, b| place(a).total_cmp(&place(b)).then(a.series.cmp(&b.series)));
        // Names of several lines are distinguished by the space between them.
        let heights: Vec<f64> = order.iter().map(|end| End::height(end)).collect();
        let wanted: Vec<f64> = order
            .iter()
            .zip(&heights)
            .map(|(end, height)| place(end) - height / 2.0)
            .collect();
        let tops = spread(&wanted, &heights, top - 6.0, bottom + 6.0);
        let is_left = anchor == Anchor::End;
        let mut elements = Vec::new();
        for ((end, start), height) in order.into_iter().zip(tops).zip(heights) {
            let text_x = if is_left { x - GAP } else { x + GAP };
            let mut shapes = stack(&end.lines, Coordinate::Fixed(text_x), anchor, start);
            match end.datum.observation.absence() {
                Some(absence) => {
                    let middle = start + height / 2.0;
                    let place = BarPosition {
                        growth: if is_left { Growth::Left } else { Growth::Right },
                        zero: x,
                        edges: (middle - 4.0, middle + 4.0),
                    };
                    shapes.push(sign(absence, place));
                }
                None => {
                    let at = (Coordinate::Fixed(x), Coordinate::Fixed(place(end)));
                    shapes.extend(point(spec, at, end.series, end.datum));
                }
            }
            elements.push(Element {
                datum: Some(head(spec, category, end.series, end.datum)),
                shapes,
            });
        }
        elements
    }
}

/// The names of the first and the last period, below their axes.
fn periods(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    left: f64,
    right: f64,
    bottom: f64,
) -> (Element, f64) {
    let room = (right - left - 8.0).max(40.0);
    let mut shapes = Vec::new();
    let mut height: f64 = 0.0;
    let last = spec.categories.len() - 1;
    for (category, x) in [(0, left), (last, right)] {
        if category == 0 && x > left {
            continue;
        }
        let lines = super::row_label::row_label(&spec.categories[category], sheet, room / 2.0, 3);
        let width = super::row_label::widest(std::slice::from_ref(&lines), sheet);
        let middle = x.min(sheet.width() - width / 2.0).max(width / 2.0);
        shapes.extend(stack(
            &lines,
            Coordinate::Fixed(middle),
            Anchor::Middle,
            bottom + BELOW,
        ));
        height = height.max(stack_height(&lines));
    }
    let element = Element {
        datum: None,
        shapes,
    };
    (element, height)
}
