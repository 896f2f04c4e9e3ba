//! Releases that are still to come.

use super::inputs::{PageLink, ReleaseInputs};
use crate::stats::Date;

/// A release that is still to come, as the pages of its datasets tell it.
#[derive(Clone, Debug)]
pub(super) struct AheadRelease {
    /// The datasets that it brings up to date.
    pub(super) datasets: Vec<String>,
    /// The last day on which it may be.
    pub(super) last_day: Date,
    /// What is printed of it.
    pub(super) shown: ReleaseInputs,
    /// The calendar that lists it.
    pub(super) calendar: PageLink,
}
