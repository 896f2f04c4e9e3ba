//! Themes: templates over those of the default theme, and assets with their content in their name.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

use super::download::svg_style::chart_style;
use super::page_bytes::PageBytes;
use super::rendering::Rendering;
use super::template_error::diagnostics;
use super::template_hash::{template_hashes, words_hash};
use crate::config::Config;
use crate::diag::limits::{PAGE_BYTES, TEMPLATES};
use crate::diag::{Code, Diagnostic, Location, Report, Source};
use crate::input::{Inputs, RawFile};
use crate::locale::{Language, Locale, Words};

/// The theme that every other theme falls back to.
const DEFAULT_THEME: &str = "default";

/// The folder of assets in the published tree.
const ASSETS: &str = "assets";

/// The name of the asset that holds the paint of charts.
const STYLE_SHEET: &str = "style_css";

/// The rules of the style sheet.
const STYLE: &str = "style.css";

/// The colours, type and space that the rules use.
const TOKENS: &str = "tokens.css";

/// Rules of a theme behind those of the theme that it falls back to.
const EXTRA: &str = "extra.css";

/// What is published as parts of the style sheet and not as files of their own.
const PARTS_OF_STYLE: [&str; 2] = [TOKENS, EXTRA];

/// How many letters of a hash stand in the name of an asset: enough to tell versions apart.
const HASH_LENGTH: usize = 10;

/// A theme that is ready to render.
#[derive(Debug)]
pub struct Theme {
    templates: BTreeMap<Language, Tera>,
    /// Addresses of assets by their path below the theme's `static/`.
    hrefs: BTreeMap<String, String>,
    assets: Vec<Asset>,
    /// The style sheet of a drawing that stands alone.
    chart_style: String,
    sources: Vec<Source>,
    /// The hash of each template with all that it leads to.
    template_hashes: BTreeMap<String, blake3::Hash>,
    /// The hash of the words of each language, and of the addresses of assets.
    words_hashes: BTreeMap<Language, blake3::Hash>,
}

