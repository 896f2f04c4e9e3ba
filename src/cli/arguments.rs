//! The arguments of the program.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use super::format::{DataFormat, DiffFormat, Format};
use super::init::{CiHost, FirstLanguage};
use super::{now, schema};
use crate::config::{BaseUrl, FileFormat, Holds, Overrides};
use crate::locale::Language;
use crate::stats::Date;

/// A static site generator for public statistics.
#[derive(Debug, Parser)]
#[command(name = "yearbook", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a new site that builds, to begin from
    Init(InitArguments),
    /// Read and check everything, then publish the site
    Build(BuildArguments),
    /// Do the same without writing
    Check(BuildArguments),
    /// Draw one chart outside a site
    Chart(ChartArguments),
    /// Show the site on this machine while you work on it; pages follow every change
    #[cfg(feature = "serve")]
    Serve(ServeArguments),
    /// Work with data alone
    #[command(subcommand)]
    Data(DataCommand),
    /// Say what changed between two states of the same data
    Diff(DiffArguments),
    /// Say what a page depends on and why it was made or kept, or where a cell is used
    Why(WhyArguments),
    /// Say what a diagnostic means, when it occurs and how to mend it
    Explain {
        /// The code in brackets, such as `unknown-code`
        code: String,
    },
    /// Print the JSON Schema of a file that people write, for their editors
    Schema {
        /// The file
        #[arg(value_parser = PossibleValuesParser::new(schema::names()))]
        name: String,
    },
    /// Print the licences of everything that is compiled into this program
    #[command(alias = "licenses")]
    Licences,
}

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The site's folder, which is new or empty; with `--ci` also one that holds a site
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Write the file by which a host of repositories checks what is proposed and publishes what is merged
    #[arg(long, value_enum)]
    pub(super) ci: Option<CiHost>,
    /// The command by which its machines install this program, pinned by a hash; needed with `--ci`
    #[arg(long, value_name = "COMMAND", requires = "ci")]
    pub(super) install: Option<String>,
    /// The language of the site; others can be added
    #[arg(long, value_enum, default_value_t = FirstLanguage::En)]
    pub(super) language: FirstLanguage,
}

#[derive(Debug, Args)]
pub(super) struct ChartArguments {
    /// A file that holds what a chart block holds: `mark`, `data`, `x`, `y` and so on
    pub(super) file: PathBuf,
    /// The drawing: its name ends with .svg or .png
    #[arg(long, value_name = "FILE", value_parser = picture)]
    pub(super) out: Picture,
    /// Where the data are: a site, or a folder with datapackage.json
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The language of the words, such as `vi` [default: that of the site, or English]
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(super) lang: Option<Language>,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Print problems only
    #[arg(long)]
    pub(super) quiet: bool,
}

/// A drawing that is to be written.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub(super) path: PathBuf,
    pub(super) format: FileFormat,
}

#[derive(Debug, Subcommand)]
pub(super) enum DataCommand {
    /// Check data without a site: all of a folder, or some files of it
    Check(DataCheckArguments),
    /// Print what a resource holds: its fields, ranges, statuses, first records
    Show(DataShowArguments),
    /// Propose resources of datapackage.json for CSV files
    Infer(DataInferArguments),
}

#[derive(Debug, Args)]
pub(super) struct DataCheckArguments {
    /// Only what is wrong in these files
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) folder: FolderArguments,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Print every problem; without it the first 20 of each code, and how many more there are
    #[arg(long)]
    pub(super) all: bool,
    /// Let warnings fail the check
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Print problems only
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct DataShowArguments {
    /// The name of the resource
    pub(super) resource: String,
    #[command(flatten)]
    pub(super) folder: FolderArguments,
    /// How many records are shown
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) rows: usize,
    /// How the resource is printed
    #[arg(long, value_enum, default_value_t = DataFormat::Text)]
    pub(super) format: DataFormat,
}

#[derive(Debug, Args)]
pub(super) struct DataInferArguments {
    /// The CSV files
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Add the proposals to this datapackage.json, or make it; nothing in it is lost
    #[arg(long, value_name = "FILE")]
    pub(super) merge: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// The state before: a site, a published site, or a folder with datapackage.json
    pub(super) old: PathBuf,
    /// The state after
    pub(super) new: PathBuf,
    /// How the changes are printed
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
    /// How many cells of each resource are printed; JSON holds all of them
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) rows: usize,
    /// Fail when a published number was changed or withdrawn without a new entry among the revisions
    /// of its dataset, or when an entry is gone
    #[arg(long)]
    pub(super) require_notes: bool,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// Which data, and when.
