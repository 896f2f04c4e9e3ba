//! From what a resource tells of itself as written to what is decided.

use std::collections::BTreeSet;

use crate::data::about::{About, Affected, Named, Revision, RevisionKind};
use crate::data::local_text::{local_text, translations};
use crate::input::value::{Fields, Text};
use crate::locale::Language;

/// Decides what is said of a resource in its extension.
pub(super) fn about(extension: Option<Fields<'_>>, language: &Language) -> About {
    let text = |key: &str| {
        let own = extension.and_then(|extension| extension.text(key));
        local_text(own, translations(extension), key, language)
    };
    let entries = extension.map(|extension| extension.tables("revisions"));
    let entries = entries.into_iter().flatten();
    let mut revisions: Vec<Revision> = entries
        .filter_map(|entry| revision(entry, language))
        .collect();
    revisions.sort_by_key(|revision| std::cmp::Reverse(revision.date));
    let files = extension.filter(|extension| extension.has("files"));
    About {
        coverage: text("coverage"),
        geography: text("geography"),
        method: text("method"),
        revisions,
        files: files.map(|extension| texts(&extension.texts("files"))),
    }
}

/// What is written in texts.
pub(super) fn texts(texts: &[&Text]) -> Vec<String> {
    texts.iter().map(|text| text.text.clone()).collect()
}

fn revision(entry: Fields<'_>, language: &Language) -> Option<Revision> {
    let (kind, date) = (entry.text("kind")?, entry.text("date")?);
    let mut known = RevisionKind::NAMES.iter();
    let (_, kind) = known.find(|(name, _)| *name == kind.text)?;
    let text = |key| local_text(entry.text(key), translations(Some(entry)), key, language);
    let replaced = entry.text("replaced");
    let mut affected: Vec<Affected> = Vec::new();
    let mut parts = BTreeSet::new();
    for part in entry.tables("affected") {
        let part = self::affected(part);
        if parts.insert(part.names()) {
            affected.push(part);
        }
    }
    Some(Revision {
        date: date.text.parse().ok()?,
        kind: *kind,
        what: text("what"),
        why: text("why"),
        affected,
        replaced: replaced.map(|replaced| replaced.text.clone()),
        location: replaced.unwrap_or(date).span.location(),
    })
}

fn affected(part: Fields<'_>) -> Affected {
    let named = |name: &Text| Named {
        text: name.text.clone(),
        location: name.span.location(),
    };
    // A name that is there again says nothing.
    let once = |names: Vec<&Text>| -> Vec<Named> {
        let mut seen = BTreeSet::new();
        let first = names.into_iter().filter(|name| seen.insert(&name.text));
        first.map(named).collect()
    };
    let codes = part.entries("where").iter().map(|entry| {
        let codes = entry.value.items().iter().filter_map(|value| value.text());
        (named(&entry.key_text()), once(codes.collect()))
    });
    Affected {
        measures: once(part.texts("measures")),
        codes: codes.collect(),
    }
}
