//! Where a build is reported besides the terminal: a file of its own, and the summary of a job.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::arguments::BuildArguments;
use super::format::Format;
use super::github;
use super::report_file::{self, FinishedRun};
use crate::disk::{Folder, Unfinished, read_regular};

/// The variable in which GitHub Actions names the file of the summary of a job.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// The files that report a build, which can be written to.
pub(super) struct ReportPlaces {
    report: Option<Report>,
    summary: Option<PathBuf>,
}

/// The file of its own.
struct Report {
    path: PathBuf,
    root: PathBuf,
    /// What it is written into until it is finished; nothing once it is. A report of an earlier build is
    /// removed where this one fails.
    unfinished: Option<Unfinished>,
}

impl ReportPlaces {
    /// Makes sure before a build that it can be reported. What is in the files stays until there is
    /// something to report.
    pub(super) fn prepare(arguments: &BuildArguments) -> Result<ReportPlaces, String> {
        let report = arguments.report.as_ref();
        let report = report.map(|path| Report::prepare(path, &arguments.root));
        let report = report.transpose()?;
        let summary = std::env::var_os(SUMMARY).filter(|path| !path.is_empty());
        let is_github = arguments.format == Format::Github;
        let places = ReportPlaces {
            report,
            summary: summary.filter(|_| is_github).map(PathBuf::from),
        };
        if let Some(path) = &places.summary {
            append(path, "").map_err(|error| failed(path, &error))?;
        }
        Ok(places)
    }

    /// Reports a build.
    pub(super) fn write(mut self, run: &FinishedRun<'_>) -> Result<(), String> {
        if let Some(report) = &mut self.report
            && let Some(unfinished) = report.unfinished.take()
        {
            let written = unfinished.finish(&[report_file::json(run)]);
            written.map_err(|e| failed(&report.path, &e))?;
        }
        if let Some(path) = &self.summary {
            let summary = github::summary(run.outcome, run.checked_only);
            append(path, &summary).map_err(|e| failed(path, &e))?;
        }
        Ok(())
    }
}

impl Report {
    fn prepare(path: &Path, root: &Path) -> Result<Report, String> {
        let unfinished = Unfinished::at(path, root).map_err(|error| failed(path, &error))?;
        if is_other(path) {
            return Err(format!(
                "{} is no report of an earlier build, and is not written over",
                path.display()
            ));
        }
        Ok(Report {
            path: path.to_owned(),
            root: root.to_owned(),
            unfinished: Some(unfinished),
        })
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        if self.unfinished.is_some()
            && let Some(name) = self.path.file_name().and_then(|name| name.to_str())
        {
            let folder = Folder::holding(&self.path, &self.root);
            // What cannot be removed could not be written either, and that was an error.
            let _is_gone = folder.and_then(|folder| folder.remove(name));
        }
    }
}

/// Whether there is a file that is no report: it may be one of the site's own.
fn is_other(path: &Path) -> bool {
    let content = read_regular(path).unwrap_or_default();
    !content.is_empty() && !report_file::is_report(&content)
}

/// The summary is the host's, which may have it behind a link.
fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(text.as_bytes())
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}
