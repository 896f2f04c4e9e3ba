//! Headline figures, printed.

use super::Site;
use super::figure::FigureMaker;
use super::inputs::HeadlineInputs;
use super::page::document_group;
use crate::content::Headline;
use crate::diag::{Report, Source};
use crate::locale::Language;

impl Site<'_> {
    /// The headline figures of a document. A translation that does not name the line of a figure has
    /// that of the figure in its place in the document that it translates.
    pub(super) fn headlines(
        &self,
        maker: &FigureMaker<'_>,
        report: &mut Report,
    ) -> Vec<HeadlineInputs> {
        let (document, evaluator) = (maker.document, maker.evaluator);
        let source = &document.source;
        let mut headlines = Vec::new();
        for (position, headline) in document.front.headlines.iter().enumerate() {
            let own = headline.sparkline.as_ref().map(|line| (line, source));
            let translated_headline = maker.base.and_then(|base| {
                let other = base.front.headlines.get(position)?;
                Some((other, &base.source))
            });
            let translated = translated_headline
                .and_then(|(other, source)| Some((other.sparkline.as_ref()?, source)));
            let linked = [Some((headline, source)), translated_headline]
                .into_iter()
                .flatten()
                .find(|(headline, _)| headline.link.is_some());
            headlines.push(HeadlineInputs {
                href: linked
                    .and_then(|linked| self.headline_href(linked, &document.language, report)),
                value: evaluator.parts(&headline.value, source, report),
                label: evaluator.parts(&headline.label, source, report),
                note: headline
                    .note
                    .as_ref()
                    .map(|note| evaluator.parts(note, source, report))
                    .unwrap_or_default(),
                sparkline: own
                    .or(translated)
                    .and_then(|(line, source)| maker.headline_sparkline(line, source, report)),
            });
        }
        headlines
    }

    /// The page that a headline figure leads to, in this language where there is one.
    fn headline_href(
        &self,
        (headline, source): (&Headline, &Source),
        language: &Language,
        report: &mut Report,
    ) -> Option<String> {
        let link = headline.link.as_ref()?;
        let Some(document) = self.documents.at_path(&link.text) else {
            let place = source.location(link.span.clone());
            report.push(self.no_document(&link.text, place));
            return None;
        };
        let group = document_group(&document.stem);
        let page = self
            .page(&group, language)
            .or_else(|| self.page(&group, &document.language));
        Some(page?.address.href(&self.config.base_url))
    }
}
