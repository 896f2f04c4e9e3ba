//! Mistakes in templates, at their place in the template's file.

use crate::diag::{Code, Diagnostic, Location, Source};

/// What Tera says, each problem at the place that it names. `sources` are the files of all
/// templates.
pub(super) fn diagnostics(error: &tera::Error, sources: &[Source]) -> Vec<Diagnostic> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let diagnostic = Diagnostic::error(Code::TemplateError, one_line(report.message()));
            vec![match source_of(report.filename(), sources) {
                Some(source) => diagnostic.at(source.location(report.span().range.clone())),
                None => diagnostic,
            }]
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            let message = format!("the template extends `{parent}`, which does not exist");
            let diagnostic = Diagnostic::error(Code::TemplateError, message);
            vec![match source_of(current, sources) {
                Some(source) => diagnostic.at(source.find(parent, 0)),
                None => diagnostic,
            }]
        }
        _ => told_as_text(&error.to_string(), sources),
    }
}

/// Problems that Tera gives only as the text that it would print: `error: MESSAGE`, then a line
/// `--> TEMPLATE:LINE:COLUMN`, both from 1.
fn told_as_text(text: &str, sources: &[Source]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for line in text.lines() {
        if let Some(message) = line.trim().strip_prefix("error: ") {
            diagnostics.push(Diagnostic::error(Code::TemplateError, message));
        } else if let Some(place) = line.trim().strip_prefix("--> ")
            && let Some(diagnostic) = diagnostics.last_mut()
        {
            diagnostic.location = location(place, sources).map(Box::new);
        }
    }
    if diagnostics.is_empty() {
        diagnostics.push(Diagnostic::error(Code::TemplateError, one_line(text)));
    }
    diagnostics
}

fn location(place: &str, sources: &[Source]) -> Option<Location> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let source = source_of(parts.next()?, sources)?;
    let text = std::str::from_utf8(source.bytes()).ok()?;
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let before: usize = text[start..]
        .chars()
        .take(column.checked_sub(1)?)
        .map(char::len_utf8)
        .sum();
    Some(source.location(start + before..start + before + 1))
}

/// The file of a template: `default/base.html` is `themes/default/templates/base.html`.
fn source_of<'a>(template: &str, sources: &'a [Source]) -> Option<&'a Source> {
    let (theme, name) = template.split_once('/')?;
    let path = format!("themes/{theme}/templates/{name}");
    sources.iter().find(|source| source.path() == path)
}

fn one_line(message: &str) -> String {
    let lines: Vec<&str> = message
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("; ")
}
