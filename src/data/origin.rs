//! Where the records of a resource that is in order stand in its file, for problems that are found
//! later.

use super::csv::{CsvFile, RowProblem};
use super::problems::Problems;
use crate::data::descriptor::ResourceDescriptor;
use crate::diag::{Diagnostic, Report, Severity, Source};
use crate::stats::{Record, RecordOrder};

/// A row of a loaded resource.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row {
    /// A record of a dataset, by its place in key order.
    Record(Record),
    /// A row of a code list, by its place in the file.
    Read(usize),
}

/// The file of a loaded resource.
pub(super) struct Origin<'a> {
    pub(super) resource: &'a ResourceDescriptor,
    pub(super) file: CsvFile<'a>,
    source: Source,
    order: RecordOrder,
}

impl<'a> Origin<'a> {
    pub(super) fn new(
        resource: &'a ResourceDescriptor,
        file: CsvFile<'a>,
        source: &Source,
        order: RecordOrder,
    ) -> Origin<'a> {
        Origin {
            resource,
            file,
            source: source.clone(),
            order,
        }
    }

    /// Whether the file has a column for a field.
    pub(super) fn has(&self, field: usize) -> bool {
        self.file.column(field).is_some()
    }

    /// A problem of one cell of a row.
    pub(super) fn problem_at(&self, row: Row, field: &str, diagnostic: Diagnostic) -> RowProblem {
        match row {
            Row::Record(record) => self.problem(record, field, diagnostic),
            Row::Read(row) => RowProblem::new(row, self.column(field), diagnostic),
        }
    }

    /// A problem of one cell of a record.
    pub(super) fn problem(
        &self,
        record: Record,
        field: &str,
        diagnostic: Diagnostic,
    ) -> RowProblem {
        RowProblem::new(self.order.as_read(record), self.column(field), diagnostic)
    }

    /// The same problem with one more cell that belongs to it.
    pub(super) fn related(
        &self,
        problem: RowProblem,
        record: Record,
        field: &str,
        label: impl Into<String>,
    ) -> RowProblem {
        problem.related(self.order.as_read(record), self.column(field), label)
    }

    /// Reports what was found in the file, and how many more problems there are of each severity.
    pub(super) fn report(
        &self,
        found: Vec<RowProblem>,
        untold: &[(usize, Severity)],
        report: &mut Report,
    ) {
        let mut problems = Problems::new(&self.source);
        for problem in found {
            problems.push_row(problem);
        }
        for &(count, severity) in untold {
            problems.add_untold(count, severity);
        }
        problems.finish(Some(&self.file), report);
    }

    fn column(&self, field: &str) -> usize {
        let position = self.resource.field(field);
        let column = position.and_then(|position| self.file.column(position));
        column.unwrap_or(0)
    }
}
