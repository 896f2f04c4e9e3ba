//! Texts of a descriptor in all their languages.

use crate::input::value::{Entry, Fields, Text, ValueKind};
use crate::locale::{Language, LocalText};

/// The entries with the texts of other languages in a table that may have some.
pub(super) fn translations(fields: Option<Fields<'_>>) -> &[Entry] {
    fields.map_or(&[], |fields| fields.entries("translations"))
}

/// A text in the default language and, by its key, in those that it is translated to. One that says nothing
/// is none.
pub(super) fn local_text(
    own: Option<&Text>,
    translations: &[Entry],
    key: &str,
    default: &Language,
) -> LocalText {
    let mut local = LocalText::new();
    let says = |text: &&Text| !text.text.trim().is_empty();
    if let Some(text) = own.filter(says) {
        local.insert(default.clone(), text.text.as_str());
    }
    for entry in translations {
        let ValueKind::Table(texts) = &entry.value.kind else {
            continue;
        };
        let text = texts.value(key).and_then(|value| value.text());
        if let (Ok(language), Some(text)) = (Language::parse(&entry.key), text.filter(says)) {
            local.insert(language, text.text.as_str());
        }
    }
    local
}
