//! The channels of a chart: which field stands on which, and whether that means anything.

use super::lookup::{dimension, target};
use super::map::Map;
use super::refusal::{among, refuse};
use crate::chart::{Grammar, Mark, MeasureOn, SeriesCount, Stack};
use crate::content::ChartData;
use crate::data::{Catalog, Resource};
use crate::diag::{Code, Diagnostic, Report, Reported};
use crate::input::value::Text;
use crate::reference::{self, Join, MeasureRef};
use crate::stats::Member;
use crate::stats::Slice;
use crate::stats::{CodeIndex, Dataset};

/// The channels of a chart, resolved.
#[derive(Debug)]
pub(super) struct Channels<'a> {
    pub(super) mark: Mark,
    pub(super) stack: Stack,
    pub(super) measure: MeasureRef<'a>,
    /// The dimension of the categories.
    pub(super) category: usize,
    /// The dimension of the series.
    pub(super) color: Option<usize>,
    /// The dimension of the panels.
    pub(super) facet: Option<usize>,
    pub(super) target: Option<Join<'a>>,
    /// The code of the categories' dimension that is the whole of which shares are shown.
    pub(super) whole: Option<CodeIndex>,
    /// Where the categories lie, if the chart is a map.
    pub(super) map: Option<Map<'a>>,
}

impl<'a> Channels<'a> {
    /// The dimensions that stand on a channel.
    pub(super) fn varying(&self) -> Vec<usize> {
        let all = [self.facet, Some(self.category), self.color];
        all.into_iter().flatten().collect()
    }

    /// Resolves the channels of a chart block.
    pub(super) fn of(
        data: &ChartData,
        resource: &'a Resource,
        dataset: &'a Dataset,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Result<Channels<'a>, Reported> {
        let mark = mark(&data.mark, report)?;
        let (value, category, color) = fields(mark, data, report)?;
        refuse_swapped(mark, value, category, dataset, report)?;
        let measure =
            reference::measure_of(dataset, &value.text).map_err(|d| report.push(d.at(&value.span)));
        let dimension_of_rows = dimension(dataset, category, report);
        let dimension_of_series = match color {
            None => None,
            Some(text) => Some(dimension(dataset, text, report).ok_or(Reported)?),
        };
        let facet = match &data.facet {
            None => None,
            Some(text) => Some(dimension(dataset, text, report).ok_or(Reported)?),
        };
        let stack = stack(mark, data, report)?;
        if let (Some(target), false) = (&data.target, mark.grammar().target) {
            let message = format!("{} has no `target`", mark.with_article());
            let expected = among("target", |grammar| grammar.target);
            return refuse(&target.field, message, &expected, report);
        }
        if let (Some(target), true) = (&data.target, data.color.is_some()) {
            let message = "targets of several series cannot be told apart".to_owned();
            let expected = "`target` in a chart without `color`";
            return refuse(&target.field, message, expected, report);
        }
        let target = target(catalog, data.target.as_ref(), dataset, report)?;
        let (Ok(measure), Some(category_position)) = (measure, dimension_of_rows) else {
            return Err(Reported);
        };
        let needs_whole = mark.grammar().whole && target.is_none();
        let whole = if needs_whole {
            dataset.dimensions[category_position].total
        } else {
            None
        };
        if needs_whole && whole.is_none() {
            let message = "a waffle chart needs the whole of which a share is shown".to_owned();
            let expected = "`target`, or a dimension that declares its total code";
            return refuse(&data.mark, message, expected, report);
        }
        if mark.grammar().over_time {
            refuse_unordered_line(mark, dataset, category_position, data, report)?;
        }
        if let (Some(text), true) = (color, dimension_of_series == Some(category_position)) {
            let message = format!("`{}` stands on two channels", text.text);
            return refuse(text, message, "a different dimension", report);
        }
        let others = [Some(category_position), dimension_of_series];
        if let (Some(text), true) = (&data.facet, facet.is_some() && others.contains(&facet)) {
            let message = format!("`{}` stands on two channels", text.text);
            return refuse(text, message, "a different dimension", report);
        }
        let codes = &dataset.dimensions[category_position];
        let map = Map::of(mark, codes, data, catalog, report)?;
        Ok(Channels {
            map,
            mark,
            stack,
            measure: MeasureRef {
                resource,
                dataset,
                position: measure,
            },
            category: category_position,
            color: dimension_of_series,
            facet,
            target,
            whole,
        })
    }
}

/// The fields of the measure, of the categories and of the series.
fn fields<'d>(
    mark: Mark,
    data: &'d ChartData,
    report: &mut Report,
) -> Result<(&'d Text, &'d Text, Option<&'d Text>), Reported> {
    let grammar = mark.grammar();
    let refused: [(&str, &Option<Text>); 2] = match grammar.measure {
        MeasureOn::Map => [("x", &data.x), ("y", &data.y)],
        MeasureOn::X | MeasureOn::Y | MeasureOn::Color => {
            [("area", &data.area), ("map", &data.map)]
        }
    };
    for (key, text) in refused {
        if let Some(text) = text {
            let message = format!("{} has no `{key}`", mark.with_article());
            let is_map = |grammar: Grammar| grammar.measure == MeasureOn::Map;
            let expected = among(key, |other| is_map(other) != is_map(grammar));
            return refuse(text, message, &expected, report);
        }
    }
    let mut needed = |key: &str, text: &'d Option<Text>, what: &str| {
        text.as_ref().ok_or_else(|| {
            let message = format!("{} needs `{key}`: {what}", mark.with_article());
            let place = data.mark.span.location();
            report.push(Diagnostic::error(Code::BadBlock, message).at(place));
            Reported
        })
    };
    let (horizontal, vertical) = (
        "the field on the horizontal axis",
        "the field on the vertical axis",
    );
    let (value, category) = match grammar.measure {
        MeasureOn::Color => {
            let value = needed("color", &data.color, "the measure of its cells")?;
            let rows = needed("y", &data.y, "the dimension of its rows")?;
            let columns = needed("x", &data.x, "the dimension of its columns")?;
            return Ok((value, rows, Some(columns)));
        }
        MeasureOn::Map => {
            let area = needed("area", &data.area, "the dimension of what lies on the map")?;
            return Ok((needed("color", &data.color, "the measure")?, area, None));
        }
        MeasureOn::X => (
            needed("x", &data.x, horizontal)?,
            needed("y", &data.y, vertical)?,
        ),
        MeasureOn::Y => (
            needed("y", &data.y, vertical)?,
            needed("x", &data.x, horizontal)?,
        ),
    };
    match (&data.color, grammar.series) {
        (Some(text), SeriesCount::One) => {
            let message = format!("{} has no `color`", mark.with_article());
            let expected = among("color", |grammar| grammar.series != SeriesCount::One);
            refuse(text, message, &expected, report)
        }
        (None, SeriesCount::Several | SeriesCount::Two) => {
            needed("color", &data.color, "the dimension of its series")?;
            Err(Reported)
        }
        (color, _) => Ok((value, category, color.as_ref())),
    }
}

