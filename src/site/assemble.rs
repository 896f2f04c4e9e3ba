//! The inputs of one page: every reference resolved, every number printed.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::Site;
use super::alias::alias_inputs;
use super::editorial::report_broken;
use super::figure::with_files;
use super::inputs::{
    BodyPart, ContentsEntry, DocumentInputs, KindInputs, LanguageLink, Licence, NavigationLink,
    PageContent, PageInputs, PageLink, PrintedDate, SiteInputs, SourceInputs,
};
use super::link::LinkOrigin;
use super::page::{Page, PageKind, document_group};
use crate::config::NavigationEntry;
use crate::content::{Document, Piece};
use crate::data::Content;
use crate::diag::{Code, Report};
use crate::figure::{FigureMaker, OnPage};
use crate::locale::{Language, Locale};
use crate::reference::{Evaluator, Printed};
use crate::stats::{CellSet, Dataset, DatasetRead, Date, Dimension, Reads, Record};

impl Site<'_> {
    /// Everything that a page shows. Mistakes are reported and left out of it.
    pub fn inputs(&self, page: &Page<'_>, report: &mut Report) -> PageInputs {
        self.inputs_and_reads(page, report).0
    }

    /// Everything that a page shows, with what was read of the data for it.
    pub fn inputs_and_reads(
        &self,
        page: &Page<'_>,
        report: &mut Report,
    ) -> (PageInputs, Vec<DatasetRead>) {
        let reads = Reads::watching(Arc::clone(&self.corrected.cells));
        let inputs = self.inputs_noting(page, &reads, report);
        (inputs, reads.into_datasets())
    }

    /// Whether a page is made of a certain record of a dataset, alone or in a sum.
    pub fn reads_record(&self, page: &Page<'_>, dataset: &Dataset, record: Record) -> bool {
        let mut watched = self.corrected.cells.to_vec();
        watched.push(CellSet::of_record(dataset, record));
        let last = watched.len() - 1;
        let reads = Reads::watching(watched.into());
        let _only_what_is_read = self.inputs_noting(page, &reads, &mut Report::new());
        reads.has_read(last)
    }

    fn inputs_noting(&self, page: &Page<'_>, reads: &Reads, report: &mut Report) -> PageInputs {
        let locale = self.locale(&page.language);
        let (content, summary) = match &page.kind {
            PageKind::Document { document, base } => {
                let evaluator = self.evaluator(document, *base, &page.variables, reads);
                let summary = document.front.summary.as_ref();
                let summary = summary.map(|s| evaluator.text(s, report));
                let content = self.document(page, document, *base, &evaluator, report);
                (PageContent::Document(content), summary)
            }
            PageKind::Resource(resource) => {
                reads.name(&resource.name);
                let content = self.dataset_inputs(page, resource);
                (PageContent::Dataset(Box::new(content)), None)
            }
            PageKind::DataIndex => {
                let content = self.data_index_inputs(&page.language);
                (PageContent::DataIndex(content), None)
            }
            PageKind::SiteIndex => {
                let entries = self.site_index(&page.language);
                (PageContent::SiteIndex(entries), None)
            }
            PageKind::NotFound => (PageContent::NotFound(self.not_found()), None),
        };
        let names = reads.names();
        // A page does not show the numbers that its feed tells of.
        let feed = self.feed(page, reads);
        let resources = names.iter().map(|name| self.catalog.resource(name));
        let updated = resources.filter_map(|resource| resource?.updated).max();
        PageInputs {
            site: self.shared_inputs(&page.language),
            address: page.address.as_str().to_owned(),
            canonical: match page.kind {
                PageKind::NotFound => None,
                _ => page.address.absolute(&self.config.base_url),
            },
            title: page.title.clone(),
            summary,
            date: page.date().map(|date| printed(date, locale)),
            updated: updated.map(|date| printed(date, locale)),
            sources: match page.kind {
                // The page of a dataset says all of it.
                PageKind::Resource(_) => Vec::new(),
                _ => self.sources_of(&names, &page.language),
            },
            next_release: self.next_release(&names, &page.language),
            corrections: match page.kind {
                // The page of a dataset lists all of its revisions.
                PageKind::Resource(_) => Vec::new(),
                _ => self.corrections_of(reads, &page.language),
            },
            topics: self.topics_of(page),
            feeds: self.feeds(page, feed.as_ref()),
            feed,
            card: self.card(page),
            aliases: alias_inputs(page),
            navigation: self.navigation(&self.config.navigation, page),
            footer: self.navigation(&self.config.footer, page),
            languages: self.languages(page),
            relatives: self.relatives(page),
            content,
        }
    }

    /// The datasets among some resources, each with its source.
    fn sources_of(&self, names: &[String], language: &Language) -> Vec<SourceInputs> {
        let fallback = self.config.default_language();
        let datasets = self.catalog.resources.iter().filter(|resource| {
            names.contains(&resource.name) && matches!(resource.content, Content::Dataset(_))
        });
        let sources = datasets.filter_map(|resource| {
            let source = resource.source.in_language(language, fallback);
            Some(SourceInputs {
                dataset: self.link_to_data(resource, language)?,
                source: source.map(str::to_owned),
            })
        });
        sources.collect()
    }

    /// The files that a page is made of, of which this was read.
    pub fn sources(&self, page: &Page<'_>, reads: &[DatasetRead]) -> Vec<String> {
        let mut sources = Vec::new();
        if let PageKind::Document { document, base } = &page.kind {
            sources.push(document.path.clone());
            sources.extend(base.map(|base| base.path.clone()));
        }
        let is_read = |name: &str| reads.iter().any(|read| read.dataset == name);
        let resources = self.catalog.resources.iter();
        let used = resources.filter(|resource| is_read(&resource.name));
        sources.extend(used.map(|resource| resource.path.clone()));
        sources
    }

    pub(super) fn shared_inputs(&self, language: &Language) -> Arc<SiteInputs> {
        let position = self.locales.iter().position(|l| l.language() == language);
        let position = position.expect("every language of the site has a locale");
        Arc::clone(&self.shared[position])
    }

    /// What all pages of a language share.
    pub(super) fn site_inputs(&self, locale: &Locale) -> SiteInputs {
        let (config, language) = (self.config, locale.language());
        let fallback = config.default_language();
        let text = |text: &crate::locale::LocalText| {
            text.in_language(language, fallback).map(str::to_owned)
        };
        let home = super::Address::page("", language, config);
        SiteInputs {
            language: language.tag().to_owned(),
            title: text(&config.title).unwrap_or_default(),
            description: text(&config.description),
            home: home.href(&config.base_url),
            publisher: text(&config.publisher),
            contact: config.contact.clone(),
            licence: config.licence.as_ref().map(|licence| Licence {
                name: licence.name.clone(),
                url: licence.url.clone(),
            }),
            base_path: config.base_url.path().to_owned(),
            origin: config.base_url.origin().map(str::to_owned),
            data_index: (!self.catalog.resources.is_empty()).then(|| PageLink {
                title: locale.words().get("data.title").to_owned(),
                href: super::Address::page("data", language, config).href(&config.base_url),
            }),
        }
    }

    /// A navigation for a page: entries lead to the page's own language where they can.
    fn navigation(&self, entries: &[NavigationEntry], page: &Page<'_>) -> Vec<NavigationLink> {
        let entries = entries.iter().filter_map(|entry| {
            let group = match self.documents.at_path(&entry.path) {
                Some(document) => document_group(&document.stem),
                None => entry.path.clone(),
            };
            let mut languages = [&page.language].into_iter().chain(&self.config.languages);
            languages.find_map(|language| self.page(&group, language))
        });
        entries
            .map(|target| NavigationLink {
                title: target.short_title.clone(),
                href: target.address.href(&self.config.base_url),
                current: target.address == page.address,
                section: matches!(
                    (&target.kind, &page.kind),
                    (PageKind::DataIndex, PageKind::Resource(_))
                ),
                language: (target.language != page.language)
                    .then(|| target.language.tag().to_owned()),
            })
            .collect()
    }

    fn languages(&self, page: &Page<'_>) -> Vec<LanguageLink> {
        let languages = self.config.languages.iter();
        let found = languages.filter_map(|language| self.page(&page.group, language));
        found
            .map(|version| {
                let href = version.address.href(&self.config.base_url);
                LanguageLink {
                    language: version.language.tag().to_owned(),
                    name: self
                        .locale(&version.language)
                        .words()
                        .get("language.name")
                        .to_owned(),
                    absolute: version
                        .address
                        .absolute(&self.config.base_url)
                        .unwrap_or_else(|| href.clone()),
                    href,
                    current: version.address == page.address,
                }
            })
            .collect()
    }

    fn document<'a>(
        &'a self,
        page: &'a Page<'_>,
        document: &'a Document,
        base: Option<&'a Document>,
        evaluator: &'a Evaluator<'a>,
        report: &mut Report,
    ) -> DocumentInputs {
        report_redefined(document, base, report);
        for (_, definition) in &document.front.values {
            if let Err(diagnostic) = evaluator.evaluate(definition) {
                report.push(diagnostic);
            }
        }
        for claims in base.into_iter().chain([document]) {
            check_claims(claims, evaluator, report);
        }
        let link = |dimension: &Dimension, code| self.href_of_code(page, dimension, code);
        let plan_of = |document| {
            let plan = self.plan_of(document);
            plan.expect("every document that becomes a page is planned")
        };
        let maker = FigureMaker {
            on_page: OnPage {
                evaluator,
                link: Some(&link),
                is_translation: base.is_some(),
            },
            plan: plan_of(document),
            base: base.map(plan_of),
            broken: RefCell::default(),
        };
        let kind = self.kind_inputs(page, evaluator, report);
        let mut contents = contents(document, evaluator, report);
        if matches!(&kind, KindInputs::Methodology(checks) if !checks.is_empty()) {
            contents.push(ContentsEntry {
                id: CHECKS_ID.to_owned(),
                title: evaluator
                    .context
                    .locale
                    .words()
                    .get("checks.title")
                    .to_owned(),
            });
        }
        let main_points = document.front.main_points.iter();
        let inputs = DocumentInputs {
            kind,
            headlines: self.headlines(&maker, report),
            main_points: main_points
                .map(|point| printed_parts(evaluator.parts(point, report)))
                .collect(),
            contents,
            body: self.body(page, document, &maker, report),
        };
        report_broken(page, document, maker.broken.into_inner(), report);
        inputs
    }

    fn body<'a>(
        &self,
        page: &Page<'_>,
        document: &'a Document,
        maker: &FigureMaker<'a>,
        report: &mut Report,
    ) -> Vec<BodyPart> {
        let evaluator = maker.on_page.evaluator;
        let origin = LinkOrigin {
            document,
            evaluator,
        };
        let mut body = Vec::with_capacity(document.body.pieces.len());
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        ids.extend(
            document
                .body
                .headings
                .iter()
                .map(|heading| heading.id.as_str()),
        );
        ids.extend(document.body.terms.iter().map(String::as_str));
        for piece in &document.body.pieces {
            let part = match piece {
                Piece::Markup(markup) => Some(BodyPart::Markup(Arc::clone(markup))),
                Piece::Word(key) => Some(BodyPart::Text(
                    evaluator.context.locale.words().get(key).to_owned(),
                )),
                Piece::Expression(expression) => match evaluator.printed(expression) {
                    Ok(printed) => Some(printed.into()),
                    Err(diagnostic) => {
                        report.push(diagnostic);
                        None
                    }
                },
                Piece::Link { target, title } => self
                    .resolve_link(target, origin)
                    .map_err(|diagnostic| report.push(diagnostic))
                    .ok()
                    .map(|href| BodyPart::Link {
                        href,
                        title: title.clone(),
                    }),
                Piece::Image { target, alt, title } => self
                    .resolve_image(target, origin)
                    .map_err(|diagnostic| report.push(diagnostic))
                    .ok()
                    .map(|(src, size)| BodyPart::Image {
                        src,
                        size,
                        alt: evaluator.text(alt, report),
                        title: title.clone(),
                    }),
                Piece::Figure(position) => {
                    let block = &document.body.figures[*position];
                    if !ids.insert(&block.id.text) {
                        report.push(
                            block
                                .id
                                .error(
                                    Code::DuplicateId,
                                    format!(
                                        "the id `{}` stands twice in this document",
                                        block.id.text
                                    ),
                                )
                                .expected("an id that no other figure or heading has"),
                        );
                    }
                    // Charts and tables are counted apart, as readers look for them.
                    let before = document.body.figures[..*position].iter();
                    let number = before.filter(|other| other.kind == block.kind).count() + 1;
                    let figure = maker.figure(*position, number, report);
                    let figure =
                        figure.map(|figure| with_files(figure, maker, &page.address, self.config));
                    figure.map(|figure| BodyPart::Figure(Box::new(figure)))
                }
            };
            body.extend(part);
        }
        body
    }
}

