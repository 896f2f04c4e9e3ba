//! Loading of datasets: typed columns, checked cell by cell, sorted into a cube.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::catalog::{Catalog, CodeListResource};
use super::cell::{self, shown};
use super::csv::{CellPlace, CsvFile};
use super::descriptor::{FieldDescriptor, FieldKind, ResourceDescriptor};
use super::problems::Problems;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Location, Report, Source};
use crate::stats::{
    Absence, Attribute, Cell, Code, CodeIndex, CodeList, Columns, Dataset, Dimension,
    DimensionKind, DuplicateKey, Measure, Observation, Period, Qualifiers, Status, StatusError,
};

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
    if !problems.is_empty() {
        return None;
    }
    reader.finish(&file, problems)
}

/// How the cells of one dimension become codes.
struct DimensionReader<'a> {
    column: usize,
    field: &'a FieldDescriptor,
    codes: CodesReader<'a>,
    keys: Vec<CodeIndex>,
    /// The text of the last record and its code: neighbouring records mostly agree.
    last: Option<(String, CodeIndex)>,
}

enum CodesReader<'a> {
    /// Codes of a code list that is already loaded.
    Known {
        name: String,
        list: &'a CodeListResource,
    },
    /// Codes that are collected as they occur.
    Collected {
        found: HashMap<String, CodeIndex>,
        codes: Vec<Code>,
    },
}

/// How the cells of one measure become observations.
struct MeasureReader<'a> {
    column: usize,
    field: &'a FieldDescriptor,
    /// The column that qualifies it.
    status: Option<usize>,
    observations: Vec<Observation>,
}

struct AttributeReader<'a> {
    column: usize,
    field: &'a FieldDescriptor,
    /// The code list that the texts must be codes of.
    codes: Option<(String, &'a CodeListResource)>,
    texts: Vec<Option<Arc<str>>>,
}

