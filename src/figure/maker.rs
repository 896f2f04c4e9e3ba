//! Figures: a block and its data become everything that stands around a chart or table.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::total_row::mark_totals;
use super::{Figure, SparklineColumn};
use crate::chart::{self, ChartSpec};
use crate::content::{
    Document, FigureBlock, FigureData, Filter, Select, TargetReference, Template,
};
use crate::data::{Catalog, Content, Resource};
use crate::diag::{Code, Report, Reported};
use crate::input::value::Text;
use crate::locale::{Language, Locale};
use crate::reference::{self, Evaluator, Join};
use crate::stats::{CodeIndex, Dataset, Dimension, Member, Period, Slice};
use crate::table::TableSpec;

/// Leads from a code of a dimension to the page that stands for it; `None` where there is none.
pub type LinkOf<'a> = &'a dyn Fn(&Dimension, CodeIndex) -> Option<String>;

/// Makes the figures of one page.
pub struct FigureMaker<'a> {
    /// The values and variables of the page.
    pub evaluator: &'a Evaluator<'a>,
    /// The document of the page.
    pub document: &'a Document,
    /// The document that it translates.
    pub base: Option<&'a Document>,
    /// The pages that codes lead to; `None` where the figure is no part of a site, and is held to no
    /// editorial rule either.
    pub link: Option<LinkOf<'a>>,
    /// The editorial rules that its figures have broken so far, waived or not.
    pub broken: RefCell<BTreeSet<Code>>,
}

/// What a chart or table shows, before its words.
pub(super) struct Shown<'a> {
    pub(super) resource: &'a Resource,
    pub(super) chart: Option<ChartSpec>,
    pub(super) table: TableSpec,
    pub(super) sparklines: Vec<SparklineColumn>,
    /// Measure and unit, area and so on.
    pub(super) subtitle: String,
    /// Whether a part of a year is held against the target of its year.
    pub(super) part_against_year: bool,
    /// What readers are to know of the chart itself: why it may break a rule.
    pub(super) notes: Vec<String>,
    /// Title, when the author gives none.
    pub(super) topic: String,
}

impl<'a> FigureMaker<'a> {
    /// `None` where the page is made of as many cells as it may be, which is reported.
    fn within_page(&self, block: &FigureBlock, report: &mut Report) -> Option<()> {
        let Some(problem) = self.evaluator.too_large_page() else {
            return Some(());
        };
        report.push(problem.at(&block.id.span));
        None
    }

