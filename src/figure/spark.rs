//! Sparklines: which numbers they are drawn from.

use super::category::{along_time, without_gaps};
use super::lookup::dimension;
use super::on_page::OnPage;
use crate::chart::{Category, ChartSpec, Datum, Derived, Ground, Mark, Series, Stack};
use crate::content::Sparkline;
use crate::data::{Catalog, Resource};
use crate::diag::{Code, Report};
use crate::reference::{self, Asked, Chosen, Evaluator, MeasureRef, Part};
use crate::stats::{Dataset, Member, Observation, Period, Reads};
use crate::table::Column;

/// A sparkline of a dataset, resolved: the periods that it runs over.
pub(super) struct Spark<'a> {
    pub(super) measure: MeasureRef<'a>,
    /// The dimension of periods.
    pub(super) over: usize,
    /// The periods, those that no record has among them.
    pub(super) members: Vec<Member>,
}

/// A sparkline, as far as it is the same on every page.
#[derive(Debug)]
pub(super) struct SparkPlan<'a> {
    measure: MeasureRef<'a>,
    /// The dimension of periods.
    pub(super) over: usize,
    /// The periods.
    periods: Chosen<'a>,
    /// Which part of the dataset a headline figure shows; in a table that is its row.
    part: Option<Part<'a>>,
}

impl<'a> SparkPlan<'a> {
    /// The sparkline of a headline figure, from `dataset.measure`.
    pub(super) fn of_headline(
        line: &'a Sparkline,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Option<SparkPlan<'a>> {
        let measure = reference::measure(catalog, &line.value.text)
            .map_err(|d| report.push(d.at(&line.value.span)))
            .ok()?;
        let over = over(measure.dataset, line, report)?;
        let asked = Asked {
            dataset: measure.dataset,
            place: &line.value.span,
            filters: &line.filters,
        };
        let part = Part::of(catalog, asked, vec![over], &[measure.position], report)?;
        Some(SparkPlan {
            measure,
            over,
            periods: Chosen::Members(Vec::new()),
            part: Some(part),
        })
    }

    /// The sparkline of a table: `where` may name nothing but its periods.
    pub(super) fn of_table(
        line: &'a Sparkline,
        resource: &'a Resource,
        dataset: &'a Dataset,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Option<SparkPlan<'a>> {
        let position = reference::measure_of(dataset, &line.value.text)
            .map_err(|d| report.push(d.at(&line.value.span)))
            .ok()?;
        let over = over(dataset, line, report)?;
        let codes = &dataset.dimensions[over];
        let other = line.filters.iter().find(|f| f.dimension != codes.name);
        if let Some(other) = other {
            let message = format!("`{}` is not what the sparkline runs over", other.dimension);
            report.push(
                other
                    .dimension_span
                    .error(Code::BadBlock, message)
                    .expected(format!(
                        "`{}` alone: the rest is that of the row",
                        codes.name
                    )),
            );
            return None;
        }
        let periods = match line.filters.first() {
            Some(filter) => Chosen::of(catalog, codes, filter, report)?,
            None => Chosen::Members(codes.codes.indices().map(Member::Code).collect()),
        };
        Some(SparkPlan {
            measure: MeasureRef {
                resource,
                dataset,
                position,
            },
            over,
            periods,
            part: None,
        })
    }

    /// The sparkline of a table on a page.
    pub(super) fn on_page(
        &self,
        evaluator: &Evaluator<'_>,
        report: &mut Report,
    ) -> Option<Spark<'a>> {
        let codes = &self.measure.dataset.dimensions[self.over];
        let periods = self.periods.members(codes, evaluator, report)?;
        Some(self.over_periods(&periods))
    }

    fn over_periods(&self, periods: &[Member]) -> Spark<'a> {
        let codes = &self.measure.dataset.dimensions[self.over];
        Spark {
            measure: self.measure,
            over: self.over,
            members: without_gaps(codes, &along_time(codes, periods)),
        }
    }
}

