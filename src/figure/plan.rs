//! What the figures of a document show, looked up once: on its pages only the codes that they stand for are
//! filled in.

use super::channel::Channels;
use super::scale::{self, Scales};
use super::sort::Sort;
use super::spark::SparkPlan;
use super::table::Shape;
use crate::content::{ChartData, Document, FigureBlock, FigureData, TableData};
use crate::data::{Catalog, Resource};
use crate::diag::{Diagnostic, Report, Reported};
use crate::input::value::Text;
use crate::reference::{self, Asked, Join, Part, References};
use crate::stats::Dataset;

/// What a document refers to.
#[derive(Debug)]
pub struct DocumentPlan<'a> {
    /// The document.
    pub document: &'a Document,
    /// The references of its expressions.
    pub references: References<'a>,
    /// Its figures, in their order.
    pub(super) figures: Vec<Planned<FigurePlan<'a>>>,
    /// The lines of its headline figures, in their order.
    pub(super) headlines: Vec<Option<Planned<SparkPlan<'a>>>>,
}

/// Something that was looked up, and what is wrong with it: each page that has it tells that.
#[derive(Debug)]
pub(super) struct Planned<T> {
    found: Option<T>,
    problems: Vec<Diagnostic>,
}

/// What a figure shows, as far as it is the same on every page of its document.
#[derive(Debug)]
pub(super) enum FigurePlan<'a> {
    /// A chart.
    Chart(Box<ChartPlan<'a>>),
    /// A table.
    Table(Box<TablePlan<'a>>),
}

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

/// What a table shows.
#[derive(Debug)]
pub(super) struct TablePlan<'a> {
    pub(super) data: &'a TableData,
    pub(super) shape: Shape<'a>,
    pub(super) sort: Sort,
    pub(super) part: Part<'a>,
    pub(super) sparks: Vec<SparkPlan<'a>>,
}

impl<'a> DocumentPlan<'a> {
    /// Looks up everything that a document refers to.
    pub fn of(document: &'a Document, catalog: &'a Catalog) -> DocumentPlan<'a> {
        let figures = document.body.figures.iter();
        let headlines = document.front.headlines.iter();
        DocumentPlan {
            document,
            references: References::of(document, catalog),
            figures: figures
                .map(|block| Planned::of(|report| figure(block, catalog, report)))
                .collect(),
            headlines: headlines
                .map(|headline| {
                    let line = headline.sparkline.as_ref()?;
                    Some(Planned::of(|report| {
                        SparkPlan::of_headline(line, catalog, report)
                    }))
                })
                .collect(),
        }
    }
}

impl<T> Planned<T> {
    fn of(find: impl FnOnce(&mut Report) -> Option<T>) -> Planned<T> {
        let mut report = Report::new();
        Planned {
            found: find(&mut report),
            problems: report.sorted(),
        }
    }

    /// What was found; its problems are reported.
    pub(super) fn get(&self, report: &mut Report) -> Option<&T> {
        for problem in &self.problems {
            report.push(problem.clone());
        }
        self.found.as_ref()
    }
}

fn figure<'a>(
    block: &'a FigureBlock,
    catalog: &'a Catalog,
    report: &mut Report,
) -> Option<FigurePlan<'a>> {
    match block.data.as_ref()? {
        FigureData::Chart(data) => {
            let plan = ChartPlan::of(data, catalog, report)?;
            Some(FigurePlan::Chart(Box::new(plan)))
        }
        FigureData::Table(data) => {
            let plan = TablePlan::of(data, catalog, report)?;
            Some(FigurePlan::Table(Box::new(plan)))
        }
    }
}

impl<'a> FigurePlan<'a> {
    /// The dataset that it shows.
    pub(super) fn resource(&self) -> &'a Resource {
        match self {
            FigurePlan::Chart(plan) => plan.channels.measure.resource,
            FigurePlan::Table(plan) => plan.shape.resource,
        }
    }

    /// What its numbers are held against.
    pub(super) fn target(&self) -> Option<&Join<'a>> {
        match self {
            FigurePlan::Chart(plan) => plan.channels.target.as_ref(),
            FigurePlan::Table(plan) => plan.shape.target.as_ref(),
        }
    }

    /// The names of all resources that it is made of.
    pub(super) fn resources(&self) -> impl Iterator<Item = &str> {
        let outlines = match self {
            FigurePlan::Chart(plan) => plan.data.map.as_ref().map(|map| map.text.as_str()),
            FigurePlan::Table(_) => None,
        };
        let target = self
            .target()
            .map(|target| target.measure.resource.name.as_str());
        [Some(self.resource().name.as_str()), target, outlines]
            .into_iter()
            .flatten()
    }
}

impl<'a> ChartPlan<'a> {
    fn of(data: &'a ChartData, catalog: &'a Catalog, report: &mut Report) -> Option<Self> {
        let (resource, dataset) = dataset(catalog, &data.data, report)?;
        let sort = Sort::read(data.sort.as_ref(), report);
        let channels = Channels::of(data, resource, dataset, catalog, report).ok()?;
        let scales = scale::scales(data, &channels, dataset, report).ok()?;
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

impl<'a> TablePlan<'a> {
    fn of(data: &'a TableData, catalog: &'a Catalog, report: &mut Report) -> Option<Self> {
        let sort = Sort::read(data.sort.as_ref(), report);
        let shape = Shape::of(data, catalog, report)?;
        let asked = Asked {
            dataset: shape.dataset,
            place: &data.data.span,
            filters: &data.filters,
        };
        let measures = data.measures(shape.dataset);
        let part = Part::of(catalog, asked, shape.varying(), &measures, report);
        let sparks = shape.sparklines(data, catalog, report);
        Some(TablePlan {
            data,
            shape,
            sort: sort?,
            part: part?,
            sparks: sparks?,
        })
    }
}

/// The dataset that a block names.
pub(super) fn dataset<'a>(
    catalog: &'a Catalog,
    name: &Text,
    report: &mut Report,
) -> Option<(&'a Resource, &'a Dataset)> {
    reference::dataset(catalog, &name.text)
        .map_err(|d| report.push(d.at(&name.span)))
        .ok()
}

/// The dimension that a block names.
pub(super) fn dimension(dataset: &Dataset, name: &Text, report: &mut Report) -> Option<usize> {
    reference::dimension_of(dataset, &name.text)
        .map_err(|d| report.push(d.at(&name.span)))
        .ok()
}

/// The target that a block names, joined to the rows of `rows`; `None` when it names none.
pub(super) fn target<'a>(
    catalog: &'a Catalog,
    target: Option<&crate::content::TargetReference>,
    rows: &Dataset,
    report: &mut Report,
) -> Result<Option<Join<'a>>, Reported> {
    let Some(target) = target else {
        return Ok(None);
    };
    let joined = reference::measure(catalog, &target.field.text)
        .and_then(|measure| Join::new(measure, rows, target.whole_year));
    joined.map(Some).map_err(|diagnostic| {
        report.push(diagnostic.at(&target.field.span));
        Reported
    })
}