    /// The figure of a block, numbered from 1.
    pub fn figure(
        &self,
        block: &'a FigureBlock,
        number: usize,
        report: &mut Report,
    ) -> Option<Figure<'a>> {
        let original = self.data(block, report)?;
        self.within_page(block, report)?;
        let with_codes;
        let data = match &original.data {
            Some(data) if original.has_variables => {
                with_codes = self.evaluator.with_codes(data, report)?;
                if self.is_without_parts(data, &with_codes) {
                    return None;
                }
                &with_codes
            }
            data => data.as_ref()?,
        };
        let mut shown = match data {
            FigureData::Chart(chart) => self.chart(chart, block, report)?,
            FigureData::Table(table) => self.table(table, block, report)?,
        };
        if let Content::Dataset(dataset) = &shown.resource.content {
            mark_totals(dataset, &mut shown.table);
        }
        self.evaluator.context.reads.name(&shown.resource.name);
        warn_when_nothing_is_known(&shown.table, block, report);
        let mut words = |template: &Option<Template>| {
            let template = template.as_ref()?;
            Some(self.evaluator.text(template, report))
        };
        let title = words(&block.words.title).unwrap_or(shown.topic);
        let subtitle = words(&block.words.subtitle).unwrap_or(shown.subtitle);
        let author_source = words(&block.words.source);
        let author_description = words(&block.words.description);
        let mut notes: Vec<String> = words(&block.words.note).into_iter().collect();
        notes.extend(shown.notes);
        let words = self.locale().words();
        let against_year = shown
            .part_against_year
            .then(|| words.get("figure.part_against_year").to_owned());
        let mut description = author_description.unwrap_or_else(|| {
            shown
                .chart
                .as_ref()
                .map(|spec| chart::describe(spec, self.locale()))
                .unwrap_or_default()
        });
        if let Some(sentence) = against_year {
            if !description.is_empty() {
                description.push(' ');
                description.push_str(&sentence);
            }
            notes.push(sentence);
        }
        let source = author_source.or_else(|| self.sources(shown.resource, data));
        let of_data = (shown.resource, source.is_some());
        self.report_unsourced((block, data), of_data, report);
        Some(Figure {
            id: block.id.text.clone(),
            number,
            title,
            subtitle,
            source,
            notes,
            chart: shown.chart,
            description,
            table: shown.table,
            sparklines: shown.sparklines,
            resource: shown.resource,
        })
    }

    /// Whether a figure is one of the parts of the page's own code, and it has none: then the page
    /// does without the figure.
    fn is_without_parts(&self, written: &FigureData, data: &FigureData) -> bool {
        let Some(dataset) = self.catalog().dataset(&data.dataset().text) else {
            return false;
        };
        let filters = written.filters().iter().zip(data.filters());
        filters.into_iter().any(|(written, filter)| {
            let (Select::ChildrenOf(variable), Select::ChildrenOf(code)) =
                (&written.select, &filter.select)
            else {
                return false;
            };
            let dimension = dataset.dimension(&filter.dimension);
            let codes = dimension.map(|position| &dataset.dimensions[position].codes);
            let found = codes.and_then(|codes| Some((codes, codes.find(&code.text)?)));
            variable.variable().is_some()
                && found.is_some_and(|(codes, code)| codes.children(code).is_empty())
        })
    }

    /// The block that says what a figure shows: its own, or that of the same figure in the document
    /// that this one translates.
    fn data(&self, block: &'a FigureBlock, report: &mut Report) -> Option<&'a FigureBlock> {
        let wrong = |message: String, expected: &str| {
            block.id.error(Code::BadBlock, message).expected(expected)
        };
        let Some(base) = self.base else {
            if block.data.is_none() {
                report.push(wrong(
                    format!("`{}` does not say what it shows", block.id.text),
                    "`data` and what to show of it",
                ));
            }
            return Some(block);
        };
        if block.data.is_some() {
            report.push(wrong(
                format!("the translation of `{}` changes its data", block.id.text),
                "only `id` and words: the data come from the default language",
            ));
            return None;
        }
        let Some(original) = base
            .body
            .figures
            .iter()
            .find(|f| f.id.text == block.id.text)
        else {
            let ids = base
                .body
                .figures
                .iter()
                .map(|figure| figure.id.text.as_str());
            report.push(
                wrong(
                    format!("{} has no figure `{}`", base.path, block.id.text),
                    "the id of a figure of the document that is translated",
                )
                .did_you_mean(&block.id.text, ids),
            );
            return None;
        };
        if original.kind != block.kind {
            report.push(wrong(
                format!(
                    "`{}` is a {} in {}",
                    block.id.text,
                    original.kind.name(),
                    base.path
                ),
                "the same kind of block as in the document that is translated",
            ));
            return None;
        }
        // A figure of the default language without data is reported there.
        Some(original)
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        self.evaluator.context.catalog
    }

    pub(super) fn locale(&self) -> &'a Locale {
        self.evaluator.context.locale
    }

    pub(super) fn fallback(&self) -> &'a Language {
        self.evaluator.context.fallback
    }

    /// The dataset that a block names.
    pub(super) fn dataset(
        &self,
        name: &Text,
        report: &mut Report,
    ) -> Option<(&'a Resource, &'a Dataset)> {
        reference::dataset(self.catalog(), &name.text)
            .map_err(|d| report.push(d.at(&name.span)))
            .ok()
    }

    /// The part of a dataset that a block selects; problems of the whole selection are told at the
    /// dataset's name.
    pub(super) fn slice(
        &self,
        dataset: &'a Dataset,
        (name, filters): (&Text, &[Filter]),
        (varying, measures): (&[usize], &[usize]),
        report: &mut Report,
    ) -> Option<Slice<'a>> {
        reference::slice(
            self.catalog(),
            dataset,
            filters,
            (varying, measures),
            &name.span,
            report,
        )
    }

    /// The target that a block names, joined to the rows of `rows`; `None` when it names none.
    pub(super) fn target(
        &self,
        target: Option<&TargetReference>,
        rows: &Dataset,
        report: &mut Report,
    ) -> Result<Option<Join<'a>>, Reported> {
        let Some(target) = target else {
            return Ok(None);
        };
        let joined = reference::measure(self.catalog(), &target.field.text)
            .and_then(|measure| Join::new(measure, rows, target.whole_year));
        match joined {
            Ok(join) => {
                self.evaluator
                    .context
                    .reads
                    .name(&join.measure.resource.name);
                Ok(Some(join))
            }
            Err(diagnostic) => {
                report.push(diagnostic.at(&target.field.span));
                Err(Reported)
            }
        }
    }
}

/// Refuses a target that is not added up over a dimension which the rows leave open.
pub(super) fn refuse_open_target(
    target: Option<&Join<'_>>,
    slice: &Slice<'_>,
    name: &Text,
    report: &mut Report,
) -> Result<(), Reported> {
    let Some(target) = target else {
        return Ok(());
    };
    let is_open = |dimension: usize| slice.members(dimension) == [Member::All];
    target
        .refuse_open(is_open)
        .map_err(|d| report.push(d.at(&name.span)))
        .map_err(|()| Reported)
}

/// The dimension that a block names.
pub(super) fn dimension(dataset: &Dataset, name: &Text, report: &mut Report) -> Option<usize> {
    reference::dimension_of(dataset, &name.text)
        .map_err(|d| report.push(d.at(&name.span)))
        .ok()
}

/// Whether a key lies in a part of a year.
pub(super) fn is_part_of_year(dataset: &Dataset, key: &[Member]) -> bool {
    dataset
        .dimensions
        .iter()
        .zip(key)
        .filter_map(|(dimension, member)| dimension.period_of(*member))
        .any(Period::is_part_of_year)
}

/// A figure without any number is allowed, because saying that nothing is known is honest; but
/// more often a code or period is wrong.
fn warn_when_nothing_is_known(table: &TableSpec, block: &FigureBlock, report: &mut Report) {
    let mut observations = table.rows.iter().flat_map(|row| &row.observations);
    if !observations.any(|observation| observation.value().is_some()) {
        report.push(
            block
                .id
                .warning(
                    Code::EmptyFigure,
                    format!("no number is known for the figure `{}`", block.id.text),
                )
                .hint("look at the codes and periods of `where`"),
        );
    }
}
