//! `yearbook chart`: draw one chart outside a site.

use std::process::ExitCode;

use super::arguments::ChartArguments;
use super::format::Format;
use super::{EXIT_PROBLEMS, EXIT_USAGE, count, print_problems, problems, say, warned};
use crate::diag::Severity;
use crate::disk::Unfinished;
use crate::{ChartOptions, draw_chart};

pub(super) fn run(arguments: &ChartArguments) -> ExitCode {
    let options = ChartOptions {
        file: arguments.file.clone(),
        root: arguments.root.clone(),
        language: arguments.lang.clone(),
        format: arguments.out.format,
    };
    let outcome = match draw_chart(&options) {
        Ok(outcome) => outcome,
        Err(error) => {
            say(&format!("yearbook: {error}"));
            return ExitCode::from(EXIT_USAGE);
        }
    };
    print_problems(&outcome.diagnostics, arguments.format, false);
    let path = &arguments.out.path;
    let is_text = arguments.format == Format::Text;
    let (errors, warnings) = (
        count(&outcome.diagnostics, Severity::Error),
        count(&outcome.diagnostics, Severity::Warning),
    );
    let Some(content) = outcome.content else {
        if is_text {
            say(&format!(
                "{}; nothing was drawn",
                problems(errors, warnings)
            ));
        }
        return ExitCode::from(EXIT_PROBLEMS);
    };
    let unfinished = Unfinished::at(path, &arguments.root);
    if let Err(error) = unfinished.and_then(|file| file.finish(&[content])) {
        say(&format!(
            "yearbook: cannot write {}: {error}",
            path.display()
        ));
        return ExitCode::from(EXIT_USAGE);
    }
    if is_text && !arguments.quiet {
        say(&format!("{} is drawn{}", path.display(), warned(warnings)));
    }
    ExitCode::SUCCESS
}
