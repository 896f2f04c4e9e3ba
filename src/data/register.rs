//! The register of revisions keeps what was ever entered.

use super::catalog::Catalog;
use super::package::PublishedEntry;
use crate::diag::{Code, Diagnostic, Report, Source};

/// Reports entries that were published and that no register has any more, unless their dataset is
/// `gone` on purpose. An entry may be put into other words: what counts is that of each kind there are
/// as many entries of each day.
pub fn report_shortened(
    published: &[PublishedEntry],
    (catalog, descriptor): (&Catalog, Option<&Source>),
    gone: impl Fn(&str) -> bool,
    report: &mut Report,
) {
    let key = |resource: &str, kind: &str, date: &str| {
        (resource.to_owned(), kind.to_owned(), date.to_owned())
    };
    let resources = catalog.resources.iter();
    let mut kept: Vec<(String, String, String)> = resources
        .flat_map(|resource| {
            let revisions = resource.about.revisions.iter();
            revisions.map(|revision| {
                key(
                    &resource.name,
                    revision.kind.name(),
                    &revision.date.to_string(),
                )
            })
        })
        .collect();
    for entry in published {
        let own = key(&entry.resource, &entry.kind, &entry.date);
        if let Some(position) = kept.iter().position(|kept| *kept == own) {
            kept.swap_remove(position);
        } else if catalog.resource(&entry.resource).is_some() || !gone(&entry.resource) {
            let PublishedEntry {
                resource,
                kind,
                date,
                what,
            } = entry;
            let message = format!("the {kind} of {date} is gone from the register of `{resource}`");
            let told = Diagnostic::error(Code::ShortenedRegister, message);
            // The package may have the same name as one of its resources.
            let place = descriptor.map(|source| {
                let resources = source.position("\"resources\"", 0).unwrap_or(0);
                source.find(&format!("\"{resource}\""), resources)
            });
            let told = match place {
                Some(place) => told.at(place),
                None => told,
            };
            report.push(
                told.expected("an entry among its `revisions`")
                .hint(format!("it said: {what}"))
                .hint("put it back: readers who used the old numbers look for it; words in it may be mended"),
            );
        }
    }
}
