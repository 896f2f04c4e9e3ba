//! What a page is rendered with, as a hash: the templates that its own one leads to, the words of
//! its language and the assets.

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::Words;

/// What a template that only defines components begins them with.
const COMPONENT: &str = "{% component";

/// The hash of each template with all that it can lead to: those that it names in quotes, those
/// that these name, and all components. Templates are given with the theme before their name.
pub(super) fn template_hashes(templates: &[(String, &str)]) -> BTreeMap<String, blake3::Hash> {
    let below = |name: &str| name.split_once('/').map_or(0, |(theme, _)| theme.len() + 1);
    // A theme's template and the one that it hides have one name.
    let mut texts: BTreeMap<&str, blake3::Hasher> = BTreeMap::new();
    for (name, text) in templates {
        let hasher = texts.entry(&name[below(name)..]).or_default();
        add(hasher, name);
        add(hasher, text);
    }
    let texts: BTreeMap<&str, blake3::Hash> = texts
        .into_iter()
        .map(|(name, hasher)| (name, hasher.finalize()))
        .collect();
    let mut leads_to: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut components: BTreeSet<&str> = BTreeSet::new();
    for (name, text) in templates {
        let name = &name[below(name)..];
        let named = quoted(text).filter_map(|named| texts.get_key_value(named));
        leads_to
            .entry(name)
            .or_default()
            .extend(named.map(|(named, _)| *named));
        if text.contains(COMPONENT) {
            components.insert(name);
        }
    }
    let hash = |name: &str| {
        let mut reached = components.clone();
        let mut ahead: Vec<&str> = components.iter().copied().chain([name]).collect();
        while let Some(next) = ahead.pop() {
            let Some((next, leads)) = leads_to.get_key_value(next) else {
                continue;
            };
            reached.insert(next);
            ahead.extend(leads.iter().filter(|lead| !reached.contains(*lead)));
        }
        let mut hasher = blake3::Hasher::new();
        for name in reached {
            add(&mut hasher, name);
            hasher.update(texts[name].as_bytes());
        }
        hasher.finalize()
    };
    let names = texts.keys();
    names.map(|name| ((*name).to_owned(), hash(name))).collect()
}

/// All that is between two quotes of a kind, where no third one is between them.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    ['"', '\'', '`'].into_iter().flat_map(move |quote| {
        let count = text.matches(quote).count();
        // What is before the first quote and behind the last one is between no two.
        text.split(quote).skip(1).take(count.saturating_sub(1))
    })
}

/// The hash of the words of a language and of the addresses of assets.
pub(super) fn words_hash(words: &Words, hrefs: &BTreeMap<String, String>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let hrefs = hrefs
        .iter()
        .map(|(name, href)| (name.as_str(), href.as_str()));
    for (key, text) in words.iter().chain(hrefs) {
        add(&mut hasher, key);
        add(&mut hasher, text);
    }
    hasher.finalize()
}

/// Adds a text with its length, so that no two lists of texts are hashed alike.
fn add(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(base: &str, page: &str, other: &str, parts: &str) -> BTreeMap<String, blake3::Hash> {
        template_hashes(&[
            ("t/base.html".into(), base),
            ("t/page.html".into(), page),
            ("t/other.html".into(), other),
            ("t/parts.html".into(), parts),
        ])
    }

    #[test]
    fn a_template_depends_on_what_it_leads_to_and_on_nothing_else() {
        let page = "{% extends \"base.html\" %}";
        let parts = "{% component a() %}{% endcomponent a %}";
        let before = hashes("b", page, "o", parts);
        let same =
            |changed: &BTreeMap<String, blake3::Hash>, name: &str| before[name] == changed[name];
        let changed = hashes("B", page, "o", parts);
        assert!(!same(&changed, "page.html") && same(&changed, "other.html"));
        let changed = hashes("b", page, "O", parts);
        assert!(same(&changed, "page.html") && !same(&changed, "other.html"));
        let page = "{{ a == 'it' }}{% include 'parts.html' %}{% include 'other.html' %}";
        let [one, two] = ["o", "O"].map(|other| hashes("b", page, other, parts));
        assert_ne!(one["page.html"], two["page.html"]);
        let changed = hashes("b", page, "o", "{% component b() %}");
        assert!(!same(&changed, "page.html") && !same(&changed, "other.html"));
    }
}