fn stack(mark: Mark, data: &ChartData, report: &mut Report) -> Result<Stack, Reported> {
    let Some(text) = &data.stack else {
        let is_stacked = mark.grammar().stacked && data.color.is_some();
        return Ok(if is_stacked { Stack::Zero } else { Stack::None });
    };
    if !mark.grammar().stack || data.color.is_none() {
        let message = if mark.grammar().stack {
            "`stack` needs `color`: the dimension of the parts".to_owned()
        } else {
            format!("{} has no `stack`", mark.with_article())
        };
        let expected = among("stack", |grammar| grammar.stack);
        return refuse(text, message, &expected, report);
    }
    let found = Stack::NAMES.iter().find(|(name, _)| *name == text.text);
    match found {
        Some((_, stack)) => Ok(*stack),
        None => {
            let message = format!("`{}` is no way of stacking", text.text);
            let expected = "`zero`, or `normalize` for shares of 100 %";
            refuse(text, message, expected, report)
        }
    }
}

fn refuse_swapped(
    mark: Mark,
    value: &Text,
    category: &Text,
    dataset: &Dataset,
    report: &mut Report,
) -> Result<(), Reported> {
    let swapped =
        dataset.dimension(&value.text).is_some() && dataset.measure(&category.text).is_some();
    if !swapped {
        return Ok(());
    }
    let (x, y) = match mark.grammar().measure {
        MeasureOn::X => ("the measure", "the dimension"),
        MeasureOn::Y => ("the dimension", "the measure"),
        MeasureOn::Color => ("a dimension", "a dimension, `color` the measure,"),
        MeasureOn::Map => {
            let message = "`color` and `area` are the wrong way round".to_owned();
            let expected = "`color` is the measure and `area` the dimension of a map";
            return refuse(value, message, expected, report);
        }
    };
    let expected = format!("`x` is {x} and `y` {y} in {}", mark.with_article());
    let message = "`x` and `y` are the wrong way round".to_owned();
    refuse(value, message, &expected, report)
}

/// A line runs through time, in the order of time: anything else it would connect means nothing.
fn refuse_unordered_line(
    mark: Mark,
    dataset: &Dataset,
    category: usize,
    data: &ChartData,
    report: &mut Report,
) -> Result<(), Reported> {
    let dimension = &dataset.dimensions[category];
    let problem = if dimension.is_period() {
        let sort = data.sort.as_ref();
        sort.map(|sort| {
            let message = format!("the periods of {} cannot be sorted", mark.with_article());
            (sort, message)
        })
    } else {
        let name = &dimension.name;
        Some((
            data.x.as_ref().unwrap_or(&data.mark),
            format!(
                "{} cannot run over `{name}`, which has no periods",
                mark.with_article()
            ),
        ))
    };
    let Some((text, message)) = problem else {
        return Ok(());
    };
    refuse(
        text,
        message,
        "a dimension of periods, without `sort`; for other dimensions use `column`",
        report,
    )
}

fn mark(text: &Text, report: &mut Report) -> Result<Mark, Reported> {
    let mark = Mark::parse(&text.text);
    if mark.is_none() {
        let names = Mark::ALL.map(Mark::name);
        report.push(
            text.error(
                Code::UnknownMark,
                format!("there is no mark `{}`", text.text),
            )
            .expected(format!("one of {}", names.join(", ")))
            .did_you_mean(&text.text, names),
        );
    }
    mark.ok_or(Reported)
}

/// The members of the dimension of series; one series without a member where there is none.
pub(super) fn series_members(slice: &Slice<'_>, channels: &Channels<'_>) -> Vec<Option<Member>> {
    members_or_none(slice, channels.color)
}

pub(super) fn members_or_none(slice: &Slice<'_>, dimension: Option<usize>) -> Vec<Option<Member>> {
    match dimension {
        None => vec![None],
        Some(dimension) => slice.members(dimension).iter().copied().map(Some).collect(),
    }
}