/// A text as a part of a page.
pub(super) fn printed_parts(parts: Vec<Printed>) -> Vec<BodyPart> {
    parts.into_iter().map(BodyPart::from).collect()
}

/// The headings of the second level.
fn contents(
    document: &Document,
    evaluator: &Evaluator<'_>,
    report: &mut Report,
) -> Vec<ContentsEntry> {
    let headings = document.body.headings.iter();
    headings
        .filter(|heading| heading.level == 2)
        .map(|heading| ContentsEntry {
            id: heading.id.clone(),
            title: evaluator.text(&heading.title, report),
        })
        .collect()
}

/// The id of the list of checks on a page about methods. Headings of an author have no `--`.
const CHECKS_ID: &str = "data--checks";

/// Values of a translation come from the document that it translates; one that is defined anew
/// could differ from it.
fn report_redefined(document: &Document, base: Option<&Document>, report: &mut Report) {
    let Some(base) = base else { return };
    for (name, expression) in &document.front.values {
        if base.front.values.iter().any(|(known, _)| known == name) {
            report.push(
                expression
                    .span
                    .error(
                        Code::BadFrontMatter,
                        format!("`{name}` is already defined in {}", base.path),
                    )
                    .hint("leave it out: a translation inherits all values"),
            );
        }
    }
}

fn check_claims(document: &Document, evaluator: &Evaluator<'_>, report: &mut Report) {
    for claim in &document.front.holds {
        if let Err(diagnostic) = evaluator.hold(claim) {
            report.push(diagnostic);
        }
    }
}

/// A date in words and for machines.
pub(super) fn printed(date: Date, locale: &Locale) -> PrintedDate {
    PrintedDate {
        text: locale.date(date.year(), date.month(), date.day()),
        iso: date.to_string(),
    }
}
