//! The site that was published last, as far as a new one is held against it.

use std::io;
use std::path::{Path, PathBuf};

use super::Loaded;
use crate::data::{self, Catalog, PACKAGE_FILE, PublishedEntry};
use crate::diag::{Report, Severity};
use crate::diff::{CHANGES_FILE, ChangeLog, DataDiff};
use crate::output;
use crate::{DataOptions, Error};

/// What was published last.
#[derive(Debug)]
pub struct Previous {
    /// The paths of its files that somebody may know the address of.
    pub addresses: Vec<String>,
    folder: PathBuf,
    /// The entries of its registers of revisions.
    register: Vec<PublishedEntry>,
}

impl Previous {
    /// Reads what is left of a site in a folder.
    pub fn read(folder: &Path) -> Result<Previous, Error> {
        let addresses = output::known_addresses(folder).map_err(unreadable)?;
        let register = published(folder, PACKAGE_FILE)?.map(|bytes| {
            let entries = data::published_entries(&bytes);
            entries.map_err(|told| unusable(&folder.join(PACKAGE_FILE), told))
        });
        Ok(Previous {
            addresses,
            folder: folder.to_owned(),
            register: register.transpose()?.unwrap_or_default(),
        })
    }

    /// What has changed in the data with each edition, up to what is about to be published.
    pub fn editions(&self, catalog: &Catalog) -> Result<ChangeLog, Error> {
        let known = published(&self.folder, CHANGES_FILE)?;
        let log = known.map(|content| {
            let log = ChangeLog::read(&content);
            log.map_err(|told| unusable(&self.folder.join(CHANGES_FILE), told))
        });
        let log = log.transpose()?.unwrap_or_default();
        if published(&self.folder, PACKAGE_FILE)?.is_none() {
            return Ok(log);
        }
        let before = crate::load_data(&DataOptions {
            root: self.folder.clone(),
            now: None,
        })?;
        let mut problems = before.diagnostics.iter();
        match problems.find(|problem| problem.severity == Severity::Error) {
            Some(problem) => Err(unusable(&self.folder, problem.message.clone())),
            None => Ok(log.with(&DataDiff::new(&before.catalog, catalog), catalog)),
        }
    }

    /// Reports entries that are gone from the registers of revisions.
    pub fn report_shortened(&self, loaded: &Loaded, report: &mut Report) {
        let config = &loaded.config;
        let gone = |resource: &str| config.is_gone(&format!("/data/{resource}/"));
        let descriptor = loaded.inputs.text(PACKAGE_FILE);
        let data = (&loaded.catalog, descriptor);
        data::report_shortened(&self.register, data, gone, report);
    }
}

fn published(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, Error> {
    output::published_file(folder, path).map_err(unreadable)
}

fn unreadable((path, error): (PathBuf, io::Error)) -> Error {
    Error::unreadable(&path, &error)
}

/// What was published before cannot be understood.
fn unusable(path: &Path, told: String) -> Error {
    Error::unreadable(path, &io::Error::new(io::ErrorKind::InvalidData, told))
}
