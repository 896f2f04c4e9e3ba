//! Loading of datasets: typed columns, checked cell by cell, sorted into a cube.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::catalog::Catalog;
use super::cell::shown;
use super::column::{AttributeReader, CodesReader, DimensionReader, MeasureReader};
use super::csv::{CellPlace, CsvFile};
use super::descriptor::{FieldDescriptor, FieldKind, ResourceDescriptor};
use super::problems::Problems;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Report, Source};
use crate::stats::{Attribute, CodeIndex, Columns, Dataset, DuplicateKey, Measure, Observation};

/// Reads a dataset; `None` when it has errors.
pub(super) fn load(
    source: &Source,
    resource: &ResourceDescriptor,
    catalog: &Catalog,
    report: &mut Report,
) -> Option<Dataset> {
    let mut problems = Problems::new(source);
    let loaded = read(resource, catalog, &mut problems);
    let sound = problems.is_empty();
    problems.finish(report);
    loaded.filter(|_| sound)
}

fn read(
    resource: &ResourceDescriptor,
    catalog: &Catalog,
    problems: &mut Problems<'_>,
) -> Option<Dataset> {
    let file = CsvFile::open(resource, problems)?;
    let mut reader = Reader::new(resource, catalog, problems.source());
    file.for_each(problems, |record, cells, problems| {
        reader.record(&file, record, cells, problems);
    });
    reader.finish(&file, problems)
}

struct Reader<'a> {
    resource: &'a ResourceDescriptor,
    dimensions: Vec<DimensionReader<'a>>,
    measures: Vec<MeasureReader<'a>>,
    attributes: Vec<AttributeReader<'a>>,
    /// The number of each record in the file, without those that have the wrong number of cells.
    records: Vec<usize>,
    /// Whether the key of every record could be read.
    keys_known: bool,
    interned: HashSet<Arc<str>>,
    composed: ComposingNormalizerBorrowed<'static>,
}

impl<'a> Reader<'a> {
    fn new(resource: &'a ResourceDescriptor, catalog: &'a Catalog, source: &Source) -> Reader<'a> {
        // Every record is a line, so the lines are a good guess at the records.
        let records = source.bytes().split(|b| *b == b'\n').count();
        let list_of = |field: &FieldDescriptor| {
            let name = field.code_list.clone()?;
            let list = catalog.code_list(&name)?;
            Some((name, list))
        };
        let status_of = |measure: usize| {
            resource
                .fields
                .iter()
                .position(|field| field.status_of == Some(measure))
        };
        let mut reader = Reader {
            resource,
            dimensions: Vec::new(),
            measures: Vec::new(),
            attributes: Vec::new(),
            records: Vec::with_capacity(records),
            keys_known: true,
            interned: HashSet::new(),
            composed: ComposingNormalizerBorrowed::new_nfc(),
        };
        for &column in &resource.key {
            let field = &resource.fields[column];
            reader.dimensions.push(DimensionReader {
                column,
                field,
                codes: list_of(field).map_or_else(
                    || CodesReader::Collected {
                        found: HashMap::new(),
                        codes: Vec::new(),
                    },
                    |(name, list)| CodesReader::Known { name, list },
                ),
                keys: Vec::with_capacity(records),
                last: None,
            });
        }
        for (column, field) in resource.fields.iter().enumerate() {
            if resource.key.contains(&column) || field.status_of.is_some() {
                continue;
            }
            if field.kind.is_numeric() {
                reader.measures.push(MeasureReader {
                    column,
                    field,
                    status: status_of(column),
                    observations: Vec::with_capacity(records),
                });
            } else {
                reader.attributes.push(AttributeReader {
                    column,
                    field,
                    codes: list_of(field),
                    texts: Vec::with_capacity(records),
                });
            }
        }
        reader
    }

    fn record(
        &mut self,
        file: &CsvFile<'_>,
        record: usize,
        cells: &csv::StringRecord,
        problems: &mut Problems<'_>,
    ) {
        self.records.push(record);
        let mut complain = |column: usize, diagnostic: Diagnostic| {
            problems.push(|_| diagnostic.at(file.location(CellPlace { record, column })));
        };
        for dimension in &mut self.dimensions {
            let text = &cells[dimension.column];
            let key = dimension.code(text, &self.composed);
            dimension.keys.push(key.unwrap_or_else(|diagnostic| {
                self.keys_known = false;
                complain(dimension.column, diagnostic);
                CodeIndex::new(0)
            }));
        }
        let blank = |text: &str| {
            self.resource
                .missing_values
                .iter()
                .any(|missing| missing == text)
        };
        for measure in &mut self.measures {
            let text = &cells[measure.column];
            let status = measure.status.map(|column| (column, &cells[column]));
            let text = if blank(text) { "" } else { text };
            let observation = measure.observation(text, status);
            measure
                .observations
                .push(observation.unwrap_or_else(|problem| {
                    complain(problem.0, problem.1);
                    Observation::MISSING
                }));
        }
        for attribute in &mut self.attributes {
            let text = &cells[attribute.column];
            let text = if blank(text) { "" } else { text };
            if let Err(diagnostic) = attribute.check(text) {
                complain(attribute.column, diagnostic);
            }
            attribute.texts.push((!text.is_empty()).then(|| {
                let text = self.composed.normalize(text);
                if let Some(known) = self.interned.get(text.as_ref()) {
                    return known.clone();
                }
                let text: Arc<str> = Arc::from(text.as_ref());
                self.interned.insert(text.clone());
                text
            }));
        }
    }

    fn finish(self, file: &CsvFile<'_>, problems: &mut Problems<'_>) -> Option<Dataset> {
        let mut columns = Columns::default();
        let mut dimensions = Vec::new();
        for reader in self.dimensions {
            let (dimension, keys) = reader.finish(&self.resource.location, problems);
            dimensions.push(dimension);
            columns.keys.push(keys);
        }
        let mut measures = Vec::new();
        for reader in self.measures {
            measures.push(Measure {
                name: reader.field.name.clone(),
                integer: reader.field.kind == FieldKind::Integer,
                decimals: reader.field.decimals,
            });
            columns.observations.push(reader.observations);
        }
        let mut attributes = Vec::new();
        for reader in self.attributes {
            attributes.push(Attribute {
                name: reader.field.name.clone(),
            });
            columns.texts.push(reader.texts);
        }
        if !self.keys_known {
            return None;
        }
        let key_column = self.resource.key.first().copied().unwrap_or(0);
        let name = self.resource.name.clone();
        match Dataset::new(name, dimensions, measures, attributes, columns) {
            Ok(dataset) => Some(dataset),
            Err(duplicates) => {
                for DuplicateKey { first, second } in duplicates {
                    let place = |position: usize| {
                        file.location(CellPlace {
                            record: self.records[position],
                            column: key_column,
                        })
                    };
                    problems.push(|_| {
                        let cells = self.resource.key.iter().map(|&column| {
                            let record = self.records[second];
                            file.cell_text(CellPlace { record, column })
                        });
                        let key: Vec<String> = cells.collect();
                        Diagnostic::error(
                            DiagnosticCode::DuplicateKey,
                            format!("another record has the key {}", shown(&key.join(", "))),
                        )
                        .at(place(second))
                        .expected("a key that no other record has")
                        .related(place(first), "the first record with this key")
                    });
                }
                None
            }
        }
    }
}
