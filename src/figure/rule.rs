//! Rules that keep a chart from saying what the data do not, each to be waived with a reason.

use super::category::CategoryData;
use super::channel::{Channels, series_members};
use super::on_page::OnPage;
use super::overlap::overlapping;
use crate::chart::{GroundOf, Stack};
use crate::content::{ChartData, FigureBlock, Waived};
use crate::diag::{Code, Diagnostic, Report, Span};
use crate::stats::{self, Dimension, Member, Number, Reads, Slice};

/// The rules, by the codes of their diagnostics.
const RULES: [Code; 7] = [
    Code::CountsOnMap,
    Code::IncompleteParts,
    Code::MixedUnits,
    Code::OverlappingParts,
    Code::SmallDenominator,
    Code::TooManySeries,
    Code::TruncatedBars,
];

/// More lines than this cannot be distinguished: there are as many colours.
const MOST_SERIES: usize = 6;
/// More parts of a whole than this cannot be compared.
const MOST_PARTS: usize = 5;

/// What the rules look at.
pub(super) struct Ruled<'r, 'a> {
    pub(super) data: &'r ChartData,
    pub(super) channels: &'r Channels<'a>,
    pub(super) slice: &'r Slice<'a>,
    pub(super) categories: &'r [CategoryData],
    /// What is read of the data.
    pub(super) reads: &'r Reads,
    /// Whether some series are set off from the others.
    pub(super) sets_off_series: bool,
}

impl<'a> OnPage<'a> {
    /// Holds a chart to the rules. Broken ones that are not waived are reported; the reasons of
    /// the others are returned, for readers.
    pub(super) fn hold_to_rules(
        &self,
        ruled: &Ruled<'_, 'a>,
        block: &FigureBlock,
        report: &mut Report,
    ) -> Vec<String> {
        let broken = broken_rules(ruled);
        let mut reasons = Vec::new();
        for Broken { problem, span } in &broken {
            let waived = |waived: &&Waived| waived.rule == problem.code.name();
            let Some(waiver) = ruled.data.waive.iter().find(waived) else {
                let waive = format!(
                    "or add `waive = {{ {} = \"why\" }}`; readers see the reason",
                    problem.code.name()
                );
                report.push(problem.clone().at(span).hint(waive));
                continue;
            };
            // A translation gives the reason in its language.
            let own = block.words.waive.iter().find(waived);
            reasons.push(self.evaluator.text(&own.unwrap_or(waiver).reason, report));
        }
        // What a translation repeats is reported once, at the document that it translates.
        if !self.is_translation {
            for waiver in &ruled.data.waive {
                report_idle(waiver, &broken, report);
            }
        }
        reasons
    }
}

/// A rule that a chart breaks, and where its author broke it.
struct Broken {
    problem: Diagnostic,
    span: Span,
}

