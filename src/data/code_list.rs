//! Loading of code lists: codes in file order, their names by language, their hierarchy, and since
//! when and until when they are in force.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::cell::{Role, checked_text};
use super::codes::{CodeListResource, CodeTexts};
use super::csv::{ColumnKind, CsvFile, RawColumn, Records, RowProblem};
use super::origin::Origin;
use super::problems::Problems;
use super::texts::Texts;
use crate::data::descriptor::{CodeListFields, ResourceDescriptor};
use crate::diag::limits::LEVELS;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Report, Source};
use crate::locale::{Language, LocalText};
use crate::stats::{
    Code, CodeEntry, CodeIndex, CodeList, Date, HierarchyError, Period, RecordOrder, Tile, Validity,
};

/// Reads a code list; `None` when it has errors.
pub(super) fn load<'a>(
    source: &Source,
    resource: &'a ResourceDescriptor,
    language: &Language,
    report: &mut Report,
) -> Option<(CodeListResource, Origin<'a>)> {
    let roles = resource.code_list.as_ref()?;
    let [key] = resource.key.as_slice() else {
        return None;
    };
    let mut problems = Problems::new(source);
    let Some(file) = CsvFile::open(source, resource, &mut problems) else {
        problems.finish(None, report);
        return None;
    };
    let rows = rows(&file, resource, roles, &mut problems);
    let mut reader = Reader {
        file: &file,
        resource,
        roles,
        key: *key,
        rows,
        problems: &mut problems,
    };
    let loaded = reader.list(language);
    let is_sound = problems.is_empty();
    problems.finish(Some(&file), report);
    let list = loaded.filter(|_| is_sound)?;
    Some((
        list,
        Origin::new(resource, file, source, RecordOrder::AsRead),
    ))
}

/// The plain texts of all cells, one row for each record. A code list is small: rows are clearer
/// than columns.
fn rows(
    file: &CsvFile<'_>,
    resource: &ResourceDescriptor,
    roles: &CodeListFields,
    problems: &mut Problems,
) -> Vec<Vec<Arc<str>>> {
    let names = roles.label.values().chain(roles.short.values());
    let names: BTreeSet<&String> = names.chain(&roles.level).collect();
    let wanted: Vec<(usize, ColumnKind)> = (0..resource.fields.len())
        .filter_map(|field| Some((file.column(field)?, ColumnKind::Coded)))
        .collect();
    let records = Records::read(file, &wanted, problems);
    let blank: Vec<Arc<str>> = vec![Arc::default(); resource.fields.len()];
    let mut rows = vec![blank; records.count];
    let mut texts = Texts::new(problems);
    let present = (0..resource.fields.len()).filter(|field| file.column(*field).is_some());
    for (raw, position) in records.columns.iter().zip(present) {
        let RawColumn::Coded(coded) = raw else {
            continue;
        };
        let field = &resource.fields[position];
        let role = if resource.key.contains(&position) {
            Role::Key
        } else if names.contains(&field.name) {
            Role::Name
        } else {
            Role::Attribute
        };
        let checked: Vec<_> = (0..coded.texts.len())
            .map(|code| checked_text(coded.texts.at(code), field, role))
            .collect();
        let shared: Vec<Arc<str>> = checked
            .iter()
            .map(|checked| checked.text.as_deref().unwrap_or_default().into())
            .collect();
        for (row, code) in coded.codes.iter().enumerate() {
            let checked = &checked[code as usize];
            rows[row][position].clone_from(&shared[code as usize]);
            let column = file.column(position).unwrap_or(0);
            texts.report(records.record_of(row), column, checked);
        }
    }
    texts.finish(file);
    rows
}

/// How many codes of the same name are compared with another: of a list with more of them, enough
/// is reported.
const COMPARED: usize = 200;

struct Reader<'a, 'p> {
    file: &'a CsvFile<'a>,
    resource: &'a ResourceDescriptor,
    roles: &'a CodeListFields,
    key: usize,
    rows: Vec<Vec<Arc<str>>>,
    problems: &'p mut Problems,
}

