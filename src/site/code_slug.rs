//! Codes in addresses: readable where that can be, and each its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::slug;
use crate::stats::{Code, CodeList};

/// A longer part of an address might be too long for the name of a folder.
const LONGEST: usize = 80;

/// How many digits of its hash tell a code from another one of the same slug.
const DIGITS: usize = 8;

/// What stands for each code of a list in addresses, in the order of the list. Mostly it is the slug
/// of the code. A code that leaves nothing for a slug, too much, or the same as another one, has a hash
/// behind it; one that is its own slug, but for capitals, keeps it.
pub(super) fn code_slugs(list: &CodeList) -> Vec<Arc<str>> {
    let slugs: Vec<String> = list.codes().map(|code| slug(code.as_str())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &slugs {
        *counts.entry(slug).or_default() += 1;
    }
    // Of several codes with one slug, the one that is the slug in other capitals keeps it: `C` does not move
    // when `C#` joins it. Where there are several of these, none does.
    let mut closest: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, slug) in list.codes().zip(&slugs) {
        if code.as_str().to_lowercase() == *slug {
            *closest.entry(slug).or_default() += 1;
        }
    }
    let has_code = |slug: &str| list.find(slug).is_some();
    let codes = list.codes().zip(&slugs);
    let address = |(code, slug): (&Code, &String)| {
        let is_closest = code.as_str().to_lowercase() == *slug
            && closest.get(slug.as_str()) == Some(&1)
            && !has_code(slug);
        let is_alone = counts.get(slug.as_str()) == Some(&1) || code.as_str() == slug || is_closest;
        let is_short = !slug.is_empty() && slug.len() <= LONGEST;
        if is_alone && is_short {
            Arc::from(slug.as_str())
        } else {
            with_hash(code, slug)
        }
    };
    codes.map(address).collect()
}

fn with_hash(code: &Code, slug: &str) -> Arc<str> {
    let hash = blake3::hash(code.as_str().as_bytes()).to_hex();
    let begin = &slug[..slug.len().min(LONGEST - DIGITS)];
    let begin = if begin.is_empty() { "code" } else { begin };
    Arc::from(format!(
        "{}-{}",
        begin.trim_end_matches('-'),
        &hash[..DIGITS]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_address_of_its_own() {
        let long = "x".repeat(300);
        let codes = ["V01", "AB", "ab", "a b", "a-b", "***", "..", "../c", &long];
        let slugs = code_slugs(&CodeList::flat(codes.map(Code::new)));
        let plain: Vec<&str> = [0, 2, 4, 7].map(|at| &*slugs[at]).to_vec();
        assert_eq!(plain, ["v01", "ab", "a-b", "c"]);
        for (at, begin) in [
            (1, "ab-"),
            (3, "a-b-"),
            (5, "code-"),
            (6, "code-"),
            (8, "xxx"),
        ] {
            assert!(slugs[at].starts_with(begin), "{}", slugs[at]);
            assert!(slugs[at].len() <= LONGEST + 1);
        }
        let joined = code_slugs(&CodeList::flat(["C", "C#", "D#", "D+"].map(Code::new)));
        assert_eq!(&*joined[0], "c");
        assert!(joined[1..].iter().all(|slug| slug.contains('-')));
        let mut unique = slugs.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), codes.len());
    }
}
