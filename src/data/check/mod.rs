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
mod waived;

use std::cell::Cell;

use super::catalog::{Catalog, Content, ResourceCheck, ResourceWaiver};
use super::csv::RowProblem;
use super::origin::Origin;
use super::package::{CheckKind, Waiver};
use crate::diag::limits::COVERED_COMBINATIONS;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Report, Severity};
use crate::stats::{CodeIndex, Dataset, Date, Dimension, Record};
use waived::Waived;

/// No more findings of one check are kept; the rest is counted.
const KEPT: usize = 1000;

/// The places where a check does not hold and is not waived.
struct Findings<'a> {
    waived: Waived,
    /// Which waivers were needed.
    used: &'a mut [bool],
    found: Vec<RowProblem>,
    /// How many more there are.
    untold: usize,
}

impl Findings<'_> {
    /// Adds a place with these codes, one for each dimension; `None` where the place has any.
    /// Whether it was not waived.
    fn push(&mut self, key: &[Option<CodeIndex>], problem: impl FnOnce() -> RowProblem) -> bool {
        let waiver = self.waived.waiver(key);
        self.push_without(waiver, problem)
    }

    /// Adds a place, unless it has a waiver. Whether it had none.
    fn push_without(
        &mut self,
        waiver: Option<usize>,
        problem: impl FnOnce() -> RowProblem,
    ) -> bool {
        if let Some(waiver) = waiver {
            self.used[waiver] = true;
            return false;
        }
        if self.found.len() < KEPT {
            self.found.push(problem());
        } else {
            self.untold += 1;
        }
        true
    }
}

/// What a check looks at.
struct Subject<'a> {
    dataset: &'a Dataset,
    origin: &'a Origin<'a>,
    catalog: &'a Catalog,
    /// For how many combinations of codes the checks of the site have looked.
    combinations: &'a Cell<usize>,
}

/// Checks all loaded resources, and notes in the catalog which checks were made and waived.
pub(super) fn across_records(
    catalog: &mut Catalog,
    origins: &[Origin<'_>],
    now: Option<Date>,
    report: &mut Report,
) {
    let mut noted = Vec::new();
    let combinations = Cell::new(0);
    for origin in origins {
        let mut found = foreign_key::check(catalog, origin);
        let mut untold = Vec::new();
        let name = origin.resource.name.as_str();
        if let Some(dataset) = catalog.dataset(name) {
            let subject = Subject {
                dataset,
                origin,
                catalog,
                combinations: &combinations,
            };
            for findings in [subject.always(), subject.declared(now, report)] {
                found.extend(findings.0);
                untold.extend(findings.1);
            }
        }
        origin.report(found, &untold, report);
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
    /// The findings of the checks that need no declaration, and how many more there are.
    fn always(&self) -> (Vec<RowProblem>, Vec<(usize, Severity)>) {
        let mut findings = Findings {
            waived: Waived::new(&[], "validity", self.dataset),
            used: &mut [],
            found: Vec::new(),
            untold: 0,
        };
        validity::check(self, &mut findings);
        (findings.found, vec![(findings.untold, Severity::Error)])
    }

    /// The findings of all declared checks that are not waived, and how many more there are. A
    /// waiver that waives nothing is reported.
    fn declared(
        &self,
        now: Option<Date>,
        report: &mut Report,
    ) -> (Vec<RowProblem>, Vec<(usize, Severity)>) {
        let resource = self.origin.resource;
        let mut used = vec![false; resource.waivers.len()];
        let (mut found, mut untold) = (Vec::new(), Vec::new());
        for check in &resource.checks {
            let mut findings = Findings {
                waived: Waived::new(&resource.waivers, check.name(), self.dataset),
                used: &mut used,
                found: Vec::new(),
                untold: 0,
            };
            self.run(check, now, &mut findings, report);
            found.extend(findings.found);
            untold.push((findings.untold, check.severity()));
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
        (found, untold)
    }

    fn run(
        &self,
        check: &CheckKind,
        now: Option<Date>,
        findings: &mut Findings<'_>,
        report: &mut Report,
    ) {
        match check {
            CheckKind::Sum(check) => sum::check(self, check, findings, report),
            CheckKind::Coverage { over, levels } => {
                coverage::check(self, over, levels, findings, report);
            }
            CheckKind::AtMost { measure, of } => at_most::check(self, measure, of, findings),
            CheckKind::Change {
                measure,
                percent,
                from,
            } => change::check(self, measure, (*percent, *from), findings),
            CheckKind::Target { dataset, measure } => {
                target::check(self, dataset, measure, findings, report);
            }
            CheckKind::PastPeriods => {
                if let Some(now) = now {
                    future::check(self, now, findings);
                }
            }
        }
    }

    /// Whether the checks of the site may look at so many more places; that they may not is reported.
    fn may_look_at(&self, places: usize, check: &str, report: &mut Report) -> bool {
        let looked = self.combinations.get().saturating_add(places);
        let may = looked <= COVERED_COMBINATIONS;
        // What comes later is not looked at either.
        self.combinations.set(looked);
        if !may {
            let message = format!(
                "the checks of the site look for more than {COVERED_COMBINATIONS} combinations of codes; `{check}` of `{}` is one too many",
                self.dataset.name
            );
            report.push(
                Diagnostic::error(DiagnosticCode::TooLarge, message)
                    .at(self.origin.resource.location.clone())
                    .hint("declare it over fewer dimensions, or for some levels"),
            );
        }
        may
    }

    /// That a check has nothing to check: it would pass whatever the data say. `what` stands
    /// between backticks.
    fn report_useless(&self, what: &str, report: &mut Report) {
        let message = format!(
            "the check `{what}` of `{}` has nothing to check",
            self.dataset.name
        );
        report.push(
            Diagnostic::error(DiagnosticCode::BadPackage, message)
                .at(self.origin.resource.location.clone())
                .expected(
                    "a dimension with a total or a hierarchy, and levels that its codes have",
                ),
        );
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
}
