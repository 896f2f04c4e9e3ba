//! What a resource holds, for people.

use crate::data::{Resource, ResourceProfile};

/// The widest column, in characters.
const WIDEST: usize = 40;

/// Prints the fields with their ranges, the statuses, and the first records.
pub(super) fn text(profile: &ResourceProfile, resource: &Resource, rows: usize) -> String {
    let records = profile.records;
    let mut text = format!(
        "{} ({}): {records} {}\n\n",
        resource.name,
        resource.path,
        if records == 1 { "record" } else { "records" }
    );
    let heads = [
        "field", "role", "type", "values", "least", "most", "no value",
    ];
    let mut table = vec![heads.map(str::to_owned).to_vec()];
    for field in &profile.fields {
        let blanks = field
            .absences
            .iter()
            .map(|(status, count)| format!("{count} {status}"))
            .collect::<Vec<_>>();
        table.push(vec![
            field.name.clone(),
            field.role.to_owned(),
            field.kind.to_owned(),
            field.distinct.to_string(),
            field.least.clone().unwrap_or_default(),
            field.most.clone().unwrap_or_default(),
            blanks.join(", "),
        ]);
    }
    text.push_str(&aligned(&table));
    if rows > 0 && records > 0 {
        let mut table = vec![resource.fields.iter().map(|f| f.name.clone()).collect()];
        table.extend(resource.records().take(rows));
        text.push('\n');
        text.push_str(&aligned(&table));
        if records > rows {
            text.push_str(&format!("… and {} more\n", records - rows));
        }
    }
    text
}

/// Columns side by side; no line ends with a space.
fn aligned(table: &[Vec<String>]) -> String {
    let shown: Vec<Vec<String>> = table
        .iter()
        .map(|row| row.iter().map(|cell| cut(cell)).collect())
        .collect();
    let width = |column: usize| {
        let cells = shown.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..shown.first().map_or(0, Vec::len)).map(width).collect();
    let mut text = String::new();
    for row in &shown {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let space = width + 2 - cell.chars().count();
            line.push_str(cell);
            line.push_str(&" ".repeat(space));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// One line of at most the widest column.
fn cut(cell: &str) -> String {
    let line = cell.replace(['\n', '\r', '\t'], " ");
    match line.char_indices().nth(WIDEST) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end]),
    }
}
