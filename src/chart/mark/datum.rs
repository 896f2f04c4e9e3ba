//! What all marks ask of the data of a chart.

use crate::chart::scene::{Coordinate, DatumHead, Role, Shape, Token, Trait};
use crate::chart::spec::{ChartSpec, Datum};
use crate::stats::Status;

/// Which datum of a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct DatumIndex {
    pub(super) category: usize,
    pub(super) series: usize,
}

/// The token of a series, which is part of a grey mass where others are set off.
pub(super) fn series_token(spec: &ChartSpec, role: Role, series: usize) -> Token {
    Token::new(role)
        .of_series(series)
        .when(spec.is_mass(series), Trait::Mass)
}

/// Whether the numbers of a chart are drawn as parts of stacks.
pub(super) fn draws_stacks(spec: &ChartSpec) -> bool {
    let grammar = spec.mark.grammar();
    grammar.draws_stacks(spec.stack, spec.series.len())
}

/// What the group of a datum says.
pub(super) fn head(spec: &ChartSpec, category: usize, series: usize, datum: &Datum) -> DatumHead {
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
pub(super) fn target_shape(datum: &Datum, from: f64, to: f64) -> Option<Shape> {
    let target = datum.target.as_ref()?.observation.value()?;
    let y = Coordinate::Value(target.to_f64());
    let ends = [from, to].map(|x| (Coordinate::Fixed(x), y));
    Some(Shape::Path(ends.to_vec(), Token::new(Role::Target)))
}

/// Every datum of a category with the index of its series.
pub(super) fn data_of(spec: &ChartSpec, category: usize) -> impl Iterator<Item = (usize, &Datum)> {
    spec.series
        .iter()
        .enumerate()
        .filter_map(move |(index, series)| Some((index, series.data.get(category)?)))
}
