//! What a document shows besides its text, by its kind.

use super::Site;
use super::inputs::{KindInputs, NotFoundInputs};
use super::page::{Page, PageKind};
use super::publications::LATEST;
use crate::content::Kind;
use crate::diag::{Code, Report};
use crate::reference::Evaluator;

impl Site<'_> {
    /// What a page shows because of the kind of its document.
    pub(super) fn kind_inputs(
        &self,
        page: &Page<'_>,
        evaluator: &Evaluator<'_>,
        report: &mut Report,
    ) -> KindInputs {
        let (language, reads) = (&page.language, evaluator.context.reads);
        let Some((document, base)) = page.document() else {
            return KindInputs::Page;
        };
        match page.document_kind().unwrap_or(Kind::Page) {
            Kind::Home => KindInputs::Home(self.latest(language, LATEST, reads)),
            Kind::Article => KindInputs::Article(Box::new(self.cite(page, page.date(), false))),
            Kind::Indicator => {
                let indicator = self.indicator(document, base, language, reads, report);
                KindInputs::Indicator(indicator.map(Box::new))
            }
            Kind::Topic => KindInputs::Topic(self.pages_of_topic(page, reads)),
            Kind::Index => KindInputs::Index(self.code_index(document, base, language, report)),
            Kind::Search => KindInputs::Search(self.search_inputs(language)),
            Kind::Methodology => KindInputs::Methodology(self.all_checks(language)),
            Kind::Releases => KindInputs::Releases(self.calendar(page)),
            Kind::Corrections => KindInputs::Corrections(self.all_revisions(language)),
            Kind::Changes => KindInputs::Changes(self.changes(language)),
            Kind::Edition => KindInputs::Edition(Box::new(self.edition_facts(language))),
            Kind::Page => KindInputs::Page,
        }
    }

    /// Reports what belongs to a kind in documents that name none and translate none.
    pub(super) fn report_kindless(&self, report: &mut Report) {
        let default = self.config.default_language();
        for document in self.documents.iter() {
            let is_translation = document.language != *default
                && self.documents.find(&document.stem, default).is_some();
            if document.front.kind.is_some() || is_translation {
                continue;
            }
            let of_kind = &document.front.of_kind;
            let texts = [(&of_kind.indicator, "indicator"), (&of_kind.list, "index")];
            let mut found: Vec<_> = texts
                .into_iter()
                .filter_map(|(text, kind)| Some((text.as_ref()?.span.clone(), kind)))
                .collect();
            let releases = of_kind.releases.iter();
            found.extend(releases.map(|release| (release.id.span.clone(), "releases")));
            if let Some((span, kind)) = found.into_iter().next() {
                report.push(
                    span.error(
                        Code::BadFrontMatter,
                        format!("this belongs to documents of the kind `{kind}`"),
                    )
                    .hint(format!("write `kind = \"{kind}\"` before it")),
                );
            }
        }
    }

    /// What readers are told whose address leads nowhere, in every language of the site: the host
    /// does not know which one they read.
    pub(super) fn not_found(&self) -> Vec<NotFoundInputs> {
        let locales = self.locales.iter();
        let leads_on = |page: &Page<'_>| match page.kind {
            PageKind::DataIndex | PageKind::SiteIndex => true,
            PageKind::Document { .. } => {
                matches!(
                    page.document_kind(),
                    Some(Kind::Home | Kind::Index | Kind::Search)
                )
            }
            PageKind::Resource(_) | PageKind::NotFound => false,
        };
        locales
            .map(|locale| {
                let words = locale.words();
                let pages = self.pages.iter();
                let of_language = pages.filter(|page| page.language == *locale.language());
                NotFoundInputs {
                    language: locale.language().tag().to_owned(),
                    title: words.get("not_found.title").to_owned(),
                    advice: words.get("not_found.advice").to_owned(),
                    links: of_language
                        .filter(|page| leads_on(page))
                        .map(|page| self.link_to(page))
                        .collect(),
                }
            })
            .collect()
    }
}
