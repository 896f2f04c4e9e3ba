//! Checks across records: what no single cell can tell.
//!
//! Each declared check is a file that holds everything of it: its name and what a descriptor may say of it
//! ([`CheckType`]), and what it finds in a dataset. Where the findings stand in a file is not known here.

mod at_most;
mod change;
mod coverage;
mod declared;
mod future;
mod kind;
mod sum;
mod target;
mod validity;
mod waived;

pub(in crate::data) use declared::{Declared, Names};
pub(in crate::data) use kind::{CheckType, Finding, Subject};
pub(in crate::data) use waived::Waiver;

use crate::diag::{Report, Severity};
use crate::input::value::{Form, Kind, key, required};
use kind::{CHECK, Check, Findings};
use waived::Waived;

/// Every kind of check that a dataset can declare.
const TYPES: [&CheckType; 6] = [
    &sum::TYPE,
    &coverage::TYPE,
    &at_most::TYPE,
    &change::TYPE,
    &target::TYPE,
    &future::TYPE,
];

/// The names of all kinds of checks with what may be said of each.
pub(in crate::data) fn forms() -> Vec<(&'static str, &'static Form)> {
    TYPES.iter().map(|kind| (kind.name, kind.form)).collect()
}

/// A place at which a check need not hold, as a descriptor says.
pub(in crate::data) static WAIVER: Form = Form {
    title: "a place at which a check need not hold",
    keys: &[&[
        required("check", Kind::Word(check_names), "the check"),
        key(
            "where",
            Kind::Map(&Kind::Text),
            "the codes of the place, by dimension",
        ),
        required("reason", Kind::Filled, "why"),
        key(
            "translations",
            Kind::Map(&Kind::Table(&REASON)),
            "the reason in other languages",
        ),
    ]],
    is_open: false,
};

static REASON: Form = Form {
    title: "the reason in another language",
    keys: &[&[required("reason", Kind::Filled, "why")]],
    is_open: false,
};

fn check_names() -> Vec<&'static str> {
    forms().into_iter().map(|(name, _)| name).collect()
}

/// A check that a dataset declares.
#[derive(Debug)]
pub(in crate::data) struct DeclaredCheck {
    /// What it is declared with.
    pub(in crate::data) name: &'static str,
    severity: Severity,
    check: Box<dyn Check>,
}

impl DeclaredCheck {
    /// Decides a check as declared; what is wrong is reported.
    pub(in crate::data) fn read(declared: &Declared<'_>, report: &mut Report) -> Option<Self> {
        let kind = declared.fields.text("check")?;
        let kind = TYPES.iter().find(|known| known.name == kind.text)?;
        Some(DeclaredCheck {
            name: kind.name,
            severity: kind.severity,
            check: (kind.read)(declared, report)?,
        })
    }

    /// The fields that it is about, for readers.
    pub(in crate::data) fn fields(&self) -> Vec<String> {
        self.check.fields()
    }
}

/// What the checks of a dataset found.
#[derive(Debug, Default)]
pub(in crate::data) struct Found {
    /// The places that are kept.
    pub(in crate::data) places: Vec<Finding>,
    /// How many more there are of each severity.
    pub(in crate::data) untold: Vec<(usize, Severity)>,
    /// For each waiver whether it was needed, or it is not known whether it is.
    pub(in crate::data) needed: Vec<bool>,
}

impl Found {
    fn add(&mut self, findings: Findings<'_>, severity: Severity) {
        self.places.extend(findings.found);
        self.untold.push((findings.untold, severity));
    }
}

impl Subject<'_> {
    /// What is found by the checks that every dataset is held to, and by those that it declares.
    pub(in crate::data) fn check(
        &self,
        checks: &[DeclaredCheck],
        waivers: &[Waiver],
        report: &mut Report,
    ) -> Found {
        let mut found = Found::default();
        let mut needed = vec![false; waivers.len()];
        let mut findings = Findings {
            waived: Waived::new(&[], "validity", self.dataset),
            used: &mut [],
            found: Vec::new(),
            untold: 0,
        };
        validity::check(self, &mut findings);
        found.add(findings, Severity::Error);
        for declared in checks {
            let mut findings = Findings {
                waived: Waived::new(waivers, declared.name, self.dataset),
                used: &mut needed,
                found: Vec::new(),
                untold: 0,
            };
            if declared.check.is_made(self.now) {
                declared.check.run(self, &mut findings, report);
                found.add(findings, declared.severity);
            } else {
                let own = waivers.iter().zip(findings.used);
                own.for_each(|(waiver, needed)| *needed |= waiver.check == declared.name);
            }
        }
        found.needed = needed;
        found
    }
}
