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
mod crowd;
mod dots;
mod facet;
mod frame;
mod heatmap;
mod histogram;
mod lane;
mod line;
mod line_label;
mod point;
mod projection;
mod pyramid;
mod reach;
mod row_label;
mod slope;
mod stacked_bar;
mod stacked_column;
mod stacking;
mod tilemap;
mod waffle;

use super::grammar::{Mark, Stack};
use super::scale::BandScale;
use super::scene::{Axis, DatumHead, Element, Place, Role, Scene, Shape, Token, Trait};
use super::sheet::{Sheet, TextLine, stack, stack_height};
use super::spec::{ChartSpec, Datum};
use crate::chart::label::Wording;
use crate::chart::svg::Anchor;
use crate::stats::Status;

pub(super) use bar_shape::sign_at;
#[cfg(test)]
pub(super) use crowd::Area;
pub(super) use point::marker;
use reach::{category_bands, domain, extent, number_scale, own_extent};

/// Which datum of a chart.
#[derive(Clone, Copy, Debug)]
struct DatumIndex {
    category: usize,
    series: usize,
}

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
        Mark::Bar if is_stacked(spec) => stacked_bar::scene(spec, sheet),
        Mark::Bar => bar::scene(spec, sheet),
        Mark::Heatmap => heatmap::scene(spec, sheet),
        Mark::Histogram => histogram::scene(spec, sheet),
        Mark::Waffle => waffle::scene(spec, sheet),
        Mark::Choropleth => choropleth::scene(spec, sheet),
        Mark::Tilemap => tilemap::scene(spec, sheet),
        Mark::Lollipop | Mark::Dot | Mark::Dumbbell => dots::scene(spec, sheet),
        Mark::Pyramid => pyramid::scene(spec, sheet),
        Mark::Column if is_stacked(spec) => stacked_column::scene(spec, sheet),
        Mark::Column => column::scene(spec, sheet),
        Mark::Line => line::scene(spec, sheet),
        Mark::Area => area::scene(spec, sheet),
        Mark::Slope => slope::scene(spec, sheet),
    }
}

/// The token of a series, which is part of a grey mass where others are set off.
fn series_token(spec: &ChartSpec, role: Role, series: usize) -> Token {
    Token::new(role)
        .of_series(series)
        .when(spec.is_mass(series), Trait::Mass)
}

/// Whether the series of a chart are put on each other.
fn is_stacked(spec: &ChartSpec) -> bool {
    spec.stack != Stack::None && spec.series.len() > 1
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
            shapes: stack(&lines, Place::Fixed(1.0), Anchor::Start, 4.0),
        }],
    }
}

/// What the group of a datum says.
fn head(spec: &ChartSpec, category: usize, series: usize, datum: &Datum) -> DatumHead {
    let several = spec.series.len() > 1;
    let mut title = String::new();
    if let Some(category) = spec.categories.get(category) {
        title.push_str(&category.label);
        if let Some(note) = &category.note {
            title.push_str(", ");
            title.push_str(note);
        }
    }
    if several && let Some(series) = spec.series.get(series) {
        title.push_str(", ");
        title.push_str(&series.label);
    }
    title.push_str(": ");
    title.push_str(&datum.text);
    let statuses: Vec<&str> = datum.observation.statuses().map(Status::name).collect();
    DatumHead {
        series: several.then_some(series),
        value: datum.observation.value().map(|value| value.to_string()),
        statuses: statuses.join(" "),
        title,
    }
}

/// The target of a datum as a line across the direction in which numbers grow upwards.
fn target_shape(datum: &Datum, from: f64, to: f64) -> Option<Shape> {
    let target = datum.target.as_ref()?.observation.value()?;
    let y = Place::Value(target.to_f64());
    let ends = [from, to].map(|x| (Place::Fixed(x), y));
    Some(Shape::Path(ends.to_vec(), Token::new(Role::Target)))
}

/// Every datum of a category with the index of its series.
fn data_of(spec: &ChartSpec, category: usize) -> impl Iterator<Item = (usize, &Datum)> {
    spec.series
        .iter()
        .enumerate()
        .filter_map(move |(index, series)| Some((index, series.data.get(category)?)))
}
