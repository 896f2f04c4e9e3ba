//! From a chart block to a specification and the table of the same numbers.

use std::collections::BTreeSet;

use super::annotation::Annotated;
use super::channel::Channels;
use super::chart_rule::Ruled;
use super::figure::{FigureMaker, Shown, is_part_of_year};
use super::highlight::Highlight;
use super::join;
use super::print;
use super::select::Sort;
use crate::chart::{Category, ChartSpec, Datum, Mark, Panel, Series, SeriesCount, Target};
use crate::content::{ChartData, FigureBlock};
use crate::diag::{Code, Diagnostic, Report, Reported, Source};
use crate::input::toml_file::Text;
use crate::stats::{self, Dataset, Dimension, Member, Observation, Slice};

/// One place along the category axis with its numbers.
pub(super) struct Place {
    /// The panel that it stands in, if there are several.
    pub(super) facet: Option<Member>,
    pub(super) member: Member,
    pub(super) label: String,
    pub(super) cells: Vec<PlaceCell>,
}

pub(super) struct PlaceCell {
    pub(super) observation: Observation,
    pub(super) target: Option<Observation>,
    part_of_year: bool,
}

impl<'a> FigureMaker<'a> {
    /// What a chart shows.
    pub(super) fn chart(
        &self,
        data: &ChartData,
        block: &FigureBlock,
        source: &Source,
        report: &mut Report,
    ) -> Option<Shown<'a>> {
        let (resource, dataset) = self.dataset(&data.data, source, report)?;
        let sort = Sort::read(data.sort.as_ref(), source, report);
        let channels = self
            .channels(data, (resource, dataset), source, report)
            .ok()?;
        let varying = varying(&channels);
        let slice = self.slice(
            dataset,
            (&data.data, &data.filters),
            &varying,
            source,
            report,
        )?;
        refuse_mixed_line(&slice, &channels, &data.x, source, report).ok()?;
        refuse_count(&slice, &channels, data, source, report).ok()?;
        let highlight = Highlight::read(
            &data.highlight,
            &slice,
            &channels,
            self.catalog,
            (source, report),
        )?;
        let facets = members_or_none(&slice, channels.facet);
        let mut places: Vec<Place> = facets
            .iter()
            .flat_map(|facet| self.places(&slice, &channels, *facet))
            .collect();
        self.sort_places(sort?, &mut places, facets.len());
        let part_against_year = channels.target.as_ref().is_some_and(|join| join.whole_year)
            && places
                .iter()
                .flat_map(|p| &p.cells)
                .any(|cell| cell.part_of_year);
        let ruled = Ruled {
            data,
            channels: &channels,
            slice: &slice,
            places: &places,
            sets_off_series: !highlight.series.is_empty(),
        };
        let notes = self.hold_to_rules(&ruled, block, source, report);
        let mut spec = self.chart_spec(&slice, &channels, &places, &highlight);
        let annotated = Annotated {
            data,
            channels: &channels,
            dataset,
            places: &places[..places.len() / facets.len().max(1)],
        };
        spec.annotations = self.annotations(annotated, block, source, report);
        Some(Shown {
            resource,
            table: self.chart_table(&slice, &channels, &places, &highlight),
            subtitle: self.subtitle(&slice, &varying, Some(&channels.measure)),
            topic: spec.measure.clone(),
            chart: Some(spec),
            part_against_year,
            notes,
        })
    }

    /// Sorts the places of the first panel; those of the others follow it.
    fn sort_places(&self, sort: Sort, places: &mut [Place], panels: usize) {
        let count = places.len() / panels.max(1);
        let (first, others) = places.split_at_mut(count);
        sort.apply(
            first,
            self.locale,
            |place| place.cells[0].observation.value(),
            |place| place.label.clone(),
        );
        let rank = |place: &Place| first.iter().position(|other| other.member == place.member);
        for panel in others.chunks_mut(count.max(1)) {
            panel.sort_by_key(rank);
        }
    }

    fn places(
        &self,
        slice: &Slice<'a>,
        channels: &Channels<'a>,
        facet: Option<Member>,
    ) -> Vec<Place> {
        let dataset = slice.dataset();
        let series = series_members(slice, channels);
        let members = slice.members(channels.category);
        let members = match channels.mark {
            Mark::Line | Mark::Area => {
                without_gaps(&dataset.dimensions[channels.category], members)
            }
            _ => members.to_vec(),
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
        members
            .iter()
            .zip(keys)
            .map(|(&member, keys)| Place {
                facet,
                member,
                label: self.label(dataset, channels.category, member),
                cells: keys
                    .iter()
                    .map(|key| PlaceCell {
                        observation: dataset.observe(key, channels.measure.measure),
                        target: against(channels, dataset, key),
                        part_of_year: is_part_of_year(dataset, key) && (some_year || against_year),
                    })
                    .collect(),
            })
            .collect()
    }

    fn chart_spec(
        &self,
        slice: &Slice<'a>,
        channels: &Channels<'a>,
        places: &[Place],
        highlight: &Highlight,
    ) -> ChartSpec {
        let dataset = slice.dataset();
        let measure = &dataset.measures[channels.measure.measure];
        let target_decimals = channels
            .target
            .as_ref()
            .and_then(|join| join.measure.dataset.measures[join.measure.measure].decimals);
        let datum = |cell: &PlaceCell| Datum {
            observation: cell.observation,
            text: print::label(&cell.observation, measure.decimals, self.locale),
            part_of_year: cell.part_of_year,
            target: cell.target.map(|observation| Target {
                observation,
                text: print::label(&observation, target_decimals, self.locale),
            }),
        };
        let members = series_members(slice, channels);
        let facets = members_or_none(slice, channels.facet);
        let count = places.len() / facets.len().max(1);
        let first = &places[..count];
        let series_of = |places: &[Place]| -> Vec<Series> {
            let one = |(position, member): (usize, &Option<Member>)| {
                let color = channels.color.zip(*member);
                let label = color.map(|(color, member)| self.label(dataset, color, member));
                Series {
                    label: label.unwrap_or_default(),
                    short: color.and_then(|(color, member)| {
                        self.short_label(&dataset.dimensions[color], member)
                    }),
                    highlight: member.is_some_and(|member| highlight.series.contains(&member)),
                    data: places
                        .iter()
                        .map(|place| datum(&place.cells[position]))
                        .collect(),
                }
            };
            members.iter().enumerate().map(one).collect()
        };
        let panel = |(member, places): (Member, &[Place])| {
            let facet = channels.facet.unwrap_or(channels.category);
            Panel {
                label: self.label(dataset, facet, member),
                short: self.short_label(&dataset.dimensions[facet], member),
                series: series_of(places),
            }
        };
        let panels = facets.iter().copied().flatten();
        let panels: Vec<Panel> = panels.zip(places.chunks(count.max(1))).map(panel).collect();
        let series = if panels.is_empty() {
            series_of(first)
        } else {
            panels.iter().flat_map(in_panel).collect()
        };
        ChartSpec {
            mark: channels.mark,
            stack: channels.stack,
            categories: first
                .iter()
                .map(|place| self.category(dataset, channels.category, place, first, highlight))
                .collect(),
            series,
            panels,
            annotations: Vec::new(),
            measure: self
                .field_title(channels.measure.resource, &measure.name)
                .to_owned(),
            unit: self.unit(channels.measure.resource, &measure.name),
            integer: measure.integer,
        }
    }

    /// The short name of a member, if its code list gives one.
    fn short_label(&self, codes: &Dimension, member: Member) -> Option<String> {
        let language = self.locale.language();
        self.catalog.short_label(codes, member.code()?, language)
    }

    fn category(
        &self,
        dataset: &Dataset,
        dimension: usize,
        place: &Place,
        places: &[Place],
        highlight: &Highlight,
    ) -> Category {
        let codes = &dataset.dimensions[dimension];
        let short = self.short_label(codes, place.member);
        let period = join::period(codes, place.member);
        let any_part = places
            .iter()
            .filter_map(|place| join::period(codes, place.member))
            .any(stats::Period::is_part_of_year);
        let (label, note) = match period.filter(|_| any_part) {
            None => (place.label.clone(), None),
            Some(period) => (
                self.locale.period(period.whole_year()),
                Some(self.locale.part_of_year(period).to_owned()),
            ),
        };
        Category {
            short: short.filter(|short| *short != label),
            label,
            note,
            start_in_months: period.map(stats::Period::start_in_months),
            highlight: highlight.categories.contains(&place.member),
        }
    }
}

