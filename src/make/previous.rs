//! The site that was published last, as far as a new one is held against it.

use std::io;
use std::path::{Path, PathBuf};

use super::Loaded;
use crate::data::{self, Catalog, PACKAGE_FILE, RegisterEntry};
use crate::diag::{Report, Severity};
use crate::diff::{CHANGES_FILE, ChangeLog, DataDiff};
use crate::error::Error;
use crate::options::DataOptions;
use crate::output;

/// The front page of a site.
const FRONT_PAGE: &str = "index.html";

/// Below which pages of data are.
const DATA_PAGES: &str = "data/";

/// What was published last.
#[derive(Debug)]
pub struct Previous {
    /// The paths of its files that somebody may know the address of.
    pub addresses: Vec<String>,
    folder: PathBuf,
    /// The entries of its registers of revisions, by resource.
    registers: Vec<(String, Vec<RegisterEntry>)>,
}

impl Previous {
    /// Reads what is left of a site in a folder.
    pub fn read(folder: &Path) -> Result<Previous, Error> {
        let addresses = output::known_addresses(folder)
            .map_err(|(path, error)| Error::unreadable(&path, &error))?;
        // Every site has a front page.
        if !addresses.iter().any(|path| path == FRONT_PAGE) {
            return Err(unusable(folder, "no site was published here".to_owned()));
        }
        let registers = published(folder, PACKAGE_FILE)?.map(|bytes| {
            let registers = data::published_registers(&bytes);
            registers.map_err(|reason| unusable(&folder.join(PACKAGE_FILE), reason))
        });
        let has_data = addresses.iter().any(|path| path.starts_with(DATA_PAGES));
        if registers.is_none() && has_data {
            let reason = "it is missing from the site that was published".to_owned();
            return Err(unusable(&folder.join(PACKAGE_FILE), reason));
        }
        Ok(Previous {
            addresses,
            folder: folder.to_owned(),
            registers: registers.transpose()?.unwrap_or_default(),
        })
    }

    /// What has changed in the data with each edition, up to what is about to be published. Nothing as long
    /// as no site has told of a change: a site that is made again is the same, whether or not the one
    /// before it is at hand.
    pub fn editions(&self, catalog: &Catalog) -> Result<Option<ChangeLog>, Error> {
        let known = published(&self.folder, CHANGES_FILE)?;
        let log = known.map(|content| {
            let log = ChangeLog::read(&content);
            log.map_err(|reason| unusable(&self.folder.join(CHANGES_FILE), reason))
        });
        let log = log.transpose()?;
        let log = log.map(|log| log.without_confidential(catalog));
        if published(&self.folder, PACKAGE_FILE)?.is_none() {
            return Ok(log);
        }
        let before = super::load_data(&DataOptions {
            root: self.folder.clone(),
            now: None,
        })?;
        let mut problems = before.diagnostics.iter();
        match problems.find(|problem| problem.severity == Severity::Error) {
            // Its words may hold a number that is confidential now.
            Some(problem) => {
                let place = problem.location.as_ref();
                let place = place.map(|at| format!("{}:{}:{}: ", at.path, at.line, at.column));
                let reason = format!("{}error[{}]", place.unwrap_or_default(), problem.code);
                Err(unusable(&self.folder, reason))
            }
            None => {
                let diff = DataDiff::new(&before.catalog, catalog);
                Ok(match log {
                    None if diff.is_empty() => None,
                    log => Some(log.unwrap_or_default().with(&diff, catalog)),
                })
            }
        }
    }

    /// Reports entries that are gone from the registers of revisions.
    pub fn report_shortened(&self, loaded: &Loaded, report: &mut Report) {
        let config = &loaded.config;
        let gone = |resource: &str| config.is_gone(&format!("/data/{resource}/"));
        let descriptor = loaded.inputs.text(PACKAGE_FILE);
        data::report_shortened(&self.registers, &loaded.catalog, descriptor, gone, report);
    }
}

fn published(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, Error> {
    output::published_file(folder, path).map_err(|(path, error)| Error::unreadable(&path, &error))
}

/// What was published before cannot be understood.
fn unusable(path: &Path, reason: String) -> Error {
    Error::unreadable(path, &io::Error::new(io::ErrorKind::InvalidData, reason))
}
