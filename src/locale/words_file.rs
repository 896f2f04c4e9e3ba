//! The file format of interface words: a theme's `i18n/<language>.toml`, tables of texts.

use std::collections::BTreeMap;

use super::words::{Words, WordsError};

impl Words {
    /// Reads a file of words. Nested tables join their keys with dots.
    pub fn parse(toml: &str) -> Result<Words, WordsError> {
        let table: toml::Table = toml::from_str(toml).map_err(|error| WordsError {
            message: error.message().to_owned(),
            span: error.span(),
        })?;
        let mut texts = BTreeMap::new();
        flatten("", &table, &mut texts)?;
        Ok(Words::new(texts))
    }
}

fn flatten(
    prefix: &str,
    table: &toml::Table,
    texts: &mut BTreeMap<String, String>,
) -> Result<(), WordsError> {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            toml::Value::String(text) => {
                texts.insert(key, text.clone());
            }
            toml::Value::Table(table) => flatten(&key, table, texts)?,
            other => {
                return Err(WordsError {
                    message: format!("`{key}` is {}, not a text", other.type_str()),
                    span: None,
                });
            }
        }
    }
    Ok(())
}
