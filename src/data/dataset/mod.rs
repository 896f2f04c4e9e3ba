//! Loading of datasets: typed columns, checked cell by cell, sorted into a cube.

mod dimension;
mod meaning;
mod measure;
mod text;
mod unique;

use std::sync::Arc;

use rayon::prelude::*;

use super::catalog::Catalog;
use super::cell::{Role, shown};
use super::csv::{ColumnKind, CsvFile, RawColumn, Records, RowProblem};
use super::origin::Origin;
use super::problems::{MOST_REPORTED, Problems};
use super::texts::Texts;
use crate::data::cell::FieldDescriptor;
use crate::data::descriptor::ResourceDescriptor;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Report, Severity, Source};
use crate::stats::{
    Attribute, Columns, Dataset, DuplicateKey, Measure, Positions, RecordOrder, TextColumn,
};

/// Reads a dataset; `None` when it has errors.
pub(super) fn load<'a>(
    source: &Source,
    resource: &'a ResourceDescriptor,
    catalog: &Catalog,
    report: &mut Report,
) -> Option<(Dataset, Origin<'a>)> {
    let mut problems = Problems::new(source);
    let Some(file) = CsvFile::open(source, resource, &mut problems) else {
        problems.finish(None, report);
        return None;
    };
    let loaded = Reading::start(&file, resource, &mut problems).finish(catalog);
    let is_sound = problems.is_empty();
    problems.finish(Some(&file), report);
    let (dataset, order) = loaded.filter(|_| is_sound)?;
    Some((dataset, Origin::new(resource, file, source, order)))
}

/// What the cells of a field are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FieldRole {
    Dimension,
    Measure,
    Status,
    Attribute,
}

impl FieldRole {
    /// The role of a field of a file. The status of a measure that the file does not have, or that
    /// a table without a key cannot have, is a text like others.
    fn of(resource: &ResourceDescriptor, file: &CsvFile<'_>, column: usize) -> FieldRole {
        let field = &resource.fields[column];
        let is_measure = |column: usize| {
            resource.fields[column].kind.is_numeric()
                && !resource.key.is_empty()
                && file.column(column).is_some()
        };
        if resource.key.contains(&column) {
            FieldRole::Dimension
        } else if field
            .status
            .is_some_and(|status| is_measure(status.measure))
        {
            FieldRole::Status
        } else if is_measure(column) {
            FieldRole::Measure
        } else {
            FieldRole::Attribute
        }
    }
}

/// A file whose records have been read and whose cells are being checked.
struct Reading<'a, 'p> {
    file: &'a CsvFile<'a>,
    resource: &'a ResourceDescriptor,
    records: Records,
    /// The raw column of each field; `None` where the file does not have it.
    columns: Vec<Option<usize>>,
    texts: Texts<'p>,
}

impl<'a, 'p> Reading<'a, 'p> {
    fn start(
        file: &'a CsvFile<'a>,
        resource: &'a ResourceDescriptor,
        problems: &'p mut Problems,
    ) -> Reading<'a, 'p> {
        let mut columns = vec![None; resource.fields.len()];
        let mut wanted = Vec::new();
        for (position, field) in resource.fields.iter().enumerate() {
            let Some(column) = file.column(position) else {
                continue;
            };
            let is_measure = FieldRole::of(resource, file, position) == FieldRole::Measure;
            let kind = if is_measure && measure::is_plain(field) {
                ColumnKind::Number
            } else {
                ColumnKind::Coded
            };
            columns[position] = Some(wanted.len());
            wanted.push((column, kind));
        }
        let described: Vec<usize> = wanted.iter().map(|(column, _)| *column).collect();
        let others = (0..file.width()).filter(|column| !described.contains(column));
        wanted.extend(others.map(|column| (column, ColumnKind::Coded)));
        let records = Records::read(file, &wanted, problems);
        let mut texts = Texts::new(problems);
        for (raw, (column, _)) in wanted.iter().enumerate().skip(described.len()) {
            texts.report_bad_bytes(*column, &records, raw);
        }
        Reading {
            file,
            resource,
            records,
            columns,
            texts,
        }
    }

