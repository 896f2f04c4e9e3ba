//! Loading of code lists: codes in file order, their names by language, their hierarchy.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::catalog::{CodeListResource, CodeTexts};
use super::csv::{CellPlace, CsvFile};
use super::descriptor::ResourceDescriptor;
use super::package_file::CodeListFile;
use super::problems::Problems;
use crate::config::Config;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Report, Source};
use crate::locale::{Language, LocalText};
use crate::stats::{Code, CodeEntry, CodeIndex, CodeList, HierarchyError};

/// Reads a code list; `None` when it has errors.
pub(super) fn load(
    source: &Source,
    resource: &ResourceDescriptor,
    config: &Config,
    report: &mut Report,
) -> Option<CodeListResource> {
    let mut problems = Problems::new(source);
    let loaded = read(resource, config, &mut problems);
    let sound = problems.is_empty();
    problems.finish(report);
    loaded.filter(|_| sound)
}

fn read(
    resource: &ResourceDescriptor,
    config: &Config,
    problems: &mut Problems<'_>,
) -> Option<CodeListResource> {
    let roles = resource.code_list.as_ref()?;
    let [key] = resource.key.as_slice() else {
        return None;
    };
    let file = CsvFile::open(resource, problems)?;
    let rows = rows(&file, resource, *key, problems);
    let entries = entries(&file, resource, roles, *key, &rows, problems);
    let list = match CodeList::new(entries) {
        Ok(list) => list,
        Err(error) => {
            report_hierarchy(&file, &error, &rows, *key, problems);
            return None;
        }
    };
    let names = |fields: &BTreeMap<String, String>, row: &[String]| {
        let mut text = LocalText::new();
        for (tag, field) in fields {
            let cell = position(resource, field).map_or("", |column| row[column].as_str());
            if let (Ok(language), false) = (Language::parse(tag), cell.is_empty()) {
                text.insert(language, cell.to_owned());
            }
        }
        text
    };
    let texts = rows
        .iter()
        .map(|row| {
            let mut label = names(&roles.label, row);
            if label.is_empty() {
                label.insert(config.default_language().clone(), row[*key].clone());
            }
            CodeTexts {
                label,
                short: names(&roles.short, row),
            }
        })
        .collect();
    Some(CodeListResource {
        list: Arc::new(list),
        texts,
        rows,
    })
}

/// All cells, in Unicode's composed form. Records without a code are reported and kept, so that
/// positions stay those of the file.
fn rows<'a>(
    file: &CsvFile<'a>,
    resource: &ResourceDescriptor,
    key: usize,
    problems: &mut Problems<'a>,
) -> Vec<Vec<String>> {
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let mut rows = Vec::new();
    file.for_each(problems, |record, cells, problems| {
        let code = &cells[key];
        if code.is_empty() || code.trim() != code {
            let what = if code.is_empty() {
                "is blank"
            } else {
                "begins or ends with a space"
            };
            problems.push(|_| {
                Diagnostic::error(
                    DiagnosticCode::WrongType,
                    format!("`{}` {what}", resource.fields[key].name),
                )
                .at(file.location(CellPlace {
                    record,
                    column: key,
                }))
                .expected("a code without space around it")
            });
        }
        rows.push(
            cells
                .iter()
                .map(|cell| composed.normalize(cell).into_owned())
                .collect(),
        );
    });
    rows
}

fn entries(
    file: &CsvFile<'_>,
    resource: &ResourceDescriptor,
    roles: &CodeListFile,
    key: usize,
    rows: &[Vec<String>],
    problems: &mut Problems<'_>,
) -> Vec<CodeEntry> {
    let column = |field: &Option<String>| field.as_ref().and_then(|f| position(resource, f));
    let (parent, level) = (column(&roles.parent), column(&roles.level));
    let positions: HashMap<&str, usize> = rows
        .iter()
        .enumerate()
        .map(|(position, row)| (row[key].as_str(), position))
        .collect();
    rows.iter()
        .enumerate()
        .map(|(record, row)| {
            let above = parent
                .filter(|&column| !row[column].is_empty())
                .and_then(|column| {
                    let found = positions.get(row[column].as_str());
                    if found.is_none() {
                        problems.push(|_| {
                            Diagnostic::error(
                                DiagnosticCode::BrokenForeignKey,
                                format!("`{}` is not a code of `{}`", row[column], resource.name),
                            )
                            .at(file.location(CellPlace { record, column }))
                            .expected("the code of another line of this file")
                            .did_you_mean(&row[column], rows.iter().map(|row| row[key].as_str()))
                        });
                    }
                    found.copied()
                });
            CodeEntry {
                code: Code::new(&row[key]),
                parent: above.map(CodeIndex::new),
                level: level
                    .map(|column| row[column].as_str())
                    .filter(|level| !level.is_empty())
                    .map(Arc::from),
            }
        })
        .collect()
}

fn report_hierarchy(
    file: &CsvFile<'_>,
    error: &HierarchyError,
    rows: &[Vec<String>],
    key: usize,
    problems: &mut Problems<'_>,
) {
    let place = |record| {
        file.location(CellPlace {
            record,
            column: key,
        })
    };
    problems.push(|_| match *error {
        HierarchyError::Duplicate(record) => {
            let first = rows.iter().position(|row| row[key] == rows[record][key]);
            Diagnostic::error(
                DiagnosticCode::DuplicateKey,
                format!("the code `{}` stands twice", rows[record][key]),
            )
            .at(place(record))
            .related(place(first.unwrap_or(record)), "first here")
        }
        HierarchyError::Cycle(record) => Diagnostic::error(
            DiagnosticCode::BrokenHierarchy,
            format!("`{}` is its own ancestor", rows[record][key]),
        )
        .at(place(record))
        .expected("parents that end at a code without a parent"),
    });
}

fn position(resource: &ResourceDescriptor, field: &str) -> Option<usize> {
    resource.fields.iter().position(|f| f.name == field)
}
