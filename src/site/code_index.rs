//! The index of a code list: its names by the alphabet, each leading to its page.

use super::Site;
use super::inputs::{IndexEntry, IndexGroup};
use crate::content::Document;
use crate::diag::{Code, Report, listed};
use crate::locale::{Language, Locale};
use crate::stats::{CodeIndex, CodeList};

impl Site<'_> {
    /// The names of the code list that a document names, under their letters.
    pub(super) fn code_index(
        &self,
        document: &Document,
        base: Option<&Document>,
        language: &Language,
        report: &mut Report,
    ) -> Vec<IndexGroup> {
        let asking = match base {
            Some(base) if document.front.of_kind.list.is_none() => base,
            Some(_) | None => document,
        };
        let Some(name) = &asking.front.of_kind.list else {
            return Vec::new();
        };
        let Some(list) = self.catalog.code_list(&name.text) else {
            let lists = self.catalog.resources.iter().map(|r| r.name.as_str());
            let lists: Vec<&str> = lists
                .filter(|name| self.catalog.code_list(name).is_some())
                .collect();
            report.push(
                name.error(
                    Code::UnknownResource,
                    format!("`{}` is no code list", name.text),
                )
                .expected(format!("one of {}", listed(lists.iter().copied())))
                .did_you_mean(&name.text, lists.iter().copied()),
            );
            return Vec::new();
        };
        let codes = &list.list;
        let levels = &asking.front.of_kind.levels;
        report_unknown_levels(asking, codes, report);
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let label = |code: CodeIndex| {
            let texts = list.texts.get(code.as_usize())?;
            texts.label.in_language(language, fallback)
        };
        let is_wanted = |code: &CodeIndex| {
            let level = codes.entry(*code).level.as_deref();
            levels.is_empty() || levels.iter().any(|known| level == Some(&*known.text))
        };
        let entries: Vec<IndexEntry> = codes
            .indices()
            .filter(is_wanted)
            .filter_map(|code| {
                let page = self.page_of_list(&name.text, code, language);
                Some(IndexEntry {
                    name: label(code)?.to_owned(),
                    href: page.map(|page| page.address.href(&self.config.base_url)),
                    within: codes.entry(code).parent.and_then(label).map(str::to_owned),
                })
            })
            .collect();
        by_letter(entries, locale)
    }
}

/// Names under their letters, all sorted.
pub(super) fn by_letter(mut entries: Vec<IndexEntry>, locale: &Locale) -> Vec<IndexGroup> {
    entries.sort_by(|a, b| {
        let by_name = locale.compare(&a.name, &b.name);
        by_name.then_with(|| (&a.within, &a.href).cmp(&(&b.within, &b.href)))
    });
    let mut groups: Vec<IndexGroup> = Vec::new();
    for entry in entries {
        let letter = locale.initial(&entry.name);
        match groups.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.entries.push(entry),
            None => groups.push(IndexGroup {
                // Headings of an author have no `--`.
                id: format!("letter--{}", groups.len() + 1),
                letter,
                entries: vec![entry],
            }),
        }
    }
    groups
}

fn report_unknown_levels(document: &Document, codes: &CodeList, report: &mut Report) {
    let level_of = |code| codes.entry(code).level.as_deref();
    for level in &document.front.of_kind.levels {
        if codes
            .indices()
            .any(|code| level_of(code) == Some(&*level.text))
        {
            continue;
        }
        let mut known: Vec<&str> = codes.indices().filter_map(level_of).collect();
        known.sort_unstable();
        known.dedup();
        report.push(
            level
                .error(
                    Code::UnknownCode,
                    format!("no code of the list has the level `{}`", level.text),
                )
                .expected(if known.is_empty() {
                    "a code list whose codes have levels".to_owned()
                } else {
                    format!("one of {}", listed(known.iter().copied()))
                })
                .did_you_mean(&level.text, known.iter().copied()),
        );
    }
}
