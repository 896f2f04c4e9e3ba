//! What a published descriptor tells of its registers of revisions, read leniently: it may have been
//! written by an earlier version of this program.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::data::register::{RegisterCells, RegisterEntry};
use crate::input::value::why_not_json;

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
    affected: Vec<CellsFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CellsFile {
    measures: Vec<String>,
    #[serde(rename = "where")]
    codes: BTreeMap<String, OneOrMany>,
}

/// A name or a list of names: the standard allows both.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// The entries of the registers of a published descriptor, each with its resource; what is wrong when it
/// is none.
pub fn published_registers(descriptor: &[u8]) -> Result<Vec<(String, Vec<RegisterEntry>)>, String> {
    let file: RegisterFile =
        serde_json::from_slice(descriptor).map_err(|_| why_not_json(descriptor))?;
    let registers = file.resources.into_iter().map(|resource| {
        let entries = resource.yearbook.revisions.into_iter();
        (resource.name, entries.map(entry).collect())
    });
    Ok(registers.collect())
}

fn entry(file: EntryFile) -> RegisterEntry {
    let cells = file.affected.into_iter().map(|cells| {
        let codes = cells.codes.into_iter();
        RegisterCells {
            measures: cells.measures.into_iter().collect(),
            codes: codes
                .map(|(dimension, codes)| match codes {
                    OneOrMany::One(code) => (dimension, [code].into()),
                    OneOrMany::Many(codes) => (dimension, codes.into_iter().collect()),
                })
                .collect(),
        }
    });
    RegisterEntry {
        kind: file.kind,
        date: file.date,
        what: file.what,
        affected: cells.collect(),
    }
}
