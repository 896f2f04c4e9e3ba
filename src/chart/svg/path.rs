//! Coordinates and paths as short text: at most one decimal, no repeated coordinate.

use std::fmt::Write;

use plotters_backend::BackendCoord;

/// How many units of the canvas make one unit of the view box.
pub(super) const SCALE: f64 = 10.0;

/// Units of the view box as whole units of the canvas.
pub(in crate::chart) fn tenths(value: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the conversion saturates, and a canvas is far smaller than 2^31"
    )]
    let whole = (value * SCALE).round() as i32;
    whole
}

/// A coordinate in units of the view box, with at most one decimal.
pub(super) fn short(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let magnitude = tenths.unsigned_abs();
    match magnitude % 10 {
        0 => format!("{sign}{}", magnitude / 10),
        tenth => format!("{sign}{}.{tenth}", magnitude / 10),
    }
}

/// A path through points: `H` and `V` where one coordinate stays.
pub(super) fn path_data(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    let mut last: Option<BackendCoord> = None;
    for (x, y) in points {
        let (right, down) = (short(x), short(y));
        let written = match last {
            None => write!(data, "M{right} {down}"),
            Some((_, before)) if before == y => write!(data, "H{right}"),
            Some((before, _)) if before == x => write!(data, "V{down}"),
            Some(_) => write!(data, "L{right} {down}"),
        };
        written.expect("a string takes all that is written");
        last = Some((x, y));
    }
    data
}

/// A closed path through points, each written as its distance from the one before: the outlines of
/// areas have many points close to each other.
pub(super) fn ring_data(points: &[BackendCoord]) -> String {
    let [first, rest @ ..] = points else {
        return String::new();
    };
    let mut data = format!("M{} {}", short(first.0), short(first.1));
    let mut last = *first;
    for point in rest {
        let (right, down) = (point.0 - last.0, point.1 - last.1);
        let space = if down < 0 { "" } else { " " };
        let written = match (right, down) {
            (0, 0) => Ok(()),
            (_, 0) => write!(data, "h{}", short(right)),
            (0, _) => write!(data, "v{}", short(down)),
            (_, _) => write!(data, "l{}{space}{}", short(right), short(down)),
        };
        written.expect("a string takes all that is written");
        last = *point;
    }
    data.push('z');
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short() {
        assert_eq!([0, 5, -15, 120].map(short), ["0", "0.5", "-1.5", "12"]);
        assert_eq!(
            path_data([(0, 0), (10, 0), (10, 25), (0, 5)]),
            "M0 0H1V2.5L0 0.5"
        );
        assert_eq!(
            ring_data(&[(0, 0), (10, 0), (10, 25), (10, 25), (0, 5)]),
            "M0 0h1v2.5l-1-2z"
        );
    }
}
