//! From a chart block to a specification and the table of the same numbers.

use std::collections::BTreeSet;

use super::annotation::Annotated;
use super::category::{CategoryData, SeriesCell, check_limit};
use super::channel::{Channels, members_or_none, series_members};
use super::content::FigureContent;
use super::highlight::Highlight;
use super::lookup::{dataset, refuse_open_target};
use super::map::{Map, refuse_groundless};
use super::on_page::OnPage;
use super::rule::Ruled;
use super::scale::{Scales, check_numbers, scales};
use super::size::limit;
use super::sort::Sort;
use crate::chart::{
    Category, ChartSpec, Datum, Derived, Ground, Panel, Series, SeriesCount, Target,
};
use crate::content::{ChartData, Decimals, FigureBlock};
use crate::data::Catalog;
use crate::diag::{Code, Report, Reported};
use crate::input::value::Text;
use crate::reference;
use crate::reference::Asked;
use crate::reference::Part;
use crate::stats::{self, Dimension, Member, Slice};

/// What a chart shows.
#[derive(Debug)]
pub(super) struct ChartPlan<'a> {
    pub(super) data: &'a ChartData,
    pub(super) channels: Channels<'a>,
    pub(super) scales: Scales,
    /// The order of the categories.
    pub(super) sort: Sort,
    pub(super) part: Part<'a>,
}

impl<'a> ChartPlan<'a> {
    pub(super) fn of(
        data: &'a ChartData,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Option<Self> {
        let (resource, dataset) = dataset(catalog, &data.data, report)?;
        let sort = Sort::read(data.sort.as_ref(), report);
        let channels = Channels::of(data, resource, dataset, catalog, report).ok()?;
        let scales = scales(data, &channels, dataset, report).ok()?;
        let mut measures = vec![channels.measure.position];
        measures.extend(data.label.iter().flat_map(|label| label.measures(dataset)));
        let asked = Asked {
            dataset,
            place: &data.data.span,
            filters: &data.filters,
        };
        let part = Part::of(catalog, asked, channels.varying(), &measures, report)?;
        Some(ChartPlan {
            data,
            channels,
            scales,
            sort: sort?,
            part,
        })
    }
}

/// What is drawn, before its words.
#[derive(Clone, Copy)]
pub(super) struct ChartView<'v, 'a> {
    pub(super) slice: &'v Slice<'a>,
    pub(super) channels: &'v Channels<'a>,
    pub(super) categories: &'v [CategoryData],
    pub(super) highlight: &'v Highlight,
}

