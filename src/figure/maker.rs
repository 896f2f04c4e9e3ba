//! Figures: a block and its data become everything that stands around a chart or table.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::Figure;
use super::on_page::OnPage;
use super::plan::{DocumentPlan, FigurePlan, Planned};
use crate::chart::{self, ChartSpec};
use crate::content::{FigureBlock, Template};
use crate::diag::{Code, Report};
use crate::table::TableSpec;

/// Makes the figures of one page.
pub struct FigureMaker<'a> {
    /// What they are made with.
    pub on_page: OnPage<'a>,
    /// The document of the page, and what it refers to.
    pub plan: &'a DocumentPlan<'a>,
    /// The document that it translates.
    pub base: Option<&'a DocumentPlan<'a>>,
    /// The editorial rules that its figures have broken so far, waived or not.
    pub broken: RefCell<BTreeSet<Code>>,
}

impl<'a> FigureMaker<'a> {
    /// `None` where the page is made of as many cells as it may be, which is reported.
    fn within_page(&self, block: &FigureBlock, report: &mut Report) -> Option<()> {
        let Some(problem) = self.on_page.evaluator.too_large_page() else {
            return Some(());
        };
        report.push(problem.at(&block.id.span));
        None
    }

    /// The figure at a position among those of the document, numbered from 1 among those of its kind.
    pub fn figure(
        &self,
        position: usize,
        number: usize,
        report: &mut Report,
    ) -> Option<Figure<'a>> {
        let block = &self.plan.document.body.figures[position];
        let plan = self.plan_of(position, report)?;
        self.within_page(block, report)?;
        let plan = plan.get(report)?;
        let shown = match plan {
            FigurePlan::Chart(plan) => self.on_page.chart(plan, block, report)?,
            FigurePlan::Table(plan) => self.on_page.table(plan, block, report)?,
        };
        for name in plan.resources() {
            self.on_page.evaluator.context.reads.name(name);
        }
        warn_when_nothing_is_known(&shown.table, block, report);
        let mut words = |template: &Option<Template>| {
            let template = template.as_ref()?;
            Some(self.on_page.evaluator.text(template, report))
        };
        let title = words(&block.words.title).unwrap_or(shown.topic);
        let subtitle = words(&block.words.subtitle).unwrap_or(shown.subtitle);
        let author_source = words(&block.words.source);
        let author_description = words(&block.words.description);
        let mut notes: Vec<String> = words(&block.words.note).into_iter().collect();
        notes.extend(shown.notes);
        let words = self.on_page.locale().words();
        let against_year = shown
            .part_against_year
            .then(|| words.get("figure.part_against_year").to_owned());
        let mut description = author_description.unwrap_or_else(|| {
            shown
                .chart
                .as_ref()
                .map(|spec| chart::describe(spec, self.on_page.locale()))
                .unwrap_or_default()
        });
        if let Some(sentence) = against_year {
            if !description.is_empty() {
                description.push(' ');
                description.push_str(&sentence);
            }
            notes.push(sentence);
        }
        let source = author_source.or_else(|| self.on_page.sources(shown.resource, plan.target()));
        self.report_unsourced(block, plan, source.is_some(), report);
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

    /// The sparkline of the headline figure at a position, or that of the document that this one
    /// translates.
    pub fn headline_sparkline(&self, position: usize, report: &mut Report) -> Option<ChartSpec> {
        let mut plans = [Some(self.plan), self.base].into_iter().flatten();
        let plan = plans.find_map(|plan| plan.headlines.get(position)?.as_ref())?;
        self.on_page.line_of_headline(plan.get(report)?, report)
    }

    /// What a figure shows: as its own block says, or that of the same figure in the document that this
    /// one translates.
    fn plan_of(&self, position: usize, report: &mut Report) -> Option<&'a Planned<FigurePlan<'a>>> {
        let block = &self.plan.document.body.figures[position];
        let id = &block.id.text;
        let wrong = |message: String, expected: &str| {
            block.id.error(Code::BadBlock, message).expected(expected)
        };
        let Some(base) = self.base else {
            if block.data.is_none() {
                let message = format!("`{id}` does not say what it shows");
                report.push(wrong(message, "`data` and what to show of it"));
            }
            return self.plan.figures.get(position);
        };
        let path = &base.document.path;
        let blocks = &base.document.body.figures;
        let found = blocks.iter().position(|known| known.id.text == *id);
        let problem = match found.map(|found| &blocks[found]) {
            _ if block.data.is_some() => wrong(
                format!("the translation of `{id}` changes its data"),
                "only `id` and words: the data come from the default language",
            ),
            None => wrong(
                format!("{path} has no figure `{id}`"),
                "the id of a figure of the document that is translated",
            )
            .did_you_mean(id, blocks.iter().map(|known| known.id.text.as_str())),
            Some(original) if original.kind != block.kind => wrong(
                format!("`{id}` is a {} in {path}", original.kind.name()),
                "the same kind of block as in the document that is translated",
            ),
            // A figure of the default language without data is reported there.
            Some(_) => return base.figures.get(found?),
        };
        report.push(problem);
        None
    }
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
