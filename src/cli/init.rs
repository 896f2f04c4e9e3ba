//! `yearbook init`: a new site that builds, with an article, data, a chart and a table to begin from.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;

use super::arguments::InitArguments;
use super::{EXIT_USAGE, say};

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

/// Makes the site in a folder that is new or empty.
pub(super) fn run(arguments: &InitArguments) -> ExitCode {
    let folder = &arguments.folder;
    match is_free(folder).and_then(|is_free| {
        if is_free {
            write(folder, arguments.language)?;
        }
        Ok(is_free)
    }) {
        Ok(true) => {
            let place = folder.display();
            say(&format!(
                "a site to begin from is in {place}; its figures are made up\nyearbook build --root {place}    publishes it in {place}/public"
            ));
            ExitCode::SUCCESS
        }
        Ok(false) => {
            say(&format!(
                "yearbook: {} is not empty; name a folder that is new or empty",
                folder.display()
            ));
            ExitCode::from(EXIT_USAGE)
        }
        Err(error) => {
            say(&format!(
                "yearbook: cannot make a site in {}: {error}",
                folder.display()
            ));
            ExitCode::from(EXIT_USAGE)
        }
    }
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
        let file = folder.join(path);
        let parent = file.parent().expect("every file lies in a folder");
        fs::create_dir_all(parent)?;
        fs::write(file, content)?;
    }
    Ok(())
}
