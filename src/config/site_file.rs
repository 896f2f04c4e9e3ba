//! The file format of `yearbook.toml`.

use super::base_url::BaseUrl;
use super::{Config, Host, Licence, NavigationEntry, Overrides, SEARCH_BUDGET};
use crate::diag::{Code, Report, Source};
use crate::input::value::{Fields, Text, ValueKind, parse_toml};
use crate::locale::{Language, LocalText};
use crate::markup::is_outside;

/// The theme that is inside the program.
const DEFAULT_THEME: &str = "default";

pub(super) fn read(source: &Source, overrides: &Overrides, report: &mut Report) -> Option<Config> {
    let Ok(toml) = std::str::from_utf8(source.bytes()) else {
        report.push(
            source
                .beginning()
                .error(Code::BadConfig, "the file is not UTF-8"),
        );
        return None;
    };
    let table = parse_toml(source, toml, 0, Code::BadConfig, report)?;
    let fields = Fields::new(&table, Code::BadConfig);
    let languages = languages(&fields, report);
    let known_languages = languages.as_deref().unwrap_or_default();
    let translations = Translations::read(&fields, known_languages, report);
    let title = fields.required_text("title", "the name of the site", report);
    let description = fields.text("description", report);
    let publisher = fields.text("publisher", report);
    let base_url = base_url(&fields, overrides, report);
    let theme = fields.text("theme", report);
    let footer = entries("footer", &fields, report);
    let navigation = entries("navigation", &fields, report);
    let contact = fields.text("contact", report);
    let licence = licence(&fields, report);
    let hosts = hosts(&fields, report);
    let gone = gone(&fields, report);
    let search_budget = search_budget(&fields, report);
    let raw_html = fields.boolean("raw_html", report);
    // Every key is read before anything is given up, so that one mistake hides no other.
    fields.finish(report);
    let (languages, base_url) = (languages?, base_url?);
    let local = |text: Option<&Text>, translated: fn(&Translation) -> &Option<String>| {
        translations.local(&languages[0], text, translated)
    };
    let config = Config {
        title: local(title, |t| &t.title),
        description: local(description, |t| &t.description),
        publisher: local(publisher, |t| &t.publisher),
        location: Some(source.beginning().location()),
        base_url,
        theme: theme.map_or_else(|| DEFAULT_THEME.to_owned(), |text| text.text.clone()),
        theme_location: theme.map(|text| text.span.location()),
        navigation,
        footer,
        contact: contact.map(|text| text.text.clone()),
        licence,
        hosts,
        gone,
        search_budget: search_budget.unwrap_or(SEARCH_BUDGET),
        raw_html: raw_html.unwrap_or(false),
        drafts: overrides.drafts,
        languages,
    };
    title.map(|_| config)
}

fn languages(fields: &Fields<'_>, report: &mut Report) -> Option<Vec<Language>> {
    let mut languages: Vec<Language> = Vec::new();
    let wrong = |text: &Text, message: String| {
        text.error(Code::BadConfig, message)
            .expected("different language tags such as \"en\" and \"vi\"")
    };
    for text in fields.texts("languages", report).unwrap_or_default() {
        match Language::parse(&text.text) {
            Ok(language) if languages.contains(&language) => {
                report.push(wrong(text, format!("`{language}` is listed twice")));
            }
            Ok(language) => languages.push(language),
            Err(_) => report.push(wrong(
                text,
                format!("`{}` is not a language tag", text.text),
            )),
        }
    }
    if languages.is_empty() {
        report.push(
            fields
                .error("`languages` is missing: the site's languages, the default one first")
                .hint("for example: languages = [\"en\", \"vi\"]"),
        );
        return None;
    }
    Some(languages)
}

fn base_url(fields: &Fields<'_>, overrides: &Overrides, report: &mut Report) -> Option<BaseUrl> {
    let written = fields.text("base_url", report);
    if let Some(base_url) = &overrides.base_url {
        return Some(base_url.clone());
    }
    let Some(text) = written else {
        return Some(BaseUrl::root());
    };
    let parsed = BaseUrl::parse(&text.text);
    if parsed.is_err() {
        report.push(
            text.error(
                Code::BadConfig,
                format!("`{}` is not a base address", text.text),
            )
            .expected(
                "an address such as https://example.org/statistics/ or a path such as /statistics/",
            ),
        );
    }
    parsed.ok()
}

/// The entries of a navigation.
fn entries(key: &'static str, fields: &Fields<'_>, report: &mut Report) -> Vec<NavigationEntry> {
    fields
        .texts(key, report)
        .unwrap_or_default()
        .into_iter()
        .map(|text| NavigationEntry {
            path: text.text.clone(),
            location: text.span.location(),
        })
        .collect()
}

