//! Plural categories, by CLDR: Vietnamese has one form, English two.

use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

use super::Locale;
use super::language::Language;

pub(super) struct Plurals(PluralRules);

impl Plurals {
    pub(super) fn new(language: &Language) -> Plurals {
        let rules = PluralRules::try_new(language.icu().into(), PluralRuleType::Cardinal.into())
            .expect("plural data of every language are compiled in");
        Plurals(rules)
    }
}

impl Locale {
    /// The words of `key` in the plural form of `count`, with `{count}` replaced by the number.
    /// The forms stand in the theme as `key.one`, `key.other` and so on.
    pub fn counted(&self, key: &str, count: usize) -> String {
        let form = match self.plurals.0.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        let exact = format!("{key}.{form}");
        let key = if self.words.contains(&exact) {
            exact
        } else {
            format!("{key}.other")
        };
        self.words.fill(&key, &[("count", &self.number(count))])
    }
}
