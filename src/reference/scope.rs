//! What the names in an expression mean.

use std::collections::BTreeMap;

use super::join::Join;
use super::name::MeasureRef;
use super::value::{Display, FigureValue};
use crate::content::Document;
use crate::data::Resource;
use crate::expression::Expression;
use crate::stats::{Dataset, Member, Period, Reads};

/// The name of the target among the values of a row.
pub const TARGET: &str = "target";

/// The names that an expression may use.
pub enum Scope<'a> {
    /// The values that a document and the one it translates define.
    Document(BTreeMap<&'a str, &'a Expression>),
    /// The measures of one row of a figure, and what they are held against.
    Row(Row<'a>),
}

/// The dataset that the rows of a figure are of, and the target that is joined to it.
#[derive(Clone, Copy)]
pub struct RowData<'a> {
    /// What is said of the dataset.
    pub resource: &'a Resource,
    /// Its records.
    pub dataset: &'a Dataset,
    /// The target.
    pub target: Option<&'a Join<'a>>,
}

/// One row of a figure.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// What it is a row of.
    pub data: RowData<'a>,
    /// One member for each dimension of the dataset.
    pub key: &'a [Member],
}

impl<'a> Scope<'a> {
    /// The names of a document: those of the document that it translates, and its own.
    pub fn of_document(document: &'a Document, base: Option<&'a Document>) -> Scope<'a> {
        let documents = base.into_iter().chain([document]);
        let values = documents.flat_map(|document| &document.front.values);
        Scope::Document(values.map(|(name, value)| (name.as_str(), value)).collect())
    }

    /// All names in their order, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Scope::Document(names) => names.keys().copied().collect(),
            Scope::Row(Row { data, .. }) => {
                let measures = data.dataset.measures.iter();
                let measures = measures.map(|measure| measure.name.as_str());
                let mut names: Vec<&str> = measures.chain(data.target.map(|_| TARGET)).collect();
                names.sort_unstable();
                names.dedup();
                names
            }
        }
    }
}

impl Row<'_> {
    /// The number that a name stands for; nothing where there is no measure of the name. The target goes
    /// before a measure of its name.
    pub fn value(&self, name: &str, reads: &Reads) -> Option<FigureValue> {
        let RowData {
            resource,
            dataset,
            target,
        } = self.data;
        let mut members = dataset.dimensions.iter().zip(self.key);
        let period = members.find_map(|(dimension, member)| dimension.period_of(*member));
        let (measure, observation, period) = match target.filter(|_| name == TARGET) {
            Some(join) => {
                let held_in = if join.whole_year {
                    period.map(Period::whole_year)
                } else {
                    period
                };
                let observation = join.observe(dataset, self.key, reads);
                (join.measure, observation, held_in)
            }
            None => {
                let position = dataset.measure(name)?;
                let measure = MeasureRef {
                    resource,
                    dataset,
                    position,
                };
                (measure, measure.observe(self.key, reads), period)
            }
        };
        Some(FigureValue {
            unit: measure.unit(),
            period,
            ..FigureValue::new(observation, Display::Plain(measure.measure().decimals))
        })
    }
}
