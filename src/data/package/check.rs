//! The checks across records that a resource declares, and the places where they are waived.

use std::collections::{BTreeMap, BTreeSet};

use super::check_file::{CheckFile, LimitFile, WaiverFile};
use super::descriptor::FieldDescriptor;
use super::entry::Entry;

use crate::diag::{Diagnostic, Report, Severity};
use crate::locale::{Language, LocalText};
use crate::stats::Number;

/// Which parts add up to which totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct SumCheck {
    /// The dimension that is added up over.
    pub(in crate::data) over: String,
    pub(in crate::data) measures: Vec<String>,
    /// The levels of the totals; all when there are none.
    pub(in crate::data) levels: Vec<String>,
    /// Whether some parts are not in the code list.
    pub(in crate::data) is_partial: bool,
    /// How far the sum may be from the total.
    pub(in crate::data) tolerance: Number,
}

/// A check across the records of a dataset. Dimensions and measures are named; the names exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) enum CheckKind {
    /// The parts along a dimension add up to their total: the total code, or each parent of a
    /// hierarchy.
    Sum(SumCheck),
    /// Every combination of the codes of these dimensions has a record.
    Coverage {
        over: Vec<String>,
        levels: Vec<String>,
    },
    /// No value of one measure is above the value of another in the same record.
    AtMost { measure: String, of: String },
    /// No value changes between neighbouring periods by more than `percent`, unless both values
    /// are below `from`.
    Change {
        measure: String,
        percent: Number,
        from: Number,
    },
    /// Every observation has a target in `dataset.measure`.
    Target { dataset: String, measure: String },
    /// No period lies after the time of the build.
    PastPeriods,
}

impl CheckKind {
    /// How bad it is when the check does not hold: a large change may be true.
    pub(in crate::data) fn severity(&self) -> Severity {
        match self {
            CheckKind::Change { .. } => Severity::Warning,
            CheckKind::Sum(_)
            | CheckKind::Coverage { .. }
            | CheckKind::AtMost { .. }
            | CheckKind::Target { .. }
            | CheckKind::PastPeriods => Severity::Error,
        }
    }

    /// The name that the check is declared with.
    pub(in crate::data) fn name(&self) -> &'static str {
        match self {
            CheckKind::Sum(_) => "sum",
            CheckKind::Coverage { .. } => "coverage",
            CheckKind::AtMost { .. } => "at-most",
            CheckKind::Change { .. } => "change",
            CheckKind::Target { .. } => "target",
            CheckKind::PastPeriods => "past-periods",
        }
    }
}

/// A declared check.
pub(in crate::data) type Check = CheckKind;

/// A place at which a check need not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct Waiver {
    /// The name of the check.
    pub(in crate::data) check: String,
    /// Codes by dimension; a dimension that is not named may have any code.
    pub(in crate::data) at: BTreeMap<String, String>,
    /// Why, by language.
    pub(in crate::data) reason: LocalText,
}

/// Decides the checks of a resource. One that names what does not exist is reported and left out.
pub(super) fn checks(
    files: Vec<CheckFile>,
    fields: &[FieldDescriptor],
    key: &[usize],
    entry: &Entry<'_>,
    report: &mut Report,
) -> Vec<Check> {
    let names = Names {
        fields,
        key,
        entry,
        keys: &["yearbook", "checks"],
    };
    files
        .into_iter()
        .filter_map(|file| names.check(file, report))
        .collect()
}

/// Names without those that are there already.
fn once(mut names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

struct Names<'a> {
    fields: &'a [FieldDescriptor],
    key: &'a [usize],
    entry: &'a Entry<'a>,
    /// The keys of the resource that lead to what holds the names.
    keys: &'static [&'static str],
}

