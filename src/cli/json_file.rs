//! Problems for programs: one JSON document with every problem of a run.

use serde::Serialize;

use crate::diag::{Diagnostic, Location};

#[derive(Serialize)]
struct ReportFile<'a> {
    /// The version of this format.
    format: u32,
    diagnostics: Vec<DiagnosticFile<'a>>,
}

#[derive(Serialize)]
pub(super) struct DiagnosticFile<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    location: Option<LocationFile<'a>>,
    expected: Option<&'a str>,
    related: Vec<RelatedFile<'a>>,
    hints: &'a [String],
}

#[derive(Serialize)]
struct LocationFile<'a> {
    file: &'a str,
    /// From 1.
    line: usize,
    /// From 1, in Unicode scalar values.
    column: usize,
    /// From 0, in bytes of the file as stored.
    offset: usize,
    /// In bytes.
    length: usize,
}

#[derive(Serialize)]
struct RelatedFile<'a> {
    location: LocationFile<'a>,
    label: &'a str,
}

/// Prints all problems.
pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let file = ReportFile {
        format: 1,
        diagnostics: diagnostics.iter().map(DiagnosticFile::new).collect(),
    };
    serde_json::to_string_pretty(&file).expect("texts and numbers are always JSON")
}

impl<'a> DiagnosticFile<'a> {
    pub(super) fn new(diagnostic: &'a Diagnostic) -> DiagnosticFile<'a> {
        DiagnosticFile {
            severity: diagnostic.severity.name(),
            code: diagnostic.code.name(),
            message: &diagnostic.message,
            location: diagnostic.location.as_deref().map(LocationFile::new),
            expected: diagnostic.expected.as_deref(),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedFile {
                    location: LocationFile::new(&related.location),
                    label: &related.label,
                })
                .collect(),
            hints: &diagnostic.hints,
        }
    }
}

impl<'a> LocationFile<'a> {
    fn new(location: &'a Location) -> LocationFile<'a> {
        LocationFile {
            file: &location.path,
            line: location.line,
            column: location.column,
            offset: location.offset,
            length: location.length,
        }
    }
}
