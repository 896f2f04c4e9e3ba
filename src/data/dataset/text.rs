//! Columns of texts: each distinct text is checked once.

use rayon::prelude::*;

use super::Reading;
use crate::data::cell::{CheckedText, Role, checked_text};
use crate::data::csv::RawColumn;

/// So many texts are worth a thread of their own.
const MANY: usize = 1 << 10;

impl Reading<'_, '_> {
    /// Checks each distinct text of a column, also as `more` says, and reports what is wrong
    /// wherever it stands.
    pub(super) fn check_texts(
        &mut self,
        position: usize,
        role: Role,
        more: impl FnMut(&mut CheckedText),
    ) -> Vec<CheckedText> {
        let field = self.field(position);
        let Some(RawColumn::Coded(coded)) = self.raw(position) else {
            return Vec::new();
        };
        let mut checked: Vec<CheckedText> = (0..coded.texts.len())
            .into_par_iter()
            .with_min_len(MANY)
            .map(|code| checked_text(coded.texts.at(code), field, role))
            .collect();
        checked.iter_mut().for_each(more);
        let is_told = |c: &CheckedText| !c.problems.is_empty() || c.was_decomposed;
        if checked.iter().any(is_told) {
            self.report_texts(position, &checked);
        }
        checked
    }

    fn report_texts(&mut self, position: usize, checked: &[CheckedText]) {
        let column = self.file.column(position).unwrap_or(0);
        let Some(raw) = self.columns[position] else {
            return;
        };
        let RawColumn::Coded(coded) = &self.records.columns[raw] else {
            return;
        };
        for (row, code) in coded.codes.iter().enumerate() {
            let checked = &checked[code as usize];
            if !checked.problems.is_empty() || checked.was_decomposed {
                let record = self.records.record_of(row);
                self.texts.report(record, column, checked);
            }
        }
    }
}
