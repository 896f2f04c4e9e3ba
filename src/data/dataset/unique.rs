//! Keys besides the primary one that no two records share.

use std::collections::HashMap;

use crate::data::csv::{CsvFile, Records, RowProblem};
use crate::data::descriptor::ResourceDescriptor;
use crate::data::problems::Problems;
use crate::diag::{Code, Diagnostic};
use crate::stats::{CodeIndex, Columns, Dimension};

/// Reports every record whose unique key an earlier one has. A key with a missing part is no key.
pub(super) fn check(
    resource: &ResourceDescriptor,
    file: &CsvFile<'_>,
    records: &Records,
    dimensions: &[Dimension],
    columns: &Columns,
    problems: &mut Problems,
) {
    for key in &resource.unique_keys {
        let mut first: HashMap<Vec<String>, usize> = HashMap::new();
        let Some(parts) = key
            .iter()
            .map(|&field| Part::of(resource, file, field))
            .collect::<Option<Vec<Part>>>()
        else {
            continue;
        };
        for row in 0..columns.records {
            let texts: Option<Vec<String>> = parts
                .iter()
                .map(|part| part.text(dimensions, columns, row))
                .collect();
            let Some(texts) = texts else { continue };
            let names: Vec<&str> = key
                .iter()
                .map(|&f| resource.fields[f].name.as_str())
                .collect();
            let shown = texts.join(", ");
            let earlier = *first.entry(texts).or_insert(row);
            if earlier == row {
                continue;
            }
            let column = file.column(key[0]).unwrap_or(0);
            let (earlier, record) = (records.record_of(earlier), records.record_of(row));
            let diagnostic = Diagnostic::error(
                Code::DuplicateKey,
                format!("another record has {shown} in {}", names.join(", ")),
            )
            .expected("a value that no other record has");
            problems.push_row(RowProblem::new(record, column, diagnostic).related(
                earlier,
                column,
                "the first record with it",
            ));
        }
    }
}

/// Where the values of a field stand.
enum Part {
    Dimension(usize),
    Measure(usize),
    Attribute(usize),
}

impl Part {
    /// `None` for a field that the file does not have, and for a status column.
    fn of(resource: &ResourceDescriptor, file: &CsvFile<'_>, field: usize) -> Option<Part> {
        use super::FieldRole;
        file.column(field)?;
        if let Some(position) = resource.key.iter().position(|&key| key == field) {
            return Some(Part::Dimension(position));
        }
        let role = FieldRole::of(resource, file, field);
        let same = |other: &usize| {
            FieldRole::of(resource, file, *other) == role && file.column(*other).is_some()
        };
        let position = (0..field).filter(same).count();
        match role {
            FieldRole::Measure => Some(Part::Measure(position)),
            FieldRole::Attribute => Some(Part::Attribute(position)),
            FieldRole::Dimension | FieldRole::Status => None,
        }
    }

    fn text(&self, dimensions: &[Dimension], columns: &Columns, row: usize) -> Option<String> {
        match *self {
            Part::Dimension(position) => {
                let code = CodeIndex::new(columns.keys[position].get(row) as usize);
                Some(dimensions[position].codes.code(code).to_string())
            }
            Part::Measure(position) => {
                let number = columns.observations[position].get(row).value()?;
                Some(number.shortest().to_string())
            }
            Part::Attribute(position) => columns.texts[position].get(row).map(str::to_owned),
        }
    }
}
