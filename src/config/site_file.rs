//! The file format of `yearbook.toml`.

use super::base_url::BaseUrl;
use super::{Config, DEFAULT_THEME, Host, Licence, NavigationEntry, Overrides, SEARCH_BUDGET};
use crate::diag::{Code, Report, Source};
use crate::input::value::{Fields, Form, Kind, Text, key, parse_toml, required, text_of};
use crate::locale::{Language, LocalText};
use crate::markup::is_outside;

const TEXTS: Kind = Kind::OneOrMore(&Kind::Text);

/// The file `yearbook.toml`.
pub static SITE: Form = Form {
    title: "yearbook.toml",
    keys: &[&[
        required("title", Kind::Filled, "the name of the site"),
        required(
            "languages",
            TEXTS,
            "the site's languages, the default one first",
        ),
        key(
            "description",
            Kind::Text,
            "what the site is about, in a sentence",
        ),
        key("publisher", Kind::Text, "who publishes the site"),
        key("contact", Kind::Text, "how readers reach the publisher"),
        key("base_url", Kind::Text, "where the site will be reached").or("/"),
        key("theme", Kind::Text, "the folder of the theme below themes/").or(DEFAULT_THEME),
        key(
            "navigation",
            TEXTS,
            "the documents of the main navigation, by their paths",
        ),
        key(
            "footer",
            TEXTS,
            "the documents of the navigation at the foot of each page, by their paths",
        ),
        key(
            "licence",
            Kind::Table(&LICENCE),
            "the licence of texts and data",
        ),
        key(
            "hosts",
            Kind::OneOrMore(&Kind::Word(hosts_known)),
            "the hosts for which files of settings are written",
        ),
        key(
            "gone",
            Kind::Map(&Kind::Filled),
            "addresses that are gone on purpose, each with the reason",
        ),
        key(
            "search_budget",
            Kind::Whole(0, i64::MAX, "a whole number of kilobytes"),
            "the most that a reader loads for a first search, in kB",
        ),
        key(
            "raw_html",
            Kind::Boolean,
            "whether HTML in documents is published",
        )
        .or("false"),
        key(
            "translations",
            Kind::Map(&Kind::Table(&TRANSLATION)),
            "the words of the site in its other languages",
        ),
    ]],
    is_open: false,
};

static LICENCE: Form = Form {
    title: "a licence",
    keys: &[&[
        required("name", Kind::Filled, "the name of the licence"),
        key("url", Kind::Text, "its address"),
    ]],
    is_open: false,
};

static TRANSLATION: Form = Form {
    title: "the words of the site in another language",
    keys: &[&[
        key("title", Kind::Text, "the name of the site"),
        key("description", Kind::Text, "what the site is about"),
        key("publisher", Kind::Text, "who publishes the site"),
    ]],
    is_open: false,
};

fn hosts_known() -> Vec<&'static str> {
    Host::NAMES.iter().map(|(name, _)| *name).collect()
}

pub(super) fn read(source: &Source, overrides: &Overrides, report: &mut Report) -> Option<Config> {
    let toml = text_of(source, report)?;
    let table = parse_toml(source, toml, 0, Code::BadConfig, report)?;
    let fields = Fields::check(&SITE, &table, Code::BadConfig, report);
    let languages = languages(fields, report);
    let known_languages = languages.as_deref().unwrap_or_default();
    let translations = Translations::read(fields, known_languages, report);
    let base_url = base_url(fields, overrides, report);
    let (title, theme) = (fields.text("title"), fields.text("theme"));
    let search_budget = fields.integer("search_budget");
    let search_budget = search_budget.and_then(|number| u64::try_from(number).ok());
    let (licence, hosts, gone) = (
        licence(fields, report),
        hosts(fields, report),
        gone(fields, report),
    );
    // Everything is read before anything is given up, so that one mistake hides no other.
    let (languages, base_url) = (languages?, base_url?);
    let local = |text: Option<&Text>, translated: fn(&Translation) -> &Option<String>| {
        translations.local(&languages[0], text, translated)
    };
    let config = Config {
        title: local(title, |t| &t.title),
        description: local(fields.text("description"), |t| &t.description),
        publisher: local(fields.text("publisher"), |t| &t.publisher),
        location: Some(source.beginning().location()),
        base_url,
        theme: theme.map_or_else(|| DEFAULT_THEME.to_owned(), |text| text.text.clone()),
        theme_location: theme.map(|text| text.span.location()),
        navigation: entries(fields, "navigation"),
        footer: entries(fields, "footer"),
        contact: fields.text("contact").map(|text| text.text.clone()),
        licence,
        hosts,
        gone,
        search_budget: search_budget.unwrap_or(SEARCH_BUDGET),
        raw_html: fields.boolean("raw_html").unwrap_or(false),
        drafts: overrides.drafts,
        languages,
    };
    title.map(|_| config)
}

