//! The register of revisions keeps what was ever entered.

use std::collections::{BTreeMap, BTreeSet};

use super::about::{Affected, Named, Revision};
use super::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Report, Source};
use crate::stats::Dataset;

/// An entry of the register of a dataset, as it was published or is about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// `revision` or `correction`.
    pub kind: String,
    /// The day from which the new values stood.
    pub date: String,
    /// What was changed.
    pub what: String,
    /// Which cells have other values; none when the entry does not say.
    pub affected: BTreeSet<RegisterCells>,
}

/// The cells that an entry is about: those of all these measures and codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegisterCells {
    /// The measures; all of them when none is named.
    pub measures: BTreeSet<String>,
    /// The codes of a dimension; of dimensions that are not named, all.
    pub codes: BTreeMap<String, BTreeSet<String>>,
}

/// The entries of two registers that have no counterpart in the other one, by their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpaired {
    /// Those that were there before and are not any more.
    pub lost: Vec<usize>,
    /// Those that were not there before.
    pub new: Vec<usize>,
}

impl RegisterEntry {
    /// An entry of a descriptor that was read.
    pub fn new(revision: &Revision) -> RegisterEntry {
        let (_, what) = revision.what.iter().next().unzip();
        RegisterEntry {
            kind: revision.kind.name().to_owned(),
            date: revision.date.to_string(),
            what: what.unwrap_or_default().to_owned(),
            affected: revision.affected.iter().map(RegisterCells::new).collect(),
        }
    }

    /// Whether it tells of the same change as another one, in whatever words.
    fn is_alike(&self, other: &RegisterEntry) -> bool {
        (&self.kind, &self.date) == (&other.kind, &other.date)
    }

    /// Whether it is about all that is left in `dataset` of what an entry before was about. One that does
    /// not say what it is about may be about every cell.
    fn keeps(&self, before: &RegisterEntry, dataset: Option<&Dataset>) -> bool {
        let is_kept = |cells: &RegisterCells| {
            let left = cells.left_in(dataset);
            left.is_none_or(|left| self.affected.iter().any(|own| own.holds(&left)))
        };
        let is_about_all = self.affected.is_empty();
        let was_about_some = !before.affected.is_empty();
        self.is_alike(before)
            && (is_about_all || (was_about_some && before.affected.iter().all(is_kept)))
    }
}

impl RegisterCells {
    fn new(affected: &Affected) -> RegisterCells {
        let texts = |names: &[Named]| names.iter().map(|name| name.text.clone()).collect();
        let codes = affected.codes.iter();
        RegisterCells {
            measures: texts(&affected.measures),
            codes: codes
                .map(|(dimension, codes)| (dimension.text.clone(), texts(codes)))
                .collect(),
        }
    }

    /// Those of the cells whose measures and codes a dataset has; nothing when it has none of them, or
    /// there is no dataset.
    fn left_in(&self, dataset: Option<&Dataset>) -> Option<RegisterCells> {
        let dataset = dataset?;
        let measures = self.measures.iter();
        let measures: BTreeSet<String> = measures
            .filter(|name| dataset.measure(name).is_some())
            .cloned()
            .collect();
        if measures.is_empty() && !self.measures.is_empty() {
            return None;
        }
        let mut left = BTreeMap::new();
        for (name, codes) in &self.codes {
            let known = &dataset.dimensions[dataset.dimension(name)?].codes;
            let codes = codes.iter().filter(|code| known.find(code).is_some());
            let codes: BTreeSet<String> = codes.cloned().collect();
            if codes.is_empty() {
                return None;
            }
            left.insert(name.clone(), codes);
        }
        Some(RegisterCells {
            measures,
            codes: left,
        })
    }

    /// Whether other cells are among these.
    fn holds(&self, others: &RegisterCells) -> bool {
        let has_measures = self.measures.is_empty()
            || (!others.measures.is_empty() && self.measures.is_superset(&others.measures));
        has_measures
            && self.codes.iter().all(|(dimension, codes)| {
                let others = others.codes.get(dimension);
                others.is_some_and(|others| codes.is_superset(others))
            })
    }
}

/// Whether an entry before and one now belong together.
type Rule<'r> = dyn Fn(&RegisterEntry, &RegisterEntry) -> bool + 'r;

/// Pairs the entries of a register with those of an earlier state of it; `dataset` is the one that it
/// is about now. Equal entries belong together first. One of the same kind and day that is about the
/// same cells has been put into other words; it may also have come to be about more.
pub fn unpaired(
    before: &[RegisterEntry],
    now: &[RegisterEntry],
    dataset: Option<&Dataset>,
) -> Unpaired {
    let mut unpaired = Unpaired {
        lost: (0..before.len()).collect(),
        new: (0..now.len()).collect(),
    };
    let is_reworded = |old: &RegisterEntry, new: &RegisterEntry| {
        new.is_alike(old) && old.affected == new.affected
    };
    let is_kept = |old: &RegisterEntry, new: &RegisterEntry| new.keeps(old, dataset);
    let rules: [&Rule<'_>; 3] = [&RegisterEntry::eq, &is_reworded, &is_kept];
    for belongs in rules {
        let Unpaired { lost, new } = &mut unpaired;
        lost.retain(|old| {
            let counterpart = new
                .iter()
                .position(|new| belongs(&before[*old], &now[*new]));
            counterpart.map(|position| new.remove(position)).is_none()
        });
    }
    unpaired
}

/// Reports entries that were published, each with its resource, and that no register has any more,
/// unless their dataset is `gone` on purpose.
pub fn report_shortened(
    published: &[(String, Vec<RegisterEntry>)],
    catalog: &Catalog,
    descriptor: Option<&Source>,
    gone: impl Fn(&str) -> bool,
    report: &mut Report,
) {
    for (name, before) in published {
        let resource = catalog.resource(name);
        if resource.is_none() && gone(name) {
            continue;
        }
        let revisions = resource.map_or(&[][..], |resource| &resource.about.revisions);
        let now: Vec<RegisterEntry> = revisions.iter().map(RegisterEntry::new).collect();
        let dataset = catalog.dataset(name);
        let unpaired = unpaired(before, &now, dataset);
        for entry in unpaired.lost.iter().map(|position| &before[*position]) {
            let is_narrowed = unpaired.new.iter().any(|new| now[*new].is_alike(entry));
            report.push(shortened(name, entry, is_narrowed, descriptor));
        }
    }
}

fn shortened(
    resource: &str,
    entry: &RegisterEntry,
    is_narrowed: bool,
    descriptor: Option<&Source>,
) -> Diagnostic {
    let RegisterEntry {
        kind, date, what, ..
    } = entry;
    let fate = if is_narrowed {
        "is about other cells than it was, in"
    } else {
        "is gone from"
    };
    let message = format!("the {kind} of {date} {fate} the register of `{resource}`");
    let problem = Diagnostic::error(Code::ShortenedRegister, message);
    // The package may have the same name as one of its resources.
    let place = descriptor.map(|source| {
        let resources = source.position("\"resources\"", 0).unwrap_or(0);
        source.find(&format!("\"{resource}\""), resources)
    });
    let problem = match place {
        Some(place) => problem.at(place),
        None => problem,
    };
    problem.expected("an entry among its `revisions`")
        .hint(format!("it said: {what}"))
        .hint("put it back: readers who used the old numbers look for it; words in it may be mended, and cells may be added")
}
