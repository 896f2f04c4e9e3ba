//! The command line: arguments, printing, exit status.

mod arguments;
mod chart;
mod data;
mod diff;
mod diff_file;
mod diff_markdown;
mod diff_text;
mod format;
mod github;
mod gitlab_file;
mod init;
mod json_file;
mod now;
mod program;
mod progress;
mod report_file;
mod report_places;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod show_file;
mod text;
mod watchdog;
mod why;

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use crate::diag::limits::PRINTED_OF_A_CODE;
use crate::diag::{Code, Diagnostic, Severity, nearest};
use crate::{CacheUse, Made, Options, Outcome, build_watched, verify};
use arguments::{Arguments, BuildArguments, Command};
use format::Format;
use progress::Progress;
use report_places::ReportPlaces;

/// The author's files have errors.
const EXIT_PROBLEMS: u8 = 1;

/// The command line or the environment is wrong.
const EXIT_USAGE: u8 = 2;

/// What the program contains of others, with their licences; `tests/licences/collect.py` writes it.
const THIRD_PARTY: &str = include_str!("../../THIRD-PARTY.md");

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    watchdog::start();
    match arguments.command {
        Command::Build(arguments) => run(&arguments, Some(arguments.output())),
        Command::Check(arguments) => run(&arguments, None),
        Command::Init(arguments) => init::run(&arguments),
        Command::Chart(arguments) => chart::run(&arguments),
        Command::Data(command) => data::run(&command),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain { code } => explain(&code),
        Command::Licences => print(THIRD_PARTY),
        Command::Schema { name } => print(&schema::of(&name).expect("the name was checked")),
        Command::Why(arguments) => why::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&arguments),
    }
}

/// What is said of what was published before when nothing is known of it.
const NOT_CHECKED: &str = "addresses and revisions published before: not checked (`--previous DIR` names the site published last)";

fn cache_use(arguments: &BuildArguments) -> Option<CacheUse> {
    let program = (!arguments.no_cache).then(program::identity).flatten();
    program.map(|program| CacheUse {
        program,
        is_restored: arguments.restored_cache,
    })
}

