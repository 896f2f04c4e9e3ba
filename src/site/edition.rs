//! What an edition of the site is made from and was held to, for readers.

use std::collections::BTreeMap;

use super::Site;
use super::assemble::printed;
use super::inputs::{EditionDataset, EditionFacts, EditionWaivers, PageLink, WaiverReason};
use super::page::document_group;
use super::waivers::WaiverPlace;
use crate::data::{Content, PACKAGE_FILE};
use crate::locale::Language;

impl Site<'_> {
    /// The datasets with the checks that they passed, and what was let pass.
    pub(super) fn edition_facts(&self, language: &Language) -> EditionFacts {
        let locale = self.locale(language);
        let mut records = 0;
        let mut datasets = Vec::new();
        let mut waivers = Vec::new();
        for resource in &self.catalog.resources {
            let Content::Dataset(dataset) = &resource.content else {
                continue;
            };
            records += dataset.len();
            let checks = self.checks(resource, language);
            let waived = checks.iter().flat_map(|checks| &checks.waivers);
            let reasons: Vec<WaiverReason> = waived
                .map(|waiver| WaiverReason {
                    rule: waiver.check.clone(),
                    reason: waiver.reason.clone(),
                })
                .collect();
            if !reasons.is_empty() {
                let page = self.link_to_data(resource, language).unwrap_or_default();
                waivers.push(EditionWaivers { page, reasons });
            }
            datasets.push(EditionDataset {
                dataset: self.link_to_data(resource, language).unwrap_or_default(),
                updated: resource.updated.map(|date| printed(date, locale)),
                records: locale.number(dataset.len()),
                checks: locale.number(checks.map_or(0, |checks| checks.checks.len())),
            });
        }
        waivers.extend(self.waivers_of_pages(language));
        EditionFacts {
            program: format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")),
            counts: [
                locale.counted("edition.datasets", datasets.len()),
                locale.counted("edition.records", records),
            ]
            .join(", "),
            package: (!self.catalog.resources.is_empty())
                .then(|| super::address::Address::file(PACKAGE_FILE).href(&self.config.base_url)),
            datasets,
            waivers,
        }
    }

    /// The editorial rules that pages of a language waive, each page with its reasons.
    fn waivers_of_pages(&self, language: &Language) -> Vec<EditionWaivers> {
        let mut by_document: BTreeMap<String, Vec<WaiverReason>> = BTreeMap::new();
        for waiver in self.waivers() {
            if let WaiverPlace::File(place) = &waiver.place {
                let reasons = by_document.entry(place.path.to_string()).or_default();
                reasons.push(WaiverReason {
                    rule: waiver.rule.clone(),
                    reason: waiver.reason.clone(),
                });
            }
        }
        let documents = self.documents.iter();
        let of_language = documents.filter(|document| document.language == *language);
        let waivers = of_language.filter_map(|document| {
            let reasons = by_document.remove(&document.path)?;
            let page = self.page(&document_group(&document.stem), language);
            Some(EditionWaivers {
                page: page.map_or_else(
                    || PageLink {
                        title: document.stem.clone(),
                        href: String::new(),
                    },
                    |page| self.link_to(page),
                ),
                reasons,
            })
        });
        waivers.collect()
    }
}
