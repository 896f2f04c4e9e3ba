//! What a page is rendered with, as a hash: the templates that its own one leads to, the words of
//! its language and the assets.

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::Words;

/// What a template that only defines components begins them with.
const COMPONENT: &str = "{% component";

/// The hash of each template with all that it can lead to: those that it names in quotes, those
/// that these name, and all components. Templates are given with the theme before their name.
pub(super) fn template_hashes(templates: &[(String, &str)]) -> BTreeMap<String, blake3::Hash> {
    let below = |name: &str| {
        let (_, below) = name.split_once('/').unwrap_or(("", name));
        below.to_owned()
    };
    let names: BTreeSet<String> = templates.iter().map(|(name, _)| below(name)).collect();
    let leads_to = |reached: &BTreeSet<String>, other: &String| {
        templates.iter().any(|(name, text)| {
            let is_named = || {
                ['"', '\'', '`'].iter().any(|quote| {
                    let quoted = format!("{quote}{other}{quote}");
                    text.contains(&quoted)
                })
            };
            reached.contains(&below(name)) && is_named()
        })
    };
    let mut hashes = BTreeMap::new();
    for name in &names {
        let components = templates
            .iter()
            .filter(|(_, text)| text.contains(COMPONENT));
        let mut reached: BTreeSet<String> = components.map(|(name, _)| below(name)).collect();
        reached.insert(name.clone());
        loop {
            let found = names
                .iter()
                .find(|other| !reached.contains(*other) && leads_to(&reached, other));
            match found {
                Some(found) => reached.insert(found.clone()),
                None => break,
            };
        }
        let mut hasher = blake3::Hasher::new();
        for (name, text) in templates
            .iter()
            .filter(|(name, _)| reached.contains(&below(name)))
        {
            add(&mut hasher, name);
            add(&mut hasher, text);
        }
        hashes.insert(name.clone(), hasher.finalize());
    }
    hashes
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
        let changed = hashes("b", page, "o", "{% component b() %}");
        assert!(!same(&changed, "page.html") && !same(&changed, "other.html"));
    }
}
