//! A published cube: the numbers of a figure or a dataset with every word final, as all files to take
//! away hold them. How a file is written is the business of its format.

use std::collections::BTreeMap;

use super::spec::{Column, Role, RowSpec, TableSpec};
use crate::stats::{CodeIndex, Dataset, Number, Observation, Record};

/// The most decimals of a number that was measured and published.
const MOST_PUBLISHED: u32 = 15;

/// The decimals of a computed number in a file.
const COMPUTED: u32 = 6;

/// The dimensions, measures and records of one figure or dataset.
#[derive(Debug)]
pub struct Cube<'a> {
    /// The dimensions: those with one code first.
    pub dimensions: Vec<CubeDimension>,
    /// The measures.
    pub measures: Vec<Column>,
    /// What texts each record has.
    pub attributes: Vec<CubeAttribute>,
    records: Records<'a>,
}

/// A dimension with the codes that occur, in their order.
#[derive(Debug)]
pub struct CubeDimension {
    /// The machine name.
    pub name: String,
    /// The title.
    pub title: String,
    /// What it is about.
    pub role: Role,
    /// The codes.
    pub codes: Vec<CubeCode>,
}

/// A code and what it means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CubeCode {
    /// The machine code.
    pub code: String,
    /// The code in words.
    pub label: String,
}

/// A text of each record, such as a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CubeAttribute {
    /// Its position among the attributes of the dataset.
    pub position: usize,
    /// The machine name.
    pub name: String,
    /// The title.
    pub title: String,
}

/// One record.
#[derive(Debug)]
pub struct CubeRecord<'a> {
    /// The position of its code in each dimension.
    pub codes: Vec<usize>,
    /// One observation a measure.
    pub observations: Vec<Observation>,
    /// One text an attribute; nothing for a blank one.
    pub texts: Vec<Option<&'a str>>,
}

#[derive(Debug)]
enum Records<'a> {
    /// The rows of a figure, with the positions of their codes.
    Rows(&'a [RowSpec], Vec<Vec<usize>>),
    /// The records of a dataset, with the position of each code of a list among those that occur.
    Dataset(&'a Dataset, Vec<Vec<usize>>),
}

impl<'a> Cube<'a> {
    /// The cube of a figure.
    pub fn of_table(table: &'a TableSpec) -> Cube<'a> {
        let fixed = table.fixed.iter().map(|fixed| CubeDimension {
            name: fixed.name.clone(),
            title: fixed.title.clone(),
            role: fixed.role,
            codes: vec![CubeCode {
                code: fixed.code.clone(),
                label: fixed.label.clone(),
            }],
        });
        let mut dimensions: Vec<CubeDimension> = fixed.collect();
        let mut positions = vec![vec![0; dimensions.len()]; table.rows.len()];
        for (column, name) in table.row_names.iter().enumerate() {
            let mut known: BTreeMap<&str, usize> = BTreeMap::new();
            let mut codes = Vec::new();
            for (row, positions) in table.rows.iter().zip(&mut positions) {
                let code = row.codes[column].as_str();
                let position = *known.entry(code).or_insert_with(|| {
                    codes.push(CubeCode {
                        code: code.to_owned(),
                        label: row.labels[column].clone(),
                    });
                    codes.len() - 1
                });
                positions.push(position);
            }
            dimensions.push(CubeDimension {
                name: name.clone(),
                title: table.row_heads[column].clone(),
                role: table.row_roles[column],
                codes,
            });
        }
        Cube {
            dimensions,
            measures: table.columns.clone(),
            attributes: Vec::new(),
            records: Records::Rows(&table.rows, positions),
        }
    }

    /// The cube of a dataset: its measures and attributes in words, and for each dimension title,
    /// role and what its codes are called.
    pub fn of_dataset(
        dataset: &'a Dataset,
        words: impl Fn(usize) -> (String, Role),
        label: impl Fn(usize, CodeIndex) -> String,
        measures: Vec<Column>,
        attributes: Vec<CubeAttribute>,
    ) -> Cube<'a> {
        let mut positions = Vec::new();
        let dimensions = dataset.dimensions.iter().enumerate();
        let dimensions = dimensions.map(|(at, dimension)| {
            let (title, role) = words(at);
            let mut occurs = vec![false; dimension.codes.len()];
            for record in dataset.records() {
                occurs[dataset.code(record, at).as_usize()] = true;
            }
            let mut codes = Vec::new();
            let mut of_codes = vec![0; occurs.len()];
            for code in dimension.codes.indices() {
                if occurs[code.as_usize()] {
                    of_codes[code.as_usize()] = codes.len();
                    codes.push(CubeCode {
                        code: dimension.codes.code(code).to_string(),
                        label: label(at, code),
                    });
                }
            }
            positions.push(of_codes);
            CubeDimension {
                name: dimension.name.clone(),
                title,
                role,
                codes,
            }
        });
        let dimensions = dimensions.collect();
        Cube {
            dimensions,
            measures,
            attributes,
            records: Records::Dataset(dataset, positions),
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        match &self.records {
            Records::Rows(rows, _) => rows.len(),
            Records::Dataset(dataset, _) => dataset.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of an observation as files hold it: that of a dataset is never rounded.
    pub fn number(&self, observation: &Observation) -> Option<Number> {
        match &self.records {
            Records::Rows(..) => published(observation),
            Records::Dataset(..) => observation.value(),
        }
    }

    /// Every record in its order.
    pub fn records(&self) -> impl Iterator<Item = CubeRecord<'a>> + '_ {
        let rows = match &self.records {
            Records::Rows(rows, positions) => {
                Some(rows.iter().zip(positions).map(|(row, codes)| CubeRecord {
                    codes: codes.clone(),
                    observations: row.observations.clone(),
                    texts: Vec::new(),
                }))
            }
            Records::Dataset(..) => None,
        };
        let records = match &self.records {
            Records::Rows(..) => None,
            Records::Dataset(dataset, positions) => Some(
                dataset
                    .records()
                    .map(|record| record_of(dataset, positions, &self.attributes, record)),
            ),
        };
        rows.into_iter()
            .flatten()
            .chain(records.into_iter().flatten())
    }
}

fn record_of<'a>(
    dataset: &'a Dataset,
    positions: &[Vec<usize>],
    attributes: &[CubeAttribute],
    record: Record,
) -> CubeRecord<'a> {
    let codes = positions.iter().enumerate();
    CubeRecord {
        codes: codes
            .map(|(at, positions)| positions[dataset.code(record, at).as_usize()])
            .collect(),
        observations: (0..dataset.measures.len())
            .map(|measure| dataset.observation(record, measure))
            .collect(),
        texts: attributes
            .iter()
            .map(|attribute| dataset.text(record, attribute.position))
            .collect(),
    }
}

/// The number of a figure's observation as files hold it: one that was computed has as many decimals as
/// a division gives, and is rounded to six; one that was published keeps its own.
pub fn published(observation: &Observation) -> Option<Number> {
    let number = observation.value()?;
    Some(if number.decimals() > MOST_PUBLISHED {
        number.rounded(COMPUTED)
    } else {
        number
    })
}
