//! From places on the earth to places on the sheet.
//!
//! The projection is the equirectangular one that is true along the middle parallel: east to west
//! and north to south are as long as on the ground there (Snyder 1987, *Map Projections: A Working
//! Manual*, chapter 12). That is right for a province or a country, and wrong for the whole world.

use crate::chart::scene::{Coordinate, Shape, Spot, Token};
use crate::stats::{Outline, Position};

/// Points of an outline lie on a grid of this width, so that neighbours keep their common border
/// and what a reader cannot see is left out.
const GRID: f64 = 0.5;

/// A projection of a part of the earth onto a part of the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Projection {
    /// The least longitude and the greatest latitude.
    origin: (f64, f64),
    /// Units of the sheet for a millionth of a degree, across and down.
    scale: (f64, f64),
    /// The upper left corner on the sheet.
    corner: (f64, f64),
    /// Width and height on the sheet.
    size: (f64, f64),
}

impl Projection {
    /// The projection of all outlines onto an area of at most this width and height.
    pub(super) fn of<'o>(
        outlines: impl Iterator<Item = &'o Outline>,
        corner: (f64, f64),
        width: f64,
        height: f64,
    ) -> Projection {
        let bounds =
            outlines
                .filter_map(Outline::bounds)
                .reduce(|(low, high), (other_low, other_high)| {
                    (
                        (low.0.min(other_low.0), low.1.min(other_low.1)),
                        (high.0.max(other_high.0), high.1.max(other_high.1)),
                    )
                });
        let ((west, south), (east, north)) = bounds.unwrap_or_default();
        let [west, south, east, north] = [west, south, east, north].map(f64::from);
        let squeeze = (f64::midpoint(south, north) / 1e6)
            .to_radians()
            .cos()
            .max(0.01);
        // A place or a line has a length of one millionth, so that it has a scale.
        let across = ((east - west) * squeeze).max(1.0);
        let down = (north - south).max(1.0);
        let scale = (width / across).min(height / down);
        Projection {
            origin: (west, north),
            scale: (scale * squeeze, scale),
            corner,
            size: (across * scale, down * scale),
        }
    }

    /// The height that the outlines take on the sheet.
    pub(super) fn height(&self) -> f64 {
        self.size.1
    }

    fn place(&self, (longitude, latitude): Position) -> (f64, f64) {
        let across = (f64::from(longitude) - self.origin.0) * self.scale.0;
        let down = (self.origin.1 - f64::from(latitude)) * self.scale.1;
        let on_grid = |length: f64, most: f64| ((length / GRID).round() * GRID).clamp(0.0, most);
        (
            self.corner.0 + on_grid(across, self.size.0),
            self.corner.1 + on_grid(down, self.size.1),
        )
    }

    /// The rings of an outline on the sheet. Points that say nothing are left out, and rings that
    /// are too small to be seen, unless all are: then the outline is a small square.
    pub(super) fn region(&self, outline: &Outline) -> Region {
        let rings: Vec<Vec<(f64, f64)>> = outline
            .rings
            .iter()
            .map(|ring| without_idle_points(ring.iter().map(|place| self.place(*place))))
            .filter(|ring| ring.len() > 2)
            .collect();
        if let (true, Some((low, high))) = (rings.is_empty(), outline.bounds()) {
            let middle = |a: i32, b: i32| i32::midpoint(a, b);
            let (x, y) = self.place((middle(low.0, high.0), middle(low.1, high.1)));
            let (x, y) = (x.max(self.corner.0 + 1.5), y.max(self.corner.1 + 1.5));
            let square = vec![
                (x - 1.5, y - 1.5),
                (x + 1.5, y - 1.5),
                (x + 1.5, y + 1.5),
                (x - 1.5, y + 1.5),
            ];
            return Region {
                rings: vec![square],
            };
        }
        Region { rings }
    }
}

/// An area on the sheet, between closed lines.
#[derive(Clone, Debug)]
pub(super) struct Region {
    rings: Vec<Vec<(f64, f64)>>,
}

impl Region {
    /// The area as a shape.
    pub(super) fn shape(&self, token: Token) -> Shape {
        let spot = |&(x, y): &(f64, f64)| -> Spot { (Coordinate::Fixed(x), Coordinate::Fixed(y)) };
        Shape::Region(
            self.rings.iter().flatten().map(spot).collect(),
            self.rings.iter().map(Vec::len).collect(),
            token,
        )
    }

