//! Headline figures, printed.

use super::Site;
use super::assemble::printed_parts;
use super::inputs::HeadlineInputs;
use super::page::document_group;
use crate::content::Template;
use crate::diag::Report;
use crate::figure::FigureMaker;
use crate::input::value::Text;
use crate::locale::Language;

impl Site<'_> {
    /// The headline figures of a document. A translation that does not name the line of a figure has
    /// that of the figure in its place in the document that it translates.
    pub(super) fn headlines(
        &self,
        maker: &FigureMaker<'_>,
        report: &mut Report,
    ) -> Vec<HeadlineInputs> {
        let (document, evaluator) = (maker.plan.document, maker.on_page.evaluator);
        let parts =
            |text: &Template, report: &mut Report| printed_parts(evaluator.parts(text, report));
        let mut headlines = Vec::new();
        for (position, headline) in document.front.headlines.iter().enumerate() {
            let translated = maker
                .base
                .and_then(|base| base.document.front.headlines.get(position));
            let both = || [Some(headline), translated].into_iter().flatten();
            let link = both().find_map(|headline| headline.link.as_ref());
            headlines.push(HeadlineInputs {
                href: link.and_then(|link| self.headline_href(link, &document.language, report)),
                value: parts(&headline.value, report),
                label: parts(&headline.label, report),
                note: headline
                    .note
                    .as_ref()
                    .map(|note| parts(note, report))
                    .unwrap_or_default(),
                sparkline: maker.headline_sparkline(position, report),
            });
        }
        headlines
    }

    /// The page that a headline figure leads to, in this language where there is one.
    fn headline_href(
        &self,
        link: &Text,
        language: &Language,
        report: &mut Report,
    ) -> Option<String> {
        let Some(document) = self.documents.at_path(&link.text) else {
            report.push(self.no_document(&link.text, link.span.location()));
            return None;
        };
        let group = document_group(&document.stem);
        let page = self
            .page(&group, language)
            .or_else(|| self.page(&group, &document.language));
        Some(page?.address.href(&self.config.base_url))
    }
}