impl Names<'_> {
    fn check(&self, file: CheckFile, report: &mut Report) -> Option<Check> {
        Some(match file {
            CheckFile::Sum(file) => CheckKind::Sum(SumCheck {
                over: self.dimension(file.over, report)?,
                measures: if file.measures.is_empty() {
                    self.measures()
                } else {
                    self.all(file.measures, Self::measure, report)?
                },
                levels: once(file.levels),
                is_partial: file.partial,
                tolerance: self.number(file.tolerance.as_ref(), report)?,
            }),
            CheckFile::Coverage(file) => CheckKind::Coverage {
                over: self.all(file.over, Self::dimension, report)?,
                levels: once(file.levels),
            },
            CheckFile::AtMost(file) => CheckKind::AtMost {
                measure: self.measure(file.measure, report)?,
                of: self.measure(file.of, report)?,
            },
            CheckFile::Change(file) => CheckKind::Change {
                measure: self.measure(file.measure, report)?,
                percent: self.number(Some(&file.percent), report)?,
                from: self.number(file.from.as_ref(), report)?,
            },
            CheckFile::Target(file) => {
                let Some((dataset, measure)) = file.target.split_once('.') else {
                    let message = format!("`{}` is not a dataset and a measure", file.target);
                    let expected = "a reference such as `targets.target`";
                    let wrong = self.entry.wrong(message, self.keys, &file.target);
                    report.push(wrong.expected(expected));
                    return None;
                };
                CheckKind::Target {
                    dataset: dataset.to_owned(),
                    measure: measure.to_owned(),
                }
            }
            CheckFile::PastPeriods(_) => CheckKind::PastPeriods,
        })
    }

    fn all(
        &self,
        names: Vec<String>,
        one: fn(&Self, String, &mut Report) -> Option<String>,
        report: &mut Report,
    ) -> Option<Vec<String>> {
        let names = once(names).into_iter();
        names.map(|name| one(self, name, report)).collect()
    }

    fn dimension(&self, name: String, report: &mut Report) -> Option<String> {
        let mut keys = self.key.iter().map(|&column| &self.fields[column]);
        if keys.any(|field| field.name == name) {
            return Some(name);
        }
        report.push(self.unknown("the dimension of a check", &name));
        None
    }

    fn measure(&self, name: String, report: &mut Report) -> Option<String> {
        let mut fields = self.fields.iter().enumerate();
        if fields.any(|(column, field)| field.name == name && self.is_measure(column, field)) {
            return Some(name);
        }
        report.push(self.unknown("the measure of a check", &name));
        None
    }

    /// A name that is that of no field.
    fn unknown(&self, role: &str, name: &str) -> Diagnostic {
        (self.entry).unknown_field(role, self.keys, name, self.fields)
    }

    fn measures(&self) -> Vec<String> {
        let fields = self.fields.iter().enumerate();
        let fields = fields.filter(|(column, field)| self.is_measure(*column, field));
        fields.map(|(_, field)| field.name.clone()).collect()
    }

    fn is_measure(&self, column: usize, field: &FieldDescriptor) -> bool {
        field.kind.is_numeric() && !self.key.contains(&column)
    }

    fn number(&self, digits: Option<&LimitFile>, report: &mut Report) -> Option<Number> {
        let Some(digits) = digits else {
            return Some(Number::ZERO);
        };
        let number = Number::parse_json(&digits.to_string());
        match number.filter(|number| !number.is_negative()) {
            Some(number) => Some(number),
            None => {
                let message = format!("`{digits}` cannot be the limit of a check");
                report.push(self.entry.wrong(message, self.keys, &digits.to_string()));
                None
            }
        }
    }
}

/// Decides the waivers of a resource.
pub(super) fn waivers(
    files: Vec<WaiverFile>,
    fields: &[FieldDescriptor],
    key: &[usize],
    default_language: &Language,
    entry: &Entry<'_>,
    report: &mut Report,
) -> Vec<Waiver> {
    let names = Names {
        fields,
        key,
        entry,
        keys: &["yearbook", "waivers"],
    };
    let mut waivers = Vec::new();
    for file in files {
        let named = file.at.keys().cloned();
        if named
            .map(|name| names.dimension(name, report))
            .any(|name| name.is_none())
        {
            continue;
        }
        let mut reason = LocalText::new();
        reason.insert(default_language.clone(), file.reason);
        for (tag, text) in file.translations {
            if let Ok(language) = Language::parse(&tag) {
                reason.insert(language, text.reason);
            }
        }
        waivers.push(Waiver {
            check: file.check,
            at: file.at,
            reason,
        });
    }
    waivers
}
