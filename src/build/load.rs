//! Everything that is read and checked before pages are planned.

use super::watch::{Step, Watch};
use crate::config::{self, Config, Overrides};
use crate::content::{self, Documents};
use crate::data::{self, Catalog};
use crate::diag::Report;
use crate::input::Inputs;
use crate::locale::Locale;
use crate::render::{Renderer, Theme};
use crate::site::{self, Site};
use crate::stats::Date;

/// A site that was read and is in order as far as it can be told without pages.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub inputs: Inputs,
    /// The configuration.
    pub config: Config,
    /// The languages.
    pub locales: Vec<Locale>,
    /// The theme.
    pub theme: Theme,
    /// The data.
    pub catalog: Catalog,
    /// The documents.
    pub documents: Documents,
}

/// Loads a site from its files. Every step reports its problems; `None` when there were errors.
pub fn load(
    inputs: Inputs,
    (overrides, now): (&Overrides, Option<Date>),
    watch: &dyn Watch,
    report: &mut Report,
) -> Option<Loaded> {
    let config = config::resolve(&inputs, overrides, report)?;
    let locales = config::load_locales(&inputs, &config, report);
    let theme = locales.and_then(|locales| {
        let theme = Theme::load(&inputs, &config, &locales, report)?;
        Some((theme, locales))
    });
    watch.begins(Step::Data, None);
    let language = config.default_language();
    let catalog = data::load(&inputs, data::FOLDER, language, now, report);
    watch.begins(Step::Documents, None);
    let words = theme.as_ref().map_or(&[][..], |(_, locales)| locales);
    let documents = content::load(&inputs, &config, words, report);
    let (theme, locales) = theme.filter(|_| !report.has_errors())?;
    Some(Loaded {
        inputs,
        config,
        locales,
        theme,
        catalog,
        documents,
    })
}

impl Loaded {
    /// The plan of the site.
    pub fn plan(&self, report: &mut Report) -> Site<'_> {
        site::plan(
            &self.config,
            &self.inputs,
            &self.catalog,
            &self.documents,
            &self.locales,
            report,
        )
    }

    /// What pages are rendered with; their files are made, or only named.
    pub fn renderer(&self, makes_files: bool) -> Renderer<'_> {
        Renderer::new(&self.theme, &self.locales, makes_files)
    }
}
