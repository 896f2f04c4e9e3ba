//! Data without a site around them.

use std::path::Path;

use crate::config;
use crate::data::{self, Catalog};
use crate::diag::{Diagnostic, Report};
use crate::error::Error;
use crate::input::{self, Inputs};
use crate::options::DataOptions;

/// What came of reading data alone.
#[derive(Debug)]
pub struct DataOutcome {
    /// Every problem, in order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// The resources that are in order.
    pub catalog: Catalog,
    /// The files that the descriptor names, relative to the root.
    pub described: Vec<String>,
    /// The addresses that the site says are gone on purpose.
    pub gone: Vec<String>,
}

/// Reads and checks data without a site: those of a folder with a descriptor, which may have been
/// made elsewhere, or those of a site.
pub fn load_data(options: &DataOptions) -> Result<DataOutcome, Error> {
    let mut report = Report::new();
    let (inputs, folder) = read_data_or_site(&options.root)?;
    let language = config::default_language(&inputs);
    let catalog = data::load(&inputs, folder, &language, options.now, &mut report);
    let gone = config::readable(&inputs).map(|config| config.gone);
    let gone = gone.unwrap_or_default().into_iter();
    Ok(DataOutcome {
        gone: gone.map(|(address, _)| address).collect(),
        diagnostics: report.sorted(),
        described: catalog.package.described.clone(),
        catalog,
    })
}

/// The inputs in a folder, and the folder of the data in them.
pub fn read_data_or_site(root: &Path) -> Result<(Inputs, &'static str), Error> {
    Ok(if input::is_package(root) {
        (input::read_data(root)?, "")
    } else {
        (input::read(root)?, data::FOLDER)
    })
}
