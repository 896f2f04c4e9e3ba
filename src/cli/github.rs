//! Problems as workflow commands of GitHub Actions, which shows them beside the changed lines, and the
//! summary of a job.

use super::diff_markdown::escaped;
use super::{count, made_words, problems};
use crate::Outcome;
use crate::diag::{Diagnostic, Severity};

/// How many problems the summary of a job lists: it has a bound on its size, and nobody reads more.
const LISTED: usize = 50;

/// What a job came to, as Markdown.
pub(super) fn summary(outcome: &Outcome, checked_only: bool) -> String {
    let all = &outcome.diagnostics;
    let (errors, warnings) = (count(all, Severity::Error), count(all, Severity::Warning));
    let counts = problems(errors, warnings);
    let mut text = match &outcome.made {
        Some(made) if checked_only => format!("### In order: {}\n", made_words(made)),
        Some(made) => {
            let rendered = match made.rendered {
                1 => "1 page was made anew".to_owned(),
                count => format!("{count} pages were made anew"),
            };
            format!("### Built: {}\n\n{rendered}.\n", made_words(made))
        }
        None => format!("### Nothing was published: {counts}\n"),
    };
    if outcome.made.is_some() && warnings > 0 {
        text.push_str(&format!("\n{counts}.\n"));
    }
    if !all.is_empty() {
        text.push_str("\n| | Problem | Where |\n|---|---|---|\n");
    }
    for diagnostic in all.iter().take(LISTED) {
        let place = diagnostic.location.as_ref();
        let place = place.map(|place| format!("{}:{}:{}", place.path, place.line, place.column));
        text.push_str(&format!(
            "| {} `{}` | {} | {} |\n",
            diagnostic.severity.name(),
            diagnostic.code,
            escaped(&diagnostic.message),
            escaped(&place.unwrap_or_default()),
        ));
    }
    if all.len() > LISTED {
        text.push_str(&format!("\n… and {} more\n", all.len() - LISTED));
    }
    text
}

/// Prints a problem on one line.
pub(super) fn render(diagnostic: &Diagnostic) -> String {
    let mut properties = Vec::new();
    if let Some(location) = &diagnostic.location {
        properties.push(format!("file={}", escape_property(&location.path)));
        properties.push(format!("line={}", location.line));
        properties.push(format!("col={}", location.column));
    }
    properties.push(format!("title={}", diagnostic.code));
    let mut message = diagnostic.message.clone();
    if let Some(expected) = &diagnostic.expected {
        message.push_str(&format!("\nexpected {expected}"));
    }
    for hint in &diagnostic.hints {
        message.push('\n');
        message.push_str(hint);
    }
    format!(
        "::{} {}::{}",
        diagnostic.severity.name(),
        properties.join(","),
        escape(&message)
    )
}

fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
