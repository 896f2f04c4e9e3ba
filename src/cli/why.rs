//! `yearbook why`: what a page depends on, where a cell is used.

use std::process::ExitCode;

use super::arguments::WhyArguments;
use super::{EXIT_PROBLEMS, EXIT_USAGE, format::Format, print, print_problems, program, say};
use crate::cache::{DependencyName, Reason};
use crate::diag::Severity;
use crate::{Answered, CellUse, Error, PageWhy, WhyOptions, why_cell, why_page};

/// Answers.
pub(super) fn run(arguments: &WhyArguments) -> ExitCode {
    let options = WhyOptions {
        root: arguments.root.clone(),
        output: arguments.output(),
        overrides: arguments.overrides(),
        program: program::identity(),
    };
    let asked = if let Some(key) = &arguments.key {
        match pairs(key) {
            Some(key) => why_cell(&options, &arguments.what, &key)
                .map(|answered| say_or_tell(answered, |uses| cell_words(uses), "")),
            None => {
                say(&format!(
                    "yearbook: `{key}` is no key; expected each dimension once, as in area=hai-duong,period=2023"
                ));
                return ExitCode::from(EXIT_USAGE);
            }
        }
    } else {
        let none = format!(
            "there is no page {}; addresses begin and end with /",
            arguments.what
        );
        why_page(&options, &arguments.what)
            .map(|answered| say_or_tell(answered, |why| page_words(&arguments.what, why), &none))
    };
    asked.unwrap_or_else(|error: Error| {
        say(&format!("yearbook: {error}"));
        ExitCode::from(EXIT_USAGE)
    })
}

/// Prints the answer, or why there is none.
fn say_or_tell<T>(answered: Answered<T>, words: impl Fn(&T) -> String, none: &str) -> ExitCode {
    match answered.answer {
        Some(answer) => print(&words(&answer)),
        None => {
            print_problems(&answered.diagnostics, Format::Text, false);
            let mut severities = answered.diagnostics.iter().map(|d| d.severity);
            if !severities.any(|severity| severity == Severity::Error) {
                say(&format!("yearbook: {none}"));
            }
            ExitCode::from(EXIT_PROBLEMS)
        }
    }
}

/// `area=x,period=y` in pairs, each name once.
fn pairs(key: &str) -> Option<Vec<(String, String)>> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in key.split(',') {
        let (name, code) = pair.split_once('=')?;
        let (name, code) = (name.trim(), code.trim());
        if pairs.iter().any(|(known, _)| known == name) {
            return None;
        }
        pairs.push((name.to_owned(), code.to_owned()));
    }
    Some(pairs)
}

fn page_words(address: &str, why: &PageWhy) -> String {
    let mut lines = vec![
        address.to_owned(),
        format!("  made of     {}", why.sources.join("\n              ")),
        format!("  depends on  {}", joined(&why.dependencies)),
    ];
    lines.push(match &why.last {
        None => "  last build  none of this program is remembered that made it".to_owned(),
        Some(last) if last.is_kept => {
            format!(
                "  last build  kept it; it was rendered before because {}",
                reason(&last.reason)
            )
        }
        Some(last) => format!(
            "  last build  rendered it, because {}",
            reason(&last.reason)
        ),
    });
    if why.last.is_some() {
        lines.push(if why.is_touched {
            "  next build  renders it: a file of it is not as it was left".to_owned()
        } else if why.changed.is_empty() {
            "  next build  keeps it: nothing that it depends on has changed".to_owned()
        } else {
            format!(
                "  next build  renders it: changed since are {}",
                joined(&why.changed)
            )
        });
    }
    lines.join("\n")
}

fn cell_words(uses: &[CellUse]) -> String {
    if uses.is_empty() {
        return "used on no page; it is in the published file of its dataset".to_owned();
    }
    let lines = uses.iter().map(|used| {
        if used.is_needed {
            format!("{}  cannot be made without it", used.address)
        } else if used.dependencies.is_empty() {
            format!(
                "{}  is made of it, and shows the same with or without it",
                used.address
            )
        } else {
            format!("{}  {}", used.address, joined(&used.dependencies))
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::New => "no earlier build is remembered that made it".to_owned(),
        Reason::Touched => "a file of it was not as it was left".to_owned(),
        Reason::Changed(parts) => format!("these had changed: {}", joined(parts)),
    }
}

fn joined(parts: &[DependencyName]) -> String {
    let names: Vec<String> = parts.iter().map(name).collect();
    names.join(", ")
}

fn name(part: &DependencyName) -> String {
    match part {
        DependencyName::Theme => "theme".to_owned(),
        DependencyName::Site => "configuration".to_owned(),
        DependencyName::Address => "address".to_owned(),
        DependencyName::Title => "title and summary".to_owned(),
        DependencyName::Updated => "date of its data".to_owned(),
        DependencyName::Navigation => "navigation".to_owned(),
        DependencyName::Languages => "other languages".to_owned(),
        DependencyName::Relatives => "pages around it".to_owned(),
        DependencyName::Feed => "feed".to_owned(),
        DependencyName::Text => "text".to_owned(),
        DependencyName::Figure(id) => format!("figure `{id}`"),
        DependencyName::Data => "description of data".to_owned(),
        DependencyName::List => "list of documents".to_owned(),
    }
}