impl OnPage<'_> {
    /// The sparkline of a headline figure.
    pub(super) fn line_of_headline(
        &self,
        plan: &SparkPlan<'_>,
        report: &mut Report,
    ) -> Option<ChartSpec> {
        let reads = self.evaluator.context.reads;
        reads.name(&plan.measure.resource.name);
        let slice = plan.part.as_ref()?.slice(self.evaluator, report)?;
        let spark = plan.over_periods(slice.members(plan.over));
        let first = *spark.members.first()?;
        Some(self.spark_spec(&spark, &slice.key(&[(plan.over, first)])))
    }

    /// The numbers of a sparkline at a key, whose period does not matter.
    pub(super) fn spark_spec(&self, spark: &Spark<'_>, key: &[Member]) -> ChartSpec {
        let dataset = spark.measure.dataset;
        let codes = &dataset.dimensions[spark.over];
        let measure = &dataset.measures[spark.measure.position];
        let points: Vec<(Member, Period, Observation)> = spark
            .observations(key, self.evaluator.context.reads)
            .filter_map(|(member, observation)| {
                Some((member, codes.period_of(member)?, observation))
            })
            .collect();
        let category = |(member, period, _): &(Member, Period, Observation)| Category {
            label: self.label(dataset, spark.over, *member),
            note: None,
            short: None,
            start_in_months: Some(period.start_in_months()),
            highlight: false,
            is_rest: false,
            ground: Ground::None,
        };
        let datum = |(_, _, observation): &(Member, Period, Observation)| Datum {
            observation: *observation,
            text: reference::label(observation, measure.decimals, self.locale()),
            part_of_year: false,
            target: None,
            derived: Derived::default(),
        };
        ChartSpec {
            mark: Mark::Line,
            stack: Stack::None,
            categories: points.iter().map(category).collect(),
            series: vec![Series {
                label: String::new(),
                short: None,
                highlight: false,
                data: points.iter().map(datum).collect(),
            }],
            panels: Vec::new(),
            surroundings: Vec::new(),
            annotations: Vec::new(),
            measure: String::new(),
            unit: None,
            integer: measure.integer,
            log: false,
            domain: None,
        }
    }
}

impl<'a> OnPage<'a> {
    /// The columns of files that hold the numbers of a sparkline, beside other columns.
    pub(super) fn drawn_columns(&self, spark: &Spark<'a>, others: &[Column]) -> Vec<Column> {
        let MeasureRef {
            resource, dataset, ..
        } = spark.measure;
        let codes = &dataset.dimensions[spark.over];
        let measure = &dataset.measures[spark.measure.position];
        let column = |member: Member| {
            let mut name = format!("{}_{}", measure.name, codes.code_text(member));
            while others.iter().any(|other| other.name == name) {
                name.push('_');
            }
            Column {
                name,
                title: self.label(dataset, spark.over, member),
                unit: self.unit(resource, &measure.name),
                decimals: measure.decimals,
                is_drawn: true,
            }
        };
        spark.shown().map(column).collect()
    }
}

impl Spark<'_> {
    /// The periods that are drawn: parts of a year are left out where there are whole years, beside
    /// which they would look like a fall.
    fn shown(&self) -> impl Iterator<Item = Member> + use<'_> {
        let codes = &self.measure.dataset.dimensions[self.over];
        let is_part = |member: Member| codes.period_of(member).is_some_and(Period::is_part_of_year);
        let has_years = self.members.iter().any(|member| !is_part(*member));
        let members = self.members.iter().copied();
        members.filter(move |member| !(has_years && is_part(*member)))
    }

    /// What is observed in each period at a key.
    pub(super) fn observations<'s>(
        &'s self,
        key: &[Member],
        reads: &'s Reads,
    ) -> impl Iterator<Item = (Member, Observation)> + use<'s> {
        let mut key = key.to_vec();
        self.shown().map(move |member| {
            key[self.over] = member;
            let measure = self.measure.position;
            (member, self.measure.dataset.observe(&key, measure, reads))
        })
    }
}

/// The dimension of periods that a sparkline runs over.
fn over(dataset: &Dataset, sparkline: &Sparkline, report: &mut Report) -> Option<usize> {
    let over = dimension(dataset, &sparkline.over, report)?;
    if !dataset.dimensions[over].is_period() {
        let message = format!("`{}` has no periods", sparkline.over.text);
        report.push(
            sparkline
                .over
                .error(Code::BadBlock, message)
                .expected("a dimension of periods: a sparkline runs through time"),
        );
        return None;
    }
    Some(over)
}
