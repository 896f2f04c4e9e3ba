//! The locales of a site: its languages with the interface words of its theme.

use super::{Config, DEFAULT_THEME};
use crate::diag::{Code, Diagnostic, Report, Source, misspelt};
use crate::input::Inputs;
use crate::locale::{Language, Locale, Words};

/// The language whose words of the default theme name every key.
const REFERENCE: &str = "en";

/// Loads the words of every language of the site: those of the theme over those of the default
/// theme. `None` when a language lacks words; the report says which.
pub fn load(inputs: &Inputs, config: &Config, report: &mut Report) -> Option<Vec<Locale>> {
    let reference_path = words_path(DEFAULT_THEME, REFERENCE);
    let reference = read(inputs.text(&reference_path)?, report)?;
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
    let mut words = Words::default();
    for source in own.into_iter().chain(default) {
        words = words.over(&read(source, report)?);
    }
    // A theme may have words of its own for its own templates; a misspelt key would do nothing.
    for (key, _) in words.iter().filter(|(key, _)| !reference.contains(key)) {
        let known = reference.iter().map(|(known, _)| known);
        if let (Some(near), Some(source)) = (misspelt(key, known), own) {
            let last = key.rsplit('.').next().unwrap_or(key);
            report.push(
                Diagnostic::warning(
                    Code::UnknownKey,
                    format!("no template of the default theme uses the words `{key}`"),
                )
                .at(source.find(last, 0))
                .hint(format!("did you mean `{near}`?")),
            );
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

fn read(source: &Source, report: &mut Report) -> Option<Words> {
    let wrong = |message: String, span| {
        Diagnostic::error(Code::MissingWords, message).at(source.location(span))
    };
    let Ok(toml) = std::str::from_utf8(source.bytes()) else {
        report.push(wrong("the file is not UTF-8".into(), 0..0));
        return None;
    };
    Words::parse(toml)
        .map_err(|error| report.push(wrong(error.message, error.span.unwrap_or(0..0))))
        .ok()
}
