//! From the inputs of a page to its bytes: views, templates, drawings, files to take away.
//!
//! Which pages exist is decided in `site`; what is written to disk in `output`.

mod body;
mod data_files;
mod download;
mod figure_files;
mod figure_view;
mod page_bytes;
mod page_entry;
mod rendering;
mod structured_file;
mod template_error;
mod template_hash;
mod theme;
mod view;

pub use data_files::{plain_data_file, worded_data_files};
pub use download::api_file::api;
pub use download::catalogue::catalogue;
pub use download::csv::data_file;
pub use download::finder_file::finder;
#[cfg(feature = "search")]
pub use download::full_text::{IndexedPage, full_text};
pub use download::host_file::host_files;
pub use download::package::Describing;
pub use download::sitemap::{MappedPage, robots, sitemap};
pub use page_entry::{FigureEntry, PageEntry};
pub use rendering::{Rendering, renderings};
pub use theme::{Asset, Theme};

use std::collections::BTreeMap;

use crate::chart::{self, CardText, FontMetrics};
use crate::diag::{Diagnostic, Location};
use crate::locale::Locale;
use crate::site::{
    AliasInputs, BodyPart, CiteInputs, FigureInputs, KindInputs, PageContent, PageInputs,
};
use download::atom::atom;
use download::calendar::calendar;
use download::citation::citation;
use view::PageView;

/// The template of a page that holds one chart.
const EMBED: &str = "embed";

/// The template of a page that sends readers on.
const MOVED: &str = "moved";

/// What rendering needs besides the inputs of a page.
#[derive(Debug)]
pub struct Renderer<'a> {
    theme: &'a Theme,
    locales: &'a [Locale],
    fonts: FontMetrics,
    makes_files: bool,
    #[cfg(feature = "png")]
    painter: download::png::Painter,
}

/// The sizes of files in bytes by their paths in the published tree.
type FileSizes<'f> = BTreeMap<&'f str, usize>;

/// The bytes of a page and of what belongs to it.
#[derive(Debug)]
pub struct RenderedPage {
    /// The page.
    pub html: String,
    /// The pages of its charts for the pages of others.
    pub embedded: Vec<EmbeddedPage>,
    /// What files about the whole site tell of it.
    pub entry: PageEntry,
    /// The files of its figures and its own, by their path in the published tree.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A page that belongs to another: one that holds one chart and nothing else, or what is found at a
/// former address.
#[derive(Debug)]
pub struct EmbeddedPage {
    /// The path below the site's root, with `/` at its end.
    pub address: String,
    /// Its path in the published tree.
    pub path: String,
    /// The page.
    pub html: String,
}

impl EmbeddedPage {
    /// The same below a former address of the page that it belongs to.
    fn at(&self, page: &str, alias: &AliasInputs) -> Option<EmbeddedPage> {
        let below = |path: &str| moved(path, page, alias);
        Some(EmbeddedPage {
            address: below(&self.address)?,
            path: below(&self.path)?,
            html: self.html.clone(),
        })
    }
}

/// Where a file that lies below a page is found at a former address of the page; nothing below one that
/// was a file itself.
fn moved(path: &str, page: &str, alias: &AliasInputs) -> Option<String> {
    let below = path.strip_prefix(page)?;
    alias
        .address
        .ends_with('/')
        .then(|| format!("{}{below}", alias.address))
}

/// The files of a page, with copies at its former addresses: a file cannot send on.
fn at_former_addresses(
    inputs: &PageInputs,
    mut files: Vec<(String, Vec<u8>)>,
) -> Vec<(String, Vec<u8>)> {
    let mut copies = Vec::new();
    for alias in &inputs.aliases {
        copies.extend(files.iter().filter_map(|(path, content)| {
            Some((moved(path, &inputs.address, alias)?, content.clone()))
        }));
    }
    files.append(&mut copies);
    files
}

impl<'a> Renderer<'a> {
    /// A renderer with this theme. Files take longer than pages; where nothing is published they
    /// are named, but left empty.
    pub fn new(theme: &'a Theme, locales: &'a [Locale], makes_files: bool) -> Renderer<'a> {
        Renderer {
            theme,
            locales,
            fonts: FontMetrics::load(),
            makes_files,
            #[cfg(feature = "png")]
            painter: download::png::Painter::new(),
        }
    }