fn run(arguments: &BuildArguments, output: Option<std::path::PathBuf>) -> ExitCode {
    use_threads(arguments.jobs);
    let checked_only = output.is_none();
    let options = Options {
        root: arguments.root.clone(),
        output,
        overrides: arguments.overrides(),
        precompress: arguments.precompress,
        previous: arguments.previous.clone(),
        deny_warnings: arguments.deny_warnings,
        now: Some(now::decide(arguments.now)),
        cache: cache_use(arguments),
        is_recorded: arguments.report.is_some(),
    };
    // What cannot be told afterwards is better not published.
    let reports = match ReportPlaces::prepare(arguments) {
        Ok(reports) => reports,
        Err(failed) => {
            say(&format!("yearbook: {failed}"));
            return ExitCode::from(EXIT_USAGE);
        }
    };
    let is_text = arguments.format == Format::Text;
    let progress = Progress::new(is_text && !arguments.quiet);
    let outcome = build_watched(&options, &progress);
    progress.finish();
    if arguments.timings {
        say(&progress.timings());
    }
    match outcome {
        Ok(outcome) => {
            let told = tell(&outcome, arguments, checked_only);
            let told_of = report_file::Told {
                outcome: &outcome,
                checked_only,
                is_held_against_previous: arguments.previous.is_some(),
                steps: progress.steps(),
            };
            if let Err(failed) = reports.write(&told_of) {
                say(&format!("yearbook: {failed}"));
                return ExitCode::from(EXIT_USAGE);
            }
            if arguments.verify && outcome.made.is_some() {
                verified(&options, &progress)
            } else {
                told
            }
        }
        Err(error) => {
            say(&format!("yearbook: {error}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

fn tell(outcome: &Outcome, arguments: &BuildArguments, checked_only: bool) -> ExitCode {
    let diagnostics = &outcome.diagnostics;
    print_problems(diagnostics, arguments.format, arguments.all);
    let (errors, warnings) = (
        count(diagnostics, Severity::Error),
        count(diagnostics, Severity::Warning),
    );
    if arguments.format == Format::Text {
        match &outcome.made {
            Some(_) if arguments.quiet => {}
            Some(made) if checked_only => {
                say(&format!(
                    "{} in order{}",
                    made_words(made),
                    warned(warnings)
                ));
            }
            Some(made) => {
                say(&format!(
                    "{} in {}{}",
                    made_words(made),
                    arguments.output().display(),
                    warned(warnings)
                ));
                if arguments.previous.is_none() {
                    say(NOT_CHECKED);
                }
            }
            None => say(&format!(
                "{}; nothing was published",
                problems(errors, warnings)
            )),
        }
    }
    match outcome.made {
        Some(_) => ExitCode::SUCCESS,
        None => ExitCode::from(EXIT_PROBLEMS),
    }
}

/// Proves that a site that was built is the one that is built from nothing.
fn verified(options: &Options, progress: &Progress) -> ExitCode {
    let differ = verify(options, progress);
    progress.finish();
    match differ {
        Ok(differ) if differ.is_empty() => {
            say("verified: every byte is that of a build from nothing");
            ExitCode::SUCCESS
        }
        Ok(differ) => {
            say(&format!(
                "not that of a build from nothing: {}",
                differ.join(", ")
            ));
            say("this is a mistake of the program; --no-cache builds from nothing");
            ExitCode::from(EXIT_PROBLEMS)
        }
        Err(error) => {
            say(&format!("yearbook: {error}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

/// What a thread may need for templates that include each other, and components in them, as deeply as they
/// may. The system gives it only as it is used.
const STACK: usize = 256 << 20;

/// Problems as the program prints them, in each of its formats.
pub fn in_every_format(diagnostics: &[Diagnostic]) -> Vec<String> {
    let formats = Format::value_variants().iter();
    let all = formats.map(|format| printed(diagnostics, *format, true, false));
    all.flatten().collect()
}

fn use_threads(jobs: Option<NonZeroUsize>) {
    // Fails only when the pool exists already, and nothing has used it yet.
    let _set_before_first_use = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, NonZeroUsize::get))
        .stack_size(STACK)
        .build_global();
}

/// Writes problems to stderr. People and hosts of repositories get the first of each code and the count of
/// the rest, unless they ask for `all`; formats for programs have every problem.
fn print_problems(diagnostics: &[Diagnostic], format: Format, all: bool) {
    let colour = std::io::stderr().is_terminal();
    for text in printed(diagnostics, format, all, colour) {
        say(&text);
    }
}

/// The pieces of text in which problems are printed.
fn printed(diagnostics: &[Diagnostic], format: Format, all: bool, colour: bool) -> Vec<String> {
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
fn first_of_each_code(diagnostics: &[Diagnostic], most: usize) -> (Vec<&Diagnostic>, Vec<String>) {
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
fn made_words(made: &Made) -> String {
    let pages = if made.pages == 1 { "page" } else { "pages" };
    format!("{} {pages} and {} files", made.pages, made.files)
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|d| d.severity == severity)
        .count()
}

fn warned(warnings: usize) -> String {
    match warnings {
        0 => String::new(),
        1 => ", 1 warning".into(),
        many => format!(", {many} warnings"),
    }
}

fn problems(errors: usize, warnings: usize) -> String {
    let errors = match errors {
        1 => "1 error".to_owned(),
        many => format!("{many} errors"),
    };
    format!("{errors}{}", warned(warnings))
}

fn explain(name: &str) -> ExitCode {
    match Code::parse(name) {
        Some(code) => print(&format!("{code}: {}", code.explanation())),
        None => {
            let near = nearest(name, Code::all().map(Code::name));
            let hint = near
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            say(&format!("yearbook: there is no diagnostic `{name}`{hint}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

/// Writes a message to stderr, without colours where they are not wanted. That nobody reads it is
/// no reason to fail.
fn say(message: &str) {
    let _nobody_reads = writeln!(anstream::stderr(), "{}", message.trim_end());
}

/// Writes a result to stdout. Who has closed it has read enough; where it cannot be written for another
/// reason, the result is lost, and that is the exit status.
fn print(text: &str) -> ExitCode {
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
