//! What an author says about the scales of a chart, and whether that means anything.

use super::category::CategoryData;
use super::channel::Channels;
use super::refusal::{among, refuse};
use super::sort::Sort;
use crate::chart::{Grammar, Stack};
use crate::content::ChartData;
use crate::diag::{Code, Diagnostic, Report, Reported};
use crate::input::value::Text;
use crate::locale::Locale;
use crate::stats::{Dataset, Number};

/// The scales of a chart, resolved.
#[derive(Clone, Debug)]
pub(super) struct Scales {
    /// Whether equal distances mean equal ratios.
    pub(super) log: bool,
    /// Whether periods stand as far apart as they are.
    pub(super) along_time: bool,
    /// The lowest and the highest number that the scale shows at least.
    pub(super) domain: Option<(Number, Number)>,
    /// The order of the series.
    pub(super) order: Sort,
}

/// The kinds of scales that authors can name.
const KINDS: [&str; 4] = ["linear", "log", "band", "period"];

/// Resolves the scales of a chart whose channels are known.
pub(super) fn scales(
    data: &ChartData,
    channels: &Channels<'_>,
    dataset: &Dataset,
    report: &mut Report,
) -> Result<Scales, Reported> {
    let (numbers, categories) = kinds(data, report)?;
    let grammar = channels.mark.grammar();
    let is_log = numbers.filter(|text| text.text == "log");
    if let Some(text) = is_log.filter(|_| !grammar.compares_places()) {
        let message = format!(
            "the lengths of {} mean nothing on a logarithmic scale",
            channels.mark.with_article()
        );
        let expected = among("scale = \"log\"", Grammar::compares_places);
        return refuse(text, message, &expected, report);
    }
    let is_period = categories.map(|text| text.text == "period");
    if let Some(text) = categories.filter(|_| is_period == Some(true)) {
        let has_periods = dataset.dimensions[channels.category].is_period();
        if !has_periods || !grammar.spaces_periods() {
            let message = "only periods beside each other are as far apart as they are".to_owned();
            let expected = "`period` for the periods of a column, line or area chart";
            return refuse(text, message, expected, report);
        }
        if let Some(sort) = &data.sort {
            let message = "periods along time cannot be sorted".to_owned();
            return refuse(sort, message, "no `sort`, or `scale = \"band\"`", report);
        }
    }
    if let (Some((.., span)), false) = (&data.scale.domain, grammar.domain) {
        let message = format!("{} has no `domain`", channels.mark.with_article());
        let expected = among("domain", |grammar| grammar.domain);
        let place = span.location();
        report.push(
            Diagnostic::error(Code::BadBlock, message)
                .at(place)
                .expected(expected),
        );
        return Err(Reported);
    }
    if let (Some((.., span)), Stack::Normalize) = (&data.scale.domain, channels.stack) {
        let place = span.location();
        let message = "shares of 100 % reach from 0 to 100";
        report.push(
            Diagnostic::error(Code::BadBlock, message)
                .at(place)
                .expected("no `domain`, or `stack = \"zero\"`"),
        );
        return Err(Reported);
    }
    let order = order(data, channels, report)?;
    Ok(Scales {
        log: is_log.is_some(),
        along_time: is_period.unwrap_or(grammar.over_time),
        domain: data.scale.domain.as_ref().map(|(from, to, _)| (*from, *to)),
        order,
    })
}

/// The kind of the numbers' scale and that of the categories', where the author names them.
fn kinds<'d>(
    data: &'d ChartData,
    report: &mut Report,
) -> Result<(Option<&'d Text>, Option<&'d Text>), Reported> {
    let (mut numbers, mut categories) = (None, None);
    for text in &data.scale.kinds {
        let known = match text.text.as_str() {
            "linear" | "log" => &mut numbers,
            "band" | "period" => &mut categories,
            other => {
                let message = format!("`{other}` is no kind of scale");
                report.push(
                    text.error(Code::BadBlock, message)
                        .expected(
                            "`linear` or `log` for numbers, `band` or `period` for categories",
                        )
                        .did_you_mean(other, KINDS),
                );
                return Err(Reported);
            }
        };
        if known.replace(text).is_some() {
            let message = format!("`{}` is one kind of scale too many", text.text);
            return refuse(
                text,
                message,
                "one kind for the numbers, one for the categories",
                report,
            );
        }
    }
    Ok((numbers, categories))
}

fn order(data: &ChartData, channels: &Channels<'_>, report: &mut Report) -> Result<Sort, Reported> {
    if let (Some(text), None) = (&data.order, channels.color) {
        let message = "`order` is that of the series, and this chart has one".to_owned();
        return refuse(
            text,
            message,
            "`order` with `color`; `sort` for the categories",
            report,
        );
    }
    Sort::read(data.order.as_ref(), report).ok_or(Reported)
}

/// Numbers that the author's scale cannot hold: on a scale of ratios that is an error; a domain
/// that is too short is drawn longer, with a warning.
pub(super) fn check_numbers(
    data: &ChartData,
    scales: &Scales,
    categories: &[CategoryData],
    locale: &Locale,
    report: &mut Report,
) -> Result<(), Reported> {
    let numbers = || {
        categories.iter().flat_map(|category| {
            let numbers = category.cells.iter().flat_map(|cell| {
                let target = cell.target.and_then(|target| target.value());
                [cell.observation.value(), target]
            });
            numbers.flatten().map(move |number| (category, number))
        })
    };
    let shown = |(category, number): (&CategoryData, Number)| {
        format!("{} of {}", locale.number(number), category.label)
    };
    let text = data.scale.kinds.iter().find(|text| text.text == "log");
    let mut impossible = numbers().filter(|(_, n)| n.is_zero() || n.is_negative());
    if let (Some(text), Some(found)) = (text, impossible.next()) {
        let message = format!("{} has no place on a logarithmic scale", shown(found));
        return refuse(text, message, "numbers above zero", report);
    }
    if let (Some((from, to)), Some((.., span))) = (scales.domain, &data.scale.domain) {
        if let Some(text) = text.filter(|_| from.is_zero() || from.is_negative()) {
            let message = format!("{from} has no place on a logarithmic scale");
            return refuse(text, message, "a `domain` above zero", report);
        }
        if let Some(found) = numbers().find(|(_, number)| *number < from || *number > to) {
            let message = format!("{} lies outside the domain", shown(found));
            report
                .push(span.warning(Code::BadBlock, message).hint(
                    "the scale is drawn as long as the numbers need; make the domain longer",
                ));
        }
    }
    Ok(())
}
