//! The file format of outlines: `GeoJSON` (RFC 7946), as far as areas need it.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::input::value::{Form, Kind, key, required};

/// A `GeoJSON` file, for messages about one that cannot be read.
pub(super) static COLLECTION: Form = Form {
    title: "a GeoJSON file",
    keys: &[&[
        required(
            "type",
            Kind::Word(|| vec!["FeatureCollection"]),
            "what the file is",
        ),
        required("features", Kind::Tables(&FEATURE), "the areas"),
    ]],
    is_open: true,
};

static FEATURE: Form = Form {
    title: "an area",
    keys: &[&[
        key("id", Kind::Scalar, "its code"),
        key(
            "properties",
            Kind::Map(&Kind::Anything),
            "what is known of it",
        ),
        key("geometry", Kind::Table(&GEOMETRY), "where it is"),
    ]],
    is_open: true,
};

static GEOMETRY: Form = Form {
    title: "where an area is",
    keys: &[&[
        required(
            "type",
            Kind::Word(|| vec!["Polygon", "MultiPolygon"]),
            "the kind of shape",
        ),
        required("coordinates", Kind::List(&Kind::Anything), "its rings"),
    ]],
    is_open: true,
};

/// A collection of features.
#[derive(Debug, Deserialize)]
pub(super) struct CollectionFile {
    #[serde(rename = "type")]
    pub(super) kind: CollectionKind,
    pub(super) features: Vec<FeatureFile>,
}

/// The only kind of file that holds areas with their properties.
#[derive(Debug, Deserialize)]
pub(super) enum CollectionKind {
    FeatureCollection,
}

/// One area.
#[derive(Debug, Deserialize)]
pub(super) struct FeatureFile {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    pub(super) geometry: Option<GeometryFile>,
}

/// Where an area is.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", content = "coordinates")]
pub(super) enum GeometryFile {
    Polygon(PolygonFile),
    MultiPolygon(Vec<PolygonFile>),
}

/// A ring around the area, then one around each hole.
type PolygonFile = Vec<Vec<PositionFile>>;

/// Longitude, latitude and perhaps a height.
type PositionFile = Vec<f64>;

impl CollectionFile {
    pub(super) fn parse(json: &[u8]) -> Result<CollectionFile, serde_json::Error> {
        serde_json::from_slice(json)
    }
}

impl FeatureFile {
    /// The text or number of a property; without a property's name the id of the feature.
    pub(super) fn code(&self, property: Option<&str>) -> Option<String> {
        let value = match property {
            None => self.id.as_ref(),
            Some(name) => self.properties.as_ref()?.get(name),
        };
        match value? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

impl GeometryFile {
    /// All rings, those of holes among them.
    pub(super) fn rings(&self) -> impl Iterator<Item = &Vec<PositionFile>> {
        let polygons = match self {
            GeometryFile::Polygon(polygon) => std::slice::from_ref(polygon),
            GeometryFile::MultiPolygon(polygons) => polygons,
        };
        polygons.iter().flatten()
    }
}
