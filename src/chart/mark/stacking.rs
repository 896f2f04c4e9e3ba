//! Stacked series: the segments of a category, how far they reach, and how one is drawn.

use super::DatumIndex;
use super::bar_shape::{self, Growth};
use super::data_of;
use crate::chart::grammar::Stack;
use crate::chart::scene::{Anchor, Coordinate, Role, Shape, Spot, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, baseline_centred_on};
use crate::chart::spec::ChartSpec;
use crate::chart::ticks::Extent;
use crate::stats::{Number, Segment};

/// Between two parts.
const GAP: f64 = 1.5;
/// From the edges of a part to its number.
const PADDING: f64 = 3.0;
/// Distance of hatch lines.
const HATCH: f64 = 8.0;

/// The segments of the series at a category, in the order of the series; `None` for what is not
/// drawn.
pub(super) fn segments(spec: &ChartSpec, category: usize) -> Vec<Option<Segment>> {
    let data = data_of(spec, category);
    data.map(|(_, datum)| datum.derived.segment).collect()
}

/// The lowest and the highest end of all stacks of a chart, with zero; all of a normalized one.
pub(super) fn extent(spec: &ChartSpec) -> Extent {
    let whole = match spec.stack {
        Stack::Normalize => 100.0,
        Stack::Zero | Stack::None => 0.0,
    };
    let ends = (0..spec.categories.len())
        .flat_map(|category| segments(spec, category))
        .flatten()
        .flat_map(|segment| [segment.from, segment.to])
        .map(Number::to_f64);
    // Sums of rounded shares may pass the whole by a hair.
    let ends = ends.map(|end| if whole > 0.0 { end.min(whole) } else { end });
    Extent::of(ends.chain([0.0, whole])).unwrap_or(Extent {
        low: 0.0,
        high: whole,
    })
}

/// A part of a stack as it is drawn: its box, and its number where that fits into it.
pub(super) fn part(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    DatumIndex { category, series }: DatumIndex,
    segment: Segment,
    place: PartPlace,
) -> Vec<Shape> {
    let Some(datum) = spec.series.get(series).and_then(|s| s.data.get(category)) else {
        return Vec::new();
    };
    let (from, to) = place.along;
    let (low, high) = (from.min(to), from.max(to));
    // A fine gap tells neighbours apart that look alike.
    let gap = GAP.min((high - low) / 2.0);
    let (low, high) = (low + gap / 2.0, high - gap / 2.0);
    let corners = [(low, place.edges.0), (high, place.edges.1)]
        .map(|(along, across)| place.spot(along, across));
    let mut shapes = vec![Shape::Box(
        corners[0],
        corners[1],
        bar_shape::token(spec, category, series, datum),
    )];
    if datum.part_of_year {
        shapes.push(Shape::Hatch(corners[0], corners[1], HATCH));
    }
    let text = match segment.share {
        Some(share) => sheet.locale.percent(share.rounded(0)),
        None => datum.text.clone(),
    };
    let is_solid = bar_shape::is_solid(spec, category, datum);
    let lettering = sheet.label(is_solid);
    let width = sheet.measure(&text, lettering) + 2.0 * PADDING;
    let height = lettering.size * 1.1;
    let (across, along) = (place.edges.1 - place.edges.0, high - low);
    let fits = match place.growth {
        Growth::Right | Growth::Left => width <= along && height <= across,
        Growth::Up => width <= across && height <= along,
    };
    if fits {
        let token = Token::new(Role::Value).when(is_solid, Trait::Inside);
        let line = TextLine {
            text,
            token,
            lettering,
        };
        let middle = f64::midpoint(place.edges.0, place.edges.1);
        let (x, y) = match place.growth {
            Growth::Right | Growth::Left => (f64::midpoint(low, high), middle),
            Growth::Up => (middle, f64::midpoint(low, high)),
        };
        let baseline = baseline_centred_on(y, lettering);
        shapes.push(line.at(Coordinate::Fixed(x), baseline, Anchor::Middle));
    }
    shapes
}

/// Where a part of a stack stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartPlace {
    /// Which way the stack grows.
    pub(super) growth: Growth,
    /// Its two ends along the scale, in the view box.
    pub(super) along: (f64, f64),
    /// Its two long edges.
    pub(super) edges: (f64, f64),
}

impl PartPlace {
    fn spot(self, along: f64, across: f64) -> Spot {
        match self.growth {
            Growth::Right | Growth::Left => (Coordinate::Fixed(along), Coordinate::Fixed(across)),
            Growth::Up => (Coordinate::Fixed(across), Coordinate::Fixed(along)),
        }
    }
}
