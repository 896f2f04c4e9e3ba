//! Files that are no pages: data, the theme's assets, files that are published as they are.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::basis::{hash_of_files, holds_only_records};
use super::{Built, Loaded, Sink};
use crate::Error;
use crate::cache::{Cache, KeptFile, hash};
use crate::data::{self, PACKAGE_FILE, PublishedFile, Resource};
use crate::diag::Report;
use crate::input::InputHashes;
use crate::output;
use crate::render::{self, Describing};
use crate::site::{Address, Page, PageInputs, PageKind, Site};

/// Writes what is no page, or keeps it.
pub fn write_other_files(
    (site, loaded): (&Site<'_>, &Loaded),
    inputs: &InputHashes,
    last: &Cache,
    sink: Sink<'_>,
) -> Result<Built, Error> {
    let mut built = Built::default();
    let mut described = Vec::new();
    let resources: Vec<(Address, &Resource)> = site.data_files().collect();
    // What a file is made from: its own records, and everything among the data that is no record: the
    // descriptor with schemas in files of their own, and the codes of all lists.
    let shared = hash_of_files(inputs, |path| {
        path.starts_with(data::FOLDER) && !holds_only_records(&loaded.catalog, path)
    });
    let files: Vec<(Vec<KeptFile>, PublishedFile)> = resources
        .par_iter()
        .map(|(address, resource)| {
            let own = inputs.get(&resource.path).and_then(|(_, content)| *content);
            let hash = hash(&(shared, own));
            data_file(address, resource, hash, last, sink)
        })
        .collect::<Result<_, Error>>()?;
    for (files, description) in files {
        described.push(description);
        for file in files {
            built.add_file(file);
        }
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
    for host in &loaded.config.hosts {
        let (name, text) = render::host_file(*host, loaded.config.base_url.path());
        add(name, text.as_bytes())?;
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

/// The sizes of data files in bytes, by the names of their resources.
pub type FileSizes = BTreeMap<String, usize>;

/// The sizes of the data files that were written.
pub fn sizes_of(files: &Built) -> FileSizes {
    let described = files.cache.files.values();
    described
        .filter_map(|file| file.description.as_ref())
        .map(|file| (file.resource.clone(), file.bytes))
        .collect()
}

/// Everything that a page shows, with the size of the file that it is about.
pub fn inputs_with_size(site: &Site<'_>, page: &Page<'_>, report: &mut Report) -> PageInputs {
    let bytes = match &page.kind {
        PageKind::Resource(resource) => Some(render::data_file(resource).map(|p| p.len()).sum()),
        _ => None,
    };
    site.inputs(page, report).with_file_size(bytes)
}

/// The file of a resource; `hash` is that of what it is made from.
fn data_file(
    address: &Address,
    resource: &Resource,
    hash: [u8; 16],
    last: &Cache,
    sink: Sink<'_>,
) -> Result<(Vec<KeptFile>, PublishedFile), Error> {
    let known = last.files.get(address.as_str());
    if let Some(description) = known.and_then(|known| known.description.as_ref())
        && let Some(kept) = kept_with_copies(address, hash, last, sink)?
    {
        return Ok((kept, description.clone()));
    }
    let mut describing = Describing::default();
    let parts = render::data_file(resource).inspect(|part| describing.add(part));
    let files = sink.write_parts(address.as_str(), parts)?;
    let description = describing.finish(&resource.name, address.file_name());
    let kept = files.into_iter().map(|file| KeptFile {
        hash,
        description: (file.path == address.as_str()).then(|| description.clone()),
        file,
    });
    Ok((kept.collect(), description))
}

/// A file of the last build and its compressed copies, if all are as they were and made from the same.
fn kept_with_copies(
    address: &Address,
    hash: [u8; 16],
    last: &Cache,
    sink: Sink<'_>,
) -> Result<Option<Vec<KeptFile>>, Error> {
    let path = address.as_str();
    let copies = output::COPIES.iter().filter(|_| sink.has_copies(path));
    let copies = copies.map(|ending| format!("{path}.{ending}"));
    let mut kept = Vec::new();
    for path in std::iter::once(path.to_owned()).chain(copies) {
        let known = last.files.get(&path).filter(|known| known.hash == hash);
        let Some(known) = known else {
            return Ok(None);
        };
        let Some(file) = sink.keep(&known.file)? else {
            return Ok(None);
        };
        kept.push(KeptFile {
            file,
            ..known.clone()
        });
    }
    Ok(Some(kept))
}
