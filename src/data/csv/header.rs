//! The header of a file against the fields of its schema.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::place::{RowKind, Rows, unquoted};
use super::syntax::{HeaderRows, Syntax};
use crate::data::cell::letters;
use crate::data::descriptor::ResourceDescriptor;
use crate::data::problems::Problems;
use crate::diag::{Code, Diagnostic, Source, Span, listed, nearest};

/// How many rows below the first are searched for a header that stands too low.
const SEARCHED: usize = 30;

/// For how many names that are no fields it is guessed which field they mean.
const GUESSED: usize = 100;

/// How the columns of a file and the fields of a schema must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum FieldsMatch {
    /// The same, in the same order.
    Exact,
    /// The same, in any order.
    Equal,
    /// The file may have more columns.
    Subset,
    /// The file may have fewer columns.
    Superset,
    /// At least one column is a field.
    Partial,
}

impl FieldsMatch {
    fn allows_fewer(self) -> bool {
        matches!(self, FieldsMatch::Superset | FieldsMatch::Partial)
    }

    fn allows_more(self) -> bool {
        matches!(self, FieldsMatch::Subset | FieldsMatch::Partial)
    }
}

/// Where the fields stand in a file.
#[derive(Debug)]
pub(super) struct Header {
    /// For each field its column.
    pub(super) columns: Vec<Option<usize>>,
    /// How many columns there are.
    pub(super) width: usize,
}

/// A name of the header with its place.
struct Name {
    text: String,
    span: Span,
}

/// Passes over the header and holds it against the schema. `None` when it is not known which
/// column is which.
pub(super) fn read(
    rows: &mut Rows<'_>,
    source: &Source,
    resource: &ResourceDescriptor,
    problems: &mut Problems,
) -> Option<Header> {
    let fields: Vec<&str> = resource.fields.iter().map(|f| f.name.as_str()).collect();
    let dialect = &resource.dialect;
    let mut left = match &dialect.header {
        HeaderRows::None => {
            return Some(Header {
                columns: (0..fields.len()).map(Some).collect(),
                width: fields.len(),
            });
        }
        HeaderRows::First => 1,
        HeaderRows::Rows(rows) => rows.len(),
    };
    let mut names: Vec<Name> = Vec::new();
    while left > 0 {
        let at = rows.at();
        match rows.advance() {
            None => break,
            Some(RowKind::Header) => left -= 1,
            Some(RowKind::Blank) if dialect.header == HeaderRows::First => {
                problems.push(|| {
                    source
                        .span(at..at)
                        .error(Code::BlankLine, "a blank line stands above the header")
                        .expected("the header in the first line")
                        .hint("delete the line")
                });
                continue;
            }
            Some(_) => continue,
        }
        for (column, place) in rows.cells.iter().enumerate() {
            let text = text(source, place, dialect.syntax);
            match names.get_mut(column) {
                Some(name) if !text.is_empty() => {
                    name.text = [name.text.as_str(), &text].join(&dialect.header_join);
                    name.span = source.span(place.clone());
                }
                Some(_) => {}
                None => names.push(Name {
                    text,
                    span: source.span(place.clone()),
                }),
            }
        }
    }
    if let Some(at) = bad_byte(source, rows.at()) {
        problems.push(|| {
            let byte = source.bytes()[at];
            source
                .span(at..at + 1)
                .error(Code::BadUtf8, format!("byte 0x{byte:02X} is not UTF-8"))
                .expected("UTF-8")
                .hint("save the file as UTF-8, or add its `encoding` to the resource")
        });
        return None;
    }
    if names.is_empty() {
        problems.push(|| no_header(source, &fields));
        return None;
    }
    let by_letters = FieldLetters::new(&fields);
    if let Some(diagnostic) = other_delimiter(&names, &by_letters, dialect.syntax)
        .or_else(|| title_line(source, rows, &names, &fields, &by_letters, dialect.syntax))
    {
        problems.push(|| diagnostic);
        return None;
    }
    report_bad_names(&names, problems);
    let rule = resource.fields_match;
    matched(&names, &fields, &by_letters, rule, problems)
}

fn no_header(source: &Source, fields: &[&str]) -> Diagnostic {
    let names = listed(fields.iter().copied());
    source
        .beginning()
        .error(Code::WrongHeader, "the file has no header")
        .expected(format!("a line with the names {names}"))
}

/// The first byte of the header that is not UTF-8.
fn bad_byte(source: &Source, end: usize) -> Option<usize> {
    let error = std::str::from_utf8(&source.bytes()[..end]).err()?;
    Some(error.valid_up_to())
}

