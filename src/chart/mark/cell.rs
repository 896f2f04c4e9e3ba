//! What a cell of classes looks like: darker for higher numbers; the number in it where it fits, and
//! before it a figure where the number is nothing.

use super::bar_shape::{SIGN, sign_at};
use super::{domain, extent};
use crate::chart::scene::{Anchor, Coordinate, Role, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, baseline_centred_on};
use crate::chart::spec::{ChartSpec, Datum};
use crate::chart::ticks::{Tick, ticks};
use crate::stats::{Absence, Cell};

/// The most classes.
const CLASSES: usize = 6;
/// In classes from this one on, light text stands on the colour.
const DARK: usize = 3;
/// Between a figure and the text behind it.
const GAP: f64 = 1.0;

/// The bounds of the classes of a chart, one more than there are classes.
pub(super) fn class_bounds(spec: &ChartSpec, sheet: &Sheet<'_>) -> Vec<Tick> {
    let extent = extent(spec, sheet);
    let extent = domain(spec).map_or(extent, |domain| extent.with(domain));
    ticks(extent, spec.integer, CLASSES + 1)
}

/// What stands in a cell before its text.
#[derive(Clone, Copy, Debug)]
enum Figure {
    Zero,
    Sign(Absence),
}

/// The looks of one cell.
pub(super) struct CellLook {
    /// What the shape of the cell is.
    pub(super) token: Token,
    /// Whether light text stands on its colour.
    pub(super) is_dark: bool,
    figure: Option<Figure>,
    text: TextLine,
}

impl CellLook {
    /// The looks of the cell of a datum, among classes with these bounds.
    pub(super) fn new(sheet: &Sheet<'_>, datum: &Datum, bounds: &[Tick]) -> CellLook {
        match datum.observation.cell {
            Cell::Number(number) => {
                let class = class_of(number.to_f64(), bounds);
                let is_dark = class >= DARK;
                CellLook {
                    token: Token::new(Role::Cell)
                        .of_series(class)
                        .when(datum.is_preliminary(), Trait::Provisional),
                    is_dark,
                    figure: number.is_zero().then_some(Figure::Zero),
                    text: TextLine {
                        text: datum.text.clone(),
                        token: Token::new(Role::Value).when(is_dark, Trait::Inside),
                        lettering: sheet.small(),
                    },
                }
            }
            Cell::Absent(absence) => CellLook {
                token: Token::new(Role::Cell),
                is_dark: false,
                figure: Some(Figure::Sign(absence)),
                text: TextLine {
                    text: datum.text.split(' ').next().unwrap_or_default().to_owned(),
                    token: Token::absent(absence),
                    lettering: sheet.small(),
                },
            },
        }
    }

    /// The width of figure and text, the text shortened to its number where it has more room than
    /// that; `None` where only the figure has room, if it has one.
    fn fitted(&self, sheet: &Sheet<'_>, room: f64) -> (f64, Option<TextLine>) {
        let figure = self.figure.map_or(0.0, |_| SIGN + GAP);
        let measure = |text: &str| sheet.measure(text, self.text.lettering);
        // The symbols behind a number are seen from the looks of its cell too.
        let number = self.text.text.split(' ').next().unwrap_or_default();
        let texts = [self.text.text.as_str(), number].into_iter();
        let mut fitting = texts.filter(|text| figure + measure(text) <= room);
        match fitting.next() {
            None => (figure, None),
            Some(text) => {
                let line = TextLine {
                    text: text.to_owned(),
                    ..self.text.clone()
                };
                (figure + measure(text), Some(line))
            }
        }
    }

    /// The least width in which something of the cell's content has room.
    pub(super) fn least_width(&self, sheet: &Sheet<'_>) -> f64 {
        let number = self.text.text.split(' ').next().unwrap_or_default();
        match self.figure {
            Some(_) => SIGN + GAP,
            None => sheet.measure(number, self.text.lettering),
        }
    }

    /// Figure and text beside each other about a place, as far as they have room. A figure comes
    /// first: it tells the kinds of nothing apart where its words have no room.
    pub(super) fn content(
        &self,
        sheet: &Sheet<'_>,
        middle: f64,
        centre: f64,
        room: f64,
    ) -> Vec<Shape> {
        let (width, text) = self.fitted(sheet, room);
        let start = middle - width / 2.0;
        let mut shapes = Vec::new();
        match self.figure {
            Some(Figure::Zero) => {
                let at = (
                    Coordinate::Fixed(start + SIGN / 2.0),
                    Coordinate::Fixed(centre),
                );
                shapes.push(Shape::Circle(at, 3.0, Token::new(Role::Zero)));
            }
            Some(Figure::Sign(absence)) => {
                shapes.push(sign_at(absence, start - 1.0, centre));
            }
            None => {}
        }
        if let Some(text) = text {
            let baseline = baseline_centred_on(centre, text.lettering);
            let figure = self.figure.map_or(0.0, |_| SIGN + GAP);
            let x = start + f64::midpoint(figure, width);
            shapes.push(text.at(Coordinate::Fixed(x), baseline, Anchor::Middle));
        }
        shapes
    }
}

/// The class of a number: that of the last bound which it reaches, from 0.
fn class_of(value: f64, bounds: &[Tick]) -> usize {
    let reached = bounds.iter().filter(|bound| bound.value <= value).count();
    reached.clamp(1, bounds.len().saturating_sub(1).max(1)) - 1
}
