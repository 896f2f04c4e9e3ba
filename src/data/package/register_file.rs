//! What a published descriptor tells of its registers of revisions, read leniently: it may have been
//! written by an earlier version of this program.

use serde::Deserialize;

/// An entry of the register of a dataset, as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEntry {
    /// The resource.
    pub resource: String,
    /// `revision` or `correction`.
    pub kind: String,
    /// The day from which the new values stood.
    pub date: String,
    /// What was changed.
    pub what: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RegisterFile {
    resources: Vec<ResourceFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ResourceFile {
    name: String,
    yearbook: ExtensionFile,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ExtensionFile {
    revisions: Vec<EntryFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EntryFile {
    kind: String,
    date: String,
    what: String,
}

/// The entries of all registers of a published descriptor; what is wrong when it is none.
pub fn published_entries(descriptor: &[u8]) -> Result<Vec<PublishedEntry>, String> {
    let file: RegisterFile =
        serde_json::from_slice(descriptor).map_err(|error| error.to_string())?;
    let entries = file.resources.into_iter().flat_map(|resource| {
        let name = resource.name;
        let entries = resource.yearbook.revisions.into_iter();
        entries.map(move |entry| PublishedEntry {
            resource: name.clone(),
            kind: entry.kind,
            date: entry.date,
            what: entry.what,
        })
    });
    Ok(entries.collect())
}
