//! The arguments of the program.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::format::Format;
use crate::config::{BaseUrl, Overrides};

/// A static site generator for public statistics.
#[derive(Debug, Parser)]
#[command(name = "yearbook", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read and check everything, then publish the site
    Build(BuildArguments),
    /// Do the same without writing
    Check(BuildArguments),
    /// Say what a diagnostic means, when it occurs and how to mend it
    Explain {
        /// The code in brackets, such as `unknown-code`
        code: String,
    },
}

#[derive(Debug, Args)]
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
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Let warnings stop the build
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Build documents that are marked as drafts
    #[arg(long)]
    drafts: bool,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Print problems only
    #[arg(long)]
    pub(super) quiet: bool,
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

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|_| {
        "expected an address such as https://example.org/statistics/ or a path such as /statistics/"
            .to_owned()
    })
}
