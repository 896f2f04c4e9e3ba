//! What is irregular in the rows of a file, found before its records are read.

use super::place::{RowKind, Rows, unquoted};
use super::plain;
use super::syntax::{Dialect, Syntax};
use crate::data::problems::Problems;
use crate::diag::{Code, Diagnostic, Source};

/// Whether the records hold nothing that is irregular and no quotes: lines of cells.
pub(super) fn is_plain(source: &Source, start: usize, passed: usize, dialect: &Dialect) -> bool {
    !is_special(passed, dialect) && plain::is_plain(&source.bytes()[start..], dialect.syntax)
}

/// Whether the dialect has what the csv package does not know, or reads otherwise: it takes a
/// comment without a line end for a record.
fn is_special(passed: usize, dialect: &Dialect) -> bool {
    let has_comment_rows = dialect.comment_rows.iter().any(|row| *row > passed);
    dialect.syntax.skip_initial_space || has_comment_rows || dialect.syntax.comment.is_some()
}

/// Rewrites the records of a file in the standard syntax when the csv package would not read them
/// as they are meant; `None` when it does. Stray and unclosed quotes and blank lines among the
/// records are reported.
pub(super) fn regular_text(
    source: &Source,
    start: usize,
    passed: usize,
    dialect: &Dialect,
    problems: &mut Problems,
) -> Option<Vec<u8>> {
    let mut rows = Rows::new(source.bytes(), start, passed, dialect);
    let mut blank = Vec::new();
    let mut last_record = passed;
    loop {
        let at = rows.at();
        match rows.advance() {
            None => break,
            Some(RowKind::Blank) => blank.push((rows.passed, at)),
            Some(RowKind::Record) => last_record = rows.passed,
            Some(RowKind::Comment | RowKind::Header | RowKind::Above) => {}
        }
    }
    for (_, at) in blank.into_iter().filter(|(row, _)| *row < last_record) {
        problems.push(|| {
            Diagnostic::error(Code::BlankLine, "a blank line stands among the records")
                .at(source.location(at..at))
                .expected("a record in every line")
                .hint("delete the line, or write the record that belongs there")
        });
    }
    let is_wrong = report_quotes(source, &rows, problems);
    (is_wrong || is_special(passed, dialect)).then(|| rewritten(source, start, passed, dialect))
}

/// Reports quotes that stand wrong, and tells whether the csv package would read them otherwise. A
/// quote in a cell without quotes is read as a letter.
fn report_quotes(source: &Source, rows: &Rows<'_>, problems: &mut Problems) -> bool {
    for &(cell, at) in &rows.within {
        problems.push_warning(|| {
            let behind_space = source.bytes()[cell..at].trim_ascii().is_empty();
            let diagnostic = Diagnostic::warning(Code::StrayQuote, "a quote stands within a cell")
                .at(source.location(at..at + 1))
                .expected("quotes around the whole cell, or none");
            if behind_space {
                diagnostic.hint("if the cell should begin with it, delete the space before it, or add `\"dialect\": { \"skipInitialSpace\": true }` to the resource")
            } else {
                diagnostic.hint("put the whole cell in quotes, and write a quote within it twice")
            }
        });
    }
    let stray = rows
        .stray
        .iter()
        .map(|&at| (at, "this quote closes the cell, and more follows"));
    let unclosed = rows.unclosed.map(|at| (at, "this quote is never closed"));
    // Quotes within cells spoil the count of quotes by which a large file is cut into parts.
    let mut is_wrong = !rows.within.is_empty();
    for (at, message) in stray.chain(unclosed) {
        is_wrong = true;
        problems.push(|| {
            Diagnostic::error(Code::UnclosedQuote, message)
                .at(source.location(at..at + 1))
                .hint("put the whole cell in quotes, and write a quote within it twice")
        });
    }
    is_wrong
}

/// The records in the standard syntax.
fn rewritten(source: &Source, start: usize, passed: usize, dialect: &Dialect) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let mut rows = Rows::new(source.bytes(), start, passed, dialect);
    while rows.next_record() {
        let cells = rows
            .cells
            .iter()
            .map(|cell| unquoted(&source.bytes()[cell.clone()], dialect.syntax));
        writer
            .write_record(cells)
            .expect("records are written to memory");
    }
    writer
        .into_inner()
        .expect("a file in memory can be flushed")
}

impl Syntax {
    /// The syntax in which records are rewritten.
    pub(super) const REWRITTEN: Syntax = Syntax::STANDARD;
}
