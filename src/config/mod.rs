//! From `yearbook.toml` as written to a decided [`Config`].

mod base_url;
mod format;
mod locales;
mod site_file;

pub use base_url::{BaseUrl, BaseUrlError};
pub use format::{FileFormat, Holds};
pub use locales::{load as load_locales, words};
pub use site_file::SITE;

use crate::diag::{Code, Diagnostic, Location, Report};
use crate::input::Inputs;
use crate::locale::{Language, LocalText};

/// The file that holds a site's configuration.
pub const SITE_FILE: &str = "yearbook.toml";

/// The theme that every other theme falls back to.
const DEFAULT_THEME: &str = "default";

/// The most that a reader fetches for a first search where no configuration says, in kB.
const SEARCH_BUDGET: u64 = 500;

/// The default language where no configuration says.
const FALLBACK: &str = "en";

/// Everything that is decided once for a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's name by language.
    pub title: LocalText,
    /// One sentence about the site by language.
    pub description: LocalText,
    /// The start of the file that says all this; nothing for data without a site.
    pub location: Option<Location>,
    /// Where the site is published.
    pub base_url: BaseUrl,
    /// The site's languages; the first is the default.
    pub languages: Vec<Language>,
    /// The name of the theme.
    pub theme: String,
    /// Where the theme was named, if it was.
    pub theme_location: Option<Location>,
    /// The entries of the main navigation, as paths of source files.
    pub navigation: Vec<NavigationEntry>,
    /// The entries of the navigation at the foot of every page, as paths of source files.
    pub footer: Vec<NavigationEntry>,
    /// Who publishes the site, by language.
    pub publisher: LocalText,
    /// How to reach the publisher: an address of any kind.
    pub contact: Option<String>,
    /// The licence of texts and data.
    pub licence: Option<Licence>,
    /// The hosts for which a file with headers is published.
    pub hosts: Vec<Host>,
    /// Addresses that were published before and are gone on purpose, each with the reason; one that ends
    /// with `/` stands for everything below it.
    pub gone: Vec<(String, String)>,
    /// The most that a reader fetches for a first search, in kB.
    pub search_budget: u64,
    /// Whether raw HTML of documents is published.
    pub raw_html: bool,
    /// Whether documents marked as drafts are built.
    pub drafts: bool,
}

/// One entry of the main navigation.
#[derive(Clone, Debug)]
pub struct NavigationEntry {
    /// The source file that the entry leads to, relative to the site's root.
    pub path: String,
    /// Where the entry stands.
    pub location: Location,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Licence {
    /// Its name, such as `CC BY 4.0`.
    pub name: String,
    /// Where its text is.
    pub url: Option<String>,
}

/// A host that reads from a file of the site with which headers it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// Netlify and hosts that read the same files.
    Netlify,
    /// Cloudflare Pages, which knows other words in files of the same names.
    Cloudflare,
    /// Apache.
    Apache,
}

impl Host {
    /// Every host with the word that publishers write.
    pub const NAMES: [(&'static str, Host); 3] = [
        ("netlify", Host::Netlify),
        ("cloudflare", Host::Cloudflare),
        ("apache", Host::Apache),
    ];

    /// The names of its files.
    pub fn file_names(self) -> &'static [&'static str] {
        match self {
            Host::Netlify | Host::Cloudflare => &["_headers", "_redirects"],
            Host::Apache => &[".htaccess"],
        }
    }
}

/// What the command line decides over the file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Replaces `base_url`.
    pub base_url: Option<BaseUrl>,
    /// Builds drafts too.
    pub drafts: bool,
}

impl Config {
    /// Whether what was published at an address is gone on purpose.
    pub fn is_gone(&self, address: &str) -> bool {
        is_gone(self.gone.iter().map(|(gone, _)| gone), address)
    }

    /// The language whose pages stand at the root.
    pub fn default_language(&self) -> &Language {
        &self.languages[0]
    }
}

/// Whether an address is among those that are gone on purpose, or below one that ends with `/`.
pub fn is_gone<'g>(gone: impl IntoIterator<Item = &'g String>, address: &str) -> bool {
    let mut gone = gone.into_iter();
    gone.any(|gone| address == gone || (gone.ends_with('/') && address.starts_with(gone.as_str())))
}

/// The configuration of what may be a site, if it has one that can be read.
pub fn readable(inputs: &Inputs) -> Option<Config> {
    let source = inputs.text(SITE_FILE)?;
    site_file::read(source, &Overrides::default(), &mut Report::new())
}

/// The default language of what may be a site: English where no configuration says.
pub fn default_language(inputs: &Inputs) -> Language {
    match readable(inputs) {
        Some(config) => config.default_language().clone(),
        None => Language::parse(FALLBACK).expect("the tag of English"),
    }
}

/// The configuration with which a chart is drawn outside a site: that of the site that the data
/// belong to, or one for data alone; and the chart's language, which is the default language
/// unless another one is wanted.
pub fn for_chart(
    inputs: &Inputs,
    wanted: Option<&Language>,
    report: &mut Report,
) -> Option<(Config, Language)> {
    let config = if inputs.is_package() {
        for_data(wanted)
    } else {
        resolve(inputs, &Overrides::default(), report)?
    };
    let language = wanted.unwrap_or(config.default_language()).clone();
    if !config.languages.contains(&language) {
        let known: Vec<&str> = config.languages.iter().map(Language::tag).collect();
        report.push(Diagnostic::error(
            Code::BadConfig,
            format!(
                "`{language}` is not one of the site's languages ({})",
                known.join(", ")
            ),
        ));
        return None;
    }
    Some((config, language))
}

/// The configuration of data without a site: in English, and in a language that is wanted besides.
fn for_data(wanted: Option<&Language>) -> Config {
    let english = Language::parse(FALLBACK).expect("the tag of English");
    let other = wanted.filter(|wanted| **wanted != english).cloned();
    Config {
        title: LocalText::default(),
        description: LocalText::default(),
        location: None,
        base_url: BaseUrl::root(),
        languages: [english].into_iter().chain(other).collect(),
        theme: DEFAULT_THEME.to_owned(),
        theme_location: None,
        navigation: Vec::new(),
        footer: Vec::new(),
        publisher: LocalText::default(),
        contact: None,
        licence: None,
        hosts: Vec::new(),
        gone: Vec::new(),
        search_budget: SEARCH_BUDGET,
        raw_html: false,
        drafts: false,
    }
}

/// Reads and decides the configuration. `None` when the file is unusable; the report says why.
pub fn resolve(inputs: &Inputs, overrides: &Overrides, report: &mut Report) -> Option<Config> {
    let Some(source) = inputs.text(SITE_FILE) else {
        report.push(
            Diagnostic::error(
                Code::BadConfig,
                format!("there is no {SITE_FILE} in {}", inputs.root().display()),
            )
            .hint("name the site's folder with `--root DIR`"),
        );
        return None;
    };
    site_file::read(source, overrides, report)
}