impl Reader<'_, '_> {
    fn list(&mut self, default: &Language) -> Option<CodeListResource> {
        let entries = self.entries();
        let list = match CodeList::new(entries) {
            Ok(list) => {
                if let Some(index) = list.deeper_than(LEVELS) {
                    self.report_depth(&list, index);
                    return None;
                }
                list
            }
            Err(error) => {
                self.report_hierarchy(&error);
                return None;
            }
        };
        let labels = self.columns(&self.roles.label);
        let shorts = self.columns(&self.roles.short);
        let texts: Vec<CodeTexts> = self
            .rows
            .iter()
            .map(|row| {
                let mut label = names(&labels, row);
                if label.is_empty() {
                    label.insert(default.clone(), row[self.key].clone());
                }
                CodeTexts {
                    label,
                    short: names(&shorts, row),
                }
            })
            .collect();
        self.report_same_names(&list, &texts);
        let tiles = self.tiles();
        Some(CodeListResource {
            list: Arc::new(list),
            texts,
            tiles,
            key: (0..self.key)
                .filter(|field| self.file.column(*field).is_some())
                .count(),
            rows: self.published_rows(),
            structure: self.roles.structure().map(str::to_owned).collect(),
        })
    }

    /// The cells of the fields that the file has.
    fn published_rows(&mut self) -> Vec<Vec<Arc<str>>> {
        let present: Vec<usize> = (0..self.resource.fields.len())
            .filter(|field| self.file.column(*field).is_some())
            .collect();
        let rows = std::mem::take(&mut self.rows);
        rows.into_iter()
            .map(|mut row| {
                let cells = present.iter().map(|&field| std::mem::take(&mut row[field]));
                cells.collect()
            })
            .collect()
    }

    /// The columns of names by language.
    fn columns(&self, fields: &BTreeMap<String, String>) -> Vec<(Language, usize)> {
        fields
            .iter()
            .filter_map(|(tag, field)| {
                Some((Language::parse(tag).ok()?, self.resource.field(field)?))
            })
            .collect()
    }

    fn column(&self, field: Option<&String>) -> Option<usize> {
        self.resource.field(field?)
    }

    fn problem(&mut self, row: usize, field: usize, diagnostic: Diagnostic) {
        let column = self.file.column(field).unwrap_or(0);
        self.problems
            .push_row(RowProblem::new(row, column, diagnostic));
    }

    fn entries(&mut self) -> Vec<CodeEntry> {
        let (parent, level) = (
            self.column(self.roles.parent.as_ref()),
            self.column(self.roles.level.as_ref()),
        );
        let successor = self.column(self.roles.successor.as_ref());
        let mut positions: HashMap<Arc<str>, usize> = HashMap::new();
        if parent.is_some() || successor.is_some() {
            let rows = self.rows.iter().enumerate().rev();
            positions.extend(rows.map(|(position, row)| (row[self.key].clone(), position)));
        }
        (0..self.rows.len())
            .map(|row| {
                let cell = |column: usize| self.rows[row][column].clone();
                let level = level.map(cell).filter(|level| !level.is_empty());
                let above = parent.map(|column| (column, cell(column)));
                let after = successor.map(|column| (column, cell(column)));
                let code = Code::new(&self.rows[row][self.key]);
                let above = above
                    .filter(|(_, code)| !code.is_empty())
                    .and_then(|(column, code)| self.find(row, column, &code, &positions));
                let mut successors = Vec::new();
                if let Some((column, codes)) = after {
                    for code in codes.split([' ', ';']).filter(|code| !code.is_empty()) {
                        if self.find(row, column, code, &positions).is_some() {
                            successors.push(Code::new(code));
                        }
                    }
                }
                CodeEntry {
                    code,
                    parent: above.map(CodeIndex::new),
                    level,
                    validity: self.validity(row),
                    successors,
                }
            })
            .collect()
    }