#[derive(Debug, Args)]
pub(super) struct FolderArguments {
    /// A folder with datapackage.json, or a site [default: the current folder; with files, the one
    /// above the first of them]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The time of the build, such as 2024-07-03 or 2024-07-03T09:30:00+07:00
    #[arg(long, value_name = "RFC3339", value_parser = now::parse)]
    pub(super) now: Option<Date>,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(super) struct WhyArguments {
    /// The address of a page, such as /vi/targets/; or the name of a dataset
    #[arg(value_name = "ADDRESS|RESOURCE")]
    pub(super) what: String,
    /// The key of a cell of the dataset: area=hai-duong,period=2023; what is not named takes its
    /// total
    #[arg(value_name = "KEY")]
    pub(super) key: Option<String>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// Where the site is published [default: public below the root]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Where the site will be reached, as in the build
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// With documents that are marked as drafts, as in the build
    #[arg(long)]
    drafts: bool,
}

impl WhyArguments {
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            base_url: self.base_url.clone(),
            drafts: self.drafts,
        }
    }

    pub(super) fn output(&self) -> PathBuf {
        let output = self.output.clone();
        output.unwrap_or_else(|| self.root.join("public"))
    }
}

#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The port to listen on; 0 takes one that is free
    #[arg(long, value_name = "N", default_value_t = 8000)]
    pub(super) port: u16,
    /// Where the site will be reached: `https://host/path/` or `/path/`
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// The time, such as 2024-07-03, for checks that no period lies in the future [default:
    /// `SOURCE_DATE_EPOCH`, or else the clock]
    #[arg(long, value_name = "RFC3339", value_parser = now::parse)]
    pub(super) now: Option<Date>,
    /// Show documents that are marked as drafts
    #[arg(long)]
    drafts: bool,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

#[cfg(feature = "serve")]
impl ServeArguments {
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            base_url: self.base_url.clone(),
            drafts: self.drafts,
        }
    }
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(super) struct BuildArguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// Where the site is published [default: public below the root]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Where the site will be reached: `https://host/path/` or `/path/`
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// The time of the build, such as 2024-07-03 or 2024-07-03T09:30:00+07:00, for checks that no
    /// period lies in the future [default: `SOURCE_DATE_EPOCH`, or else the clock]
    #[arg(long, value_name = "RFC3339", value_parser = now::parse)]
    pub(super) now: Option<Date>,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Print every problem; without it the first 20 of each code, and how many more there are
    #[arg(long)]
    pub(super) all: bool,
    /// Let warnings stop the build
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Build documents that are marked as drafts
    #[arg(long)]
    drafts: bool,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Make every page anew, and leave nothing in .yearbook/ for the next build
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Use a `.yearbook/` that was copied here, as a CI restores one; never one that came with the site
    #[arg(long, conflicts_with = "no_cache")]
    pub(super) restored_cache: bool,
    /// Build the site again from nothing beside it, and prove that every byte is the same
    #[arg(long)]
    pub(super) verify: bool,
    /// Publish compressed copies beside text files, `.br` and `.gz`, for hosts that serve them
    #[arg(long)]
    pub(super) precompress: bool,
    /// The site that was published last: every address of it must still lead somewhere
    #[arg(long, value_name = "DIR")]
    pub(super) previous: Option<PathBuf>,
    /// Write a report of the build into a file, as JSON: steps, counts, problems, waivers, hashes of what
    /// was read and published, and which published paths changed
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Print how long each step took, and how much memory
    #[arg(long)]
    pub(super) timings: bool,
    /// Print problems only
    #[arg(long)]
    pub(super) quiet: bool,
}

impl FolderArguments {
    /// The folder that is named, or the current one.
    pub(super) fn root(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(|| PathBuf::from("."))
    }
}

impl DataCheckArguments {
    /// The folder that is named, or the nearest one above the first file that holds a descriptor,
    /// or the current one.
    pub(super) fn root(&self) -> PathBuf {
        let file = self.files.first().filter(|_| self.folder.root.is_none());
        let mut above = file.into_iter().flat_map(|file| file.ancestors().skip(1));
        let found = above.find(|folder| folder.join("datapackage.json").is_file());
        match found {
            // The empty path is the current folder.
            Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
            Some(folder) => folder.to_owned(),
            None => self.folder.root(),
        }
    }
}

impl BuildArguments {
    pub(super) fn output(&self) -> PathBuf {
        self.output
            .clone()
            .unwrap_or_else(|| self.root.join("public"))
    }

    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            base_url: self.base_url.clone(),
            drafts: self.drafts,
        }
    }
}

/// The format of a drawing follows from how its name ends.
fn picture(text: &str) -> Result<Picture, String> {
    let path = PathBuf::from(text);
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    let formats = FileFormat::holding(&[Holds::Drawing]).filter(|format| format.is_made());
    match formats.clone().find(|format| ending == format.ending()) {
        Some(format) => Ok(Picture { path, format }),
        None => {
            let endings: Vec<String> = formats.map(|f| format!(".{}", f.ending())).collect();
            Err(format!(
                "expected a name that ends with {}",
                endings.join(" or ")
            ))
        }
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).map_err(|_| "expected a language tag such as `vi`".to_owned())
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|_| {
        "expected an address such as https://example.org/statistics/ or a path such as /statistics/"
            .to_owned()
    })
}