impl<'a> OnPage<'a> {
    /// What a chart shows.
    pub(super) fn chart(
        &self,
        plan: &ChartPlan<'a>,
        block: &FigureBlock,
        report: &mut Report,
    ) -> Option<FigureContent<'a>> {
        let ChartPlan {
            data,
            channels,
            scales,
            ..
        } = plan;
        let dataset = channels.measure.dataset;
        let slice = plan.part.slice(self.evaluator, report)?;
        let label = self.label_channel(data.label.as_ref(), block, report);
        let limit = limit(data, &slice, channels, block, report)?;
        let slice = self.ordered(slice, channels, scales.order);
        refuse_selection(&slice, channels, data, report).ok()?;
        let highlight = Highlight::read(&data.highlight, &slice, channels, self.evaluator, report)?;
        let panels = members_or_none(&slice, channels.facet).len();
        let mut categories = self.categories(&slice, channels, label.as_ref(), report)?;
        self.sort_categories(plan.sort, &mut categories, panels);
        let (categories, limited) = self.limited(limit.as_ref(), categories, panels);
        highlight
            .refuse_hidden(data, &slice, channels, &categories, report)
            .ok()?;
        check_numbers(data, scales, &categories, self.locale(), report).ok()?;
        let ruled = Ruled {
            data,
            channels,
            slice: &slice,
            categories: &categories,
            reads: self.evaluator.context.reads,
            sets_off_series: !highlight.series.is_empty(),
        };
        let mut notes: Vec<String> = limited.into_iter().collect();
        notes.extend(self.hold_to_rules(&ruled, block, report));
        let view = ChartView {
            slice: &slice,
            channels,
            categories: &categories,
            highlight: &highlight,
        };
        let mut spec = self.chart_spec(&view, scales, data.decimals.as_ref());
        let annotated = Annotated {
            data,
            channels,
            dataset,
            categories: &categories[..categories.len() / panels.max(1)],
        };
        spec.annotations = self.annotations(annotated, block, report);
        Some(FigureContent {
            resource: channels.measure.resource,
            table: self.chart_table(&view, label.as_ref()),
            sparklines: Vec::new(),
            subtitle: self.subtitle(&slice, &channels.varying(), Some(&channels.measure)),
            topic: spec.measure.clone(),
            chart: Some(spec.transformed()),
            part_against_year: is_part_against_year(channels, &categories),
            notes,
        })
    }

    fn chart_spec(
        &self,
        view: &ChartView<'_, 'a>,
        scales: &Scales,
        decimals: Option<&Decimals>,
    ) -> ChartSpec {
        let ChartView {
            slice,
            channels,
            categories,
            ..
        } = *view;
        let dataset = slice.dataset();
        let measure = channels.measure.measure();
        let facets = members_or_none(slice, channels.facet);
        let count = categories.len() / facets.len().max(1);
        let first = &categories[..count];
        let codes = &dataset.dimensions[channels.category];
        let periods = first
            .iter()
            .filter_map(|category| codes.period_of(category.member?));
        let any_part = periods.into_iter().any(stats::Period::is_part_of_year);
        let series_of = |categories: &[CategoryData]| self.series(view, categories, decimals);
        let panel = |(member, categories): (Member, &[CategoryData])| {
            let facet = channels.facet.unwrap_or(channels.category);
            Panel {
                label: self.label(dataset, facet, member),
                short: self.short_label(&dataset.dimensions[facet], member),
                series: series_of(categories),
            }
        };
        let panels = facets.iter().copied().flatten();
        let panels: Vec<Panel> = panels
            .zip(categories.chunks(count.max(1)))
            .map(panel)
            .collect();
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
                .map(|category| self.category(view, category, any_part, scales))
                .collect(),
            series,
            panels,
            surroundings: match channels.map {
                Some(Map::Outlines(map)) => map.surroundings.clone(),
                Some(Map::Tiles(_)) | None => Vec::new(),
            },
            annotations: Vec::new(),
            measure: self
                .field_title(channels.measure.resource, &measure.name)
                .to_owned(),
            unit: self.unit(channels.measure.resource, &measure.name),
            integer: measure.integer,
            log: scales.log,
            domain: scales.domain,
        }
    }

    /// The series of one panel.
    fn series(
        &self,
        view: &ChartView<'_, 'a>,
        categories: &[CategoryData],
        decimals: Option<&Decimals>,
    ) -> Vec<Series> {
        let channels = view.channels;
        let dataset = view.slice.dataset();
        let measure = channels.measure.measure();
        let target_decimals = channels
            .target
            .as_ref()
            .and_then(|join| join.measure.measure().decimals);
        let datum = |cell: &SeriesCell| Datum {
            observation: cell.observation,
            text: self.datum_text(cell, decimals.map(|d| d.count).or(measure.decimals)),
            part_of_year: cell.part_of_year,
            target: cell.target.map(|observation| Target {
                observation,
                text: reference::label(&observation, target_decimals, self.locale()),
            }),
            derived: Derived::default(),
        };
        let one = |(position, member): (usize, Option<Member>)| {
            let color = channels.color.zip(member);
            let label = color.map(|(color, member)| self.label(dataset, color, member));
            Series {
                label: label.unwrap_or_default(),
                short: color.and_then(|(color, member)| {
                    self.short_label(&dataset.dimensions[color], member)
                }),
                highlight: member.is_some_and(|member| view.highlight.series.contains(&member)),
                data: categories
                    .iter()
                    .map(|category| datum(&category.cells[position]))
                    .collect(),
            }
        };
        let members = series_members(view.slice, channels);
        members.into_iter().enumerate().map(one).collect()
    }

    /// The number of a cell with its marks and what stands behind it, or the words for its absence.
    fn datum_text(&self, cell: &SeriesCell, decimals: Option<u32>) -> String {
        let text = reference::label(&cell.observation, decimals, self.locale());
        match cell.label.as_ref().filter(|label| !label.text.is_empty()) {
            Some(label) if cell.observation.value().is_some() => {
                let values = [("value", text.as_str()), ("label", label.text.as_str())];
                self.locale().words().fill("chart.with_label", &values)
            }
            Some(_) | None => text,
        }
    }

    /// The short name of a member, if its code list gives one.
    fn short_label(&self, codes: &Dimension, member: Member) -> Option<String> {
        let language = self.locale().language();
        self.catalog().short_label(codes, member.code()?, language)
    }

    fn category(
        &self,
        view: &ChartView<'_, 'a>,
        category: &CategoryData,
        any_part: bool,
        scales: &Scales,
    ) -> Category {
        let channels = view.channels;
        let codes = &view.slice.dataset().dimensions[channels.category];
        let short = category
            .member
            .and_then(|member| self.short_label(codes, member));
        let period = category.member.and_then(|member| codes.period_of(member));
        let (label, note) = match period.filter(|_| any_part) {
            None => (category.label.clone(), None),
            Some(period) => (
                self.locale().period(period.whole_year()),
                Some(self.locale().part_of_year(period).to_owned()),
            ),
        };
        Category {
            short: short.filter(|short| *short != label),
            label,
            note,
            start_in_months: period
                .filter(|_| scales.along_time)
                .map(stats::Period::start_in_months),
            highlight: category
                .member
                .is_some_and(|member| view.highlight.categories.contains(&member)),
            is_rest: category.member.is_none(),
            ground: channels
                .map
                .map_or(Ground::None, |map| map.ground(category.member)),
        }
    }
}