    /// The row of another code of the list.
    fn find(
        &mut self,
        row: usize,
        column: usize,
        code: &str,
        positions: &HashMap<Arc<str>, usize>,
    ) -> Option<usize> {
        let found = positions.get(code).copied();
        if found.is_none() {
            let codes = self.rows.iter().map(|row| &*row[self.key]);
            let message = format!("`{code}` is not a code of `{}`", self.resource.name);
            let diagnostic = Diagnostic::error(DiagnosticCode::BrokenForeignKey, message)
                .expected("the code of another line of this file")
                .did_you_mean(code, codes);
            self.problem(row, column, diagnostic);
        }
        found
    }

    fn validity(&mut self, row: usize) -> Validity {
        let from = self.day(row, self.roles.valid_from.as_ref(), Period::first_day);
        let to = self.day(row, self.roles.valid_to.as_ref(), Period::last_day);
        if let (Some(first), Some(last)) = (from, to)
            && last < first
        {
            let code = &self.rows[row][self.key];
            let message = format!("`{code}` ends on {last}, before it begins on {first}");
            let diagnostic = Diagnostic::error(DiagnosticCode::BrokenHierarchy, message)
                .expected("a last day that is not before the first");
            let column = self
                .column(self.roles.valid_to.as_ref())
                .unwrap_or(self.key);
            self.problem(row, column, diagnostic);
        }
        Validity { from, to }
    }

    /// The day of a cell that holds a day, a month or a year.
    fn day(
        &mut self,
        row: usize,
        field: Option<&String>,
        of_period: fn(Period) -> Date,
    ) -> Option<Date> {
        let column = self.column(field)?;
        let text = &*self.rows[row][column];
        if text.is_empty() {
            return None;
        }
        let period = Period::parse(text).ok().map(of_period);
        let day = period.or_else(|| text.parse().ok().filter(|_| text.len() == 10));
        if day.is_none() {
            let message = format!("`{text}` is not a day, a month or a year");
            let diagnostic = Diagnostic::error(DiagnosticCode::WrongType, message)
                .expected("a day such as 2025-06-30, or a month or year");
            self.problem(row, column, diagnostic);
        }
        day
    }

    /// The tile of each code that has one; no two have the same.
    fn tiles(&mut self) -> Vec<Option<Tile>> {
        let fields = self.roles.tile.as_ref().and_then(|tile| {
            let field = |name: &String| self.resource.field(name);
            field(&tile[0]).zip(field(&tile[1]))
        });
        let Some((column, row)) = fields else {
            return vec![None; self.rows.len()];
        };
        let mut taken: HashMap<Tile, usize> = HashMap::new();
        let mut tiles = Vec::new();
        for position in 0..self.rows.len() {
            let cells = [column, row].map(|field| (field, self.rows[position][field].clone()));
            if cells.iter().all(|(_, text)| text.is_empty()) {
                tiles.push(None);
                continue;
            }
            let [across, down] = cells.map(|(field, text)| self.tile_place(position, field, &text));
            let tile = across.zip(down);
            tiles.push(tile);
            let Some(tile) = tile else { continue };
            match taken.entry(tile) {
                Entry::Vacant(place) => {
                    place.insert(position);
                }
                Entry::Occupied(first) => {
                    let message = format!(
                        "two codes have the tile in column {} and row {}",
                        tile.0, tile.1
                    );
                    let diagnostic = Diagnostic::error(DiagnosticCode::DuplicateKey, message)
                        .expected("a tile that no other code has");
                    let (first, place) = (*first.get(), self.file.column(column).unwrap_or(0));
                    let problem = RowProblem::new(position, place, diagnostic);
                    self.problems
                        .push_row(problem.related(first, place, "the first on this tile"));
                }
            }
        }
        tiles
    }

    /// The column or row of a tile.
    fn tile_place(&mut self, row: usize, field: usize, text: &str) -> Option<u16> {
        /// More tiles beside or below each other no sheet has room for.
        const MOST: u16 = 200;
        let place = text.parse().ok().filter(|place| *place <= MOST);
        if place.is_none() {
            let message = format!("`{text}` is no column or row of a tile");
            let diagnostic = Diagnostic::error(DiagnosticCode::WrongType, message).expected(
                format!("a whole number from 0 to {MOST}, in both fields or in none"),
            );
            self.problem(row, field, diagnostic);
        }
        place
    }

