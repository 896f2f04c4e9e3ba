//! The categories of a chart, each with its numbers: which there are, in which order, and how many
//! of them are shown.

use super::channel::{Channels, members_or_none, series_members};
use super::label::{CellLabel, Label};
use super::lookup::is_part_of_year;
use super::on_page::OnPage;
use super::overlap::overlapping;
use super::sort::Sort;
use crate::content::Limit;
use crate::diag::{Code, Report, Reported};
use crate::stats::{self, Dataset, Dimension, Member, Number, Observation, Reads, Slice};

/// A category of a panel with its numbers.
pub(super) struct CategoryData {
    /// The panel that it stands in, if there are several.
    pub(super) facet: Option<Member>,
    /// The category; `None` for all that are beyond a limit together.
    pub(super) member: Option<Member>,
    pub(super) label: String,
    pub(super) cells: Vec<SeriesCell>,
}

/// The number of one series in a category.
#[derive(Clone)]
pub(super) struct SeriesCell {
    pub(super) observation: Observation,
    pub(super) target: Option<Observation>,
    pub(super) part_of_year: bool,
    /// The label behind the number.
    pub(super) label: Option<CellLabel>,
}

impl<'a> OnPage<'a> {
    /// The categories of all panels, one panel after the other.
    pub(super) fn categories(
        &self,
        slice: &Slice<'a>,
        channels: &Channels<'a>,
        label: Option<&Label<'_>>,
        report: &mut Report,
    ) -> Option<Vec<CategoryData>> {
        let facets = members_or_none(slice, channels.facet);
        let mut categories = Vec::new();
        for facet in facets {
            categories.extend(self.panel_categories(slice, channels, facet, label, report)?);
        }
        Some(categories)
    }

    fn panel_categories(
        &self,
        slice: &Slice<'a>,
        channels: &Channels<'a>,
        facet: Option<Member>,
        label: Option<&Label<'_>>,
        report: &mut Report,
    ) -> Option<Vec<CategoryData>> {
        let (dataset, reads) = (slice.dataset(), self.evaluator.context.reads);
        let series = series_members(slice, channels);
        let members = slice.members(channels.category);
        let codes = &dataset.dimensions[channels.category];
        let grammar = channels.mark.grammar();
        let members = if grammar.over_time {
            along_time(codes, members)
        } else {
            members.to_vec()
        };
        let members = if grammar.over_time && !grammar.two_periods {
            without_gaps(codes, &members)
        } else {
            members
        };
        let keys: Vec<Vec<Vec<Member>>> = members
            .iter()
            .map(|&member| {
                let at = |series: &Option<Member>| {
                    let mut at = vec![(channels.category, member)];
                    at.extend(channels.color.zip(*series));
                    at.extend(channels.facet.zip(facet));
                    slice.key(&at)
                };
                series.iter().map(at).collect()
            })
            .collect();
        let mut all_keys = keys.iter().flatten();
        let some_year =
            all_keys.any(|key| has_period(dataset, key) && !is_part_of_year(dataset, key));
        let against_year = channels.target.as_ref().is_some_and(|join| join.whole_year);
        let mut categories = Vec::new();
        for (&member, keys) in members.iter().zip(keys) {
            let mut cells = Vec::new();
            for key in &keys {
                cells.push(SeriesCell {
                    observation: channels.measure.observe(key, reads),
                    target: against(channels, dataset, key, reads),
                    part_of_year: is_part_of_year(dataset, key) && (some_year || against_year),
                    label: match label {
                        None => None,
                        Some(label) => Some(self.place_label(label, channels, key, report)?),
                    },
                });
            }
            categories.push(CategoryData {
                facet,
                member: Some(member),
                label: self.label(dataset, channels.category, member),
                cells,
            });
        }
        Some(categories)
    }

