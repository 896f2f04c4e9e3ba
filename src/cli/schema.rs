//! `yearbook schema`: JSON Schema of the files that people write, for their editors.

use crate::config;
use crate::content;
use crate::data;
use crate::input::value::{Form, schema};

/// The files that have a schema, by the names of the command.
static FORMS: [(&str, &Form); 5] = [
    ("site", &config::SITE),
    ("package", &data::PACKAGE),
    ("front-matter", &content::FRONT_MATTER),
    ("chart", &content::CHART),
    ("table", &content::TABLE),
];

/// The names of all schemas.
pub(super) fn names() -> Vec<&'static str> {
    FORMS.iter().map(|(name, _)| *name).collect()
}

/// The schema of a name.
pub(super) fn of(name: &str) -> Option<String> {
    let (_, form) = FORMS.iter().find(|(known, _)| *known == name)?;
    Some(schema(form))
}
