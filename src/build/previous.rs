//! The site that was published last, as far as a new one is held against it.

use std::path::Path;

use super::Loaded;
use crate::Error;
use crate::data::{self, PACKAGE_FILE, PublishedEntry};
use crate::diag::Report;
use crate::output;

/// What was published last.
#[derive(Debug)]
pub struct Previous {
    /// The paths of its files that somebody may know the address of.
    pub addresses: Vec<String>,
    /// The entries of its registers of revisions.
    register: Vec<PublishedEntry>,
}

impl Previous {
    /// Reads what is left of a site in a folder.
    pub fn read(folder: &Path) -> Result<Previous, Error> {
        let unreadable =
            |(path, error): (std::path::PathBuf, std::io::Error)| Error::unreadable(&path, &error);
        let addresses = output::known_addresses(folder).map_err(unreadable)?;
        let descriptor = output::published_file(folder, PACKAGE_FILE).map_err(unreadable)?;
        let register = descriptor.map(|bytes| {
            data::published_entries(&bytes).map_err(|message| {
                let error = std::io::Error::new(std::io::ErrorKind::InvalidData, message);
                Error::unreadable(&folder.join(PACKAGE_FILE), &error)
            })
        });
        Ok(Previous {
            addresses,
            register: register.transpose()?.unwrap_or_default(),
        })
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
