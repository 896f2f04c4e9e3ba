//! From what a resource tells of itself as written to what is decided.

use std::collections::BTreeSet;

use super::entry::{Entry, within};
use super::field::local;
use super::package_file::ResourceExtension;
use super::revision_file::{AffectedFile, RevisionFile, RevisionTextsFile};
use crate::data::about::{About, Affected, Named, Revision, RevisionKind};
use crate::diag::Location;
use crate::input::value::Value;
use crate::locale::{Language, LocalText};

/// Decides what is told of a resource.
pub(super) fn about(file: &ResourceExtension, language: &Language, entry: &Entry<'_>) -> About {
    let translations = &file.translations;
    let text =
        |text: &Option<String>, translated| local(text.clone(), translations, translated, language);
    let places = entry.items(&["yearbook", "revisions"]);
    let mut revisions: Vec<Revision> = (file.revisions.iter().zip(places))
        .filter_map(|(file, place)| revision(file, language, place))
        .collect();
    revisions.sort_by_key(|revision| std::cmp::Reverse(revision.date));
    About {
        coverage: text(&file.coverage, |t| &t.coverage),
        geography: text(&file.geography, |t| &t.geography),
        method: text(&file.method, |t| &t.method),
        revisions,
        files: file.files.clone(),
    }
}

fn revision(file: &RevisionFile, language: &Language, place: &Value) -> Option<Revision> {
    let mut known = RevisionKind::NAMES.iter();
    let (_, kind) = known.find(|(name, _)| *name == file.kind)?;
    let texts = |own: &str, translated: fn(&RevisionTextsFile) -> &String| {
        let mut texts = LocalText::new();
        texts.insert(language.clone(), own);
        for (tag, translation) in &file.translations {
            if let Ok(language) = Language::parse(tag) {
                texts.insert(language, translated(translation).as_str());
            }
        }
        texts
    };
    let mut parts = BTreeSet::new();
    Some(Revision {
        date: file.date.parse().ok()?,
        kind: *kind,
        what: texts(&file.what, |t| &t.what),
        why: texts(&file.why, |t| &t.why),
        affected: file
            .affected
            .iter()
            .filter(|part| parts.insert(format!("{part:?}")))
            .map(|part| affected(part, place))
            .collect(),
        replaced: file.replaced.clone(),
        location: location(place, file.replaced.as_ref().unwrap_or(&file.date)),
    })
}

/// The place of a word in an entry of the register.
fn location(place: &Value, word: &str) -> Location {
    let word = within(place, word);
    word.as_ref().unwrap_or(&place.span).location()
}

fn affected(file: &AffectedFile, place: &Value) -> Affected {
    let named = |name: &String| Named {
        text: name.clone(),
        location: location(place, name),
    };
    // A name that is there again says nothing, and looking for its place takes time.
    let once = |names: Vec<String>| -> Vec<Named> {
        let mut seen = BTreeSet::new();
        let first = names.iter().filter(|name| seen.insert(name.as_str()));
        first.map(named).collect()
    };
    let codes = file.codes.iter().map(|(dimension, codes)| {
        let codes = codes.clone().into_vec();
        (named(dimension), once(codes))
    });
    Affected {
        measures: once(file.measures.clone()),
        codes: codes.collect(),
    }
}
