//! Where a build is reported besides the terminal: a file of its own, and the summary of a job.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::arguments::BuildArguments;
use super::format::Format;
use super::github;
use super::report_file::{self, Told};

/// The variable in which GitHub Actions names the file of the summary of a job.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// The files that tell of a build, which can be written to.
pub(super) struct ReportPlaces {
    report: Option<PathBuf>,
    /// Whether the report tells of this build: one of an earlier build is taken away where this one fails.
    is_told: bool,
    summary: Option<PathBuf>,
}

impl ReportPlaces {
    /// Makes sure before a build that it can be told of. What is in the files stays until there is
    /// something to tell.
    pub(super) fn prepare(arguments: &BuildArguments) -> Result<ReportPlaces, String> {
        if let Some(path) = arguments.report.as_ref().filter(|path| is_other(path)) {
            return Err(format!(
                "{} is no report of an earlier build, and is not written over",
                path.display()
            ));
        }
        let summary = std::env::var_os(SUMMARY).filter(|path| !path.is_empty());
        let is_github = arguments.format == Format::Github;
        let places = ReportPlaces {
            is_told: false,
            report: arguments.report.clone(),
            summary: summary.filter(|_| is_github).map(PathBuf::from),
        };
        for path in places.report.iter().chain(&places.summary) {
            appended(path).map_err(|error| failed(path, &error))?;
        }
        Ok(places)
    }

    /// Tells of a build.
    pub(super) fn write(mut self, told: &Told<'_>) -> Result<(), String> {
        self.is_told = true;
        if let Some(path) = &self.report {
            std::fs::write(path, report_file::json(told)).map_err(|e| failed(path, &e))?;
        }
        if let Some(path) = &self.summary {
            let summary = github::summary(told.outcome, told.checked_only);
            let written = appended(path).and_then(|mut file| file.write_all(summary.as_bytes()));
            written.map_err(|e| failed(path, &e))?;
        }
        Ok(())
    }
}

impl Drop for ReportPlaces {
    fn drop(&mut self) {
        if let Some(path) = self
            .report
            .as_ref()
            .filter(|path| !self.is_told && path.is_file())
        {
            // What cannot be taken away could not be written either, and that was told.
            let _is_gone = std::fs::remove_file(path);
        }
    }
}

/// Whether a file is there that is no report: it may be one of the site's own.
fn is_other(path: &Path) -> bool {
    if !path.is_file() {
        return false;
    }
    let content = std::fs::read(path).unwrap_or_default();
    !content.is_empty() && !report_file::is_report(&content)
}

fn appended(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}