fn broken_rules(ruled: &Ruled<'_, '_>) -> Vec<Broken> {
    let mut broken: Vec<Broken> = [
        counts_on_map(ruled),
        truncated(ruled),
        mixed_units(ruled),
        small_denominator(ruled),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let (Some(_), Some(area)) = (ruled.channels.map, &ruled.data.area) {
        let category = ruled.channels.category;
        let dimension = &ruled.slice.dataset().dimensions[category];
        let overlapping = overlapping(dimension, ruled.slice.members(category));
        broken.extend(overlapping.map(|problem| Broken {
            problem,
            span: area.span.clone(),
        }));
    }
    let (Some(color), Some(text)) = (ruled.channels.color, &ruled.data.color) else {
        return broken;
    };
    let dimension = &ruled.slice.dataset().dimensions[color];
    let members = ruled.slice.members(color);
    let mut problems: Vec<Diagnostic> = too_many(ruled, members.len()).into_iter().collect();
    if ruled.channels.stack != Stack::None {
        problems.extend(overlapping(dimension, members));
    }
    if ruled.channels.stack == Stack::Normalize {
        problems.extend(incomplete(ruled, dimension, members));
    }
    broken.extend(problems.into_iter().map(|problem| Broken {
        problem,
        span: text.span.clone(),
    }));
    broken
}

/// A map of counts shows where the large areas are: where more people live there is more of
/// everything.
fn counts_on_map(ruled: &Ruled<'_, '_>) -> Option<Broken> {
    let measure = &ruled.channels.measure;
    let measure = measure.measure();
    let is_map = ruled.channels.mark.grammar().ground == Some(GroundOf::Outlines);
    if !is_map || measure.rate.is_some() {
        return None;
    }
    Some(Broken {
        problem: Diagnostic::error(
            Code::CountsOnMap,
            format!("`{}` is no rate, and areas are not of one size", measure.name),
        )
        .expected("a rate, declared on its field: `\"yearbook\": { \"rate\": true }`; or `mark = \"tilemap\"`"),
        span: ruled.data.color.as_ref()?.span.clone(),
    })
}

/// Lengths that do not begin at zero.
fn truncated(ruled: &Ruled<'_, '_>) -> Option<Broken> {
    let (from, to, span) = ruled.data.scale.domain.as_ref()?;
    let has_zero = !(Number::ZERO < *from || *to < Number::ZERO);
    if has_zero || !ruled.channels.mark.grammar().from_zero {
        return None;
    }
    let message = format!(
        "the lengths of {} begin at {from}",
        ruled.channels.mark.with_article()
    );
    Some(Broken {
        problem: Diagnostic::error(Code::TruncatedBars, message)
            .expected("a `domain` that holds zero; or `mark = \"dot\"`, which compares places"),
        span: span.clone(),
    })
}

/// Numbers and targets that are counted in different units.
fn mixed_units(ruled: &Ruled<'_, '_>) -> Option<Broken> {
    let target = ruled.channels.target.as_ref()?;
    let (own, other) = (ruled.channels.measure.unit()?, target.measure.unit()?);
    if own == other {
        return None;
    }
    Some(Broken {
        problem: Diagnostic::error(
            Code::MixedUnits,
            format!("numbers in {own} and targets in {other} share one axis"),
        )
        .expected("a target of the same unit"),
        span: ruled.data.target.as_ref()?.field.span.clone(),
    })
}

/// A ranking by a rate of which some is the rate of very few.
fn small_denominator(ruled: &Ruled<'_, '_>) -> Option<Broken> {
    let dataset = ruled.slice.dataset();
    let rate = dataset.measures[ruled.channels.measure.position].rate?;
    let (denominator, least) = (rate.denominator?, rate.least?);
    let orders = [&ruled.data.sort, &ruled.data.order].into_iter().flatten();
    let sort = orders.into_iter().find(|order| order.text != "label")?;
    let series = series_members(ruled.slice, ruled.channels);
    for category in ruled.categories {
        for (cell, series) in category.cells.iter().zip(&series) {
            let at = [Some((ruled.channels.category, category.member?))];
            let others = [
                ruled.channels.color.zip(*series),
                ruled.channels.facet.zip(category.facet),
            ];
            let at: Vec<(usize, Member)> = at.into_iter().chain(others).flatten().collect();
            if cell.observation.value().is_none() {
                continue;
            }
            // A denominator that is not known may be as small as any.
            let count = dataset
                .observe(&ruled.slice.key(&at), denominator, ruled.reads)
                .value();
            if count.is_some_and(|count| count >= least) {
                continue;
            }
            let count = count.map_or_else(|| "an unknown number".to_owned(), |n| n.to_string());
            let name = &dataset.measures[denominator].name;
            let message = format!(
                "the rate of {} is one of {count} (`{name}`), which is not known to be {least} or more: it is ranked by chance",
                category.label
            );
            return Some(Broken {
                problem: Diagnostic::error(Code::SmallDenominator, message).expected(
                    "no `sort` by value, or rows with larger denominators selected with `where`",
                ),
                span: sort.span.clone(),
            });
        }
    }
    None
}

/// Shares of 100 % of parts that are not all there.
fn incomplete(
    ruled: &Ruled<'_, '_>,
    dimension: &Dimension,
    members: &[Member],
) -> Option<Diagnostic> {
    let problem = |message: String| {
        Diagnostic::error(Code::IncompleteParts, message)
            .expected("all parts of a whole, each with its number; or `stack = \"zero\"`")
    };
    for category in ruled.categories {
        for cell in &category.cells {
            match cell.observation.value() {
                None => {
                    return Some(problem(format!(
                        "a part of {} has no number: its shares of 100 % are not known",
                        category.label
                    )));
                }
                Some(number) if number.is_negative() => {
                    return Some(problem(format!(
                        "a part of {} is below zero: it has no share of 100 %",
                        category.label
                    )));
                }
                Some(_) => {}
            }
        }
    }
    let sums = sums_against_totals(ruled, dimension);
    if let Some((category, sum, total)) = sums.iter().find(|(_, sum, total)| sum != total) {
        return Some(problem(format!(
            "the parts of {} add up to {sum}, and the total is {total}",
            category.label
        )));
    }
    let is_known = sums.len() == ruled.categories.len();
    (!is_known && !are_all(dimension, members)).then(|| {
        problem(format!(
            "other codes of `{}` are left out, so that the parts are not 100 %",
            dimension.name
        ))
    })
}

/// For each category whose total is known, what its parts add up to, and the total.
fn sums_against_totals<'r>(
    ruled: &Ruled<'r, '_>,
    dimension: &Dimension,
) -> Vec<(&'r CategoryData, Number, Number)> {
    let (Some(total), Some(color)) = (dimension.total, ruled.channels.color) else {
        return Vec::new();
    };
    let sum = |category: &'r CategoryData| {
        let at = [
            (ruled.channels.category, category.member?),
            (color, Member::Code(total)),
        ];
        let facet = ruled.channels.facet.zip(category.facet);
        let at: Vec<(usize, Member)> = at.into_iter().chain(facet).collect();
        let key = ruled.slice.key(&at);
        let total = ruled.channels.measure.observe(&key, ruled.reads);
        let parts = category.cells.iter().map(|cell| cell.observation);
        Some((category, stats::sum(parts).value()?, total.value()?))
    };
    ruled.categories.iter().filter_map(sum).collect()
}