    /// The slice with its series in an order: by the sum of their known numbers, or by name.
    pub(super) fn ordered(
        &self,
        slice: Slice<'a>,
        channels: &Channels<'a>,
        order: Sort,
    ) -> Slice<'a> {
        let Some(color) = channels.color else {
            return slice;
        };
        let reads = self.evaluator.context.reads;
        let sum = |series: &Member| -> Option<Number> {
            let categories = slice.members(channels.category).iter();
            let keys = categories.flat_map(|category| {
                let panels = members_or_none(&slice, channels.facet).into_iter();
                let slice = &slice;
                panels.map(move |facet| {
                    let mut at = vec![(channels.category, *category), (color, *series)];
                    at.extend(channels.facet.zip(facet));
                    slice.key(&at)
                })
            });
            let measure = channels.measure.position;
            let numbers =
                keys.filter_map(|key| slice.dataset().observe(&key, measure, reads).value());
            let mut numbers = numbers.map(Some);
            let first = numbers.next()?;
            numbers.fold(first, |sum, number| sum?.checked_add(number?))
        };
        let mut members: Vec<(Member, Option<Number>)> = slice
            .members(color)
            .iter()
            .map(|member| (*member, sum(member)))
            .collect();
        let label = |(member, _): &(Member, _)| self.label(slice.dataset(), color, *member);
        order.apply(&mut members, self.locale(), |(_, sum)| *sum, label);
        let members = members.into_iter().map(|(member, _)| member).collect();
        slice.with_members(color, members)
    }

    /// Sorts the categories of the first panel; those of the others follow it.
    pub(super) fn sort_categories(
        &self,
        sort: Sort,
        categories: &mut [CategoryData],
        panels: usize,
    ) {
        let count = categories.len() / panels.max(1);
        let (first, others) = categories.split_at_mut(count);
        sort.apply(
            first,
            self.locale(),
            |category| category.cells[0].observation.value(),
            |category| category.label.clone(),
        );
        let rank = |category: &CategoryData| {
            first
                .iter()
                .position(|other| other.member == category.member)
        };
        for panel in others.chunks_mut(count.max(1)) {
            panel.sort_by_key(rank);
        }
    }

    /// The first categories of each panel, as many as a limit says, and what readers are to know of the
    /// others; with all others together as one more category where the author wants it.
    pub(super) fn limited(
        &self,
        limit: Option<&Limit>,
        categories: Vec<CategoryData>,
        panels: usize,
    ) -> (Vec<CategoryData>, Option<String>) {
        let count = categories.len() / panels.max(1);
        let Some(limit) = limit.filter(|limit| limit.count < count) else {
            return (categories, None);
        };
        let words = self.locale().words();
        let (shown, left) = (limit.count, count - limit.count);
        let of_every_chart = (!limit.is_asked).then(|| self.note_of_first(shown, count));
        let (shown, left) = (self.locale().number(shown), self.locale().number(left));
        let note = (!limit.with_other).then(|| {
            let total = self.locale().number(count);
            words.fill("figure.limited", &[("shown", &shown), ("total", &total)])
        });
        let note = of_every_chart.or(note);
        let other = words.fill("chart.other", &[("count", &left)]);
        let mut kept = Vec::new();
        let mut categories = categories.into_iter();
        for _ in 0..panels.max(1) {
            kept.extend(categories.by_ref().take(limit.count));
            let beyond: Vec<CategoryData> = categories.by_ref().take(count - limit.count).collect();
            kept.extend(limit.with_other.then(|| together(&beyond, other.clone())));
        }
        (kept, note)
    }
}

