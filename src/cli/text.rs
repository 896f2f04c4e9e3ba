//! Problems for people: the message, the place, the line, what was expected, how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Location, Severity};

/// Prints a problem over several lines.
pub(super) fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE.with_name("notice"),
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    let location = diagnostic.location.as_deref();
    let shown = location.filter(|_| !diagnostic.code.hides_line());
    if let (Some(hidden), None) = (location, shown) {
        group = group.element(origin(hidden));
    }
    if let Some(location) = shown {
        let label = diagnostic
            .expected
            .as_ref()
            .map(|expected| format!("expected {expected}"));
        let cut = (!is_whole(location)).then(|| origin(location));
        group = group
            .elements(cut)
            .element(snippet(location, label, AnnotationKind::Primary));
    } else if let Some(expected) = &diagnostic.expected {
        group = group.element(Level::NOTE.message(format!("expected {expected}")));
    }
    for related in &diagnostic.related {
        let label = Some(related.label.clone());
        group = group.element(snippet(&related.location, label, AnnotationKind::Context));
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

/// Whether the excerpt begins where its line does, so that columns can be counted in it.
fn is_whole(location: &Location) -> bool {
    let excerpt = &location.excerpt;
    excerpt.text[..excerpt.span.start].chars().count() + 1 == location.column
}

fn origin(location: &Location) -> Origin<'_> {
    Origin::path(location.path.as_ref())
        .line(location.line)
        .char_column(location.column)
}

fn snippet(
    location: &Location,
    label: Option<String>,
    kind: AnnotationKind,
) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let excerpt = &location.excerpt;
    Snippet::source(excerpt.text.as_str())
        .line_start(location.line)
        .path(is_whole(location).then(|| location.path.as_ref()))
        .annotation(kind.span(excerpt.span.clone()).label(label))
}
