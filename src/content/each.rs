//! What a document goes through when it becomes a page for each code.

use super::block::{AnnotationShape, FigureData, Filter, Select, Sparkline};
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

impl FigureData {
    /// Every text that names a code, so that variables can be put in their places.
    pub fn codes_mut(&mut self) -> Vec<&mut Text> {
        match self {
            FigureData::Chart(chart) => {
                let mut texts = codes_of(&mut chart.filters);
                texts.extend(&mut chart.highlight);
                for annotation in &mut chart.annotations {
                    match &mut annotation.shape {
                        AnnotationShape::Line(_) => {}
                        AnnotationShape::Band(from, to) => texts.extend([from, to]),
                        AnnotationShape::Break(code) | AnnotationShape::Point(code) => {
                            texts.push(code);
                        }
                    }
                }
                texts
            }
            FigureData::Table(table) => {
                let mut texts = codes_of(&mut table.filters);
                for sparkline in &mut table.sparklines {
                    texts.extend(sparkline.codes_mut());
                }
                texts
            }
        }
    }

    /// The selections that the figure makes.
    pub fn filters(&self) -> &[Filter] {
        match self {
            FigureData::Chart(chart) => &chart.filters,
            FigureData::Table(table) => &table.filters,
        }
    }

    /// The dataset of the figure.
    pub fn dataset(&self) -> &Text {
        match self {
            FigureData::Chart(chart) => &chart.data,
            FigureData::Table(table) => &table.data,
        }
    }
}

impl Sparkline {
    /// Every text that names a code.
    pub fn codes_mut(&mut self) -> Vec<&mut Text> {
        codes_of(&mut self.filters)
    }
}

fn codes_of(filters: &mut [Filter]) -> Vec<&mut Text> {
    let mut texts = Vec::new();
    for filter in filters {
        match &mut filter.select {
            Select::Codes(codes) => texts.extend(codes),
            Select::ChildrenOf(code) => texts.push(code),
            Select::Level(_) => {}
        }
    }
    texts
}
