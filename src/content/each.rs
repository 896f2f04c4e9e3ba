//! What a document goes through when it becomes a page for each code.

use super::block::{FigureData, Filter, Select};
use crate::diag::Span;
use crate::input::value::Text;

/// The codes for each of which a document becomes a page.
#[derive(Clone, Debug)]
pub struct Each {
    /// What is gone through; of two, every code of the one with every code of the other.
    pub variables: Vec<EachVariable>,
    /// Which codes are taken, by the names of variables; all of a variable that is not named.
    pub filters: Vec<Filter>,
    /// Where it stands in the file.
    pub span: Span,
}

/// One thing that a document goes through.
#[derive(Clone, Debug)]
pub struct EachVariable {
    /// The name of the code in expressions, where the author gives one.
    pub name: Option<Text>,
    /// A code list, or `dataset.dimension` for the codes that its records have.
    pub over: Text,
}

/// What a code of the page's own begins with, where a code is named: `where = { area = "$area" }`.
pub const VARIABLE: char = '$';

impl Text {
    /// The variable that the text stands for, if it is one.
    pub fn variable(&self) -> Option<&str> {
        self.text.strip_prefix(VARIABLE)
    }
}

impl Select {
    /// The texts that name codes.
    pub fn codes(&self) -> impl Iterator<Item = &Text> {
        let codes = match self {
            Select::Codes(codes) => codes.as_slice(),
            Select::ChildrenOf(code) => std::slice::from_ref(code),
            Select::Level(_) => &[],
        };
        codes.iter()
    }
}

impl FigureData {
    /// The dataset of the figure.
    pub fn dataset(&self) -> &Text {
        match self {
            FigureData::Chart(chart) => &chart.data,
            FigureData::Table(table) => &table.data,
        }
    }
}
