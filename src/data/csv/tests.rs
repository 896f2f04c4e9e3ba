//! The two readings of a CSV, that of the csv package and our own, find the same cells in any text.

use proptest::collection::vec;
use proptest::prelude::*;

use super::place::{Rows, unquoted};
use super::plain::PlainRecords;
use super::quirks::{is_plain, regular_text};
use super::records::reader;
use super::syntax::{Dialect, HeaderRows, Syntax};
use crate::data::problems::Problems;
use crate::diag::Source;

type Cells = Vec<Vec<Vec<u8>>>;

/// The cells as our own reading finds them.
fn by_places(text: &[u8], dialect: &Dialect) -> Cells {
    let mut rows = Rows::new(text, 0, 0, dialect);
    let mut records = Cells::new();
    while rows.next_record() {
        let cells = rows.cells.iter();
        let unquoted = cells.map(|cell| unquoted(&text[cell.clone()], dialect.syntax));
        records.push(unquoted.collect());
    }
    records
}

/// The cells as they come into columns.
fn by_package(text: &[u8], dialect: &Dialect) -> Cells {
    let source = Source::new("x.csv", text);
    let mut problems = Problems::new(&source);
    let regular = regular_text(&source, 0, 0, dialect, &mut problems);
    let (text, syntax) = match &regular {
        Some(text) => (text.as_slice(), Syntax::REWRITTEN),
        None => (text, dialect.syntax),
    };
    let mut records = Cells::new();
    for record in reader(text, syntax).byte_records() {
        let record = record.expect("records in memory can be read");
        records.push(record.iter().map(<[u8]>::to_vec).collect());
    }
    records
}

/// The cells of a plain text as they come into columns; `None` of another text.
fn by_lines(text: &[u8], dialect: &Dialect) -> Option<Cells> {
    let source = Source::new("x.csv", text);
    is_plain(&source, 0, 0, dialect).then(|| {
        let mut lines = PlainRecords::new(text, dialect.syntax);
        let mut records = Cells::new();
        let mut cells = Vec::new();
        while lines.next_record(&mut cells).is_some() {
            records.push(cells.drain(..).map(<[u8]>::to_vec).collect());
        }
        records
    })
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let quote = prop_oneof![Just(Some(b'"')), Just(Some(b'\'')), Just(None)];
    let comment = prop_oneof![3 => Just(None), 1 => Just(Some(b'#'))];
    let escape = prop_oneof![3 => Just(None), 1 => Just(Some(b'\\'))];
    let rows = vec(1_usize..6, 0..2);
    (quote, comment, escape, any::<bool>(), any::<bool>(), rows).prop_map(
        |(quote, comment, escape, double_quote, skip_initial_space, comment_rows)| Dialect {
            syntax: Syntax {
                quote,
                comment,
                escape,
                double_quote: double_quote && escape.is_none(),
                skip_initial_space,
                ..Syntax::STANDARD
            },
            header: HeaderRows::None,
            comment_rows,
            ..Dialect::standard()
        },
    )
}

fn texts() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        ",", "\n", "\r\n", "\r", "\"", "\"\"", "'", "a", "b c", " ", "#", "\\", "\u{FEFF}", "ệ",
        ";", "\"x\"", "\"x, y\"", "\n\n",
    ];
    let word = prop_oneof![
        9 => proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 1..3),
    ];
    vec(word, 0..40).prop_map(|words| words.concat())
}

/// Texts that are mostly plain, and longer than what is looked at together.
fn plain_texts() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        ",",
        ",",
        "x\n",
        "y\r\n",
        "a",
        "b c",
        "ệ",
        "\u{AC0A}",
        ";",
        "-5.25",
        "Thôn Đông",
        "\u{0}",
    ];
    let words = proptest::sample::select(words.to_vec());
    vec(words, 0..120).prop_map(|words| words.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_240_703),
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_readings_find_the_same_cells(text in texts(), dialect in dialects()) {
        prop_assert_eq!(by_package(&text, &dialect), by_places(&text, &dialect));
    }

    #[test]
    fn plain_texts_are_read_alike_by_all(text in texts(), plain in plain_texts(), dialect in dialects()) {
        for text in [text, plain] {
            if let Some(cells) = by_lines(&text, &dialect) {
                prop_assert_eq!(&cells, &by_package(&text, &dialect));
                prop_assert_eq!(cells, by_places(&text, &dialect));
            }
        }
    }
}