/// Refuses a limit that means nothing: periods are no ranking, and others together have a number
/// only where numbers may be added up.
pub(super) fn check_limit(
    limit: &Limit,
    channels: &Channels<'_>,
    slice: &Slice<'_>,
    report: &mut Report,
) -> Result<(), Reported> {
    let wrong = |message: String| limit.span.error(Code::BadBlock, message);
    let dimension = &slice.dataset().dimensions[channels.category];
    let measure = &slice.dataset().measures[channels.measure.position];
    let is_unranked =
        dimension.is_period() || channels.map.is_some() || channels.mark.grammar().bins;
    let problem = if is_unranked {
        let message = if dimension.is_period() {
            "periods have no `limit`".to_owned()
        } else {
            format!("{} has no `limit`", channels.mark.with_article())
        };
        wrong(message).expected("the codes that are shown, selected with `where`")
    } else if limit.with_other && !measure.sums_over.contains(&channels.category) {
        let message = format!(
            "`{}` is not added up over `{}`",
            measure.name, dimension.name
        );
        wrong(message)
            .expected("`limit` without `other`, or a measure that may be added up")
            .hint(format!(
                "if it may, say so in the descriptor: `\"yearbook\": {{ \"sumsOver\": [\"{}\"] }}` on the field `{}`",
                dimension.name, measure.name
            ))
    } else if limit.with_other {
        match overlapping(dimension, slice.members(channels.category)) {
            Some(overlapping) => overlapping.at(&limit.span),
            None => return Ok(()),
        }
    } else {
        return Ok(());
    };
    report.push(problem);
    Err(Reported)
}

/// All categories of a list as one.
fn together(categories: &[CategoryData], label: String) -> CategoryData {
    let series = categories
        .first()
        .map_or(0, |category| category.cells.len());
    let cell = |position: usize| {
        let cells = categories
            .iter()
            .filter_map(|category| category.cells.get(position));
        let targets: Option<Vec<Observation>> = cells.clone().map(|cell| cell.target).collect();
        SeriesCell {
            observation: stats::sum(cells.clone().map(|cell| cell.observation)),
            target: targets.map(stats::sum),
            part_of_year: cells.clone().any(|cell| cell.part_of_year),
            label: None,
        }
    };
    CategoryData {
        facet: categories.first().and_then(|category| category.facet),
        member: None,
        label,
        cells: (0..series).map(cell).collect(),
    }
}

/// What the observation at a key is held against: its target, or the whole that it is a part of.
fn against(
    channels: &Channels<'_>,
    dataset: &Dataset,
    key: &[Member],
    reads: &Reads,
) -> Option<Observation> {
    if let Some(join) = &channels.target {
        return Some(join.observe(dataset, key, reads));
    }
    let mut whole = key.to_vec();
    whole[channels.category] = Member::Code(channels.whole?);
    Some(channels.measure.observe(&whole, reads))
}

/// Periods in the order of time, whatever the order in which they were named.
pub(super) fn along_time(dimension: &Dimension, members: &[Member]) -> Vec<Member> {
    let mut members = members.to_vec();
    members.sort_by_key(|member| dimension.period_of(*member));
    members
}

/// The members of a line with those that lie between them: a period that no record has breaks the
/// line instead of being passed over. Periods of different lengths are left as they are.
pub(super) fn without_gaps(dimension: &Dimension, members: &[Member]) -> Vec<Member> {
    /// Beyond so many, the periods are no series but an outlier.
    const MOST_ADDED: usize = 100;
    let mut filled: Vec<Member> = Vec::new();
    for &member in members {
        let last = filled.last().and_then(|last| dimension.period_of(*last));
        if let (Some(last), Some(period)) = (last, dimension.period_of(member))
            && last.frequency() == period.frequency()
        {
            let between = std::iter::successors(Some(last.next()), |period| Some(period.next()));
            let between = between
                .take_while(|p| *p < period)
                .take(MOST_ADDED)
                // A period that has records and was not selected is the author's choice.
                .filter(|p| dimension.codes.find(&p.to_string()).is_none());
            filled.extend(between.map(Member::EmptyPeriod));
        }
        filled.push(member);
    }
    filled
}

fn has_period(dataset: &Dataset, key: &[Member]) -> bool {
    let mut pairs = dataset.dimensions.iter().zip(key);
    pairs.any(|(dimension, member)| dimension.period_of(*member).is_some())
}
