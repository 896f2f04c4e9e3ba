//! The labels of rows: a name in up to two lines and a quieter note.

use crate::chart::scene::{Role, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine};
use crate::chart::spec::{Category, ChartSpec};

/// The label of every category, fitted into a width. The last lines may be a note.
pub(super) fn row_labels(spec: &ChartSpec, sheet: &Sheet<'_>, width: f64) -> Vec<Vec<TextLine>> {
    spec.categories
        .iter()
        .map(|category| row_label(category, sheet, width, 2))
        .collect()
}

/// The label of a category in at most `most` lines, and its note in as many.
pub(super) fn row_label(
    category: &Category,
    sheet: &Sheet<'_>,
    width: f64,
    most: usize,
) -> Vec<TextLine> {
    let lettering = sheet.label(category.highlight);
    let names = (category.label.as_str(), category.short.as_deref());
    let token = Token::new(Role::Label).when(category.highlight, Trait::Strong);
    let name = sheet.fit(names, lettering, width, most).lines;
    let mut lines: Vec<TextLine> = name
        .into_iter()
        .map(|text| TextLine {
            text,
            token,
            lettering,
        })
        .collect();
    if let Some(note) = category.note.as_deref().filter(|note| !note.is_empty()) {
        let note = sheet.fit((note, None), sheet.small(), width, most).lines;
        lines.extend(note.into_iter().map(|text| TextLine {
            text,
            token: Token::new(Role::Note),
            lettering: sheet.small(),
        }));
    }
    lines
}

/// The width of the widest line of all labels.
pub(super) fn widest(labels: &[Vec<TextLine>], sheet: &Sheet<'_>) -> f64 {
    labels
        .iter()
        .flatten()
        .map(|line| sheet.measure(&line.text, line.lettering))
        .fold(0.0, f64::max)
}