fn text(source: &Source, place: &Range<usize>, syntax: Syntax) -> String {
    let raw = unquoted(&source.bytes()[place.clone()], syntax);
    String::from_utf8_lossy(&raw).into_owned()
}

/// The names of fields by their letters; without those that have none.
struct FieldLetters<'f>(HashMap<String, Vec<&'f str>>);

impl<'f> FieldLetters<'f> {
    fn new(fields: &[&'f str]) -> FieldLetters<'f> {
        let mut by_letters: HashMap<String, Vec<&str>> = HashMap::new();
        for field in fields.iter().filter(|field| !field.trim().is_empty()) {
            by_letters.entry(letters(field)).or_default().push(field);
        }
        FieldLetters(by_letters)
    }

    /// The fields that a text names, whatever space or case it has.
    fn named(&self, text: &str) -> &[&'f str] {
        let named = self
            .0
            .get(&letters(text))
            .filter(|_| !text.trim().is_empty());
        named.map_or(&[], Vec::as_slice)
    }

    /// How many of the first texts name fields.
    fn known<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> usize {
        let texts = texts.into_iter().take(GUESSED);
        texts.filter(|text| !self.named(text).is_empty()).count()
    }
}

/// A header of one column that becomes several names with another delimiter.
fn other_delimiter(
    names: &[Name],
    fields: &FieldLetters<'_>,
    syntax: Syntax,
) -> Option<Diagnostic> {
    let all = names.iter().map(|name| name.text.as_str());
    if fields.known(all) > 0 || fields.0.len() < 2 {
        return None;
    }
    let place = names.first()?.span.to(&names.last()?.span);
    let line = place.source().bytes()[place.range()].to_vec();
    let line = String::from_utf8_lossy(&line).into_owned();
    let tried = [(',', ","), (';', ";"), ('\t', "\\t"), ('|', "|")];
    let (best, delimiter) = tried
        .into_iter()
        .filter(|(character, _)| *character != char::from(syntax.delimiter))
        .map(|(character, shown)| {
            let cells = line.split(character).map(|cell| cell.trim_matches('"'));
            (fields.known(cells), shown)
        })
        .max_by_key(|(count, _)| *count)?;
    (best > 0).then(|| {
        let columns = if names.len() == 1 { "1 column" } else { "other columns" };
        place.error(
            Code::WrongDelimiter,
            format!("found {columns}; the file seems to use `{delimiter}`"),
        )
        .expected(format!(
            "names with `{}` between them",
            char::from(syntax.delimiter).escape_default()
        ))
        .hint(format!(
            "add `\"dialect\": {{ \"delimiter\": \"{delimiter}\" }}` to the resource, or save the file with that delimiter"
        ))
    })
}

/// A header that stands below lines with a title.
fn title_line(
    source: &Source,
    rows: &Rows<'_>,
    names: &[Name],
    fields: &[&str],
    by_letters: &FieldLetters<'_>,
    syntax: Syntax,
) -> Option<Diagnostic> {
    let here = by_letters.known(names.iter().map(|name| name.text.as_str()));
    if here > 0 {
        return None;
    }
    if let [name, ..] = names
        && name.text.starts_with("sep=")
    {
        return Some(
            name.span
                .error(Code::TitleLine, "this line is for a spreadsheet, and no header")
                .expected(format!("the names {}", listed(fields.iter().copied())))
                .hint("delete it, and declare the delimiter as `\"dialect\": { \"delimiter\": \";\" }` of the resource"),
        );
    }
    let mut below = rows.below();
    for _ in 0..SEARCHED {
        below.advance()?;
        let texts: Vec<String> = below
            .cells
            .iter()
            .map(|place| text(source, place, syntax))
            .collect();
        if by_letters.known(texts.iter().map(String::as_str)) * 2 > fields.len() {
            let row = below.passed;
            let message = format!("this is not the header, which stands in row {row}");
            return Some(
                names[0]
                .span
                .error(Code::TitleLine, message)
                .expected(format!("the names {}", listed(fields.iter().copied())))
                .related(source.span(below.cells.first()?.clone()), "the header")
                .hint(format!("delete what stands above the header, or add `\"dialect\": {{ \"headerRows\": [{row}] }}` to the resource")),
            );
        }
    }
    None
}

/// Names that cannot be distinguished.
fn report_bad_names(names: &[Name], problems: &mut Problems) {
    let mut first: HashMap<&str, &Name> = HashMap::new();
    for (column, name) in names.iter().enumerate() {
        let known = *first.entry(name.text.as_str()).or_insert(name);
        let earlier = Some(known).filter(|known| known.span != name.span);
        if name.text.trim().is_empty() {
            problems.push(|| {
                let message = format!("column {} has no name", column + 1);
                name.span
                    .error(Code::WrongHeader, message)
                    .hint("name the column, or delete it")
            });
        } else if let Some(earlier) = earlier {
            problems.push(|| {
                let message = format!("two columns are named `{}`", name.text);
                name.span
                    .error(Code::WrongHeader, message)
                    .expected("a name that no other column has")
                    .related(&earlier.span, "the first")
            });
        }
    }
}

fn matched(
    names: &[Name],
    fields: &[&str],
    by_letters: &FieldLetters<'_>,
    rule: FieldsMatch,
    problems: &mut Problems,
) -> Option<Header> {
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for (column, name) in names.iter().enumerate() {
        positions.entry(&name.text).or_insert(column);
    }
    let mut columns: Vec<Option<usize>> = fields
        .iter()
        .map(|field| positions.get(field).copied())
        .collect();
    let is_one_for_one = names.len() == fields.len() && !rule.allows_more();
    let taken: HashSet<usize> = columns.iter().flatten().copied().collect();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut guessed = 0;
    for (column, name) in names.iter().enumerate() {
        let repeated = !seen.insert(&name.text);
        if taken.contains(&column) || name.text.trim().is_empty() {
            continue;
        }
        guessed += 1;
        if guessed > GUESSED {
            if !repeated && !rule.allows_more() {
                problems.push(|| undescribed(name));
            }
            continue;
        }
        let free = fields.iter().zip(&columns).filter(|(_, c)| c.is_none());
        let free: Vec<&str> = free.map(|(field, _)| *field).collect();
        let by_position = fields.get(column).filter(|field| free.contains(field));
        let meant = by_letters
            .named(&name.text)
            .iter()
            .find(|field| free.contains(field))
            .copied()
            .or_else(|| nearest(&name.text, free.iter().copied()).filter(|_| !rule.allows_more()))
            .or_else(|| by_position.copied().filter(|_| is_one_for_one));
        if let Some(meant) = meant {
            let position = fields.iter().position(|field| *field == meant)?;
            columns[position] = Some(column);
            problems.push(|| misnamed(name, column, meant));
        } else if !repeated && !rule.allows_more() {
            problems.push(|| undescribed(name));
        }
    }
    let missing: Vec<&str> = fields
        .iter()
        .zip(&columns)
        .filter_map(|(field, column)| column.is_none().then_some(*field))
        .collect();
    if missing.len() == fields.len() || (!missing.is_empty() && !rule.allows_fewer()) {
        problems.push(|| missing_columns(names, &missing));
    }
    if rule == FieldsMatch::Exact && missing.is_empty() {
        report_order(names, fields, &columns, problems);
    }
    (missing.len() < fields.len()).then_some(Header {
        columns,
        width: names.len(),
    })
}

fn misnamed(name: &Name, column: usize, meant: &str) -> Diagnostic {
    let message = format!("column {} is `{}`, not `{meant}`", column + 1, name.text);
    let diagnostic = name
        .span
        .error(Code::WrongHeader, message)
        .expected(format!("`{meant}`, as the schema says"));
    if name.text.trim() == meant {
        diagnostic.hint("delete the space around the name")
    } else {
        diagnostic
    }
}

fn undescribed(name: &Name) -> Diagnostic {
    let message = format!("the schema does not describe the column `{}`", name.text);
    name.span
        .error(Code::WrongHeader, message)
        .hint("add it to `schema.fields` of the resource")
}

fn missing_columns(names: &[Name], missing: &[&str]) -> Diagnostic {
    let message = match missing {
        [one] => format!("the column `{one}` is missing"),
        several => format!(
            "the columns {} are missing",
            listed(several.iter().copied())
        ),
    };
    let end = names.last().expect("a header has a name").span.end();
    end.error(Code::WrongHeader, message)
        .expected("a column for every field of the schema")
}

/// Columns in another order than the fields: with the standard rule their order counts.
fn report_order(
    names: &[Name],
    fields: &[&str],
    columns: &[Option<usize>],
    problems: &mut Problems,
) {
    let order: Vec<usize> = columns.iter().flatten().copied().collect();
    if order.is_sorted() {
        return;
    }
    for (column, (field, name)) in fields.iter().zip(names).enumerate() {
        if columns.get(column) == Some(&Some(column)) {
            continue;
        }
        problems.push(|| {
            let message = format!("column {} is `{}`, not `{field}`", column + 1, name.text);
            name.span.error(Code::WrongHeader, message)
            .expected(format!("the order {}", listed(fields.iter().copied())))
            .hint("put the columns into the order of the schema, or add `\"fieldsMatch\": \"equal\"` to it")
        });
    }
}