/// What the observation at a key is held against: its target, or the whole that it is a part of.
fn against(channels: &Channels<'_>, dataset: &Dataset, key: &[Member]) -> Option<Observation> {
    if let Some(join) = &channels.target {
        return Some(join.observe(dataset, key));
    }
    let mut whole = key.to_vec();
    whole[channels.category] = Member::Code(channels.whole?);
    Some(dataset.observe(&whole, channels.measure.measure))
}

/// The series of a panel, each with the name of the panel before its own.
fn in_panel(panel: &Panel) -> Vec<Series> {
    let series = panel.series.iter().cloned().map(|series| Series {
        label: match series.label.as_str() {
            "" => panel.label.clone(),
            own => format!("{}, {own}", panel.label),
        },
        short: None,
        ..series
    });
    series.collect()
}

/// The members of the dimension of series; one series without a member where there is none.
pub(super) fn series_members(slice: &Slice<'_>, channels: &Channels<'_>) -> Vec<Option<Member>> {
    members_or_none(slice, channels.color)
}

fn members_or_none(slice: &Slice<'_>, dimension: Option<usize>) -> Vec<Option<Member>> {
    match dimension {
        None => vec![None],
        Some(dimension) => slice.members(dimension).iter().copied().map(Some).collect(),
    }
}

