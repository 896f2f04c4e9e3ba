//! Everything that is read and checked before pages are planned.

use super::Previous;
use super::watch::{Step, Watch};
use crate::config::{self, Config, Overrides};
use crate::content::{self, Documents, Kind};
use crate::data::{self, Catalog};
use crate::diag::Report;
use crate::diff::ChangeLog;
use crate::error::Error;
use crate::input::Inputs;
use crate::locale::Locale;
use crate::options::Options;
use crate::render::{Renderer, Theme};
use crate::site::{self, Site};
use crate::stats::Date;

/// A site that was read and is in order as far as can be known without pages.
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
    /// What changed in the data with each edition: where the site tells it, and what was published before
    /// is known.
    pub editions: Option<ChangeLog>,
}

/// Loads a site that is to follow what was published last, if that is known.
pub fn load_after(
    inputs: Inputs,
    before: Option<&Previous>,
    options: &Options,
    watch: &dyn Watch,
    report: &mut Report,
) -> Result<Option<Loaded>, Error> {
    let Some(loaded) = load(inputs, &options.overrides, options.now, watch, report) else {
        return Ok(None);
    };
    let Some(before) = before else {
        return Ok(Some(loaded));
    };
    before.report_shortened(&loaded, report);
    let mut documents = loaded.documents.iter();
    let tells_changes = documents.any(|document| document.front.kind == Some(Kind::Changes));
    drop(documents);
    let editions = tells_changes.then(|| before.editions(&loaded.catalog));
    let editions = editions.transpose()?.flatten();
    Ok(Some(Loaded { editions, ..loaded }))
}

/// Loads a site from its files. Every step reports its problems; `None` when there were errors.
pub fn load(
    inputs: Inputs,
    overrides: &Overrides,
    now: Option<Date>,
    watch: &dyn Watch,
    report: &mut Report,
) -> Option<Loaded> {
    if !inputs.report_names(report) {
        return None;
    }
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
        editions: None,
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
            self.editions.as_ref(),
            report,
        )
    }

    /// What pages are rendered with; their files are made, or only named.
    pub fn renderer(&self, makes_files: bool) -> Renderer<'_> {
        Renderer::new(&self.theme, &self.locales, makes_files)
    }
}
