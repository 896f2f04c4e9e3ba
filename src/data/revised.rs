//! Cells that an entry of the register names are marked as revised in the edition in which their new
//! values first stand.

use std::collections::BTreeSet;

use super::about::{Affected, Named, Revision};
use crate::data::descriptor::ResourceDescriptor;
use crate::diag::{Code, Diagnostic, Report};
use crate::stats::{Dataset, Dimension, Qualifier, Record};

/// Marks what the entries of the latest edition name, and reports names of nothing. An edition is known
/// by the day on which the dataset was brought up to date.
pub(super) fn mark(dataset: &mut Dataset, resource: &ResourceDescriptor, report: &mut Report) {
    for revision in &resource.about.revisions {
        report_undated(revision, resource, report);
        let is_latest = resource.updated.is_some_and(|day| revision.date >= day);
        for affected in &revision.affected {
            let mut own = Report::new();
            let cells = Cells::resolve(affected, dataset, &mut own);
            let is_sound = own.is_empty();
            report.extend(own);
            let Some(cells) = cells.filter(|_| is_sound) else {
                continue;
            };
            if cells.records.is_empty() {
                let place = affected.codes.first().map(|(name, _)| &name.location);
                report.push(
                    Diagnostic::error(
                        Code::BadPackage,
                        format!("`{}` has no record of these codes together", dataset.name),
                    )
                    .at(place.unwrap_or(&revision.location).clone())
                    .hint("keep the record of a number that was withdrawn, with `O` or `Q` as its status, or leave its codes out"),
                );
            }
            if is_latest {
                for &record in &cells.records {
                    for &measure in &cells.measures {
                        dataset.qualify(record, measure, Qualifier::Revised);
                    }
                }
            }
        }
    }
}

/// Reports an entry of cells whose mark would never end, since no edition has a day.
fn report_undated(revision: &Revision, resource: &ResourceDescriptor, report: &mut Report) {
    if resource.updated.is_some() || revision.affected.is_empty() {
        return;
    }
    let (kind, date) = (revision.kind.name(), revision.date);
    let message = format!(
        "the {kind} of {date} marks cells as revised in one edition, and `{}` has no day by which its editions are known",
        resource.name
    );
    report.push(
        Diagnostic::error(Code::BadPackage, message)
            .at(revision.location.clone())
            .hint(format!("write \"updated\": \"{date}\" beside `revisions`")),
    );
}

/// The cells of an entry.
struct Cells {
    records: Vec<Record>,
    measures: Vec<usize>,
}

impl Cells {
    /// The cells that are named; nothing when a dimension is none.
    fn resolve(affected: &Affected, dataset: &Dataset, report: &mut Report) -> Option<Cells> {
        let mut measures: Vec<usize> = Vec::new();
        for name in &affected.measures {
            match dataset.measure(&name.text) {
                Some(measure) => measures.push(measure),
                None => {
                    let names = dataset.measures.iter().map(|m| m.name.as_str());
                    report.push(unknown(name, "measure", &dataset.name, names));
                }
            }
        }
        if affected.measures.is_empty() {
            measures = (0..dataset.measures.len()).collect();
        }
        let mut wanted = Vec::new();
        for (name, codes) in &affected.codes {
            let Some(position) = dataset.dimension(&name.text) else {
                let names = dataset.dimensions.iter().map(|d| d.name.as_str());
                report.push(unknown(name, "dimension", &dataset.name, names));
                return None;
            };
            let dimension = &dataset.dimensions[position];
            let codes = codes.iter().filter_map(|code| {
                let found = dimension.codes.find(&code.text);
                if found.is_none() {
                    report.push(unknown_code(code, dimension));
                }
                found
            });
            wanted.push((position, codes.collect::<BTreeSet<_>>()));
        }
        let is_named = |record: &Record| {
            let mut wanted = wanted.iter();
            wanted.all(|(position, codes)| codes.contains(&dataset.code(*record, *position)))
        };
        Some(Cells {
            records: dataset.records().filter(is_named).collect(),
            measures,
        })
    }
}

fn unknown<'n>(
    name: &Named,
    role: &str,
    dataset: &str,
    names: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let message = format!("`{}` is no {role} of `{dataset}`", name.text);
    Diagnostic::error(Code::BadPackage, message)
        .at(name.location.clone())
        .did_you_mean(&name.text, names)
}

fn unknown_code(code: &Named, dimension: &Dimension) -> Diagnostic {
    let message = format!("`{}` is not a code of `{}`", code.text, dimension.name);
    let codes = dimension.codes.codes().map(crate::stats::Code::as_str);
    Diagnostic::error(Code::UnknownCode, message)
        .at(code.location.clone())
        .did_you_mean(&code.text, codes)
}
