//! From the inputs of a page to its bytes: views, templates, drawings, files to take away.
//!
//! Which pages exist is decided in `site`; what is written to disk in `output`.

mod body;
mod checks_view;
mod data_view;
mod download;
mod figure_view;
mod template_error;
mod theme;
mod view;

pub use download::csv::data_file;
pub use download::package::described;
pub use theme::{Asset, Theme};

use crate::chart::FontMetrics;
use crate::diag::{Diagnostic, Location};
use crate::locale::Locale;
use crate::site::{BodyPart, PageContent, PageInputs};
use view::PageView;

/// What rendering needs besides the inputs of a page.
#[derive(Debug)]
pub struct Renderer<'a> {
    theme: &'a Theme,
    locales: &'a [Locale],
    fonts: FontMetrics,
}

/// The bytes of a page and of the files that belong to it.
#[derive(Debug)]
pub struct RenderedPage {
    /// The page.
    pub html: String,
    /// The files of its figures, by their path in the published tree.
    pub files: Vec<(String, Vec<u8>)>,
}

impl<'a> Renderer<'a> {
    /// A renderer with this theme.
    pub fn new(theme: &'a Theme, locales: &'a [Locale]) -> Renderer<'a> {
        Renderer {
            theme,
            locales,
            fonts: FontMetrics::load(),
        }
    }

    /// Renders a page. A mistake in a template is a diagnostic; `origin` is where the page's own
    /// text stands, which it names besides.
    pub fn render(
        &self,
        inputs: &PageInputs,
        origin: Option<&Location>,
    ) -> Result<RenderedPage, Vec<Diagnostic>> {
        let locale = self
            .locales
            .iter()
            .find(|locale| locale.language().tag() == inputs.site.language)
            .expect("every page is in a language of the site");
        let view = PageView::new(inputs, self.theme, locale, &self.fonts);
        let html = self
            .theme
            .render(&inputs.content, &view, locale, &inputs.address, origin)?;
        Ok(RenderedPage {
            html,
            files: figure_files(&inputs.content),
        })
    }
}

fn figure_files(content: &PageContent) -> Vec<(String, Vec<u8>)> {
    let PageContent::Document(document) = content else {
        return Vec::new();
    };
    document
        .body
        .iter()
        .filter_map(|part| match part {
            BodyPart::Figure(figure) => Some((
                figure.download.path.clone(),
                download::csv::figure(&figure.table),
            )),
            BodyPart::Markup(_)
            | BodyPart::Text(_)
            | BodyPart::Number(_)
            | BodyPart::Link { .. }
            | BodyPart::Image { .. } => None,
        })
        .collect()
}
