//! What the figures of a document show, looked up once: on its pages only the codes that they stand for are
//! filled in.

use super::chart::ChartPlan;
use super::spark::SparkPlan;
use super::table_plan::TablePlan;
use crate::content::{Document, FigureBlock, FigureData};
use crate::data::{Catalog, Resource};
use crate::diag::{Diagnostic, Report};
use crate::reference::{Join, References};

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