fn hosts(fields: &Fields<'_>, report: &mut Report) -> Vec<Host> {
    let names = Host::NAMES.map(|(name, _)| name);
    let mut hosts: Vec<Host> = Vec::new();
    for text in fields.texts("hosts", report).unwrap_or_default() {
        match Host::NAMES.iter().find(|(name, _)| *name == text.text) {
            Some((name, host)) => {
                let is_other =
                    |known: &&Host| **known != *host && known.file_names() == host.file_names();
                if hosts.iter().any(|known| is_other(&known)) {
                    let message =
                        format!("`{name}` reads other words in files that another host reads too");
                    report.push(
                        text.error(Code::BadConfig, message)
                            .expected("`netlify` or `cloudflare`, not both"),
                    );
                }
                hosts.push(*host);
            }
            None => report.push(
                text.error(
                    Code::BadConfig,
                    format!("there is no file for the host `{}`", text.text),
                )
                .expected(format!("some of {}", names.join(", ")))
                .did_you_mean(&text.text, names),
            ),
        }
    }
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// The most that a reader fetches for a first search, in kB.
fn search_budget(fields: &Fields<'_>, report: &mut Report) -> Option<u64> {
    const KEY: &str = "search_budget";
    let value = fields.value(KEY)?;
    let written = match value.kind {
        ValueKind::Integer(number) => u64::try_from(number).ok(),
        _ => None,
    };
    if written.is_none() {
        fields.wrong_kind(KEY, value, "a whole number of kilobytes", report);
    }
    written
}

/// What is gone on purpose: addresses with the reason.
fn gone(fields: &Fields<'_>, report: &mut Report) -> Vec<(String, String)> {
    let Some(table) = fields.table("gone", report) else {
        return Vec::new();
    };
    let mut gone = Vec::new();
    for entry in &table.entries {
        match &entry.value.kind {
            ValueKind::Text(reason)
                if entry.key.starts_with('/') && !reason.text.trim().is_empty() =>
            {
                gone.push((entry.key.clone(), reason.text.clone()));
            }
            _ => report.push(
                entry
                    .key_span
                    .error(
                        Code::BadConfig,
                        format!(
                            "`{}` is no address with the reason why it is gone",
                            entry.key
                        ),
                    )
                    .expected(
                        "an address from the site's front page, such as \"/old/\" = \"Merged.\"",
                    ),
            ),
        }
    }
    gone
}

fn licence(fields: &Fields<'_>, report: &mut Report) -> Option<Licence> {
    let table = fields.table("licence", report)?;
    let fields = Fields::new(table, Code::BadConfig);
    let name = fields.required_text("name", "the name of the licence", report);
    let url = fields.text("url", report);
    fields.finish(report);
    if let Some(text) = url
        && !is_outside(&text.text)
    {
        report.push(
            text.error(
                Code::BadConfig,
                format!("`{}` is not the address of a licence", text.text),
            )
            .expected("an https: address"),
        );
    }
    Some(Licence {
        name: name?.text.clone(),
        url: url.map(|text| text.text.clone()),
    })
}

/// The texts of one language under `[translations.<language>]`.
struct Translation {
    language: Language,
    title: Option<String>,
    description: Option<String>,
    publisher: Option<String>,
}

struct Translations(Vec<Translation>);

impl Translations {
    fn read(fields: &Fields<'_>, languages: &[Language], report: &mut Report) -> Translations {
        let Some(table) = fields
            .table("translations", report)
            .filter(|_| !languages.is_empty())
        else {
            return Translations(Vec::new());
        };
        let mut translations = Vec::new();
        for entry in &table.entries {
            let known = languages.iter().skip(1).find(|l| l.tag() == entry.key);
            let (Some(language), ValueKind::Table(texts)) = (known, &entry.value.kind) else {
                report.push(entry.key_span.error(
                    Code::BadConfig,
                    format!(
                        "`translations.{}` is not a table of one of the other languages",
                        entry.key
                    ),
                ));
                continue;
            };
            let fields = Fields::new(texts, Code::BadConfig);
            let mut text = |key| fields.text(key, report).map(|text| text.text.clone());
            let translation = Translation {
                language: language.clone(),
                title: text("title"),
                description: text("description"),
                publisher: text("publisher"),
            };
            fields.finish(report);
            translations.push(translation);
        }
        Translations(translations)
    }

    fn local(
        &self,
        default: &Language,
        text: Option<&Text>,
        translated: fn(&Translation) -> &Option<String>,
    ) -> LocalText {
        let mut local = LocalText::new();
        if let Some(text) = text {
            local.insert(default.clone(), text.text.clone());
        }
        for translation in &self.0 {
            if let Some(text) = translated(translation) {
                local.insert(translation.language.clone(), text.clone());
            }
        }
        local
    }
}
