//! Pages about datasets and code lists, and the list of them all.

use std::sync::Arc;

use super::Site;
use super::catalogue::time_span;
use super::data_file::{FORMATS_RECORDS, is_beyond_formats};
use super::inputs::{
    DataIndexEntry, DataIndexInputs, DatasetInputs, FieldInputs, Licence, MeasureInputs,
    PreviewCell, PreviewHead,
};
use super::page::Page;
use crate::data::{CodeListResource, Content, FieldTexts, Resource};
use crate::locale::{Language, LocalText, Locale};
use crate::stats::{Dataset, DimensionKind, Member, Observation, Record};
use crate::table::StatusMark;

/// How many records a preview shows.
const PREVIEW: usize = 10;

impl Site<'_> {
    /// What the page about a resource shows.
    pub(super) fn dataset_inputs(&self, page: &Page<'_>, resource: &Resource) -> DatasetInputs {
        let language = &page.language;
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let text = |text: &LocalText| text.in_language(language, fallback).map(str::to_owned);
        let shown: Vec<&FieldTexts> = resource
            .fields
            .iter()
            .filter(|field| field.language.as_ref().is_none_or(|l| l == language))
            .collect();
        let (records, preview) = match &resource.content {
            Content::Dataset(dataset) => {
                (dataset.len(), self.dataset_preview(dataset, &shown, locale))
            }
            Content::CodeList(list) => (list.rows.len(), code_list_preview(resource, list, &shown)),
            Content::Outlines(outlines) => (outlines.count, Vec::new()),
        };
        let words = locale.words();
        let periods = periods(resource, locale);
        let left_out = match preview.len() {
            0 => 0,
            shown => records - shown,
        };
        // A status is shown at its number, not in a column of its own.
        let heads = shown.iter().filter(|field| is_previewed(resource, field));
        DatasetInputs {
            name: resource.name.clone(),
            description: text(&resource.description),
            source: text(&resource.source),
            licences: licences(resource),
            records: counted(resource, records, locale),
            kicker: words.get(kicker(resource)).to_owned(),
            first_period: periods.as_ref().map(|(first, _)| first.clone()),
            last_period: periods.map(|(_, last)| last),
            fields: resource
                .fields
                .iter()
                .map(|field| self.field_inputs(resource, field, language))
                .collect(),
            beyond_formats: is_beyond_formats(resource).then(|| {
                let most = locale.number(FORMATS_RECORDS);
                words.fill("download.beyond_formats", &[("most", &most)])
            }),
            checks: self.checks(resource, language),
            cite: self.cite(page, resource.updated, true),
            coverage: text(&resource.about.coverage),
            geography: text(&resource.about.geography),
            method: text(&resource.about.method),
            contact: self.config.contact.clone(),
            revisions: self.revisions(resource, language),
            preview_heads: preview_heads(heads.copied(), &preview, language, self),
            left_out: (left_out > 0).then(|| locale.counted("data.left_out", left_out)),
            preview,
            time_span: dataset_of(resource)
                .and_then(time_span)
                .map(|(first, last)| (first.to_string(), last.to_string())),
            places: dataset_of(resource)
                .map(|dataset| self.places(dataset))
                .unwrap_or_default()
                .into_iter()
                .filter_map(text)
                .collect(),
            measures: dataset_of(resource)
                .map(|dataset| self.measures(resource, dataset, language))
                .unwrap_or_default(),
            downloads: self.downloads(resource, language),
        }
    }

    fn field_inputs(
        &self,
        resource: &Resource,
        field: &FieldTexts,
        language: &Language,
    ) -> FieldInputs {
        let fallback = self.config.default_language();
        let text = |text: &LocalText| text.in_language(language, fallback).map(str::to_owned);
        let code_list = match &resource.content {
            Content::CodeList(_) | Content::Outlines(_) => None,
            Content::Dataset(dataset) => dataset.dimension(&field.name).and_then(|position| {
                match &dataset.dimensions[position].kind {
                    DimensionKind::CodeList(name) => self.catalog.resource(name),
                    DimensionKind::Period(_) | DimensionKind::Text => None,
                }
            }),
        };
        let link = code_list.and_then(|list| self.link_to_data(list, language));
        let words = self.locale(language).words();
        FieldInputs {
            name: field.name.clone(),
            title: field.title_in(language, fallback).to_owned(),
            role: words
                .get(&format!("data.role.{}", role(resource, field)))
                .to_owned(),
            kind: words.get(&format!("data.type.{}", field.kind)).to_owned(),
            unit: text(&field.unit),
            description: text(&field.description),
            code_list_title: link.as_ref().map(|link| link.title.clone()),
            code_list_href: link.map(|link| link.href),
        }
    }

    fn dataset_preview(
        &self,
        dataset: &Dataset,
        shown: &[&FieldTexts],
        locale: &Locale,
    ) -> Vec<Vec<PreviewCell>> {
        let fallback = self.config.default_language();
        let cell = |record: Record, field: &FieldTexts| {
            if let Some(position) = dataset.dimension(&field.name) {
                let dimension = &dataset.dimensions[position];
                let member = Member::Code(dataset.code(record, position));
                let label = self
                    .catalog
                    .member_label(dimension, member, locale, fallback);
                return Some(PreviewCell::text(label));
            }
            if let Some(position) = dataset.measure(&field.name) {
                let observation = dataset.observation(record, position);
                let decimals = dataset.measures[position].decimals;
                return Some(number_cell(&observation, decimals, locale));
            }
            let position = dataset
                .attributes
                .iter()
                .position(|a| a.name == field.name)?;
            let text = dataset.text(record, position).unwrap_or_default();
            Some(PreviewCell::text(text.to_owned()))
        };
        dataset
            .records()
            .take(PREVIEW)
            .map(|record| {
                shown
                    .iter()
                    .filter_map(|field| cell(record, field))
                    .collect()
            })
            .collect()
    }

    /// What a dataset measures, and from where to where its numbers reach.
    fn measures(
        &self,
        resource: &Resource,
        dataset: &Dataset,
        language: &Language,
    ) -> Vec<MeasureInputs> {
        let columns = self.measure_columns(resource, dataset, language);
        let measures = columns.iter().enumerate().map(|(position, column)| {
            let records = dataset.records();
            let numbers =
                records.filter_map(|record| dataset.observation(record, position).value());
            MeasureInputs::new(column, numbers)
        });
        measures.collect()
    }

    /// What the list of all datasets shows.
    pub(super) fn data_index_inputs(&self, language: &Language) -> DataIndexInputs {
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let mut datasets = Vec::new();
        let mut code_lists = Vec::new();
        let mut maps = Vec::new();
        for resource in &self.catalog.resources {
            let Some(address) = self.data_address(&resource.path, language) else {
                continue;
            };
            let (records, entries) = match &resource.content {
                Content::Dataset(dataset) => (dataset.len(), &mut datasets),
                Content::CodeList(list) => (list.rows.len(), &mut code_lists),
                Content::Outlines(outlines) => (outlines.count, &mut maps),
            };
            let description = resource.description.in_language(language, fallback);
            entries.push(DataIndexEntry {
                title: resource.title_in(language, fallback).to_owned(),
                href: address.href(&self.config.base_url),
                description: description.map(str::to_owned),
                records: counted(resource, records, locale),
            });
        }
        let description = &self.catalog.package.description;
        DataIndexInputs {
            description: description
                .in_language(language, fallback)
                .map(str::to_owned),
            datasets,
            code_lists,
            maps,
        }
    }
}