struct Reader<'a> {
    resource: &'a ResourceDescriptor,
    dimensions: Vec<DimensionReader<'a>>,
    measures: Vec<MeasureReader<'a>>,
    attributes: Vec<AttributeReader<'a>>,
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
        let mut complain = |column: usize, diagnostic: Diagnostic| {
            problems.push(|_| diagnostic.at(file.location(CellPlace { record, column })));
        };
        for dimension in &mut self.dimensions {
            let text = &cells[dimension.column];
            let key = dimension.code(text, &self.composed);
            dimension.keys.push(key.unwrap_or_else(|diagnostic| {
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
        let key_column = self.resource.key.first().copied().unwrap_or(0);
        let name = self.resource.name.clone();
        match Dataset::new(name, dimensions, measures, attributes, columns) {
            Ok(dataset) => Some(dataset),
            Err(duplicates) => {
                for DuplicateKey { first, second } in duplicates {
                    let place = |record| {
                        let column = key_column;
                        file.location(CellPlace { record, column })
                    };
                    problems.push(|_| {
                        let cells = self.resource.key.iter().map(|&column| {
                            let record = second;
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

impl DimensionReader<'_> {
    fn code(
        &mut self,
        text: &str,
        composed: &ComposingNormalizerBorrowed<'_>,
    ) -> Result<CodeIndex, Diagnostic> {
        if let Some((last, code)) = &self.last
            && last == text
        {
            return Ok(*code);
        }
        let normal = composed.normalize(text);
        let code = match &mut self.codes {
            CodesReader::Known { name, list } => list
                .list
                .find(&normal)
                .ok_or_else(|| unknown_code(text, self.field, name, list))?,
            CodesReader::Collected { found, codes } => {
                if normal.is_empty() {
                    return Err(Diagnostic::error(
                        DiagnosticCode::WrongType,
                        format!("`{}` is blank", self.field.name),
                    )
                    .expected("a value: the field is part of the key"));
                }
                if normal.trim() != normal {
                    return Err(surrounded_by_space(text, self.field));
                }
                match found.get(normal.as_ref()) {
                    Some(code) => *code,
                    None => {
                        match self.field.kind {
                            FieldKind::Period => drop(cell::period(text, self.field)?),
                            FieldKind::Date => drop(cell::date(text, self.field)?),
                            FieldKind::Text | FieldKind::Integer | FieldKind::Number => {}
                        }
                        let code = CodeIndex::new(codes.len());
                        codes.push(Code::new(&normal));
                        found.insert(normal.into_owned(), code);
                        code
                    }
                }
            }
        };
        self.last = Some((text.to_owned(), code));
        Ok(code)
    }

    /// The dimension, and its column with final positions: collected codes are put in order, so
    /// that the order of records has no influence.
    fn finish(self, place: &Location, problems: &mut Problems<'_>) -> (Dimension, Vec<CodeIndex>) {
        let (kind, list, keys) = match self.codes {
            CodesReader::Known { name, list } => {
                (DimensionKind::CodeList(name), list.list.clone(), self.keys)
            }
            CodesReader::Collected { codes, .. } => {
                let mut order: Vec<usize> = (0..codes.len()).collect();
                let period = |position: usize| Period::parse(codes[position].as_str()).ok();
                order.sort_by(|&a, &b| (period(a), &codes[a]).cmp(&(period(b), &codes[b])));
                let mut position_of = vec![CodeIndex::new(0); codes.len()];
                for (position, &earlier) in order.iter().enumerate() {
                    position_of[earlier] = CodeIndex::new(position);
                }
                let kind = if self.field.kind == FieldKind::Period {
                    DimensionKind::Period(order.iter().filter_map(|&p| period(p)).collect())
                } else {
                    DimensionKind::Text
                };
                let list = CodeList::flat(order.iter().map(|&position| codes[position].clone()));
                let keys = self
                    .keys
                    .iter()
                    .map(|key| position_of[key.as_usize()])
                    .collect();
                (kind, Arc::new(list), keys)
            }
        };
        let total = self.field.total.as_ref().and_then(|total| {
            let found = list.find(total);
            if found.is_none() && !list.is_empty() {
                problems.push(|_| {
                    Diagnostic::error(
                        DiagnosticCode::UnknownCode,
                        format!(
                            "the total code `{total}` of `{}` does not exist",
                            self.field.name
                        ),
                    )
                    .at(place.clone())
                    .did_you_mean(total, list.codes().map(Code::as_str))
                });
            }
            found
        });
        let dimension = Dimension {
            name: self.field.name.clone(),
            kind,
            codes: list,
            total,
        };
        (dimension, keys)
    }
}

impl MeasureReader<'_> {
    /// The observation of a cell and its status, or the column that is wrong and why.
    fn observation(
        &self,
        text: &str,
        status: Option<(usize, &str)>,
    ) -> Result<Observation, (usize, Diagnostic)> {
        let (absence, qualifiers) = match status {
            None => (None, Qualifiers::NONE),
            Some((column, status)) => Status::parse_column(status)
                .map_err(|error| (column, unknown_status(&error, status)))?,
        };
        let cell = match (text.is_empty(), absence) {
            (false, None) => {
                Cell::Number(cell::number(text, self.field).map_err(|d| (self.column, d))?)
            }
            (true, Some(absence)) => Cell::Absent(absence),
            (true, None) => return Err((self.column, self.blank_without_reason())),
            (false, Some(absence)) => {
                return Err((self.column, self.value_and_reason(text, absence)));
            }
        };
        Ok(Observation { cell, qualifiers })
    }

    fn blank_without_reason(&self) -> Diagnostic {
        let diagnostic = Diagnostic::error(
            DiagnosticCode::BlankWithoutReason,
            format!("`{}` is blank and nothing says why", self.field.name),
        )
        .expected("a number, or a reason in the status column");
        if self.status.is_some() {
            diagnostic.hint("write the number, or `O` (missing), `M` (not applicable) or `Q` (suppressed) in the status column")
        } else {
            diagnostic.hint(format!(
                "write the number, or add a status column with `\"yearbook\": {{ \"status\": \"{}\" }}` to the schema",
                self.field.name
            ))
        }
    }

    fn value_and_reason(&self, text: &str, absence: Absence) -> Diagnostic {
        Diagnostic::error(
            DiagnosticCode::ValueAndReason,
            format!(
                "`{}` is {text}, but its status says that there is no number ({})",
                self.field.name,
                Status::from(absence)
            ),
        )
        .expected("a number or a reason for its absence, not both")
    }
}

impl AttributeReader<'_> {
    fn check(&self, text: &str) -> Result<(), Diagnostic> {
        if text.is_empty() {
            return Ok(());
        }
        if let Some((name, list)) = &self.codes
            && list.list.find(text).is_none()
        {
            return Err(unknown_code(text, self.field, name, list));
        }
        match self.field.kind {
            FieldKind::Date => cell::date(text, self.field).map(drop)?,
            FieldKind::Period => cell::period(text, self.field).map(drop)?,
            FieldKind::Text | FieldKind::Integer | FieldKind::Number => {}
        }
        Ok(())
    }
}

fn unknown_code(
    text: &str,
    field: &FieldDescriptor,
    name: &str,
    list: &CodeListResource,
) -> Diagnostic {
    let message = if text.is_empty() {
        format!("`{}` is blank", field.name)
    } else {
        format!(
            "`{}` in `{}` is not a code of `{name}`",
            shown(text),
            field.name
        )
    };
    let diagnostic = Diagnostic::error(DiagnosticCode::BrokenForeignKey, message)
        .expected(format!("a code of the list `{name}`"));
    match list.suggestion(text) {
        Some(suggestion) => diagnostic.hint(suggestion),
        None => diagnostic,
    }
}

/// Two keys that differ by a space look the same to every reader.
fn surrounded_by_space(text: &str, field: &FieldDescriptor) -> Diagnostic {
    Diagnostic::error(
        DiagnosticCode::WrongType,
        format!(
            "`{}` in `{}` begins or ends with a space",
            shown(text),
            field.name
        ),
    )
    .expected("a key without space around it")
}

fn unknown_status(error: &StatusError, text: &str) -> Diagnostic {
    let message = match error {
        StatusError::Unknown(code) => format!("`{code}` is not a status"),
        StatusError::TwoReasons => format!("`{text}` gives two reasons for one absence"),
    };
    Diagnostic::error(DiagnosticCode::UnknownStatus, message)
        .expected("P provisional, E estimated, R revised, B break, O missing, M not applicable, Q suppressed; several with spaces between")
}
