//! Proposals for `datapackage.json`: what a CSV file seems to be, with a reason for every guess.
//!
//! A proposal is a beginning: the words, units and sources of the data are known to their
//! publisher alone.

mod column;
mod key;
mod proposal_file;
mod table;

use std::collections::BTreeSet;

pub use proposal_file::Proposal;

use column::{Column, Kind};
use table::Table;

/// What one file seems to be.
struct Guess {
    /// The path beside the descriptor.
    path: String,
    name: String,
    table: Table,
    columns: Vec<Column>,
    /// The columns that identify a record.
    key: Vec<usize>,
    /// Whether the file lists codes with their names.
    is_code_list: bool,
    /// For each column the code list and its column of codes that all its values stand in.
    lists: Vec<Option<(String, String)>>,
    /// Why, one sentence a guess.
    reasons: Vec<String>,
}

/// Proposes a resource for each file, by its path beside the descriptor. What an existing
/// descriptor says stays as it is; only what it does not say is added. The error is one sentence.
pub fn propose(files: &[(String, Vec<u8>)], existing: Option<&[u8]>) -> Result<Proposal, String> {
    let mut names = proposal_file::Names::new(existing)?;
    let mut guesses = Vec::new();
    for (path, bytes) in files {
        let name = names.of(path, &resource_name(path));
        guesses.push(Guess::new(path, name, bytes)?);
    }
    find_lists(&mut guesses);
    proposal_file::proposal(&guesses, existing)
}

impl Guess {
    fn new(path: &str, name: String, bytes: &[u8]) -> Result<Guess, String> {
        let mut reasons = Vec::new();
        let table = Table::read(path, bytes, &mut reasons)?;
        let mut columns = Column::guess_all(&table, &mut reasons);
        let key = key::guess(&table, &columns, &mut reasons);
        for (position, column) in columns.iter_mut().enumerate() {
            column.settle(key.contains(&position));
        }
        let is_code_list = is_code_list(&columns, &key);
        if is_code_list {
            reasons.push(
                "it lists codes: one field is the key, another has names, none has numbers"
                    .to_owned(),
            );
        }
        Ok(Guess {
            path: path.to_owned(),
            name,
            lists: vec![None; columns.len()],
            table,
            columns,
            key,
            is_code_list,
            reasons,
        })
    }
}

/// The name of a resource: the file's name in lower case, without marks.
fn resource_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let letters = any_ascii::any_ascii(stem).to_lowercase();
    let plain: String = letters
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let name = plain.trim_matches('-');
    if name.is_empty() {
        "data".to_owned()
    } else {
        name.to_owned()
    }
}

fn is_code_list(columns: &[Column], key: &[usize]) -> bool {
    let has_names = columns
        .iter()
        .any(|column| column::name_language(&column.name).is_some());
    let has_numbers = columns
        .iter()
        .any(|column| matches!(column.kind, Kind::Integer | Kind::Number { .. }));
    let has_periods = columns
        .iter()
        .any(|column| column.kind == Kind::Period && !column.is_validity());
    key.len() == 1 && has_names && !has_numbers && !has_periods
}

/// Finds the columns whose values all stand in a code list of the same run.
fn find_lists(guesses: &mut [Guess]) {
    let lists: Vec<(String, String, BTreeSet<String>)> = guesses
        .iter()
        .filter(|guess| guess.is_code_list)
        .filter_map(|guess| {
            let key = *guess.key.first()?;
            let codes = guess.table.column(key).map(str::to_owned).collect();
            Some((guess.name.clone(), guess.columns[key].name.clone(), codes))
        })
        .collect();
    for guess in guesses.iter_mut().filter(|guess| !guess.is_code_list) {
        for position in 0..guess.columns.len() {
            let column = &guess.columns[position];
            if column.kind != Kind::Text || column.status_of.is_some() {
                continue;
            }
            let values: BTreeSet<&str> = guess
                .table
                .column(position)
                .filter(|v| !v.is_empty())
                .collect();
            let holds =
                |codes: &BTreeSet<String>| values.iter().all(|value| codes.contains(*value));
            let list = lists
                .iter()
                .find(|(_, _, codes)| !values.is_empty() && holds(codes));
            if let Some((list, code, _)) = list {
                guess.reasons.push(format!(
                    "`{}` holds codes of `{list}`: all its values stand there",
                    column.name
                ));
                guess.lists[position] = Some((list.clone(), code.clone()));
            }
        }
    }
}