/// More series than can be distinguished.
fn too_many(ruled: &Ruled<'_, '_>, count: usize) -> Option<Diagnostic> {
    let (most, what) = if ruled.channels.stack == Stack::None {
        (MOST_SERIES, "series")
    } else {
        (MOST_PARTS, "parts")
    };
    let is_exempt = ruled.channels.mark.grammar().any_series || ruled.sets_off_series;
    (count > most && !is_exempt).then(|| {
        Diagnostic::error(
            Code::TooManySeries,
            format!("{count} {what} cannot be told apart"),
        )
        .expected(format!(
            "at most {most} {what}, or some of them set off with `highlight`"
        ))
    })
}

/// Whether codes are all that stand beside each other: all children of one code, or all without a
/// parent but for the total.
fn are_all(dimension: &Dimension, members: &[Member]) -> bool {
    let codes: Vec<_> = members.iter().filter_map(|member| member.code()).collect();
    let Some(first) = codes.first() else {
        return false;
    };
    let parent = dimension.codes.entry(*first).parent;
    let mut siblings = dimension.codes.indices().filter(|code| {
        dimension.codes.entry(*code).parent == parent && Some(*code) != dimension.total
    });
    siblings.all(|code| codes.contains(&code))
}

/// A waiver that nothing needs, or of a rule that does not exist.
fn report_idle(waiver: &Waived, broken: &[Broken], report: &mut Report) {
    let names = RULES.map(Code::name);
    let place = waiver.rule_span.location();
    if !names.contains(&waiver.rule.as_str()) {
        report.push(
            Diagnostic::error(
                Code::BadBlock,
                format!("`{}` is no rule of charts", waiver.rule),
            )
            .at(place)
            .expected(format!("one of {}", names.join(", ")))
            .did_you_mean(&waiver.rule, names),
        );
    } else if !broken.iter().any(|b| b.problem.code.name() == waiver.rule) {
        report.push(
            Diagnostic::warning(
                Code::UnusedWaiver,
                format!("the chart keeps to `{}`", waiver.rule),
            )
            .at(place)
            .hint("delete the waiver"),
        );
    }
}
