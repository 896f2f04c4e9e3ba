//! Language tags such as `en` and `vi`.

use std::fmt;
use std::sync::Arc;

use icu_locale_core::Locale as IcuLocale;

/// A BCP 47 language tag in its canonical form. Cheap to copy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

/// The text is not a language tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageError;

impl Language {
    /// Reads a tag. Only lower-case letters, digits and hyphens are taken, because the tag becomes
    /// part of addresses and file names.
    pub fn parse(tag: &str) -> Result<Language, LanguageError> {
        let plain = tag
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let known =
            IcuLocale::try_from_str(tag).is_ok_and(|locale| !locale.id.language.is_unknown());
        if plain && known {
            Ok(Language(Arc::from(tag)))
        } else {
            Err(LanguageError)
        }
    }

    /// The tag as it stands in `lang` attributes, addresses and file names.
    pub fn tag(&self) -> &str {
        &self.0
    }

    pub(super) fn icu(&self) -> IcuLocale {
        IcuLocale::try_from_str(&self.0).expect("a language was read from a valid tag")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
