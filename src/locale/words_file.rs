//! The file format of interface words: a theme's `i18n/<language>.toml`, tables of texts.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::words::{Words, WordsError};

impl Words {
    /// Reads a file of words. Nested tables join their keys with dots.
    pub fn parse(toml: &str) -> Result<Words, WordsError> {
        let table = DeTable::parse(toml).map_err(|error| WordsError {
            message: error.message().replace('\n', "; "),
            span: error.span(),
        })?;
        let mut texts = BTreeMap::new();
        flatten("", table.get_ref(), &mut texts)?;
        Ok(Words::new(texts))
    }
}

fn flatten(
    prefix: &str,
    table: &DeTable<'_>,
    texts: &mut BTreeMap<String, String>,
) -> Result<(), WordsError> {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name.get_ref().to_string()
        } else {
            format!("{prefix}.{}", name.get_ref())
        };
        match value.get_ref() {
            DeValue::String(text) => {
                texts.insert(key, text.to_string());
            }
            DeValue::Table(table) => flatten(&key, table, texts)?,
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => {
                return Err(WordsError {
                    message: format!("`{key}` is not a text in quotes"),
                    span: Some(value.span()),
                });
            }
        }
    }
    Ok(())
}
