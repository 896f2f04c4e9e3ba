//! Pages about datasets and code lists, and the list of them all.

use std::sync::Arc;

use super::Site;
use super::catalogue::time_span;
use super::data_file::{FORMATS_RECORDS, is_beyond_formats};
use super::inputs::{
    DataIndexEntry, DataIndexInputs, DatasetInputs, FieldInputs, Licence, MeasureInputs,
    PreviewCell,
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
        // A status is shown at its number, not in a column of its own.
        let heads = shown.iter().filter(|field| is_previewed(resource, field));
        DatasetInputs {
            name: resource.name.clone(),
            description: text(&resource.description),
            source: text(&resource.source),
            licences: licences(resource),
            records: counted(resource, records, locale),
            kicker: kicker(resource),
            periods: periods(resource, locale),
            fields: resource
                .fields
                .iter()
                .map(|field| self.field_inputs(resource, field, language))
                .collect(),
            beyond_formats: is_beyond_formats(resource).then_some(FORMATS_RECORDS),
            checks: self.checks(resource, language),
            cite: self.cite(page, resource.updated, true),
            coverage: text(&resource.about.coverage),
            geography: text(&resource.about.geography),
            method: text(&resource.about.method),
            contact: self.config.contact.clone(),
            revisions: self.revisions(resource, language),
            preview_heads: heads
                .map(|field| {
                    let title = field.title_in(language, fallback);
                    match text(&field.unit) {
                        Some(unit) => locale
                            .words()
                            .fill("figure.measure", &[("measure", title), ("unit", &unit)]),
                        None => title.to_owned(),
                    }
                })
                .collect(),
            left_out: if preview.is_empty() {
                0
            } else {
                records - preview.len()
            },
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
        FieldInputs {
            name: field.name.clone(),
            title: field.title_in(language, fallback).to_owned(),
            role: role(resource, field),
            kind: field.kind,
            unit: text(&field.unit),
            description: text(&field.description),
            code_list: code_list.and_then(|list| {
                let address = self.data_address(&list.path, language)?;
                let title = list.title_in(language, fallback).to_owned();
                Some((title, address.href(&self.config.base_url)))
            }),
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
                return Some(PreviewCell::Text(label));
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
            Some(PreviewCell::Text(text.to_owned()))
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
        Content::Dataset(_) => "kicker",
        Content::CodeList(_) => "code_list_kicker",
        Content::Outlines(_) => "map_kicker",
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
    PreviewCell::Number {
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
            .map(|&column| PreviewCell::Text(row[column].to_string()));
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
