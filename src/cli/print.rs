//! What is printed, and the exit status.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;

use clap::ValueEnum;

use super::format::Format;
use super::{github, gitlab_file, json_file, text};
use crate::Made;
use crate::diag::limits::PRINTED_OF_A_CODE;
use crate::diag::{Code, Diagnostic, Severity};

/// The author's files have errors.
pub(super) const EXIT_PROBLEMS: u8 = 1;

/// The command line or the environment is wrong.
pub(super) const EXIT_USAGE: u8 = 2;

/// What a thread may need for templates that include each other, and components in them, as deeply as they
/// may. The system gives it only as it is used.
pub(super) const STACK: usize = 256 << 20;

/// Problems as the program prints them, in each of its formats.
pub fn in_every_format(diagnostics: &[Diagnostic]) -> Vec<String> {
    let formats = Format::value_variants().iter();
    let all = formats.map(|format| printed(diagnostics, *format, true, false));
    all.flatten().collect()
}

pub(super) fn use_threads(jobs: Option<NonZeroUsize>) {
    // Fails only when the pool exists already, and nothing has used it yet.
    let _set_before_first_use = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, NonZeroUsize::get))
        .stack_size(STACK)
        .build_global();
}

/// Writes problems to stderr. People and hosts of repositories get the first of each code and the count of
/// the rest, unless they ask for `all`; formats for programs have every problem.
pub(super) fn print_problems(diagnostics: &[Diagnostic], format: Format, all: bool) {
    let colour = std::io::stderr().is_terminal();
    for text in printed(diagnostics, format, all, colour) {
        say(&text);
    }
}

/// The pieces of text in which problems are printed.
pub(super) fn printed(
    diagnostics: &[Diagnostic],
    format: Format,
    all: bool,
    colour: bool,
) -> Vec<String> {
    let most = if all { usize::MAX } else { PRINTED_OF_A_CODE };
    match format {
        Format::Text => {
            let (first, more) = first_of_each_code(diagnostics, most);
            let first = first.iter().map(|d| text::render(d, colour));
            first.chain(more).collect()
        }
        Format::Github => {
            let (first, more) = first_of_each_code(diagnostics, most);
            let first = first.iter().map(|d| github::render(d));
            first.chain(more).collect()
        }
        Format::Gitlab => vec![gitlab_file::render(diagnostics)],
        Format::Json => vec![json_file::render(diagnostics)],
    }
}

/// The first problems of each code in their order, and for each code with more of them a line that counts
/// the rest.
pub(super) fn first_of_each_code(
    diagnostics: &[Diagnostic],
    most: usize,
) -> (Vec<&Diagnostic>, Vec<String>) {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    // One more is printed in place of the line that would count it.
    let is_cut = |count: usize| count > most.saturating_add(1);
    let mut printed: BTreeMap<Code, usize> = BTreeMap::new();
    let first = diagnostics.iter().filter(|diagnostic| {
        let count = printed.entry(diagnostic.code).or_default();
        *count += 1;
        *count <= most || !is_cut(counts[&diagnostic.code])
    });
    let first = first.collect();
    let more = counts.iter().filter(|(_, count)| is_cut(**count));
    let more = more.map(|(code, count)| {
        let rest = count - most;
        format!("… and {rest} more `{code}`; `--all` lists them")
    });
    (first, more.collect())
}

/// What was made, such as `26 pages and 53 files`; pages are files too.
pub(super) fn made_words(made: &Made) -> String {
    let pages = if made.pages == 1 { "page" } else { "pages" };
    format!("{} {pages} and {} files", made.pages, made.files)
}

pub(super) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|d| d.severity == severity)
        .count()
}

pub(super) fn warned(warnings: usize) -> String {
    match warnings {
        0 => String::new(),
        1 => ", 1 warning".into(),
        many => format!(", {many} warnings"),
    }
}

pub(super) fn problems(errors: usize, warnings: usize) -> String {
    let errors = match errors {
        1 => "1 error".to_owned(),
        many => format!("{many} errors"),
    };
    format!("{errors}{}", warned(warnings))
}

/// Writes a message to stderr, without colours where they are not wanted. That nobody reads it is
/// no reason to fail.
pub(super) fn say(message: &str) {
    let _nobody_reads = writeln!(anstream::stderr(), "{}", message.trim_end());
}

/// Writes a result to stdout. Who has closed it has read enough; where it cannot be written for another
/// reason, the result is lost, and that is the exit status.
pub(super) fn print(text: &str) -> ExitCode {
    let mut place = anstream::stdout();
    let written = writeln!(place, "{}", text.trim_end()).and_then(|()| place.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            say(&format!("yearbook: cannot write the result: {error}"));
            ExitCode::from(EXIT_USAGE)
        }
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}
