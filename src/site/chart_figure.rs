//! From a chart block to a specification and the table of the same numbers.

use std::collections::BTreeSet;

use super::channel::Channels;
use super::chart_rule::Ruled;
use super::figure::{FigureMaker, Shown, fixed, is_part_of_year};
use super::highlight::Highlight;
use super::join::{self, Join};
use super::print;
use super::select::Sort;
use crate::chart::{Category, ChartSpec, Datum, Mark, Series, SeriesCount, Target};
use crate::content::{ChartData, FigureBlock};
use crate::diag::{Code, Diagnostic, Report, Reported, Source};
use crate::input::toml_file::Text;
use crate::stats::{self, Dataset, Dimension, Member, Observation, Slice};
use crate::table::{Column, RowSpec, TableSpec};

/// One place along the category axis with its numbers.
pub(super) struct Place {
    pub(super) member: Member,
    pub(super) label: String,
    pub(super) cells: Vec<PlaceCell>,
}

pub(super) struct PlaceCell {
    pub(super) observation: Observation,
    target: Option<Observation>,
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
        let mut places = self.places(&slice, &channels);
        sort?.apply(
            &mut places,
            self.locale,
            |place| place.cells[0].observation.value(),
            |place| place.label.clone(),
        );
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
        let spec = self.chart_spec(&slice, &channels, &places, &highlight);
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

    fn series_members(slice: &Slice<'a>, channels: &Channels<'a>) -> Vec<Option<Member>> {
        match channels.color {
            None => vec![None],
            Some(color) => slice.members(color).iter().copied().map(Some).collect(),
        }
    }

    fn places(&self, slice: &Slice<'a>, channels: &Channels<'a>) -> Vec<Place> {
        let dataset = slice.dataset();
        let series = Self::series_members(slice, channels);
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
                member,
                label: self.label(dataset, channels.category, member),
                cells: keys
                    .iter()
                    .map(|key| PlaceCell {
                        observation: dataset.observe(key, channels.measure.measure),
                        target: channels
                            .target
                            .as_ref()
                            .map(|join| join.observe(dataset, key)),
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
        let series = Self::series_members(slice, channels);
        ChartSpec {
            mark: channels.mark,
            stack: channels.stack,
            categories: places
                .iter()
                .map(|place| self.category(dataset, channels.category, place, places, highlight))
                .collect(),
            series: series
                .iter()
                .enumerate()
                .map(|(position, member)| Series {
                    label: match (channels.color, member) {
                        (Some(color), Some(member)) => self.label(dataset, color, *member),
                        _ => String::new(),
                    },
                    short: channels.color.zip(*member).and_then(|(color, member)| {
                        let codes = &dataset.dimensions[color];
                        self.short_label(codes, member)
                    }),
                    highlight: member.is_some_and(|member| highlight.series.contains(&member)),
                    data: places
                        .iter()
                        .map(|place| datum(&place.cells[position]))
                        .collect(),
                })
                .collect(),
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

    /// The table of the same numbers.
    fn chart_table(
        &self,
        slice: &Slice<'a>,
        channels: &Channels<'a>,
        places: &[Place],
        highlight: &Highlight,
    ) -> TableSpec {
        let dataset = slice.dataset();
        let category = &dataset.dimensions[channels.category];
        let measure = &dataset.measures[channels.measure.measure];
        let resource = channels.measure.resource;
        let unit = self.unit(resource, &measure.name);
        let measure_title = self.field_title(resource, &measure.name);
        let mut columns: Vec<Column> = Vec::new();
        for member in Self::series_members(slice, channels) {
            let (name, title) = match (channels.color, member) {
                (Some(color), Some(member)) => (
                    join::code_text(&dataset.dimensions[color], member),
                    self.label(dataset, color, member),
                ),
                _ => (measure.name.clone(), measure_title.to_owned()),
            };
            columns.push(Column {
                name,
                title,
                unit: unit.clone(),
                decimals: measure.decimals,
            });
        }
        if let Some(join) = &channels.target {
            columns.extend(self.target_columns(join));
        }
        let rows = places.iter().map(|place| {
            let mut observations: Vec<Observation> =
                place.cells.iter().map(|cell| cell.observation).collect();
            if let Some(target) = place.cells[0].target {
                observations.push(target);
                observations.push(stats::percent(place.cells[0].observation, target));
            }
            RowSpec {
                labels: vec![place.label.clone()],
                codes: vec![join::code_text(category, place.member)],
                observations,
                highlight: highlight.categories.contains(&place.member),
            }
        });
        TableSpec {
            fixed: fixed(slice, &varying(channels)),
            row_heads: vec![self.field_title(resource, &category.name).to_owned()],
            row_names: vec![category.name.clone()],
            columns,
            rows: rows.collect(),
        }
    }

    /// The columns of a target and of how much of it was reached.
    fn target_columns(&self, join: &Join<'a>) -> [Column; 2] {
        let measure = &join.measure.dataset.measures[join.measure.measure];
        let words = self.locale.words();
        [
            Column {
                name: if join.whole_year {
                    "target_of_year"
                } else {
                    "target"
                }
                .into(),
                title: self
                    .field_title(join.measure.resource, &measure.name)
                    .to_owned(),
                unit: self.unit(join.measure.resource, &measure.name),
                decimals: measure.decimals,
            },
            Column {
                name: "attained_percent".into(),
                title: words.get("figure.attained").to_owned(),
                unit: Some(words.get("number.percent_unit").to_owned()),
                decimals: Some(1),
            },
        ]
    }
}

/// The dimensions that stand on a channel.
fn varying(channels: &Channels<'_>) -> Vec<usize> {
    let both = [Some(channels.category), channels.color];
    both.into_iter().flatten().collect()
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
