//! Problems as workflow commands of GitHub Actions, which shows them beside the changed lines.

use crate::diag::Diagnostic;

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
