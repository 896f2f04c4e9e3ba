//! The files of datasets and code lists: kept where they are made from the same, else written.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::dependencies::{hash_of_files, holds_only_records};
use super::{Built, Loaded, Sink};
use crate::cache::{Cache, KeptFile, hash};
use crate::config::SITE_FILE;
use crate::data::{self, PublishedFile};
use crate::diag::Report;
use crate::error::Error;
use crate::input::InputHashes;
use crate::output;
use crate::render::{self, Describing};
use crate::site::{DataFile, Page, PageInputs, PageKind, Site};

/// Writes the files of all datasets and code lists, or keeps them. What the published descriptor says of
/// the plain ones comes with them.
pub fn data_files(
    site: &Site<'_>,
    loaded: &Loaded,
    inputs: &InputHashes,
    last: &Cache,
    sink: Sink<'_>,
) -> Result<(Vec<KeptFile>, Vec<PublishedFile>), Error> {
    // What a file is made from: its own records, and everything among the data that is no record: the
    // descriptor with schemas in files of their own, and the codes of all lists; files with words also
    // from those of their language and what the site says of itself.
    let shared = hash_of_files(inputs, |path| {
        path.starts_with(data::FOLDER) && !holds_only_records(&loaded.catalog, path)
    });
    let site_itself = hash_of_files(inputs, |path| path == SITE_FILE);
    let base_url = &loaded.config.base_url;
    let hash_of = |file: &DataFile<'_>| {
        let resources = site.with_references(file.resource);
        let records = resources.iter().map(|resource| &resource.path);
        let records: Vec<_> = records
            .map(|path| inputs.get(path).map(|(_, hash)| hash))
            .collect();
        let words = file.language.map(|_| site.locale_of(file).words());
        hash(&(shared, records, site_itself, format!("{base_url:?}"), words))
    };
    let files: Vec<DataFile<'_>> = site.data_files().collect();
    let units: Vec<&[DataFile<'_>]> = files.chunk_by(are_made_at_once).collect();
    let written: Vec<Vec<KeptFile>> = units
        .par_iter()
        .map(|unit| write_unit(site, unit, hash_of(&unit[0]), last, sink))
        .collect::<Result<_, Error>>()?;
    let written: Vec<KeptFile> = written.into_iter().flatten().collect();
    let described = written.iter().filter_map(|file| file.description.clone());
    let described = described.collect();
    Ok((written, described))
}

/// Files with words of one language are made of the same cube.
fn are_made_at_once(one: &DataFile<'_>, other: &DataFile<'_>) -> bool {
    one.language.is_some()
        && one.language == other.language
        && one.resource.name == other.resource.name
}

fn write_unit(
    site: &Site<'_>,
    unit: &[DataFile<'_>],
    hash: [u8; 16],
    last: &Cache,
    sink: Sink<'_>,
) -> Result<Vec<KeptFile>, Error> {
    let mut kept = Some(Vec::new());
    for file in unit {
        let own = kept_with_copies(file.address.as_str(), hash, last, sink)?;
        kept = kept.zip(own).map(|(kept, own)| [kept, own].concat());
    }
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let first = &unit[0];
    if first.language.is_none() {
        return plain_file(site, first, hash, sink);
    }
    let contents = match sink.draft {
        Some(_) => render::worded_data_files(site, unit),
        None => vec![Vec::new(); unit.len()],
    };
    let mut files = Vec::new();
    for (file, content) in unit.iter().zip(contents) {
        let written = sink.write_all(file.address.as_str(), &content)?;
        files.extend(written.into_iter().map(|file| KeptFile {
            hash,
            file,
            description: None,
        }));
    }
    Ok(files)
}

/// Writes a file whose words are in all languages or in none.
fn plain_file(
    site: &Site<'_>,
    file: &DataFile<'_>,
    hash: [u8; 16],
    sink: Sink<'_>,
) -> Result<Vec<KeptFile>, Error> {
    let mut describing = Describing::default();
    let parts = render::plain_data_file(site, file).inspect(|part| describing.add(part));
    let path = file.address.as_str();
    let written = sink.write_parts(path, parts)?;
    let description = describing.finish(&file.resource.name, file.address.file_name());
    let description = Some(description).filter(|_| file.is_described());
    let kept = written.into_iter().map(|file| KeptFile {
        hash,
        description: description.clone().filter(|_| file.path == path),
        file,
    });
    Ok(kept.collect())
}

/// A file of the last build and its compressed copies, if all are as they were and made from the same.
fn kept_with_copies(
    path: &str,
    hash: [u8; 16],
    last: &Cache,
    sink: Sink<'_>,
) -> Result<Option<Vec<KeptFile>>, Error> {
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

/// The sizes of files in bytes, by their paths.
pub type FileSizes = BTreeMap<String, usize>;

/// The sizes of the files that were written.
pub fn sizes_of(files: &Built) -> FileSizes {
    let files = files.cache.files.iter();
    files
        .filter_map(|(path, kept)| {
            Some((path.clone(), usize::try_from(kept.file.stamp.size).ok()?))
        })
        .collect()
}

/// Everything that a page shows, with the size of the plain file that it is about: the others take too
/// long for a look at a page.
pub fn inputs_with_size(site: &Site<'_>, page: &Page<'_>, report: &mut Report) -> PageInputs {
    let inputs = site.inputs(page, report);
    let PageKind::Resource(resource) = &page.kind else {
        return inputs;
    };
    let mut files = site.data_files();
    let plain = files.find(|file| file.resource.name == resource.name);
    let plain = plain.map(|file| {
        let parts = render::plain_data_file(site, &file);
        (
            file.address.as_str().to_owned(),
            parts.map(|part| part.len()).sum(),
        )
    });
    inputs.with_file_sizes(|path| {
        plain
            .iter()
            .find(|(own, _)| own == path)
            .map(|(_, size)| *size)
    })
}
