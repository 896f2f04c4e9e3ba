//! What a check across records is, what it looks at and what it finds.

use std::cell::Cell;

use super::declared::Declared;
use super::waived::Waived;
use crate::diag::limits::COVERED_COMBINATIONS;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Location, Report, Severity};
use crate::input::value::{Form, Key, Kind, required};
use crate::stats::{CodeIndex, Dataset, Date, Dimension, Record};

/// A kind of check.
pub(in crate::data) struct CheckType {
    /// What it is declared with.
    pub(in crate::data) name: &'static str,
    /// What may be said of it.
    pub(super) form: &'static Form,
    /// How bad it is when it does not hold: what it finds may be true all the same.
    pub(super) severity: Severity,
    /// Decides one as declared; what is wrong is reported.
    pub(super) read: fn(&Declared<'_>, &mut Report) -> Option<Box<dyn Check>>,
}

/// The key that names the kind.
pub(super) const CHECK: Key = required("check", Kind::Text, "the kind of check");

/// A check of a dataset, decided: the dimensions and measures that it names are there.
pub(super) trait Check: std::fmt::Debug + Send + Sync {
    /// The fields that it is about, for readers.
    fn fields(&self) -> Vec<String>;

    /// Finds the places where it does not hold.
    fn run(&self, subject: &Subject<'_>, findings: &mut Findings<'_>, report: &mut Report);

    /// Whether it can be made; some are made only when the day of the build is known.
    fn is_made(&self, _now: Option<Date>) -> bool {
        true
    }
}

/// A place where a check does not hold.
#[derive(Debug)]
pub(in crate::data) struct Finding {
    /// The record.
    pub(in crate::data) record: Record,
    /// The field of the record.
    pub(in crate::data) field: String,
    /// What is wrong; it has no place.
    pub(in crate::data) diagnostic: Diagnostic,
    /// Other cells that belong to it, each with what it is.
    pub(in crate::data) related: Vec<(Record, String, String)>,
}

impl Finding {
    pub(super) fn new(record: Record, field: &str, diagnostic: Diagnostic) -> Finding {
        Finding {
            record,
            field: field.to_owned(),
            diagnostic,
            related: Vec::new(),
        }
    }

    /// The same with one more cell that belongs to it.
    pub(super) fn with(mut self, record: Record, field: &str, label: String) -> Finding {
        self.related.push((record, field.to_owned(), label));
        self
    }
}

/// No more findings of one check are kept; the rest is counted.
const KEPT: usize = 1000;

/// The places where a check does not hold and is not waived.
pub(super) struct Findings<'a> {
    pub(super) waived: Waived,
    /// Which waivers were needed.
    pub(super) used: &'a mut [bool],
    pub(super) found: Vec<Finding>,
    /// How many more there are.
    pub(super) untold: usize,
}

impl Findings<'_> {
    /// Adds a place with these codes, one for each dimension; `None` where the place has any.
    /// Whether it was not waived.
    pub(super) fn push(
        &mut self,
        key: &[Option<CodeIndex>],
        problem: impl FnOnce() -> Finding,
    ) -> bool {
        let waiver = self.waived.waiver(key);
        self.push_without(waiver, problem)
    }

    /// Adds a place, unless it has a waiver. Whether it had none.
    pub(super) fn push_without(
        &mut self,
        waiver: Option<usize>,
        problem: impl FnOnce() -> Finding,
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
pub(in crate::data) struct Subject<'a> {
    /// The dataset.
    pub(in crate::data) dataset: &'a Dataset,
    /// All datasets of the site.
    pub(in crate::data) datasets: &'a [&'a Dataset],
    /// Where the dataset stands in the descriptor.
    pub(in crate::data) location: &'a Location,
    /// The day of the build, if it is known.
    pub(in crate::data) now: Option<Date>,
    /// For how many combinations of codes the checks of the site have looked.
    pub(in crate::data) combinations: &'a Cell<usize>,
}

impl Subject<'_> {
    /// Whether the checks of the site may look at so many more places; that they may not is reported.
    pub(super) fn may_look_at(&self, places: usize, check: &str, report: &mut Report) -> bool {
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
                    .at(self.location.clone())
                    .hint("declare it over fewer dimensions, or for some levels"),
            );
        }
        may
    }

    /// That a check has nothing to check: it would pass whatever the data say. `what` stands
    /// between backticks.
    pub(super) fn report_useless(&self, what: &str, report: &mut Report) {
        let message = format!(
            "the check `{what}` of `{}` has nothing to check",
            self.dataset.name
        );
        report.push(
            Diagnostic::error(DiagnosticCode::BadPackage, message)
                .at(self.location.clone())
                .expected(
                    "a dimension with a total or a hierarchy, and levels that its codes have",
                ),
        );
    }

    /// The whole key of a record.
    pub(super) fn key(&self, record: Record) -> Vec<Option<CodeIndex>> {
        (0..self.dataset.dimensions.len())
            .map(|dimension| Some(self.dataset.code(record, dimension)))
            .collect()
    }

    /// A key in words, such as `north, 2023`.
    pub(super) fn shown(&self, key: &[Option<CodeIndex>]) -> String {
        let codes = key.iter().zip(&self.dataset.dimensions);
        let texts: Vec<&str> = codes
            .filter_map(|(code, dimension)| Some(dimension.codes.code((*code)?).as_str()))
            .collect();
        texts.join(", ")
    }

    /// The dimension of periods, if there is one.
    pub(super) fn periods(&self) -> Option<(usize, &Dimension)> {
        let mut dimensions = self.dataset.dimensions.iter().enumerate();
        dimensions.find(|(_, dimension)| dimension.is_period())
    }
}
