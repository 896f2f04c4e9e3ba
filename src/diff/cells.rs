//! The cells of a dataset that are not as they were.

use std::sync::Arc;

use crate::stats::{
    self, Absence, CodeIndex, Dataset, Number, Observation, Qualifier, Record, Status,
};

/// The decimals of a change in per cent.
const PERCENT_DECIMALS: u32 = 1;

/// A cell that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The code of each dimension by the dimension's name, in key order.
    pub key: Arc<[(String, String)]>,
    /// The measure.
    pub measure: String,
    /// What it was; nothing where there was no record. A number that is withheld is left out, so that it
    /// cannot be printed.
    pub old: Option<Observation>,
    /// What it is; nothing where the record is gone.
    pub new: Option<Observation>,
    /// Whether it had a number that was published and is confidential now, or may be: where the data withhold
    /// any number, one that is gone may be the same one at another place.
    pub is_withheld: bool,
}

/// What became of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It has a number, and had none.
    New,
    /// It has another number.
    Revised,
    /// It had a number, and has none.
    Withdrawn,
    /// Its number is the same, or still absent, and something else is said of it.
    Status,
}

impl ChangeKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [ChangeKind; 4] = [
        ChangeKind::New,
        ChangeKind::Revised,
        ChangeKind::Withdrawn,
        ChangeKind::Status,
    ];

    /// Its words: `3 cells` are so.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::New => "new",
            ChangeKind::Revised => "revised",
            ChangeKind::Withdrawn => "withdrawn",
            ChangeKind::Status => "status changed",
        }
    }

    /// Whether a number that was published no longer stands.
    pub fn changes_the_past(self) -> bool {
        matches!(self, ChangeKind::Revised | ChangeKind::Withdrawn)
    }
}

impl CellChange {
    /// What became of it.
    pub fn kind(&self) -> ChangeKind {
        if self.is_withheld {
            return ChangeKind::Withdrawn;
        }
        let number = |observation: Option<Observation>| observation?.value();
        match (number(self.old), number(self.new)) {
            (None, Some(_)) => ChangeKind::New,
            (Some(_), None) => ChangeKind::Withdrawn,
            (Some(old), Some(new)) if old != new => ChangeKind::Revised,
            (Some(_), Some(_)) | (None, None) => ChangeKind::Status,
        }
    }

    /// The new number less the old one, if there are both.
    pub fn difference(&self) -> Option<Number> {
        stats::difference(self.new?, self.old?).value()
    }

    /// The difference in per cent of the old number, if there are both and the old one is not zero.
    pub fn percent(&self) -> Option<Number> {
        let change = stats::change(self.new?, self.old?).value()?;
        Some(change.rounded(PERCENT_DECIMALS))
    }
}

impl CellChange {
    /// Whether its number is confidential now.
    pub fn is_confidential(&self) -> bool {
        self.new.and_then(|new| new.absence()) == Some(Absence::Suppressed)
    }

    /// The change without a number that is gone.
    fn without_gone(self) -> CellChange {
        let has_number =
            |observation: Option<Observation>| observation.is_some_and(|o| o.value().is_some());
        let is_withheld = has_number(self.old) && !has_number(self.new);
        CellChange {
            old: if is_withheld { SUPPRESSED } else { self.old },
            is_withheld,
            ..self
        }
    }
}

/// What is kept of a number that is withheld.
const SUPPRESSED: Option<Observation> = Some(Observation::absent(Absence::Suppressed));

/// Every cell of common measures that differs; those that are gone without their numbers where the new data
/// withhold any number. Datasets of other dimensions have no common cells.
pub(super) fn changes(old: &Dataset, new: &Dataset, withholds: bool) -> Vec<CellChange> {
    let changes = all_changes(old, new);
    if !withholds {
        return changes;
    }
    changes.into_iter().map(CellChange::without_gone).collect()
}

