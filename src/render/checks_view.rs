//! The view of the checks across the records of a dataset.

use serde::Serialize;

use crate::site::{ChecksInputs, WaiverInputs};

#[derive(Debug, Serialize)]
pub(super) struct ChecksView<'a> {
    title: &'a str,
    href: Option<&'a str>,
    checks: &'a [String],
    waivers: Vec<WaiverView<'a>>,
}

#[derive(Debug, Serialize)]
struct WaiverView<'a> {
    check: &'a str,
    places: &'a [String],
    reason: &'a str,
}

impl<'a> ChecksView<'a> {
    pub(super) fn new(checks: &'a ChecksInputs) -> ChecksView<'a> {
        ChecksView {
            title: &checks.title,
            href: checks.href.as_deref(),
            checks: &checks.checks,
            waivers: checks.waivers.iter().map(WaiverView::new).collect(),
        }
    }
}

impl<'a> WaiverView<'a> {
    fn new(waiver: &'a WaiverInputs) -> WaiverView<'a> {
        WaiverView {
            check: &waiver.check,
            places: &waiver.places,
            reason: &waiver.reason,
        }
    }
}
