//! Cells that hold JSON, also that of RFC 7946.

use serde::Deserialize;
use serde_json::Value;

pub(super) fn is_object(text: &str) -> bool {
    matches!(serde_json::from_str(text), Ok(Value::Object(_)))
}

pub(super) fn is_array(text: &str) -> bool {
    matches!(serde_json::from_str(text), Ok(Value::Array(_)))
}

/// How many items an array or an object has.
pub(super) fn length(text: &str) -> usize {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => items.len(),
        Ok(Value::Object(entries)) => entries.len(),
        _ => 0,
    }
}

pub(super) fn is_geojson(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|value: Value| is_geojson_object(&value))
}

fn is_geojson_object(value: &Value) -> bool {
    let all = |name: &str, is: fn(&Value) -> bool| {
        let items = value[name].as_array();
        items.is_some_and(|items| items.iter().all(is))
    };
    match value["type"].as_str() {
        Some("Feature") => {
            let geometry = value.get("geometry");
            geometry.is_some_and(|g| g.is_null() || is_geometry(g))
                && (value["properties"].is_null() || value["properties"].is_object())
        }
        Some("FeatureCollection") => all("features", is_geojson_object),
        Some(_) => is_geometry(value),
        None => false,
    }
}

fn is_geometry(value: &Value) -> bool {
    let depth = match value["type"].as_str() {
        Some("Point") => 0,
        Some("MultiPoint" | "LineString") => 1,
        Some("MultiLineString" | "Polygon") => 2,
        Some("MultiPolygon") => 3,
        Some("GeometryCollection") => {
            let parts = value["geometries"].as_array();
            return parts.is_some_and(|parts| parts.iter().all(is_geometry));
        }
        Some(_) | None => return false,
    };
    are_coordinates(&value["coordinates"], depth)
}

fn are_coordinates(value: &Value, depth: usize) -> bool {
    value.as_array().is_some_and(|items| match depth {
        0 => items.len() >= 2 && items.iter().all(Value::is_number),
        _ => items.iter().all(|item| are_coordinates(item, depth - 1)),
    })
}

/// The numbers of `[longitude, latitude]`.
pub(super) fn point_of_array(text: &str) -> Option<(f64, f64)> {
    let [longitude, latitude]: [f64; 2] = serde_json::from_str(text).ok()?;
    Some((longitude, latitude))
}

/// The numbers of `{"lon": …, "lat": …}`.
pub(super) fn point_of_object(text: &str) -> Option<(f64, f64)> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct PointFile {
        lon: f64,
        lat: f64,
    }
    let point: PointFile = serde_json::from_str(text).ok()?;
    Some((point.lon, point.lat))
}
