//! The formats in which problems and results are printed.

use clap::ValueEnum;

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, with the line that is wrong
    Text,
    /// For programs, one JSON document
    Json,
    /// For GitHub, which shows them beside the changed lines; with a summary of the job, where it has one
    Github,
    /// For GitLab, which shows them beside the changed lines: a report of code quality
    Gitlab,
}

/// How a resource is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DataFormat {
    /// For people
    Text,
    /// For programs, one JSON document
    Json,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// For people
    Text,
    /// For programs, one JSON document
    Json,
    /// For people who read a change that is proposed
    Markdown,
}
