//! The outline of an area on the earth.
//!
//! Places are whole millionths of a degree, about a decimetre: outlines can be compared and hashed
//! like everything else that a figure depends on.

/// A place: longitude, then latitude, in millionths of a degree.
pub type Position = (i32, i32);

/// An area: one or more pieces, each with its holes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Outline {
    /// Closed lines, the last place joined to the first. What lies within an odd number of them is
    /// inside the area; so holes, and islands in them, need no mark of their own.
    pub rings: Vec<Vec<Position>>,
}

impl Outline {
    /// The least and the greatest longitude and latitude; `None` of an area without places.
    pub fn bounds(&self) -> Option<(Position, Position)> {
        let mut places = self.rings.iter().flatten();
        let first = *places.next()?;
        Some(places.fold((first, first), |(low, high), place| {
            (
                (low.0.min(place.0), low.1.min(place.1)),
                (high.0.max(place.0), high.1.max(place.1)),
            )
        }))
    }
}

/// The column and the row of a tile, from 0 at the upper left.
pub type Tile = (u16, u16);
