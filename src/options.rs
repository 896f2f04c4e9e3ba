//! What the program is asked to do.

use std::path::PathBuf;

use crate::config::{FileFormat, Overrides};
use crate::locale::Language;
use crate::stats::Date;

/// Which cache a build uses and leaves.
#[derive(Clone, Debug)]
pub struct CacheUse {
    /// What the program is known by: a cache that another one left is not used.
    pub program: String,
    /// Whether a cache is used that was left in another folder than this one, such as one that a CI
    /// restored. Its author could put any page in the place of one that is built.
    pub is_restored: bool,
}

/// What a build is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site is published; `None` checks without writing.
    pub output: Option<PathBuf>,
    /// What the command line decides over `yearbook.toml`.
    pub overrides: Overrides,
    /// Whether compressed copies of text files are published beside them.
    pub precompress: bool,
    /// The site that was published last: an address of it that is gone is an error, and so is an
    /// entry of a register of revisions. Without it nothing is known of either.
    pub previous: Option<PathBuf>,
    /// Whether warnings stop the build too.
    pub deny_warnings: bool,
    /// The day of the build, for checks that no period lies in the future; without it they are
    /// not made. It never shows in what is published.
    pub now: Option<Date>,
    /// What is kept from one build to the next; nothing without it.
    pub cache: Option<CacheUse>,
    /// Whether it is recorded what was read and made.
    pub is_recorded: bool,
}

/// Which data are read alone.
#[derive(Clone, Debug)]
pub struct DataOptions {
    /// A folder with `datapackage.json`, or a site.
    pub root: PathBuf,
    /// See [`Options::now`].
    pub now: Option<Date>,
}

/// Which chart is drawn outside a site.
#[derive(Clone, Debug)]
pub struct ChartOptions {
    /// A file that holds what a chart block holds.
    pub file: PathBuf,
    /// Where the data are: a site, or a folder with a descriptor.
    pub root: PathBuf,
    /// The language of the words; by default that of the site.
    pub language: Option<Language>,
    /// As what it is drawn.
    pub format: FileFormat,
}
