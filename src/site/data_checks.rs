//! What readers are told of the checks that a dataset passed, and of the places where one is
//! waived.

use super::Site;
use super::inputs::{ChecksInputs, WaiverInputs};
use crate::data::{Content, Resource};
use crate::locale::Language;
use crate::stats::Dataset;

impl Site<'_> {
    /// The checks of every dataset that declares some.
    pub(super) fn all_checks(&self, language: &Language) -> Vec<ChecksInputs> {
        let resources = self.catalog.resources.iter();
        resources
            .filter_map(|resource| self.checks(resource, language))
            .collect()
    }

    /// The checks of a dataset; nothing when it declares none.
    pub(super) fn checks(&self, resource: &Resource, language: &Language) -> Option<ChecksInputs> {
        let Content::Dataset(dataset) = &resource.content else {
            return None;
        };
        if resource.checks.is_empty() && resource.waivers.is_empty() {
            return None;
        }
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let title = |name: &String| {
            let field = resource.field(name);
            field.map_or(name.clone(), |f| f.title_in(language, fallback).to_owned())
        };
        let sentence = |name: &str, fields: &[String]| {
            let fields: Vec<String> = fields.iter().map(title).collect();
            let key = format!("checks.name.{name}");
            let words = locale.words();
            words.fill(&key, &[("fields", &fields.join(", "))])
        };
        let mut checks: Vec<String> = Vec::new();
        for check in &resource.checks {
            let sentence = sentence(check.name, &check.fields);
            // The same check may be declared for several levels.
            if !checks.contains(&sentence) {
                checks.push(sentence);
            }
        }
        Some(ChecksInputs {
            title: resource.title_in(language, fallback).to_owned(),
            href: self
                .data_address(&resource.path, language)
                .map(|address| address.href(&self.config.base_url)),
            checks,
            waivers: resource
                .waivers
                .iter()
                .map(|waiver| {
                    let mut checks = resource.checks.iter();
                    let check = checks.find(|check| check.name == waiver.check);
                    let at = waiver.at.iter();
                    WaiverInputs {
                        check: check
                            .map(|check| sentence(check.name, &check.fields))
                            .unwrap_or_default(),
                        places: at
                            .map(|(name, code)| self.place(dataset, name, code, language))
                            .collect(),
                        reason: waiver
                            .reason
                            .in_language(language, fallback)
                            .unwrap_or_default()
                            .to_owned(),
                    }
                })
                .collect(),
        })
    }

    /// A code in words.
    pub(super) fn place(
        &self,
        dataset: &Dataset,
        name: &str,
        code: &str,
        language: &Language,
    ) -> String {
        let fallback = self.config.default_language();
        let found = dataset.dimension(name).and_then(|position| {
            let dimension = &dataset.dimensions[position];
            Some((dimension, dimension.codes.find(code)?))
        });
        match found {
            Some((dimension, code)) => {
                let locale = self.locale(language);
                self.catalog.label(dimension, code, locale, fallback)
            }
            None => code.to_owned(),
        }
    }
}