/// Whether a part of a year is held against the target of its year.
fn is_part_against_year(channels: &Channels<'_>, categories: &[CategoryData]) -> bool {
    let mut cells = categories.iter().flat_map(|category| &category.cells);
    channels.target.as_ref().is_some_and(|join| join.whole_year)
        && cells.any(|cell| cell.part_of_year)
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

/// Refuses what a mark cannot show of a slice.
fn refuse_selection(
    slice: &Slice<'_>,
    channels: &Channels<'_>,
    data: &ChartData,
    report: &mut Report,
) -> Result<(), Reported> {
    refuse_open_target(channels.target.as_ref(), slice, &data.data, report)?;
    if let Some(limit) = &data.limit {
        check_limit(limit, channels, slice, report)?;
    }
    if let Some(map) = channels.map {
        let dimension = &slice.dataset().dimensions[channels.category];
        let members = slice.members(channels.category);
        let text = data.area.as_ref().unwrap_or(&data.mark);
        refuse_groundless(map, dimension, members, text, report)?;
    }
    let x = data.x.as_ref().unwrap_or(&data.mark);
    refuse_mixed_line(slice, channels, x, report)?;
    refuse_count(slice, channels, data, report)
}

/// A year and a part of it on one line would look like a fall.
fn refuse_mixed_line(
    slice: &Slice<'_>,
    channels: &Channels<'_>,
    text: &Text,
    report: &mut Report,
) -> Result<(), Reported> {
    let dimension = &slice.dataset().dimensions[channels.category];
    let members = slice.members(channels.category).iter();
    let lengths: BTreeSet<stats::Frequency> = members
        .filter_map(|member| dimension.period_of(*member))
        .map(stats::Period::frequency)
        .collect();
    if !channels.mark.grammar().over_time || lengths.len() < 2 {
        return Ok(());
    }
    report.push(
        text.error(
            Code::BadBlock,
            "a line cannot join periods of different lengths",
        )
        .expected("years only, or quarters only; select them with `where`"),
    );
    Err(Reported)
}

/// Some marks show exactly two series, or two periods.
fn refuse_count(
    slice: &Slice<'_>,
    channels: &Channels<'_>,
    data: &ChartData,
    report: &mut Report,
) -> Result<(), Reported> {
    let mark = channels.mark;
    let series = channels.color.map_or(1, |color| slice.members(color).len());
    let periods = slice.members(channels.category).len();
    let problem = if mark.grammar().series == SeriesCount::Two && series != 2 {
        Some((data.color.as_ref().unwrap_or(&data.mark), "series", series))
    } else if mark.grammar().two_periods && periods != 2 {
        Some((data.x.as_ref().unwrap_or(&data.mark), "periods", periods))
    } else {
        None
    };
    let Some((text, what, count)) = problem else {
        return Ok(());
    };
    let message = format!("{} shows two {what}, not {count}", mark.with_article());
    report.push(
        text.error(Code::BadBlock, message)
            .expected(format!("two {what}; select them with `where`")),
    );
    Err(Reported)
}