    /// Two areas of one parent that have the same name, in the same language and at the same
    /// time, cannot be distinguished by a reader.
    fn report_same_names(&mut self, list: &CodeList, texts: &[CodeTexts]) {
        let mut found = Vec::new();
        for (tag, field) in &self.roles.label {
            let (Ok(language), Some(field)) = (Language::parse(tag), self.resource.field(field))
            else {
                continue;
            };
            let key = |row: usize| {
                let parent = list.entry(CodeIndex::new(row)).parent;
                (parent, texts[row].label.get(&language))
            };
            let mut order: Vec<usize> = (0..texts.len()).collect();
            order.retain(|row| key(*row).1.is_some());
            order.sort_by_key(|row| (key(*row), *row));
            for same in order.chunk_by(|a, b| key(*a) == key(*b)) {
                for (position, &row) in same.iter().enumerate() {
                    let earlier = same[..position].iter().rev().take(COMPARED);
                    let is_taken = |earlier: &&usize| is_together(list, **earlier, row);
                    if let Some(&earlier) = earlier.rev().find(is_taken) {
                        found.push((row, earlier, field));
                    }
                }
            }
        }
        for (row, earlier, field) in found {
            let name = &self.rows[row][field];
            let column = self.file.column(field).unwrap_or(0);
            let diagnostic = Diagnostic::error(
                DiagnosticCode::DuplicateName,
                format!("`{name}` is the name of two codes with the same parent"),
            )
            .expected("names that readers can tell apart");
            let problem = RowProblem::new(row, column, diagnostic);
            self.problems
                .push_row(problem.related(earlier, column, "the first with this name"));
        }
    }

    fn report_depth(&mut self, list: &CodeList, index: CodeIndex) {
        let message = format!(
            "`{}` has more than {LEVELS} codes above it",
            list.code(index)
        );
        let diagnostic = Diagnostic::error(DiagnosticCode::TooLarge, message)
            .hint("leave levels out that readers do not need");
        let column = self.file.column(self.key).unwrap_or(0);
        let problem = RowProblem::new(index.as_usize(), column, diagnostic);
        self.problems.push_row(problem);
    }

    fn report_hierarchy(&mut self, error: &HierarchyError) {
        let key_column = self.file.column(self.key).unwrap_or(0);
        let code = |row: usize| &self.rows[row][self.key];
        let problem = match *error {
            HierarchyError::Duplicate(row) => {
                let first = self.rows.iter().position(|r| r[self.key] == *code(row));
                let message = format!("the code `{}` stands twice", code(row));
                let diagnostic = Diagnostic::error(DiagnosticCode::DuplicateKey, message);
                let problem = RowProblem::new(row, key_column, diagnostic);
                problem.related(first.unwrap_or(row), key_column, "first here")
            }
            HierarchyError::Cycle(row) => RowProblem::new(
                row,
                key_column,
                Diagnostic::error(
                    DiagnosticCode::BrokenHierarchy,
                    format!("`{}` is its own ancestor", code(row)),
                )
                .expected("parents that end at a code without a parent"),
            ),
        };
        self.problems.push_row(problem);
    }
}

/// Whether two codes of the same level are in force on some day together.
fn is_together(list: &CodeList, one: usize, other: usize) -> bool {
    let (one, other) = (
        list.entry(CodeIndex::new(one)),
        list.entry(CodeIndex::new(other)),
    );
    one.level == other.level && one.validity.overlaps(other.validity)
}

/// The names of a code.
fn names(columns: &[(Language, usize)], row: &[Arc<str>]) -> LocalText {
    let mut text = LocalText::new();
    for (language, column) in columns {
        if !row[*column].is_empty() {
            text.insert(language.clone(), row[*column].clone());
        }
    }
    text
}
