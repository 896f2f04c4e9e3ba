//! What is wrong with the texts of a file: reported wherever it stands, and once for the whole file
//! where one cause has many effects.

use super::cell::CheckedText;
use super::csv::{CsvFile, RawColumn, Records, RowProblem};
use super::problems::Problems;
use crate::diag::{Code, Diagnostic};

/// The texts of a file that are being checked.
pub(super) struct Texts<'p> {
    pub(super) problems: &'p mut Problems,
    /// The first cell that is not UTF-8, and how many there are.
    bad_bytes: FirstOf,
    /// The first cell with letters in pieces, and how many there are.
    decomposed: FirstOf,
}

/// The first cell of many.
#[derive(Default)]
struct FirstOf {
    first: Option<(usize, usize, Option<Diagnostic>)>,
    count: usize,
}

impl FirstOf {
    fn add(&mut self, record: usize, column: usize, diagnostic: Option<&Diagnostic>) {
        self.count += 1;
        let is_earlier = |(r, c, _): &(usize, usize, _)| (record, column) < (*r, *c);
        if self.first.as_ref().is_none_or(is_earlier) {
            self.first = Some((record, column, diagnostic.cloned()));
        }
    }
}

impl<'p> Texts<'p> {
    pub(super) fn new(problems: &'p mut Problems) -> Texts<'p> {
        Texts {
            problems,
            bad_bytes: FirstOf::default(),
            decomposed: FirstOf::default(),
        }
    }

    /// Adds what is wrong with the text of a cell.
    pub(super) fn report(&mut self, record: usize, column: usize, checked: &CheckedText) {
        for diagnostic in &checked.problems {
            self.push(record, column, diagnostic);
        }
        if checked.was_decomposed {
            self.decomposed.add(record, column, None);
        }
    }

    /// Adds the cells of a column that are not UTF-8: of a column that no field describes, nothing
    /// else is known.
    pub(super) fn report_bad_bytes(&mut self, column: usize, records: &Records, raw: usize) {
        let Some(RawColumn::Coded(coded)) = records.columns.get(raw) else {
            return;
        };
        let bad_byte = |code: u32| {
            let text = coded.texts.at(code as usize);
            let error = std::str::from_utf8(text).err()?;
            Some(text[error.valid_up_to()])
        };
        let is_sound =
            (0..coded.texts.len()).all(|c| std::str::from_utf8(coded.texts.at(c)).is_ok());
        if is_sound {
            return;
        }
        for (row, code) in coded.codes.iter().enumerate() {
            if let Some(byte) = bad_byte(code) {
                let message = format!("byte 0x{byte:02X} is not UTF-8");
                let diagnostic = Diagnostic::error(Code::BadUtf8, message).expected("UTF-8");
                self.push(records.record_of(row), column, &diagnostic);
            }
        }
    }

    /// Adds a problem of a cell.
    pub(super) fn push(&mut self, record: usize, column: usize, diagnostic: &Diagnostic) {
        if diagnostic.code == Code::BadUtf8 {
            self.bad_bytes.add(record, column, Some(diagnostic));
        } else {
            let problem = RowProblem::new(record, column, diagnostic.clone());
            self.problems.push_row(problem);
        }
    }

    /// Reports the problems that concern the whole file.
    pub(super) fn finish(self, file: &CsvFile<'_>) -> &'p mut Problems {
        let Texts {
            problems,
            bad_bytes,
            decomposed,
        } = self;
        let count = bad_bytes.count;
        if let Some((record, column, Some(diagnostic))) = bad_bytes.first {
            let mut diagnostic = diagnostic;
            if diagnostic.hints.is_empty() {
                let likely = file.likely_encoding();
                diagnostic = diagnostic.hint(format!(
                    "save the file as UTF-8, or add `\"encoding\": \"{likely}\"` to its resource if that is what it has"
                ));
            }
            if count > 1 {
                diagnostic.message = format!("{}; {}", diagnostic.message, more(count - 1));
            }
            problems.push_row(RowProblem::new(record, column, diagnostic));
        }
        if let Some((record, column, _)) = decomposed.first {
            let cells = match decomposed.count {
                1 => "1 cell is".to_owned(),
                many => format!("{many} cells are"),
            };
            let message = format!(
                "{cells} written with letters and marks apart (NFD); they were composed (NFC)"
            );
            let notice = Diagnostic::notice(Code::DecomposedText, message)
                .hint("some systems write texts in this way; nothing needs to be done");
            problems.push_row(RowProblem::new(record, column, notice));
        }
        problems
    }
}

fn more(count: usize) -> String {
    match count {
        1 => "1 other cell has the same trouble".to_owned(),
        many => format!("{many} other cells have the same trouble"),
    }
}
