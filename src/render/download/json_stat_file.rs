//! The file format of JSON-stat 2.0 (<https://json-stat.org/full/>): a cube with its words.
//!
//! Measures are the codes of a dimension of their own with the role `metric`. Values stand in a list
//! where most combinations of codes have a record, else by their position.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Number;

use super::csv::statuses;
use super::export::Export;
use crate::table::{Column, CubeDimension, Role};

/// The name of the dimension of measures.
const METRIC: &str = "measure";

#[derive(Debug, Serialize)]
struct File<'a> {
    version: &'static str,
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<&'a str>,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    note: Vec<&'a str>,
    id: Vec<&'a str>,
    size: Vec<usize>,
    role: BTreeMap<&'static str, Vec<&'a str>>,
    dimension: OrderedMap<'a, Dimension<'a>>,
    value: Values,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    status: BTreeMap<usize, String>,
    extension: Extension<'a>,
}

/// What the format has no place for.
#[derive(Debug, Serialize)]
struct Extension<'a> {
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Licence<'a>>,
}

#[derive(Debug, Serialize)]
struct Licence<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Dimension<'a> {
    label: &'a str,
    category: Category<'a>,
}

#[derive(Debug, Serialize)]
struct Category<'a> {
    index: Vec<&'a str>,
    label: OrderedMap<'a, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<OrderedMap<'a, Unit<'a>>>,
}

#[derive(Debug, Serialize)]
struct Unit<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u32>,
}

/// An object whose members stand as they were given.
#[derive(Debug)]
struct OrderedMap<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for OrderedMap<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Values {
    All(Vec<Option<Number>>),
    Some(BTreeMap<usize, Number>),
}

/// The file of a cube.
pub(in crate::render) fn json_stat(export: &Export<'_>) -> Vec<u8> {
    let (cube, colophon) = (export.cube, export.colophon);
    let metric = metric_name(&cube.dimensions);
    let dimensions = || cube.dimensions.iter();
    let (value, status) = values(export);
    let mut role: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    for (name, wanted) in [("time", Role::Time), ("geo", Role::Place)] {
        let of_role = dimensions().filter(|dimension| dimension.role == wanted);
        let of_role: Vec<&str> = of_role.map(|dimension| dimension.name.as_str()).collect();
        if !of_role.is_empty() {
            role.insert(name, of_role);
        }
    }
    role.insert("metric", vec![&metric]);
    let own = (
        metric.as_str(),
        measures(export.word("download.measure"), &cube.measures),
    );
    let words = dimensions().map(|dimension| (dimension.name.as_str(), categories(dimension)));
    let file = File {
        version: "2.0",
        class: "dataset",
        href: colophon.url.as_deref(),
        label: &colophon.title,
        source: colophon.source.as_deref(),
        updated: colophon.updated.as_ref().map(|date| date.iso.as_str()),
        note: colophon.notes.iter().map(String::as_str).collect(),
        id: dimensions()
            .map(|d| d.name.as_str())
            .chain([metric.as_str()])
            .collect(),
        size: dimensions()
            .map(|d| d.codes.len())
            .chain([cube.measures.len()])
            .collect(),
        role,
        dimension: OrderedMap(words.chain([own]).collect()),
        value,
        status,
        extension: Extension {
            language: &colophon.language,
            licenses: colophon
                .licences
                .iter()
                .map(|licence| Licence {
                    title: &licence.name,
                    path: licence.url.as_deref(),
                })
                .collect(),
        },
    };
    let mut bytes = serde_json::to_vec(&file).expect("texts and numbers are always JSON");
    bytes.push(b'\n');
    bytes
}

/// The name of the dimension of measures, which no other dimension has.
fn metric_name(dimensions: &[CubeDimension]) -> String {
    let mut name = METRIC.to_owned();
    while dimensions.iter().any(|dimension| dimension.name == name) {
        name.push('_');
    }
    name
}

fn categories(dimension: &CubeDimension) -> Dimension<'_> {
    let codes = || dimension.codes.iter();
    Dimension {
        label: &dimension.title,
        category: Category {
            index: codes().map(|code| code.code.as_str()).collect(),
            label: OrderedMap(
                codes()
                    .map(|c| (c.code.as_str(), c.label.as_str()))
                    .collect(),
            ),
            unit: None,
        },
    }
}

fn measures<'a>(label: &'a str, measures: &'a [Column]) -> Dimension<'a> {
    let units = measures.iter().map(|measure| {
        let unit = Unit {
            label: measure.unit.as_deref(),
            decimals: measure.decimals,
        };
        (measure.name.as_str(), unit)
    });
    Dimension {
        label,
        category: Category {
            index: measures.iter().map(|m| m.name.as_str()).collect(),
            label: OrderedMap(
                measures
                    .iter()
                    .map(|m| (m.name.as_str(), m.title.as_str()))
                    .collect(),
            ),
            unit: Some(OrderedMap(units.collect())),
        },
    }
}

/// Numbers and statuses by their position: the last dimension, that of measures, counts fastest.
fn values(export: &Export<'_>) -> (Values, BTreeMap<usize, String>) {
    let cube = export.cube;
    let places: usize = cube.dimensions.iter().map(|d| d.codes.len()).product();
    let is_dense = cube.len() * 2 >= places;
    let mut all = vec![
        None;
        if is_dense {
            places * cube.measures.len()
        } else {
            0
        }
    ];
    let mut some = BTreeMap::new();
    let mut status = BTreeMap::new();
    for record in cube.records() {
        let codes = record.codes.iter().zip(&cube.dimensions);
        let place = codes.fold(0, |place, (code, d)| place * d.codes.len() + code);
        for (measure, observation) in record.observations.iter().enumerate() {
            let position = place * cube.measures.len() + measure;
            if let Some(number) = cube.number(observation) {
                let number = number.to_string().parse();
                let number = number.expect("a plain number is one of JSON");
                if is_dense {
                    all[position] = Some(number);
                } else {
                    some.insert(position, number);
                }
            }
            let statuses = statuses(observation);
            if !statuses.is_empty() {
                status.insert(position, statuses);
            }
        }
    }
    let values = if is_dense {
        Values::All(all)
    } else {
        Values::Some(some)
    };
    (values, status)
}