/// The dimensions that stand on a channel.
pub(super) fn varying(channels: &Channels<'_>) -> Vec<usize> {
    let all = [channels.facet, Some(channels.category), channels.color];
    all.into_iter().flatten().collect()
}

/// A year and a part of it on one line would look like a fall.
fn refuse_mixed_line(
    slice: &Slice<'_>,
    channels: &Channels<'_>,
    text: &Text,
    source: &Source,
    report: &mut Report,
) -> Result<(), Reported> {
    let dimension = &slice.dataset().dimensions[channels.category];
    let members = slice.members(channels.category).iter();
    let lengths: BTreeSet<stats::Frequency> = members
        .filter_map(|member| join::period(dimension, *member))
        .map(stats::Period::frequency)
        .collect();
    if !channels.mark.grammar().over_time || lengths.len() < 2 {
        return Ok(());
    }
    report.push(
        Diagnostic::error(
            Code::BadBlock,
            "a line cannot join periods of different lengths",
        )
        .at(source.location(text.span.clone()))
        .expected("years only, or quarters only; select them with `where`"),
    );
    Err(Reported)
}

/// Some marks show exactly two series, or two periods.
fn refuse_count(
    slice: &Slice<'_>,
    channels: &Channels<'_>,
    data: &ChartData,
    source: &Source,
    report: &mut Report,
) -> Result<(), Reported> {
    let mark = channels.mark;
    let series = channels.color.map_or(1, |color| slice.members(color).len());
    let periods = slice.members(channels.category).len();
    let problem = if mark.grammar().series == SeriesCount::Two && series != 2 {
        Some((data.color.as_ref().unwrap_or(&data.mark), "series", series))
    } else if mark == Mark::Slope && periods != 2 {
        Some((&data.x, "periods", periods))
    } else {
        None
    };
    let Some((text, what, count)) = problem else {
        return Ok(());
    };
    let message = format!("a {} chart shows two {what}, not {count}", mark.name());
    report.push(
        Diagnostic::error(Code::BadBlock, message)
            .at(source.location(text.span.clone()))
            .expected(format!("two {what}; select them with `where`")),
    );
    Err(Reported)
}

/// The members of a line with those that lie between them: a period that no record has breaks the
/// line instead of being passed over. Periods of different lengths are left as they are.
fn without_gaps(dimension: &Dimension, members: &[Member]) -> Vec<Member> {
    /// Beyond so many, the periods are no series but an outlier.
    const MOST_ADDED: usize = 100;
    let mut filled: Vec<Member> = Vec::new();
    for &member in members {
        let last = filled
            .last()
            .and_then(|last| join::period(dimension, *last));
        if let (Some(last), Some(period)) = (last, join::period(dimension, member))
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
    pairs.any(|(dimension, member)| join::period(dimension, *member).is_some())
}
