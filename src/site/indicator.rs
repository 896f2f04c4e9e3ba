//! What a page about one measure tells of it.

use super::Site;
use super::data_page;
use super::inputs::IndicatorInputs;
use crate::content::Document;
use crate::diag::Report;
use crate::locale::{Language, LocalText};
use crate::reference;
use crate::stats::Reads;

impl Site<'_> {
    /// What the page says of the measure that a document names, itself or the one that it translates.
    pub(super) fn indicator(
        &self,
        document: &Document,
        base: Option<&Document>,
        language: &Language,
        reads: &Reads,
        report: &mut Report,
    ) -> Option<IndicatorInputs> {
        let asking = match base {
            Some(base) if document.front.of_kind.indicator.is_none() => base,
            Some(_) | None => document,
        };
        let reference = asking.front.of_kind.indicator.as_ref()?;
        let measure = reference::measure(self.catalog, &reference.text)
            .map_err(|d| report.push(d.at(&reference.span)))
            .ok()?;
        let resource = measure.resource;
        reads.name(&resource.name);
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let text = |text: &LocalText| text.in_language(language, fallback).map(str::to_owned);
        let name = &measure.measure().name;
        let field = resource.field(name)?;
        let periods = data_page::periods(resource, locale);
        Some(IndicatorInputs {
            name: field.title_in(language, fallback).to_owned(),
            definition: text(&field.description).or_else(|| text(&resource.description)),
            unit: text(&field.unit),
            first_period: periods.as_ref().map(|(first, _)| first.clone()),
            last_period: periods.map(|(_, last)| last),
            coverage: text(&resource.about.coverage),
            method: text(&resource.about.method),
            source: text(&resource.source),
            dataset: self.link_to_data(resource, language)?,
        })
    }
}
