//! `yearbook schema`: JSON Schema of the files that people write, for their editors.

use crate::config;
use crate::content;
use crate::data;
use crate::diag::{Report, Source};
use crate::input::default_theme_text;
use crate::input::value::{Form, schema, schema_of_texts};

/// The files that have a schema, by the names of the command.
static FORMS: [(&str, &Form); 5] = [
    ("site", &config::SITE),
    ("package", &data::PACKAGE),
    ("front-matter", &content::FRONT_MATTER),
    ("chart", &content::CHART),
    ("table", &content::TABLE),
];

/// The interface words of a theme, whose keys are those of the default theme.
const WORDS: &str = "words";

/// The names of all schemas.
pub(super) fn names() -> Vec<&'static str> {
    FORMS.iter().map(|(name, _)| *name).chain([WORDS]).collect()
}

/// The schema of a name.
pub(super) fn of(name: &str) -> Option<String> {
    if name == WORDS {
        let source = Source::new("en.toml", default_theme_text("i18n/en.toml")?);
        let words = config::words(&source, &mut Report::new())?;
        return Some(schema_of_texts(words.iter()));
    }
    let (_, form) = FORMS.iter().find(|(known, _)| *known == name)?;
    Some(schema(form))
}
