//! Files that are no pages: data, the theme's assets, files that are published as they are.

use std::path::Path;

use super::data_files::data_files;
use super::{Built, Loaded, Sink};
use crate::cache::{Cache, KeptFile};
use crate::data::PACKAGE_FILE;
use crate::error::Error;
use crate::input::InputHashes;
use crate::render;
use crate::site::{Redirect, Site};

/// Writes what is no page, or keeps it.
pub fn write_other_files(
    site: &Site<'_>,
    loaded: &Loaded,
    inputs: &InputHashes,
    last: &Cache,
    sink: Sink<'_>,
) -> Result<Built, Error> {
    let mut built = Built::default();
    let (files, described) = data_files(site, loaded, inputs, last, sink)?;
    for file in files {
        built.add_file(file);
    }
    let mut add = |path: &str, content: &[u8]| {
        let written = sink.write_all(path, content)?;
        for file in written {
            built.add_file(KeptFile::new(file));
        }
        Ok::<(), Error>(())
    };
    if let Some(descriptor) = site.published_package(&described) {
        add(PACKAGE_FILE, descriptor.as_bytes())?;
    }
    for asset in loaded.theme.assets() {
        add(&asset.path, &asset.content)?;
    }
    let redirects: Vec<Redirect> = site.redirects().collect();
    let base_path = loaded.config.base_url.path();
    for host in &loaded.config.hosts {
        for (name, text) in render::host_files(*host, base_path, &redirects) {
            add(name, text.as_bytes())?;
        }
    }
    for raw in &site.raw_pages {
        let content = raw
            .file
            .bytes()
            .map_err(|error| Error::unreadable(Path::new(raw.path), &error))?;
        add(raw.address.as_str(), &content)?;
    }
    Ok(built)
}
