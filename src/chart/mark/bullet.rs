//! Bullet rows: a bar for the number, a perpendicular line for its target.
//!
//! In the narrow layout a label stands above its bar. Where the texts of a row go is decided in
//! `bullet_text`.

use super::DatumIndex;
use super::bar_shape::{BarPosition, Growth, bar};
use super::bullet_row::{Along, labelled_targets};
use super::bullet_text::{RowText, Wanted, row_text};
use super::row_label::{row_labels, widest};
use super::{data_of, frame, head, number_scale};
use crate::chart::Layout;
use crate::chart::legend::legend;
use crate::chart::scale::{BandScale, NumberScale};
use crate::chart::scene::{Anchor, Coordinate, Element, Role, Scene, Shape, Token};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{ChartSpec, Datum};

/// The most of the sheet's width that labels take in the wide layout.
const LABEL_SHARE: f64 = 0.4;
/// From the labels to the bars.
const LABEL_GAP: f64 = 10.0;
/// How thick a bar is.
const BAR: f64 = 22.0;
/// How far a target reaches beyond its bar.
const OVERHANG: f64 = 6.0;
/// The most ticks of the scale.
const MOST_TICKS: usize = 6;
/// Between two rows.
const ROW_GAP: f64 = 10.0;
/// From the labels above a bar to its target line.
const LABEL_BELOW: f64 = 2.0;

/// One bar with its texts.
struct BulletBar<'a> {
    series: usize,
    datum: &'a Datum,
    text: RowText,
}

/// One category with its bars, placed from the top of its row down.
struct Row<'a> {
    label: Vec<TextLine>,
    bars: Vec<BulletBar<'a>>,
}

/// The scene of a bullet chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let above = sheet.layout == Layout::Narrow;
    let label_width = if above {
        sheet.width() - 2.0
    } else {
        sheet.width() * LABEL_SHARE
    };
    let labels = row_labels(spec, sheet, label_width);
    let left = if above {
        2.0
    } else {
        (widest(&labels, sheet) + LABEL_GAP).ceil()
    };
    let scale = scale(spec, sheet, left);
    let rows = rows(spec, sheet, &scale, labels);
    let legend = legend(spec, sheet, false);
    let top = legend.height + 1.0;
    let bands = BandScale::stacked(top, rows.iter().map(|row| row.height(above) + ROW_GAP));
    let bottom = bands.range().1;
    let mut elements = legend.elements;
    if !above {
        elements.push(frame::zero_of_rows(top, bottom));
    }
    for (category, row) in rows.iter().enumerate() {
        let edge = bands.band(category).0 + ROW_GAP / 2.0;
        elements.extend(row.draw(spec, &scale, left, category, edge, above));
    }
    frame::rows(sheet, elements, scale, bands)
}

fn scale(spec: &ChartSpec, sheet: &Sheet<'_>, left: f64) -> NumberScale {
    let scale = number_scale(spec, sheet, MOST_TICKS);
    let last = scale.ticks().last().map_or("", |tick| &tick.plain);
    let half_tick = sheet.measure(&sheet.locale.number(last), sheet.small()) / 2.0;
    let room = sheet.width() - left - 1.0;
    let end = left + (room - half_tick).max(room * 0.6);
    scale.over(left, end)
}

