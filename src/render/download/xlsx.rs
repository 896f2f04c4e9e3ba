//! Workbooks for spreadsheet programs, as the guidance of statistical offices wants them: a cover, a
//! list of the sheets, notes with the symbols, and one table on a sheet of its own.
//!
//! Texts are written as texts, whatever they begin with; numbers keep their decimals. Equal numbers and
//! words give equal bytes: no time is written but that of the data.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url,
    Workbook, Worksheet,
};

use super::csv::statuses;
use super::export::Export;
use crate::table::CubeRecord;

/// The row of the headings of the table, from 0: title and subtitle stand above it.
const HEAD: u32 = 2;

/// The longest text of a cell, in characters (ECMA-376 leaves it open; programs have this limit).
const LONGEST_TEXT: usize = 32_767;

/// The longest name of a sheet, and what may not stand in it.
const LONGEST_NAME: usize = 31;
const NOT_IN_NAMES: [char; 8] = ['[', ']', ':', '*', '?', '/', '\\', '\''];

/// The widths of columns, in characters.
const WIDTHS: (usize, usize) = (9, 48);

/// So many records are looked at to find out how wide a column must be.
const LOOKED_AT: usize = 500;

/// The workbook of a figure or dataset.
pub(in crate::render) fn workbook(export: &Export<'_>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let colophon = export.colophon;
    let publisher = colophon.publisher.as_ref().unwrap_or(&colophon.site);
    let properties = DocProperties::new()
        .set_title(&colophon.title)
        .set_author(publisher)
        .set_creation_datetime(&day(colophon
            .updated
            .as_ref()
            .map(|date| date.iso.as_str())));
    workbook.set_properties(&properties);
    let names = sheet_names(export);
    cover(named(&mut workbook, &names[0]), export);
    contents(named(&mut workbook, &names[1]), export, &names);
    notes(named(&mut workbook, &names[2]), export);
    table(named(&mut workbook, &names[3]), export);
    workbook
        .save_to_buffer()
        .expect("a workbook within all limits is written to memory")
}

/// The day of the data; a fixed one where it is not known.
fn day(iso: Option<&str>) -> ExcelDateTime {
    let known = iso.and_then(|iso| ExcelDateTime::parse_from_str(iso).ok());
    known.unwrap_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1).expect("a day of the calendar"))
}

fn named<'w>(workbook: &'w mut Workbook, name: &str) -> &'w mut Worksheet {
    let sheet = workbook.add_worksheet();
    sheet
        .set_name(name)
        .expect("names of sheets are made to be allowed")
}

/// The names of the four sheets in the language, each allowed and no two alike.
fn sheet_names(export: &Export<'_>) -> Vec<String> {
    let keys = ["cover", "contents", "notes", "table"];
    let mut taken = BTreeSet::new();
    let names = keys.into_iter().enumerate().map(|(position, key)| {
        let word = export.word(&format!("download.sheet.{key}"));
        let name: String = word
            .chars()
            .filter(|letter| !NOT_IN_NAMES.contains(letter) && !letter.is_control())
            .take(LONGEST_NAME)
            .collect();
        let name = name.trim().to_owned();
        if name.is_empty() || !taken.insert(name.to_lowercase()) {
            (position + 1).to_string()
        } else {
            name
        }
    });
    names.collect()
}

/// How many characters the heading of a column of a table has at the most.
const LONGEST_HEAD: usize = 255;

/// A text as a cell holds it.
fn cell_text(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

/// Writes a text; a blank one leaves the cell blank.
fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) {
    if text.is_empty() {
        return;
    }
    sheet
        .write_string_with_format(row, column, cell_text(text), format)
        .expect("a text within the limits of a sheet");
}

