//! What the names in a block mean.

use crate::content::TargetReference;
use crate::data::{Catalog, Resource};
use crate::diag::{Report, Reported};
use crate::input::value::Text;
use crate::reference::{self, Join};
use crate::stats::{Dataset, Member, Period, Slice};

/// The dataset that a block names.
pub(super) fn dataset<'a>(
    catalog: &'a Catalog,
    name: &Text,
    report: &mut Report,
) -> Option<(&'a Resource, &'a Dataset)> {
    reference::dataset(catalog, &name.text)
        .map_err(|d| report.push(d.at(&name.span)))
        .ok()
}

/// The dimension that a block names.
pub(super) fn dimension(dataset: &Dataset, name: &Text, report: &mut Report) -> Option<usize> {
    reference::dimension_of(dataset, &name.text)
        .map_err(|d| report.push(d.at(&name.span)))
        .ok()
}

/// The target that a block names, joined to the rows of `rows`; `None` when it names none.
pub(super) fn target<'a>(
    catalog: &'a Catalog,
    target: Option<&TargetReference>,
    rows: &Dataset,
    report: &mut Report,
) -> Result<Option<Join<'a>>, Reported> {
    let Some(target) = target else {
        return Ok(None);
    };
    let joined = reference::measure(catalog, &target.field.text)
        .and_then(|measure| Join::new(measure, rows, target.whole_year));
    joined.map(Some).map_err(|diagnostic| {
        report.push(diagnostic.at(&target.field.span));
        Reported
    })
}

/// Refuses a target that is not added up over a dimension which the rows leave open.
pub(super) fn refuse_open_target(
    target: Option<&Join<'_>>,
    slice: &Slice<'_>,
    name: &Text,
    report: &mut Report,
) -> Result<(), Reported> {
    let Some(target) = target else {
        return Ok(());
    };
    let is_open = |dimension: usize| slice.members(dimension) == [Member::All];
    target
        .refuse_open(is_open)
        .map_err(|d| report.push(d.at(&name.span)))
        .map_err(|()| Reported)
}

/// Whether a key lies in a part of a year.
pub(super) fn is_part_of_year(dataset: &Dataset, key: &[Member]) -> bool {
    dataset
        .dimensions
        .iter()
        .zip(key)
        .filter_map(|(dimension, member)| dimension.period_of(*member))
        .any(Period::is_part_of_year)
}