/// Lays out the texts of every row; which of the targets are labelled depends on all of them.
fn rows<'a>(
    spec: &'a ChartSpec,
    sheet: &Sheet<'_>,
    scale: &NumberScale,
    labels: Vec<Vec<TextLine>>,
) -> Vec<Row<'a>> {
    let labelled = labelled_targets(spec);
    let mut one_is_labelled = false;
    // The one label of equal targets goes where it fits beside its line, if it does anywhere.
    let fits_somewhere = (0..spec.categories.len()).any(|category| {
        data_of(spec, category).any(|(_, datum)| {
            let along = Along::new(scale, sheet, datum, category, spec);
            row_text(&along, None, Wanted::Beside).has_target_label()
        })
    });
    labels
        .into_iter()
        .enumerate()
        .map(|(category, label)| {
            let mut bars = Vec::new();
            for (series, datum) in data_of(spec, category) {
                let along = Along::new(scale, sheet, datum, category, spec);
                let wanted = match (labelled.once, one_is_labelled, fits_somewhere) {
                    (true, true, _) => Wanted::Nothing,
                    (true, false, true) => Wanted::Beside,
                    (true, false, false) | (false, ..) => Wanted::Anywhere,
                };
                // Only the label that stands directly above the first bar shares its line.
                let neighbour = label.last().filter(|_| bars.is_empty());
                let neighbour = neighbour.filter(|_| sheet.layout == Layout::Narrow);
                let text = row_text(&along, neighbour, wanted);
                one_is_labelled |= text.has_target_label();
                bars.push(BulletBar {
                    series,
                    datum,
                    text,
                });
            }
            Row { label, bars }
        })
        .collect()
}

impl Row<'_> {
    fn height(&self, above: bool) -> f64 {
        let label = stack_height(&self.label);
        let bars: f64 = self.bars.iter().map(BulletBar::height).sum();
        if above {
            label + LABEL_BELOW + bars
        } else {
            label.max(bars)
        }
    }

    fn draw(
        &self,
        spec: &ChartSpec,
        scale: &NumberScale,
        left: f64,
        category: usize,
        top: f64,
        above: bool,
    ) -> Vec<Element> {
        let label = stack_height(&self.label);
        let mut edge = top;
        let shapes = if above {
            edge += label + LABEL_BELOW;
            stack(&self.label, Coordinate::Fixed(1.0), Anchor::Start, top)
        } else {
            // The label is centred on the bars, not on the texts above them.
            let lines: f64 = self.bars.iter().take(1).map(BulletBar::above).sum();
            let bars: f64 = self.bars.iter().map(BulletBar::height).sum();
            let height = self.height(above);
            edge += (height - bars) / 2.0;
            let middle = edge + lines + (bars - lines) / 2.0;
            let start = (middle - label / 2.0).min(top + height - label);
            let x = Coordinate::Fixed(left - LABEL_GAP);
            stack(&self.label, x, Anchor::End, start)
        };
        let mut elements = vec![Element {
            datum: None,
            shapes,
        }];
        for bar in &self.bars {
            if above {
                // The line at zero would run through the labels, which begin there.
                let bottom = edge + bar.height();
                elements.push(frame::zero_of_rows(edge + bar.above(), bottom));
            }
            elements.push(bar.draw(spec, scale, category, edge, top + label));
            edge += bar.height();
        }
        elements
    }
}

impl BulletBar<'_> {
    fn above(&self) -> f64 {
        self.text.height_above()
    }

    fn height(&self) -> f64 {
        self.above() + BAR + 2.0 * OVERHANG
    }

    fn draw(
        &self,
        spec: &ChartSpec,
        scale: &NumberScale,
        category: usize,
        edge: f64,
        label_bottom: f64,
    ) -> Element {
        let top = edge + self.above() + OVERHANG;
        let place = BarPosition {
            growth: Growth::Right,
            zero: scale.zero(),
            edges: (top, top + BAR),
        };
        let mut shapes = bar(
            spec,
            DatumIndex {
                category,
                series: self.series,
            },
            self.datum,
            place,
        );
        let target = self.datum.target.as_ref();
        if let Some(target) = target.and_then(|target| target.observation.value()) {
            let x = Coordinate::Value(target.to_f64());
            let ends = [top - OVERHANG, top + BAR + OVERHANG].map(|y| (x, Coordinate::Fixed(y)));
            shapes.push(Shape::Path(ends.to_vec(), Token::new(Role::Target)));
        }
        shapes.extend(self.text.shapes(top + BAR / 2.0, edge, label_bottom));
        Element {
            datum: Some(head(spec, category, self.series, self.datum)),
            shapes,
        }
    }
}
