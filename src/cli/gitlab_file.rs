//! Problems as a report of code quality, which GitLab shows beside the changed lines of a merge request:
//! a JSON array in the format of Code Climate.

use serde::Serialize;

use crate::diag::{Diagnostic, Severity};

#[derive(Serialize)]
struct IssueFile<'a> {
    description: String,
    check_name: &'a str,
    /// By what GitLab knows a problem again in a later run: where it is in the text, not in which line.
    fingerprint: String,
    severity: &'static str,
    location: LocationFile<'a>,
}

#[derive(Serialize)]
struct LocationFile<'a> {
    path: &'a str,
    lines: LinesFile,
}

#[derive(Serialize)]
struct LinesFile {
    begin: usize,
}

/// The file of a problem that is about the site as a whole.
const WHOLE_SITE: &str = "yearbook.toml";

/// Prints all problems.
pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let issues = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.location.as_ref();
        let (path, line) = place.map_or((WHOLE_SITE, 1), |place| (&place.path, place.line));
        let mut description = diagnostic.message.clone();
        if let Some(expected) = &diagnostic.expected {
            description.push_str(&format!("; expected {expected}"));
        }
        for hint in &diagnostic.hints {
            description.push_str(&format!("; {hint}"));
        }
        let key = format!("{path}\n{}\n{}", diagnostic.code, diagnostic.message);
        // Two problems of the same words in one file are distinguished by their order.
        let nth = seen.entry(key.clone()).or_default();
        *nth += 1;
        IssueFile {
            description,
            check_name: diagnostic.code.name(),
            fingerprint: blake3::hash(format!("{key}\n{nth}").as_bytes())
                .to_hex()
                .to_string(),
            severity: match diagnostic.severity {
                Severity::Error => "blocker",
                Severity::Warning => "minor",
                Severity::Notice => "info",
            },
            location: LocationFile {
                path,
                lines: LinesFile { begin: line },
            },
        }
    });
    let issues: Vec<IssueFile<'_>> = issues.collect();
    serde_json::to_string_pretty(&issues).expect("texts and numbers are always JSON")
}
