//! What the files of one figure or dataset have in common: its numbers, what it says of itself, and
//! the words of its language.

use std::collections::BTreeSet;

use crate::locale::Locale;
use crate::site::{Colophon, Licence};
use crate::stats::Status;
use crate::table::{Column, Cube};

/// The source of the files of a figure or dataset.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Export<'a> {
    /// What it says of itself.
    pub(in crate::render) colophon: &'a Colophon,
    /// The numbers.
    pub(in crate::render) cube: &'a Cube<'a>,
    /// The words.
    pub(in crate::render) locale: &'a Locale,
}

impl Export<'_> {
    /// A word of the language.
    pub(super) fn word(&self, key: &str) -> &str {
        self.locale.words().get(key)
    }

    /// A measure in words, with its unit.
    pub(super) fn heading(&self, column: &Column) -> String {
        match &column.unit {
            Some(unit) => {
                let parts = [("measure", column.title.as_str()), ("unit", unit)];
                self.locale.words().fill("figure.measure", &parts)
            }
            None => column.title.clone(),
        }
    }

    /// What it says of itself, each with its word; what is not known is left out.
    pub(super) fn facts(&self) -> Vec<(&str, String)> {
        let colophon = self.colophon;
        let licences = colophon.licences.iter().map(licence);
        let licences: Vec<String> = licences.collect();
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let publisher = colophon.publisher.as_ref().unwrap_or(&colophon.site);
        let facts = [
            ("data.source", colophon.source.clone()),
            ("page.publisher", some(publisher)),
            (
                "page.updated",
                colophon.updated.as_ref().map(|date| date.text.clone()),
            ),
            ("data.licence", some(&licences.join("; "))),
            ("download.address", colophon.url.clone()),
        ];
        let known = facts
            .into_iter()
            .filter_map(|(key, text)| Some((self.word(key), text?)));
        known.collect()
    }

    /// Every status that occurs, in legend order.
    pub(super) fn statuses(&self) -> Vec<Status> {
        let mut found = BTreeSet::new();
        for record in self.cube.records() {
            for observation in &record.observations {
                found.extend(observation.statuses());
            }
        }
        Status::ALL
            .into_iter()
            .filter(|status| found.contains(status))
            .collect()
    }
}

/// A licence with its address.
fn licence(licence: &Licence) -> String {
    match &licence.url {
        Some(url) => format!("{} ({url})", licence.name),
        None => licence.name.clone(),
    }
}
