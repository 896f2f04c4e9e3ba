//! The locales of a site: its languages with the interface words of its theme.

use std::collections::BTreeMap;

use super::{Config, DEFAULT_THEME};
use crate::diag::{Code, Diagnostic, Report, Source, Span, misspelt};
use crate::input::Inputs;
use crate::input::value::{Table, ValueKind, parse_toml, text_of};
use crate::locale::{Language, Locale, Words};

/// The language whose words of the default theme name every key.
const REFERENCE: &str = "en";

/// Loads the words of every language of the site: those of the theme over those of the default
/// theme. `None` when a language lacks words; the report says which.
pub fn load(inputs: &Inputs, config: &Config, report: &mut Report) -> Option<Vec<Locale>> {
    let reference_path = words_path(DEFAULT_THEME, REFERENCE);
    let reference = words(inputs.text(&reference_path)?, report)?;
    let locales: Vec<Option<Locale>> = config
        .languages
        .iter()
        .map(|language| locale(inputs, config, language, &reference, report))
        .collect();
    locales.into_iter().collect()
}

fn locale(
    inputs: &Inputs,
    config: &Config,
    language: &Language,
    reference: &Words,
    report: &mut Report,
) -> Option<Locale> {
    let own_path = words_path(&config.theme, language.tag());
    let default_path = words_path(DEFAULT_THEME, language.tag());
    let own = inputs.text(&own_path);
    let default = inputs
        .text(&default_path)
        .filter(|_| own_path != default_path);
    let own_file = match own {
        Some(own) => Some(file(own, report)?),
        None => None,
    };
    let mut words = Words::new(own_file.as_ref().map(texts_of).unwrap_or_default());
    if let Some(default) = default {
        words = words.over(&self::words(default, report)?);
    }
    // A theme may have words of its own for its own templates; a misspelt key would do nothing.
    for (key, _) in words.iter().filter(|(key, _)| !reference.contains(key)) {
        let known = reference.iter().map(|(known, _)| known);
        if let Some(near) = misspelt(key, known)
            && let Some(place) = own_file.as_ref().and_then(|file| place_of(file, key))
        {
            let message = format!("no template of the default theme uses the words `{key}`");
            let odd = place.warning(Code::UnknownKey, message);
            report.push(odd.hint(format!("did you mean `{near}`?")));
        }
    }
    if let Some(key) = words.text_and_group() {
        let mut diagnostic = Diagnostic::error(
            Code::MissingWords,
            format!("`{key}` is a text, but the default theme has texts below it"),
        );
        if let Some(source) = own {
            diagnostic = diagnostic.at(source.beginning());
        }
        report.push(diagnostic.hint(format!("give it another name in {own_path}")));
        return None;
    }
    let missing: Vec<&str> = reference
        .iter()
        .map(|(key, _)| key)
        // A language without a plural form of its own does not need its words.
        .filter(|key| !words.contains(key) && !key.ends_with(".one"))
        .collect();
    if missing.is_empty() {
        return Some(Locale::new(language.clone(), words));
    }
    let shown: Vec<String> = missing
        .iter()
        .take(5)
        .map(|key| format!("`{key}`"))
        .collect();
    let mut message = format!("the words of `{language}` lack {}", shown.join(", "));
    if missing.len() > shown.len() {
        message.push_str(" and more");
    }
    let mut diagnostic = Diagnostic::error(Code::MissingWords, message);
    diagnostic.location = match own.or(default) {
        Some(source) => Some(Box::new(source.beginning().location())),
        // There is no file of words: the configuration asks for one.
        None => config.location.clone().map(Box::new),
    };
    report.push(diagnostic.hint(format!("add them to {own_path}")));
    None
}

fn words_path(theme: &str, language: &str) -> String {
    format!("themes/{theme}/i18n/{language}.toml")
}

/// The words of a file: tables of texts, whose keys are joined with dots.
pub fn words(source: &Source, report: &mut Report) -> Option<Words> {
    Some(Words::new(texts_of(&file(source, report)?)))
}

/// The file of a theme's words.
fn file(source: &Source, report: &mut Report) -> Option<Table> {
    let before = report.errors();
    let toml = text_of(source, report)?;
    let table = parse_toml(source, toml, 0, Code::MissingWords, report)?;
    check(&table, report);
    (report.errors() == before).then_some(table)
}

/// Reports values that are neither texts nor tables of texts.
fn check(table: &Table, report: &mut Report) {
    for entry in &table.entries {
        match &entry.value.kind {
            ValueKind::Text(_) => {}
            ValueKind::Table(inner) => check(inner, report),
            _ => {
                let expected = "a text in quotes";
                let message = format!("`{}` is not {expected}", entry.key);
                let wrong = entry.value.error(Code::MissingWords, message);
                report.push(wrong.expected(expected));
            }
        }
    }
}

fn texts_of(table: &Table) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in &table.entries {
        match &entry.value.kind {
            ValueKind::Text(text) => {
                texts.insert(entry.key.clone(), text.text.clone());
            }
            ValueKind::Table(inner) => {
                let inner = texts_of(inner).into_iter();
                texts.extend(inner.map(|(key, text)| (format!("{}.{key}", entry.key), text)));
            }
            _ => {}
        }
    }
    texts
}

/// The place of a key with dots between its parts.
fn place_of(table: &Table, key: &str) -> Option<Span> {
    table.entries.iter().find_map(|entry| {
        let rest = key.strip_prefix(&entry.key)?;
        match &entry.value.kind {
            _ if rest.is_empty() => Some(entry.key_span.clone()),
            ValueKind::Table(inner) => place_of(inner, rest.strip_prefix('.')?),
            _ => None,
        }
    })
}