fn languages(fields: Fields<'_>, report: &mut Report) -> Option<Vec<Language>> {
    let mut languages: Vec<Language> = Vec::new();
    let wrong = |text: &Text, message: String| {
        text.error(Code::BadConfig, message)
            .expected("different language tags such as \"en\" and \"vi\"")
    };
    for text in fields.texts("languages") {
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
    let value = fields.value("languages");
    if let Some(empty) = value.filter(|value| value.items().is_empty()) {
        let message = "`languages` is an empty list";
        let hint = "for example: languages = [\"en\", \"vi\"]";
        report.push(empty.error(Code::BadConfig, message).hint(hint));
    }
    (!languages.is_empty()).then_some(languages)
}

fn base_url(fields: Fields<'_>, overrides: &Overrides, report: &mut Report) -> Option<BaseUrl> {
    let written = fields.text("base_url");
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
fn entries(fields: Fields<'_>, key: &str) -> Vec<NavigationEntry> {
    let texts = fields.texts(key).into_iter();
    let entries = texts.map(|text| NavigationEntry {
        path: text.text.clone(),
        location: text.span.location(),
    });
    entries.collect()
}

fn hosts(fields: Fields<'_>, report: &mut Report) -> Vec<Host> {
    let mut hosts: Vec<Host> = Vec::new();
    for text in fields.texts("hosts") {
        let Some((name, host)) = Host::NAMES.iter().find(|(name, _)| *name == text.text) else {
            continue;
        };
        let is_other = |known: &&Host| **known != *host && known.file_names() == host.file_names();
        if hosts.iter().any(|known| is_other(&known)) {
            let message =
                format!("`{name}` reads other words in files that another host reads too");
            let wrong = text.error(Code::BadConfig, message);
            report.push(wrong.expected("`netlify` or `cloudflare`, not both"));
        }
        hosts.push(*host);
    }
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// What is gone on purpose: addresses with the reason.
fn gone(fields: Fields<'_>, report: &mut Report) -> Vec<(String, String)> {
    let mut gone = Vec::new();
    for (entry, reason) in fields.text_entries("gone") {
        if !entry.key.starts_with('/') {
            let message = format!("`{}` is not an address of this site", entry.key);
            let wrong = entry.key_span.error(Code::BadConfig, message);
            report.push(wrong.expected(
                "an address from the site's front page, such as \"/old/\" = \"Merged.\"",
            ));
        }
        gone.push((entry.key.clone(), reason.text.clone()));
    }
    gone
}

fn licence(fields: Fields<'_>, report: &mut Report) -> Option<Licence> {
    let fields = fields.table("licence")?;
    let url = fields.text("url");
    if let Some(text) = url.filter(|text| !is_outside(&text.text)) {
        let message = format!("`{}` is not the address of a licence", text.text);
        let wrong = text.error(Code::BadConfig, message);
        report.push(wrong.expected("an https: address"));
    }
    Some(Licence {
        name: fields.text("name")?.text.clone(),
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
    fn read(fields: Fields<'_>, languages: &[Language], report: &mut Report) -> Translations {
        let mut translations = Vec::new();
        for entry in fields.entries("translations") {
            let known = languages.iter().skip(1).find(|l| l.tag() == entry.key);
            let Some(language) = known else {
                if !languages.is_empty() {
                    let message = format!("`{}` is not one of the other languages", entry.key);
                    report.push(entry.key_span.error(Code::BadConfig, message));
                }
                continue;
            };
            let Some(texts) = fields.fields("translations", &entry.value) else {
                continue;
            };
            let text = |key| texts.text(key).map(|text| text.text.clone());
            translations.push(Translation {
                language: language.clone(),
                title: text("title"),
                description: text("description"),
                publisher: text("publisher"),
            });
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
