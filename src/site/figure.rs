//! Figures in pages: their files, their pages for the pages of others, and where their codes lead.

use std::cell::RefCell;

use super::Site;
use super::address::Address;
use super::assemble::printed;
use super::data_page::licences;
use super::figure_file::FigureFiles;
use super::inputs::FigureInputs;
use super::page::Page;
use crate::config::Config;
use crate::content::Document;
use crate::data::Catalog;
use crate::diag::Report;
use crate::figure::{DocumentPlan, Figure, FigureMaker, OnPage};
use crate::locale::Locale;
use crate::reference::{Context, Evaluator, Scope};
use crate::stats::{CodeIndex, Dimension, Reads};

/// The chart of a document that holds nothing else, to be drawn outside a site.
pub fn chart(
    config: &Config,
    catalog: &Catalog,
    document: &Document,
    locale: &Locale,
    report: &mut Report,
) -> Option<FigureInputs> {
    let context = Context {
        catalog,
        locale,
        fallback: config.default_language(),
        variables: &[],
        reads: &Reads::default(),
        references: [None; 2],
    };
    let plan = DocumentPlan::of(document, catalog);
    let evaluator = Evaluator::new(context, Scope::of_document(document, None));
    let maker = FigureMaker {
        on_page: OnPage {
            evaluator: &evaluator,
            link: None,
            is_translation: false,
        },
        plan: &plan,
        base: None,
        broken: RefCell::default(),
    };
    document.body.figures.first()?;
    let figure = maker.figure(0, 1, report)?;
    let address = Address::page("", locale.language(), config);
    Some(with_files(figure, &maker, &address, config))
}

/// A figure of a page with the files that belong to it.
pub(super) fn with_files(
    figure: Figure<'_>,
    maker: &FigureMaker<'_>,
    page: &Address,
    config: &Config,
) -> FigureInputs {
    let Figure { id, resource, .. } = figure;
    let files = FigureFiles::of(maker.plan.document, maker.base.map(|base| base.document));
    let base_url = &config.base_url;
    FigureInputs {
        downloads: files.downloads(
            page,
            &id,
            figure.chart.is_some(),
            resource.updated,
            &figure.table,
            base_url,
        ),
        updated: resource
            .updated
            .map(|day| printed(day, maker.on_page.evaluator.context.locale)),
        licences: licences(resource),
        embed: (figure.chart.as_ref()).and_then(|_| files.embed(page, &id, base_url)),
        id,
        number: figure.number,
        title: figure.title,
        subtitle: figure.subtitle,
        source: figure.source,
        notes: figure.notes,
        chart: figure.chart,
        description: figure.description,
        table: figure.table,
        sparklines: figure.sparklines,
    }
}

impl Site<'_> {
    /// The address of the page that stands for a code, unless it is this page.
    pub(super) fn href_of_code(
        &self,
        page: &Page<'_>,
        dimension: &Dimension,
        code: CodeIndex,
    ) -> Option<String> {
        let of_code = self.page_of_code(dimension, code, &page.language)?;
        let is_other = of_code.address != page.address;
        is_other.then(|| of_code.address.href(&self.config.base_url))
    }
}