    /// The hash of all that a page is rendered with besides its inputs: templates, words, assets.
    pub fn theme_hash(&self, inputs: &PageInputs) -> [u8; 16] {
        let own = view::kind(&inputs.content);
        let has_embeds = figures(&inputs.content).any(|figure| figure.embed.is_some());
        let others = [(EMBED, has_embeds), (MOVED, !inputs.aliases.is_empty())];
        let others = others.into_iter().filter(|(_, is_needed)| *is_needed);
        let kinds: Vec<&str> = std::iter::once(own)
            .chain(others.map(|(kind, _)| kind))
            .collect();
        self.theme.hash(&kinds, self.locale(inputs).language())
    }

    fn locale(&self, inputs: &PageInputs) -> &'a Locale {
        let language = &inputs.site.language;
        let mut locales = self.locales.iter();
        locales
            .find(|locale| locale.language().tag() == language)
            .expect("every page is in a language of the site")
    }

    /// Renders a page. A mistake in a template is a diagnostic; `origin` is where the page's own
    /// text stands, which it names besides.
    pub fn render(
        &self,
        inputs: &PageInputs,
        origin: Option<&Location>,
    ) -> Result<RenderedPage, Vec<Diagnostic>> {
        let locale = self.locale(inputs);
        let files: Vec<(String, Vec<u8>)> = figures(&inputs.content)
            .flat_map(|figure| self.figure_files(inputs, figure, locale))
            .collect();
        let sizes = files
            .iter()
            .map(|(path, content)| (path.as_str(), content.len()));
        let (html, embedded) = self.pages(inputs, &sizes.collect(), origin)?;
        let own = self.own_files(inputs);
        let paths = own.iter().map(|(path, _)| path.clone());
        let entry = PageEntry::new(inputs, paths.collect());
        let files = files.into_iter().chain(own).collect();
        Ok(RenderedPage {
            html,
            embedded,
            entry,
            files: at_former_addresses(inputs, files),
        })
    }

    /// Renders a page and those of its charts, without their files, whose sizes it does not tell.
    pub fn render_pages(
        &self,
        inputs: &PageInputs,
        origin: Option<&Location>,
    ) -> Result<(String, Vec<EmbeddedPage>), Vec<Diagnostic>> {
        self.pages(inputs, &FileSizes::new(), origin)
    }

    fn pages(
        &self,
        inputs: &PageInputs,
        sizes: &FileSizes<'_>,
        origin: Option<&Location>,
    ) -> Result<(String, Vec<EmbeddedPage>), Vec<Diagnostic>> {
        let locale = self.locale(inputs);
        let view = PageView::new(inputs, self.theme, locale, &self.fonts, sizes);
        let kind = view::kind(&inputs.content);
        let html = self
            .theme
            .render(kind, &view, locale, &inputs.address, origin)?;
        let mut embedded = Vec::new();
        let embeds = figures(&inputs.content).filter_map(|figure| figure.embed.as_ref());
        for (embed, view) in embeds.zip(view.embedded()) {
            let html = self
                .theme
                .render(EMBED, &view, locale, &embed.address, origin)?;
            embedded.push(EmbeddedPage {
                address: embed.address.clone(),
                path: embed.path.clone(),
                html,
            });
        }
        let mut former = Vec::new();
        for alias in &inputs.aliases {
            former.push(EmbeddedPage {
                address: alias.address.clone(),
                path: alias.path.clone(),
                html: self
                    .theme
                    .render(MOVED, &view.moved(), locale, &alias.address, origin)?,
            });
            former.extend(
                embedded
                    .iter()
                    .filter_map(|page| page.at(&inputs.address, alias)),
            );
        }
        embedded.extend(former);
        Ok((html, embedded))
    }

    /// A file that belongs to a page, by its path in the published tree.
    pub fn file_of(&self, inputs: &PageInputs, path: &str) -> Option<Vec<u8>> {
        let locale = self.locale(inputs);
        let mut own = self.own_files(inputs).into_iter();
        if let Some((_, content)) = own.find(|(own, _)| own == path) {
            return Some(content);
        }
        figures(&inputs.content).find_map(|figure| {
            let mut downloads = figure.downloads.iter();
            let download = downloads.find(|download| download.path == path)?;
            self.figure_file(inputs, figure, download.format, locale)
        })
    }
}