fn heading() -> Format {
    Format::new().set_bold().set_font_size(14)
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

fn width(sheet: &mut Worksheet, column: u16, characters: usize) {
    let characters = u32::try_from(characters).expect("widths are small");
    sheet
        .set_column_width(column, characters)
        .expect("a column within the limits of a sheet");
}

/// What the numbers are, of whom and of when.
fn cover(sheet: &mut Worksheet, export: &Export<'_>) {
    let colophon = export.colophon;
    write(sheet, 0, 0, &colophon.title, &heading());
    let mut row = 1;
    if !colophon.description.is_empty() {
        write(sheet, row, 0, &colophon.description, &Format::new());
        row += 1;
    }
    for (word, fact) in export.facts() {
        write(sheet, row, 0, word, &Format::new().set_bold());
        write(sheet, row, 1, &fact, &Format::new());
        row += 1;
    }
    width(sheet, 0, 30);
    width(sheet, 1, 70);
}

/// Every other sheet, each with a link to it.
fn contents(sheet: &mut Worksheet, export: &Export<'_>, names: &[String]) {
    write(sheet, 0, 0, &names[1], &heading());
    let described = [
        (2, export.word("download.sheet.about_notes")),
        (3, export.colophon.title.as_str()),
    ];
    for (row, (position, what)) in (1..).zip(described) {
        let name = &names[position];
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        sheet
            .write_url(row, 0, link)
            .expect("a link within the workbook");
        write(sheet, row, 1, what, &Format::new());
    }
    width(sheet, 0, 24);
    width(sheet, 1, 70);
}

/// What readers must know besides, and the symbols that occur.
fn notes(sheet: &mut Worksheet, export: &Export<'_>) {
    write(sheet, 0, 0, export.word("note.title"), &heading());
    let mut row = 1;
    for note in &export.colophon.notes {
        write(sheet, row, 0, note, &wrapped());
        row += 1;
    }
    for status in export.statuses() {
        let locale = export.locale;
        let meaning = format!(
            "{} ({}): {}",
            locale.status_mark(status),
            status.sdmx(),
            locale.status_word(status)
        );
        write(sheet, row, 0, &meaning, &wrapped());
        row += 1;
    }
    width(sheet, 0, 90);
}

/// What a column of the table holds.
enum Content {
    /// The codes of a dimension.
    Code(usize),
    /// What they mean.
    Label(usize),
    Number(usize),
    Statuses(usize),
    Text(usize),
}

/// The numbers: a code and its meaning for each dimension where they differ, then each measure, with a
/// column of statuses where it has some.
fn table(sheet: &mut Worksheet, export: &Export<'_>) {
    let (cube, colophon) = (export.cube, export.colophon);
    write(sheet, 0, 0, &colophon.title, &heading());
    write(sheet, 1, 0, &colophon.description, &Format::new());
    let columns = columns(export);
    for (position, (_, characters)) in (0..).zip(widths(export, &columns)) {
        width(sheet, position, characters);
    }
    let mut formats = Formats::default();
    for (row, record) in (HEAD + 1..).zip(cube.records()) {
        for (column, (content, _)) in (0..).zip(&columns) {
            write_cell(sheet, row, column, export, content, &record, &mut formats);
        }
    }
    // A table of a workbook has at least one row.
    let rows = u32::try_from(cube.len().max(1)).expect("a sheet has not so many rows");
    let last = u16::try_from(columns.len() - 1).expect("a sheet has not so many columns");
    let heads: Vec<TableColumn> = unique(columns.iter().map(|(_, head)| head.as_str()))
        .into_iter()
        .map(|head| TableColumn::new().set_header(head))
        .collect();
    let table = Table::new()
        .set_columns(&heads)
        .set_autofilter(false)
        .set_style(TableStyle::Light1);
    sheet
        .add_table(HEAD, 0, HEAD + rows, last, &table)
        .expect("headings differ");
    sheet
        .set_freeze_panes(HEAD + 1, 0)
        .expect("a row within the limits of a sheet");
}

fn columns(export: &Export<'_>) -> Vec<(Content, String)> {
    let cube = export.cube;
    let mut columns = Vec::new();
    for (position, dimension) in cube.dimensions.iter().enumerate() {
        if dimension.codes.iter().any(|code| code.code != code.label) {
            let parts = [("dimension", dimension.title.as_str())];
            let title = export.locale.words().fill("download.code_of", &parts);
            columns.push((Content::Code(position), title));
            columns.push((Content::Label(position), dimension.title.clone()));
        } else {
            columns.push((Content::Code(position), dimension.title.clone()));
        }
    }
    let mut has_status = vec![false; cube.measures.len()];
    for record in cube.records() {
        for (measure, observation) in record.observations.iter().enumerate() {
            has_status[measure] |= observation.statuses().next().is_some();
        }
    }
    for (position, measure) in cube.measures.iter().enumerate() {
        columns.push((Content::Number(position), export.heading(measure)));
        if has_status[position] {
            let parts = [("measure", measure.title.as_str())];
            let title = export.locale.words().fill("download.status_of", &parts);
            columns.push((Content::Statuses(position), title));
        }
    }
    for (position, attribute) in cube.attributes.iter().enumerate() {
        columns.push((Content::Text(position), attribute.title.clone()));
    }
    columns
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    export: &Export<'_>,
    content: &Content,
    record: &CubeRecord<'_>,
    formats: &mut Formats,
) {
    let dimensions = &export.cube.dimensions;
    let code = |position: usize| &dimensions[position].codes[record.codes[position]];
    match content {
        Content::Code(position) => write(sheet, row, column, &code(*position).code, &formats.plain),
        Content::Label(position) => {
            write(sheet, row, column, &code(*position).label, &formats.plain);
        }
        Content::Number(measure) => {
            let observation = &record.observations[*measure];
            if let Some(number) = export.cube.number(observation) {
                let decimals = export.cube.measures[*measure].decimals;
                let format = formats.number(decimals.unwrap_or(number.decimals()));
                sheet
                    .write_number_with_format(row, column, number.to_f64(), format)
                    .expect("a number within the limits of a sheet");
            } else if let Some(absence) = observation.absence() {
                // A blank cell would look like a mistake.
                write(
                    sheet,
                    row,
                    column,
                    export.locale.status_mark(absence.into()),
                    &formats.right,
                );
            }
        }
        Content::Statuses(measure) => {
            write(
                sheet,
                row,
                column,
                &statuses(&record.observations[*measure]),
                &formats.plain,
            );
        }
        Content::Text(position) => {
            write(
                sheet,
                row,
                column,
                record.texts[*position].unwrap_or_default(),
                &formats.plain,
            );
        }
    }
}

/// The formats of cells, each made once.
struct Formats {
    plain: Format,
    right: Format,
    numbers: BTreeMap<u32, Format>,
}

impl Default for Formats {
    fn default() -> Formats {
        Formats {
            plain: Format::new(),
            right: Format::new().set_align(FormatAlign::Right),
            numbers: BTreeMap::new(),
        }
    }
}

impl Formats {
    /// Digits in groups with so many decimals: programs write them as their reader's language does.
    fn number(&mut self, decimals: u32) -> &Format {
        self.numbers.entry(decimals).or_insert_with(|| {
            let behind = match decimals {
                0 => String::new(),
                _ => format!(".{}", "0".repeat(decimals as usize)),
            };
            Format::new().set_num_format(format!("#,##0{behind}"))
        })
    }
}

/// How wide each column must be for its heading and its first records.
fn widths<'c>(export: &Export<'_>, columns: &'c [(Content, String)]) -> Vec<(&'c Content, usize)> {
    let dimensions = &export.cube.dimensions;
    let letters = |text: &str| text.chars().count() + 2;
    let mut widths: Vec<(&Content, usize)> = columns
        .iter()
        .map(|(content, head)| (content, letters(head)))
        .collect();
    for record in export.cube.records().take(LOOKED_AT) {
        for (content, width) in &mut widths {
            let code = |position: usize| &dimensions[position].codes[record.codes[position]];
            let own = match content {
                Content::Code(position) => letters(&code(*position).code),
                Content::Label(position) => letters(&code(*position).label),
                Content::Text(position) => letters(record.texts[*position].unwrap_or_default()),
                Content::Number(_) | Content::Statuses(_) => 0,
            };
            *width = own.max(*width);
        }
    }
    for (_, width) in &mut widths {
        *width = (*width).clamp(WIDTHS.0, WIDTHS.1);
    }
    widths
}

/// Headings of a table, no two of which may be alike but for their capitals, nor blank.
fn unique<'h>(heads: impl Iterator<Item = &'h str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    heads
        .map(|head| {
            let cut = |most: usize| -> String { head.trim().chars().take(most).collect() };
            let mut name = cut(LONGEST_HEAD);
            let mut count = 1;
            while name.is_empty() || !taken.insert(name.to_lowercase()) {
                count += 1;
                let number = format!(" {count}");
                name = cut(LONGEST_HEAD - number.len()) + &number;
            }
            name
        })
        .collect()
}