fn dataset_of(resource: &Resource) -> Option<&Dataset> {
    match &resource.content {
        Content::Dataset(dataset) => Some(dataset),
        Content::CodeList(_) | Content::Outlines(_) => None,
    }
}

/// The licences of a resource.
pub(super) fn licences(resource: &Resource) -> Vec<Licence> {
    let licences = resource.licences.iter();
    licences
        .map(|licence| Licence {
            name: licence.title.clone(),
            url: licence.url.clone(),
        })
        .collect()
}

/// What kind of resource it is: the key of a word under `data`.
fn kicker(resource: &Resource) -> &'static str {
    match resource.content {
        Content::Dataset(_) => "data.kicker",
        Content::CodeList(_) => "data.code_list_kicker",
        Content::Outlines(_) => "data.map_kicker",
    }
}

/// How much a resource holds, in words.
fn counted(resource: &Resource, records: usize, locale: &Locale) -> String {
    let key = match resource.content {
        Content::Outlines(_) => "data.areas",
        Content::CodeList(_) | Content::Dataset(_) => "data.records",
    };
    locale.counted(key, records)
}

/// Whether a field has a column of its own in a preview.
fn is_previewed(resource: &Resource, field: &FieldTexts) -> bool {
    role(resource, field) != "status"
}

/// The role of a field: a key of the words under `field.role`.
fn role(resource: &Resource, field: &FieldTexts) -> &'static str {
    match &resource.content {
        Content::CodeList(list) => {
            let first = resource
                .fields
                .first()
                .is_some_and(|f| f.name == field.name);
            if first && !list.rows.is_empty() {
                "code"
            } else {
                "attribute"
            }
        }
        Content::Outlines(_) => "attribute",
        Content::Dataset(dataset) => {
            if dataset.dimension(&field.name).is_some() {
                "dimension"
            } else if dataset.measure(&field.name).is_some() {
                "measure"
            } else if dataset.attributes.iter().any(|a| a.name == field.name) {
                "attribute"
            } else {
                "status"
            }
        }
    }
}

