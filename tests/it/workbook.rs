//! A reader of workbooks, as much of it as the tests need.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// A file of an archive.
#[track_caller]
pub fn unpacked(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let file = archive.by_name(name);
    let mut file = file.unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut content = Vec::new();
    file.read_to_end(&mut content).expect("a whole file");
    content
}

/// The names of the files of an archive.
pub fn names(archive: &[u8]) -> Vec<String> {
    let archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let names = archive.file_names();
    names
        .map(|name| name.expect("a name").into_owned())
        .collect()
}

/// A cell as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    /// A number with the digits of the file.
    Number(String),
}

impl Cell {
    /// What stands in it.
    pub fn text(&self) -> &str {
        match self {
            Cell::Blank => "",
            Cell::Text(text) | Cell::Number(text) => text,
        }
    }
}

/// The rows of a sheet, counted from 1.
pub fn sheet(workbook: &[u8], number: usize) -> Vec<Vec<Cell>> {
    let file = |name: &str| String::from_utf8(unpacked(workbook, name)).expect("UTF-8");
    let texts = texts(&file("xl/sharedStrings.xml"));
    let content = file(&format!("xl/worksheets/sheet{number}.xml"));
    let mut reader = Reader::from_str(&content);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut place = (0, 0, false);
    let mut value = String::new();
    let mut is_value = false;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) if element.name().as_ref() == "c" => place = place_of(&element),
            Event::Start(element) if element.name().as_ref() == "v" => {
                value.clear();
                is_value = true;
            }
            Event::Text(part) if is_value => value.push_str(&part),
            Event::End(element) if element.name().as_ref() == "v" => {
                is_value = false;
                let (row, column, is_text) = place;
                rows.resize_with(rows.len().max(row + 1), Vec::new);
                let cells = &mut rows[row];
                cells.resize(cells.len().max(column + 1), Cell::Blank);
                cells[column] = if is_text {
                    Cell::Text(texts[value.parse::<usize>().expect("a position")].clone())
                } else {
                    Cell::Number(value.clone())
                };
            }
            Event::Eof => return rows,
            _ => {}
        }
    }
}

/// Row and column from 0, and whether the cell names a text.
fn place_of(element: &BytesStart<'_>) -> (usize, usize, bool) {
    let attribute = |name: &str| {
        let mut attributes = element.attributes().filter_map(Result::ok);
        attributes
            .find(|attribute| attribute.key.as_ref() == name)
            .map(|attribute| attribute.value.to_string())
    };
    let place = attribute("r").expect("a cell says where it is");
    let (letters, digits) =
        place.split_at(place.find(|c: char| c.is_ascii_digit()).expect("digits"));
    let column = letters
        .bytes()
        .fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    let row: usize = digits.parse().expect("a row");
    (row - 1, column - 1, attribute("t").as_deref() == Some("s"))
}

/// The texts that cells name.
fn texts(content: &str) -> Vec<String> {
    let mut reader = Reader::from_str(content);
    let mut texts = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) if element.name().as_ref() == "si" => text.clear(),
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(reference) => text.extend(["&", &*reference, ";"]),
            Event::End(element) if element.name().as_ref() == "si" => {
                texts.push(crate::built::unescaped(&text));
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}
