//! A site while its author works on it: pages are rendered when they are asked for, and whoever
//! looks at a page is told when it changes.
//!
//! A mistake keeps the last good site: its pages stay, with the problems beside them. Sockets,
//! watching and printing are left to `cli`; here is one thread that answers requests.

mod answer;
mod session;

pub use answer::{Answer, Status};

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::config::Overrides;
use crate::diag::{Diagnostic, Report, Severity};
use crate::disk::Stamp;
use crate::input;
use crate::make::{self, Loaded};
use crate::stats::Date;
use session::{Next, Session};

/// The folder of what the preview itself needs, which no site has.
pub const FOLDER: &str = ".yearbook/";

/// After the first sign of a change, others follow within so long: editors write in several steps.
const SETTLES: Duration = Duration::from_millis(12);

/// What is previewed.
#[derive(Clone, Debug)]
pub struct PreviewOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// What the command line decides over `yearbook.toml`.
    pub overrides: Overrides,
    /// The day, for checks that no period lies in the future.
    pub now: Option<Date>,
}

/// What the preview is asked.
pub enum Request {
    /// What is at a path; the path is that of a URL without `/` at its beginning.
    Get(String, Box<dyn FnOnce(Answer) + Send>),
    /// Somebody looks at a page, as it had this fingerprint.
    Look(Watcher),
    /// A watcher is gone.
    Leave,
    /// Something in the site's folder may have changed.
    Changed,
    /// The end.
    Stop,
}

/// Somebody who looks at a page.
pub struct Watcher {
    /// The path of the page.
    pub path: String,
    /// The fingerprint of the page that they have.
    pub seen: String,
    /// Tells them something; `false` when they are gone.
    pub tell: Box<dyn Fn(Event) -> bool + Send>,
    /// Whether they are gone.
    pub is_gone: Box<dyn Fn() -> bool + Send>,
}

/// What somebody who looks at a page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page is another one now.
    Reload,
    /// What is wrong with the site, a line each; nothing when all is well.
    Problems(Arc<str>),
}

/// Answers requests until the end. `on_problems` gets the problems after each change: all of them, and
/// whether the site that is shown is an older one.
pub fn preview(
    options: &PreviewOptions,
    requests: &Receiver<Request>,
    on_problems: &mut dyn FnMut(&[Diagnostic], bool),
) {
    let mut current: Option<Loaded> = None;
    let mut watchers: Vec<Watcher> = Vec::new();
    loop {
        let mut report = Report::new();
        let began = Stamp::now();
        let loaded = read(options, &mut report);
        let is_old = loaded.is_none();
        let stamps = input::stamps(&options.root).unwrap_or_default();
        if let Some(loaded) = loaded {
            let last = current.replace(loaded);
            // Nobody has to wait until the memory of a large site is free.
            std::thread::spawn(move || drop(last));
        }
        let session = Session::new(current.as_ref(), is_old, report, stamps, began);
        match session.run(options, requests, &mut watchers, on_problems) {
            Next::Reload => {}
            Next::Stop => return,
        }
    }
}

/// The site as it is now; `None` when it has errors, which the report tells.
fn read(options: &PreviewOptions, report: &mut Report) -> Option<Loaded> {
    let inputs = match input::read(&options.root) {
        Ok(inputs) => inputs,
        Err(error) => {
            // An editor may have taken a file away for a moment: that is no end.
            let code = crate::diag::Code::MissingFile;
            report.push(Diagnostic::error(code, error.to_string()));
            return None;
        }
    };
    make::load(inputs, &options.overrides, options.now, &(), report)
}

/// Waits until a change has settled; what is asked meanwhile is left for later. `false` at the end.
fn settle(requests: &Receiver<Request>, later: &mut Vec<Request>) -> bool {
    loop {
        match requests.recv_timeout(SETTLES) {
            Ok(Request::Changed) => {}
            Ok(Request::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Ok(other) => {
                later.push(other);
                return true;
            }
            Err(RecvTimeoutError::Timeout) => return true,
        }
    }
}

/// The problems as text, errors first.
fn as_text(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let lines = errors.map(|diagnostic| {
        let place = diagnostic.location.as_ref();
        let place = place.map(|l| format!("{}:{}:{}: ", l.path, l.line, l.column));
        let expected = diagnostic.expected.as_ref();
        let expected = expected.map(|expected| format!("; expected {expected}"));
        let mut text = format!(
            "{}{}{}",
            place.unwrap_or_default(),
            diagnostic.message,
            expected.unwrap_or_default()
        );
        for hint in &diagnostic.hints {
            text.push_str("; ");
            text.push_str(hint);
        }
        text
    });
    lines.collect::<Vec<_>>().join("\n")
}
