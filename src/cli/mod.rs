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
mod print;
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

use std::process::ExitCode;

use clap::Parser;

use crate::diag::{Code, Severity, nearest};
use crate::{CacheUse, Options, Outcome, build_watched, verify};
use arguments::{Arguments, BuildArguments, Command};
use format::Format;
pub use print::in_every_format;
use print::{
    EXIT_PROBLEMS, EXIT_USAGE, STACK, count, made_words, print, print_problems, problems, say,
    use_threads, warned,
};
use progress::Progress;
use report_places::ReportPlaces;

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
    // Nothing is published whose report cannot be written.
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
            let status = tell(&outcome, arguments, checked_only);
            let run = report_file::FinishedRun {
                outcome: &outcome,
                checked_only,
                is_held_against_previous: arguments.previous.is_some(),
                steps: progress.steps(),
            };
            if let Err(failed) = reports.write(&run) {
                say(&format!("yearbook: {failed}"));
                return ExitCode::from(EXIT_USAGE);
            }
            if arguments.verify && outcome.made.is_some() {
                verified(&options, &progress)
            } else {
                status
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
