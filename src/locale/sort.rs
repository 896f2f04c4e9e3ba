//! Sorting of names as readers expect it, by CLDR, numbers by value: Thôn 2 before Thôn 10.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use super::Locale;
use super::language::Language;

pub(super) struct Sorter(CollatorBorrowed<'static>);

impl Sorter {
    pub(super) fn new(language: &Language) -> Sorter {
        let mut preferences = CollatorPreferences::from(language.icu());
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let collator = CollatorBorrowed::try_new(preferences, CollatorOptions::default())
            .expect("sorting data of every language are compiled in");
        Sorter(collator)
    }
}

impl Locale {
    /// Compares two names. Names that the language does not tell apart compare by their bytes, so
    /// that a sorted list has one order only.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.sorter.0.compare(a, b).then_with(|| a.cmp(b))
    }
}