fn number_cell(observation: &Observation, decimals: Option<u32>, locale: &Locale) -> PreviewCell {
    let number = observation
        .value()
        .map(|number| number.rounded(decimals.unwrap_or(number.decimals())));
    PreviewCell {
        is_number: true,
        text: number
            .map(|number| locale.number(number))
            .unwrap_or_default(),
        marks: observation
            .statuses()
            .map(|status| StatusMark {
                mark: locale.status_mark(status).to_owned(),
                word: locale.status_word(status).to_owned(),
            })
            .collect(),
    }
}

/// The headings of a preview; numbers stand below those that the first row has numbers for.
fn preview_heads<'f>(
    fields: impl Iterator<Item = &'f FieldTexts>,
    preview: &[Vec<PreviewCell>],
    language: &Language,
    site: &Site<'_>,
) -> Vec<PreviewHead> {
    let fallback = site.config.default_language();
    let words = site.locale(language).words();
    let head = |(column, field): (usize, &FieldTexts)| {
        let title = field.title_in(language, fallback);
        let first = preview.first().and_then(|row| row.get(column));
        PreviewHead {
            title: match field.unit.in_language(language, fallback) {
                Some(unit) => words.fill("figure.measure", &[("measure", title), ("unit", unit)]),
                None => title.to_owned(),
            },
            is_number: first.is_some_and(|cell| cell.is_number),
        }
    };
    fields.enumerate().map(head).collect()
}

fn code_list_preview(
    resource: &Resource,
    list: &CodeListResource,
    shown: &[&FieldTexts],
) -> Vec<Vec<PreviewCell>> {
    let columns: Vec<usize> = shown
        .iter()
        .filter_map(|field| resource.fields.iter().position(|f| f.name == field.name))
        .collect();
    let row = |row: &Vec<Arc<str>>| {
        let cells = columns
            .iter()
            .map(|&column| PreviewCell::text(row[column].to_string()));
        cells.collect()
    };
    list.rows.iter().take(PREVIEW).map(row).collect()
}

/// The first and the last period of a dataset.
pub(super) fn periods(resource: &Resource, locale: &Locale) -> Option<(String, String)> {
    let Content::Dataset(dataset) = &resource.content else {
        return None;
    };
    let periods = dataset
        .dimensions
        .iter()
        .find_map(|dimension| match &dimension.kind {
            DimensionKind::Period(periods) => Some(periods),
            DimensionKind::CodeList(_) | DimensionKind::Text => None,
        })?;
    Some((
        locale.period(*periods.first()?),
        locale.period(*periods.last()?),
    ))
}
