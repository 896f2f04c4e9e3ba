//! Limits of what one input may cost, all in one place. A site is built from files that others propose:
//! none of them, however it is written, may hold up the machine that builds it.
//!
//! A limit is far above what a site for readers needs. Each says what it bounds and why.

use std::time::Duration;

/// Cells of one figure: the marks of a chart, or the numbers of a table. A page with more is too heavy for
/// a phone, and nobody can read it.
pub const FIGURE_CELLS: usize = 50_000;

/// Panels of a chart: each is a drawing.
pub const PANELS: usize = 500;

/// Cells that are looked up to choose those that a figure shows: the product of all codes that it goes
/// through.
pub const COMPARED_CELLS: usize = 5_000_000;

/// Cells that are looked at for the numbers and figures of one page, in all its sums: each of thousands of
/// numbers may be a sum over thousands of codes.
pub const PAGE_CELLS: usize = 50_000_000;

/// Rows of a table, and categories of a chart that has a row or a bar for each, where the author does not
/// ask for more with `limit`. A note says how many there are.
pub const UNASKED_ROWS: usize = 1_000;

/// Files and folders that are reached through links to folders: of folders that hold two links to the next
/// one, every other folder doubles them.
pub const LINKED_FILES: usize = 100_000;

/// Pages that one document becomes: the product of the lists that it goes through.
pub const DOCUMENT_PAGES: usize = 200_000;

/// Pages that all documents of a site become together.
pub const SITE_PAGES: usize = 500_000;

/// Former addresses of one document: each of its figures has its files there too.
pub const ALIASES: usize = 100;

/// Bytes of a code, of its name, and of a text in an expression: readers see them many times on a page.
pub const WORD_BYTES: usize = 2_000;

/// Letters of a message, and of what is expected: the rest is left out.
pub const MESSAGE_LETTERS: usize = 4_000;

/// Problems of one code that are printed; the rest are counted.
pub const PRINTED_OF_A_CODE: usize = 20;

/// Errors of syntax that are reported of one TOML file; the rest are counted. Each of 300,000 signs `=`
/// is one, and takes a hundred times as much memory as it takes of the file.
pub const SYNTAX_ERRORS: usize = 20;

/// Guesses about one file for which `data infer` prints the reason; the rest are counted.
pub const PRINTED_REASONS: usize = 100;

/// Bytes of a word for which "did you mean" is looked for, and of what it is compared with: the work is
/// the product of both lengths.
pub const SUGGESTED_LETTERS: usize = 200;

/// The work of all "did you mean" of one run, in pairs of letters that are compared: a second or two.
/// 10,000 mistakes with 10,000 candidates each would take minutes.
pub const SUGGESTION_WORK: usize = 500_000_000;

/// Names in a list of what is expected at a place; the rest are counted. Each of many mistakes would
/// otherwise hold a copy of a list that may be as long as a file.
pub const EXPECTED_NAMES: usize = 100;

/// Bytes of the program into which one regular expression of a descriptor is compiled: 50 bounded
/// repetitions of a class of Unicode letters. `\w{1000}` takes more, and no column needs it.
pub const PATTERN_BYTES: usize = 1 << 20;

/// Bytes of the programs of all regular expressions of a site together. An equal pattern is compiled once.
pub const PATTERNS_BYTES: usize = 64 << 20;

/// Processor time that all regular expressions of a site may take, those left out that are fast on any
/// text. A million short cells take less than a second.
pub const PATTERN_TIME: Duration = Duration::from_secs(5);

/// Fields of one table. Columns are compared with each other in many ways, and no reader looks at so many.
pub const COLUMNS: usize = 5_000;

/// Fields of all tables of a package together: tables may share a schema.
pub const PACKAGE_FIELDS: usize = 50_000;

/// Tables that are read from one file.
pub const TABLES_OF_A_FILE: usize = 10;

/// Entries in the register of a table: each is compared with each that was published before.
pub const REVISIONS: usize = 1_000;

/// Groups of cells that the register of a table is about.
pub const AFFECTED: usize = 10_000;

/// Combinations of codes for which all checks of `coverage` of a site look, and parts that its checks of
/// `sum` add up.
pub const COVERED_COMBINATIONS: usize = 50_000_000;

/// Checks, unique keys and foreign keys of one table, of each kind: each goes through all records.
pub const CHECKS: usize = 100;

/// Texts that stand for no value, of one field or of one table.
pub const MISSING_VALUES: usize = 1_000;

/// Codes above a code, in its list. The page of a code names all of them.
pub const LEVELS: usize = 32;

/// Templates of one theme. Each may include the next, and every one that is open takes of the stack.
pub const TEMPLATES: usize = 100;

/// Processor time that one template may take for one page. The language of templates stops neither loops
/// nor texts that grow; a page of the default theme takes a thousandth of a second.
pub const TEMPLATE_TIME: Duration = Duration::from_mins(1);

/// Bytes by which the memory of the program may grow while a page is rendered. A template can double a
/// text again and again, and the system would then end the program, or another one, without a word.
pub const TEMPLATE_MEMORY: u64 = 2 << 30;

/// Bytes of the HTML of one page. No browser shows a larger one well, and a loop that prints would fill
/// the memory.
pub const PAGE_BYTES: usize = 64 << 20;