fn all_changes(old: &Dataset, new: &Dataset) -> Vec<CellChange> {
    let (Some(forth), Some(back)) = (Keys::between(new, old), Keys::between(old, new)) else {
        return Vec::new();
    };
    let measures = new
        .measures
        .iter()
        .enumerate()
        .filter_map(|(position, measure)| {
            let before = old.measure(&measure.name)?;
            Some((measure.name.as_str(), before, position))
        });
    let measures: Vec<(&str, usize, usize)> = measures.collect();
    let mut changes = Vec::new();
    let (positions, old_positions) = (positions(new, new), positions(old, new));
    for record in new.records() {
        let before = forth.translated(record).and_then(|key| old.find(&key));
        // Those who propose data choose how many dimensions it has: a record's changes share its key.
        let mut key = None;
        for &(measure, in_old, in_new) in &measures {
            let was = before.map(|before| old.observation(before, in_old));
            let is = new.observation(record, in_new);
            if was.is_some_and(|was| is_same(was, is)) {
                continue;
            }
            let key = key.get_or_insert_with(|| key_of(new, record, &positions));
            changes.push(CellChange {
                key: Arc::clone(key),
                measure: measure.to_owned(),
                old: was,
                new: Some(is),
                is_withheld: false,
            });
        }
    }
    for record in old.records() {
        if back
            .translated(record)
            .and_then(|key| new.find(&key))
            .is_some()
        {
            continue;
        }
        let key = key_of(old, record, &old_positions);
        changes.extend(measures.iter().map(|&(measure, in_old, _)| CellChange {
            key: Arc::clone(&key),
            measure: measure.to_owned(),
            old: Some(old.observation(record, in_old)),
            new: None,
            is_withheld: false,
        }));
    }
    changes
}

/// Whether a number and everything that is said of it are as they were. That it was revised is said in
/// one edition only: that it is no longer said is no change.
fn is_same(old: Observation, new: Observation) -> bool {
    let told_once = Status::from(Qualifier::Revised);
    let is_still_revised = new.qualifiers.contains(Qualifier::Revised);
    let still_said = |status: &Status| *status != told_once || is_still_revised;
    old.cell == new.cell && old.statuses().filter(still_said).eq(new.statuses())
}

/// The positions in a dataset of the dimensions of `like`, in their order.
fn positions(dataset: &Dataset, like: &Dataset) -> Vec<usize> {
    let names = like.dimensions.iter().map(|dimension| &dimension.name);
    names.filter_map(|name| dataset.dimension(name)).collect()
}

/// The codes of a record in the order of these dimensions.
fn key_of(dataset: &Dataset, record: Record, positions: &[usize]) -> Arc<[(String, String)]> {
    let codes = positions.iter().map(|&position| {
        let dimension = &dataset.dimensions[position];
        let code = dimension.codes.code(dataset.code(record, position));
        (dimension.name.clone(), code.as_str().to_owned())
    });
    codes.collect()
}

/// How keys of one dataset read in another.
struct Keys<'d> {
    from: &'d Dataset,
    /// For each dimension of the other dataset: the one that it is here, and its code for each code here.
    dimensions: Vec<(usize, Vec<Option<CodeIndex>>)>,
}

impl<'d> Keys<'d> {
    /// Nothing where their dimensions are not the same.
    fn between(from: &'d Dataset, to: &Dataset) -> Option<Keys<'d>> {
        if from.dimensions.len() != to.dimensions.len() {
            return None;
        }
        let dimensions = to.dimensions.iter().map(|there| {
            let position = from.dimension(&there.name)?;
            let here = &from.dimensions[position].codes;
            let codes = here.codes().map(|code| there.codes.find(code.as_str()));
            Some((position, codes.collect()))
        });
        let dimensions = dimensions.collect::<Option<_>>()?;
        Some(Keys { from, dimensions })
    }

    /// The key of a record there; nothing where one of its codes is not known there.
    fn translated(&self, record: Record) -> Option<Vec<CodeIndex>> {
        let codes = self
            .dimensions
            .iter()
            .map(|(position, codes)| codes[self.from.code(record, *position).as_usize()]);
        codes.collect()
    }
}
