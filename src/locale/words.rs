//! Interface words by key, with named places: `"{value} of {whole}"`.

use std::collections::BTreeMap;

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// Words by their keys, with dots between the parts of a key.
    pub fn new(texts: BTreeMap<String, String>) -> Words {
        Words(texts)
    }

    /// Whether there are words for a key.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The words for a key.
    ///
    /// Panics when there are none: a theme is checked against the default theme's keys when it is
    /// loaded, and every key that the program asks for is in the default theme.
    pub fn get(&self, key: &str) -> &str {
        self.0
            .get(key)
            .unwrap_or_else(|| panic!("the default theme has words for `{key}`"))
    }

    /// The words for a key with every `{name}` replaced.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut filled = String::with_capacity(rest.len() + 24);
        while let Some(start) = rest.find('{') {
            filled.push_str(&rest[..start]);
            let after = &rest[start + 1..];
            let named = after.find('}').and_then(|end| {
                let (_, value) = values.iter().find(|(name, _)| *name == &after[..end])?;
                Some((value, &after[end + 1..]))
            });
            match named {
                Some((value, remaining)) => {
                    filled.push_str(value);
                    rest = remaining;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    /// All keys and texts in order of keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// A key that is a text and also the beginning of longer keys, if there is one: templates
    /// could not name both.
    pub fn text_and_group(&self) -> Option<&str> {
        let groups = self
            .0
            .keys()
            .flat_map(|key| key.match_indices('.').map(|(at, _)| &key[..at]));
        groups.into_iter().find(|group| self.0.contains_key(*group))
    }

    /// These words, with every key of `under` that is absent here.
    #[must_use]
    pub fn over(mut self, under: &Words) -> Words {
        for (key, text) in &under.0 {
            self.0.entry(key.clone()).or_insert_with(|| text.clone());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_values_are_not_read_again() {
        let words = [("a".to_owned(), "{x} of {y} {z".to_owned())];
        let words = Words::new(words.into());
        assert_eq!(words.fill("a", &[("x", "{y}"), ("y", "2")]), "{y} of 2 {z");
    }
}