    fn finish(mut self, catalog: &Catalog) -> Option<(Dataset, RecordOrder)> {
        let mut columns = Columns {
            records: self.records.count,
            ..Columns::default()
        };
        let mut dimensions = Vec::new();
        let (mut raw_keys, mut keys_known) = (Vec::new(), true);
        for &position in &self.resource.key {
            let (dimension, codes) = self.dimension(position, catalog)?;
            keys_known &= codes.is_some();
            dimensions.push(dimension);
            raw_keys.push((self.take_codes(position), codes.unwrap_or_default()));
        }
        let (mut measures, mut attributes) = (Vec::new(), Vec::new());
        for (position, field) in self.resource.fields.iter().enumerate() {
            if self.columns[position].is_none() {
                continue;
            }
            match FieldRole::of(self.resource, self.file, position) {
                FieldRole::Dimension | FieldRole::Status => {}
                FieldRole::Measure => {
                    measures.push(Measure {
                        name: field.name.clone(),
                        integer: matches!(field.kind, super::cell::FieldType::Integer(_)),
                        decimals: field.decimals,
                        sums_over: Vec::new(),
                        rate: None,
                    });
                    columns.observations.push(self.measure(position));
                }
                FieldRole::Attribute => {
                    attributes.push(Attribute {
                        name: field.name.clone(),
                    });
                    columns.texts.push(self.attribute(position, catalog));
                }
            }
        }
        let problems = self.texts.finish(self.file);
        if !keys_known {
            return None;
        }
        columns.keys = raw_keys
            .into_par_iter()
            .map(|(mut keys, codes)| {
                keys.replace(&codes);
                keys
            })
            .collect();
        unique::check(
            self.resource,
            self.file,
            &self.records,
            &dimensions,
            &columns,
            problems,
        );
        // The cells stand in the typed columns now; a large file needs the room for sorting.
        self.records.columns.clear();
        let name = self.resource.name.clone();
        let unsound = meaning::give(self.resource, &mut dimensions, &mut measures, &columns.keys);
        if let Some(diagnostic) = unsound {
            problems.push(|| diagnostic);
            return None;
        }
        match Dataset::new(name, dimensions, measures, attributes, columns) {
            Ok(sorted) => Some(sorted),
            Err(duplicates) => {
                report_duplicates(
                    self.resource,
                    self.file,
                    &self.records,
                    duplicates,
                    problems,
                );
                None
            }
        }
    }

    fn attribute(&mut self, position: usize, catalog: &Catalog) -> TextColumn {
        let field = &self.resource.fields[position];
        let list = field.code_list.as_ref();
        let list = list.and_then(|name| Some((name, catalog.code_list(name)?)));
        let mut unknown = 0;
        let checked = self.check_texts(position, Role::Attribute, |checked| {
            if let (Some((name, list)), Some(text)) = (list, &checked.text)
                && checked.problems.is_empty()
                && list.list.find(text).is_none()
            {
                unknown += 1;
                let problem = dimension::unknown_code(text, field, name, list, unknown);
                checked.problems.push(problem);
            }
        });
        let texts = checked
            .into_iter()
            .map(|checked| checked.text.map(|text| Arc::from(text.as_str())))
            .collect();
        TextColumn::new(texts, self.take_codes(position))
    }

    fn take_codes(&mut self, position: usize) -> Positions {
        match self.raw(position) {
            Some(RawColumn::Coded(coded)) => std::mem::take(&mut coded.codes),
            Some(RawColumn::Numbers(_)) | None => Positions::default(),
        }
    }

    fn raw(&mut self, position: usize) -> Option<&mut RawColumn> {
        let column = self.columns[position]?;
        self.records.columns.get_mut(column)
    }

    fn field(&self, position: usize) -> &'a FieldDescriptor {
        &self.resource.fields[position]
    }
}

/// Reports the first records whose key an earlier one has, and how many more there are.
fn report_duplicates(
    resource: &ResourceDescriptor,
    file: &CsvFile<'_>,
    records: &Records,
    mut duplicates: Vec<DuplicateKey>,
    problems: &mut Problems,
) {
    duplicates.sort_by_key(|duplicate| duplicate.second);
    problems.add_untold(
        duplicates.len().saturating_sub(MOST_REPORTED),
        Severity::Error,
    );
    duplicates.truncate(MOST_REPORTED);
    let record_of = |row| records.record_of(row);
    let wanted = duplicates.iter().flat_map(|pair| [pair.first, pair.second]);
    let texts = file.texts(wanted.map(record_of));
    let column_of = |field: &usize| file.column(*field).unwrap_or(0);
    let key_column = resource.key.first().map_or(0, column_of);
    for DuplicateKey { first, second } in duplicates {
        let (first, second) = (record_of(first), record_of(second));
        let (one, other) = (&texts[&first], &texts[&second]);
        let cells = resource
            .key
            .iter()
            .map(|field| other[column_of(field)].as_str());
        let key = cells.collect::<Vec<_>>().join(", ");
        let message = if one == other {
            format!("the record of {} stands twice", shown(&key))
        } else {
            format!("another record has the key {}", shown(&key))
        };
        let diagnostic = Diagnostic::error(DiagnosticCode::DuplicateKey, message)
            .expected("a key that no other record has");
        let problem = RowProblem::new(second, key_column, diagnostic);
        let label = "the first record with this key";
        problems.push_row(problem.related(first, key_column, label));
    }
}
