//! Mistakes in templates, at their place in the template's file.

use crate::diag::{Code, Diagnostic, Source};

/// What Tera says, at the place that it names. `sources` are the files of all templates.
pub(super) fn diagnostic(error: &tera::Error, sources: &[Source]) -> Diagnostic {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let diagnostic = Diagnostic::error(Code::TemplateError, one_line(report.message()));
            match source_of(report.filename(), sources) {
                Some(source) => diagnostic.at(source.location(report.span().range.clone())),
                None => diagnostic,
            }
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            let message = format!("the template extends `{parent}`, which does not exist");
            let diagnostic = Diagnostic::error(Code::TemplateError, message);
            match source_of(current, sources) {
                Some(source) => diagnostic.at(source.find(parent, 0)),
                None => diagnostic,
            }
        }
        _ => Diagnostic::error(Code::TemplateError, one_line(&error.to_string())),
    }
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
