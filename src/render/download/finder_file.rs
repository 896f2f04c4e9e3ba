//! The files of the finder of places: short lists of pages by the first letters of the words that find
//! them, of which a reader's browser asks for the one that it needs.
//!
//! Words are folded: without marks and capitals. A word that very many pages have, such as the one for a
//! village, leads nowhere by itself. Marks stay in the names, so that exact ones can come first.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::locale::folded_words;
use crate::site::FoundPlace;

/// The fewest letters by which a place is looked for.
const FIRST_LETTERS: usize = 2;

/// How many first letters of a name choose its list, at most.
const MOST_LETTERS: usize = 6;

/// As many pages as a list has before it is divided by one letter more.
const LONG_LIST: usize = 400;

/// What share of all pages has a word that leads nowhere by itself, where there are many.
const COMMON_SHARE: usize = 4;

/// The file that names all lists.
#[derive(Debug, Serialize)]
struct Index<'a> {
    schema_version: &'static str,
    /// How many pages can be found.
    places: usize,
    /// The words that lead nowhere by themselves.
    common: Vec<&'a str>,
    /// The first letters for which there is a list.
    lists: Vec<&'a str>,
}

/// A page of a list: title, address, what it is a part of, other names and codes.
type Entry<'a> = (&'a str, &'a str, &'a str, &'a [String]);

/// The files of a finder by their names in its folder: the index, then each list.
pub fn finder(places: &[FoundPlace]) -> Vec<(String, String)> {
    let words: Vec<BTreeSet<String>> = places
        .iter()
        .map(|place| {
            let texts = std::iter::once(&place.name).chain(&place.keys);
            texts.flat_map(|text| folded_words(text)).collect()
        })
        .collect();
    let mut pages_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, words) in words.iter().enumerate() {
        for word in words {
            pages_of.entry(word).or_default().push(place);
        }
    }
    let is_common =
        |pages: &Vec<usize>| pages.len() > LONG_LIST && pages.len() * COMMON_SHARE > places.len();
    let common: Vec<&str> = pages_of
        .iter()
        .filter(|(_, pages)| is_common(pages))
        .map(|(word, _)| *word)
        .collect();
    pages_of.retain(|_, pages| !is_common(pages));
    let mut lists = BTreeMap::new();
    divide(&pages_of, FIRST_LETTERS, &mut lists);
    let index = Index {
        schema_version: "1.0",
        places: places.len(),
        common,
        lists: lists.keys().map(String::as_str).collect(),
    };
    let index = ("index.json".to_owned(), text(&index));
    let lists = lists.iter().map(|(letters, pages)| {
        let entries: Vec<Entry<'_>> = pages
            .iter()
            .map(|page| {
                let place = &places[*page];
                let within = place.within.as_deref().unwrap_or_default();
                (
                    place.name.as_str(),
                    place.href.as_str(),
                    within,
                    place.keys.as_slice(),
                )
            })
            .collect();
        (format!("{letters}.json"), text(&entries))
    });
    std::iter::once(index).chain(lists).collect()
}

/// Gathers the pages of all words that begin alike, by one letter more where they are too many. A word
/// that is no longer than these letters is in the list of its own.
fn divide(
    pages_of: &BTreeMap<&str, Vec<usize>>,
    letters: usize,
    lists: &mut BTreeMap<String, BTreeSet<usize>>,
) {
    let mut groups: BTreeMap<String, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for (word, pages) in pages_of {
        let beginning: String = word.chars().take(letters).collect();
        groups
            .entry(beginning)
            .or_default()
            .insert(word, pages.clone());
    }
    for (beginning, words) in groups {
        let pages: BTreeSet<usize> = words.values().flatten().copied().collect();
        let can_be_divided = letters < MOST_LETTERS
            && words.keys().any(|word| word.chars().count() > letters)
            && beginning.chars().count() == letters;
        if pages.len() > LONG_LIST && can_be_divided {
            divide(&words, letters + 1, lists);
        } else {
            lists.entry(beginning).or_default().extend(pages);
        }
    }
}

fn text(file: &impl Serialize) -> String {
    let mut text = serde_json::to_string(file).expect("texts and numbers are always JSON");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, key: &str) -> FoundPlace {
        FoundPlace {
            name: name.to_owned(),
            href: format!("/{key}/"),
            within: None,
            keys: vec![key.to_owned()],
        }
    }

    fn files(places: &[FoundPlace]) -> BTreeMap<String, String> {
        finder(places).into_iter().collect()
    }

    #[test]
    fn a_place_is_in_the_list_of_each_of_its_words() {
        let files = files(&[place("Hải Dương", "VN-61"), place("Hà Nam", "VN-63")]);
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "61.json",
                "63.json",
                "du.json",
                "ha.json",
                "index.json",
                "na.json",
                "vn.json"
            ]
        );
        assert_eq!(
            files["du.json"],
            "[[\"Hải Dương\",\"/VN-61/\",\"\",[\"VN-61\"]]]\n"
        );
        assert_eq!(files["ha.json"].matches("[\"H").count(), 2);
    }

    #[test]
    fn long_lists_are_divided_and_common_words_have_none() {
        let names = ["Ninh", "Nam", "Nghĩa", "Ngọc"];
        let places: Vec<FoundPlace> = (0..2000)
            .map(|n| place(&format!("Thôn {} {n}", names[n % 4]), &format!("v{n}")))
            .collect();
        let files = files(&places);
        let index: serde_json::Value = serde_json::from_str(&files["index.json"]).expect("JSON");
        assert_eq!(index["common"], serde_json::json!(["thon"]));
        let lists = index["lists"].as_array().expect("lists");
        for known in ["nam", "ninh", "nghia", "ngoc", "10"] {
            assert!(
                lists.iter().any(|list| list == known),
                "{known} in {lists:?}"
            );
        }
        for (name, content) in &files {
            assert!(content.len() < 40_000, "{name}: {}", content.len());
        }
    }
}
