//! `yearbook init`: a new site that builds, with an article, data, a chart and a table to begin from; and
//! the file by which a host of repositories checks and publishes it.

mod host;

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;

use super::arguments::InitArguments;
use super::{EXIT_USAGE, say};
use crate::config::SITE_FILE;
use crate::disk::Folder;
pub(super) use host::CiHost;

/// The languages in which there is a site to begin from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FirstLanguage {
    /// English
    En,
    /// Vietnamese
    Vi,
}

/// A file of the site, with its path below the site's folder.
type SiteFile = (&'static str, &'static str);

/// What is the same in all languages. Published files and the cache are no matter of version control.
const SHARED: [SiteFile; 2] = [
    (".gitignore", "/public/\n/.public.*\n/.yearbook/\n"),
    ("data/visits.csv", include_str!("init/visits.csv")),
];

const ENGLISH: [SiteFile; 5] = [
    ("yearbook.toml", include_str!("init/en/yearbook.toml")),
    ("content/index.md", include_str!("init/en/index.md")),
    ("content/visits.md", include_str!("init/en/visits.md")),
    (
        "data/datapackage.json",
        include_str!("init/en/datapackage.json"),
    ),
    ("data/libraries.csv", include_str!("init/en/libraries.csv")),
];

const VIETNAMESE: [SiteFile; 5] = [
    ("yearbook.toml", include_str!("init/vi/yearbook.toml")),
    ("content/index.md", include_str!("init/vi/index.md")),
    ("content/visits.md", include_str!("init/vi/visits.md")),
    (
        "data/datapackage.json",
        include_str!("init/vi/datapackage.json"),
    ),
    ("data/libraries.csv", include_str!("init/vi/libraries.csv")),
];

/// Makes the site in a folder that is new or empty, and the file of a host; the file alone where there is
/// a site.
pub(super) fn run(arguments: &InitArguments) -> ExitCode {
    match make(arguments) {
        Ok(summary) => {
            say(&summary);
            ExitCode::SUCCESS
        }
        Err(reason) => {
            say(&format!("yearbook: {reason}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

/// What was made in words, or why nothing was.
fn make(arguments: &InitArguments) -> Result<String, String> {
    let folder = &arguments.folder;
    let place = folder.display();
    let failed = |error: io::Error| format!("cannot make a site in {place}: {error}");
    let is_site = folder.join(SITE_FILE).is_file();
    let host = match arguments.ci {
        Some(host) => {
            let install = host::install_command(arguments.install.as_deref())?;
            Some(host.file(install))
        }
        None => None,
    };
    let mut summary = Vec::new();
    if !is_site || host.is_none() {
        if !is_free(folder).map_err(failed)? {
            return Err(format!(
                "{place} is not empty; name a folder that is new or empty"
            ));
        }
        write(folder, arguments.language).map_err(failed)?;
        summary.push(format!(
            "a site to begin from is in {place}; its figures are made up\nyearbook build --root {place}    publishes it in {place}/public"
        ));
    }
    if let Some((path, text)) = host {
        let present = Folder::open(folder).and_then(|folder| folder.content(path));
        // What somebody has changed there is theirs.
        if present.is_ok_and(|present| present != text.as_bytes()) {
            return Err(format!(
                "there is another {path} in {place}; move it away to see the one that would be written"
            ));
        }
        put(folder, path, &text).map_err(failed)?;
        summary.push(format!(
            "{path} checks what is proposed and publishes what is merged; read it once, and set the address of the site in it"
        ));
    }
    Ok(summary.join("\n"))
}

/// Whether nothing can be overwritten in a folder. A new repository may be there already.
fn is_free(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.all(|entry| entry.is_ok_and(|e| e.file_name() == ".git"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn write(folder: &Path, language: FirstLanguage) -> io::Result<()> {
    let own = match language {
        FirstLanguage::En => ENGLISH,
        FirstLanguage::Vi => VIETNAMESE,
    };
    for (path, content) in SHARED.iter().chain(&own) {
        put(folder, path, content)?;
    }
    Ok(())
}

/// Writes a file below the folder, and makes the folders that are missing on the way to it.
fn put(folder: &Path, path: &str, content: &str) -> io::Result<()> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let folder = Folder::make_holding_alone(&folder.join(path))?;
    folder.replace(name)?.finish(&[content])
}
