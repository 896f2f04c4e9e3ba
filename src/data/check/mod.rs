//! Checks across records: what no single cell can tell.
//!
//! Some are always made (codes that are not in force, keys that lead to other resources); the rest
//! are declared by the resource, and each can be waived at a place with a reason.

mod at_most;
mod change;
mod coverage;
mod foreign_key;
mod future;
mod sum;
mod target;
mod validity;

use super::catalog::{Catalog, Content, ResourceCheck, ResourceWaiver};
use super::csv::RowProblem;
use super::origin::Origin;
use super::package::{CheckKind, Waiver};
use crate::diag::{Code as DiagnosticCode, Diagnostic, Report};
use crate::stats::{CodeIndex, Dataset, Date, Dimension, Record};

/// A place where a check does not hold.
struct Finding {
    /// The codes of the place, one for each dimension; `None` where the place has any.
    key: Vec<Option<CodeIndex>>,
    problem: RowProblem,
}

/// What a check looks at.
struct Subject<'a> {
    dataset: &'a Dataset,
    origin: &'a Origin<'a>,
    catalog: &'a Catalog,
}

/// Checks all loaded resources, and notes in the catalog which checks were made and waived.
pub(super) fn across_records(
    catalog: &mut Catalog,
    origins: &[Origin<'_>],
    now: Option<Date>,
    report: &mut Report,
) {
    let mut noted = Vec::new();
    for origin in origins {
        let mut found = foreign_key::check(catalog, origin);
        let name = origin.resource.name.as_str();
        if let Some(dataset) = catalog.dataset(name) {
            let subject = Subject {
                dataset,
                origin,
                catalog,
            };
            found.extend(validity::check(&subject).into_iter().map(|f| f.problem));
            found.extend(subject.declared(now, report));
        }
        origin.report(found, report);
        noted.push((name.to_owned(), notes(origin)));
    }
    for (name, (checks, waivers)) in noted {
        let resource = catalog.resources.iter_mut().find(|r| r.name == name);
        if let Some(resource) = resource
            && matches!(resource.content, Content::Dataset(_))
        {
            resource.checks = checks;
            resource.waivers = waivers;
        }
    }
}

/// What readers are told of the checks of a resource.
fn notes(origin: &Origin<'_>) -> (Vec<ResourceCheck>, Vec<ResourceWaiver>) {
    let resource = origin.resource;
    let checks = resource.checks.iter().map(ResourceCheck::new).collect();
    let waivers = resource
        .waivers
        .iter()
        .map(|waiver| ResourceWaiver {
            check: waiver.check.clone(),
            at: waiver.at.clone(),
            reason: waiver.reason.clone(),
        })
        .collect();
    (checks, waivers)
}

impl Subject<'_> {
    /// The findings of all declared checks that are not waived. A waiver that waives nothing is
    /// reported.
    fn declared(&self, now: Option<Date>, report: &mut Report) -> Vec<RowProblem> {
        let resource = self.origin.resource;
        let mut used = vec![false; resource.waivers.len()];
        let mut found = Vec::new();
        for check in &resource.checks {
            for finding in self.findings(check, now, report) {
                let waiver = resource.waivers.iter().position(|waiver| {
                    waiver.check == check.name() && self.applies(waiver, &finding)
                });
                match waiver {
                    Some(waiver) => used[waiver] = true,
                    None => found.push(finding.problem),
                }
            }
        }
        // Without the time of the build it is not known which waivers are needed.
        let is_made = |waiver: &Waiver| now.is_some() || waiver.check != "past-periods";
        for (waiver, used) in resource.waivers.iter().zip(used) {
            if !used && is_made(waiver) {
                let at: Vec<String> = waiver
                    .at
                    .iter()
                    .map(|(dimension, code)| format!("{dimension} = {code}"))
                    .collect();
                report.push(
                    Diagnostic::warning(
                        DiagnosticCode::UnusedWaiver,
                        format!(
                            "the waiver of `{}` for {} is not needed",
                            waiver.check,
                            if at.is_empty() {
                                "all records".to_owned()
                            } else {
                                at.join(", ")
                            }
                        ),
                    )
                    .at(resource.location.clone())
                    .hint("delete it, or mend the codes that it names"),
                );
            }
        }
        found
    }

    fn findings(&self, check: &CheckKind, now: Option<Date>, report: &mut Report) -> Vec<Finding> {
        match check {
            CheckKind::Sum(check) => sum::check(self, check),
            CheckKind::Coverage { over, levels } => coverage::check(self, over, levels),
            CheckKind::AtMost { measure, of } => at_most::check(self, measure, of),
            CheckKind::Change {
                measure,
                percent,
                from,
            } => change::check(self, measure, *percent, *from),
            CheckKind::Target { dataset, measure } => target::check(self, dataset, measure, report),
            CheckKind::PastPeriods => now.map(|now| future::check(self, now)).unwrap_or_default(),
        }
    }

    fn applies(&self, waiver: &Waiver, finding: &Finding) -> bool {
        waiver.at.iter().all(|(name, code)| {
            let position = self.dataset.dimension(name);
            position.is_some_and(|position| {
                let found = finding.key[position];
                let codes = &self.dataset.dimensions[position].codes;
                found.is_none_or(|found| codes.code(found).as_str() == code)
            })
        })
    }

    /// The whole key of a record.
    fn key(&self, record: Record) -> Vec<Option<CodeIndex>> {
        (0..self.dataset.dimensions.len())
            .map(|dimension| Some(self.dataset.code(record, dimension)))
            .collect()
    }

    /// A key in words, such as `north, 2023`.
    fn shown(&self, key: &[Option<CodeIndex>]) -> String {
        let codes = key.iter().zip(&self.dataset.dimensions);
        let texts: Vec<&str> = codes
            .filter_map(|(code, dimension)| Some(dimension.codes.code((*code)?).as_str()))
            .collect();
        texts.join(", ")
    }

    /// The dimension of periods, if there is one.
    fn periods(&self) -> Option<(usize, &Dimension)> {
        let mut dimensions = self.dataset.dimensions.iter().enumerate();
        dimensions.find(|(_, dimension)| dimension.is_period())
    }

    /// A finding at a record.
    fn finding(&self, record: Record, field: &str, diagnostic: Diagnostic) -> Finding {
        Finding {
            key: self.key(record),
            problem: self.origin.problem(record, field, diagnostic),
        }
    }
}