/// A file of a theme that is published.
#[derive(Debug)]
pub struct Asset {
    /// Its path in the published tree.
    pub path: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl Theme {
    /// Loads the theme of a site. `None` when a template cannot be used; the report says why.
    pub fn load(
        inputs: &Inputs,
        config: &Config,
        locales: &[Locale],
        report: &mut Report,
    ) -> Option<Theme> {
        let names = theme_names(inputs, config, report)?;
        let mut tera = Tera::default();
        let prefixes: Vec<String> = names.iter().map(|name| format!("{name}/")).collect();
        tera.set_fallback_prefixes(prefixes)
            .expect("no template has been added yet");
        let mut sources = Vec::new();
        let mut templates = Vec::new();
        for name in &names {
            let folder = format!("themes/{name}/templates/");
            if let Some(diagnostic) = too_many_templates(inputs, &folder) {
                report.push(diagnostic);
                return None;
            }
            for (path, source) in inputs.texts_below(&folder) {
                let Ok(text) = std::str::from_utf8(source.bytes()) else {
                    report.push(
                        Diagnostic::error(Code::TemplateError, "the template is not UTF-8")
                            .at(source.location(0..0)),
                    );
                    return None;
                };
                let below = path.strip_prefix(&folder).unwrap_or(path);
                templates.push((format!("{name}/{below}"), text));
                sources.push(source.clone());
            }
        }
        report_unused_templates(&names, &templates, &sources, report);
        let template_hashes = template_hashes(&templates);
        if let Err(error) = tera.add_raw_templates(templates) {
            for diagnostic in diagnostics(&error, &sources) {
                report.push(diagnostic);
            }
            return None;
        }
        let assets = assets(inputs, &names, report)?;
        let templates = locales.iter().map(|locale| {
            let mut tera = tera.clone();
            tera.global_context()
                .insert("words", &nested(locale.words()));
            (locale.language().clone(), tera)
        });
        let hrefs: BTreeMap<String, String> = assets
            .iter()
            .map(|(name, asset)| (name.clone(), config.base_url.path_to(&asset.path)))
            .collect();
        Some(Theme {
            templates: templates.collect(),
            template_hashes,
            words_hashes: locales
                .iter()
                .map(|locale| {
                    let hash = words_hash(locale.words(), &hrefs);
                    (locale.language().clone(), hash)
                })
                .collect(),
            hrefs,
            chart_style: assets
                .iter()
                .find(|(name, _)| name == STYLE_SHEET)
                .map(|(_, asset)| chart_style(&String::from_utf8_lossy(&asset.content)))
                .unwrap_or_default(),
            assets: assets.into_iter().map(|(_, asset)| asset).collect(),
            sources,
        })
    }

    /// The hash of all that a page of a kind in a language is rendered with; of several kinds when
    /// other pages belong to it.
    pub(super) fn hash(&self, kinds: &[&str], language: &Language) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new();
        for kind in kinds {
            let name = format!("{kind}.html");
            let hash = self.template_hashes.get(&name);
            hasher.update(hash.map_or(&[0; 32], |hash| hash.as_bytes()));
        }
        hasher.update(self.words_hashes[language].as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        short
    }

    /// The files of the theme that are published.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Addresses of assets by the name that templates use: the path below `static/` with `_` for
    /// what is no letter or digit, so that `style.css` is `assets.style_css`.
    pub(super) fn hrefs(&self) -> &BTreeMap<String, String> {
        &self.hrefs
    }

    /// The style sheet of a drawing that stands alone.
    pub(super) fn chart_style(&self) -> &str {
        &self.chart_style
    }

    /// Renders a page with the template of a kind.
    pub(super) fn render(
        &self,
        kind: &str,
        view: &impl Serialize,
        locale: &Locale,
        address: &str,
        origin: Option<&Location>,
    ) -> Result<String, Vec<Diagnostic>> {
        let tera = &self.templates[locale.language()];
        let problems = |error: &tera::Error| {
            let mut problems = diagnostics(error, &self.sources);
            for diagnostic in &mut problems {
                // A mistake at a known place is the same on every page, and is reported once.
                if diagnostic.location.is_none() {
                    let rendering = format!(" (while rendering /{address})");
                    diagnostic.message.push_str(&rendering);
                    diagnostic.location = origin.cloned().map(Box::new);
                }
            }
            problems
        };
        let context = Context::from_serialize(view).map_err(|error| problems(&error))?;
        let template = format!("{kind}.html");
        let mut page = PageBytes::new();
        let rendering = Rendering::begin(address, &template);
        let rendered = tera.render_to(&template, &context, &mut page);
        drop(rendering);
        match rendered {
            Ok(()) => Ok(page.into_text()),
            Err(_) if page.is_full() => Err(vec![too_large(&template, address, origin)]),
            Err(error) => Err(problems(&error)),
        }
    }
}

fn too_many_templates(inputs: &Inputs, folder: &str) -> Option<Diagnostic> {
    let (_, source) = inputs.texts_below(folder).nth(TEMPLATES)?;
    let message = format!("the theme has more than {TEMPLATES} templates");
    Some(
        Diagnostic::error(Code::TooLarge, message)
            .at(source.location(0..0))
            .hint("join small ones: a file may define many components"),
    )
}

fn too_large(template: &str, address: &str, origin: Option<&Location>) -> Diagnostic {
    let most = PAGE_BYTES >> 20;
    let message = format!("the template `{template}` makes /{address} larger than {most} MB");
    let diagnostic = Diagnostic::error(Code::TooLarge, message)
        .hint("let the loops of the template go through less");
    match origin {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    }
}

/// Reports templates of a site's own theme that no page is made with: a misspelt name would do
/// nothing. Templates are given with the theme before their name.
fn report_unused_templates(
    themes: &[String],
    templates: &[(String, &str)],
    sources: &[Source],
    report: &mut Report,
) {
    let default = format!("{DEFAULT_THEME}/");
    let known: Vec<&str> = templates
        .iter()
        .filter_map(|(name, _)| name.strip_prefix(&default))
        .collect();
    let own = format!("{}/", themes[0]);
    for ((name, text), source) in templates.iter().zip(sources) {
        let Some(below) = name
            .strip_prefix(&own)
            .filter(|below| !known.contains(below))
        else {
            continue;
        };
        let quoted = format!("\"{below}\"");
        let is_named = templates.iter().any(|(_, text)| text.contains(&quoted));
        if !is_named && !text.contains("{% component") {
            report.push(
                Diagnostic::warning(
                    Code::UnknownKey,
                    format!("no page is made with the template `{below}`"),
                )
                .at(source.location(0..0))
                .did_you_mean(below, known.iter().copied()),
            );
        }
    }
}

/// The themes to look through, the site's own first.
fn theme_names(inputs: &Inputs, config: &Config, report: &mut Report) -> Option<Vec<String>> {
    if config.theme == DEFAULT_THEME {
        return Some(vec![DEFAULT_THEME.to_owned()]);
    }
    let folder = format!("themes/{}/", config.theme);
    let exists = inputs.texts_below(&folder).next().is_some()
        || inputs.others_below(&folder).next().is_some();
    if !exists {
        let mut diagnostic = Diagnostic::error(
            Code::MissingFile,
            format!("there is no theme `{}`", config.theme),
        )
        .expected(format!(
            "the name of a folder below themes/, or `{DEFAULT_THEME}`"
        ));
        if let Some(location) = &config.theme_location {
            diagnostic = diagnostic.at(location.clone());
        }
        report.push(diagnostic);
        return None;
    }
    Some(vec![config.theme.clone(), DEFAULT_THEME.to_owned()])
}

/// The assets by the name that templates use. Those of an earlier theme hide those of a later one; the
/// style sheet is one file, of the tokens of all themes, the rules, and the rules that a theme adds.
fn assets(inputs: &Inputs, themes: &[String], report: &mut Report) -> Option<Vec<(String, Asset)>> {
    let mut found: BTreeMap<&str, (&str, &RawFile)> = BTreeMap::new();
    let folders: Vec<String> = themes
        .iter()
        .map(|name| format!("themes/{name}/static/"))
        .collect();
    for folder in &folders {
        for (path, file) in inputs.others_below(folder) {
            let below = path.strip_prefix(folder.as_str()).unwrap_or(path);
            found.entry(below).or_insert((path, file));
        }
    }
    let mut read = |path: &str, file: &RawFile| {
        let unreadable = |error| format!("cannot read {path}: {error}");
        let failed = |error| report.push(Diagnostic::error(Code::MissingFile, unreadable(error)));
        file.bytes().map_err(failed).ok()
    };
    let mut assets = Vec::new();
    for (below, (path, file)) in found {
        if PARTS_OF_STYLE.contains(&below) {
            continue;
        }
        let mut content = read(path, file)?;
        if below == STYLE {
            let mut sheet = Vec::new();
            // Tokens of the default theme come first, so that another one may give some anew.
            for folder in folders.iter().rev() {
                let path = format!("{folder}{TOKENS}");
                if let Some(file) = inputs.other(&path) {
                    sheet.extend(read(&path, file)?);
                    sheet.push(b'\n');
                }
            }
            sheet.append(&mut content);
            let path = format!("{}{EXTRA}", folders[0]);
            if let Some(file) = inputs.other(&path) {
                sheet.push(b'\n');
                sheet.extend(read(&path, file)?);
            }
            content = sheet;
        }
        let hash = blake3::hash(&content).to_hex();
        let hash = &hash[..HASH_LENGTH];
        let hashed = match below.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
            None => format!("{below}.{hash}"),
        };
        let name = below.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        let asset = Asset {
            path: format!("{ASSETS}/{hashed}"),
            content,
        };
        assets.push((name, asset));
    }
    Some(assets)
}

/// Words as templates ask for them: `words.figure.source`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Nested {
    Text(String),
    Group(BTreeMap<String, Nested>),
}

fn nested(words: &Words) -> BTreeMap<String, Nested> {
    let mut root = BTreeMap::new();
    for (key, text) in words.iter() {
        let mut group = &mut root;
        let mut parts: Vec<&str> = key.split('.').collect();
        let Some(last) = parts.pop() else { continue };
        for part in parts {
            // Templates cannot name a key with a hyphen.
            let part = part.replace('-', "_");
            let entry = group
                .entry(part)
                .or_insert_with(|| Nested::Group(BTreeMap::new()));
            match entry {
                Nested::Group(inner) => group = inner,
                Nested::Text(_) => unreachable!("a key of words is a text or a group, not both"),
            }
        }
        group.insert(last.replace('-', "_"), Nested::Text(text.to_owned()));
    }
    root
}
