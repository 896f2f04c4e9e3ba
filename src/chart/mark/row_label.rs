//! The labels of rows: a name in up to two lines and a quieter note.

use super::data_of;
use crate::chart::label::Wording;
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
    let names = Wording {
        full: &category.label,
        short: category.short.as_deref(),
    };
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
        let note = sheet
            .fit(Wording::only(note), sheet.small(), width, most)
            .lines;
        lines.extend(note.into_iter().map(|text| TextLine {
            text,
            token: Token::new(Role::Note),
            lettering: sheet.small(),
        }));
    }
    lines
}

/// The labels of all rows, each with what is absent in it: a row that shows several numbers has no
/// place beside them where words would always fit.
pub(super) fn labels_with_absences(
    spec: &ChartSpec,
    sheet: &Sheet<'_>,
    width: f64,
) -> Vec<Vec<TextLine>> {
    let mut labels = row_labels(spec, sheet, width);
    for (category, lines) in labels.iter_mut().enumerate() {
        for (series, datum) in data_of(spec, category) {
            let Some(absence) = datum.observation.absence() else {
                continue;
            };
            let name = spec.series.get(series).map(|series| &series.label);
            let text = match name.filter(|_| spec.series.len() > 1) {
                Some(name) => format!("{name}: {}", datum.text),
                None => datum.text.clone(),
            };
            let lettering = sheet.small();
            let fitted = sheet.fit(
                Wording {
                    full: &text,
                    short: Some(&datum.text),
                },
                lettering,
                width,
                2,
            );
            let line = |text| TextLine {
                text,
                token: Token::absent(absence),
                lettering,
            };
            lines.extend(fitted.lines.into_iter().map(line));
        }
    }
    labels
}

/// The width of the widest line of all labels.
pub(super) fn widest(labels: &[Vec<TextLine>], sheet: &Sheet<'_>) -> f64 {
    labels
        .iter()
        .flatten()
        .map(|line| sheet.measure(&line.text, line.lettering))
        .fold(0.0, f64::max)
}
