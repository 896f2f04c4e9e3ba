//! The syntax of a CSV file, as its dialect declares it.

/// The characters that structure a CSV. All are ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) struct Syntax {
    /// Stands between cells.
    pub(in crate::data) delimiter: u8,
    /// Opens and closes a cell; `None` reads quotes as letters.
    pub(in crate::data) quote: Option<u8>,
    /// Whether a quote within a quoted cell is written twice.
    pub(in crate::data) double_quote: bool,
    /// Stands before a quote within a quoted cell.
    pub(in crate::data) escape: Option<u8>,
    /// A row that starts with it is a comment.
    pub(in crate::data) comment: Option<u8>,
    /// Whether spaces behind a delimiter do not belong to the cell.
    pub(in crate::data) skip_initial_space: bool,
}

impl Syntax {
    /// What RFC 4180 says, and the standard where nothing is declared.
    pub(in crate::data) const STANDARD: Syntax = Syntax {
        delimiter: b',',
        quote: Some(b'"'),
        double_quote: true,
        escape: None,
        comment: None,
        skip_initial_space: false,
    };
}

/// A syntax, and which rows are no data. Rows count from 1; blank lines and comments count too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct Dialect {
    pub(in crate::data) syntax: Syntax,
    /// Where the header stands.
    pub(in crate::data) header: HeaderRows,
    /// Stands between the texts of a header that takes several rows.
    pub(in crate::data) header_join: String,
    /// Rows that are comments.
    pub(in crate::data) comment_rows: Vec<usize>,
}

/// Where the header of a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) enum HeaderRows {
    /// The file has none.
    None,
    /// The first row that is neither blank nor a comment.
    First,
    /// These rows, in order. Rows before the last of them are no data.
    Rows(Vec<usize>),
}

impl Dialect {
    /// A comma, a header in the first row.
    pub(in crate::data) fn standard() -> Dialect {
        Dialect {
            syntax: Syntax::STANDARD,
            header: HeaderRows::First,
            header_join: " ".to_owned(),
            comment_rows: Vec::new(),
        }
    }
}
