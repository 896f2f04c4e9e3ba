//! The checks of all loaded resources, each finding at its place in a file.

use std::cell::Cell;

use super::catalog::{Catalog, Content, ResourceCheck, ResourceWaiver};
use super::check::{Finding, Subject, Waiver};
use super::csv::RowProblem;
use super::foreign_key;
use super::origin::Origin;
use crate::diag::{Code, Diagnostic, Report};
use crate::stats::{Dataset, Date};

/// Checks all loaded resources, and notes in the catalog which checks were made and waived.
pub(super) fn check(
    catalog: &mut Catalog,
    origins: &[Origin<'_>],
    now: Option<Date>,
    report: &mut Report,
) {
    let combinations = Cell::new(0);
    let resources = catalog.resources.iter();
    let datasets = resources.filter_map(|resource| match &resource.content {
        Content::Dataset(dataset) => Some(dataset),
        Content::CodeList(_) | Content::Outlines(_) => None,
    });
    let datasets: Vec<&Dataset> = datasets.collect();
    for origin in origins {
        let resource = origin.resource;
        let mut found = foreign_key::check(catalog, origin);
        let mut untold = Vec::new();
        if let Some(dataset) = catalog.dataset(&resource.name) {
            let subject = Subject {
                dataset,
                datasets: &datasets,
                location: &resource.location,
                now,
                combinations: &combinations,
            };
            let checked = subject.check(&resource.checks, &resource.waivers, report);
            let places = checked.places.into_iter();
            found.extend(places.map(|finding| row_problem(origin, finding)));
            untold = checked.untold;
            let needed = resource.waivers.iter().zip(checked.needed);
            for (waiver, _) in needed.filter(|(_, is_needed)| !is_needed) {
                report.push(unused(waiver).at(resource.location.clone()));
            }
        }
        origin.report(found, &untold, report);
    }
    for origin in origins {
        let mut resources = catalog.resources.iter_mut();
        let resource = resources.find(|resource| resource.name == origin.resource.name);
        if let Some(resource) = resource
            && matches!(resource.content, Content::Dataset(_))
        {
            let checks = origin.resource.checks.iter();
            resource.checks = checks.map(ResourceCheck::new).collect();
            let waivers = origin.resource.waivers.iter();
            resource.waivers = waivers.map(ResourceWaiver::new).collect();
        }
    }
}

/// A finding at its place in the file.
fn row_problem(origin: &Origin<'_>, finding: Finding) -> RowProblem {
    let problem = origin.problem(finding.record, &finding.field, finding.diagnostic);
    let related = finding.related.into_iter();
    related.fold(problem, |problem, (record, field, label)| {
        origin.related(problem, record, &field, label)
    })
}

/// That nothing needs a waiver; without place.
fn unused(waiver: &Waiver) -> Diagnostic {
    let at = waiver.at.iter();
    let at: Vec<String> = at
        .map(|(dimension, code)| format!("{dimension} = {code}"))
        .collect();
    let at = if at.is_empty() {
        "all records".to_owned()
    } else {
        at.join(", ")
    };
    let message = format!("the waiver of `{}` for {at} is not needed", waiver.check);
    Diagnostic::warning(Code::UnusedWaiver, message)
        .hint("delete it, or mend the codes that it names")
}
