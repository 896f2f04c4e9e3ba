//! The channels of a chart: which field stands on which, and whether that means anything.

use super::figure::{FigureMaker, dimension};
use super::join::{self, Join, MeasureRef};
use crate::chart::Mark;
use crate::content::ChartData;
use crate::data::Resource;
use crate::diag::{Code, Diagnostic, Report, Reported, Source};
use crate::input::toml_file::Text;
use crate::stats::Dataset;

/// The channels of a chart, resolved.
pub(super) struct Channels<'a> {
    pub(super) mark: Mark,
    pub(super) measure: MeasureRef<'a>,
    /// The dimension of the categories.
    pub(super) category: usize,
    /// The dimension of the series.
    pub(super) color: Option<usize>,
    pub(super) target: Option<Join<'a>>,
}

impl<'a> FigureMaker<'a> {
    /// Resolves the channels of a chart block.
    pub(super) fn channels(
        &self,
        data: &ChartData,
        (resource, dataset): (&'a Resource, &'a Dataset),
        source: &Source,
        report: &mut Report,
    ) -> Result<Channels<'a>, Reported> {
        let mark = mark(&data.mark, source, report)?;
        let (value, category) = match mark {
            Mark::Bullet | Mark::Bar => (&data.x, &data.y),
            Mark::Column | Mark::Line => (&data.y, &data.x),
        };
        refuse_swapped(mark, (value, category), dataset, source, report)?;
        let measure = join::measure_of(dataset, &value.text)
            .map_err(|d| report.push(d.at(source.location(value.span.clone()))));
        let category = dimension(dataset, category, source, report);
        let color = match (&data.color, mark) {
            (None, _) => None,
            (Some(text), Mark::Column | Mark::Line) => {
                Some(dimension(dataset, text, source, report).ok_or(Reported)?)
            }
            (Some(text), Mark::Bullet | Mark::Bar) => {
                let message = format!("a {} chart has no `color`", mark.name());
                let expected = "`color` in column and line charts only";
                return refuse(text, message, expected, source, report);
            }
        };
        if let (Some(target), Mark::Bar | Mark::Column | Mark::Line) = (&data.target, mark) {
            let message = format!("a {} chart has no `target`", mark.name());
            let expected = "`target` in bullet charts only";
            return refuse(&target.field, message, expected, source, report);
        }
        let target = self.target(data.target.as_ref(), dataset, source, report)?;
        let (Ok(measure), Some(category)) = (measure, category) else {
            return Err(Reported);
        };
        if mark == Mark::Line {
            refuse_unordered_line(dataset, category, data, source, report)?;
        }
        if let (Some(text), true) = (&data.color, color == Some(category)) {
            let message = format!("`{}` stands on two channels", text.text);
            return refuse(text, message, "a different dimension", source, report);
        }
        Ok(Channels {
            mark,
            measure: MeasureRef {
                resource,
                dataset,
                measure,
            },
            category,
            color,
            target,
        })
    }
}

/// Reports what a channel may not be.
fn refuse<T>(
    text: &Text,
    message: String,
    expected: &str,
    source: &Source,
    report: &mut Report,
) -> Result<T, Reported> {
    report.push(
        Diagnostic::error(Code::BadBlock, message)
            .at(source.location(text.span.clone()))
            .expected(expected),
    );
    Err(Reported)
}

fn refuse_swapped(
    mark: Mark,
    (value, category): (&Text, &Text),
    dataset: &Dataset,
    source: &Source,
    report: &mut Report,
) -> Result<(), Reported> {
    let swapped =
        dataset.dimension(&value.text).is_some() && dataset.measure(&category.text).is_some();
    if !swapped {
        return Ok(());
    }
    let (x, y) = match mark {
        Mark::Bullet | Mark::Bar => ("the measure", "the dimension"),
        Mark::Column | Mark::Line => ("the dimension", "the measure"),
    };
    let expected = format!("`x` is {x} and `y` {y} in a {} chart", mark.name());
    let message = "`x` and `y` are the wrong way round".to_owned();
    refuse(value, message, &expected, source, report)
}

/// A line runs through time, in the order of time: anything else it would connect means nothing.
fn refuse_unordered_line(
    dataset: &Dataset,
    category: usize,
    data: &ChartData,
    source: &Source,
    report: &mut Report,
) -> Result<(), Reported> {
    let dimension = &dataset.dimensions[category];
    let problem = if dimension.is_period() {
        let sort = data.sort.as_ref();
        sort.map(|sort| (sort, "the periods of a line cannot be sorted".to_owned()))
    } else {
        let name = &dimension.name;
        Some((
            &data.x,
            format!("a line cannot run over `{name}`, which has no periods"),
        ))
    };
    let Some((text, message)) = problem else {
        return Ok(());
    };
    refuse(
        text,
        message,
        "a dimension of periods, without `sort`; for other dimensions use `column`",
        source,
        report,
    )
}

fn mark(text: &Text, source: &Source, report: &mut Report) -> Result<Mark, Reported> {
    let mark = Mark::parse(&text.text);
    if mark.is_none() {
        let names = Mark::NAMES.map(|(name, _)| name);
        report.push(
            Diagnostic::error(
                Code::UnknownMark,
                format!("there is no mark `{}`", text.text),
            )
            .at(source.location(text.span.clone()))
            .expected(format!("one of {}", names.join(", ")))
            .did_you_mean(&text.text, names),
        );
    }
    mark.ok_or(Reported)
}