impl Renderer<'_> {
    /// The files of a page besides those of its figures: citations, the calendar of releases, its feed,
    /// its card.
    fn own_files(&self, inputs: &PageInputs) -> Vec<(String, Vec<u8>)> {
        let mut files = own_texts(inputs);
        let card = inputs.card.as_ref().and_then(|card| card.path.clone());
        files.extend(card.map(|path| (path, self.card(inputs))));
        files
    }

    /// The picture that stands for a page: it shows its first chart.
    fn card(&self, inputs: &PageInputs) -> Vec<u8> {
        if !self.makes_files {
            return Vec::new();
        }
        let (style, locale) = (self.theme.chart_style(), self.locale(inputs));
        let main = figures(&inputs.content).find(|figure| figure.chart.is_some());
        let source = main.and_then(|figure| figure.source.as_ref());
        let source =
            source.map(|source| format!("{}: {source}", locale.words().get("figure.source")));
        let text = CardText {
            site: &inputs.site.title,
            title: &inputs.title,
            subtitle: main.map_or("", |figure| &figure.subtitle),
            summary: described(inputs).unwrap_or_default(),
            source: source.as_deref().unwrap_or_default(),
            publisher: inputs.site.publisher.as_deref().unwrap_or_default(),
        };
        let chart = main.and_then(|figure| figure.chart.as_ref());
        let card = chart::draw_card(&text, chart, style, locale, &self.fonts);
        self.png(&card, 1.0)
    }
}

/// What a page is about, in sentences.
fn described(inputs: &PageInputs) -> Option<&str> {
    let own = inputs.summary.as_deref();
    own.or(match &inputs.content {
        PageContent::Dataset(dataset) => dataset.description.as_deref(),
        PageContent::DataIndex(index) => index.description.as_deref(),
        PageContent::SiteIndex(_) => inputs.site.description.as_deref(),
        PageContent::Document(_) | PageContent::NotFound(_) => None,
    })
}

/// The texts that belong to a page besides its figures.
fn own_texts(inputs: &PageInputs) -> Vec<(String, Vec<u8>)> {
    let cite = |cite: &CiteInputs| {
        let files = cite.files.iter();
        files
            .map(|file| (file.path.clone(), citation(cite, file.format)))
            .collect()
    };
    let mut texts: Vec<(String, Vec<u8>)> = match &inputs.content {
        PageContent::Dataset(dataset) => cite(&dataset.cite),
        PageContent::Document(document) => match &document.kind {
            KindInputs::Article(article) => cite(article),
            KindInputs::Releases(releases) => {
                let files = releases.calendar.iter();
                files
                    .map(|file| (file.path.clone(), calendar(releases, &inputs.site.title)))
                    .collect()
            }
            _ => Vec::new(),
        },
        PageContent::DataIndex(_) | PageContent::SiteIndex(_) | PageContent::NotFound(_) => {
            Vec::new()
        }
    };
    texts.extend(
        inputs
            .feed
            .iter()
            .map(|feed| (feed.path.clone(), atom(feed))),
    );
    texts
}

fn figures(content: &PageContent) -> impl Iterator<Item = &FigureInputs> {
    let body = match content {
        PageContent::Document(document) => document.body.as_slice(),
        PageContent::Dataset(_)
        | PageContent::DataIndex(_)
        | PageContent::SiteIndex(_)
        | PageContent::NotFound(_) => &[],
    };
    body.iter().filter_map(|part| match part {
        BodyPart::Figure(figure) => Some(figure.as_ref()),
        BodyPart::Markup(_)
        | BodyPart::Text(_)
        | BodyPart::Number(_)
        | BodyPart::Link { .. }
        | BodyPart::Image { .. } => None,
    })
}
