//! Scales: from a domain of the data to a range of the view box.
//!
//! Drawing through them is done in `scene`, through the axes of a scene.

mod band;
mod number;
mod period;

pub(super) use band::BandScale;
pub(super) use number::NumberScale;
pub(super) use period::PeriodScale;
