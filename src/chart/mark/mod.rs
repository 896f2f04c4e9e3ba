//! Marks: how each kind of chart lays out its data on a sheet. One file per mark.

mod annotate;
mod area;
mod axis_text;
mod bar;
mod bar_shape;
mod bullet;
mod bullet_row;
mod bullet_text;
mod category_axis;
mod cell;
mod choropleth;
mod column;
mod datum;
mod dots;
mod extent;
mod facet;
mod frame;
mod heatmap;
mod histogram;
mod line;
mod line_label;
mod point;
mod projection;
mod pyramid;
mod row_label;
mod slope;
mod stacked_bar;
mod stacked_column;
mod stacking;
mod taken_areas;
mod taken_line;
mod tilemap;
mod waffle;

use super::grammar::Mark;
use super::scale::BandScale;
use super::scene::{Axis, Coordinate, Element, Role, Scene, Token};
use super::sheet::{Sheet, TextLine, stack, stack_height};
use super::spec::ChartSpec;
use crate::chart::label::Wording;
use crate::chart::svg::Anchor;

pub(super) use bar_shape::sign_at;
use datum::{DatumIndex, data_of, draws_stacks, head, series_token, target_shape};
use extent::{category_bands, domain, extent, number_scale, own_extent};
pub(super) use point::marker;
#[cfg(test)]
pub(super) use taken_areas::Area;

/// The scene of a chart.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    if spec.categories.is_empty() || spec.series.is_empty() {
        return empty(sheet);
    }
    if !spec.panels.is_empty() {
        return facet::scene(spec, sheet);
    }
    let mut scene = unannotated(spec, sheet);
    annotate::annotate(spec, &mut scene);
    scene
}

fn unannotated(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    match spec.mark {
        Mark::Bullet => bullet::scene(spec, sheet),
        Mark::Bar if draws_stacks(spec) => stacked_bar::scene(spec, sheet),
        Mark::Bar => bar::scene(spec, sheet),
        Mark::Heatmap => heatmap::scene(spec, sheet),
        Mark::Histogram => histogram::scene(spec, sheet),
        Mark::Waffle => waffle::scene(spec, sheet),
        Mark::Choropleth => choropleth::scene(spec, sheet),
        Mark::Tilemap => tilemap::scene(spec, sheet),
        Mark::Lollipop | Mark::Dot | Mark::Dumbbell => dots::scene(spec, sheet),
        Mark::Pyramid => pyramid::scene(spec, sheet),
        Mark::Column if draws_stacks(spec) => stacked_column::scene(spec, sheet),
        Mark::Column => column::scene(spec, sheet),
        Mark::Line => line::scene(spec, sheet),
        Mark::Area => area::scene(spec, sheet),
        Mark::Slope => slope::scene(spec, sheet),
    }
}

/// A chart without categories says so.
fn empty(sheet: &Sheet<'_>) -> Scene {
    let words = sheet.locale.words().get("chart.empty");
    let lettering = sheet.label(false);
    let fitted = sheet.fit(Wording::only(words), lettering, sheet.width() - 2.0, 2);
    let lines: Vec<TextLine> = fitted
        .lines
        .into_iter()
        .map(|text| TextLine {
            text,
            token: Token::new(Role::Note),
            lettering,
        })
        .collect();
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    Scene {
        height: stack_height(&lines) + 8.0,
        x: none(),
        y: none(),
        elements: vec![Element {
            datum: None,
            shapes: stack(&lines, Coordinate::Fixed(1.0), Anchor::Start, 4.0),
        }],
    }
}