    /// The middle of a box of this size that lies within the area, where it has the most room
    /// around it; `None` when it has room nowhere.
    pub(super) fn room_for(&self, width: f64, height: f64) -> Option<(f64, f64)> {
        /// Between two lines at which the area is cut.
        const STEP: f64 = 3.0;
        let ends = self.rings.iter().flatten().map(|(_, y)| *y);
        let (top, bottom) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| {
            (low.min(y), high.max(y))
        });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sheet is a few hundred units high"
        )]
        let count = |length: f64| (length / STEP).ceil().max(0.0) as usize;
        let cuts: Vec<Vec<(f64, f64)>> = (0..count(bottom - top))
            .map(|cut| self.cut(top + (cut as f64 + 0.5) * STEP))
            .collect();
        let needed = count(height) + 1;
        let mut best: Option<(f64, (f64, f64))> = None;
        for (first, window) in cuts.windows(needed.max(1)).enumerate() {
            let common = window
                .iter()
                .skip(1)
                .fold(window[0].clone(), |common, cut| intersection(&common, cut));
            let y = top + STEP * (first as f64 + needed as f64 / 2.0);
            for (from, to) in common {
                let room = to - from - width;
                // Enough room is enough: then the middle looks best.
                let merit = room.min(height) - 0.2 * (y - f64::midpoint(top, bottom)).abs();
                if room >= 0.0 && best.is_none_or(|(known, _)| merit > known) {
                    best = Some((merit, (f64::midpoint(from, to), y)));
                }
            }
        }
        best.map(|(_, place)| place)
    }

    /// The parts of a horizontal line that lie within the area.
    fn cut(&self, y: f64) -> Vec<(f64, f64)> {
        let mut crossings: Vec<f64> = Vec::new();
        for ring in &self.rings {
            let ends = ring.iter().cycle().skip(1);
            for (&(x0, y0), &(x1, y1)) in ring.iter().zip(ends) {
                if (y0 <= y) != (y1 <= y) {
                    crossings.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
                }
            }
        }
        crossings.sort_by(f64::total_cmp);
        let pairs = crossings.chunks_exact(2);
        pairs.map(|pair| (pair[0], pair[1])).collect()
    }
}

/// What two lists of spans have in common. The spans of each are in order and apart; so is what they have
/// in common.
fn intersection(one: &[(f64, f64)], other: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut common = Vec::new();
    let (mut rest, mut others) = (one, other);
    while let ([a, ..], [b, ..]) = (rest, others) {
        let (from, to) = (a.0.max(b.0), a.1.min(b.1));
        if from < to {
            common.push((from, to));
        }
        // The span that ends first meets no further one.
        if a.1 <= b.1 {
            rest = &rest[1..];
        } else {
            others = &others[1..];
        }
    }
    common
}

/// Points without those that equal the one before or lie on the line between their neighbours.
fn without_idle_points(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let on_line = |a: (f64, f64), b: (f64, f64), c: (f64, f64)| {
        let cross = (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0);
        let onward = (b.0 - a.0) * (c.0 - b.0) + (b.1 - a.1) * (c.1 - b.1);
        cross.abs() < 1e-9 && onward >= 0.0
    };
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = kept.as_slice()
            && on_line(*a, *b, point)
        {
            kept.pop();
        }
        kept.push(point);
    }
    // A ring may name its first place again as its last.
    while kept.len() > 1 && kept.first() == kept.last() {
        kept.pop();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(rings: &[&[Position]]) -> Outline {
        Outline {
            rings: rings.iter().map(|ring| ring.to_vec()).collect(),
        }
    }

    const SQUARE: [Position; 5] = [
        (0, 0),
        (1_000_000, 0),
        (1_000_000, 1_000_000),
        (0, 1_000_000),
        (0, 0),
    ];

    #[test]
    fn a_degree_at_sixty_is_half_as_wide_as_high() {
        let north = SQUARE.map(|(x, y)| (x, y + 59_500_000));
        let outline = outline(&[&north]);
        let projection = Projection::of([&outline].into_iter(), (10.0, 20.0), 1000.0, 200.0);
        let Region { rings } = projection.region(&outline);
        assert_eq!(
            rings,
            [[(10.0, 220.0), (110.0, 220.0), (110.0, 20.0), (10.0, 20.0)]]
        );
    }

    #[test]
    fn a_box_is_placed_beside_a_hole() {
        let hole: [Position; 4] = [
            (100_000, 100_000),
            (500_000, 100_000),
            (500_000, 900_000),
            (100_000, 900_000),
        ];
        let outline = outline(&[&SQUARE, &hole]);
        let projection = Projection::of([&outline].into_iter(), (0.0, 0.0), 100.0, 100.0);
        let region = projection.region(&outline);
        let (x, y) = region.room_for(40.0, 20.0).expect("there is room");
        assert!(
            (x - 75.0).abs() < 1.0 && (20.0..80.0).contains(&y),
            "{x} {y}"
        );
        assert_eq!(region.room_for(60.0, 20.0), None);
    }

    #[test]
    fn what_is_too_small_to_be_seen_is_a_small_square() {
        let islet = SQUARE.map(|(x, y)| (x / 10_000, y / 10_000));
        let (islet, land) = (outline(&[&islet]), outline(&[&SQUARE]));
        let both = [&islet, &land].into_iter();
        let projection = Projection::of(both, (0.0, 0.0), 100.0, 100.0);
        assert_eq!(projection.region(&islet).rings[0].len(), 4);
    }
}
